//! The evidence as Web Annotations (W3C, 2017), with its derivation in PROV-O.
//!
//! One annotation per edge that has evidence: its body is the node that was found, its target the
//! place in the notes, by quote, by position where the file is at hand, by line (RFC 5147), and, where
//! a time is known, the moment of the episode as a media fragment. No blank nodes.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Exporter;
use super::buffer::Buffer;
use super::jsonld::context_of;
use crate::graph::{EdgeView, Evidence, KnowledgeGraph, Node};
use crate::rdf::link_iri;
use crate::text::iri::iri_below;
use crate::vocabulary::Kind;

const CONTEXT: &str = include_str!("../data/annotations.jsonld");

/// Gives the bytes of an input file by its path below the input root.
type Files<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// Writes `evidence.jsonld`.
#[derive(Clone, Copy, Default)]
#[must_use]
pub struct Annotations<'a> {
    files: Option<Files<'a>>,
}

impl<'a> Annotations<'a> {
    /// Without the input files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what only the input files can tell: positions in characters, and a hash (SHA-256) of
    /// each file that says which state of it was read.
    pub fn with_files(mut self, files: Files<'a>) -> Self {
        self.files = Some(files);
        self
    }
}

/// What is known of one input file.
#[derive(Default)]
struct InputFile {
    sha256: Option<String>,
    /// Start and end in characters, by line, column and quote.
    positions: BTreeMap<(u32, u32, Arc<str>), (usize, usize)>,
}

impl Exporter for Annotations<'_> {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let sources = self.input_files(graph);
        let episodes = episodes_alone(graph);
        let tool = concat!(
            "https://showgraph.example/ns#showgraph-",
            env!("CARGO_PKG_VERSION")
        );
        let mut out = Buffer::new(out);
        out.raw("{\"@context\":");
        out.raw(&context_of(CONTEXT).to_string());
        out.raw(",\n\"@graph\":[\n{\"@id\":");
        out.json(tool);
        out.raw(",\"@type\":\"prov:SoftwareAgent\",\"name\":\"showgraph\",\"softwareVersion\":");
        out.json(env!("CARGO_PKG_VERSION"));
        out.raw("}");
        for (path, source) in &sources {
            out.raw(",\n{\"@id\":");
            out.json(&file_iri(graph, path));
            out.raw(",\"@type\":\"prov:Entity\",\"name\":");
            out.json(path);
            if let Some(sha256) = &source.sha256 {
                out.raw(",\"sg:sha256\":");
                out.json(sha256);
            }
            out.raw("}");
            out.drain()?;
        }
        for view in graph.edges().filter(|view| has_place(&view.edge.evidence)) {
            let source = sources.get(&*view.edge.evidence.source);
            let episode = match view.from.kind {
                Kind::Episode => Some(view.from),
                _ => episodes.get(&*view.edge.evidence.source).copied().flatten(),
            };
            let episode = episode.map(|episode| graph.node_iri(episode));
            out.raw(",\n");
            annotation(&mut out, graph, view, source, episode.as_deref(), tool);
            out.drain()?;
        }
        out.raw("\n]}\n");
        out.finish()
    }
}

/// The episodes by the files that hold nothing else: what a feed with several says of a person may stand
/// in any of them.
fn episodes_alone(graph: &KnowledgeGraph) -> BTreeMap<&str, Option<&Node>> {
    let mut episodes: BTreeMap<&str, Option<&Node>> = BTreeMap::new();
    for node in graph.nodes_of(Kind::Episode) {
        if let Some(episode) = node.detail.episode() {
            let known = episodes.entry(&episode.source);
            known.and_modify(|one| *one = None).or_insert(Some(node));
        }
    }
    episodes
}

fn has_place(evidence: &Evidence) -> bool {
    !evidence.source.is_empty()
}

fn file_iri(graph: &KnowledgeGraph, path: &str) -> String {
    iri_below(graph.base_iri(), &["file/", path])
}

impl Annotations<'_> {
    /// Reads each file once, whatever the order of the edges.
    fn input_files<'g>(&self, graph: &'g KnowledgeGraph) -> BTreeMap<&'g str, InputFile> {
        let mut evidence: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
        for view in graph.edges().filter(|view| has_place(&view.edge.evidence)) {
            evidence
                .entry(&view.edge.evidence.source)
                .or_default()
                .push(&view.edge.evidence);
        }
        evidence
            .into_iter()
            .map(|(path, evidence)| {
                let bytes = self.files.and_then(|files| files(path));
                (
                    path,
                    bytes
                        .map(|bytes| read(&bytes, &evidence))
                        .unwrap_or_default(),
                )
            })
            .collect()
    }
}

fn read(bytes: &[u8], evidence: &[&Evidence]) -> InputFile {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = vec![0];
    lines.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let positions = evidence
        .iter()
        .filter_map(|evidence| {
            let (start, end) = position(&text, &lines, evidence)?;
            let before = text[..start].chars().count();
            let length = text[start..end].chars().count();
            let key = (evidence.line, evidence.column, evidence.quote.clone());
            Some((key, (before, before + length)))
        })
        .collect();
    let digest = Sha256::digest(bytes);
    let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    InputFile {
        sha256: Some(sha256),
        positions,
    }
}

/// The bytes of the quote, where it stands verbatim around the mention; otherwise those of the line.
fn position(text: &str, lines: &[usize], evidence: &Evidence) -> Option<(usize, usize)> {
    let line = usize::try_from(evidence.line).ok()?.checked_sub(1)?;
    let start = *lines.get(line)?;
    let end = lines.get(line + 1).copied().unwrap_or(text.len());
    let quote = exact(&evidence.quote);
    let found = text[start..end].find(quote).filter(|_| !quote.is_empty());
    Some(match found {
        Some(at) => (start + at, start + at + quote.len()),
        None => (start, start + text[start..end].trim_end().len()),
    })
}

/// A quote without the marks of where it was cut.
fn exact(quote: &str) -> &str {
    quote.trim_matches('…').trim()
}

fn annotation<W: Write>(
    out: &mut Buffer<W>,
    graph: &KnowledgeGraph,
    view: EdgeView<'_>,
    source: Option<&InputFile>,
    episode: Option<&str>,
    tool: &str,
) {
    let evidence = &view.edge.evidence;
    let link = link_iri(graph, view.edge);
    let file = file_iri(graph, &evidence.source);
    let part = |name: &str| iri_below(graph.base_iri(), &["evidence/", &view.edge.id, "/", name]);
    let member = |out: &mut Buffer<W>, name: &str, value: &str| {
        out.raw(",\"");
        out.raw(name);
        out.raw("\":");
        out.json(value);
    };
    let open = |out: &mut Buffer<W>, id: &str, class: &str| {
        out.raw("{\"@id\":");
        out.json(id);
        member(out, "@type", class);
    };
    open(
        out,
        &iri_below(graph.base_iri(), &["evidence/", &view.edge.id]),
        "Annotation",
    );
    member(out, "motivation", "oa:identifying");
    member(out, "body", &graph.node_iri(view.to));
    member(out, "sg:evidenceOf", &link);
    member(out, "prov:wasDerivedFrom", &file);
    member(out, "prov:wasAttributedTo", tool);
    out.raw(",\"target\":[");
    open(out, &part("text"), "SpecificResource");
    member(out, "source", &file);
    out.raw(",\"selector\":[");
    open(out, &part("line"), "FragmentSelector");
    // RFC 5147 counts the gaps between lines: the first line is `line=0,1`.
    let line = evidence.line.max(1);
    member(out, "value", &format!("line={},{line}", line - 1));
    member(out, "conformsTo", "http://tools.ietf.org/rfc/rfc5147");
    out.raw("}");
    if !exact(&evidence.quote).is_empty() {
        out.raw(",");
        open(out, &part("quote"), "TextQuoteSelector");
        member(out, "exact", exact(&evidence.quote));
        out.raw("}");
    }
    let key = (evidence.line, evidence.column, evidence.quote.clone());
    if let Some((start, end)) = source.and_then(|source| source.positions.get(&key)) {
        out.raw(",");
        open(out, &part("position"), "TextPositionSelector");
        for (name, value) in [(",\"start\":", start), (",\"end\":", end)] {
            out.raw(name);
            out.raw(&value.to_string());
        }
        out.raw("}");
    }
    out.raw("]}");
    if let (Some(seconds), Some(episode)) = (evidence.seconds, episode) {
        out.raw(",");
        open(out, &part("audio"), "SpecificResource");
        member(out, "source", episode);
        out.raw(",\"selector\":");
        open(out, &part("time"), "FragmentSelector");
        member(out, "value", &format!("t={seconds}"));
        member(out, "conformsTo", "http://www.w3.org/TR/media-frags/");
        out.raw("}}");
    }
    out.raw("]}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_found_in_the_text() {
        let text = "# Ünï\nSee the *docs* of Bigtable.\r\nEnd";
        let lines = [0, 8, 37];
        for (line, quote, found) in [
            (1, "Ünï", "Ünï"),
            (2, "… docs* of Bigtable…", "docs* of Bigtable"),
            (2, "the docs of Bigtable", "See the *docs* of Bigtable."),
            (3, "", "End"),
        ] {
            let evidence = Evidence {
                line,
                quote: quote.into(),
                ..Evidence::default()
            };
            let (start, end) = position(text, &lines, &evidence).expect(quote);
            assert_eq!(&text[start..end], found);
        }
        let beyond = Evidence {
            line: 9,
            ..Evidence::default()
        };
        assert_eq!(position(text, &lines, &beyond), None);
    }
}
