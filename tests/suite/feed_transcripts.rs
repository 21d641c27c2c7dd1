//! Transcripts that a feed names: of several formats the best is read, and each belongs to its episode.

use std::path::Path;

use showgraph::vocabulary::Kind;
use showgraph::{Options, Outcome, Pipeline};

use crate::project::folder;

fn build(path: &Path) -> Outcome {
    let pipeline = Pipeline::open(&[path.into()], &Options::default()).unwrap();
    pipeline.build().unwrap()
}

const VTT: &str =
    "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana Weber>The plots are drawn with Grafana.\n";
const SRT: &str =
    "1\n00:00:01,000 --> 00:00:04,000\nAna Weber: The plots are drawn with Grafana, we said.\n";
const JSON: &str = r#"{"version": "1.0.0", "segments": [{"startTime": 1, "endTime": 4, "speaker": "Ana Weber",
    "body": "The plots are drawn with Grafana in JSON."}]}"#;
const GERMAN: &str = "1\n00:00:01,000 --> 00:00:04,000\nDie Bilder zeichnet Prometheus.\n";

fn feed_with(transcripts: &str) -> String {
    format!(
        r#"<rss xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Shed Hour</title><language>en</language>
        <item><title>Soil</title><guid>1</guid>{transcripts}</item></channel></rss>"#
    )
}

#[test]
fn of_transcripts_in_several_formats_the_best_is_read() {
    let named = feed_with(
        r#"<podcast:transcript url="https://cdn.example/t/1.srt" type="application/srt"/>
        <podcast:transcript url="https://cdn.example/t/1.json" type="application/json" language="en-GB"/>
        <podcast:transcript url="https://cdn.example/t/words.vtt" type="text/vtt"/>
        <podcast:transcript url="https://cdn.example/t/zwei.srt" type="application/srt" language="de"/>"#,
    );
    let broken = "WEBVTT\n\nno times\n";
    type Case<'c> = (&'c str, Vec<(&'c str, &'c str)>, &'c str, &'c [&'c str]);
    let cases: [Case<'_>; 4] = [
        (
            "named by a feed, whatever they are called; another language is another transcript",
            vec![
                ("feed.xml", &named),
                ("t/1.srt", SRT),
                ("t/1.json", JSON),
                ("t/words.vtt", VTT),
                ("t/zwei.srt", GERMAN),
            ],
            "t/words.vtt:4:14",
            &["t/1.json", "t/1.srt"],
        ),
        (
            "of one name beside notes",
            vec![
                ("soil.md", "# Soil\n\nWords.\n"),
                ("soil.srt", SRT),
                ("soil.json", JSON),
                ("soil.de.srt", GERMAN),
            ],
            "soil.json:2:14",
            &["soil.srt"],
        ),
        (
            "the next best where the best cannot be read",
            vec![
                ("soil.md", "# Soil\n\nWords.\n"),
                ("soil.srt", SRT),
                ("soil.vtt", broken),
                ("soil.de.srt", GERMAN),
            ],
            "soil.srt:3:12",
            &[],
        ),
        (
            "files of other names say something else",
            vec![
                ("soil/index.md", "# Soil\n\nWords.\n"),
                ("soil/one.vtt", VTT),
                ("soil/two.srt", GERMAN),
            ],
            "soil/one.vtt:4:14",
            &[],
        ),
    ];
    for (what, files, place, left_out) in cases {
        let folder = folder(&files);
        let outcome = build(folder.path());
        assert_eq!(outcome.graph.nodes_of(Kind::Episode).count(), 1, "{what}");
        let at = |label: &str| {
            let mut edges = outcome.graph.edges();
            let edge = edges.find(|view| view.to.label == label);
            let at = edge.map(|view| view.edge.evidence.clone());
            let at = at.unwrap_or_else(|| panic!("{what}: nothing leads to {label}"));
            format!("{}:{}:{}", at.source, at.line, at.column)
        };
        assert!(
            at("Grafana").starts_with(place.rsplit_once(':').unwrap().0),
            "{what}: {}",
            at("Grafana")
        );
        assert!(
            at("Prometheus").contains(".srt:3:"),
            "{what}: {}",
            at("Prometheus")
        );
        let said: Vec<String> = outcome
            .warnings
            .iter()
            .filter(|warning| warning.message.starts_with("not read: "))
            .map(|warning| warning.location.path.clone())
            .collect();
        assert_eq!(said.len(), left_out.len(), "{what}: {said:?}");
        for (said, path) in said.iter().zip(left_out) {
            assert!(said.ends_with(path), "{what}: {said}");
        }
    }
}

#[test]
fn a_fetched_transcript_in_any_format_belongs_to_its_episode() {
    let words = "**Ana Weber:** The plots are drawn with Grafana.\n\n**Ben Ito:** I see.\n";
    let plain = "<p>Ana Weber: The plots are drawn with Grafana.</p><p>Ben Ito: I see.</p>";
    let page = "<p><cite>Ana Weber:</cite> <time>0:01</time> The plots are drawn with Grafana.</p>\n\
                <p><cite>Ben Ito:</cite> I see.</p>";
    for (ending, media_type, text) in [
        ("md", "text/markdown", words),
        ("txt", "text/plain", &words.replace("**", "")),
        ("html", "text/html", page),
        ("html", "text/html", plain),
        ("vtt", "text/vtt", VTT),
    ] {
        let feed = feed_with(&format!(
            r#"<podcast:transcript url="https://cdn.example/t/1?format={ending}" type="{media_type}"/>"#
        ));
        let file = format!("transcripts/cdn.example_t_1-0123456789.{ending}");
        let record = format!(
            r#"{{"format": "showgraph-fetch", "version": 1, "files": {{
            "https://cdn.example/t/1?format={ending}": {{"file": "{file}", "kind": "transcript", "bytes": 1,
            "answered_by": "https://cdn.example/t/1?format={ending}"}}}}}}"#
        );
        let folder = folder(&[("feed.xml", &feed), (".fetch.json", &record), (&file, text)]);
        let outcome = build(folder.path());
        let graph = &outcome.graph;
        assert_eq!(
            graph.nodes_of(Kind::Episode).count(),
            1,
            "{ending}: {:?}",
            outcome.warnings
        );
        let named = |label: &str| graph.nodes().any(|node| node.label == label);
        assert!(named("Grafana") && named("Ana Weber"), "{ending}");
        let grafana = graph
            .edges()
            .find(|view| view.to.label == "Grafana")
            .unwrap();
        assert_eq!(&*grafana.edge.evidence.source, file, "{ending}");
    }
}
