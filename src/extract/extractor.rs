//! The way of one document through this stage, step by step.

use super::classify::Classifier;
use super::collect::Collector;
use super::mention::ExtractedEpisode;
use super::metadata::MetadataReader;
use super::quote::Quoter;
use super::terms::EpisodeTerms;
use super::tokenized::TokenizedDocument;
use crate::knowledge::Knowledge;
use crate::source::Document;

/// Finds what a document mentions.
pub fn extract(document: &Document, knowledge: &Knowledge) -> ExtractedEpisode {
    run(document, knowledge, false).0
}

/// Like [`extract`], and gives the names of each candidate's features too: for fitting the weights
/// and for explaining a decision. No candidate is pruned.
pub fn extract_traced(
    document: &Document,
    knowledge: &Knowledge,
) -> (ExtractedEpisode, Vec<Vec<String>>) {
    run(document, knowledge, true)
}

fn run(
    document: &Document,
    knowledge: &Knowledge,
    traced: bool,
) -> (ExtractedEpisode, Vec<Vec<String>>) {
    let mut episode = ExtractedEpisode::default();
    let mut quoter = Quoter::new(document);
    let tokenized = &TokenizedDocument::new(document, knowledge);
    let links = &MetadataReader {
        document,
        knowledge,
        tokenized,
        quoter: &mut quoter,
    }
    .read(&mut episode);
    episode.terms = EpisodeTerms::of(tokenized);
    let collected = &Collector::new(tokenized, knowledge, links).run();
    let classifier = Classifier {
        tokenized,
        knowledge,
        links,
        collected,
    };
    let traces = classifier.classify(&mut quoter, &mut episode, traced);
    (episode, traces)
}
