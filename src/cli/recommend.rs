//! `showgraph recommend`: what to hear next, and why.

use std::path::{Path, PathBuf};

use showgraph::analyze::recommend::{
    RecommendOptions, Recommendations, Recommender, Subject, Time,
};
use showgraph::error::{Error, Result};
use showgraph::export::{read_graph, read_grounds, recommendations};
use showgraph::graph::{EntityId, Filter, KnowledgeGraph, LookupError, Node, find_node};
use showgraph::vocabulary::Kind;
use showgraph::{Outcome, Pipeline};

use super::args::{Recommend, RecommendFormat};
use super::filter;
use super::report::Report;
use super::status::Status;
use super::stdout::print;

pub fn run(args: &Recommend, report: &Report) -> Result<Status> {
    // A part of the graph may be asked for by what recommendations do not need.
    let graph = match args.limits.are_none() {
        true => read_grounds(&args.graph)?,
        false => read_graph(&args.graph)?,
    };
    let options = options(args, &graph)?;
    let filter = args.limits.resolve(&graph)?;
    // What is asked about may lie outside of the part that answers.
    let part = match filter == Filter::new() {
        true => None,
        false => Some(filter::kept(&filter, graph.clone())?),
    };
    let answering = part.as_ref().unwrap_or(&graph);
    let recommender = Recommender::new(answering);
    let answers = match &args.episode {
        Some(name) => match find_node(&graph, name, &[Kind::Episode]) {
            Ok(node) => {
                let answer = recommender.episode_of(&graph, &node.id, &options);
                vec![answer.expect("the graph holds the episode that was found in it")]
            }
            Err(LookupError::Unknown { .. }) if Path::new(name).is_file() => {
                let draft = draft(name.into(), args, report)?;
                vec![answer_draft(&draft, answering, &recommender, &options)?]
            }
            Err(error) => return Err(Error::Argument(error.to_string())),
        },
        None if args.all => recommender.all(&options),
        None if !args.heard.is_empty() => {
            vec![recommender.heard(&episodes(&args.heard, &graph)?, &options)]
        }
        None => vec![recommender.for_entities(&entities(args, &graph)?, &options)],
    };
    print(render(&answers, args.format, &graph).as_bytes())?;
    match &answers[..] {
        [answer] if !args.all => Ok(judge(answer, &graph, part.is_some(), report)),
        _ => {
            silent(&answers, report);
            Ok(Status::Done)
        }
    }
}

fn render(answers: &[Recommendations], format: RecommendFormat, graph: &KnowledgeGraph) -> String {
    match format {
        RecommendFormat::Table => recommendations::to_table(answers, graph),
        RecommendFormat::Json => recommendations::to_json(answers),
        RecommendFormat::HtmlFragment => recommendations::to_html(answers, graph),
        RecommendFormat::Hugo => recommendations::to_toml(answers),
        RecommendFormat::Jekyll => recommendations::to_yaml(answers),
    }
}

fn options(args: &Recommend, graph: &KnowledgeGraph) -> Result<RecommendOptions> {
    let mut options = RecommendOptions {
        limit: args.limit,
        diverse: args.diverse,
        show_limit: args.show_limit,
        same: args.same,
        ..RecommendOptions::default()
    };
    options.time = match &args.before {
        None => Time::Any,
        Some(None) if args.episode.is_some() || args.all || !args.heard.is_empty() => Time::Earlier,
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
    options.exclude.extend(episodes(&args.heard, graph)?);
    for name in &args.follow {
        options
            .follow
            .insert(find(graph, name, &things())?.id.clone());
    }
    // A kind without a factor means: only this.
    let only = args.kinds.iter().any(|(_, factor)| factor.is_none());
    if only {
        let all = Kind::ENTITIES.into_iter().chain([Kind::Url]);
        options.kinds.extend(all.map(|kind| (kind, 0.0)));
        options.words = false;
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

/// An episode that is not in the graph, as the pipeline reads its file.
struct Draft {
    /// As typed.
    path: String,
    outcome: Outcome,
}

fn draft(path: PathBuf, args: &Recommend, report: &Report) -> Result<Draft> {
    let reading = showgraph::Options {
        config: args.config.clone(),
        lexicons: args.lexicons.clone(),
        drafts: true,
        ..showgraph::Options::default()
    };
    let shown = path.display().to_string();
    let outcome = Pipeline::open(&[path], &reading)?.build()?;
    report.warnings(&outcome.warnings);
    Ok(Draft {
        path: shown,
        outcome,
    })
}

fn answer_draft(
    draft: &Draft,
    graph: &KnowledgeGraph,
    recommender: &Recommender,
    options: &RecommendOptions,
) -> Result<Recommendations> {
    let Outcome {
        graph: drafted,
        warnings,
        ..
    } = &draft.outcome;
    let mut answer = recommender.draft(graph, drafted, options).ok_or_else(|| {
        let reason = warnings.last().map_or("", |warning| &*warning.message);
        Error::Argument(format!("\"{}\" holds no episode: {reason}", draft.path))
    })?;
    // The path as typed, not the file's name alone.
    answer.subject = Subject::Draft {
        source: draft.path.as_str().into(),
    };
    Ok(answer)
}

/// The kinds that can be asked for.
fn things() -> Vec<Kind> {
    Kind::ENTITIES.into_iter().chain([Kind::Url]).collect()
}

/// The entities that are asked for, else those that are followed.
fn entities(args: &Recommend, graph: &KnowledgeGraph) -> Result<Vec<EntityId>> {
    let names = if args.things.is_empty() {
        &args.follow
    } else {
        &args.things
    };
    let find = |name: &String| Ok(find(graph, name, &things())?.id.clone());
    names.iter().map(find).collect()
}

fn episodes(names: &[String], graph: &KnowledgeGraph) -> Result<Vec<EntityId>> {
    let find = |name: &String| Ok(find(graph, name.trim(), &[Kind::Episode])?.id.clone());
    names.iter().map(find).collect()
}

/// Says why there is no answer. Of a part of the graph, what it lacks may stand elsewhere.
fn judge(
    answer: &Recommendations,
    graph: &KnowledgeGraph,
    of_part: bool,
    report: &Report,
) -> Status {
    if !answer.recommendations.is_empty() {
        return Status::Done;
    }
    let label = |id: &EntityId| {
        let node = graph.node(id);
        format!("\"{}\"", node.map_or(id.as_str(), |node| &node.label))
    };
    let name = match &answer.subject {
        Subject::Episode { episode, .. } => format!("{} ({episode})", label(episode)),
        Subject::Draft { source } => format!("\"{source}\""),
        Subject::Heard(ids) | Subject::Entities(ids) => {
            ids.iter().map(label).collect::<Vec<_>>().join(", ")
        }
    };
    report.shortfall(match (&answer.subject, answer.entities) {
        (Subject::Draft { .. }, 0) => {
            format!("{name} names no entity or page that is in the graph, and has no word of it")
        }
        (Subject::Episode { .. }, 0) if !of_part => {
            format!("{name} names no entity, links to no page and has no word that another has")
        }
        (Subject::Entities(_), _) => format!("no episode that may be recommended names {name}"),
        _ => format!("{name} shares nothing with an episode that may be recommended"),
    });
    Status::Incomplete
}

/// Of many answers, says how many are empty.
fn silent(answers: &[Recommendations], report: &Report) {
    let empty = answers
        .iter()
        .filter(|answer| answer.recommendations.is_empty())
        .count();
    if empty > 0 {
        report.shortfall(format_args!(
            "{empty} of {} episodes share nothing with another",
            answers.len()
        ));
    }
}
