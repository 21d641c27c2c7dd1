//! Every file of the real corpora reads.

use showgraph::source::{Corpus, ReadOutcome};

use crate::project::shared;
use crate::source_properties::check;

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
        for episode in corpus.episodes() {
            match corpus.read(episode) {
                ReadOutcome::Episode(document) => {
                    assert!(document.front.title.is_some(), "{}", document.source());
                    assert!(!document.blocks.is_empty(), "{}", document.source());
                    check(&document);
                    for warning in &document.warnings {
                        eprintln!("{warning}");
                    }
                    read += 1;
                }
                ReadOutcome::LeftOut(warning) | ReadOutcome::Failed(warning) => {
                    eprintln!("{warning}")
                }
            }
        }
        assert_eq!(read, episodes, "{folder}");
    }
}
