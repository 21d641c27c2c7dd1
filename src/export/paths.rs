//! Paths between two nodes as text: for people and for programs.

use std::fmt::Write as _;

use super::text_table::one_line;
use crate::analyze::paths::{Hop, PathNode, Paths};
use crate::text::timestamp::hours_minutes_seconds;

/// Paths for people: a heading, then of each path a line with its number of steps, and of each step a line
/// with the relation, the node it enters, what the edge rests on, and where that stands.
pub fn to_text(found: &Paths) -> String {
    let mut text = format!("{} — {}\n", named(&found.from), named(&found.to));
    for (path, rank) in found.paths.iter().zip(1..) {
        let steps = path.hops.len();
        let noun = if steps == 1 { "step" } else { "steps" };
        let _ = writeln!(
            text,
            "\n{rank:>3}  {steps} {noun}: {}",
            one_line(&found.from.label)
        );
        for hop in &path.hops {
            let _ = writeln!(text, "       {} {}", arrow(hop), named(&hop.to));
            let _ = writeln!(text, "         {}", evidence(hop));
        }
    }
    text
}

/// Paths as JSON, see [`Paths`].
pub fn to_json(found: &Paths) -> String {
    let text = serde_json::to_string_pretty(found).expect("strings and finite numbers only");
    text + "\n"
}

fn named(node: &PathNode) -> String {
    format!("{} ({})", one_line(&node.label), node.id)
}

/// The relation, as it points in the graph.
fn arrow(hop: &Hop) -> String {
    let relation = hop.relation.as_str().replace('_', " ");
    match hop.reversed {
        true => format!("<- {relation} -"),
        false => format!("- {relation} ->"),
    }
}

fn evidence(hop: &Hop) -> String {
    let evidence = &hop.evidence;
    let mut text = String::new();
    if !evidence.quote.is_empty() {
        let _ = write!(text, "“{}” ", one_line(&evidence.quote));
    }
    let _ = write!(text, "{}", one_line(&evidence.source));
    if evidence.line > 0 {
        let _ = write!(text, ":{}", evidence.line);
    }
    if let Some(seconds) = evidence.seconds {
        let _ = write!(text, ", {}", hours_minutes_seconds(seconds));
    }
    let _ = write!(text, ", {} {:.2}", hop.basis, hop.confidence);
    text
}
