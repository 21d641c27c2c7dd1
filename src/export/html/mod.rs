//! A page that draws the graph: one HTML file that needs no network.
//!
//! The page itself (script, style, other people's code) is the template that `src/export/viewer`
//! builds; here it is filled with a title and a graph. What stands in notes only ever reaches the
//! page as JSON in a block that browsers do not run, with `<`, `>` and `&` escaped; the template's
//! Content-Security-Policy allows its own script and nothing else.

mod data;
mod map;

use std::io::{self, Write};

use super::Exporter;
use super::markup::escaped;
use crate::analyze::recommend::Recommendations;
use crate::analyze::topics::Topics;
use crate::error::{Error, Result};
use crate::export::graphology::shows_with_episodes;
use crate::graph::{EntityId, KnowledgeGraph};

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
    let shows = shows_with_episodes(graph);
    let shows: Vec<&str> = shows.iter().map(|show| show.label.as_str()).collect();
    match shows.as_slice() {
        [] => "showgraph".to_owned(),
        [only] => (*only).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [first, rest @ ..] => format!("{first} and {} other shows", rest.len()),
    }
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
mod tests;
