//! Finds the node that a user means.

use std::fmt;

use super::detail::Detail;
use super::model::{EntityId, KnowledgeGraph, Node};
use crate::text::path::page_stem;
use crate::text::similarity::{SIMILAR, similarity};
use crate::vocabulary::Kind;

/// How many names are offered where none fits.
const SUGGESTIONS: usize = 3;

/// A node as it is offered to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NodeSuggestion {
    /// Its id.
    pub id: EntityId,
    /// Its name.
    pub label: String,
}

impl fmt::Display for NodeSuggestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" ({})", self.label, self.id)
    }
}

/// Why no node was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LookupError {
    /// Nothing has this name.
    #[error("nothing in the graph is called \"{text}\"{}", suggest(nearest))]
    Unknown {
        /// What was asked for.
        text: String,
        /// The most similar names, best first.
        nearest: Vec<NodeSuggestion>,
    },
    /// Several nodes have it.
    #[error("\"{text}\" may be {}: give the id", either(candidates))]
    Ambiguous {
        /// What was asked for.
        text: String,
        /// The nodes, sorted by id.
        candidates: Vec<NodeSuggestion>,
    },
}

fn suggest(nearest: &[NodeSuggestion]) -> String {
    match nearest {
        [] => String::new(),
        some => format!("; did you mean {}?", either(some)),
    }
}

fn either(candidates: &[NodeSuggestion]) -> String {
    let names: Vec<String> = candidates.iter().map(ToString::to_string).collect();
    names.join(" or ")
}

/// How a text names a node, the surest way first: a surer way hides all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MatchedBy {
    Id,
    Iri,
    Path,
    Label,
    LabelWithoutCase,
    Slug,
    Number,
    Alias,
    File,
}

/// Finds a node by its id, IRI, address, source path, label, slug, number, alias or file's name.
///
/// Labels and aliases match without case. `kinds` limits the search; an empty list means all. A path
/// may be given from the input root or from a folder above it.
///
/// # Errors
///
/// No such node, with the most similar names; or several that are named alike.
///
/// ```
/// use showgraph::export::parse_graph;
/// use showgraph::graph::find_node;
///
/// let saved = r#"{"attributes": {"base_iri": "https://showgraph.example/"}, "edges": [], "nodes": [
///     {"key": "product:cloud-router", "attributes": {"kind": "product", "label": "Cloud Router"}}]}"#;
/// let graph = parse_graph(saved.into(), "graph.json")?;
/// assert_eq!(find_node(&graph, "cloud router", &[])?.id.as_str(), "product:cloud-router");
/// let error = find_node(&graph, "Cloud Rooter", &[]).unwrap_err();
/// assert!(error.to_string().ends_with("did you mean \"Cloud Router\" (product:cloud-router)?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn find_node<'g>(
    graph: &'g KnowledgeGraph,
    text: &str,
    kinds: &[Kind],
) -> Result<&'g Node, LookupError> {
    let text = text.trim();
    let folded = fold(text);
    let mut best: Option<MatchedBy> = None;
    let mut found: Vec<&Node> = Vec::new();
    for node in allowed(graph, kinds) {
        let Some(way) = way(graph, node, text, &folded) else {
            continue;
        };
        if best.is_none_or(|best| way < best) {
            best = Some(way);
            found.clear();
        }
        if best == Some(way) {
            found.push(node);
        }
    }
    match found[..] {
        [] => Err(LookupError::Unknown {
            text: text.into(),
            nearest: nearest(graph, &folded, kinds),
        }),
        [only] => Ok(only),
        _ => Err(LookupError::Ambiguous {
            text: text.into(),
            candidates: found.into_iter().map(candidate).collect(),
        }),
    }
}

fn allowed<'g>(graph: &'g KnowledgeGraph, kinds: &[Kind]) -> impl Iterator<Item = &'g Node> {
    graph
        .nodes()
        .filter(move |node| kinds.is_empty() || kinds.contains(&node.kind))
}

fn candidate(node: &Node) -> NodeSuggestion {
    NodeSuggestion {
        id: node.id.clone(),
        label: node.label.clone(),
    }
}

fn way(graph: &KnowledgeGraph, node: &Node, text: &str, folded: &str) -> Option<MatchedBy> {
    if node.id.as_str() == text {
        return Some(MatchedBy::Id);
    }
    let address = |iri: &str| iri == text;
    if text.contains(':')
        && (address(&node.iri)
            || address(&graph.node_iri(node))
            || matches!(&node.detail, Detail::Url { url, .. } if address(url))
            || node.same_as.iter().any(|iri| address(iri)))
    {
        return Some(MatchedBy::Iri);
    }
    if let Some(episode) = node.detail.episode() {
        if is_path(&episode.source, text) {
            return Some(MatchedBy::Path);
        }
        let asked = text.strip_prefix('#').unwrap_or(text).parse::<i64>();
        if episode.number.is_some_and(|number| asked == Ok(number)) && node.label != text {
            return Some(MatchedBy::Number);
        }
    }
    if node.label == text {
        return Some(MatchedBy::Label);
    }
    if fold(&node.label) == folded {
        return Some(MatchedBy::LabelWithoutCase);
    }
    if node.id.slug() == text {
        return Some(MatchedBy::Slug);
    }
    if node.aliases.iter().any(|alias| fold(alias) == folded) {
        return Some(MatchedBy::Alias);
    }
    // What the show's site calls the page: its file, or the folder of an index file.
    let episode = node.detail.episode();
    episode
        .is_some_and(|episode| page_stem(&episode.source) == text)
        .then_some(MatchedBy::File)
}

/// Whether a path as typed is that of a source: one of both may lack leading folders.
fn is_path(source: &str, typed: &str) -> bool {
    let typed = typed.strip_prefix("./").unwrap_or(typed);
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|head| head.is_empty() || head.ends_with('/'))
    };
    !typed.is_empty() && typed.contains('.') && (ends(typed, source) || ends(source, typed))
}

/// Names compare without case and with single spaces.
fn fold(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The names most similar to one that is unknown, best first.
fn nearest(graph: &KnowledgeGraph, folded: &str, kinds: &[Kind]) -> Vec<NodeSuggestion> {
    let words = folded.replace('-', " ");
    let mut ranked: Vec<(f64, &Node)> = allowed(graph, kinds)
        .map(|node| {
            let names = std::iter::once(&node.label).chain(&node.aliases);
            let best = names
                .map(|name| similarity(folded, &fold(name)))
                .fold(0.0, f64::max);
            // Episodes are called by parts of their slugs as often as by their titles.
            let slug = match node.kind {
                Kind::Episode => similarity(&words, &node.id.slug().replace('-', " ")),
                _ => 0.0,
            };
            (best.max(slug), node)
        })
        .filter(|(similarity, _)| *similarity >= SIMILAR)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    ranked
        .into_iter()
        .take(SUGGESTIONS)
        .map(|(_, node)| candidate(node))
        .collect()
}
