//! Applies what a [`CorpusStatistics`] says to each episode: which surface form is which entity of
//! which kind.
//!
//! A [`Resolver`] never changes, and [`Resolver::resolve`] looks at one episode alone: all of them
//! can be resolved side by side. Names become one entity when their keys agree, when the lexicon
//! lists both, when a document explains one by the other, or when only a version number is between
//! them: never because they look alike, and never through a third name.

use std::sync::Arc;

use super::classified::ClassifiedCandidate;
use super::context::LinkingContext;
use super::episode::EpisodeLinker;
use crate::config::Curation;
use crate::extract::features::FeatureSet;
use crate::extract::{Candidate, ExtractedEpisode};
use crate::knowledge::Knowledge;
use crate::knowledge::weights::Scores;
use crate::resolve::corpus_features::is_repeated;
use crate::resolve::curation::CurationDecision;
use crate::resolve::resolved::ResolvedEpisode;
use crate::resolve::statistics::{CorpusStatistics, ShowStatistics};

/// Resolves the names of episodes, one episode at a time.
pub struct Resolver {
    context: LinkingContext,
}

impl Resolver {
    /// A resolver for the corpus that was counted.
    pub fn new(statistics: Arc<CorpusStatistics>, knowledge: Arc<Knowledge>) -> Self {
        Self {
            context: LinkingContext::new(statistics, knowledge),
        }
    }

    /// The same, told what a producer knows better.
    #[must_use]
    pub fn with_curation(mut self, curation: &Curation) -> Self {
        self.context.curate(curation);
        self
    }

    /// What the whole corpus says.
    pub fn statistics(&self) -> &CorpusStatistics {
        &self.context.statistics
    }

    /// What is known beforehand.
    pub fn knowledge(&self) -> &Knowledge {
        &self.context.knowledge
    }

    /// The counts of an episode's show; empty ones where the corpus does not have that show.
    pub fn show(&self, episode: &ExtractedEpisode) -> &ShowStatistics {
        self.context.show(episode)
    }

    /// The scores of a candidate, with what other episodes say.
    pub fn scores(&self, candidate: &Candidate, show: &ShowStatistics) -> Scores {
        let mut features = FeatureSet::new(&self.context.knowledge.model, false);
        self.context.scores(&mut features, candidate, show)
    }

    /// Whether the producer says that a candidate is no entity.
    pub fn drops(&self, candidate: &Candidate) -> bool {
        self.context.curation_decision(candidate) == Some(CurationDecision::Drop)
    }

    /// Resolves an episode.
    pub fn resolve(&self, episode: &ExtractedEpisode) -> ResolvedEpisode {
        ResolvedEpisode {
            episode: episode.episode.clone(),
            links: episode.links.clone(),
            ..self.link(episode)
        }
    }

    /// Resolves an episode of which nothing else is wanted: [`Resolver::resolve`] without copies.
    pub fn resolve_owned(&self, episode: ExtractedEpisode) -> ResolvedEpisode {
        let linked = self.link(&episode);
        ResolvedEpisode {
            episode: episode.episode,
            links: episode.links,
            ..linked
        }
    }

    /// The entities of an episode and what they say of each other.
    fn link(&self, written: &ExtractedEpisode) -> ResolvedEpisode {
        let context = &self.context;
        let show = context.show(written);
        let mut classified = context.classify(written, show);
        let curated = context
            .curator
            .as_ref()
            .map(|curator| curator.apply_before(written, &context.knowledge.lexicon));
        let episode = curated.as_ref().unwrap_or(written);
        if curated.is_some() {
            let renamed = classified.into_iter().map(|one| ClassifiedCandidate {
                candidate: &episode.candidates[one.index as usize],
                ..one
            });
            classified = renamed.collect();
        }
        let mut linker = EpisodeLinker::new(context, written, episode);
        linker.add_people(&classified, show);
        linker.add_things(&classified);
        linker.unite_variants();
        linker.add_sponsors();
        ResolvedEpisode {
            terms: written.terms.without(|block| is_repeated(block, show)),
            ..linker.finish()
        }
    }
}
