//! `showgraph topics`: a graph in, its topics out: a table, and files for other programs.

use std::fmt::{self, Display};
use std::io::Write as _;
use std::process::{Command, Stdio};

use showgraph::analyze::topics::{Quality, Topics, find_topics};
use showgraph::error::Result;
use showgraph::export::topics;
use showgraph::vocabulary::Kind;

use super::args;
use super::filter;
use super::output::Staged;
use super::report::Report;
use super::status::Status;
use super::stdout::print_text;

pub fn run(args: &args::TopicsArgs, report: &Report) -> Result<Status> {
    // Before anything is replaced: the previous topics may be the very file that is written.
    let previous = args.previous.as_deref().map(topics::read).transpose()?;
    let read = args.source.read(report)?;
    let graph = read.graph;
    let mut filter = args.limits.resolve(&graph)?;
    if !args.kinds.is_empty() {
        // What topics are made of, and what ties it.
        let kinds = args.kinds.iter().copied();
        filter = filter.with_kinds(kinds.chain([Kind::Show, Kind::Episode]));
    }
    let graph = filter::kept(&filter, graph)?;
    let found = find_topics(&graph, previous.as_ref());

    let mut staged = Staged::into_folder(&args.output)?;
    let dot = topics::to_dot(&found);
    let mut texts = vec![
        ("topics.json", topics::to_json(&found)),
        ("topics.jsonld", topics::to_skos(&found, &graph)),
    ];
    let drawn = draw(&dot);
    texts.push(("topics.dot", dot));
    texts.extend(drawn.map(|svg| ("topics.svg", svg)));
    for (name, text) in texts {
        staged.write(&args.output.join(name), |file| {
            file.write_all(text.as_bytes())
        })?;
    }
    let written = staged.publish()?;
    print_text(&topics::to_table(&found))?;
    report.found(Summary(&found), &written);
    Ok(Status::of(&read.problems))
}

/// The map as SVG; none where Graphviz is not installed, or does not know how.
fn draw(dot: &str) -> Option<String> {
    let mut input = tempfile::tempfile().ok()?;
    input.write_all(dot.as_bytes()).ok()?;
    std::io::Seek::rewind(&mut input).ok()?;
    let output = Command::new("fdp")
        .arg("-Tsvg")
        .stdin(input)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let svg = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && svg.contains("</svg>")).then_some(svg)
}

/// How many topics, and how good they are.
struct Summary<'t>(&'t Topics);

impl Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let themes = self.0.themes().count();
        if themes == 0 {
            return f.write_str("no topics: too few entities recur together in these episodes");
        }
        let Quality {
            modularity,
            coverage,
            episodes,
            entities,
            agreement,
            ..
        } = &self.0.quality;
        writeln!(
            f,
            "{themes} themes with {} narrower topics, for {:.0} % of the episodes and {:.0} % of the entities that recur\n\
             {} themes were looked for: the square root of the number of episodes, at most 12; the nearest at resolution {}",
            self.0.topics.len() - themes,
            episodes * 100.0,
            entities * 100.0,
            self.0.aim,
            self.0.resolution
        )?;
        write!(f, "modularity {modularity:.2}, coverage {coverage:.2}")?;
        match agreement {
            Some(agreement) => write!(
                f,
                "; agreement with the notes' {} categories {:.2} (by chance {:.2})",
                agreement.categories, agreement.mutual_information, agreement.by_chance
            ),
            None => f.write_str("; the notes have no categories to compare with"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_topics_have_a_reason() {
        assert!(Summary(&Topics::default()).to_string().contains("too few"));
    }
}
