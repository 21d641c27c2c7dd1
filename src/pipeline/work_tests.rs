//! Hostile notes cost what their size costs: steps are counted, not time. Twice the note may take little more than
//! twice the steps in every loop whose length the note decides.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use crate::extract::extract;
use crate::graph::{DEFAULT_BASE_IRI, build};
use crate::knowledge::Knowledge;
use crate::resolve::{CorpusStatistics, Resolver};
use crate::source::{Fields, People, parse};
use crate::text::work;

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

/// The steps that a note takes from its text to the graph.
fn steps(text: String) -> u64 {
    let fields = Fields::default();
    work::take();
    let document = parse("a.md", text, &fields, &People::default());
    let episode = extract(&document, &KNOWLEDGE);
    let statistics = CorpusStatistics::of(&episode);
    let resolver = Resolver::new(Arc::new(statistics), Arc::clone(&KNOWLEDGE));
    build([resolver.resolve_owned(episode)], &[], DEFAULT_BASE_IRI);
    work::take()
}

const FRONT: &str = "---\ntitle: T\ndate: 2024-01-01\n";

fn repeated(head: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let lines = (0..count).map(line);
    lines.fold([FRONT, head].concat(), |mut text, line| {
        text.push_str(&line);
        text
    })
}

/// What a hostile note is made of, with how many of it, and the note.
type Family = (&'static str, usize, fn(usize) -> String);

const FAMILIES: [Family; 13] = [
    ("links in one paragraph", 400, |n| {
        repeated("---\n", n, |i| {
            format!("[Name {i}](https://e{i}.example/p) ")
        })
    }),
    ("links that never close", 2000, |n| {
        repeated("---\n", n, |_| "<a href=\"x\">a ".into())
    }),
    ("keys", 2000, |n| {
        let mut text = repeated("", n, |i| format!("k{i}: v\n"));
        text.push_str("---\nhi\n");
        text
    }),
    ("guests", 1500, |n| {
        let mut text = repeated("guests:\n", n, |i| format!("  - Anna Weber{i}a\n"));
        text.push_str("---\nhi\n");
        text
    }),
    ("guests whom the text names", 1000, |n| {
        let mut text = repeated("guests:\n", n, |i| format!("  - Anna Web{i}er\n"));
        text.push_str("---\n");
        for i in 0..n {
            let _ = write!(text, "Anna Web{i}er speaks. ");
        }
        text
    }),
    ("people of one given name", 1000, |n| {
        repeated("---\n", n, |i| {
            format!("Anna Web{i}er spoke. Anna said so.\n\n")
        })
    }),
    ("capitalised names", 2000, |n| {
        repeated("---\n", n, |i| {
            format!("Brand{i} Thing met Other{i} Person.\n\n")
        })
    }),
    ("shortcodes that never close", 4000, |n| {
        repeated("---\n", n, |_| "{{< x ".into())
    }),
    ("strings in shortcodes that never close", 4000, |n| {
        repeated("---\n", n, |_| "{{< \\\" >}} ".into())
    }),
    ("template tags in one line", 4000, |n| {
        repeated("---\n", n, |_| "{% x %} ".into())
    }),
    ("attributes that never close", 4000, |n| {
        repeated("---\n", n, |_| "{: x ".into())
    }),
    ("lines that end with a carriage return", 4000, |n| {
        repeated("---\n", n, |_| "a\r".into())
    }),
    ("names of the notes in the transcript", 1000, |n| {
        let mut text = repeated("---\n", n, |i| format!("- Anna Web{i}er\n"));
        text.push_str("\n## Transcript\n\n");
        for _ in 0..n {
            text.push_str("**Ben:** Anna, Anna, Anna said Anna.\n\n");
        }
        text
    }),
];

#[test]
fn twice_the_note_takes_no_more_than_twice_the_steps() {
    // By 2.5 and not 2: tables that are looked through while they are short are part of it.
    for (name, count, note) in FAMILIES {
        let (small, large) = (note(count), note(2 * count));
        let size = large.len() as u64;
        let (one, two) = (steps(small), steps(large));
        assert!(
            two <= one * 5 / 2 + 10_000 || two <= 4 * size,
            "{name}: {one} steps, and of twice the note {two}"
        );
    }
}

#[test]
fn what_grows_has_a_bound() {
    for (name, count, note) in FAMILIES {
        // Of many short links a quotation each: some hundreds of steps a byte, a second for a megabyte.
        let size = note(count).len();
        let text = note(count * 100_000 / size);
        let most = 300 * text.len() as u64;
        let taken = steps(text);
        assert!(taken < most, "{name}: {taken} steps");
    }
}
