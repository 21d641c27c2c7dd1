//! `showgraph query NAME|FILE [KEY=VALUE]...`: a question to a graph, and its answer.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use showgraph::error::{Error, Result};
use showgraph::export::{
    AnswerFormat, ConstructedTriples, IriNames, read_graph, write_rows, write_truth,
};
use showgraph::graph::KnowledgeGraph;
use showgraph::query::{Answer, Dataset, QueryForm, QueryLimits, SavedQuery};
use showgraph::text::similarity::most_similar;

use super::args::{Args, Query};
use super::filter;
use super::output::Staged;
use super::report::Report;
use super::saved_queries;
use super::status::Status;
use super::stdout::{print, print_text};

/// How wide a cell of a table may be on a terminal. Elsewhere nothing is cut.
const WIDEST: usize = 60;

pub fn run(args: &Query, report: &Report) -> Result<Status> {
    if args.list {
        let (queries, warnings) = saved_queries::all(folder(args).as_deref())?;
        print_text(&list(&queries))?;
        report.warnings(&warnings);
        return Ok(Status::of(&warnings));
    }
    let Some(question) = &args.question else {
        print_text(&help_of_command())?;
        return Ok(Status::Done);
    };
    let query = find(question, args)?;
    if args.help {
        print_text(&help_of(&query))?;
        return Ok(Status::Done);
    }

    let graph = read_graph(&args.graph)?;
    let filter = args.filter.resolve(&graph)?;
    let graph = filter::kept(&filter, graph)?;
    let values: Vec<(&str, &str)> = args
        .values
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    let prepared = query.bind(&graph, &values)?;
    let format = format(args.format, prepared.form())?;
    let dataset = Dataset::of(&graph);
    let limits = QueryLimits {
        rows: args.limit,
        time: args.timeout,
    };
    if args.explain {
        print_text(&prepared.explain(&dataset, limits)?)?;
        return Ok(Status::Done);
    }
    let answer = prepared.answer(&dataset, limits)?;

    let mut text = Vec::new();
    write(&answer, format, &graph, args, &mut text)
        .map_err(|error| Error::io("the answer", "write", error))?;
    match &args.output {
        None => print(&text)?,
        Some(path) => {
            let mut staged = Staged::default();
            staged.write(path, |file| file.write_all(&text))?;
            staged.publish()?;
        }
    }
    Ok(match answer {
        Answer::Truth(false) => Status::Incomplete,
        Answer::Truth(true) | Answer::Rows(_) | Answer::Triples(_) => Status::Done,
    })
}

/// The format asked for, if the answer can be written in it.
fn format(asked: Option<AnswerFormat>, form: QueryForm) -> Result<AnswerFormat> {
    let format = asked.unwrap_or(AnswerFormat::default_of(form));
    if format.fits(form) {
        return Ok(format);
    }
    let fitting: Vec<&str> = AnswerFormat::ALL
        .iter()
        .filter(|format| format.fits(form))
        .map(|format| format.as_str())
        .collect();
    let gives = match form {
        QueryForm::Select => "a SELECT gives rows",
        QueryForm::Graph => "a CONSTRUCT or DESCRIBE gives triples",
        QueryForm::Ask => "an ASK gives yes or no",
    };
    Err(Error::Argument(format!(
        "{gives}, which cannot be written as {format}; expected one of {}",
        fitting.join(", ")
    )))
}

fn write(
    answer: &Answer,
    format: AnswerFormat,
    graph: &KnowledgeGraph,
    args: &Query,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    match answer {
        Answer::Rows(rows) => {
            let names = match (format == AnswerFormat::Table && !args.iris) || args.labels {
                true => IriNames::labels(graph),
                false => IriNames::iris(),
            };
            let on_terminal = args.output.is_none() && io::stdout().is_terminal();
            write_rows(rows, format, &names, on_terminal.then_some(WIDEST), out).map(drop)
        }
        Answer::Truth(truth) => write_truth(*truth, format, out),
        Answer::Triples(triples) => {
            let triples = ConstructedTriples::new(triples, graph);
            match format {
                AnswerFormat::NQuads => triples.write_nquads(out).map(drop),
                AnswerFormat::JsonLd => triples.write_jsonld(out).map(drop),
                AnswerFormat::Dot => triples.write_dot(out).map(drop),
                AnswerFormat::GraphMl => triples.write_graphml(out).map(drop),
                _ => triples.write_turtle(out).map(drop),
            }
        }
    }
}

/// The query that a user means: a saved one by its name, else a file.
fn find(question: &str, args: &Query) -> Result<SavedQuery> {
    if question == "-" {
        let mut text = String::new();
        io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| Error::io("standard input", "read", error))?;
        return SavedQuery::parse(&text, "standard input");
    }
    let path = Path::new(question);
    let is_path = question.contains(['/', '\\']) || path.extension().is_some();
    if is_path {
        return SavedQuery::read(path);
    }
    let own = folder(args).map(|folder| folder.join(question).with_extension("rq"));
    if let Some(own) = own.filter(|own| own.is_file()) {
        return SavedQuery::read(&own);
    }
    if let Some(shipped) = SavedQuery::shipped(question) {
        return Ok(shipped);
    }
    if path.is_file() {
        return SavedQuery::read(path);
    }
    let (known, _) = saved_queries::all(folder(args).as_deref())?;
    let hint = match most_similar(question, known.iter().map(SavedQuery::name), 1).first() {
        Some(name) => format!("did you mean {name}?"),
        None => "see showgraph query --list".to_owned(),
    };
    Err(Error::Argument(format!(
        "no saved query is called \"{question}\"; {hint}"
    )))
}

/// The folder of the user's own queries.
fn folder(args: &Query) -> Option<PathBuf> {
    saved_queries::folder(args.config.as_deref(), &args.graph)
}

/// Names, summaries and parameters.
fn list(queries: &[SavedQuery]) -> String {
    let width = queries
        .iter()
        .map(|query| query.name().len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for query in queries {
        let _ = writeln!(text, "{:width$}  {}", query.name(), query.summary());
        for parameter in query.parameters() {
            let _ = writeln!(text, "{:width$}    {parameter}", "");
        }
    }
    text
}

fn help_of(query: &SavedQuery) -> String {
    let mut text = String::new();
    if !query.summary().is_empty() {
        let _ = writeln!(text, "{}\n", query.summary());
    }
    let _ = write!(text, "Usage: showgraph query {}", query.name());
    for parameter in query.parameters() {
        let value = parameter.of.to_string();
        let value = value.strip_prefix("kind ").unwrap_or(&value).to_uppercase();
        let _ = match parameter.default {
            Some(_) => write!(text, " [{}={value}]", parameter.name),
            None => write!(text, " {}={value}", parameter.name),
        };
    }
    text.push('\n');
    if !query.parameters().is_empty() {
        text.push_str("\nParameters:\n");
        for parameter in query.parameters() {
            let _ = match &parameter.about {
                Some(about) => writeln!(text, "  {parameter}\n      {about}"),
                None => writeln!(text, "  {parameter}"),
            };
        }
    }
    if !query.columns().is_empty() {
        let _ = writeln!(text, "\nColumns: {}", query.columns().join(", "));
    }
    let _ = writeln!(text, "\nThe query:\n\n{}", query.text().trim_end());
    text
}

fn help_of_command() -> String {
    let mut command = Args::command();
    command.build();
    match command.find_subcommand_mut("query") {
        Some(query) => query.render_long_help().to_string(),
        None => unreachable!("this is the command query"),
    }
}
