//! The whole run: paths in, graph out.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::error::{Error, Result, Severity, Warning};
use crate::extract::{ExtractedEpisode, extract};
use crate::graph::{DEFAULT_BASE_IRI, KnowledgeGraph, build as build_graph};
use crate::knowledge::Knowledge;
use crate::knowledge::lexicon::Lexicon;
use crate::resolve::{
    CorpusStatistics, Merge, ResolvedEpisode, Resolver, missing_entries, unused_entries,
};
use crate::source::{Corpus, Document, ReadOutcome};

/// What a run may be told.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A configuration file, used instead of the `showgraph.toml` at the input root.
    pub config: Option<PathBuf>,
    /// Lexicons of one's own; they win over the one that ships.
    pub lexicons: Vec<PathBuf>,
    /// The base of IRIs; wins over the configuration's.
    pub base_iri: Option<String>,
    /// Whether notes count that say of themselves that they are not published yet.
    pub drafts: bool,
}

/// Hears how far a run has come. Called from several threads.
pub trait Progress: Sync {
    /// How many episodes there are to read.
    fn total(&self, episodes: usize);
    /// One more of them is done.
    fn step(&self);
}

/// Hears nothing.
pub struct NoProgress;

impl Progress for NoProgress {
    fn total(&self, _: usize) {}
    fn step(&self) {}
}

/// What a run gives.
#[derive(Debug)]
pub struct Outcome {
    /// The graph.
    pub graph: KnowledgeGraph,
    /// What was left out, or used only in part.
    pub warnings: Vec<Warning>,
    /// How many files were found.
    pub files: usize,
}

impl Outcome {
    /// Whether some input was skipped.
    pub fn is_partial(&self) -> bool {
        self.warnings
            .iter()
            .any(|warning| warning.severity == Severity::Skipped)
    }
}

/// A corpus with its names resolved: all but the graph itself.
#[derive(Debug)]
pub struct ResolvedCorpus {
    /// The episodes, sorted by source.
    pub episodes: Vec<ResolvedEpisode>,
    /// What was left out, or used only in part.
    pub warnings: Vec<Warning>,
    /// How many files were found.
    pub files: usize,
    base_iri: String,
}

impl ResolvedCorpus {
    /// Which names were taken for one thing, and why: sorted, each once for a file.
    pub fn merges(&self) -> Vec<Merge> {
        let mut merges: Vec<Merge> = self
            .episodes
            .iter()
            .flat_map(ResolvedEpisode::merges)
            .collect();
        merges.sort();
        merges.dedup();
        merges
    }

    /// Builds the graph.
    pub fn into_graph(self) -> Outcome {
        Outcome {
            graph: build_graph(self.episodes, &self.base_iri),
            warnings: self.warnings,
            files: self.files,
        }
    }
}

/// A corpus with what its documents mention: the first half of a run, and the part that works on
/// each document alone.
#[derive(Debug)]
pub struct Extracted {
    /// What each episode says, sorted by source.
    pub mentions: Vec<ExtractedEpisode>,
    /// What was left out, or used only in part.
    pub warnings: Vec<Warning>,
    /// How many files were found.
    pub files: usize,
}

/// Reads all notes below some paths and builds their graph, on the threads of the current rayon
/// pool.
///
/// ```no_run
/// use showgraph::{NoProgress, Options, build};
///
/// let outcome = build(&["content/post".into()], &Options::default(), &NoProgress)?;
/// println!("{} nodes", outcome.graph.node_count());
/// # Ok::<(), showgraph::error::Error>(())
/// ```
///
/// # Errors
///
/// A path that does not exist, and configuration or lexicon that cannot be read. Notes that cannot
/// be read are [`Warning`]s.
pub fn build(paths: &[PathBuf], options: &Options, progress: &dyn Progress) -> Result<Outcome> {
    Ok(resolve_corpus(paths, options, progress)?.into_graph())
}

/// Reads all notes below some paths and resolves their names: [`build`] without its last step, for
/// those who want to see what was taken for what.
///
/// # Errors
///
/// Those of [`build`].
pub fn resolve_corpus(
    paths: &[PathBuf],
    options: &Options,
    progress: &dyn Progress,
) -> Result<ResolvedCorpus> {
    let (corpus, knowledge) = prepare(paths, options)?;
    let base_iri = base_iri(options, &corpus)?;
    let extracted = mentions(&corpus, &knowledge, progress);
    let summary = summarize(&extracted.mentions);
    let curation = &corpus.config().curation;
    let resolver = Resolver::new(&summary, &knowledge).curated(curation);
    let mut warnings = extracted.warnings;
    let unused_entries = unused_entries(curation, &extracted.mentions, &knowledge.lexicon);
    warnings.extend(
        unused_entries
            .into_iter()
            .map(|(name, reason)| Warning::notice(corpus.config().position(&name), reason)),
    );
    warnings.sort();
    let episodes = extracted.mentions.into_par_iter();
    let episodes = episodes.map(|mentions| resolver.resolve(mentions));
    Ok(ResolvedCorpus {
        episodes: episodes.collect(),
        warnings,
        files: extracted.files,
        base_iri,
    })
}

/// Finds the files of a corpus, and loads what is known beforehand.
///
/// # Errors
///
/// Those of [`build`].
pub fn prepare(paths: &[PathBuf], options: &Options) -> Result<(Corpus, Knowledge)> {
    let (corpus, knowledge) = rayon::join(
        || Corpus::discover(paths, options.config.as_deref()),
        Knowledge::embedded,
    );
    let (mut corpus, mut knowledge) = (corpus?, knowledge);
    if options.drafts {
        corpus = corpus.with_drafts();
    }
    for path in corpus.config().lexicons.iter().chain(&options.lexicons) {
        let text =
            std::fs::read_to_string(path).map_err(|source| Error::io(path, "read", source))?;
        let user = Lexicon::from_toml(&path.display().to_string(), &text)?;
        knowledge.lexicon = Arc::new(knowledge.lexicon.extended(&user));
    }
    if let Some(toml) = missing_entries(&corpus.config().curation, &knowledge.lexicon) {
        let curated = Lexicon::from_toml(crate::config::FILE_NAME, &toml)?;
        knowledge.lexicon = Arc::new(knowledge.lexicon.extended(&curated));
    }
    Ok((corpus, knowledge))
}

fn base_iri(options: &Options, corpus: &Corpus) -> Result<String> {
    let given = options
        .base_iri
        .as_ref()
        .or(corpus.config().base_iri.as_ref());
    let Some(given) = given else {
        return Ok(DEFAULT_BASE_IRI.to_owned());
    };
    let absolute = url::Url::parse(given).is_ok_and(|url| url.has_host());
    if !absolute || crate::text::iri::to_iri(given).as_deref() != Some(given) {
        return Err(Error::Argument(format!(
            "the base IRI \"{given}\" is no absolute IRI; expected one such as {DEFAULT_BASE_IRI}"
        )));
    }
    let closed = given.ends_with(['/', '#']);
    Ok(if closed {
        given.clone()
    } else {
        format!("{given}/")
    })
}

/// Reads every episode and finds what it mentions.
pub fn mentions(corpus: &Corpus, knowledge: &Knowledge, progress: &dyn Progress) -> Extracted {
    progress.total(corpus.episodes().len());
    let read: Vec<(Option<ExtractedEpisode>, Vec<Warning>)> = corpus
        .episodes()
        .par_iter()
        .map(|episode| {
            let result = match corpus.read(episode) {
                ReadOutcome::Episode(mut document) => {
                    let warnings = std::mem::take(&mut document.warnings);
                    (Some(extract(&document, knowledge)), warnings)
                }
                ReadOutcome::LeftOut(warning) | ReadOutcome::Failed(warning) => {
                    (None, vec![warning])
                }
            };
            progress.step();
            result
        })
        .collect();
    let mut warnings = corpus.warnings().to_vec();
    let mut mentions = Vec::with_capacity(read.len());
    for (found, said) in read {
        mentions.extend(found);
        warnings.extend(said);
    }
    warnings.sort();
    Extracted {
        mentions,
        warnings,
        files: corpus.inputs().len(),
    }
}

/// Sums up what all documents say.
pub fn summarize(mentions: &[ExtractedEpisode]) -> CorpusStatistics {
    // One share for each thread: what is folded twice costs twice.
    let share = mentions.len().div_ceil(rayon::current_num_threads());
    mentions
        .par_chunks(share.max(1))
        .map(|mentions| {
            let mut summary = CorpusStatistics::default();
            mentions.iter().for_each(|mentions| summary.add(mentions));
            summary
        })
        .reduce(CorpusStatistics::default, |mut summary, other| {
            summary.merge(other);
            summary
        })
}

/// The documents of a corpus, parsed, without extraction: for tools that need the text.
pub fn documents(corpus: &Corpus) -> impl Iterator<Item = Document> {
    corpus
        .episodes()
        .iter()
        .filter_map(|episode| match corpus.read(episode) {
            ReadOutcome::Episode(document) => Some(document),
            ReadOutcome::LeftOut(_) | ReadOutcome::Failed(_) => None,
        })
}
