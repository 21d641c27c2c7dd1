//! The whole run: paths in, graph out. Wired once, for the command line, the tools and the library's
//! users alike.
//!
//! [`Pipeline::open`] finds the files and loads what is known beforehand. [`Pipeline::extract`] reads
//! every file and counts what all of them say ([`ExtractedCorpus`]). [`ExtractedCorpus::resolve`]
//! decides what each name means ([`ResolvedCorpus`], an iterator), and
//! [`ResolvedCorpus::into_graph`] builds the graph. [`Pipeline::build`] does all of that. Extracted
//! episodes wait for each other in an [`EpisodeStore`]; [`wire`] is the form in which they travel to
//! other processes.

mod extracted;
mod options;
mod resolved;
mod store;
mod trace;
pub mod wire;
#[cfg(test)]
mod work_tests;

use std::path::PathBuf;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::graph::DEFAULT_BASE_IRI;
use crate::knowledge::Knowledge;
use crate::knowledge::lexicon::Lexicon;
use crate::resolve::missing_entries;
use crate::source::{Corpus, Document, EpisodeInput, Reach, ReadOutcome};
use crate::text::iri::closed_base;
use crate::untrusted::{LEXICON, read_text};

pub use extracted::ExtractedCorpus;
pub use options::{NoProgress, Options, Progress};
pub use resolved::{Outcome, ResolvedCorpus};
pub use store::{EpisodeStore, LentBatches, MemoryStore, OwnedBatches};
pub use trace::TracedEpisode;

/// A corpus that can be read, with what is known beforehand. Works on the threads of the current
/// rayon pool.
///
/// ```no_run
/// use showgraph::{Options, Pipeline};
///
/// let pipeline = Pipeline::open(&["content/post".into()], &Options::default())?;
/// let outcome = pipeline.build()?;
/// println!("{} nodes", outcome.graph.node_count());
/// # Ok::<(), showgraph::error::Error>(())
/// ```
pub struct Pipeline {
    corpus: Arc<Corpus>,
    knowledge: Arc<Knowledge>,
    base_iri: String,
    progress: Box<dyn Progress>,
}

impl Pipeline {
    /// Finds the files below some paths, and loads what is known beforehand.
    ///
    /// # Errors
    ///
    /// A path that does not exist, a configuration or lexicon that cannot be read, a base IRI that
    /// is none. Notes that cannot be read are [`Warning`](crate::error::Warning)s later on.
    pub fn open(paths: &[PathBuf], options: &Options) -> Result<Self> {
        let (corpus, mut knowledge) = rayon::join(
            || {
                let (config, name) = (options.config.as_deref(), options.stdin_name.as_deref());
                let reach = match options.trust {
                    true => Reach::Anywhere,
                    false => Reach::Roots,
                };
                Corpus::discover_with(paths, config, name, reach)
            },
            Knowledge::embedded,
        );
        let mut corpus = corpus?;
        if options.drafts {
            corpus = corpus.with_drafts();
        }
        let config = corpus.config();
        for path in config.lexicons.iter().chain(&options.lexicons) {
            let text = read_text(path, LEXICON)?;
            let user = Lexicon::from_toml(&path.display().to_string(), &text)?;
            knowledge.lexicon = Arc::new(knowledge.lexicon.extended(&user));
        }
        if let Some(toml) = missing_entries(&config.curation, &knowledge.lexicon) {
            let curated = Lexicon::from_toml(crate::config::FILE_NAME, &toml)?;
            knowledge.lexicon = Arc::new(knowledge.lexicon.extended(&curated));
        }
        let base_iri = options.base_iri.as_deref().or(config.base_iri.as_deref());
        Ok(Self {
            base_iri: base_iri
                .map_or(Ok(DEFAULT_BASE_IRI.to_owned()), closed_base)
                .map_err(Error::Argument)?,
            corpus: Arc::new(corpus),
            knowledge: Arc::new(knowledge),
            progress: Box::new(NoProgress),
        })
    }

    /// The same, with somebody who hears how far [`Pipeline::extract`] has come.
    #[must_use]
    pub fn with_progress(mut self, progress: impl Progress + 'static) -> Self {
        self.progress = Box::new(progress);
        self
    }

    /// The files that were found.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// What is known beforehand.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// Reads every file, finds what it mentions, and counts that over the whole corpus.
    ///
    /// # Errors
    ///
    /// Where the store of the extracted episodes cannot be written.
    pub fn extract(&self) -> Result<ExtractedCorpus> {
        ExtractedCorpus::read(
            &self.corpus,
            &self.knowledge,
            &self.base_iri,
            &*self.progress,
        )
    }

    /// Extracts, resolves, and builds the graph.
    ///
    /// # Errors
    ///
    /// Where the store of the extracted episodes cannot be written or read.
    pub fn build(&self) -> Result<Outcome> {
        self.extract()?.resolve()?.into_graph()
    }

    /// The documents of the corpus, in input order, without extraction: for whoever needs the text.
    pub fn documents(&self) -> impl Iterator<Item = Document> {
        let episodes = self.corpus.episodes().iter();
        episodes.filter_map(|episode| self.document(episode))
    }

    /// One episode with the features of all of its candidates; nothing where it cannot be read.
    pub fn trace(&self, episode: &EpisodeInput) -> Option<TracedEpisode> {
        let document = self.document(episode)?;
        Some(TracedEpisode::new(document, &self.knowledge))
    }

    fn document(&self, episode: &EpisodeInput) -> Option<Document> {
        match self.corpus.read(episode) {
            ReadOutcome::Episode(document) => Some(document),
            ReadOutcome::LeftOut(_) | ReadOutcome::Failed(_) => None,
        }
    }
}
