//! Bodies: blocks, links, times, shortcodes, HTML and transcripts.

use showgraph::source::{Block, Document, Fields, LinkKind, People, parse};
use showgraph::vocabulary::DocumentPart;

fn read(source: &str, text: &str) -> Document {
    parse(
        source,
        text.to_owned(),
        &Fields::default(),
        &People::default(),
    )
}

/// A block as one line: kind, speaker, seconds, words.
fn line(document: &Document, block: &Block) -> String {
    let mut line = format!("{:?}", block.kind);
    if let Some(speaker) = block.speaker {
        line += &format!(" {}", document.text.slice(speaker));
    }
    if let Some(seconds) = block.seconds {
        line += &format!(" @{seconds}");
    }
    format!("{line}: {}", document.visible(block, block.span))
}

fn outline(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .map(|block| line(document, block))
        .collect()
}

fn hrefs(document: &Document) -> Vec<String> {
    document
        .links
        .iter()
        .map(|link| {
            format!(
                "{:?} {} [{}]",
                link.kind,
                link.href,
                document.text.slice(link.text)
            )
        })
        .collect()
}

#[test]
fn blocks() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Two\nlines.\n\nMore.",
            &["Paragraph: Two lines.", "Paragraph: More."],
        ),
        ("# A *b*\n\nText", &["Heading(1): A b", "Paragraph: Text"]),
        ("- a\n  - b\n- c", &["Item: a", "Item: b", "Item: c"]),
        (
            "- a\n\n  second\n\n- b",
            &["Item: a", "Item: second", "Item: b"],
        ),
        ("> said\n> so", &["Quote: said so"]),
        (
            "| A | B |\n|---|---|\n| 1 | x **y** |",
            &["Cell: A", "Cell: B", "Cell: 1", "Cell: x y"],
        ),
        ("```\nlet a = 1;\n```", &["Code: let a = 1;"]),
        (
            "a `code span` &amp; b\\_c",
            &["Paragraph: a code span & b_c"],
        ),
        ("***\n\n+++\n", &[]),
        (
            "<div>\n  <p>One <b>two</b></p>\n  <p>Three</p>\n</div>",
            &["Paragraph: One two", "Paragraph: Three"],
        ),
        (
            "<table><tr><td>A</td><td>B</td></tr></table>",
            &["Cell: A", "Cell: B"],
        ),
        ("<script>\nlet a;\n</script>\n\nText", &["Paragraph: Text"]),
        ("<!-- hidden -->\n\nText", &["Paragraph: Text"]),
    ];
    for (text, expected) in cases {
        assert_eq!(outline(&read("a.md", text)), *expected, "{text}");
    }
}

#[test]
fn blocks_know_their_section_and_parent() {
    let document = read(
        "a.md",
        "## A\n\n- a\n  - b\n\n    more\n\n### B\n\ntext\n\n## C\n\ntext\n",
    );
    let places: Vec<_> = document
        .blocks
        .iter()
        .map(|block| {
            (
                document.visible(block, block.span).into_owned(),
                block.section,
                block.parent,
            )
        })
        .collect();
    let expected = [
        ("A", None, None),
        ("a", Some(0), None),
        ("b", Some(0), Some(1)),
        ("more", Some(0), Some(2)),
        ("B", Some(0), None),
        ("text", Some(4), None),
        ("C", None, None),
        ("text", Some(6), None),
    ];
    let expected: Vec<_> = expected
        .map(|(text, section, parent)| (text.to_owned(), section, parent))
        .into();
    assert_eq!(places, expected);
}

#[test]
fn links() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Bigtable [docs](https://a.example/b \"t\")",
            &["Text https://a.example/b [docs]"],
        ),
        (
            "[a **b** c](https://a.example)",
            &["Text https://a.example [a **b** c]"],
        ),
        (
            "[a][x]\n\n[x]: https://a.example",
            &["Text https://a.example [a]"],
        ),
        (
            "<https://a.example>",
            &["Bare https://a.example [https://a.example]"],
        ),
        (
            "See https://a.example/b_c_d.",
            &["Bare https://a.example/b_c_d [https://a.example/b_c_d]"],
        ),
        (
            "(www.a.example) or me@a.example",
            &[
                "Bare www.a.example [www.a.example]",
                "Bare me@a.example [me@a.example]",
            ],
        ),
        (
            "<a href='https://a.example?x=1&amp;y=2'>the <b>text</b></a>",
            &["Text https://a.example?x=1&y=2 [the <b>text]"],
        ),
        (
            "![alt](https://a.example/i.png)",
            &["Image https://a.example/i.png [![alt](https://a.example/i.png)]"],
        ),
        (
            "[![alt](/i.png)](https://a.example)",
            &["Text https://a.example []", "Image /i.png [![alt](/i.png)]"],
        ),
        ("[top](#top) and [none]()", &[]),
        ("`https://a.example`", &[]),
        (
            "```\nhttps://a.example\n```",
            &["Bare https://a.example [https://a.example]"],
        ),
        (
            "{{< youtube abc_d >}}",
            &["Bare https://www.youtube.com/watch?v=abc_d [abc_d]"],
        ),
        ("[x]({{< relref \"y.md\" >}})", &["Text y.md [x]"]),
    ];
    for (text, expected) in cases {
        assert_eq!(hrefs(&read("a.md", text)), *expected, "{text}");
    }
}

#[test]
fn bare_links_are_addresses_and_no_words() {
    let document = read("a.md", "At https://a.example now.");
    let styles: Vec<_> = document
        .runs
        .iter()
        .map(|run| {
            (
                document.text.slice(run.span),
                run.style.contains(showgraph::source::Style::ADDRESS),
            )
        })
        .collect();
    assert_eq!(
        styles,
        [
            ("At ", false),
            ("https://a.example", true),
            (" now.", false)
        ]
    );
    assert_eq!(document.links[0].kind, LinkKind::Bare);
}

#[test]
fn times_of_notes() {
    let cases: &[(&str, &str)] = &[
        ("* **[00:21](#t=00:21)** Welcome", "Item @21: Welcome"),
        ("- [@3:09] - What makes it", "Item @189: What makes it"),
        ("- [@01:00:36] [a](https://a.example) b", "Item @3636: a b"),
        ("- (12:34) Title", "Item @754: Title"),
        ("3:54 - What is it?", "Paragraph @234: What is it?"),
        ("00:12 Title", "Paragraph @12: Title"),
        ("- 3:15 AM was early", "Item: 3:15 AM was early"),
        ("John 3:16 says", "Paragraph: John 3:16 says"),
        ("16:9 is a ratio", "Paragraph: 16:9 is a ratio"),
    ];
    for (text, expected) in cases {
        let document = read("a.md", text);
        assert_eq!(outline(&document), [*expected], "{text}");
    }
}

#[test]
fn template_code_is_no_text() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "a.md",
            "{{< x a=\"b\" >}}\nText {{% y %}}here{{% /y %}}.",
            &["Paragraph: Text here ."],
        ),
        (
            "a.md",
            "{% include a.html %}Text {{ page.x }} more",
            &["Paragraph: Text more"],
        ),
        (
            "a.md",
            "Write `{{ x }}` so",
            &["Paragraph: Write {{ x }} so"],
        ),
        ("a.md", "```\n{{ x }}\n```", &["Code: {{ x }}"]),
        (
            "a.md",
            "{{< figure src=\"/a.png\" caption=\"Two cats\" >}}",
            &["Paragraph: Two cats"],
        ),
        ("a.md", "Set {{< unclosed", &["Paragraph: Set {{< unclosed"]),
        (
            "a.mdx",
            "import X from './x'\n\nText <X a={1}>inside</X> {y}\n",
            &["Paragraph: Text inside"],
        ),
    ];
    for (source, text, expected) in cases {
        assert_eq!(outline(&read(source, text)), *expected, "{text}");
    }
}

#[test]
fn transcripts() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "a shortcode that holds the first turn and is never closed",
            "Notes.\n\n{{< transcript \"MARK: Hi \\\"all\\\".\" >}}\nANN LEE: Hello.\n\nAnd more.\n\n[MUSIC PLAYING]\n\nMARK: [LAUGHTER] Bye.\n",
            &[
                "Paragraph: Notes.",
                "Turn MARK: Hi \"all\".",
                "Turn ANN LEE: Hello.",
                "Turn ANN LEE: And more.",
                "Turn MARK: Bye.",
            ],
        ),
        (
            "a closed shortcode",
            "{{< transcript >}}\nMARK: Hi.\n{{< /transcript >}}\n\nNotes: here.\n",
            &["Turn MARK: Hi.", "Paragraph: Notes: here."],
        ),
        (
            "a heading, to the next one of its level",
            "## Transcript\n\n**Ann Lee:** Hi. \\[01:46\\] So.\n\n### Part\n\nMore: yes.\n\n## Links\n\nMark: x\n",
            &[
                "Heading(2): Transcript",
                "Turn Ann Lee @106: Hi. So.",
                "Heading(3): Part",
                "Turn: More: yes.",
                "Heading(2): Links",
                "Paragraph: Mark: x",
            ],
        ),
        (
            "labels in many forms",
            "# Transcript\n\n**Ann**: [12:34] a\n\nBo (00:12): b\n\n[00:12:34] Cy: c\n\nSpeaker 1: d\n\nSpeaker 1: e\n\n<v Dee>f\n\nhttp: g\n\nNote: h\n",
            &[
                "Heading(1): Transcript",
                "Turn Ann @754: a",
                "Turn Bo @12: b",
                "Turn Cy @754: c",
                "Turn Speaker 1: d",
                "Turn Speaker 1: e",
                "Turn Dee: f",
                "Turn Dee: http: g",
                "Turn Dee: Note: h",
            ],
        ),
        (
            "a file of turns",
            "**Ann:** a\n\n**Bo:** b\n\n**Ann:** c\n\n**Break:** \\[01:00\\]\n\n**Bo:** d\n",
            &["Turn Ann: a", "Turn Bo: b", "Turn Ann: c", "Turn Bo: d"],
        ),
        (
            "labels that come once are no turns",
            "Ann: [X](https://a.example)\n\nBo: [X](https://b.example)\n\nCy: [X](https://c.example)\n",
            &["Paragraph: Ann: X", "Paragraph: Bo: X", "Paragraph: Cy: X"],
        ),
    ];
    for (name, text, expected) in cases {
        assert_eq!(outline(&read("a.md", text)), *expected, "{name}");
    }
}

#[test]
fn speech_stands_in_the_transcript() {
    let document = read(
        "a.md",
        "Notes.\n\n## Transcript\n\nANN: Hi.\n\n## More\n\nNotes.\n",
    );
    let places: Vec<_> = document.blocks.iter().map(|block| block.place).collect();
    assert_eq!(
        places,
        [
            DocumentPart::Notes,
            DocumentPart::Notes,
            DocumentPart::Transcript,
            DocumentPart::Notes,
            DocumentPart::Notes
        ]
    );
}
