//! Offsets lead back to the file, line and column that they stand for.

use super::*;

fn place(map: &SourceMap, offset: u32) -> (usize, u32, u32) {
    let Position { file, line, column } = map.position(offset);
    (file.index(), line, column)
}

/// Where a word stands that the buffer holds once.
fn place_of(map: &SourceMap, word: &str) -> (usize, u32, u32) {
    assert_eq!(map.buffer().matches(word).count(), 1, "{word}");
    place(map, map.buffer().find(word).unwrap() as u32)
}

#[test]
fn positions_count_characters_from_one() {
    let map = SourceMap::new("a.md", "a\nžluť kůň\nend".into());
    let cases = [
        ("a", (0, 1, 1)),
        ("žluť", (0, 2, 1)),
        ("kůň", (0, 2, 6)),
        ("end", (0, 3, 1)),
    ];
    for (word, expected) in cases {
        assert_eq!(place_of(&map, word), expected, "{word}");
    }
}

#[test]
fn long_lines_are_counted_from_marks() {
    let text = "\u{feff}a\n".to_owned() + &"ůx".repeat(9000) + "\nend";
    let map = SourceMap::new("a.md", text.clone());
    let lines = map.lines();
    let at = |offset| {
        let Position { line, column, .. } = lines.position(offset);
        (line, column)
    };
    assert_eq!(at(0), (1, 1));
    assert_eq!(at(3), (1, 1));
    assert_eq!(at(4), (1, 2));
    for pair in [0, 1, 1365, 1366, 8999] {
        let offset = 5 + 3 * pair;
        assert_eq!(at(offset), (2, 2 * pair + 1));
        assert_eq!(at(offset + 2), (2, 2 * pair + 2));
    }
    assert_eq!(at(text.len() as u32), (3, 4));
}

#[test]
fn decoded_texts_point_into_the_file() {
    let text = "---\nsummary: |\n  one\n  two\n---\n";
    let mut map = SourceMap::new("a.md", text.into());
    let origin = text.find("one").unwrap() as u32;
    let span = map.append("one\ntwo\n", origin);
    assert_eq!(map.slice(span), "one\ntwo\n");
    assert_eq!(map.position(span.start).line, 3);
    assert_eq!(map.position(span.start + 4).line, 4);
}

#[test]
fn decoded_characters_each_know_their_place() {
    let text = "<title>Soil &amp; w&ouml;rms\nand m&hellip;</title>";
    let mut map = SourceMap::new("feed.xml", text.into());
    let from = |word: &str| text.find(word).unwrap() as u32;
    let decoded = "Soil & wörms\nand m…";
    let to = |word: &str| decoded.find(word).unwrap() as u32;
    let origins = [
        (0, from("Soil")),
        (to("&"), from("&amp;")),
        (to(" w"), from(" w&")),
        (to("ö"), from("&ouml;")),
        (to("rms"), from("rms")),
        (to("…"), from("&hellip;")),
    ];
    let span = map.append_decoded(decoded, &origins);
    let cases = [
        ("Soil", (0, 1, 8)),
        ("&", (0, 1, 13)),
        ("wörms", (0, 1, 19)),
        ("ö", (0, 1, 20)),
        ("rms", (0, 1, 26)),
        ("and", (0, 2, 1)),
        ("…", (0, 2, 6)),
    ];
    for (word, expected) in cases {
        assert_eq!(place(&map, span.start + to(word)), expected, "{word}");
    }
}

#[test]
fn a_slice_has_the_positions_of_its_whole_file() {
    let item = "<item>\n<title>A &amp; B</title>";
    let mut map = SourceMap::slice_of("feed.xml", item.into(), (41, 9));
    assert_eq!(place(&map, 0), (0, 41, 9));
    assert_eq!(place_of(&map, "item>"), (0, 41, 10));
    assert_eq!(place_of(&map, "<title>"), (0, 42, 1));
    let title = map.append_decoded("A & B", &[(0, 14), (2, 16), (3, 21)]);
    assert_eq!(place(&map, title.start + 4), (0, 42, 16));
}

#[test]
fn a_map_of_several_files_names_each() {
    let mut map = SourceMap::new("notes.md", "one\ntwo\n".into());
    let summary = map.append("TWO", 4);
    let mut item = SourceMap::slice_of("feed.xml", "žlutý\nthree\n".into(), (7, 3));
    item.append("THREE", 8);
    let bytes = map.buffer().len() as u32 + 1;
    let shift = map.take_over(item).unwrap();
    assert_eq!(shift, Shift { bytes, files: 1 });
    let captions = SourceMap::new(
        "talk.vtt",
        "\u{feff}WEBVTT\n".to_owned() + &"x".repeat(9000),
    );
    map.take_over(captions).unwrap();

    let paths: Vec<&str> = map.files().iter().map(|file| &*file.path).collect();
    assert_eq!(paths, ["notes.md", "feed.xml", "talk.vtt"]);
    let lines = map.lines();
    let cases = [
        ("one", (0, 1, 1)),
        ("two", (0, 2, 1)),
        ("TWO", (0, 2, 1)),
        ("žlutý", (1, 7, 3)),
        ("lutý", (1, 7, 4)),
        ("three", (1, 8, 1)),
        ("THREE", (1, 8, 1)),
        ("HREE", (1, 8, 2)),
        ("WEBVTT", (2, 1, 1)),
        ("EBVTT", (2, 1, 2)),
    ];
    for (word, expected) in cases.into_iter().chain(cases.into_iter().rev()) {
        let at = map.buffer().find(word).unwrap() as u32;
        let Position { file, line, column } = lines.position(at);
        assert_eq!((file.index(), line, column), expected, "{word}");
    }
    let end = map.buffer().len() as u32;
    assert_eq!(place(&map, end), (2, 2, 9001));
    assert_eq!(map.slice(summary), "TWO");
}
