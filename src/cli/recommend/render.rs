//! Recommendations as text: for people, for programs, for web pages and front matter.

use std::fmt::Write as _;

use serde_json::{Value, json};
use showgraph::analyze::recommend::{About, Answer, Recommendation};
use showgraph::graph::{Detail, Node};

use crate::cli::args::RecommendFormat;

/// The field that front matter gets.
const FIELD: &str = "related";

/// All answers in one format.
pub fn render(answers: &[Answer<'_>], format: RecommendFormat) -> String {
    let each = |render: fn(&Answer<'_>) -> String, between: &str| {
        let texts: Vec<String> = answers.iter().map(render).collect();
        texts.join(between)
    };
    match format {
        RecommendFormat::Table => each(table, "\n"),
        RecommendFormat::Json => json(answers),
        RecommendFormat::HtmlFragment => each(html, ""),
        RecommendFormat::Hugo | RecommendFormat::Jekyll => {
            let field = |answer: &Answer<'_>| front_matter(answer, format, answers.len() > 1);
            let texts: Vec<String> = answers.iter().map(field).collect();
            texts.join("\n")
        }
    }
}

fn source(node: &Node) -> &str {
    match &node.detail {
        Detail::Episode { source, .. } => source,
        _ => "",
    }
}

fn date(node: &Node) -> &str {
    match &node.detail {
        Detail::Episode { date, .. } => date.as_deref().unwrap_or_default(),
        _ => "",
    }
}

/// What was asked about, for a heading.
fn asked(answer: &Answer<'_>) -> String {
    match &answer.about {
        About::Episode(node) => format!("{} ({})", node.label, node.id),
        About::Draft(path) => path.clone(),
        About::Things(nodes) => {
            let labels: Vec<&str> = nodes.iter().map(|node| node.label.as_str()).collect();
            labels.join(", ")
        }
    }
}

fn table(answer: &Answer<'_>) -> String {
    let mut text = format!("{}\n", line(&asked(answer)));
    for (recommendation, rank) in answer.recommendations.iter().zip(1..) {
        let node = recommendation.episode;
        let day: String = date(node).chars().take(10).collect();
        let _ = writeln!(
            text,
            "{rank:>3}  {:>8.3}  {day:<10}  {}  {}",
            recommendation.score,
            line(&node.label),
            node.id
        );
        let because: Vec<String> = recommendation
            .because
            .iter()
            .map(|because| {
                format!(
                    "{} {:.0} %",
                    line(&because.node.label),
                    100.0 * because.share
                )
            })
            .collect();
        let _ = writeln!(text, "{:27}{}", "", because.join(", "));
    }
    text
}

/// A label on one line.
fn line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn json(answers: &[Answer<'_>]) -> String {
    let answers: Vec<Value> = answers.iter().map(answer_json).collect();
    let text = serde_json::to_string_pretty(&answers).expect("strings and finite numbers only");
    text + "\n"
}

fn answer_json(answer: &Answer<'_>) -> Value {
    let recommendations: Vec<Value> = answer
        .recommendations
        .iter()
        .map(recommendation_json)
        .collect();
    match &answer.about {
        About::Episode(node) => json!({
            "episode": node.id,
            "source": source(node),
            "recommendations": recommendations,
        }),
        About::Draft(path) => json!({
            "episode": null,
            "source": path,
            "recommendations": recommendations,
        }),
        About::Things(nodes) => json!({
            "for": nodes.iter().map(|node| &node.id).collect::<Vec<_>>(),
            "recommendations": recommendations,
        }),
    }
}

fn recommendation_json(recommendation: &Recommendation<'_>) -> Value {
    let because: Vec<Value> = recommendation
        .because
        .iter()
        .map(|because| {
            json!({
                "id": because.node.id,
                "label": because.node.label,
                "kind": because.node.kind,
                "share": because.share,
            })
        })
        .collect();
    json!({
        "episode": recommendation.episode.id,
        "source": source(recommendation.episode),
        "label": recommendation.episode.label,
        "score": recommendation.score,
        "because": because,
    })
}

fn html(answer: &Answer<'_>) -> String {
    if answer.recommendations.is_empty() {
        return String::new();
    }
    let mut text = String::from("<section class=\"related-episodes\"");
    if let About::Episode(node) = &answer.about {
        let _ = write!(text, " data-episode=\"{}\"", escaped(node.id.as_str()));
    }
    text += ">\n<ol>\n";
    for recommendation in &answer.recommendations {
        let node = recommendation.episode;
        let because: Vec<String> = recommendation
            .because
            .iter()
            .map(|because| escaped(&because.node.label))
            .collect();
        let _ = writeln!(
            text,
            "<li><a href=\"{}\">{}</a> <small>{}</small></li>",
            escaped(&node.iri),
            escaped(&node.label),
            because.join(", ")
        );
    }
    text + "</ol>\n</section>\n"
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The field with the sources of the episodes, under its file's name where there are several.
fn front_matter(answer: &Answer<'_>, format: RecommendFormat, named: bool) -> String {
    let mut text = String::new();
    if named {
        let name = match &answer.about {
            About::Episode(node) => source(node).to_owned(),
            _ => asked(answer),
        };
        let _ = writeln!(text, "# {}", line(&name));
    }
    // A JSON string is a string of TOML and of YAML, too.
    let sources = answer.recommendations.iter().map(|recommendation| {
        let comment = line(&recommendation.episode.label);
        (Value::from(source(recommendation.episode)), comment)
    });
    match format {
        RecommendFormat::Hugo => {
            let _ = writeln!(text, "{FIELD} = [");
            for (source, label) in sources {
                let _ = writeln!(text, "  {source}, # {label}");
            }
            text += "]\n";
        }
        _ if answer.recommendations.is_empty() => {
            let _ = writeln!(text, "{FIELD}: []");
        }
        _ => {
            let _ = writeln!(text, "{FIELD}:");
            for (source, label) in sources {
                let _ = writeln!(text, "  - {source} # {label}");
            }
        }
    }
    text
}
