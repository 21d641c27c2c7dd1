//! The places as tables, made by the build script, which compiles this module too, and searched as they lie
//! in the program.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::rows::{self, Rows, number};
use crate::text::token::{Token, words_of};

/// A place as a row: where its names begin in the text, how many bytes they have, the number of its country
/// (0: it lies in none), its rank and what else is known of it.
type PlaceRow = [u8; 14];
/// A name as a row: its hash, and the number of the place that goes by it. 0 is where there is no name.
type NameRow = [u8; 12];

/// Bits of a place's last byte.
const HOLDS: u8 = 1;
const PLAIN: u8 = 2;

/// The tables of places whose names are held elsewhere. Places are numbered from 1.
pub(crate) struct Tables {
    places: Rows<{ size_of::<PlaceRow>() }>,
    /// An open-addressing table, at most half full.
    names: Rows<{ size_of::<NameRow>() }>,
}

/// What a row says of a place.
pub(super) struct PlaceFacts {
    pub(super) names: std::ops::Range<usize>,
    pub(super) country: u32,
    pub(super) rank: u8,
    pub(super) holds: bool,
    pub(super) is_plain: bool,
}

impl Tables {
    /// The tables of the lists of places, and the text of their names. Where two places share a name, that of the
    /// first list goes by it. `plain` has the hashes of names that are also plain words.
    ///
    /// # Panics
    ///
    /// When a line has not four columns or the rank is no digit.
    pub(crate) fn build(lists: &[String], plain: &BTreeSet<u64>) -> (Self, String) {
        let lines = lists.iter().flat_map(|list| list.lines());
        let lines: Vec<[&str; 4]> = lines
            .filter(|line| !line.starts_with('#'))
            .map(columns)
            .collect();
        let countries: BTreeMap<&str, u32> = (1..)
            .zip(&lines)
            .filter(|(_, [kind, _, country, _])| *kind == "country" && !country.is_empty())
            .map(|(number, [_, _, country, _])| (*country, number))
            .collect();
        let mut text = String::new();
        let mut places = Vec::with_capacity(lines.len());
        let mut by_hash = BTreeMap::new();
        for [kind, rank, country, names] in lines {
            let hashes: Vec<u64> = names.split('|').map(name_hash).collect();
            let country = countries.get(country).filter(|_| kind != "country");
            let country = country.copied().unwrap_or(0);
            let mut row: PlaceRow = rows::row(&[text.len() as u32, names.len() as u32, country]);
            row[12] = rank.parse().expect("a rank is a digit");
            row[13] = if kind == "city" { 0 } else { HOLDS };
            if hashes.iter().any(|hash| plain.contains(hash)) {
                row[13] |= PLAIN;
            }
            text.push_str(names);
            places.push(row);
            for hash in hashes {
                by_hash.entry(hash).or_insert(places.len() as u32);
            }
        }
        let mut names = vec![[0; size_of::<NameRow>()]; (by_hash.len() * 2).next_power_of_two()];
        for (hash, place) in by_hash {
            let slot = slot(&names, hash);
            names[slot] = rows::row(&[hash as u32, (hash >> 32) as u32, place]);
        }
        let tables = Self {
            places: Cow::Owned(places),
            names: Cow::Owned(names),
        };
        (tables, text)
    }

    /// The tables as a file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        rows::write(&self.places, &mut bytes);
        rows::write(&self.names, &mut bytes);
        bytes
    }

    /// The tables that [`Tables::to_bytes`] has written, where they lie.
    pub(crate) fn of_bytes(mut bytes: &'static [u8]) -> Self {
        Self {
            places: rows::read(&mut bytes),
            names: rows::read(&mut bytes),
        }
    }

    /// The number of the place that goes by a name with this hash; 0 where none does.
    pub(super) fn find(&self, hash: u64) -> u32 {
        number(&self.names[slot(&self.names, hash)], 8)
    }

    /// What is known of a place; nothing of number 0.
    pub(super) fn place(&self, own: u32) -> Option<PlaceFacts> {
        let row = &self.places[own.checked_sub(1)? as usize];
        let (start, len) = (number(row, 0) as usize, number(row, 4) as usize);
        Some(PlaceFacts {
            names: start..start + len,
            country: number(row, 8),
            rank: row[12],
            holds: row[13] & HOLDS != 0,
            is_plain: row[13] & PLAIN != 0,
        })
    }
}

/// Where a name is, or where it would be.
fn slot(names: &[NameRow], hash: u64) -> usize {
    let mask = names.len() - 1;
    let (low, high) = (hash as u32, (hash >> 32) as u32);
    let mut slot = (low ^ high) as usize & mask;
    while number(&names[slot], 8) != 0
        && (number(&names[slot], 0), number(&names[slot], 4)) != (low, high)
    {
        slot = (slot + 1) & mask;
    }
    slot
}

fn columns(line: &str) -> [&str; 4] {
    let mut columns = line.split('\t');
    std::array::from_fn(|_| columns.next().expect("a place has four columns"))
}

/// A hash of a name, in any letter case.
pub(crate) fn name_hash(name: &str) -> u64 {
    hash(&words_of(name))
}

/// A hash of the words that make a name.
pub(super) fn hash(words: &[Token]) -> u64 {
    words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ u64::from(word.hash)).wrapping_mul(0x0100_0000_01b3)
    })
}
