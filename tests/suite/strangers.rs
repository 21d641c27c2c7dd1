//! Input of strangers: a site leads nowhere else, what showgraph wrote is no input, good output is not
//! replaced by nothing, and names do nothing to terminals, spreadsheets and file systems.

use std::fs;
use std::path::Path;

use showgraph::untrusted::is_obeyed;
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

/// The same of a run that may never end: it is stopped then.
#[cfg(unix)]
fn export_in_time(notes: &Path, output: &Path, more: &[&str]) -> (i32, String) {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let mut run = Command::new(env!("CARGO_BIN_EXE_showgraph"))
        .args(["export", "-o"])
        .args([output, notes])
        .args(more)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(60);
    while run.try_wait().unwrap().is_none() {
        if Instant::now() > until {
            run.kill().unwrap();
            return (-1, "it did not end".into());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = run.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said)
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

#[cfg(unix)]
#[test]
fn a_link_in_place_of_the_configuration_is_not_followed() {
    let site = folder(&[
        ("site/1.md", EPISODE),
        ("secret.toml", "show = \"The Secret Kiln\"\n"),
        ("secret", "secret.example\n"),
    ]);
    let (notes, output) = (site.path().join("site"), site.path().join("output"));
    fs::write(notes.join("_config.yml"), "title: Kiln\n").unwrap();
    std::os::unix::fs::symlink("../secret.toml", notes.join("showgraph.toml")).unwrap();
    std::os::unix::fs::symlink("../secret", notes.join("CNAME")).unwrap();
    let (status, said) = export(&notes, &output, &[]);
    assert_eq!(status, 0, "{said}");
    let graph = fs::read_to_string(output.join("graph.json")).unwrap();
    assert!(!graph.to_lowercase().contains("secret"), "{graph}");
    assert!(said.contains("showgraph.toml: a link out of"), "{said}");
    export(&notes, &output, &["--trust"]);
    let graph = fs::read_to_string(output.join("graph.json")).unwrap();
    assert!(graph.contains("The Secret Kiln"));
}

/// What never ends, as a pipe that nobody writes into and a device do not, is not waited for.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let pipe = |path: &Path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    };
    let device = |path: &Path| std::os::unix::fs::symlink("/dev/zero", path).unwrap();
    let lexicon = ("showgraph.toml", "lexicons = [\"own.toml\"]\n");
    let host = ("_config.yml", "title: Kiln\n");
    let feed = (
        "feed.xml",
        "<rss version=\"2.0\"><channel><title>Kiln</title><item><title>Clay two</title><guid>2</guid></item>\
         </channel></rss>",
    );
    let none = ("other.txt", "");
    let cases: [(&str, (&str, &str), i32); 11] = [
        ("2.md", none, 0),
        ("2.vtt", none, 0),
        ("showgraph.toml", none, 0),
        ("_config.yml", none, 0),
        (".gitignore", none, 1),
        ("notes/.gitignore", none, 1),
        ("own.toml", lexicon, 2),
        ("CNAME", host, 0),
        ("_data/people.yml", none, 0),
        (".fetch.json", feed, 0),
        ("vault/show/a.md", ("vault/episode/1.md", EPISODE), 0),
    ];
    for (name, (other, text), expected) in cases {
        for (kind, put) in [("pipe", &pipe as &dyn Fn(&Path)), ("device", &device)] {
            let site = folder(&[("site/1.md", EPISODE), ("site/notes/3.md", EPISODE)]);
            let notes = site.path().join("site");
            for name in [name, other] {
                fs::create_dir_all(notes.join(name).parent().unwrap()).unwrap();
            }
            fs::write(notes.join(other), text).unwrap();
            put(&notes.join(name));
            for more in [&[][..], &["--trust"]] {
                let (status, said) = export_in_time(&notes, &site.path().join("output"), more);
                // What leads out is refused, too, or named and left out.
                assert_eq!(status, expected, "{kind} {name} {more:?}: {said}");
            }
        }
    }
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
        "---\ntitle: \"A\\e[31m\\e]0;B\\a\"\nduration: \"\\e[2J\"\nguests: [\"Anna\\e[31m Smith\", \"Bob \u{202e}reti Doe\"]\n\
         tags: [\"Kuber\u{202e}netes\"]\n---\nHello.\n",
    )]);
    let output = TempDir::new().unwrap();
    let graph = output.path().join("graph.json");
    export(site.path(), output.path(), &["-v"]);
    let path = site.path().display().to_string();
    let graph = graph.display().to_string();
    let runs: [&[&str]; 10] = [
        &["check", "-v", &path],
        &["init", "-o", "-", &path],
        &["explain", &path, "Anna\u{1b}[31m Smith"],
        &["explain", &path, "Nobody\u{202e}"],
        &["query", "all-guests", "--graph", &graph],
        &["recommend", "1", "--graph", &graph],
        &["path", "1", "Anna", "--graph", &graph],
        &["diff", &graph, &path],
        &["lexicon", "find", "a\u{1b}[2J\u{202e}b"],
        &["lexicon", "suggest", &path],
    ];
    for run in runs {
        let (_, stdout, stderr) = said(showgraph().args(run));
        // Nor are names read in another direction than the line.
        let obeyed = |c: char| is_obeyed(c) && !matches!(c, '\n' | '\t');
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

#[test]
fn addresses_that_run_code_lead_nowhere() {
    let notes = "---\ntitle: Clay\nguests:\n  - name: Ann Quill\n    url: javascript:alert(1)\n    website: data:text/html,alert(2)\n---\n\
        [one](javascript:alert(3)), [two](data:text/html,alert(4)), <a href=\"JaVaScRiPt:alert(5)\">three</a>, \
        ![four](javascript:alert(6)), [five][five], <javascript:alert(7)> and [six](java&#115;cript:alert(8)).\n\n\
        [five]: vbscript:alert(9)\n";
    let feed = "<rss version=\"2.0\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"><channel>\
        <title>Kilns</title><link>javascript:alert(10)</link>\
        <podcast:remoteItem feedUrl=\"javascript:alert(11)\"/>\
        <item><title>Glaze</title><guid>a</guid><link>javascript:alert(12)</link>\
        <podcast:person href=\"javascript:alert(13)\">Ann Quill</podcast:person>\
        <description>&lt;a href=\"data:text/html,alert(14)\"&gt;seven&lt;/a&gt;</description></item></channel></rss>";
    let site = folder(&[("site/1.md", notes), ("site/feed.xml", feed)]);
    let output = site.path().join("output");
    let formats = "graphml,jsonld,dot,gexf,cyjs,nquads,turtle,csv,neo4j,obsidian,mermaid";
    let (_, stderr) = export(&site.path().join("site"), &output, &["--format", formats]);
    let files = files_below(&output);
    assert!(files.len() > 10, "{stderr}");
    for file in files {
        let text = fs::read_to_string(output.join(&file)).unwrap_or_default();
        // The text of an autolink is its address, and may be quoted.
        let text = text
            .replace("<javascript:alert(7)>", "")
            .replace("javascript:alert(7)", "");
        assert!(!text.contains("alert("), "{}: {text}", file.display());
    }
}

#[test]
fn what_comes_with_a_site_is_looked_at() {
    let long = format!("[product]\n\"{}\" = []\n", "a".repeat(2000));
    let cases: [(&str, &str, &str); 6] = [
        (
            "site/showgraph.toml",
            "show = \"Clay\"\nbase_iri = \"javascript://e.example/\"\n",
            "showgraph.toml:2:12: the base IRI \"javascript://e.example/\" is no absolute IRI of the web",
        ),
        (
            "site/showgraph.toml",
            "show = \"Clay\\u001b[2J\"\n",
            "showgraph.toml:1:8: \"Clay\\u{1b}[2J\" holds the control character U+001B",
        ),
        (
            "site/showgraph.toml",
            "lexicons = [\"own.toml\"]\n",
            "own.toml:3:1: \"javascript:alert(1)\" is no address such as https://example.org",
        ),
        (
            "site/own.toml",
            "[product]\n\"Kiln\\u0007\" = []\n",
            "own.toml:2:1: ",
        ),
        ("site/own.toml", &long, "is longer than 1000 characters"),
        (
            "site/showgraph.toml",
            &"x = [".repeat(100_000),
            "showgraph.toml:1:",
        ),
    ];
    for (path, text, expected) in cases {
        let mut files = vec![
            ("site/1.md", EPISODE),
            (
                "site/own.toml",
                "[product]\n\n\"Kiln\" = { url = \"javascript:alert(1)\" }\n",
            ),
        ];
        if path == "site/own.toml" {
            files.pop();
            files.push(("site/showgraph.toml", "lexicons = [\"own.toml\"]\n"));
        }
        files.push((path, text));
        let site = folder(&files);
        let output = site.path().join("output");
        let (status, stderr) = export(&site.path().join("site"), &output, &[]);
        assert_eq!(status, 2, "{expected}: {stderr}");
        assert!(stderr.contains(expected), "{expected}: {stderr}");
        assert!(!output.exists(), "{expected}");
    }
}

#[test]
fn saved_topics_and_graphs_are_looked_at() {
    let saved = TempDir::new().unwrap();
    let (graph, topics) = (
        saved.path().join("graph.json"),
        saved.path().join("topics.json"),
    );
    let sound = "{\"attributes\":{\"base_iri\":\"https://e.example/\"},\"nodes\":[],\"edges\":[]}";
    let node = |attributes: &str| {
        format!(
            "{{\"attributes\":{{\"base_iri\":\"https://e.example/\"}},\n\"nodes\":[{{\"key\":\"url:b\",\"attributes\":{{\"kind\":\"url\",\"label\":\"B\",{attributes}}}}}],\"edges\":[]}}"
        )
    };
    let topic = |key: &str| {
        format!(
            "{{\"base_iri\":\"https://e.example/\",\"topics\":[\n  {{\"key\":\"{key}\",\"name\":\"A\"}}]}}"
        )
    };
    let base = "{\"base_iri\":\n\"https://e.example/> <https://e.example/x\",\"topics\":[]}";
    let cases = [
        (
            sound.to_owned(),
            base.to_owned(),
            "topics.json:2:1: the base IRI",
        ),
        (
            sound.to_owned(),
            topic("a\\u001b[2J"),
            "topics.json:2:10: \"a\\u{1b}[2J\" holds the control",
        ),
        (
            node("\"url\":\"javascript:alert(1)\""),
            topic("a"),
            "graph.json:2:",
        ),
        (
            node("\"url\":\"https://e.example/\",\"iri\":\"data:text/html,x\""),
            topic("a"),
            "is no IRI that can be followed",
        ),
    ];
    for (json, own_topics, expected) in cases {
        fs::write(&graph, json).unwrap();
        fs::write(&topics, own_topics).unwrap();
        let output = saved.path().join("output");
        let run = said(
            showgraph()
                .args(["topics", "--previous"])
                .arg(&topics)
                .arg("--graph")
                .arg(&graph)
                .arg("-o")
                .arg(&output),
        );
        assert_eq!(run.0, 2, "{expected}: {}", run.2);
        assert!(run.2.contains(expected), "{expected}: {}", run.2);
        assert!(!output.exists());
    }
}

#[test]
fn the_people_of_a_channel_times_its_items_has_a_bound() {
    let people: String = (0..200)
        .map(|n| format!("<podcast:person>Anna Web{n}er</podcast:person>"))
        .collect();
    let items: String = (0..20)
        .map(|n| format!("<item><title>Glaze {n}</title><guid>{n}</guid></item>"))
        .collect();
    let feed = format!(
        "<rss version=\"2.0\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"><channel><title>Kilns</title>{people}{items}</channel></rss>"
    );
    let site = folder(&[("site/feed.xml", &feed)]);
    let output = site.path().join("output");
    let (status, stderr) = export(&site.path().join("site"), &output, &["--format", "json"]);
    assert_eq!(status, 0, "{stderr}");
    let graph = showgraph::export::read_graph(&output.join("graph.json")).unwrap();
    let of_people = graph
        .edges()
        .filter(|edge| edge.to.kind == showgraph::vocabulary::Kind::Person)
        .count();
    assert!((20..=20 * 64).contains(&of_people), "{of_people}");
}
