//! Whatever stands in a file: parsing ends, and no span lies.

use proptest::prelude::*;
use showgraph::source::{Document, Fields, People, Span, parse};

/// Checks the promises of a [`Document`]: spans lie in the buffer on character borders, blocks hold
/// their runs one after the other, and links and runs know each other.
pub fn check(document: &Document) {
    let buffer = document.text.buffer();
    let name = document.source();
    let lines = document.text.lines();
    let sound = |span: Span| {
        let borders = buffer.is_char_boundary(span.start as usize)
            && buffer.is_char_boundary(span.end as usize);
        assert!(span.start <= span.end && borders, "{name}: {span:?}");
        lines.position(span.start);
    };
    let mut next_run = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        sound(block.span);
        block.speaker.into_iter().for_each(sound);
        assert_eq!(block.runs.start, next_run, "{name}: {block:?}");
        next_run = block.runs.end;
        let before = |other: Option<u32>| other.is_none_or(|other| (other as usize) < index);
        assert!(
            before(block.section) && before(block.parent),
            "{name}: {block:?}"
        );
        let mut end = block.span.start;
        for run in document.runs_of(block) {
            sound(run.span);
            assert!(end <= run.span.start, "{name}: {block:?} {run:?}");
            end = run.span.end;
            if let Some(link) = run.link {
                assert_eq!(
                    document.links[link as usize].block as usize, index,
                    "{name}"
                );
            }
        }
        assert!(end <= block.span.end, "{name}: {block:?}");
        document.visible(block, block.span);
    }
    assert_eq!(next_run as usize, document.runs.len(), "{name}");
    for (index, link) in document.links.iter().enumerate() {
        sound(link.text);
        let block = &document.blocks[link.block as usize];
        let within = block.runs.start <= link.runs.start && link.runs.end <= block.runs.end;
        assert!(within, "{name}: {link:?} {block:?}");
        for run in &document.runs[link.runs.start as usize..link.runs.end as usize] {
            assert_eq!(run.link, Some(index as u32), "{name}: {link:?}");
        }
    }
    for credit in &document.front.credits {
        sound(credit.span);
        assert_eq!(document.text.slice(credit.span), credit.name, "{name}");
    }
}

fn read(source: &str, text: &str) -> Document {
    parse(
        source,
        text.to_owned(),
        &Fields::default(),
        &People::default(),
    )
}

/// Pieces that files are made of, so that random files reach the interesting corners.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "{\n",
        "}\n",
        "...\n",
        "title: a\n",
        "title: a: b\n",
        "hosts:\n- x\n",
        "hosts = [\"x\",]\n",
        "\"tags\": [\"a\", \"\\u00e9\"],\n",
        "number: 010\n",
        "notes: >\n  a\n  b\n",
        "# H\n",
        "###### Transcript\n",
        "- ",
        "  - ",
        "1. ",
        "> ",
        "| a | b |\n|---|---|\n",
        "```\n",
        "    ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "**",
        "_",
        "`",
        "[",
        "](",
        ")",
        "![",
        "<a href=\"x\">",
        "</a>",
        "<td>",
        "<div>\n",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "&amp;",
        "&",
        "\\",
        "https://a.example/b_(c)",
        "www.a.example",
        "a@b.example",
        "[a]: https://c.example\n",
        "{{< transcript \"MARK: hi\" >}}",
        "{{< /transcript >}}",
        "{{% x %}}",
        "{{",
        "}}",
        "{% a %}",
        "{{< youtube abc >}}",
        "MARK: ",
        "**Ann Lee:** ",
        "[00:12] ",
        "(1:02:03)",
        "\\[01:46\\]",
        "[LAUGHTER]",
        "[**[00:21](#t=00:21)** ",
        "3:15 AM",
        "é",
        "\u{feff}",
        "\u{a0}",
        "日本",
        "💥",
        "\u{0}",
        "\u{c}",
        "word ",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => ".{0,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn spans_never_lie(pieces in prop::collection::vec(piece(), 0..40), mdx: bool) {
        let source = if mdx { "a.mdx" } else { "a.md" };
        check(&read(source, &pieces.concat()));
    }

    #[test]
    fn front_matters_never_lie(
        kind in prop::sample::select(vec![("---\n", "---\n"), ("+++\n", "+++\n"), ("{", "}\n"), ("---\n", "")]),
        pieces in prop::collection::vec(piece(), 0..20),
    ) {
        let (open, close) = kind;
        check(&read("a.md", &format!("{open}{}{close}text\n", pieces.concat())));
    }

    #[test]
    fn any_text_reads(text in any::<String>()) {
        check(&read("a.md", &text));
    }
}

#[test]
fn monsters_read() {
    let cases = [
        ("one long line", "word ".repeat(2_000_000)),
        ("one long word", "x".repeat(5_000_000)),
        ("open brackets", "[".repeat(50_000)),
        ("open links", "[a](".repeat(50_000)),
        ("quotes in quotes", ">".repeat(20_000) + " deep"),
        (
            "lists in lists",
            (0..500).map(|depth| "  ".repeat(depth) + "- a\n").collect(),
        ),
        ("stars", "*a **b ".repeat(50_000)),
        ("braces", "{{".repeat(100_000)),
        ("shortcodes", "{{< a \"".repeat(20_000)),
        ("tags", "<".repeat(100_000)),
        ("open tags", "<a href=\"".repeat(20_000)),
        (
            "tags of a block",
            format!("<div>\n{}", "<a href=\"".repeat(20_000)),
        ),
        ("comments", "<!--".repeat(50_000)),
        ("addresses", "https://a.example/( ".repeat(100_000)),
        ("at signs", "a@".repeat(500_000)),
        ("colons", "http:".repeat(500_000)),
        ("labels", "A: ".repeat(200_000)),
        (
            "lines of labels",
            (0..50_000).map(|n| format!("Name{n}: a\n\n")).collect(),
        ),
        ("links in a line", "[a](b) ".repeat(100_000)),
        (
            "turns in a paragraph",
            "## Transcript\n\n".to_owned() + &"ANN: a\n".repeat(50_000),
        ),
        (
            "transcripts",
            "{{< transcript \"A B\" >}}{{< /transcript >}}\n".repeat(20_000),
        ),
        ("times", "[00:12".repeat(100_000)),
        ("json", format!("{{\"a\": {}", "[".repeat(100_000))),
        ("yaml", format!("---\na: {}\n---\n", "[".repeat(100_000))),
        ("toml", format!("+++\na = {}\n+++\n", "[".repeat(10_000))),
        ("aliases", {
            let lines: String = (1..30)
                .map(|n| format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1))
                .collect();
            format!("---\na0: &a0 [x]\n{lines}---\n")
        }),
    ];
    for (name, text) in cases {
        check(&read(name, &text));
    }
}
