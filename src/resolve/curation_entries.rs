//! The entries of a curation beside a corpus: which of them do nothing, and which need a place in the
//! lexicon.

use std::collections::HashSet;

use super::curation::united;
use crate::config::Curation;
use crate::extract::ExtractedEpisode;
use crate::knowledge::lexicon::{EntryId, Lexicon};
use crate::text::name_key::key;
use crate::vocabulary::Kind;

/// The names that were given a kind and that a lexicon lacks, as TOML that completes it: so that
/// they are found wherever they stand.
pub fn missing_entries(curation: &Curation, lexicon: &Lexicon) -> Option<String> {
    let missing: Vec<String> = curation
        .kind
        .iter()
        .filter(|(name, kind)| {
            kind.is_entity()
                && name.contains(char::is_alphanumeric)
                && lexicon.find(name).is_empty()
        })
        .map(|(name, kind)| {
            let name = toml::Value::from(name.as_str());
            let case = match name.as_str() {
                Some(name) if name.contains(char::is_uppercase) => "capital",
                _ => "any",
            };
            format!("[[entity]]\nkind = \"{kind}\"\nname = {name}\ncase = \"{case}\"\n")
        })
        .collect();
    (!missing.is_empty()).then(|| missing.concat())
}

/// The entries of a curation that do nothing: the name, and what is wrong with it.
///
/// A label under `same` and `rename` need not be said anywhere; every other name must be.
pub fn unused_entries(
    curation: &Curation,
    names_in_corpus: &NamesInCorpus,
) -> Vec<(String, String)> {
    let mut unused = Vec::new();
    let mut names: Vec<(&str, &String)> = Vec::new();
    for (word, groups) in [
        ("same", &curation.same),
        ("never_same", &curation.never_same),
    ] {
        let skip = usize::from(word == "same");
        for group in groups {
            if let [only] = group.as_slice() {
                let reason =
                    format!("\"{only}\" stands alone under \"{word}\", expected two names");
                unused.push((only.clone(), reason));
            }
            names.extend(group.iter().skip(skip).map(|name| (word, name)));
        }
    }
    names.extend(curation.rename.keys().map(|name| ("rename", name)));
    names.extend(curation.kind.keys().map(|name| ("kind", name)));
    names.extend(curation.drop.iter().map(|name| ("drop", name)));
    for (word, name) in names {
        if !names_in_corpus.has(name) {
            let reason = format!("\"{name}\" under \"{word}\" matches nothing in these notes");
            unused.push((name.clone(), reason));
        }
    }
    for (name, kind) in curation.kind.iter().filter(|(_, kind)| !kind.is_entity()) {
        let known: Vec<&str> = Kind::ENTITIES.iter().map(|kind| kind.as_str()).collect();
        let known = known.join(", ");
        let reason = format!("\"{name}\" cannot be made a {kind}, expected one of {known}");
        unused.push((name.clone(), reason));
    }
    let same = united(&curation.same);
    for group in &curation.never_same {
        let both = same.iter().find_map(|names| {
            let mut both = group
                .iter()
                .filter(|name| names.iter().any(|other| key(other) == key(name)));
            both.next().zip(both.next())
        });
        if let Some((one, other)) = both {
            let reason = format!("\"{one}\" and \"{other}\" are both \"same\" and \"never_same\"");
            unused.push((one.clone(), reason));
        }
    }
    unused
}

/// The names that a corpus holds, by their keys. Episodes may be added in any order.
#[derive(Debug, Clone, Default)]
pub struct NamesInCorpus(HashSet<String>);

impl NamesInCorpus {
    /// Adds the names of an episode, and those that the lexicon has for its candidates.
    pub fn add(&mut self, episode: &ExtractedEpisode, lexicon: &Lexicon) {
        for candidate in &episode.candidates {
            if !self.0.contains(&candidate.key) {
                self.0.insert(candidate.key.clone());
            }
            let entries = candidate.entries.iter();
            let names = entries.map(|id| lexicon.entry(EntryId(*id)).name);
            self.0.extend(names.map(key));
        }
        for credit in &episode.credits {
            self.0.insert(key(&credit.name));
            self.0.extend(credit.full_name.as_deref().map(key));
        }
        let speakers = episode.speakers.iter();
        self.0.extend(speakers.map(|speaker| key(&speaker.label)));
    }

    /// Whether a name is among them.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains(&key(name))
    }
}
