//! A page that draws the graph: one HTML file that needs no network.
//!
//! The page itself (script, style, other people's code) is the template that `src/export/viewer`
//! builds; here it is filled with a title and a graph. What stands in notes only ever reaches the
//! page as JSON in a block that browsers do not run, with `<`, `>` and `&` escaped; the template's
//! Content-Security-Policy allows its own script and nothing else.

mod data;

use std::io::{self, Write};

use super::Exporter;
use crate::analyze::recommend::Recommendations;
use crate::analyze::topics::Topics;
use crate::error::{Error, Result};
use crate::graph::{EntityId, KnowledgeGraph};
use crate::vocabulary::Kind;

#[cfg(viewer_template)]
const TEMPLATE: Option<&str> = Some(include_str!("../viewer/dist/template.html"));
#[cfg(not(viewer_template))]
const TEMPLATE: Option<&str> = None;

/// Where the template takes the title and the data.
const TITLE_MARK: &str = "__SHOWGRAPH_TITLE__";
const DATA_MARK: &str = "__SHOWGRAPH_DATA__";

/// Writes the page.
#[derive(Debug, Clone)]
#[must_use]
pub struct Html {
    template: &'static str,
    title: Option<String>,
    notes: Option<String>,
    audio: Option<String>,
    start: Option<EntityId>,
    topics: Topics,
    recommendations: Vec<Recommendations>,
}

impl Html {
    /// A page from the template that this crate was built with.
    ///
    /// # Errors
    ///
    /// The crate was built without the template; [`Error::MissingViewer`].
    pub fn new() -> Result<Self> {
        TEMPLATE
            .map(Self::from_template)
            .ok_or(Error::MissingViewer)
    }

    fn from_template(template: &'static str) -> Self {
        Self {
            template,
            title: None,
            notes: None,
            audio: None,
            start: None,
            topics: Topics::default(),
            recommendations: Vec::new(),
        }
    }

    /// Calls the page so, and not by the names of its shows; a part of a graph may have lost them.
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Links evidence to the notes: an address with `{source}` and `{line}` in it. Without it the
    /// page names file and line in words.
    pub fn with_notes(mut self, address: impl Into<String>) -> Self {
        self.notes = Some(address.into());
        self
    }

    /// Links times to the audio: an address with `{slug}`, `{number}` or `{source}`, and `{seconds}`
    /// in it. Without it the page links to an audio file where an episode's notes link to one.
    pub fn with_audio(mut self, address: impl Into<String>) -> Self {
        self.audio = Some(address.into());
        self
    }

    /// Opens with this node chosen.
    pub fn with_start(mut self, node: EntityId) -> Self {
        self.start = Some(node);
        self
    }

    /// Says more of the topics than their keys; without a name a topic is called by its weightiest
    /// members.
    pub fn with_topics(mut self, topics: Topics) -> Self {
        self.topics = topics;
        self
    }

    /// Shows what to hear next after each episode. What names an episode outside the graph is left out,
    /// and so are answers to other questions.
    pub fn with_recommendations(mut self, answers: Vec<Recommendations>) -> Self {
        self.recommendations = answers;
        self
    }
}

impl Exporter for Html {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let broken = |mark| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("the template lacks {mark}"),
            )
        };
        let (head, rest) =
            (self.template.split_once(TITLE_MARK)).ok_or_else(|| broken(TITLE_MARK))?;
        let (middle, tail) = rest
            .split_once(DATA_MARK)
            .ok_or_else(|| broken(DATA_MARK))?;
        let page = self.page(graph);
        let mut out = io::BufWriter::with_capacity(1 << 16, out);
        out.write_all(head.as_bytes())?;
        out.write_all(escaped(&page.title).as_bytes())?;
        out.write_all(middle.as_bytes())?;
        serde_json::to_writer(Inert(&mut out), &page)?;
        out.write_all(tail.as_bytes())?;
        out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// What a page is called: its shows.
#[must_use]
pub fn title(graph: &KnowledgeGraph) -> String {
    let shows: Vec<&str> = graph
        .nodes_of(Kind::Show)
        .map(|show| show.label.as_str())
        .collect();
    match shows.as_slice() {
        [] => "showgraph".to_owned(),
        [only] => (*only).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [first, rest @ ..] => format!("{first} and {} other shows", rest.len()),
    }
}

/// Text for the inside of an element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Passes JSON on so that no HTML parser sees markup in it. In JSON these three characters only
/// stand inside strings, where they may be written as escapes.
struct Inert<W>(W);

impl<W: Write> Write for Inert<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(at) = rest
            .iter()
            .position(|byte| matches!(byte, b'<' | b'>' | b'&'))
        {
            self.0.write_all(&rest[..at])?;
            write!(self.0, "\\u{:04x}", rest[at])?;
            rest = &rest[at + 1..];
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::parse_graph;
    use crate::vocabulary::{Basis, Relation};

    const HOSTILE: &str = r#"<img src=x onerror=alert(1)></script>&amp; \"' "#;

    /// A template that shows what it was filled with.
    const PLAIN: &str = "<title>__SHOWGRAPH_TITLE__</title><script>__SHOWGRAPH_DATA__</script>";

    fn graph() -> KnowledgeGraph {
        let name = serde_json::to_string(HOSTILE).expect("a string");
        let text = format!(
            r#"{{"attributes": {{"base_iri": "https://showgraph.example/"}}, "nodes": [
            {{"key": "concept:x", "attributes": {{"kind": "concept", "label": {name}, "episodes": 1, "mentions": 2, "weight": 0.123456}}}},
            {{"key": "episode:one", "attributes": {{"kind": "episode", "label": "One", "source": "one.md", "number": 7, "date": "2024-05-06"}}}},
            {{"key": "show:s", "attributes": {{"kind": "show", "label": {name}}}}}],
            "edges": [{{"key": "e1", "source": "episode:one", "target": "concept:x", "attributes": {{
            "relation": "mentions", "weight": 2.0, "confidence": 0.5, "count": 2, "source": "one.md", "line": 3, "column": 1,
            "quote": {name}, "rule": "lexicon", "basis": "inferred", "where": "[\"notes\"]", "seconds": 61}}}}]}}"#
        );
        parse_graph(text.into(), "graph.json").expect("a graph")
    }

    fn written(html: &Html) -> String {
        String::from_utf8(html.write(&graph(), Vec::new()).expect("memory")).expect("UTF-8")
    }

    fn data(page: &str) -> serde_json::Value {
        let (_, rest) = page.split_once("<script>").expect("the block");
        serde_json::from_str(rest.strip_suffix("</script>").expect("its end")).expect("JSON")
    }

    #[test]
    fn names_from_the_notes_are_never_markup() {
        let page = written(&Html::from_template(PLAIN));
        assert!(
            page.starts_with("<title>&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;&amp;amp;")
        );
        assert_eq!(page.matches('<').count(), 4, "{page}");
        assert_eq!(data(&page)["nodes"][0]["label"], HOSTILE);
        assert_eq!(data(&page)["title"], HOSTILE);
    }

    #[test]
    fn nodes_and_edges_are_all_there() {
        let data = data(&written(&Html::from_template(PLAIN)));
        let node = |at: usize| data["nodes"][at].clone();
        assert_eq!(node(0)["weight"], 0.1235);
        assert_eq!(
            node(1),
            serde_json::json!({"id": "episode:one", "kind": "episode", "label": "One", "weight": node(1)["weight"],
                "source": "one.md", "number": 7, "date": "2024-05-06"})
        );
        let mentions = Relation::ALL
            .iter()
            .position(|one| one.as_str() == "mentions");
        let inferred = Basis::ALL.iter().position(|one| one.as_str() == "inferred");
        assert_eq!(
            data["edges"],
            serde_json::json!([[1, 0, mentions, 2.0, 2, 0.5, inferred, 0, 3, HOSTILE, {"seconds": 61}]])
        );
        assert_eq!(data["rules"], serde_json::json!(["lexicon"]));
    }

    #[test]
    fn recommendations_outside_the_graph_are_left_out() {
        let text = r#"[{"episode": "episode:one", "source": "one.md", "recommendations": [
            {"episode": "episode:one", "score": 0.5, "because": [{"id": "concept:x", "label": "X", "kind": "concept", "share": 1.0}]},
            {"episode": "episode:gone", "score": 0.4}]},
            {"episode": "episode:gone", "recommendations": [{"episode": "episode:one", "score": 0.4, "because": []}]}]"#;
        let answers: Vec<Recommendations> = serde_json::from_str(text).expect("the shape");
        let html = Html::from_template(PLAIN).with_recommendations(answers);
        assert_eq!(
            data(&written(&html))["recommendations"],
            serde_json::json!([{"from": 1, "to": 1, "score": 0.5, "because": [{"id": "concept:x", "label": "X", "share": 1.0}]}])
        );
    }

    #[test]
    fn topics_name_their_members_by_place() {
        let text = r#"{"topics": [{"key": "t", "name": "T", "members": [
            {"id": "person:gone", "label": "Gone", "kind": "person"}, {"id": "concept:x", "label": "X", "kind": "concept"}],
            "neighbours": [{"key": "u", "weight": 1.5}]}]}"#;
        let topics = serde_json::from_str(text).expect("the shape");
        let html = Html::from_template(PLAIN).with_topics(topics);
        assert_eq!(
            data(&written(&html))["topics"],
            serde_json::json!([{"key": "t", "name": "T", "members": [0], "neighbours": ["u"]}])
        );
    }

    #[test]
    fn the_same_graph_gives_the_same_page() {
        let html = Html::from_template(PLAIN)
            .with_notes("../notes/{source}#L{line}")
            .with_start("concept:x".into());
        assert_eq!(written(&html), written(&html));
        assert_eq!(data(&written(&html))["start"], "concept:x");
    }

    #[test]
    fn a_crate_without_the_template_names_the_command_that_makes_it() {
        match Html::new() {
            Ok(html) => {
                let page = written(&html);
                assert!(page.contains("Content-Security-Policy") && !page.contains("__SHOWGRAPH_"));
            }
            Err(error) => assert!(
                error.to_string().contains("npm ci && npm run build"),
                "{error}"
            ),
        }
    }
}
