//! Which files are transcripts or chapters.

use showgraph::source::{Format, sniff};

#[test]
fn formats() {
    use Format::*;
    let cases = [
        ("ep1.vtt", "", Some(WebVtt)),
        ("a/b.d/EP1.VTT", "WEBVTT", Some(WebVtt)),
        ("ep1.chapters.vtt", "WEBVTT", Some(WebVttChapters)),
        ("ep1.srt", "1\n", Some(SubRip)),
        (
            "ep1.json",
            r#"{"version":"1.0.0","segments":[{"startTime":1,"body":"a"}]}"#,
            Some(JsonTranscript),
        ),
        (
            "ep1.json",
            r#"{"text":" a","segments":[{"start":0.0,"text":" a"}]}"#,
            Some(JsonTranscript),
        ),
        (
            "ep1.json",
            r#"{"transcription":[{"offsets":{"from":1},"text":" a"}]}"#,
            Some(JsonTranscript),
        ),
        (
            "ep1.json",
            r#"[{"start":"0:01","start_ms":1000,"voice":"a","text":"b"}]"#,
            Some(JsonTranscript),
        ),
        (
            "ep1.json",
            r#"{"version":"1.2.0","chapters":[{"startTime":0,"title":"a"}]}"#,
            Some(JsonChapters),
        ),
        (
            "package.json",
            r#"{"name":"a","version":"1.0.0","chunks":[]}"#,
            None,
        ),
        ("book.json", r#"{"chapters":[{"title":"a"}]}"#, None),
        (
            "ep1.json",
            "{ \"text\": \" We \\\"bake\\\" rye and \\\\",
            Some(JsonTranscript),
        ),
        (
            "ep1.json",
            r#"{"task":"transcribe","duration":9.5,"text":"We bake"#,
            Some(JsonTranscript),
        ),
        ("note.json", r#"{"text":"a\\"}"#, None),
        ("data.json", r#"[{"text":"a"}]"#, None),
        (
            "ep1.html",
            "<cite>Mira:</cite><time>0:00</time><p>a</p>",
            Some(HtmlTranscript),
        ),
        ("index.html", "<html><p>a</p></html>", None),
        ("c.psc", "<psc:chapters>", Some(PodloveChapters)),
        ("feed.xml", "<rss></rss>", None),
        ("c.txt", ";FFMETADATA1\n", Some(FfMetadata)),
        ("c.txt", "00:00 Rye\n01:00 Oats\n", Some(ChapterList)),
        ("readme.txt", "Rye at 10:00\n", None),
        ("notes.md", "00:00 Rye\n01:00 Oats\n", None),
        ("noextension", "WEBVTT", None),
    ];
    for (name, head, expected) in cases {
        assert_eq!(sniff(name, head), expected, "{name} {head}");
    }
}
