//! What speaks for and against a candidate: its features.
//!
//! Two sorts: what the form itself looks like ([`of_form`]), once for each distinct name, and what
//! stands around one mention of it ([`of_mention`]). A feature that several mentions share counts
//! once. The names of features are those of the file of weights (`src/data/model.tsv`); families:
//!
//! | family | value |
//! |---|---|
//! | `len`, `shape`, `head`, `first`, `suffix` | number of words, their letter case, last and first word |
//! | `lex`, `known`, `ends`, `starts`, `within` | the lexicon's word on it, on its parts and on what it is part of |
//! | `name` | which of its words are given names and surnames |
//! | `in`, `sec`, `line` | the block and section it stands in, and how much of the block it is |
//! | `case` | what a capital means there: middle or start of a sentence, a title, none |
//! | `p`, `n`, `left`, `right` | the words beside it, and whether they could belong to it |
//! | `link`, `part`, `label`, `subject` | what the page shows that it links to |
//! | `home`, `crosses` | whether that page is the home of software; whether a link begins or ends inside it |
//! | `coined` | whether it is a tag that is no word and no name that is known |
//! | `spoken`, `rank` | how often a transcript has it, and how many names of the lexicon it has more often |
//! | `list` | what the lexicon says of its neighbours in a list |
//! | `cue`, `style`, `rule` | cue words beside it, how it is set, what proposed it |
//! | `told`, `tells`, `noun`, `called`, `defined` | words beside it that tell of a kind |
//! | `when`, `where`, `tail` | a date nearby; a place behind it; an ending that conferences have |
//! | `edition`, `year` | the place and year that conferences are held at |
//! | `place`, `joint`, `headof` | whether it is or ends with a place; the small word inside it, and the one before |

pub(super) mod context;
mod credit;
mod edition;
mod feature_set;
mod form;
mod kind_cues;
pub(super) mod lexicon_label;
mod links;
mod mention;
pub(super) mod name_pattern;
pub(super) mod person;
pub(super) mod transcript;

pub use feature_set::FeatureSet;
pub(super) use form::of_form;
pub(super) use mention::of_mention;
