//! Differences between two graphs as text: for a terminal, for a pull request, for programs.

use std::fmt::Write as _;

use super::text_table::one_line;
use crate::analyze::diff::{EdgeChange, GraphDiff, Merged, NodeChange, NodeRef};

/// Differences as lists; of each sort at most `limit` lines, and how many more there are.
pub fn to_text(diff: &GraphDiff, limit: usize) -> String {
    let mut text = String::new();
    for count in &diff.counts {
        let _ = writeln!(
            text,
            "{:9} {:>8} -> {:>8}{}",
            count.what,
            count.old,
            count.new,
            less(count.shrinks())
        );
    }
    for section in sections(diff) {
        let _ = writeln!(text, "\n{}", section.heading());
        for line in section.lines.iter().take(limit) {
            let _ = writeln!(text, "  {line}");
        }
        if let Some(more) = section.more(limit) {
            let _ = writeln!(text, "  {more}");
        }
    }
    text
}

/// Differences as a comment for a pull request: a table of counts, and a list that opens for each sort.
pub fn to_markdown(diff: &GraphDiff, limit: usize) -> String {
    let mut text =
        String::from("### What changed in the graph\n\n| | before | after |\n|---|---|---|\n");
    for count in &diff.counts {
        let _ = writeln!(
            text,
            "| {} | {} | {}{} |",
            count.what,
            count.old,
            count.new,
            less(count.shrinks())
        );
    }
    for section in sections(diff) {
        let _ = writeln!(
            text,
            "\n<details><summary>{}</summary>\n",
            section.heading()
        );
        for line in section.lines.iter().take(limit) {
            let _ = writeln!(text, "- {}", escaped(line));
        }
        if let Some(more) = section.more(limit) {
            let _ = writeln!(text, "- {more}");
        }
        text += "\n</details>\n";
    }
    if diff.is_empty() {
        text += "\nNothing else.\n";
    }
    text
}

/// Differences as JSON, see [`GraphDiff`].
pub fn to_json(diff: &GraphDiff) -> String {
    let text = serde_json::to_string_pretty(diff).expect("strings and numbers only");
    text + "\n"
}

/// Differences of one sort.
struct Section {
    name: &'static str,
    lines: Vec<String>,
}

impl Section {
    fn heading(&self) -> String {
        format!("{}: {}", self.name, self.lines.len())
    }

    fn more(&self, limit: usize) -> Option<String> {
        let more = self.lines.len().saturating_sub(limit);
        (more > 0).then(|| format!("… and {more} more"))
    }
}

/// The sorts of differences that there are.
fn sections(diff: &GraphDiff) -> Vec<Section> {
    let relations = diff.relations.iter();
    let topics = diff.topics.iter();
    let sections = [
        ("nodes lost", diff.lost.iter().map(named).collect()),
        ("nodes gained", diff.gained.iter().map(named).collect()),
        (
            "nodes changed",
            diff.changed.iter().flat_map(attributes).collect(),
        ),
        (
            "nodes that became others",
            diff.merged
                .iter()
                .map(|merged| arrow(merged, "->"))
                .collect(),
        ),
        (
            "nodes that came out of others",
            diff.split.iter().map(|split| arrow(split, "<-")).collect(),
        ),
        ("roles", diff.roles.iter().map(edge).collect()),
        (
            "edges by relation",
            relations
                .map(|change| format!("{}: +{} -{}", change.relation, change.gained, change.lost))
                .collect(),
        ),
        (
            "episodes with other edges",
            diff.episodes
                .iter()
                .map(|episode| {
                    let edges: Vec<String> = episode.edges.iter().map(end).collect();
                    format!("{}: {}", one_line(&episode.episode.label), edges.join(", "))
                })
                .collect(),
        ),
        (
            "topics",
            topics
                .map(|topic| {
                    let (key, members) = (one_line(&topic.key), topic.members);
                    format!("{key}: +{} -{}, {members} now", topic.gained, topic.lost)
                })
                .collect(),
        ),
    ];
    let sections = sections.map(|(name, lines): (_, Vec<String>)| Section { name, lines });
    let mut sections = Vec::from(sections);
    sections.retain(|section| !section.lines.is_empty());
    sections
}

fn less(shrinks: bool) -> &'static str {
    if shrinks { "  (fewer!)" } else { "" }
}

fn named(node: &NodeRef) -> String {
    format!("{} ({})", one_line(&node.label), node.id)
}

fn arrow(merged: &Merged, arrow: &str) -> String {
    format!("{} {arrow} {}", named(&merged.node), named(&merged.with))
}

fn attributes(change: &NodeChange) -> impl Iterator<Item = String> {
    let value = |value: &Option<String>| match value {
        Some(text) => format!("\"{}\"", one_line(text)),
        None => "nothing".to_owned(),
    };
    let attributes = change.what.iter();
    attributes.map(move |(name, old, new)| {
        format!(
            "{}: {name} {} -> {}",
            named(&change.node),
            value(old),
            value(new)
        )
    })
}

fn edge(edge: &EdgeChange) -> String {
    format!("{}: {}", one_line(&edge.from.label), end(edge))
}

/// An edge without its beginning: `+has_guest Ada`.
fn end(edge: &EdgeChange) -> String {
    let sign = if edge.gained { '+' } else { '-' };
    format!("{sign}{} {}", edge.relation, one_line(&edge.to.label))
}

/// Text in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|~$&@".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
