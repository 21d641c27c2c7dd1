//! What speaks for and against a candidate: its features.
//!
//! Four sorts: what the form itself looks like (`form`, `edition`, `name_pattern`), once for each
//! distinct name; what stands around one mention in the notes (`mention`, which calls `links`,
//! `kind_cues`, `person` and `credit`); what the whole document is (`subject`); and how often a transcript has it (`transcript`). A feature that
//! several mentions share counts once.
//!
//! Every family of features, with its values and what it says, stands in the
//! [registry](crate::knowledge::feature_families). To add one: a line there, and
//! `out.add(family!("…"), value!("…"))` here; then fit the weights anew.

pub(super) mod context;
mod credit;
pub(crate) mod edition;
mod feature_set;
mod form;
mod kind_cues;
pub(super) mod lexicon_label;
mod links;
mod mention;
pub(super) mod name_pattern;
pub(super) mod person;
pub mod subject;
pub(super) mod transcript;

pub use feature_set::FeatureSet;
pub(super) use form::of_form;
pub(super) use mention::{of_mention, rule_value};
