//! Every place where some names stand in a document, for `explain`: an extracted episode only counts them.

use super::mention::Quote;
use super::quote::Quoter;
use super::tokenized::TokenizedDocument;
use super::word::is_name_like;
use crate::knowledge::Knowledge;
use crate::source::Document;
use crate::text::token::{Token, words_of};

/// The places, in reading order; of names within names the longer one alone.
pub fn occurrences(document: &Document, knowledge: &Knowledge, names: &[&str]) -> Vec<Quote> {
    let mut wanted: Vec<(Vec<u32>, bool)> = names.iter().map(|name| words(name)).collect();
    wanted.retain(|(hashes, _)| !hashes.is_empty());
    wanted.sort_by_key(|(hashes, _)| std::cmp::Reverse(hashes.len()));
    let tokenized = TokenizedDocument::new(document, knowledge);
    let mut quoter = Quoter::new(document);
    let mut found = Vec::new();
    for block in 0..document.blocks.len() {
        let all = tokenized.words(block);
        let base = tokenized.blocks[block].words.start;
        let mut at = 0;
        while at < all.len() {
            let hit = wanted.iter().find(|(hashes, capital)| {
                all.get(at..at + hashes.len())
                    .is_some_and(|here| is_same(here, hashes, *capital))
            });
            let Some((hashes, _)) = hit else {
                at += 1;
                continue;
            };
            let span = tokenized.span(base + at as u32, base + (at + hashes.len() - 1) as u32);
            found.push(quoter.quote(block, span));
            at += hashes.len();
        }
    }
    found
}

/// The words of a name, and whether one of them is written as names are.
fn words(name: &str) -> (Vec<u32>, bool) {
    let tokens = words_of(name);
    let capital = tokens.iter().any(is_name_like);
    (tokens.iter().map(|token| token.hash).collect(), capital)
}

fn is_same(here: &[Token], hashes: &[u32], capital: bool) -> bool {
    here.iter()
        .zip(hashes)
        .all(|(word, hash)| word.hash == *hash)
        && here[1..].iter().all(|word| word.gap.joins())
        && here.iter().any(is_name_like) == capital
}
