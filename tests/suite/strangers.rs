//! Input of strangers: a site leads nowhere else, what showgraph wrote is no input, good output is not
//! replaced by nothing, and names do nothing to terminals, spreadsheets and file systems.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::project::{contents, copy_folder, files_below, folder, repository, said, showgraph};

const EPISODE: &str = "---\ntitle: Clay\nnumber: 1\nhosts: [noor]\n---\nKubernetes in the kiln.\n";

fn export(notes: &Path, output: &Path, more: &[&str]) -> (i32, String) {
    let (status, stdout, stderr) = said(
        showgraph()
            .arg("export")
            .arg(notes)
            .arg("-o")
            .arg(output)
            .args(more),
    );
    assert_eq!(stdout, "");
    (status, stderr)
}

#[test]
fn a_configuration_names_no_file_outside_of_what_is_read() {
    for key in [
        "people = [\"../secret\"]",
        "lexicons = [\"../secret/own.toml\"]",
        "people = [\"inside\"]",
    ] {
        let site = folder(&[
            ("site/1.md", EPISODE),
            ("site/showgraph.toml", key),
            (
                "secret/noor.md",
                "---\nname: Noor Hassan\navatar: n.png\n---\n",
            ),
            ("secret/own.toml", "[product]\n\"Secret Kiln\" = []\n"),
        ]);
        let (notes, output) = (site.path().join("site"), site.path().join("output"));
        #[cfg(unix)]
        std::os::unix::fs::symlink("../secret", notes.join("inside")).unwrap();
        #[cfg(not(unix))]
        if key.contains("inside") {
            continue;
        }
        let (status, stderr) = export(&notes, &output, &[]);
        assert_eq!(status, 2, "{key}: {stderr}");
        assert!(
            stderr.contains("outside of the paths") && stderr.contains("--trust"),
            "{stderr}"
        );
        assert!(!output.exists(), "{key}");

        let (status, stderr) = export(&notes, &output, &["--trust"]);
        assert_eq!(status, 0, "{key}: {stderr}");
        let graph = fs::read_to_string(output.join("graph.json")).unwrap();
        assert_eq!(
            graph.contains("Noor Hassan"),
            key.starts_with("people"),
            "{key}"
        );

        // Whoever gives the folder as a path, too, wants it read.
        let (status, _, stderr) = said(
            showgraph()
                .arg("check")
                .arg(&notes)
                .arg(site.path().join("secret")),
        );
        assert_eq!(status, 0, "{key}: {stderr}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_what_is_read_are_not_followed() {
    let site = folder(&[
        ("site/1.md", EPISODE),
        ("secret/key.md", "# The Secret Kiln\n\nBy Jana Weber.\n"),
    ]);
    let (notes, output) = (site.path().join("site"), site.path().join("output"));
    std::os::unix::fs::symlink("../secret/key.md", notes.join("2.md")).unwrap();
    std::os::unix::fs::symlink("1.md", notes.join("3.md")).unwrap();
    let episodes = |more: &[&str]| {
        let (status, stderr) = export(&notes, &output, more);
        assert_eq!(status, 0, "{stderr}");
        let graph = fs::read_to_string(output.join("graph.json")).unwrap();
        (
            graph.matches("\"part_of_show\"").count(),
            graph.contains("Secret"),
            stderr,
        )
    };
    let (_, secret, said) = episodes(&[]);
    assert!(!secret);
    assert!(
        said.contains("2.md: a link out of the paths that are read"),
        "{said}"
    );
    assert!(!said.contains("3.md"), "{said}");
    let (_, secret, _) = episodes(&["--trust"]);
    assert!(secret);
}

#[test]
fn what_showgraph_wrote_is_not_read_again() {
    let site = TempDir::new().unwrap();
    copy_folder(&repository().join("tests/corpus/tideline"), site.path());
    let output = site.path().join("output");
    let formats = [
        "--format",
        "json,obsidian,csv,neo4j,jsonld,mermaid",
        "--jsonld-split",
        "--evidence",
    ];
    export(site.path(), &output, &formats);
    let first = contents(&output);
    for _ in 0..2 {
        export(site.path(), &output, &formats);
        assert!(
            contents(&output) == first,
            "the same notes give the same bytes"
        );
    }
    // Versions before did not mark their vaults.
    fs::remove_file(output.join("obsidian/.showgraph-files")).unwrap();
    fs::rename(output.join("obsidian"), site.path().join("my vault")).unwrap();
    export(site.path(), &output, &formats);
    assert!(contents(&output) == first);
}

#[test]
fn what_is_there_is_not_replaced_by_nothing() {
    let good = folder(&[("1.md", EPISODE)]);
    let output = good.path().join("output");
    assert_eq!(export(good.path(), &output, &[]).0, 0);
    let before = contents(&output);
    let cases: [(&str, &[(&str, &str)]); 4] = [
        ("an empty folder", &[]),
        ("other files", &[("a.pdf", "x")]),
        (
            "nothing but drafts",
            &[("1.md", "---\ndraft: true\n---\nNot yet.\n")],
        ),
        ("nothing but empty files", &[("1.md", ""), ("2.md", "\n")]),
    ];
    for (name, files) in cases {
        let notes = folder(files);
        let (status, stderr) = export(notes.path(), &output, &[]);
        assert_eq!(status, 2, "{name}: {stderr}");
        assert!(stderr.contains("nothing"), "{name}: {stderr}");
        assert!(contents(&output) == before, "{name}");
        let new = notes.path().join("new/output");
        assert_eq!(export(notes.path(), &new, &[]).0, 2);
        assert!(
            !notes.path().join("new").exists(),
            "{name}: no folder is left behind"
        );
    }
}

#[test]
fn a_format_that_cannot_hold_the_graph_does_not_take_the_others_with_it() {
    let sample = repository().join("tests/corpus");
    let site = TempDir::new().unwrap();
    let output = site.path().join("output");
    let formats = ["--format", "json,mermaid"];
    let (status, stderr) = export(&sample, &output, &formats);
    assert_eq!(status, 1, "{stderr}");
    assert!(
        stderr.contains("mermaid draws at most 500 edges"),
        "{stderr}"
    );
    assert_eq!(files_below(&output), [Path::new("graph.json")]);

    let other = site.path().join("other");
    for more in [
        &["--format", "mermaid"][..],
        &["--format", "json,mermaid", "--all-or-none"],
    ] {
        let (status, stderr) = export(&sample, &other, more);
        assert_eq!(status, 2, "{stderr}");
        assert!(!other.exists(), "{more:?}");
    }
}

#[test]
fn terminals_obey_no_name() {
    let site = folder(&[(
        "1.md",
        "---\ntitle: \"A\\e[31m\\e]0;B\\a\"\nduration: \"\\e[2J\"\nguests: [\"Anna\\e[31m Smith\"]\n---\nHello.\n",
    )]);
    let output = TempDir::new().unwrap();
    let graph = output.path().join("graph.json");
    export(site.path(), output.path(), &["-v"]);
    let path = site.path().display().to_string();
    let graph = graph.display().to_string();
    let runs: [&[&str]; 5] = [
        &["check", "-v", &path],
        &["init", "-o", "-", &path],
        &["explain", &path, "Anna\u{1b}[31m Smith"],
        &["query", "all-guests", "--graph", &graph],
        &["recommend", "1", "--graph", &graph],
    ];
    for run in runs {
        let (_, stdout, stderr) = said(showgraph().args(run));
        let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(
            !stdout.contains(obeyed) && !stderr.contains(obeyed),
            "{run:?}: {stdout}{stderr}"
        );
    }
}

#[test]
fn safe_cells_are_no_formulas() {
    let site = folder(&[(
        "1.md",
        "---\ntitle: \"=1+1\"\nhosts: [\"+Anna Smith\", \"@SUM Carter\"]\n---\nHello.\n",
    )]);
    let output = TempDir::new().unwrap();
    let cells = |more: &[&str]| {
        let mut all = vec!["--format", "csv,neo4j"];
        all.extend(more);
        assert_eq!(export(site.path(), output.path(), &all).0, 0);
        fs::read_to_string(output.path().join("csv/nodes.csv")).unwrap()
    };
    let exact = cells(&[]);
    assert!(exact.contains("\"=1+1\""), "{exact}");
    let neo4j = fs::read(output.path().join("neo4j/nodes.csv")).ok();
    let safe = cells(&["--csv-safe"]);
    assert!(safe.contains("\"'=1+1\""), "{safe}");
    for cell in safe.split('"') {
        assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
    }
    assert_eq!(
        fs::read(output.path().join("neo4j/nodes.csv")).ok(),
        neo4j,
        "Neo4j's stays exact"
    );
}

#[test]
fn a_saved_graph_brings_no_triples_of_its_own() {
    let saved = TempDir::new().unwrap();
    let bases = [
        "https://e.example/> <https://e.example/p> <https://e.example/o> .\\n<https://e.example/",
        "javascript://e.example/",
        "e.example",
        "",
    ];
    for base in bases {
        let graph = saved.path().join("graph.json");
        let json = format!(
            "{{\"attributes\":{{\"base_iri\":\"{base}\"}},\"nodes\":[{{\"key\":\"person:b\",\"attributes\":{{\"kind\":\"person\",\"label\":\"B\"}}}}],\"edges\":[]}}"
        );
        fs::write(&graph, json).unwrap();
        let output = saved.path().join("output");
        let (status, _, stderr) = said(
            showgraph()
                .args(["export", "--format", "nquads,jsonld", "--graph"])
                .arg(&graph)
                .arg("-o")
                .arg(&output),
        );
        assert_eq!(status, 2, "{base}: {stderr}");
        assert!(stderr.contains("is no absolute IRI of the web"), "{stderr}");
        assert!(!output.exists());
    }
}
