//! `topics.dot`: a map of the topics for Graphviz, a cluster per theme with its narrower topics in it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::analyze::topics::{Topic, Topics};
use crate::export::style::{dot_string, shortened};

/// How many members stand for a theme that has no narrower topics.
const MEMBERS: usize = 4;

/// From this weight on an edge between narrower topics of different themes is drawn: fainter ones hide
/// the map.
const DRAWN: f64 = 1.5;

/// The layout is that of fdp, the one engine of Graphviz that lays out clusters by their edges.
const SETTINGS: &str = r##"  graph [layout=fdp, overlap=prism, splines=line, outputorder=edgesfirst, K=1.1, sep="+14", bgcolor="white", fontname="Helvetica", fontsize=16, charset="UTF-8"];
  node [shape=box, style="filled,rounded", fontname="Helvetica", fontcolor="#1a1a1a", margin="0.10,0.05", height=0.2, penwidth=1];
  edge [color="#8a8a8a80"];
"##;

/// The hues of the themes, one after the other, again from the start when there are more: those of
/// Okabe and Ito ("Color Universal Design", 2008) and darker ones between them.
const COLOURS: [&str; 12] = [
    "#0072b2", "#d55e00", "#008f68", "#a04c8c", "#8a6d00", "#2f96cc", "#b03a48", "#4d7c0f",
    "#5b5bd6", "#c9689f", "#0f766e", "#6b7280",
];

/// The topics as DOT: themes as clusters, narrower topics as nodes, edges between neighbours.
///
/// To draw it: `fdp -Tsvg topics.dot -o topics.svg`.
pub fn to_dot(topics: &Topics) -> String {
    let mut text = format!("graph topics {{\n{SETTINGS}");
    for (theme, colour) in topics.themes().zip(COLOURS.iter().cycle()) {
        cluster(&mut text, topics, theme, colour);
    }
    let mut drawn = BTreeSet::new();
    for topic in &topics.topics {
        for other in &topic.neighbours {
            let mut pair = [
                stands_for(topics, topic),
                topics
                    .get(&other.key)
                    .and_then(|other| stands_for(topics, other)),
            ];
            pair.sort_unstable();
            let [Some(left), Some(right)] = pair else {
                continue;
            };
            let siblings = topic.parent.is_some()
                && topics
                    .get(&other.key)
                    .is_some_and(|other| other.parent == topic.parent);
            // Within a cluster nearness says it.
            if other.weight < DRAWN || siblings || !drawn.insert((left, right)) {
                continue;
            }
            let width = (other.weight.min(6.0) * 50.0).round() / 100.0;
            let _ = writeln!(
                text,
                "  {} -- {} [penwidth={width}];",
                dot_string(left),
                dot_string(right)
            );
        }
    }
    text.push_str("}\n");
    text
}

/// The node that stands for a topic: itself, where it is one.
fn stands_for<'t>(topics: &'t Topics, topic: &'t Topic) -> Option<&'t str> {
    topics
        .narrower(&topic.key)
        .next()
        .is_none()
        .then_some(&*topic.key)
}

fn cluster(text: &mut String, topics: &Topics, theme: &Topic, colour: &str) {
    let title = format!("{}\n{}", wrapped(&theme.name), count(theme));
    let _ = writeln!(
        text,
        "  subgraph {} {{\n    label={}; tooltip={}; style=\"rounded,filled\"; color=\"{colour}\"; fillcolor=\"{colour}14\"; fontcolor=\"{colour}\";",
        dot_string(&format!("cluster_{}", theme.key)),
        dot_string(&title),
        dot_string(&tooltip(theme)),
    );
    let mut has_narrower = false;
    for topic in topics.narrower(&theme.key) {
        has_narrower = true;
        let label = format!("{}\n{}", wrapped(&topic.name), count(topic));
        node(text, &topic.key, &label, topic, colour);
    }
    if !has_narrower {
        let members: Vec<&str> = theme
            .members
            .iter()
            .take(MEMBERS)
            .map(|member| &*member.label)
            .collect();
        node(
            text,
            &theme.key,
            &wrapped(&members.join(", ")),
            theme,
            colour,
        );
    }
    text.push_str("  }\n");
}

#[allow(
    clippy::cast_precision_loss,
    reason = "there are fewer than 2^52 episodes"
)]
fn node(text: &mut String, key: &str, label: &str, topic: &Topic, colour: &str) {
    // The area of the letters grows with the number of episodes.
    let size = (8.0 + (topic.episodes.len() as f64).sqrt())
        .min(20.0)
        .round();
    let _ = writeln!(
        text,
        "    {} [label={}, tooltip={}, color=\"{colour}\", fillcolor=\"{colour}33\", fontsize={size}];",
        dot_string(key),
        dot_string(label),
        dot_string(&tooltip(topic)),
    );
}

/// The name with a line for each part.
fn wrapped(name: &str) -> String {
    let parts: Vec<_> = name.split(", ").map(shortened).collect();
    parts.join("\n")
}

fn count(topic: &Topic) -> String {
    match topic.episodes.len() {
        1 => "1 episode".to_owned(),
        count => format!("{count} episodes"),
    }
}

/// The whole name, and the first members.
fn tooltip(topic: &Topic) -> String {
    let members: Vec<&str> = topic
        .members
        .iter()
        .take(12)
        .map(|member| &*member.label)
        .collect();
    format!("{}\n{}", topic.name, members.join(", "))
}
