//! Transcripts in JSON and HTML.

use showgraph::source::transcript::{html, json};

use super::{Said, faults, lines, said};

fn cue(start: u32, end: Option<u32>, speaker: &str, text: &str) -> Said {
    (Some(start), end, speaker.into(), text.into())
}

#[test]
fn forms_of_json() {
    let cases = [
        (
            "podcast namespace",
            r#"{"version":"1.0.0","segments":[
                {"speaker":"Mira Kolb","startTime":0.5,"endTime":1.25,"body":"Rye"},
                {"speaker":"Tove Lund","startTime":"00:01:02.500","body":"& \"spelt\"\n"}]}"#,
            vec![
                cue(500, Some(1_250), "Mira Kolb", "Rye"),
                cue(62_500, None, "Tove Lund", "& \"spelt\""),
            ],
        ),
        (
            "Whisper",
            r#"{"text":" Rye flour.","segments":[{"id":0,"seek":0,"start":2.2399999999999998,
                "end":4.48,"text":" Rye flour.","tokens":[1,2],"temperature":0.0}],"language":"de"}"#,
            vec![cue(2_240, Some(4_480), "", "Rye flour.")],
        ),
        (
            "WhisperX",
            r#"{"segments":[{"start":1,"end":2,"text":" Rye.","speaker":"SPEAKER_00",
                "words":[{"word":"Rye.","start":1,"end":2}]}],"word_segments":[]}"#,
            vec![cue(1_000, Some(2_000), "SPEAKER_00", "Rye.")],
        ),
        (
            "segments of words without a text",
            r#"{"segments":[{"start":1,"speaker":"A","words":[{"word":"Rye","start":1,"end":2},
                {"word":"flour","start":2}]}]}"#,
            vec![
                cue(1_000, Some(2_000), "A", "Rye"),
                cue(2_000, None, "A", "flour"),
            ],
        ),
        (
            "whisper.cpp",
            r#"{"result":{"language":"en"},"transcription":[
                {"timestamps":{"from":"00:00:01,500","to":"00:00:02,000"},
                 "offsets":{"from":1500,"to":2000},"text":" Rye."},
                {"timestamps":{"from":"00:00:02,000","to":"00:00:03,250"},"text":" Spelt."}]}"#,
            vec![
                cue(1_500, Some(2_000), "", "Rye."),
                cue(2_000, Some(3_250), "", "Spelt."),
            ],
        ),
        (
            "Podlove",
            r#"[{"start":"00:00:01.250","start_ms":1250,"end":"00:00:02.000","end_ms":2000,
                "speaker":"7","voice":"Mira","text":"Rye."},
                {"start":"00:00:02.000","end":"00:00:03.000","speaker":"tove","voice":"","text":"Oats."}]"#,
            vec![
                cue(1_250, Some(2_000), "Mira", "Rye."),
                cue(2_000, Some(3_000), "tove", "Oats."),
            ],
        ),
        (
            "Transformers",
            r#"{"text":"Rye.","chunks":[{"timestamp":[0.0,1.5],"text":" Rye."},
                {"timestamp":[1.5,null],"text":" Oats."}]}"#,
            vec![
                cue(0, Some(1_500), "", "Rye."),
                cue(1_500, None, "", "Oats."),
            ],
        ),
        (
            "AssemblyAI",
            r#"{"id":"x","text":"Rye.","utterances":[{"start":1500,"end":2000,"speaker":"A",
                "text":"Rye.","words":[{"text":"Rye.","start":1500}]}]}"#,
            vec![cue(1_500, Some(2_000), "A", "Rye.")],
        ),
        (
            "Deepgram",
            r#"{"metadata":{},"results":{"channels":[],"utterances":[{"start":1.5,"end":2.0,
                "speaker":0,"transcript":"Rye."}]}}"#,
            vec![cue(1_500, Some(2_000), "0", "Rye.")],
        ),
        (
            "a list of texts without times",
            r#"{"segments":[{"speaker":{"name":"Mira"},"text":"Rye."},{"text":"  "},null,7,{}]}"#,
            vec![(None, None, "Mira".into(), "Rye.".into())],
        ),
    ];
    for (name, file, expected) in cases {
        assert_eq!(said(file, &json(file)), expected, "{name}");
        let file = format!("\u{feff}\n{file}");
        assert_eq!(said(&file, &json(&file)), expected, "{name}, with a mark");
    }
}

#[test]
fn languages_of_json() {
    let cases = [
        (r#"{"language":"de","segments":[{"text":"a"}]}"#, Some("de")),
        (
            r#"{"result":{"language":"cs"},"transcription":[{"text":"a"}]}"#,
            Some("cs"),
        ),
        (r#"{"segments":[{"text":"a"}]}"#, None),
    ];
    for (file, expected) in cases {
        let transcript = json(file);
        let language = transcript
            .language
            .map(|text| transcript.texts.value(file, text));
        assert_eq!(language.as_deref(), expected, "{file}");
    }
}

#[test]
fn a_broken_json_file_is_read_up_to_there() {
    let file = "{\"segments\":[{\"start\":1,\"text\":\"Rye.\"},\n {\"start\":2,\"text\":\"Oa";
    let transcript = json(file);
    assert_eq!(lines(file, &transcript), ["Rye."]);
    assert_eq!(transcript.faults.len(), 1);
    assert!(transcript.faults[0].lossy);
    assert!(
        transcript.faults[0].message.contains("EOF"),
        "{:?}",
        transcript.faults
    );
    assert!(transcript.faults[0].offset + 2 >= file.len());
}

#[test]
fn other_json_is_no_transcript() {
    for file in [
        "",
        "{}",
        "[]",
        "[1, 2]",
        r#"{"name":"a","version":"1.0.0"}"#,
        "not json",
        "7",
    ] {
        let transcript = json(file);
        assert!(transcript.cues.is_empty(), "{file}");
        assert!(transcript.faults.iter().any(|fault| fault.lossy), "{file}");
    }
}

#[test]
fn html_transcripts() {
    let cases: &[(&str, &str, Vec<Said>)] = &[
        (
            "speaker, time, words",
            "<cite>Mira Kolb:</cite>\n<time>1:05</time>\n<p>Rye &amp; <em>spelt</em>.</p>\n\
             <cite>Tove :</cite><time>0:01:09</time><p>Oats.</p><p>And barley.</p>",
            vec![
                cue(65_000, None, "Mira Kolb", "Rye & spelt."),
                cue(69_000, None, "Tove", "Oats."),
                (None, None, String::new(), "And barley.".into()),
            ],
        ),
        (
            "all in one paragraph, with a time in brackets",
            "<p><cite>Mira</cite> <time>(1:05)</time> Rye<br>flour.</p>",
            vec![cue(65_000, None, "Mira", "Rye flour.")],
        ),
        (
            "names before a colon",
            "<p><strong>Mira Kolb:</strong> Rye.</p><p>At 10:30 we bake.</p><p>Tove Lund: Oats &amp; salt.</p>\
             <p>Mira Kolb: Yes.</p>",
            vec![
                (None, None, "Mira Kolb".into(), "Rye.".into()),
                (None, None, String::new(), "At 10:30 we bake.".into()),
                (None, None, "Tove Lund".into(), "Oats & salt.".into()),
                (None, None, "Mira Kolb".into(), "Yes.".into()),
            ],
        ),
        (
            "a whole page",
            "<!DOCTYPE html><html><head><title>Loaf 3</title><style>p { }</style></head><body>\
             <h1>Loaf 3</h1><!-- no --><p>Rye.</p><script>if (a < b) {}</script></body></html>",
            vec![(None, None, String::new(), "Rye.".into())],
        ),
    ];
    for (name, file, expected) in cases {
        assert_eq!(said(file, &html(file)), *expected, "{name}");
    }
    let empty = html("<html></html>");
    assert_eq!(faults("<html></html>", &empty).len(), 1);
}
