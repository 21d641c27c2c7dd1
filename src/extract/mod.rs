//! One document in, its mentions out.

pub mod lexicon;
mod token;

pub use token::{Gap, Shape, Token, tokenize, word_hash};
