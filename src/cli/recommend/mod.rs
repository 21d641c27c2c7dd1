//! `showgraph recommend`: what to hear next, and why.

mod render;

use std::path::{Path, PathBuf};

use showgraph::analyze::recommend::{About, Answer, Options, Recommender, Time};
use showgraph::error::{Error, Result};
use showgraph::export::read_graph;
use showgraph::graph::{Filter, KnowledgeGraph, LookupError, Node, find_node};
use showgraph::vocabulary::Kind;
use showgraph::{Outcome, Pipeline};

use super::args::Recommend;
use super::report::Report;
use super::{Status, filter, print};

pub fn run(args: &Recommend, report: &Report) -> Result<Status> {
    let graph = read_graph(&args.graph)?;
    let options = options(args, &graph)?;
    let filter = args.limits.resolve(&graph)?;
    // What is asked about may lie outside of the part that answers.
    let part = match filter == Filter::new() {
        true => None,
        false => Some(filter::kept(&filter, graph.clone())?),
    };
    let recommender = Recommender::new(part.as_ref().unwrap_or(&graph));
    let answers = match &args.episode {
        Some(name) => vec![one(name, args, &graph, &recommender, &options, report)?],
        None if args.all => recommender.all(&options),
        None => vec![things(args, &graph, &recommender, &options)?],
    };
    print(render::render(&answers, args.format).as_bytes())?;
    match &answers[..] {
        [answer] if !args.all => Ok(judge(answer, part.is_some(), report)),
        _ => {
            silent(&answers, report);
            Ok(Status::Done)
        }
    }
}

fn options(args: &Recommend, graph: &KnowledgeGraph) -> Result<Options> {
    let mut options = Options {
        limit: args.limit,
        diverse: args.diverse,
        ..Options::default()
    };
    options.time = match &args.before {
        None => Time::Any,
        Some(None) if args.things.is_empty() => Time::Earlier,
        Some(None) => {
            return Err(Error::Argument(
                "entities have no date; say before which one, as in --before=2020-01".into(),
            ));
        }
        Some(Some(day)) => Time::Before(day.to_string()),
    };
    for name in &args.exclude {
        options.exclude.insert(find(graph, name, &[])?.id.clone());
    }
    // A kind without a factor means: only this.
    let only = args.kinds.iter().any(|(_, factor)| factor.is_none());
    if only {
        let all = Kind::ENTITIES.into_iter().chain([Kind::Url]);
        options.kinds.extend(all.map(|kind| (kind, 0.0)));
    }
    let factors = args
        .kinds
        .iter()
        .map(|(kind, factor)| (*kind, factor.unwrap_or(1.0)));
    options.kinds.extend(factors);
    Ok(options)
}

fn find<'g>(graph: &'g KnowledgeGraph, name: &str, kinds: &[Kind]) -> Result<&'g Node> {
    find_node(graph, name, kinds).map_err(|error| Error::Argument(error.to_string()))
}

fn one<'g>(
    name: &str,
    args: &Recommend,
    graph: &'g KnowledgeGraph,
    recommender: &Recommender<'g>,
    options: &Options,
    report: &Report,
) -> Result<Answer<'g>> {
    match find_node(graph, name, &[Kind::Episode]) {
        Ok(node) => Ok(recommender
            .episode(&node.id, options)
            .unwrap_or_else(|| outside(node, graph, recommender, options))),
        Err(LookupError::Unknown { .. }) if Path::new(name).is_file() => {
            draft(name.into(), args, recommender, options, report)
        }
        Err(error) => Err(Error::Argument(error.to_string())),
    }
}

/// Answers for an episode that is left out of the part of the graph that answers.
fn outside<'g>(
    episode: &'g Node,
    graph: &'g KnowledgeGraph,
    recommender: &Recommender<'g>,
    options: &Options,
) -> Answer<'g> {
    let own = Filter::new().with_episode(episode.id.clone());
    let mut answer = recommender
        .draft(&own.apply(graph.clone()), options)
        .expect("its part of the graph holds the episode");
    answer.about = About::Episode(episode);
    answer
}

/// Runs the pipeline over a file that is not in the graph.
fn draft<'g>(
    path: PathBuf,
    args: &Recommend,
    recommender: &Recommender<'g>,
    options: &Options,
    report: &Report,
) -> Result<Answer<'g>> {
    let reading = showgraph::Options {
        config: args.config.clone(),
        lexicons: args.lexicons.clone(),
        drafts: true,
        ..showgraph::Options::default()
    };
    let shown = path.display().to_string();
    let Outcome {
        graph, warnings, ..
    } = Pipeline::open(&[path], &reading)?.build()?;
    report.warnings(&warnings);
    let mut answer = recommender.draft(&graph, options).ok_or_else(|| {
        let reason = warnings.last().map_or("", |warning| &*warning.message);
        Error::Argument(format!("\"{shown}\" holds no episode: {reason}"))
    })?;
    // The path as typed, not the file's name alone.
    answer.about = About::Draft(shown);
    Ok(answer)
}

fn things<'g>(
    args: &Recommend,
    graph: &KnowledgeGraph,
    recommender: &Recommender<'g>,
    options: &Options,
) -> Result<Answer<'g>> {
    let kinds: Vec<Kind> = Kind::ENTITIES.into_iter().chain([Kind::Url]).collect();
    let ids = args
        .things
        .iter()
        .map(|name| Ok(find(graph, name, &kinds)?.id.clone()))
        .collect::<Result<Vec<_>>>()?;
    Ok(recommender.things(&ids, options))
}

/// Says why there is no answer. Of a part of the graph, what it lacks may stand elsewhere.
fn judge(answer: &Answer<'_>, of_part: bool, report: &Report) -> Status {
    if !answer.recommendations.is_empty() {
        return Status::Done;
    }
    let name = match &answer.about {
        About::Episode(node) => format!("\"{}\" ({})", node.label, node.id),
        About::Draft(path) => format!("\"{path}\""),
        About::Things(nodes) => {
            let names: Vec<String> = nodes
                .iter()
                .map(|node| format!("\"{}\"", node.label))
                .collect();
            names.join(", ")
        }
    };
    report.shortfall(match (&answer.about, answer.things) {
        (About::Draft(_), 0) => format!("{name} names no entity or page that is in the graph"),
        (About::Episode(_), 0) if !of_part => {
            format!("{name} names no entity and links to no page")
        }
        (About::Things(_), _) => format!("no episode that may be recommended names {name}"),
        _ => format!("{name} shares no entity or page with an episode that may be recommended"),
    });
    Status::Incomplete
}

/// Of many answers, says how many are empty.
fn silent(answers: &[Answer<'_>], report: &Report) {
    let empty = answers
        .iter()
        .filter(|answer| answer.recommendations.is_empty())
        .count();
    if empty > 0 {
        report.shortfall(format_args!(
            "{empty} of {} episodes share no entity or page with another",
            answers.len()
        ));
    }
}
