//! `showgraph explain PATH|EPISODE NAME`: every mention of a name, and why it is what it is.
//!
//! A path is read anew. An episode is looked for in the notes of `--notes`, or else in a saved graph,
//! which knows the evidence of its edges but not what was weighed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use showgraph::error::{Error, Result};
use showgraph::export::read_graph;
use showgraph::graph::find_node;
use showgraph::knowledge::feature_families::feature_in_words;
use showgraph::resolve::{ExplainedForm, Explanation, FeatureContribution, FormOutcome};
use showgraph::source::{Corpus, EpisodeInput, Input};
use showgraph::text::path::file_stem;
use showgraph::text::similarity::most_similar;
use showgraph::vocabulary::Kind;
use showgraph::{ExtractedCorpus, Pipeline};

use super::args::Explain;
use super::progress::Bar;
use super::report::{Report, say};
use super::status::Status;
use super::stdout::print_text;

/// How many names are offered where none fits.
const OFFERED: usize = 3;

pub fn run(args: &Explain, report: &Report) -> Result<Status> {
    let path = Path::new(&args.target);
    let given = path.exists().then(|| path.to_owned());
    let paths = match (&given, args.notes.is_empty()) {
        (_, false) => args.notes.clone(),
        (Some(path), true) => vec![path.clone()],
        (None, true) => return from_graph(args),
    };
    let pipeline =
        Pipeline::open(&paths, &args.options())?.with_progress(Bar::new(report.shows_progress()));
    let extracted = pipeline.extract()?;
    let chosen = match &given {
        Some(path) => below(pipeline.corpus(), path),
        None => episode(pipeline.corpus(), &extracted, &args.target)?,
    };
    if chosen.is_empty() {
        return Err(Error::Argument(format!(
            "\"{}\" is neither a path nor an episode of these notes",
            args.target
        )));
    }
    let mut out = String::new();
    let mut near = Near::new(&args.name);
    for episode in chosen {
        let Some(traced) = pipeline.trace(episode) else {
            continue;
        };
        match traced.explain(extracted.resolver(), &args.name) {
            None => traced.names().for_each(|name| near.see(name)),
            Some(explanation) => {
                let files = typed_paths(pipeline.corpus(), &explanation);
                tell(&mut out, &files, &explanation);
            }
        }
    }
    answer(&out, near)
}

fn answer(out: &str, near: Near) -> Result<Status> {
    if out.is_empty() {
        say(near.message());
        return Ok(Status::Incomplete);
    }
    print_text(out)?;
    Ok(Status::Done)
}

/// The episodes that have a file at or below a path.
fn below<'c>(corpus: &'c Corpus, path: &Path) -> Vec<&'c EpisodeInput> {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let root = real(path);
    let is_below = |input: &Input| real(&input.path).starts_with(&root);
    let episodes = corpus.episodes().iter();
    episodes
        .filter(|episode| corpus.files_of(episode).any(is_below))
        .collect()
}

/// The episodes of a name: by source, by the name of a file, or by their number.
fn episode<'c>(
    corpus: &'c Corpus,
    extracted: &ExtractedCorpus,
    name: &str,
) -> Result<Vec<&'c EpisodeInput>> {
    let is_named = |input: &Input| {
        let source = input
            .source
            .strip_suffix("/index.md")
            .unwrap_or(&input.source);
        *input.source == *name || file_stem(source).eq_ignore_ascii_case(name)
    };
    let episodes = corpus.episodes().iter();
    let found: Vec<&EpisodeInput> = episodes
        .filter(|episode| corpus.files_of(episode).any(is_named))
        .collect();
    let number: Option<i64> = name.parse().ok();
    if !found.is_empty() || number.is_none() {
        return Ok(found);
    }
    let mut keys = BTreeSet::new();
    for batch in extracted.batches() {
        let batch = batch?;
        let numbered = batch.iter().filter(|one| one.episode.number == number);
        keys.extend(numbered.map(|one| one.episode.key.clone()));
    }
    let episodes = corpus.episodes().iter();
    Ok(episodes
        .filter(|episode| keys.contains(&episode.key))
        .collect())
}

/// The files of an episode as the user would type them.
fn typed_paths(corpus: &Corpus, explanation: &Explanation) -> Vec<String> {
    let typed = |source: &str| {
        let inputs = corpus.inputs();
        let found = inputs.binary_search_by(|input| (*input.source).cmp(source));
        found.map_or_else(
            |_| source.to_owned(),
            |at| inputs[at].path.to_string_lossy().replace('\\', "/"),
        )
    };
    let files = explanation.files.iter();
    files.map(|file| typed(file)).collect()
}

/// What one episode makes of the name.
fn tell(out: &mut String, files: &[String], explanation: &Explanation) {
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "{}", files.join(", "));
    for entity in &explanation.entities {
        let _ = writeln!(
            out,
            "  {} \"{}\": confidence {:.2}, rule {} ({})",
            entity.identity.kind,
            entity.label,
            entity.confidence,
            entity.rule.as_str(),
            entity.rule.basis()
        );
    }
    let _ = writeln!(out, "  mentions: {}", explanation.mentions.len());
    for quote in &explanation.mentions {
        let text = quote.text.replace(char::is_control, " ");
        let path = &files[quote.file.index()];
        let _ = writeln!(out, "    {path}:{}:{}: {text}", quote.line, quote.column);
    }
    for form in &explanation.forms {
        tell_form(out, form);
    }
    for merge in &explanation.merges {
        let _ = writeln!(
            out,
            "  \"{}\" was taken for \"{}\": {}",
            merge.form, merge.name, merge.rule
        );
    }
}

fn tell_form(out: &mut String, form: &ExplainedForm) {
    let percent = |share: f32| format!("{:.0} %", share * 100.0);
    let outcome = match &form.outcome {
        FormOutcome::Entity { kind, label } if *label == form.form => format!("an entity ({kind})"),
        FormOutcome::Entity { kind, label } => format!("the {kind} \"{label}\""),
        FormOutcome::Dropped => "no entity: the configuration drops it".into(),
        FormOutcome::Unlikely if form.boilerplate => {
            "no entity: not likely enough, and only in text that many episodes repeat".into()
        }
        FormOutcome::Unlikely => "no entity: not likely enough".into(),
        FormOutcome::PartOf { longer } if longer.is_empty() => "no entity of its own".into(),
        FormOutcome::PartOf { longer } => {
            format!("no entity: only part of \"{}\"", longer.join("\", \""))
        }
    };
    let _ = writeln!(
        out,
        "  \"{}\", {}, rule {}: {outcome}\n    {} with {} (needs {})",
        form.form,
        times(&form.count.to_string()),
        form.rule.as_str(),
        form.kind,
        percent(form.probability),
        percent(form.threshold),
    );
    for (word, features) in [("for", &form.supports), ("against", &form.opposes)] {
        for FeatureContribution { feature, adds, .. } in features {
            let _ = writeln!(
                out,
                "      {word:7} {adds:+.2}  {}",
                feature_in_words(feature, form.kind)
            );
        }
    }
}

/// How often, in words.
fn times(count: &str) -> String {
    match count {
        "1" => "once".into(),
        more => format!("{more} times"),
    }
}

/// What a saved graph knows: the edges between an episode and what is called so.
fn from_graph(args: &Explain) -> Result<Status> {
    let graph = read_graph(&args.graph)?;
    let lookup = |text: &str, kinds: &[Kind]| {
        find_node(&graph, text, kinds).map_err(|error| {
            Error::Argument(format!(
                "{error}; a path or --notes explains more than {} does",
                args.graph.display()
            ))
        })
    };
    let episode = lookup(&args.target, &[Kind::Episode])?;
    let entity = lookup(&args.name, &Kind::ENTITIES)?;
    let mut out = String::new();
    for view in graph.edges_from(&episode.id) {
        if view.to.id != entity.id {
            continue;
        }
        let (edge, at) = (view.edge, &view.edge.evidence);
        let _ = writeln!(
            out,
            "{} {} \"{}\": {} mentions, confidence {:.2}, rule {} ({})\n  {}:{}:{}: {}",
            edge.relation,
            entity.kind,
            entity.label,
            edge.count,
            edge.confidence,
            edge.rule,
            edge.basis,
            at.source,
            at.line,
            at.column,
            at.quote
        );
    }
    if out.is_empty() {
        say(format_args!(
            "\"{}\" is not linked to \"{}\"",
            episode.label, entity.label
        ));
        return Ok(Status::Incomplete);
    }
    if !entity.aliases.is_empty() {
        let _ = writeln!(out, "also called: {}", entity.aliases.join(", "));
    }
    print_text(&out)?;
    Ok(Status::Done)
}

/// The names of some episodes, for one that is not among them.
struct Near<'n> {
    asked: &'n str,
    names: BTreeSet<String>,
}

impl<'n> Near<'n> {
    fn new(asked: &'n str) -> Self {
        Self {
            asked,
            names: BTreeSet::new(),
        }
    }

    fn see(&mut self, name: &str) {
        if !self.names.contains(name) {
            self.names.insert(name.to_owned());
        }
    }

    fn message(&self) -> String {
        let names = self.names.iter().map(String::as_str);
        let best: Vec<String> = most_similar(self.asked, names, OFFERED)
            .into_iter()
            .map(|name| format!("\"{name}\""))
            .collect();
        let hint = match best.is_empty() {
            true => String::new(),
            false => format!("; did you mean {}?", best.join(" or ")),
        };
        format!("nothing there is called \"{}\"{hint}", self.asked)
    }
}
