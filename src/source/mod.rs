//! Files in, [`Document`]s out.

mod document;
mod text;

pub use document::{
    Block, BlockKind, Credit, CreditRole, Document, FrontMatter, Link, LinkKind, Run, Style,
};
pub use text::{Lines, SourceText, Span};
