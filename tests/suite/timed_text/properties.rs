//! What holds for any input.

use proptest::prelude::*;
use showgraph::source::chapters;
use showgraph::source::transcript::{self, Transcript};
use showgraph::source::{Fault, Pieces, Text};

use super::said;

/// Files of each format, with all that each has.
const SEEDS: [&str; 8] = [
    "\u{feff}WEBVTT\nLanguage: de\n\nNOTE a\n\n1\n00:01.000 --> 00:02.000 align:start\n<v.a Mira \
     Kolb>Rye &amp; <i>sp\u{f6}lt</i></v><v Tove>Oats<br>\r\n\n00:02,000 --> 00:01.000\nMira: \
     <ruby>麦<rt>a</rt></ruby>&#228;",
    "1\r\n00:00:01,000 --> 00:00:02,000 X1:1\r\n{\\an8}MIRA: Rye &lt;\n\nmore\n2\n00:00:02.5 --> \
     00:00:03,000\nTOVE: <font color=\"a\">Ö</font>\nMIRA: Oats",
    r#"{"language":"de","segments":[{"speaker":"M\u00e4ra","startTime":1.5,"body":"R \"x\" \ud83d\ude00"},
     {"start":"0:02","text":" ö\n","words":[]},{"words":[{"word":"a"}]}]}"#,
    r#"{"transcription":[{"offsets":{"from":1,"to":2},"timestamps":{"from":"00:00:01,500"},"text":" ä"}]}"#,
    "<cite>Mira &amp; T\u{f6}ve:</cite><time>1:05</time><p>Rye<br>&ouml; <b>Oats</b></p><script>a</script>",
    "\u{feff}<psc:chapters><psc:chapter start=\"1:02.5\" title=\"R&amp;ö\" href='a'/></psc:chapters>",
    ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1\nEND=2\ntitle=R\\=ö\\\nx\n",
    "0:00 Rye\n- (1:02:03) – Öl\n• 5:00 a\n",
];

/// A seed with some of its characters removed, doubled or replaced.
fn mutated() -> impl Strategy<Value = String> {
    let edits = prop::collection::vec(
        (
            any::<prop::sample::Index>(),
            "[ -~\\n\\r<>&;:{}\\[\\]\"\\\\öä麦]{0,3}",
            0..4usize,
        ),
        0..6,
    );
    (0..SEEDS.len(), edits).prop_map(|(seed, edits)| {
        let mut file: Vec<char> = SEEDS[seed].chars().collect();
        for (at, insert, remove) in edits {
            let at = at.index(file.len() + 1);
            let end = (at + remove).min(file.len());
            file.splice(at..end, insert.chars());
        }
        file.into_iter().collect()
    })
}

fn check_faults(file: &str, faults: &[Fault]) -> Result<(), TestCaseError> {
    for fault in faults {
        prop_assert!(file.is_char_boundary(fault.offset), "{fault:?}");
    }
    Ok(())
}

/// Each piece of a text stands in the file, in order; what reads as it stands is the file's.
fn check_text(file: &str, texts: &Pieces, text: Text) -> Result<(), TestCaseError> {
    let mut end = 0;
    for piece in texts.of(text) {
        let source = piece.source.start as usize..piece.source.end as usize;
        prop_assert!(source.start >= end && source.start <= source.end);
        end = source.end;
        let stands = file.get(source);
        prop_assert!(stands.is_some());
        if piece.is_verbatim() {
            prop_assert_eq!(stands, Some(texts.read(file, piece)));
        }
    }
    let (mut value, mut origins) = Default::default();
    texts.append(file, text, &mut value, &mut origins);
    prop_assert_eq!(&value, &texts.value(file, text));
    if let Some(range) = texts.range(text) {
        prop_assert_eq!(&file[range.start as usize..range.end as usize], &value);
    }
    // Each letter of the value is where its origin says, or decoded from what stands there.
    for (index, c) in value.char_indices() {
        let after = origins.partition_point(|(at, _)| *at as usize <= index);
        let (at, origin) = origins[after - 1];
        let rest = &file[origin as usize..];
        let verbatim = rest
            .get(index - at as usize..)
            .is_some_and(|rest| rest.starts_with(c));
        let decoded = rest.starts_with(['&', '\\', '<']) || c == ' ';
        prop_assert!(verbatim || decoded, "{c:?} of {value:?} at {origin}");
    }
    Ok(())
}

/// A text that stands in the file reads there as it does by itself.
fn check_in_file(file: &str, texts: &Pieces, text: Text) -> Result<(), TestCaseError> {
    if texts.stands_in_file(file, text) {
        let mut words = String::new();
        let mut end = None;
        for piece in texts.of(text) {
            let source = piece.source.start as usize..piece.source.end as usize;
            if end.is_some_and(|end: usize| file[end..source.start].contains(char::is_whitespace)) {
                words.push(' ');
            }
            words.push_str(&file[source.clone()]);
            end = Some(source.end);
        }
        prop_assert_eq!(super::fold(&words), super::fold(&texts.value(file, text)));
    }
    Ok(())
}

fn check(file: &str, mut read: Transcript) -> Result<(), TestCaseError> {
    check_faults(file, &read.faults)?;
    for cue in &read.cues {
        check_text(file, &read.texts, cue.text)?;
        prop_assert!(!read.texts.is_blank(file, cue.text));
        if let Some(speaker) = cue.speaker {
            check_text(file, &read.texts, speaker)?;
        }
        prop_assert!(
            cue.start
                .zip(cue.end)
                .is_none_or(|(start, end)| start <= end)
        );
    }
    let words = |texts: Vec<Text>, read: &Transcript| -> String {
        let value = |text| read.texts.value(file, text);
        texts
            .into_iter()
            .map(value)
            .collect::<String>()
            .split_whitespace()
            .collect()
    };
    let before = words(read.cues.iter().map(|cue| cue.text).collect(), &read);
    let turns = transcript::turns(file, &mut read);
    for turn in &turns {
        check_text(file, &read.texts, turn.text)?;
        check_in_file(file, &read.texts, turn.text)?;
    }
    // Turns hold the words of the cues, all of them, once and in order.
    prop_assert_eq!(
        words(turns.iter().map(|turn| turn.text).collect(), &read),
        before
    );
    Ok(())
}

proptest! {
    #[test]
    fn any_file_is_read_and_maps_back(file in mutated()) {
        for read in [transcript::webvtt, transcript::subrip, transcript::json, transcript::html] {
            check(&file, read(&file))?;
        }
        let readers =
            [chapters::json, chapters::podlove, chapters::ffmetadata, chapters::webvtt, chapters::list];
        for read in readers {
            let found = read(&file);
            check_faults(&file, &found.faults)?;
            prop_assert!(found.chapters.is_sorted_by_key(|chapter| chapter.start));
            for chapter in &found.chapters {
                for text in [Some(chapter.title), chapter.url, chapter.image].into_iter().flatten() {
                    check_text(&file, &found.texts, text)?;
                }
            }
        }
        for extension in ["vtt", "srt", "json", "html", "xml", "txt"] {
            showgraph::source::sniff(&format!("a.{extension}"), &file);
        }
    }

    #[test]
    fn captions_are_read_as_they_were_written(
        cues in prop::collection::vec((0..90_000_000u32, 0..9_000u32, prop::sample::select(vec!["Mira", "Tove", "Pelle", "ÅSA"]), "[a-zäö]{1,9}( [a-z&<>.]{1,9}){0,9}"), 1..20),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let time = |at: u32, point: char| format!(
            "{:02}:{:02}:{:02}{point}{:03}", at / 3_600_000, at / 60_000 % 60, at / 1000 % 60, at % 1000
        );
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let expected: Vec<_> = cues.iter().map(|(start, length, speaker, text)| {
            (Some(*start), Some(start + length), speaker.to_uppercase(), text.clone())
        }).collect();
        let (mut vtt, mut srt) = (String::from("WEBVTT\n\n"), String::new());
        for (index, (start, length, speaker, text)) in cues.iter().enumerate() {
            let (speaker, text) = (speaker.to_uppercase(), escape(text));
            let times = |point| format!("{} --> {}", time(*start, point), time(start + length, point));
            vtt += &format!("{}\n<v {speaker}>{text}</v>\n\n", times('.'));
            srt += &format!("{}\n{}\n{speaker}: {text}\n\n", index + 1, times(','));
        }
        let (vtt, srt) = (vtt.replace('\n', end), srt.replace('\n', end));
        prop_assert_eq!(said(&vtt, &transcript::webvtt(&vtt)), expected.clone());
        prop_assert_eq!(said(&srt, &transcript::subrip(&srt)), expected);
    }
}

/// Inputs made so that a careless reader overflows its stack or looks at each byte many times.
#[test]
fn hostile_files_end() {
    const MANY: usize = 20_000;
    let repeated = |text: &str| text.repeat(MANY);
    let files = [
        repeated("{\"words\":["),
        repeated("{\"results\":"),
        format!("{{\"segments\":[{}", repeated("{\"words\":[")),
        format!("{{\"segments\":[{}", repeated("{\"text\":\"a\",")),
        format!("[{}", repeated("[],")),
        format!("00:01.000 --> 00:02.000\n{}", repeated("<a")),
        format!("00:01.000 --> 00:02.000\n{}", repeated("{\\")),
        format!("00:01.000 --> 00:02.000\n{}", repeated("&a")),
        format!("00:01.000 --> 00:02.000\n{}", repeated("A: b\n")),
        format!("00:01.000 --> 00:02.000\n{}", repeated("<v A>a")),
        format!("00:01.000 --> 00:02.000\n{}", repeated("\n\na")),
        repeated("00:01.000 --> 00:02.000\na' \n"),
        repeated("00:01.000 -->"),
        repeated("<cite>"),
        repeated("<p>a&amp;"),
        repeated("<psc:chapter start='0' "),
        repeated("[CHAPTER]\nSTART=1\n"),
        repeated("[CHAPTER]\\"),
        repeated("0:00 a\n"),
    ];
    for file in &files {
        for read in [
            transcript::webvtt,
            transcript::subrip,
            transcript::json,
            transcript::html,
        ] {
            transcript::turns(file, &mut read(file));
        }
        chapters::json(file);
        chapters::podlove(file);
        chapters::ffmetadata(file);
        chapters::webvtt(file);
        chapters::list(file);
    }
}
