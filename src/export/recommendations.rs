//! Recommendations as text: for people, for programs, for web pages and front matter.
//!
//! ```
//! use showgraph::export::recommendations;
//!
//! let saved = r#"[{"episode": "episode:a", "source": "a.md", "recommendations": [
//!     {"episode": "episode:b", "source": "b.md", "label": "Honey", "score": 0.5, "because": []}]}]"#;
//! let answers = recommendations::parse(saved.as_bytes(), "related.json")?;
//! assert_eq!(recommendations::to_yaml(&answers), "related:\n  - \"b.md\" # Honey\n");
//! # Ok::<(), showgraph::error::Error>(())
//! ```

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::markup::escaped;
use super::saved::{parse_json, read_json};
use super::text_table::one_line as line;
use crate::analyze::recommend::{Recommendation, Recommendations, Subject};
use crate::error::Result;
use crate::graph::{EntityId, KnowledgeGraph};

/// The field that front matter gets.
const FIELD: &str = "related";

/// What a file is called where another one was given.
const EXPECTED: &str = "what `recommend --all --format json` writes";

/// Answers for people: a heading each, then a line with rank, score, date, title and id, a line with
/// the reasons and their shares, and what the episode says of the first. Names and dates are those of
/// `graph`.
pub fn to_table(answers: &[Recommendations], graph: &KnowledgeGraph) -> String {
    let tables: Vec<String> = answers.iter().map(|answer| table(answer, graph)).collect();
    tables.join("\n")
}

fn table(answer: &Recommendations, graph: &KnowledgeGraph) -> String {
    let heading = match &answer.subject {
        Subject::Episode { episode, .. } => format!("{} ({episode})", label(graph, episode)),
        Subject::Draft { source } => source.to_string(),
        Subject::Entities(ids) | Subject::Heard(ids) => {
            let labels: Vec<&str> = ids.iter().map(|id| label(graph, id)).collect();
            labels.join(", ")
        }
    };
    let mut text = format!("{}\n", line(&heading));
    for (recommendation, rank) in answer.recommendations.iter().zip(1..) {
        let day: String = date(graph, &recommendation.episode)
            .chars()
            .take(10)
            .collect();
        let _ = writeln!(
            text,
            "{rank:>3}  {:>8.3}  {day:<10}  {}  {}",
            recommendation.score,
            line(&recommendation.label),
            recommendation.episode
        );
        let _ = writeln!(text, "{:27}{}", "", reasons(recommendation).join(", "));
        let quote = recommendation
            .because
            .first()
            .map_or("", |first| &first.quote);
        if !quote.is_empty() {
            let _ = writeln!(text, "{:27}“{}”", "", line(quote));
        }
    }
    text
}

/// What makes up a score, each with its share: things, then words, then nearness in time.
fn reasons(recommendation: &Recommendation) -> Vec<String> {
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let things = recommendation.because.iter();
    let things = things.map(|reason| format!("{} {}", line(&reason.label), percent(reason.share)));
    let words = recommendation.words.iter();
    let words = words.map(|shared| format!("“{}” {}", line(&shared.word), percent(shared.share)));
    let near = Some(recommendation.nearness).filter(|share| *share >= 0.005);
    let near = near.map(|share| format!("near in time {}", percent(share)));
    things.chain(words).chain(near).collect()
}

/// The name of a node; of one that the graph lacks its id.
fn label<'n>(graph: &'n KnowledgeGraph, id: &'n EntityId) -> &'n str {
    graph.node(id).map_or(id.as_str(), |node| &node.label)
}

fn date<'g>(graph: &'g KnowledgeGraph, id: &EntityId) -> &'g str {
    let episode = graph.node(id).and_then(|node| node.detail.episode());
    episode
        .and_then(|episode| episode.date.as_deref())
        .unwrap_or_default()
}

/// Answers as JSON: a list of objects, see [`Recommendations`].
pub fn to_json(answers: &[Recommendations]) -> String {
    let text = serde_json::to_string_pretty(answers).expect("strings and finite numbers only");
    text + "\n"
}

/// Reads answers from what [`to_json`] wrote; `path` is for messages.
///
/// # Errors
///
/// What is something else: with line and column.
pub fn parse(json: &[u8], path: &str) -> Result<Vec<Recommendations>> {
    parse_json(json, path, EXPECTED)
}

/// Reads the file that [`to_json`] was written to.
///
/// # Errors
///
/// A file that cannot be read, and those of [`parse`].
pub fn read(path: &Path) -> Result<Vec<Recommendations>> {
    read_json(path, EXPECTED)
}

/// Answers as HTML to be put into a page: a section with an ordered list each, nothing for an empty
/// answer. Links lead to the IRIs that the episodes have in `graph`.
pub fn to_html(answers: &[Recommendations], graph: &KnowledgeGraph) -> String {
    answers.iter().map(|answer| html(answer, graph)).collect()
}

fn html(answer: &Recommendations, graph: &KnowledgeGraph) -> String {
    if answer.recommendations.is_empty() {
        return String::new();
    }
    let mut text = String::from("<section class=\"related-episodes\"");
    if let Subject::Episode { episode, .. } = &answer.subject {
        let _ = write!(text, " data-episode=\"{}\"", escaped(episode.as_str()));
    }
    text += ">\n<ol>\n";
    for recommendation in &answer.recommendations {
        let node = graph.node(&recommendation.episode);
        let iri = node.map(|node| graph.node_iri(node));
        let things = recommendation
            .because
            .iter()
            .map(|reason| escaped(&reason.label));
        let words = recommendation
            .words
            .iter()
            .map(|shared| escaped(&shared.word));
        let reasons: Vec<String> = things.chain(words).collect();
        let _ = writeln!(
            text,
            "<li><a href=\"{}\">{}</a> <small>{}</small></li>",
            escaped(iri.as_deref().unwrap_or_default()),
            escaped(&recommendation.label),
            reasons.join(", ")
        );
    }
    text + "</ol>\n</section>\n"
}

/// Answers as TOML: the field `related` with the sources of the episodes, for the front matter of Hugo.
/// Where there are several answers each has a comment that names its episode's file.
pub fn to_toml(answers: &[Recommendations]) -> String {
    front_matter(answers, |text, sources| {
        let _ = writeln!(text, "{FIELD} = [");
        for (source, label) in sources {
            let _ = writeln!(text, "  {source}, # {label}");
        }
        *text += "]\n";
    })
}

/// The same as YAML, for the front matter of Jekyll.
pub fn to_yaml(answers: &[Recommendations]) -> String {
    front_matter(answers, |text, sources| {
        if sources.is_empty() {
            let _ = writeln!(text, "{FIELD}: []");
            return;
        }
        let _ = writeln!(text, "{FIELD}:");
        for (source, label) in sources {
            let _ = writeln!(text, "  - {source} # {label}");
        }
    })
}

/// The fields of all answers, each written by `field` from sources and titles.
fn front_matter(
    answers: &[Recommendations],
    field: impl Fn(&mut String, &[(Value, String)]),
) -> String {
    let one = |answer: &Recommendations| {
        let mut text = String::new();
        if answers.len() > 1 {
            let _ = writeln!(text, "# {}", line(&named(&answer.subject)));
        }
        // A JSON string is a string of TOML and of YAML, too.
        let source_and_title = answer
            .recommendations
            .iter()
            .map(|found| (Value::from(&*found.source), line(&found.label)));
        field(&mut text, &source_and_title.collect::<Vec<_>>());
        text
    };
    answers.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// What was asked about, in a comment.
fn named(subject: &Subject) -> String {
    match subject {
        Subject::Episode { source, .. } | Subject::Draft { source } => source.to_string(),
        Subject::Entities(ids) | Subject::Heard(ids) => {
            let ids: Vec<&str> = ids.iter().map(EntityId::as_str).collect();
            ids.join(", ")
        }
    }
}
