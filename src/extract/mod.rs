//! One [`Document`](crate::source::Document) in, its [`ExtractedEpisode`] out.
//!
//! A pure function of the document and of what is known beforehand
//! ([`Knowledge`](crate::knowledge::Knowledge)): no state is shared and nothing depends on the order
//! of documents, so it runs on all cores, or on many machines, with the same result. In the order in
//! which a document passes them:
//!
//! | file | step |
//! |---|---|
//! | `extractor` | calls the steps below |
//! | `tokenized` | cuts every block into words |
//! | `metadata` | takes down what needs no decision: the episode's facts, credits, links, speakers |
//! | `candidates` | proposes word sequences that may be names |
//! | `roles`, `employment` | read hosts, guests and employers off the words around names |
//! | `collect` | joins equal names and keeps where each is mentioned |
//! | `coverage` | which names stand only inside longer ones |
//! | `known_names` | finds a name again wherever it stands |
//! | `readings` | places and works, by rules of evidence |
//! | [`features`] | what speaks for and against a name being an entity of a kind |
//! | `classify` | sums the features' [weights](crate::knowledge::weights) and keeps what is likely enough |
//! | `quote` | finds line, column and a quotation for what is kept |
//! | `terms` | counts the words of the text, for comparing episodes |
//! | `mention` | the result |

mod candidates;
mod classify;
mod collect;
mod collected;
mod coverage;
mod employment;
mod extractor;
pub mod features;
mod known_names;
mod mention;
mod metadata;
mod name_spans;
mod occurrences;

mod quote;
mod readings;
mod roles;
mod sponsorship;
mod terms;
mod tokenized;
mod word;

pub use extractor::{extract, extract_traced};
pub use features::subject::Subject;
pub use mention::{
    Abbreviation, Account, AffiliationMention, Candidate, CreditMention, EpisodeFacts,
    ExtractedEpisode, LinkMention, LocationMention, Quote, Reading, Role, Rule, SITE_LINK,
    ShowMention, Speaker,
};
pub use occurrences::occurrences;
pub use terms::{CountedTerm, EpisodeTerms};
