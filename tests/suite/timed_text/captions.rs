//! WebVTT and SubRip.

use showgraph::source::transcript::{subrip, webvtt};

use super::{faults, lines, said};

/// Name, file below the header, lines as they are spoken.
type Case = (&'static str, &'static str, &'static [&'static str]);

#[test]
fn what_is_spoken_in_webvtt() {
    let cases: &[Case] = &[
        (
            "a voice, an entity, a tag",
            "00:01.000 --> 00:02.000\n<v Mira Kolb>Yeast &amp; salt <i>matter</i>.",
            &["Mira Kolb: Yeast & salt matter."],
        ),
        (
            "a voice with classes, closed",
            "00:01.000 --> 00:02.000\n<v.loud.first Mira Kolb>Rise!</v>",
            &["Mira Kolb: Rise!"],
        ),
        (
            "an entity in a name",
            "00:01.000 --> 00:02.000\n<v Kolb &amp; Sons>We bake.",
            &["Kolb & Sons: We bake."],
        ),
        (
            "two voices in one cue",
            "00:01.000 --> 00:02.000\n<v Mira>Is it done?\n<v Tove>Not yet.",
            &["Mira: Is it done?", "Tove: Not yet."],
        ),
        (
            "words behind a closed voice are nobody's",
            "00:01.000 --> 00:02.000\n<v Mira>Done.</v> A bell rings.",
            &["Mira: Done.", "A bell rings."],
        ),
        (
            "an identifier and settings",
            "intro - 1\n00:01.000 --> 00:02.000 align:start position:0%\nRye.",
            &["Rye."],
        ),
        (
            "notes, looks and regions",
            "STYLE\n::cue { color: red }\n\nREGION\nid:left\n\nNOTE to self\nof two lines\n\n\
             00:01.000 --> 00:02.000\nRye.\n\nNOTE\nnot said\n\n00:02.000 --> 00:03.000\nSpelt.",
            &["Rye.", "Spelt."],
        ),
        (
            "words that begin as the names of blocks do",
            "00:01.000 --> 00:02.000\nNOTES are here\n\n00:02.000 --> 00:03.000\nSTYLE",
            &["NOTES are here", "STYLE"],
        ),
        (
            "no blank line before the next times",
            "00:01.000 --> 00:02.000\nRye.\n00:02.000 --> 00:03.000\nSpelt.",
            &["Rye.", "Spelt."],
        ),
        (
            "no blank line before the next number",
            "1\n00:01.000 --> 00:02.000\nRye.\n2\n00:02.000 --> 00:03.000\nSpelt.",
            &["Rye.", "Spelt."],
        ),
        (
            "times within a line",
            "00:01.000 --> 00:02.000\n<00:01.000><c.now> Rye</c><00:01.500><c> flour</c>",
            &["Rye flour"],
        ),
        (
            "signs that tell how a word is said",
            "00:01.000 --> 00:02.000\n<ruby>麦<rt>mugi</rt>粉<rt>ko</ruby> rises",
            &["麦粉 rises"],
        ),
        (
            "signs that are no tags and no entities",
            "00:01.000 --> 00:02.000\n1 < 2 & 3 > 2, R&D; <3",
            &["1 < 2 & 3 > 2, R&D; <3"],
        ),
        (
            "overlapping cues stay as they are",
            "00:01.000 --> 00:05.000\nRye.\n\n00:02.000 --> 00:03.000\nSpelt.",
            &["Rye.", "Spelt."],
        ),
        (
            "a cue without words",
            "00:01.000 --> 00:02.000\n\n00:02.000 --> 00:03.000\n<b></b>",
            &[],
        ),
        (
            "an arrow between words",
            "00:01.000 --> 00:02.000\nflour --> dough\n5 --> 6",
            &["flour --> dough 5 --> 6"],
        ),
        (
            "captions that roll are said once",
            "00:00.100 --> 00:02.000 align:start\n \nwe<00:00.500><c> bake</c>\n\n\
             00:02.000 --> 00:02.010\nwe bake\n \n\n\
             00:02.010 --> 00:04.000\nwe bake\nrye<00:03.000><c> &amp; oats</c>\n\n\
             00:04.000 --> 00:04.010\nrye &amp; oats\n \n\n\
             00:09.000 --> 00:10.000\nrye &amp; oats",
            &["we bake", "rye & oats", "rye & oats"],
        ),
        (
            "what is said twice without rolling stays",
            "00:01.000 --> 00:02.000\nRye.\n\n00:02.000 --> 00:03.000\nRye.",
            &["Rye.", "Rye."],
        ),
        (
            "signs of another speaker before a name",
            "00:01.000 --> 00:02.000\n&gt;&gt; MIRA: Rye and\n\n00:02.000 --> 00:03.000\n>> TOVE: No.\n\n\
             00:03.000 --> 00:04.000\n&gt;&gt; MIRA: Oh.",
            &["MIRA: Rye and", "TOVE: No.", "MIRA: Oh."],
        ),
        (
            "names before colons where there are no voices",
            "00:01.000 --> 00:02.000\nMira: Is it done?\n\n00:02.000 --> 00:03.000\nTOVE: No.",
            &["Mira: Is it done?", "TOVE: No."],
        ),
    ];
    for (name, body, expected) in cases {
        for end in ["\n", "\r\n", "\r"] {
            for bom in ["", "\u{feff}"] {
                let file = format!("{bom}WEBVTT - a title\n\n{body}\n").replace('\n', end);
                assert_eq!(lines(&file, &webvtt(&file)), *expected, "{name}, {end:?}");
            }
        }
    }
}

#[test]
fn the_header_of_webvtt_is_not_spoken() {
    let file = "WEBVTT\nKind: captions\nLanguage: nb-NO\n\
                X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n\
                00:01.000 --> 00:02.000\nRug.\n";
    let transcript = webvtt(file);
    assert_eq!(
        said(file, &transcript),
        [(Some(1000), Some(2000), "".into(), "Rug.".into())]
    );
    let language = transcript.language.unwrap();
    assert_eq!(transcript.texts.value(file, language), "nb-NO");
    assert_eq!(faults(file, &transcript), [""; 0]);
}

#[test]
fn a_header_may_touch_the_first_cue() {
    let file = "WEBVTT\n00:01.000 --> 00:02.000\nRye.";
    assert_eq!(lines(file, &webvtt(file)), ["Rye."]);
}

#[test]
fn what_is_spoken_in_subrip() {
    let cases: &[Case] = &[
        (
            "numbers",
            "1\n00:00:01,000 --> 00:00:02,000\nRye.\n\n2\n00:00:02,000 --> 00:00:03,000\nSpelt.",
            &["Rye.", "Spelt."],
        ),
        (
            "no numbers",
            "00:00:01,000 --> 00:00:02,000\nRye.\n\n00:00:02,000 --> 00:00:03,000\nSpelt.",
            &["Rye.", "Spelt."],
        ),
        (
            "a number without a blank line before it",
            "1\n00:00:01,000 --> 00:00:02,000\nRye.\n2\n00:00:02,000 --> 00:00:03,000\nSpelt.",
            &["Rye.", "Spelt."],
        ),
        (
            "blank lines inside",
            "1\n00:00:01,000 --> 00:00:02,000\nRye\n\nand spelt.\n\n\
             2\n00:00:02,000 --> 00:00:03,000\nOats.",
            &["Rye and spelt.", "Oats."],
        ),
        (
            "a number that is said",
            "1\n00:00:01,000 --> 00:00:02,000\nHow many loaves?\n12\n\n\
             2\n00:00:02,000 --> 00:00:03,000\nYes.",
            &["How many loaves? 12", "Yes."],
        ),
        (
            "coordinates",
            "1\n00:00:01,000 --> 00:00:02,000 X1:100 X2:200 Y1:10 Y2:20\nRye.",
            &["Rye."],
        ),
        (
            "full stops before milliseconds",
            "1\n00:00:01.000 --> 00:00:02.000\nRye.",
            &["Rye."],
        ),
        (
            "looks",
            "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color=\"#fff\">Rye</font> &amp; \
             <i>spelt</i>, {sic} <oats>",
            &["Rye & spelt, {sic} <oats>"],
        ),
        (
            "names in capitals",
            "1\n00:00:01,000 --> 00:00:02,000\nMIRA: Rye.\n\n\
             2\n00:00:02,000 --> 00:00:03,000\nTOVE: Spelt.",
            &["MIRA: Rye.", "TOVE: Spelt."],
        ),
        (
            "names that come again, two in one cue, and one that speaks once",
            "1\n00:00:01,000 --> 00:00:02,000\nMira Kolb: Rye.\nTove Lund: Spelt.\n\n\
             2\n00:00:02,000 --> 00:00:03,000\nMira Kolb: And oats\n\n\
             3\n00:00:03,000 --> 00:00:04,000\nare good.\n\n\
             4\n00:00:04,000 --> 00:00:05,000\nTove Lund: Sure.\n\n\
             5\n00:00:05,000 --> 00:00:06,000\nPelle Sandholm: I bake too.",
            &[
                "Mira Kolb: Rye.",
                "Tove Lund: Spelt.",
                "Mira Kolb: And oats",
                "are good.",
                "Tove Lund: Sure.",
                "Pelle Sandholm: I bake too.",
            ],
        ),
        (
            "colons that follow no name",
            "1\n00:00:01,000 --> 00:00:02,000\nAt 10:30 we met.\n\n\
             2\n00:00:02,000 --> 00:00:03,000\nNote: bring flour.\n\n\
             3\n00:00:03,000 --> 00:00:04,000\nMusic: a song begins\n\n\
             4\n00:00:04,000 --> 00:00:05,000\nThis: salt.",
            &[
                "At 10:30 we met.",
                "Note: bring flour.",
                "Music: a song begins",
                "This: salt.",
            ],
        ),
    ];
    for (name, file, expected) in cases {
        for end in ["\n", "\r\n", "\r"] {
            let file = file.replace('\n', end);
            assert_eq!(lines(&file, &subrip(&file)), *expected, "{name}, {end:?}");
        }
    }
}

#[test]
fn times_of_captions() {
    // The line of times; start and end; what is wrong with it in WebVTT.
    type Times = (
        &'static str,
        Option<u32>,
        Option<u32>,
        &'static [&'static str],
    );
    let cases: &[Times] = &[
        ("00:08.000 --> 00:09.000", Some(8_000), Some(9_000), &[]),
        (
            "100:00:08.000-->100:00:09.000",
            Some(360_008_000),
            Some(360_009_000),
            &[],
        ),
        ("  00:08.000 --> 00:09.000", Some(8_000), Some(9_000), &[]),
        (
            "00:00:08,000 --> 00:00:09,000",
            Some(8_000),
            Some(9_000),
            &["a comma before milliseconds was read as \".\""],
        ),
        (
            "00:00:08,5 --> 00:00:09,000",
            Some(8_005),
            Some(9_000),
            &["a comma before milliseconds was read as \".\""],
        ),
        (
            "00:09.000 --> 00:08.000",
            Some(9_000),
            None,
            &["a cue ends before it starts, its end was left out"],
        ),
        (
            "00:09.000 --> soon",
            Some(9_000),
            None,
            &["the end of a cue could not be read"],
        ),
        (
            "00:00:08:12 --> 00:00:09:12",
            None,
            None,
            &["! a cue's times could not be read, expected \"00:00:01.000 --> 00:00:02.000\""],
        ),
    ];
    for (times, start, end, wrong) in cases {
        let file = format!("WEBVTT\n\n{times}\nRye.\n");
        let transcript = webvtt(&file);
        assert_eq!(
            said(&file, &transcript),
            [(*start, *end, "".into(), "Rye.".into())],
            "{times}"
        );
        let wrong: Vec<_> = wrong
            .iter()
            .map(|fault| format!("{fault}: {times}"))
            .collect();
        assert_eq!(faults(&file, &transcript), wrong, "{times}");
        let file = format!("{times}\nRye.\n");
        assert_eq!(
            said(&file, &subrip(&file)),
            [(*start, *end, "".into(), "Rye.".into())]
        );
    }
}

#[test]
fn faults_are_named_once_with_their_place() {
    let cases = [
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nRye\n\nand spelt.\n",
            vec!["text behind a blank line was read as part of the cue before: and spelt."],
        ),
        (
            "WEBVTT\n\nA preface.\n\n00:01.000 --> 00:02.000\nRye.\n",
            vec!["! text before the first cue was left out: A preface."],
        ),
        (
            "00:01.000 --> 00:02.000\nRye.\n",
            vec!["expected \"WEBVTT\" as the first line: 00:01.000 --> 00:02.000"],
        ),
        (
            "WEBVTT\n\n00:01,000 --> 00:02,000\nRye.\n\n00:02,000 --> 00:03,000\nSpelt.\n",
            vec![
                "a comma before milliseconds was read as \".\" (2 times in this file): \
                 00:01,000 --> 00:02,000",
            ],
        ),
        (
            "<html>Not found</html>",
            vec![
                "expected \"WEBVTT\" as the first line: <html>Not found</html>",
                "! no spoken text, expected lines such as \"00:00:01.000 --> 00:00:02.000\" with \
                 text below them: <html>Not found</html>",
            ],
        ),
        (
            "WEBVTT\n",
            vec![
                "no spoken text, expected lines such as \"00:00:01.000 --> 00:00:02.000\" with \
                 text below them: WEBVTT",
            ],
        ),
    ];
    for (file, expected) in cases {
        assert_eq!(faults(file, &webvtt(file)), expected, "{file}");
    }
}
