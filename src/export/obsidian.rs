//! A vault for Obsidian: one note per node, with links and the evidence behind them.
//!
//! A note is called by the node's label, `person/Carter Morgan.md`, because its name is what Obsidian shows in
//! its graph, its tabs and its search. No two notes of the vault have the same name, wherever they lie, so that a
//! link needs no folder. Id, label and aliases are in the front matter.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::buffer::Buffer;
use super::file_names::readable_name;
use super::unique_names::distinct;
use super::{FolderExporter, Sink};
use crate::graph::{Detail, Edge, EdgeView, KnowledgeGraph, Node};
use crate::rdf::iso_duration;
use crate::text::timestamp::hours_minutes_seconds;
use crate::untrusted::{followed_iri, is_followed};

/// Writes a vault.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Obsidian;

impl Obsidian {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }
}

impl FolderExporter for Obsidian {
    fn write_to(&self, graph: &KnowledgeGraph, sink: &mut dyn Sink) -> io::Result<()> {
        let names = NoteNames::new(graph);
        for node in graph.nodes() {
            let path = format!("{}/{}.md", node.kind, names.of(node));
            let mut out = Buffer::new(sink.create(&path)?);
            front_matter(&mut out, node);
            out.raw("\n# ");
            markdown(&mut out, &node.label);
            out.raw("\n");
            if let Some(description) = &node.description {
                out.raw("\n");
                markdown(&mut out, description);
                out.raw("\n");
            }
            if let Some(address) = address(node) {
                out.raw("\n<");
                out.raw(&address);
                out.raw(">\n");
            }
            let (from, to) = (graph.edges_from(&node.id), graph.edges_to(&node.id));
            section(&mut out, &names, "", from, |view| view.to);
            section(&mut out, &names, "from: ", to, |view| view.from);
            out.finish()?;
        }
        Ok(())
    }
}

/// The name of each node's note, without `.md`.
struct NoteNames<'g>(FxHashMap<&'g str, String>);

impl<'g> NoteNames<'g> {
    fn new(graph: &'g KnowledgeGraph) -> Self {
        // Some file systems do not tell cases apart, and Obsidian's links neither.
        let readable = |node: &'g Node| readable_name(&node.label);
        Self(distinct(graph, readable, str::to_lowercase))
    }

    fn of<'a>(&'a self, node: &'a Node) -> Cow<'a, str> {
        match self.0.get(node.id.as_str()) {
            Some(told_apart) => told_apart.into(),
            None => readable_name(&node.label),
        }
    }
}

/// JSON strings are YAML strings too.
fn front_matter<W: Write>(out: &mut Buffer<W>, node: &Node) {
    let mut field = |name: &str, value: &str| {
        out.raw(name);
        out.raw(": ");
        out.json(value);
        out.raw("\n");
    };
    field("---\nid", node.id.as_str());
    field("title", &node.label);
    field("kind", node.kind.as_str());
    // What Obsidian shows of these can be clicked.
    if is_followed(&node.iri) {
        field("iri", &node.iri);
    }
    match &node.detail {
        Detail::Show(show) => {
            for (name, value) in [
                ("url", &show.url),
                ("feed", &show.feed),
                ("author", &show.author),
                ("language", &show.language),
                ("guid", &show.guid),
            ] {
                let opens =
                    !matches!(name, "url" | "feed") || value.as_deref().is_some_and(is_followed);
                if let Some(value) = value.as_ref().filter(|_| opens) {
                    field(name, value);
                }
            }
        }
        Detail::Episode(episode) => {
            field("source", &episode.source);
            if let Some(date) = &episode.date {
                field("date", date);
            }
            if let Some(seconds) = episode.duration {
                field("duration", &iso_duration(seconds));
            }
            for (name, value) in [
                ("season_name", &episode.season_name),
                ("language", &episode.language),
                ("guid", &episode.guid),
            ] {
                if let Some(value) = value {
                    field(name, value);
                }
            }
        }
        Detail::Url { url, category } => {
            if is_followed(url) {
                field("url", url);
            }
            field("category", category.as_str());
        }
        Detail::None => {}
    }
    for (name, day) in [("first", &node.first), ("last", &node.last)] {
        if let Some(day) = day {
            field(name, day);
        }
    }
    if let Some(topic) = &node.topic {
        field("topic", topic);
    }
    if let Some(episode) = node.detail.episode() {
        for (name, number) in [("season: ", episode.season), ("number: ", episode.number)] {
            if let Some(number) = number {
                out.raw(name);
                out.int(number);
                out.raw("\n");
            }
        }
    }
    out.raw("aliases:\n");
    for name in std::iter::once(&node.label).chain(&node.aliases) {
        out.raw("  - ");
        out.json(name);
        out.raw("\n");
    }
    out.raw("tags:\n  - ");
    out.raw(node.kind.as_str());
    out.raw("\n---\n");
}

/// Where the node's own page is, as Markdown takes it between `<` and `>`.
fn address(node: &Node) -> Option<String> {
    let Detail::Url { url, .. } = &node.detail else {
        return None;
    };
    followed_iri(url).map(Cow::into_owned)
}

/// The edges of one direction, relation by relation.
fn section<'g, W: Write>(
    out: &mut Buffer<W>,
    names: &NoteNames<'_>,
    direction: &str,
    edges: Vec<EdgeView<'g>>,
    other: impl Fn(&EdgeView<'g>) -> &'g Node,
) {
    let mut relations: BTreeMap<_, Vec<(&Node, &Edge)>> = BTreeMap::new();
    for view in &edges {
        relations
            .entry(view.edge.relation)
            .or_default()
            .push((other(view), view.edge));
    }
    for (relation, mut edges) in relations {
        edges.sort_by(|a, b| a.0.id.cmp(&b.0.id).then_with(|| a.1.id.cmp(&b.1.id)));
        out.raw("\n## ");
        out.raw(direction);
        out.raw(&relation.as_str().replace('_', " "));
        out.raw("\n\n");
        for (node, edge) in edges {
            out.raw("- ");
            link(out, names, node);
            evidence(out, edge);
            out.raw("\n");
        }
    }
}

fn link<W: Write>(out: &mut Buffer<W>, names: &NoteNames<'_>, node: &Node) {
    let name = names.of(node);
    out.raw("[[");
    out.raw(&name);
    if name == node.label.as_str() {
        return out.raw("]]");
    }
    out.raw("|");
    // Within a link nothing can be escaped.
    let special = |byte: u8| byte < b' ' || matches!(byte, b'[' | b']' | b'|' | b'<' | b'>');
    out.escaped(&node.label, special, |out, c| match c {
        '[' => out.raw("("),
        ']' => out.raw(")"),
        '|' => out.raw("/"),
        '<' => out.raw("‹"),
        '>' => out.raw("›"),
        _ => out.raw(" "),
    });
    out.raw("]]");
}

fn evidence<W: Write>(out: &mut Buffer<W>, edge: &Edge) {
    if let Some(role) = &edge.role {
        out.raw(", ");
        markdown(out, role);
    }
    let evidence = &edge.evidence;
    if !evidence.quote.is_empty() {
        out.raw(": “");
        markdown(out, &evidence.quote);
        out.raw("”");
    }
    if !evidence.source.is_empty() {
        out.raw(" (");
        markdown(out, &evidence.source);
        if evidence.line > 0 {
            out.raw(":");
            out.int(evidence.line.into());
        }
        if let Some(seconds) = evidence.seconds {
            out.raw(", ");
            out.raw(&hours_minutes_seconds(seconds));
        }
        out.raw(")");
    }
}

/// Text on one line, in which nothing is markup.
fn markdown<W: Write>(out: &mut Buffer<W>, text: &str) {
    let special = |byte: u8| byte < b' ' || b"\\`*_{}[]<>#|~$=&^%@".contains(&byte);
    out.escaped(text, special, |out, c| match c {
        c if c.is_control() => out.raw(" "),
        c => {
            out.raw("\\");
            out.raw(c.encode_utf8(&mut [0; 4]));
        }
    });
}
