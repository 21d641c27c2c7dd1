//! Names that differ in spacing, accents or plural alone ("git hub" and "github", "ArchiveOS" and
//! "archiveos"): which of their keys stands for all of them. Letter case is left out of keys already.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::knowledge::lexicon::{EntryId, Lexicon};
use crate::resolve::statistics::{CorpusStatistics, NameStatistics};
use crate::text::fold::without_accents;
use crate::text::name_key;

/// The keys of a corpus that have others beside them.
pub(super) struct Spellings {
    by_key: FxHashMap<String, CommonSpelling>,
}

/// What stands for a key.
struct CommonSpelling {
    key: String,
    /// What the lexicon knows by it.
    entry: Option<EntryId>,
}

impl Spellings {
    /// Those of a corpus. The lexicon's key stands for all, else that of the most episodes. Where the
    /// lexicon has two things under the same letters (Ghost and gh-ost), nothing is joined.
    pub(super) fn of(statistics: &CorpusStatistics, lexicon: &Lexicon) -> Self {
        let names = &statistics.names;
        let mut by_key = FxHashMap::default();
        for group in by_letters(names).chunk_by(|one, other| one.0 == other.0) {
            // A key that is nothing but its letters is in no group yet.
            let plain = names.get_key_value(&group[0].0);
            if group.len() == 1 && plain.is_none() {
                continue;
            }
            let mut keys: Vec<&str> = group.iter().map(|(_, key)| *key).collect();
            if let Some((plain, _)) = plain
                && !keys.contains(&plain.as_str())
            {
                keys.push(plain);
            }
            if keys.len() < 2 {
                continue;
            }
            keys.sort_unstable();
            let entry = |key: &&str| {
                let mut forms = names[*key].forms.iter();
                forms.find_map(|(form, _)| lexicon.find(form).first().copied())
            };
            let things: BTreeSet<EntryId> = keys.iter().filter_map(entry).collect();
            let entry = match things.len() {
                0 => None,
                1 => things.into_iter().next(),
                _ => continue,
            };
            let most = || keys.iter().rev().max_by_key(|key| names[**key].episodes);
            let common = match entry {
                Some(id) => name_key::key(lexicon.entry(id).name),
                None => most().map_or_else(String::new, |key| (*key).to_owned()),
            };
            for key in keys {
                let spelling = CommonSpelling {
                    key: common.clone(),
                    entry,
                };
                by_key.insert(key.to_owned(), spelling);
            }
        }
        Self { by_key }
    }

    /// The key that stands for a key: mostly itself.
    pub(super) fn common<'k>(&'k self, key: &'k str) -> &'k str {
        self.by_key.get(key).map_or(key, |common| &common.key)
    }

    /// What the lexicon knows by another spelling of a key.
    pub(super) fn entry(&self, key: &str) -> Option<EntryId> {
        self.by_key.get(key)?.entry
    }
}

/// The keys that are more than their letters, each behind the letters of its first form, by which they are
/// sorted: in "qube os", the key of Qubes OS, the end of a word is lost.
fn by_letters(names: &FxHashMap<String, Box<NameStatistics>>) -> Vec<(String, &str)> {
    let more = names
        .iter()
        .filter(|(key, _)| key.contains(' ') || !key.is_ascii());
    let mut all: Vec<(String, &str)> = more
        .map(|(key, name)| {
            let form = name.forms.first().map_or(key, |(form, _)| form);
            (letters(form), key.as_str())
        })
        .collect();
    all.sort_unstable();
    all
}

/// The letters and digits of a name in the singular, without accents; digits stay apart as they were:
/// "6.14" is not "6.1.4".
fn letters(form: &str) -> String {
    let plain = without_accents(form);
    // Keys leave an article out, too.
    let articles = ["The ", "the ", "A ", "a "];
    let bare = articles
        .iter()
        .find_map(|article| plain.strip_prefix(article));
    let mut out = String::with_capacity(plain.len());
    let mut apart = false;
    for c in bare.unwrap_or(&plain).chars() {
        if !c.is_alphanumeric() && c != '+' && c != '#' {
            apart = true;
            continue;
        }
        let digits = c.is_numeric() && out.chars().next_back().is_some_and(char::is_numeric);
        if std::mem::take(&mut apart) && digits {
            out.push(' ');
        }
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    }
    let singular = out.strip_suffix('s').unwrap_or_default();
    let ends = singular.chars().next_back();
    if out.len() > 3 && ends.is_some_and(|c| c.is_alphabetic() && c != 's') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_have_the_same_letters() {
        for (one, other, same) in [
            ("ArchiveOS", "archiveos", true),
            ("GitHub Actions", "Github actions", true),
            ("Helios 64", "Helios64", true),
            ("Touchégg", "touchegg", true),
            ("The Think Pads", "thinkpad", true),
            ("Qubes OS", "qubesos", true),
            ("pet sets", "PetSet", true),
            ("Linux 6.14", "Linux 6.1.4", false),
            ("Quest 3S", "Quest 3", false),
            ("C++", "C", false),
        ] {
            assert_eq!(letters(one) == letters(other), same, "{one} / {other}");
        }
    }
}
