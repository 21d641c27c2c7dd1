//! Every file of the real corpora reads.

use std::path::PathBuf;

use showgraph::source::{Corpus, Document, Reading, Span};

/// The folder with the shared corpora, if this machine has it.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("SHOWGRAPH_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let found = folder.is_dir();
    if !found {
        eprintln!("skipped: no shared corpora at {}", folder.display());
    }
    found.then_some(folder)
}

/// That no span of a document lies.
pub fn check(document: &Document) {
    let buffer = document.text.buffer();
    let sound = |span: Span| {
        assert!(
            span.start <= span.end
                && buffer.is_char_boundary(span.start as usize)
                && buffer.is_char_boundary(span.end as usize),
            "{}: {span:?}",
            document.source
        );
    };
    let mut next_run = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        sound(block.span);
        block.speaker.into_iter().for_each(sound);
        assert_eq!(block.runs.start, next_run, "{}: {block:?}", document.source);
        next_run = block.runs.end;
        let before = |other: Option<u32>| other.is_none_or(|other| (other as usize) < index);
        assert!(before(block.section) && before(block.parent));
        for run in document.runs_of(block) {
            sound(run.span);
            assert!(
                block.span.contains(run.span),
                "{}: {block:?} {run:?}",
                document.source
            );
            if let Some(link) = run.link {
                let link = &document.links[link as usize];
                assert_eq!(link.block as usize, index, "{}: {link:?}", document.source);
            }
        }
    }
    assert_eq!(next_run as usize, document.runs.len());
    for (index, link) in document.links.iter().enumerate() {
        sound(link.text);
        assert!(
            (link.block as usize) < document.blocks.len(),
            "{}: {link:?}",
            document.source
        );
        let block = &document.blocks[link.block as usize];
        assert!(
            block.runs.start <= link.runs.start && link.runs.end <= block.runs.end,
            "{}: {link:?} {block:?}",
            document.source
        );
        for run in &document.runs[link.runs.start as usize..link.runs.end as usize] {
            assert_eq!(
                run.link,
                Some(index as u32),
                "{}: {link:?}",
                document.source
            );
        }
    }
    for credit in &document.front.credits {
        sound(credit.span);
        assert_eq!(document.text.slice(credit.span), credit.name);
    }
}

#[test]
fn every_file_of_the_corpora_reads() {
    let Some(shared) = shared() else { return };
    let cases = [
        ("corpora/gcp-podcast", 165),
        ("corpora/syntax", 525),
        ("corpora/rustacean-station", 80),
        ("corpora/jupiter", 994),
        ("corpora/changelog-transcripts", 614),
        ("gold/full", 26),
        ("gold/notes", 26),
        ("gold/notes-only", 88),
    ];
    for (folder, episodes) in cases {
        let corpus = Corpus::discover(&[shared.join(folder)], None).unwrap();
        assert!(corpus.warnings().is_empty(), "{:?}", corpus.warnings());
        let mut read = 0;
        for input in corpus.inputs() {
            match corpus.read(input) {
                Reading::Episode(document) => {
                    assert!(document.front.title.is_some(), "{}", document.source);
                    assert!(!document.blocks.is_empty(), "{}", document.source);
                    check(&document);
                    if std::env::var_os("DUMP").is_some() {
                        dump(&document);
                    }
                    for warning in &document.warnings {
                        eprintln!("{warning}");
                    }
                    read += 1;
                }
                Reading::LeftOut(warning) | Reading::Failed(warning) => eprintln!("{warning}"),
            }
        }
        assert_eq!(read, episodes, "{folder}");
    }
}

fn dump(d: &Document) {
    let pat = std::env::var("DUMP").unwrap();
    if !d.source.contains(&pat) {
        return;
    }
    println!("===== {} show={:?}", d.source, d.show);
    println!("{:#?}", d.front);
    for (i, b) in d.blocks.iter().enumerate() {
        let runs: Vec<String> = d
            .runs_of(b)
            .iter()
            .map(|r| {
                format!(
                    "⟨{}⟩{}{}",
                    d.text.slice(r.span),
                    r.style.0,
                    r.link.map_or(String::new(), |l| format!("@{l}"))
                )
            })
            .collect();
        println!(
            "{i} {:?} {:?} sec={:?} par={:?} spk={:?} t={:?}: {}",
            b.kind,
            b.place,
            b.section,
            b.parent,
            b.speaker.map(|s| d.text.slice(s)),
            b.seconds,
            runs.join(" ")
        );
    }
    for (i, l) in d.links.iter().enumerate() {
        println!(
            "L{i} {:?} {} [{}] block {}",
            l.kind,
            l.href,
            d.text.slice(l.text),
            l.block
        );
    }
}
