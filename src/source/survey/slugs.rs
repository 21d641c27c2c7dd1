//! Slugs and handles of people that lead to no page, and what may have been meant.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Location;
use crate::source::corpus::Corpus;
use crate::source::file_kind::FileKind;
use crate::text::path::{page_folder, page_stem};
use crate::text::similarity::ranked;

/// How many pages are offered for one that is not there.
const NEAREST: usize = 3;

/// A slug that leads to no page, and one place where it stands.
#[derive(Debug)]
pub(super) struct LooseSlug {
    pub slug: String,
    pub place: Location,
}

/// A slug that leads to no page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MissingPage {
    /// As it is written.
    pub slug: String,
    /// In how many episodes it stands.
    pub episodes: u32,
    /// Where it stands first.
    #[serde(skip)]
    pub first: Location,
    /// Slugs of pages that are much like it, best first.
    pub nearest: Vec<String>,
    /// A file of notes that is called so, and may be the page: its path below the input root.
    pub notes: Option<String>,
}

/// The slugs that lead to no page, those of most episodes first.
pub(super) fn without_page<'s>(
    loose: impl Iterator<Item = &'s LooseSlug>,
    corpus: &Corpus,
) -> Vec<MissingPage> {
    let mut slugs: BTreeMap<&str, (u32, &Location)> = BTreeMap::new();
    for loose in loose {
        slugs.entry(&loose.slug).or_insert((0, &loose.place)).0 += 1;
    }
    let mut missing: Vec<MissingPage> = slugs
        .into_iter()
        .map(|(slug, (episodes, first))| MissingPage {
            slug: slug.to_owned(),
            episodes,
            first: first.clone(),
            nearest: nearest(slug, corpus),
            notes: notes_called(slug, corpus),
        })
        .collect();
    missing.sort_by_key(|page| std::cmp::Reverse(page.episodes));
    missing
}

fn nearest(slug: &str, corpus: &Corpus) -> Vec<String> {
    let people = corpus.people().iter();
    let names = people.flat_map(|page| {
        let slug = page.slug.as_str();
        [(slug, slug), (page.name.as_str(), slug)]
    });
    let near = ranked(slug.trim_start_matches('@'), names, NEAREST);
    near.into_iter().map(str::to_owned).collect()
}

/// Notes that are called as a slug, in a folder of their own beside those of episodes.
fn notes_called(slug: &str, corpus: &Corpus) -> Option<String> {
    let mut inputs = corpus.inputs().iter();
    let found = inputs.find(|input| {
        input.kind == FileKind::Notes
            && page_stem(&input.source).eq_ignore_ascii_case(slug)
            && !page_folder(&input.source).is_empty()
    });
    found.map(|input| input.source.to_string())
}
