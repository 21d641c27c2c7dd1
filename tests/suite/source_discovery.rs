//! Discovery: which files are found, left out or refused, and to which show they belong.

use std::fs;
use std::path::{Path, PathBuf};

use showgraph::error::{Error, Severity};
use showgraph::source::{Corpus, Document, ReadOutcome};

use crate::project::folder;

fn discover(paths: &[&Path]) -> Corpus {
    let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
    Corpus::discover(&paths, None).unwrap()
}

fn sources(corpus: &Corpus) -> Vec<&str> {
    corpus.inputs().iter().map(|input| &*input.source).collect()
}

fn episodes(corpus: &Corpus) -> Vec<Document> {
    corpus
        .episodes()
        .iter()
        .filter_map(|episode| match corpus.read(episode) {
            ReadOutcome::Episode(document) => Some(document),
            ReadOutcome::LeftOut(_) | ReadOutcome::Failed(_) => None,
        })
        .collect()
}

#[test]
fn files_are_sorted_and_gitignore_counts() {
    let folder = folder(&[
        ("b/2.MD", "x"),
        ("a.markdown", "x"),
        ("b/10.mdx", "x"),
        ("c.txt", "x"),
        (".hidden.md", "x"),
        ("ignored/a.md", "x"),
        (".gitignore", "ignored/\n"),
        ("x.md/inner.md", "x"),
    ]);
    let corpus = discover(&[folder.path()]);
    assert_eq!(
        sources(&corpus),
        ["a.markdown", "b/10.mdx", "b/2.MD", "x.md/inner.md"]
    );
    let single = discover(&[&folder.path().join("b/2.MD")]);
    assert_eq!(sources(&single), ["2.MD"]);
}

#[test]
fn pages_that_are_no_episodes_are_left_out_with_a_reason() {
    let folder = folder(&[
        ("_index.md", "---\ntitle: Episodes\n---\n"),
        ("README.md", "Read me."),
        ("about.md", "---\ntitle: About\n---\nWe.\n"),
        ("draft.md", "+++\ndraft = true\n+++\nSoon.\n"),
        (
            "people/ada.md",
            "---\ntitle: Ada Byron\nusername: ada\nhomepage: https://ada.example\nyoutube: null\n---\n",
        ),
        ("empty.md", " \n"),
        (
            "episode.md",
            "---\ntitle: About people\nhosts: [ada]\n---\nHi.\n",
        ),
        ("license-to-code.md", "A talk."),
    ]);
    let corpus = discover(&[folder.path()]);
    let mut reasons = Vec::new();
    for episode in corpus.episodes() {
        match corpus.read(episode) {
            ReadOutcome::Episode(document) => {
                reasons.push(format!("{}: episode", document.source()));
            }
            ReadOutcome::LeftOut(warning) => {
                let severity = if warning.severity == Severity::Note {
                    "note"
                } else {
                    "skipped"
                };
                reasons.push(format!("{}: {severity}: {}", episode.key, warning.message));
            }
            ReadOutcome::Failed(warning) => panic!("{warning}"),
        }
    }
    assert_eq!(
        reasons,
        [
            "README.md: note: a page about the repository, not an episode",
            "_index.md: note: a section page, not an episode",
            "about.md: note: a page about the site, not an episode",
            "draft.md: note: a draft",
            "empty.md: skipped: the file is empty, expected show notes",
            "episode.md: episode",
            "license-to-code.md: episode",
            "people/ada.md: note: a page about a person, not an episode",
        ]
    );
    let ada = corpus.people().get("ada").unwrap();
    assert_eq!(
        (ada.name.as_str(), ada.urls.as_slice()),
        ("Ada Byron", &["https://ada.example".to_owned()][..])
    );
    let document = episodes(&corpus).remove(0);
    assert_eq!(
        document.front.credits[0].full_name.as_deref(),
        Some("Ada Byron")
    );
}

#[test]
fn shows_come_from_configuration_site_file_names_or_folder() {
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);
    let cases: &[Case] = &[
        (
            &[
                ("showgraph.toml", "show = \"Told\"\n"),
                ("hugo.toml", "title = \"Site\"\n"),
                ("a/1.md", "x"),
            ],
            "a/1.md",
            "Told",
        ),
        (
            &[("hugo.toml", "title = \"Site\"\n"), ("a/1.md", "x")],
            "a/1.md",
            "Site",
        ),
        (
            &[("a/_config.yml", "title: Jekyll\n"), ("a/1.md", "x")],
            "a/1.md",
            "Jekyll",
        ),
        (
            &[
                ("a/the-show-1.md", "x"),
                ("a/the-show-2.md", "x"),
                ("a/the-show-3.md", "x"),
            ],
            "a/the-show-2.md",
            "The Show",
        ),
    ];
    for (files, source, show) in cases {
        let folder = folder(files);
        let corpus = discover(&[folder.path()]);
        let input = corpus
            .inputs()
            .iter()
            .find(|input| *input.source == **source)
            .unwrap();
        assert_eq!(&*input.show, *show);
    }
    let folder = folder(&[("my-own-show/a.md", "x")]);
    let corpus = discover(&[&folder.path().join("my-own-show")]);
    assert_eq!(&*corpus.inputs()[0].show, "My Own Show");
}

#[test]
fn several_roots_keep_their_files_apart_in_any_order() {
    let folder = folder(&[
        ("one/a.md", "x"),
        ("one/b.md", "x"),
        ("two/a.md", "x"),
        ("three/c.md", "x"),
    ]);
    let [one, two, three] = ["one", "two", "three"].map(|name| folder.path().join(name));
    let expected = ["c.md", "one/a.md", "one/b.md", "two/a.md"];
    assert_eq!(sources(&discover(&[&one, &two, &three])), expected);
    assert_eq!(
        sources(&discover(&[&three, &two, &one, &one.join("a.md")])),
        expected
    );
}

#[test]
fn what_is_missing_or_wrong_ends_the_run() {
    let folder = folder(&[
        ("a.md", "x"),
        ("showgraph.toml", "[fields]\nhots = [\"x\"]\n"),
    ]);
    let missing = folder.path().join("none");
    assert!(matches!(
        Corpus::discover(&[missing], None),
        Err(Error::Io { .. })
    ));
    let error = Corpus::discover(&[folder.path().to_owned()], None).unwrap_err();
    assert!(
        error.to_string().contains("unknown field \"hots\""),
        "{error}"
    );
    assert!(matches!(
        Corpus::discover(&[], None),
        Err(Error::Argument(_))
    ));
}

#[test]
fn bad_bytes_are_reported_and_the_rest_is_read() {
    let folder = folder(&[("a.md", "")]);
    let path = folder.path().join("a.md");
    fs::write(&path, b"Good\n\xff\x02 words").unwrap();
    let corpus = discover(&[folder.path()]);
    let document = episodes(&corpus).remove(0);
    let messages: Vec<_> = document.warnings.iter().map(ToString::to_string).collect();
    assert!(
        messages[0].contains("a.md:2:1: byte 0xff is not UTF-8"),
        "{messages:?}"
    );
    assert_eq!(document.warnings[1].severity, Severity::Note);
    assert!(document.text.first_text().contains("words"));
}
