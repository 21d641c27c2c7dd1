//! Chapters, in each of their forms.

use showgraph::source::chapters::{self, Chapters, chapter_line};

/// A chapter as tests compare it: start and end in milliseconds, title, address, whether it is shown.
type Part = (u32, Option<u32>, String, String, bool);

fn parts(file: &str, found: &Chapters) -> Vec<Part> {
    let read = |text| found.texts.value(file, text).into_owned();
    let part = |chapter: &chapters::Chapter| {
        let url = chapter.url.map_or_else(String::new, read);
        (
            chapter.start,
            chapter.end,
            read(chapter.title),
            url,
            chapter.toc,
        )
    };
    found.chapters.iter().map(part).collect()
}

fn part(start: u32, title: &str) -> Part {
    (start, None, title.into(), String::new(), true)
}

#[test]
fn json_chapters() {
    let file = r#"{"version":"1.2.0","chapters":[
        {"startTime":168.5,"title":"Rye \u0026 oats","url":"https://rye.example/","img":"i.png"},
        {"startTime":0,"endTime":10,"title":"Start"},
        {"startTime":"0:01:00","toc":false,"img":"b.png"},
        {"title":"Nowhere"}]}"#;
    let found = chapters::json(file);
    let expected: [Part; 3] = [
        (0, Some(10_000), "Start".into(), String::new(), true),
        (60_000, None, String::new(), String::new(), false),
        (
            168_500,
            None,
            "Rye & oats".into(),
            "https://rye.example/".into(),
            true,
        ),
    ];
    assert_eq!(parts(file, &found), expected);
    assert_eq!(found.faults.len(), 1);
    assert!(file[found.faults[0].offset..].starts_with(r#"{"title":"Nowhere"}"#));
    let image = found.chapters[2].image.unwrap();
    assert_eq!(found.texts.value(file, image), "i.png");
}

#[test]
fn podlove_simple_chapters() {
    let file = "\u{feff}<?xml version=\"1.0\"?>\n\
        <c:chapters version=\"1.2\" xmlns:c=\"http://podlove.org/simple-chapters\">\n\
        <c:chapter start=\"00:01:02.500\" title=\"Rye &amp; oats\" href=\"https://rye.example/?a=1&b=2\"/>\n\
        <c:chapter start='90' title='Oats'></c:chapter>\n\
        <c:chapter start=\"1:00:00\" title=\"&Ouml;fen\"/>\n\
        <c:chapter title=\"Nowhere\"/>\n\
        </c:chapters>";
    let found = chapters::podlove(file);
    let expected: [Part; 3] = [
        (
            62_500,
            None,
            "Rye & oats".into(),
            "https://rye.example/?a=1&b=2".into(),
            true,
        ),
        part(90_000, "Oats"),
        part(3_600_000, "Öfen"),
    ];
    assert_eq!(parts(file, &found), expected);
    assert_eq!(found.faults.len(), 1);
    assert!(
        file[found.faults[0].offset..]
            .trim_start()
            .starts_with("<c:chapter title")
    );
}

#[test]
fn a_broken_podlove_file_is_read_as_far_as_it_goes() {
    let cases = [
        ("<a><psc:chapter start=\"0\" title=\"Rye\"/><psc:chap", 1),
        (
            "<psc:chapter start=\"0\" title=\"Rye\"/></b><psc:chapter start=\"9\" title=\"Oats\"/>",
            2,
        ),
        (
            "<psc:chapter start=\"0\" title=\"Rye\" title=\"Oats\">&nope; & <",
            1,
        ),
    ];
    for (file, count) in cases {
        assert_eq!(chapters::podlove(file).chapters.len(), count, "{file}");
    }
}

#[test]
fn ffmetadata() {
    let file = ";FFMETADATA1\ntitle=Loaf 3\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2500\n\
                title=Rye \\= dark\\\nbread\n# a remark\n[CHAPTER]\nSTART=3000000000\n\
                title=Oats\n[STREAM]\ntitle=audio\n[CHAPTER]\ntitle=Nowhere\n";
    let found = chapters::ffmetadata(file);
    let expected: [Part; 2] = [
        (
            0,
            Some(2_500),
            "Rye = dark\nbread".into(),
            String::new(),
            true,
        ),
        part(3_000, "Oats"),
    ];
    assert_eq!(parts(file, &found), expected);
    assert_eq!(found.faults.len(), 1);
    assert!(file[found.faults[0].offset..].starts_with("[CHAPTER]\ntitle=Nowhere"));
}

#[test]
fn webvtt_chapters() {
    let file = "WEBVTT\n\n1\n00:00:05.000 --> 00:00:10.000\nPart Two: Oats &amp; barley\n\n\
                00:00:00.000 --> 00:00:05.000\nPart One: Rye\n";
    let expected: [Part; 2] = [
        (0, Some(5_000), "Part One: Rye".into(), String::new(), true),
        (
            5_000,
            Some(10_000),
            "Part Two: Oats & barley".into(),
            String::new(),
            true,
        ),
    ];
    assert_eq!(parts(file, &chapters::webvtt(file)), expected);
}

#[test]
fn lines_of_chapters() {
    let cases = [
        ("00:00 Start", Some((0, "Start"))),
        ("(1:02:03) - Rye", Some((3_723_000, "Rye"))),
        ("- 12:34 Oats", Some((754_000, "Oats"))),
        ("• [12:34]: Oats", Some((754_000, "Oats"))),
        (
            "* 12:34 – Oats – and barley ",
            Some((754_000, "Oats – and barley")),
        ),
        ("00:00:10.500 Rye", Some((10_500, "Rye"))),
        ("00:00 - 01:30 Rye", Some((0, "Rye"))),
        ("[00:00 - 01:30] Rye", Some((0, "Rye"))),
        ("12:34 1984", Some((754_000, "1984"))),
        ("62:03 Rye", Some((3_723_000, "Rye"))),
        ("Oats 12:34", None),
        ("12:34", None),
        ("12:34 --", None),
        ("3:15 PM we meet", None),
        ("16:9 is wide", None),
        ("(12:34 Oats", None),
        ("At 10:30 we met", None),
        ("", None),
    ];
    for (line, expected) in cases {
        let found = chapter_line(line).map(|found| {
            let title = found.title.start as usize..found.title.end as usize;
            (found.start, &line[title])
        });
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn lists_of_chapters() {
    let cases: [(&str, &str, Vec<Part>); 6] = [
        (
            "among other text",
            "We bake at 7:00 sharp.\n\n0:00 Rye\n\n10:00 Oats\n5:00 Barley\n\nThanks!\n20:00 Late\n",
            vec![
                part(0, "Rye"),
                part(300_000, "Barley"),
                part(600_000, "Oats"),
            ],
        ),
        ("the first not at 0:00", "3:05 Rye\n10:00 Oats\n", vec![]),
        ("a time alone", "0:00 Rye\nThanks!\n10:00 Oats\n", vec![]),
        (
            "a time before it",
            "3:05 Rye\n0:00 Oats\n4:00 Barley",
            vec![part(0, "Oats"), part(240_000, "Barley")],
        ),
        (
            "Windows",
            "\u{feff}0:00 Rye\r\n1:00 Oats\r\n",
            vec![part(0, "Rye"), part(60_000, "Oats")],
        ),
        ("nothing", "", vec![]),
    ];
    for (name, file, expected) in cases {
        let found = chapters::list(file);
        assert_eq!(parts(file, &found), expected, "{name}");
        assert_eq!(found.faults.is_empty(), !expected.is_empty(), "{name}");
    }
}
