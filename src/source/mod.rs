//! Files in, [`Document`]s out.

mod body;

mod corpus;
mod decode;
mod discover;
mod document;
mod front;
mod name;
mod page;
mod parse;
mod people;
mod site;
mod text;

pub use corpus::{Corpus, Input, ReadOutcome};
pub use document::{
    Block, BlockKind, Credit, CreditRole, Document, FrontMatter, Link, LinkKind, Origin, Run, Style,
};
pub use front::Fields;
pub use parse::parse;
pub use people::{People, PersonPage};
pub use text::{Lines, SourceText, Span};
