//! Files in, [`Document`]s out.

mod body;
mod clock;
mod document;
mod front;
mod name;
mod parse;
mod people;
mod text;

pub use document::{
    Block, BlockKind, Credit, CreditRole, Document, FrontMatter, Link, LinkKind, Run, Style,
};
pub use front::Fields;
pub use parse::parse;
pub use people::{People, PersonPage};
pub use text::{Lines, SourceText, Span};
