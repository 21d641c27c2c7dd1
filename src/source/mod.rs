//! Files in, [`Document`]s out.
//!
//! An episode may be written about in several files, and a file may hold several episodes. So it goes in
//! three steps:
//!
//! 1. [`Corpus::discover`] finds files (`discover.rs`) and lists the parts of episodes in them
//!    ([`PartEntry`]): where each is and what identifies its episode. Of notes nothing is read for this.
//! 2. [`episodes`] groups the parts (`index.rs`): an [`EpisodeInput`] has a key and one part or more.
//! 3. [`Corpus::read`] reads the parts of one episode, each with the reader of its format, and
//!    [`assemble()`] joins them. Any thread may read any episode.
//!
//! A reader makes an [`EpisodePart`]: a [`Document`] of one file, or of one slice of it. Its text is a
//! [`SourceMap`], so that whatever it holds can be traced to file, line and column: what stands in the
//! file as it reads is a [`Span`] of it; what had to be decoded is appended with its origins. The readers
//! of front matter (`front_matter/`), Markdown (`markdown/`) and labelled transcripts (`transcript/`)
//! collect blocks, runs and links in the same way (`content.rs`). A further format is a further reader,
//! with an entry where files are found and another where parts are read (`corpus.rs`).

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
mod page_words;
mod parse;
mod people_pages;
mod site;
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
