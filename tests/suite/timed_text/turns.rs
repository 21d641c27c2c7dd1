//! Cues joined to turns.

use showgraph::source::transcript::{self, Transcript};

use super::fold;

/// Seconds, speaker and words of each turn.
fn joined(file: &str, mut transcript: Transcript) -> Vec<(Option<u32>, String, String)> {
    let turns = transcript::turns(file, &mut transcript);
    let read = |text| fold(&transcript.texts.value(file, text));
    let turn = |turn: &transcript::Turn| {
        (
            turn.start.map(|at| at / 1000),
            turn.speaker.map_or_else(String::new, read),
            read(turn.text),
        )
    };
    turns.iter().map(turn).collect()
}

fn vtt(cues: &[(u32, u32, &str)]) -> String {
    let time = |at: u32| format!("{:02}:{:02}.000", at / 60, at % 60);
    let cue = |(start, end, text): &(u32, u32, &str)| {
        format!("{} --> {}\n{text}\n\n", time(*start), time(*end))
    };
    format!("WEBVTT\n\n{}", cues.iter().map(cue).collect::<String>())
}

#[test]
fn where_turns_end() {
    type Case = (
        &'static str,
        Vec<(u32, u32, &'static str)>,
        Vec<(u32, &'static str, &'static str)>,
    );
    let cases: Vec<Case> = vec![
        (
            "a name over the border of cues",
            vec![
                (1, 3, "<v Mira>I bake with Pelle"),
                (3, 5, "Sandholm. He is"),
                (5, 7, "here."),
            ],
            vec![(1, "Mira", "I bake with Pelle Sandholm. He is here.")],
        ),
        (
            "another speaker, and the first one again",
            vec![
                (1, 3, "<v Mira>Rye?</v>"),
                (3, 5, "<v Tove>Spelt."),
                (5, 7, "<v Mira>Oh."),
            ],
            vec![
                (1, "Mira", "Rye?"),
                (3, "Tove", "Spelt."),
                (5, "Mira", "Oh."),
            ],
        ),
        (
            "a silence",
            vec![(1, 3, "We wait for Pelle"), (6, 8, "Sandholm comes.")],
            vec![(1, "", "We wait for Pelle"), (6, "", "Sandholm comes.")],
        ),
        (
            "the end of a sentence when the turn is long",
            vec![
                (0, 10, "We knead."),
                (10, 20, "We wait for Dr."),
                (20, 30, "Sandholm. He brings"),
                (30, 40, "salt."),
            ],
            vec![
                (0, "", "We knead. We wait for Dr. Sandholm."),
                (20, "", "He brings salt."),
            ],
        ),
        (
            "the end of a cue that ends a sentence",
            vec![
                (0, 15, "We knead"),
                (15, 25, "and wait."),
                (25, 30, "Then we bake."),
            ],
            vec![(0, "", "We knead and wait."), (25, "", "Then we bake.")],
        ),
        (
            "no sentence ends",
            vec![
                (0, 30, "we knead"),
                (30, 60, "and wait"),
                (60, 70, "and bake"),
            ],
            vec![(0, "", "we knead and wait"), (60, "", "and bake")],
        ),
    ];
    for (name, cues, expected) in cases {
        let file = vtt(&cues);
        let found = joined(&file, transcript::webvtt(&file));
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(at, speaker, text)| (Some(at), speaker.to_owned(), text.to_owned()))
            .collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn plain_turns_stay_in_the_file() {
    let cases = [
        (
            "plain",
            "WEBVTT\n\n00:01.000 --> 00:02.000\nRye\n\n00:02.000 --> 00:03.000\nflour.\n",
            true,
        ),
        (
            "closed voices",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Mira>Rye</v>\n\n00:02.000 --> 00:03.000\n\
             <v Mira>flour <i>is</i> dark.</v>\n",
            true,
        ),
        (
            "an entity",
            "WEBVTT\n\n00:01.000 --> 00:02.000\nRye &amp; spelt\n",
            false,
        ),
        (
            "a tag with a space in a word",
            "WEBVTT\n\n00:01.000 --> 00:02.000\nR<c x y>y</c>e\n",
            false,
        ),
    ];
    for (name, file, expected) in cases {
        let mut transcript = transcript::webvtt(file);
        let turns = transcript::turns(file, &mut transcript);
        assert_eq!(turns.len(), 1, "{name}");
        assert_eq!(
            transcript.texts.stands_in_file(file, turns[0].text),
            expected,
            "{name}"
        );
    }
}

#[test]
fn words_of_json_are_parted_or_joined_as_they_are_written() {
    let cases = [
        (
            "a word a segment, without spaces",
            r#"{"segments":[{"startTime":1,"body":"Rye"},{"startTime":2,"body":"flour.\n"}]}"#,
            "Rye flour.",
        ),
        (
            "a space begins each word",
            r#"{"transcription":[{"offsets":{"from":1000,"to":1500},"text":" R"},
               {"offsets":{"from":1500,"to":1700},"text":"ye"},
               {"offsets":{"from":1700,"to":1900},"text":" flour"},
               {"offsets":{"from":1700,"to":1900},"text":" rises"},
               {"offsets":{"from":1900,"to":2000},"text":"."}]}"#,
            "Rye flour rises.",
        ),
    ];
    for (name, file, expected) in cases {
        let found = joined(file, transcript::json(file));
        assert_eq!(
            found,
            [(Some(1), String::new(), expected.to_owned())],
            "{name}"
        );
    }
}
