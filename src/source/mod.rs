//! Files in, [`Document`]s out.
//!
//! An episode may be written about in several files, and a file may hold several episodes. So files are
//! found ([`Corpus::discover`]), their parts grouped to episodes ([`index`](episodes)), and each
//! episode's parts read and joined ([`Corpus::read`], [`assemble`]).

mod assemble;
mod content;
mod corpus;
mod decode;
mod discover;
mod document;
mod episode_filter;
mod episode_key;
mod fault;
mod file_name;
mod front_matter;
mod index;
mod markdown;
mod page_address;
mod page_words;
mod parse;
mod people_pages;
mod sections;
mod site;
mod site_config;
mod source_map;
mod span;
mod transcript;

pub use assemble::{EpisodePart, Guesses, PartKind, assemble};
pub use corpus::{Corpus, Input, ReadOutcome};
pub use document::{
    Block, BlockKind, Credit, CreditRole, Document, FrontMatter, Link, LinkKind, Origin, Run, Style,
};
pub use episode_key::EpisodeKey;
pub use front_matter::Fields;
pub use index::{EpisodeInput, PartAt, PartEntry, PartKeys, episodes};
pub use parse::parse;
pub use people_pages::{People, PersonPage};
pub use source_map::{FileId, Lines, Position, Shift, SourceFile, SourceMap};
pub use span::Span;
