//! The parts of one episode, read from several files, joined to one [`Document`].
//!
//! The first part gives the document, and nothing of it is copied or moved: an episode of one file
//! costs what that file costs. Of later parts the texts are appended, and what they say that no part
//! before them says.

use rustc_hash::{FxHashMap, FxHashSet};

use super::document::{
    Block, Credit, CreditRole, Document, FrontMatter, Link, NamedPlace, NamedShow, Run,
};
use super::episode_key::EpisodeKey;
use super::source_map::Shift;
use crate::error::{Location, Warning};

/// What a part of an episode is. Parts are joined in this order: facts are taken from the first that
/// gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// A file of notes, such as the site's page.
    Notes,
    /// The item of a feed.
    FeedItem,
    /// The notes in another language.
    Translation,
    /// Chapters in a file of their own.
    Chapters,
    /// A transcript in a file of its own.
    Transcript,
}

/// What one file says of one episode.
#[derive(Debug, Clone)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct EpisodePart {
    /// What it is.
    pub kind: PartKind,
    /// Its text and content. Key and name are those of the episode if this is its first part.
    pub document: Document,
    /// Facts that count only where no part states them.
    pub guesses: Guesses,
}

/// What headings and names of files say of an episode.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Guesses {
    /// The title.
    pub title: Option<String>,
    /// The number.
    pub number: Option<i64>,
    /// ISO 8601 date.
    pub date: Option<String>,
}

impl Guesses {
    /// Fills in what is not stated.
    pub(crate) fn complete(self, front: &mut FrontMatter) {
        front.title = front.title.take().or(self.title);
        front.number = front.number.or(self.number);
        front.date = front.date.take().or(self.date);
    }
}

/// Joins the parts of one episode in the order of their kinds; parts of one kind stay in their order.
///
/// None if there are no parts.
pub fn assemble(key: EpisodeKey, mut parts: Vec<EpisodePart>) -> Option<Document> {
    parts.sort_by_key(|part| part.kind);
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    let mut document = first.document;
    let mut guesses = vec![first.guesses];
    for part in parts {
        guesses.push(part.guesses);
        join(&mut document, part.document);
    }
    for guesses in guesses {
        guesses.complete(&mut document.front);
    }
    document.key = key;
    Some(document)
}

/// Adds a part to what the parts before it gave.
fn join(document: &mut Document, mut part: Document) {
    document.warnings.append(&mut part.warnings);
    let new = new_blocks(document, &part);
    let path = part.source().to_owned();
    let shift = match document.text.take_over(std::mem::take(&mut part.text)) {
        Ok(shift) => shift,
        Err(_) => {
            document.warnings.push(Warning::skipped(
                Location::file(path),
                "the files of this episode are too large together, this one was not read",
            ));
            return;
        }
    };
    add_facts(&mut document.front, part.front, shift);
    document.show = document.show.take().or(part.show);
    document.host = document.host.take().or(part.host);
    document.paths.append(&mut part.paths);

    // Where each block is from now on: what is left out, where the same is said.
    let mut blocks = Vec::with_capacity(part.blocks.len());
    let mut added = document.blocks.len() as u32;
    for same in &new {
        blocks.push(same.unwrap_or(added));
        added += u32::from(same.is_none());
    }
    let mut links = Vec::with_capacity(part.links.len());
    let mut added = document.links.len() as u32;
    for link in &part.links {
        let kept = new[link.block as usize].is_none();
        links.push(kept.then_some(added));
        added += u32::from(kept);
    }
    // How far the runs of each block move.
    let mut runs = Vec::with_capacity(part.blocks.len());
    for (block, same) in part.blocks.into_iter().zip(&new) {
        let first = document.runs.len() as u32;
        runs.push((block.runs.start, first));
        if let Some(same) = same {
            let known = &mut document.blocks[*same as usize];
            known.seconds = known.seconds.or(block.seconds);
            continue;
        }
        for run in &part.runs[block.runs.start as usize..block.runs.end as usize] {
            document.runs.push(Run {
                span: run.span.shifted(shift.bytes),
                style: run.style,
                link: run.link.and_then(|link| links[link as usize]),
            });
        }
        document.blocks.push(Block {
            span: block.span.shifted(shift.bytes),
            runs: first..document.runs.len() as u32,
            section: block.section.map(|section| blocks[section as usize]),
            parent: block.parent.map(|parent| blocks[parent as usize]),
            speaker: block.speaker.map(|speaker| speaker.shifted(shift.bytes)),
            ..block
        });
    }
    for link in part.links {
        let block = link.block as usize;
        if new[block].is_none() {
            let (old, first) = runs[block];
            document.links.push(Link {
                text: link.text.shifted(shift.bytes),
                block: blocks[block],
                runs: link.runs.start - old + first..link.runs.end - old + first,
                ..link
            });
        }
    }
}

/// For each block of a part the one of the document that says the same, if there is one: a feed
/// repeats the page, and a page its transcript. A block with a link of its own says something new.
fn new_blocks(document: &Document, part: &Document) -> Vec<Option<u32>> {
    let mut known: FxHashMap<_, u32> = FxHashMap::default();
    for (index, block) in document.blocks.iter().enumerate() {
        let text = document.visible(block, block.span);
        known.entry(text).or_insert(index as u32);
    }
    let addresses: FxHashSet<&str> = document.links.iter().map(|link| &*link.href).collect();
    let mut same: Vec<Option<u32>> = part
        .blocks
        .iter()
        .map(|block| known.get(&part.visible(block, block.span)).copied())
        .collect();
    for link in &part.links {
        if !addresses.contains(&*link.href) {
            same[link.block as usize] = None;
        }
    }
    same
}

/// Takes over the facts that are not known yet.
fn add_facts(front: &mut FrontMatter, more: FrontMatter, shift: Shift) {
    let FrontMatter {
        title,
        show,
        number,
        season,
        season_name,
        date,
        duration,
        language,
        guid,
        locations,
        references,
        description,
        slug,
        url,
        credits,
    } = more;
    front.title = front.title.take().or(title);
    front.show = front.show.take().or(show);
    front.number = front.number.or(number);
    // A season's name belongs to its number.
    if front.season.is_none() || front.season == season {
        front.season = season;
        front.season_name = front.season_name.take().or(season_name);
    }
    front.date = front.date.take().or(date);
    front.duration = front.duration.or(duration);
    front.language = front.language.take().or(language);
    front.guid = front.guid.take().or(guid);
    front
        .locations
        .extend(locations.into_iter().map(|location| NamedPlace {
            name: location.name.shifted(shift.bytes),
            ..location
        }));
    front
        .references
        .extend(references.into_iter().map(|reference| NamedShow {
            span: reference.span.shifted(shift.bytes),
            ..reference
        }));
    front.description = front.description.take().or(description);
    front.slug = front.slug.take().or(slug);
    front.url = front.url.take().or(url);
    let name = |credit: &Credit| credit.full_name.as_ref().unwrap_or(&credit.name).clone();
    let mut places: FxHashMap<(CreditRole, String), usize> = FxHashMap::default();
    for (at, credit) in front.credits.iter().enumerate() {
        places.entry((credit.role, name(credit))).or_insert(at);
    }
    for mut credit in credits {
        let next = front.credits.len();
        let at = *places.entry((credit.role, name(&credit))).or_insert(next);
        match front.credits.get_mut(at) {
            Some(known) => {
                known.affiliation = known.affiliation.take().or(credit.affiliation);
                for url in credit.urls {
                    if !known.urls.contains(&url) {
                        known.urls.push(url);
                    }
                }
            }
            None => {
                credit.span = credit.span.shifted(shift.bytes);
                front.credits.push(credit);
            }
        }
    }
}
