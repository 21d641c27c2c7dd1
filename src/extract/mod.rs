//! One [`Document`] in, its [`ExtractedEpisode`] out.
//!
//! A pure function of the document and of what is known beforehand ([`Knowledge`]): no state is
//! shared, nothing depends on the order of documents, so it runs on all cores, or on many machines,
//! with the same result. Inside, in this order: `TokenizedDocument` cuts the text into
//! words, `stated` takes down what needs no weighing, `spans` proposes names, `collect` gathers the
//! mentions of each distinct one, [`features`] say what speaks for it, [`weights`](crate::knowledge::weights) knows how much, and
//! `weigh` decides which are candidates.

mod collect;
pub mod features;
mod mention;
mod occurrences;
mod people;
mod quote;
mod reading;
mod spans;
mod stated;
mod weigh;

pub use mention::{
    Abbreviation, Account, AffiliationMention, Candidate, CreditMention, EpisodeFacts,
    ExtractedEpisode, LinkMention, Quote, Role, Rule, Speaker,
};
pub use occurrences::occurrences;

use crate::knowledge::Knowledge;
use crate::source::Document;

/// Finds what a document mentions.
pub fn extract(document: &Document, knowledge: &Knowledge) -> ExtractedEpisode {
    read(document, knowledge, false).0
}

/// Like [`extract`], and gives the names of each candidate's features too: for fitting the weights
/// and for explaining a decision. No candidate is dropped.
pub fn extract_traced(
    document: &Document,
    knowledge: &Knowledge,
) -> (ExtractedEpisode, Vec<Vec<String>>) {
    read(document, knowledge, true)
}

fn read(
    document: &Document,
    knowledge: &Knowledge,
    traced: bool,
) -> (ExtractedEpisode, Vec<Vec<String>>) {
    let mut mentions = ExtractedEpisode::default();
    let mut quoter = quote::Quoter::new(document);
    let reading = &reading::TokenizedDocument::new(document, &knowledge.cues);
    let links = &stated::Stated {
        document,
        knowledge,
        reading,
        quoter: &mut quoter,
    }
    .read(&mut mentions);
    let gathered = &collect::Collector::new(reading, knowledge).run();
    let weigher = weigh::Weigher {
        reading,
        knowledge,
        links,
        gathered,
    };
    let traces = weigher.weigh(&mut quoter, &mut mentions, traced);
    (mentions, traces)
}
