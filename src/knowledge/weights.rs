//! The linear model that weighs evidence.
//!
//! Each feature of a candidate ("stands in a tag", "its head is *foundation*", "links to a package
//! page") has one weight for every outcome: no entity, or an entity of one of the five kinds. A
//! candidate's scores are the sums of its features' weights: multinomial logistic regression. The
//! weights are data (`src/data/model.tsv`, one feature a line), fitted by the example `fit_extractor`.
//!
//! Features are named by a family and a value and found by a hash of both, so that nothing is
//! allocated while a document is read. Weights are whole thousandths, so that their sum does not
//! depend on the order in which features are found.

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::text::token::word_hash;
use crate::vocabulary::Kind;

/// The number of outcomes: none, and the five kinds of [`Kind::ENTITIES`].
pub const OUTCOMES: usize = 6;

/// A family of features: what stands before the `=` of a feature's name.
#[derive(Debug, Clone, Copy)]
pub struct FeatureFamily {
    pub(crate) name: &'static str,
    hash: u32,
}

impl FeatureFamily {
    /// The families whose values are words of the text, in any letter case.
    const OF_WORDS: &[&str] = &[
        "head", "suffix", "first", "dated", "joint", "headof", "named", "p", "n",
    ];

    /// Its name as a value of another family.
    pub const fn as_value(self) -> FeatureValue<'static> {
        FeatureValue {
            name: self.name,
            hash: self.hash,
        }
    }

    /// The family with this name.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            hash: fnv(name.as_bytes()),
        }
    }
}

/// A value of a feature that is one of a few known beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeatureValue<'a> {
    pub(crate) name: &'a str,
    hash: u32,
}

impl<'a> FeatureValue<'a> {
    /// The value with this name.
    pub const fn new(name: &'a str) -> Self {
        Self {
            name,
            hash: fnv(name.as_bytes()),
        }
    }
}

/// A value whose hash is made by the compiler.
macro_rules! value {
    ($name:literal) => {
        const { $crate::knowledge::weights::FeatureValue::new($name) }
    };
}

/// A family whose hash is made by the compiler.
macro_rules! family {
    ($name:literal) => {
        const { $crate::knowledge::weights::FeatureFamily::new($name) }
    };
}
pub(crate) use {family, value};

/// A feature, by a hash of its family and value.
///
/// Hashes of families, of known values and of words are there before a document is looked at, so
/// that a feature costs two multiplications and no look at its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(u32);

impl Feature {
    /// The feature of a family that has a known value: `case=middle`.
    #[inline]
    pub const fn new(family: FeatureFamily, value: FeatureValue<'_>) -> Self {
        Self(mix(family.hash, value.hash))
    }

    /// The feature that joins two known values: `caselex=middle/product`.
    #[inline]
    pub const fn pair(
        family: FeatureFamily,
        first: FeatureValue<'_>,
        second: FeatureValue<'_>,
    ) -> Self {
        Self(mix(mix(family.hash, first.hash), second.hash))
    }

    /// The feature whose value is a word with this [hash](word_hash): `head=engine`.
    #[inline]
    pub const fn word(family: FeatureFamily, hash: u32) -> Self {
        Self(mix(family.hash, hash))
    }

    /// The feature by its whole name, as it stands in the file of weights.
    pub fn named(name: &str) -> Self {
        let (family, value) = name.split_once('=').unwrap_or((name, ""));
        let hash = fnv(family.as_bytes());
        if FeatureFamily::OF_WORDS.contains(&family) {
            return Self(mix(hash, word_hash(value)));
        }
        Self(match value.split_once('/') {
            Some((first, second)) => mix(mix(hash, fnv(first.as_bytes())), fnv(second.as_bytes())),
            None => mix(hash, fnv(value.as_bytes())),
        })
    }
}

/// One hash of two.
#[inline]
const fn mix(one: u32, other: u32) -> u32 {
    let mixed = (one.rotate_left(5) ^ other).wrapping_mul(0x9e37_79b1);
    mixed ^ mixed >> 15
}

/// FNV-1a, 32 bits.
const fn fnv(bytes: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    hash
}

/// The scores of one candidate: none first, then the kinds in the order of [`Kind::ENTITIES`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scores(pub [f32; OUTCOMES]);

impl Scores {
    /// Adds other scores.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    /// The probabilities (softmax), in the same order.
    pub fn probabilities(&self) -> [f32; OUTCOMES] {
        let top = self.0.iter().copied().fold(f32::MIN, f32::max);
        let mut out = self.0.map(|score| (score - top).exp());
        let sum: f32 = out.iter().sum();
        for value in &mut out {
            *value /= sum;
        }
        out
    }

    /// Whether it is so likely that a candidate is none that no other episode will change it.
    ///
    /// Most candidates are far from that on one side or the other, and need no exponentials.
    pub fn is_prunable(&self) -> bool {
        const HOPELESS: f32 = 0.9;
        let [none, kinds @ ..] = &self.0;
        let most = kinds.iter().copied().fold(f32::MIN, f32::max) - none;
        // The kinds' share against that of none, were the likeliest kind the only one.
        let share = (1.0 - HOPELESS) / HOPELESS;
        // One kind alone is too likely, or all five together are not.
        if most > share.ln() + 0.01 {
            return false;
        }
        if most < (share / kinds.len() as f32).ln() - 0.01 {
            return true;
        }
        self.probabilities()[0] >= HOPELESS
    }

    /// The likeliest kind, and its probability; ties go to the earlier kind.
    pub fn best(&self) -> (Kind, f32) {
        likeliest_kind(&self.probabilities())
    }
}

/// The likeliest kind of a candidate's probabilities; ties go to the earlier kind.
pub fn likeliest_kind(all: &[f32; OUTCOMES]) -> (Kind, f32) {
    let mut best = (Kind::ENTITIES[0], all[1]);
    for (kind, probability) in Kind::ENTITIES.iter().zip(&all[1..]).skip(1) {
        if *probability > best.1 {
            best = (*kind, *probability);
        }
    }
    best
}

/// The position of a kind in [`Scores`]; none where the kind is no entity.
pub fn outcome(kind: Kind) -> Option<usize> {
    Kind::ENTITIES
        .iter()
        .position(|entity| *entity == kind)
        .map(|at| at + 1)
}

/// Feature hashes are hashes already.
#[derive(Default)]
pub struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("features are hashed as u32");
    }
    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Weights added up, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeightSum([i32; OUTCOMES]);

impl WeightSum {
    /// Adds other weights.
    #[inline]
    pub fn add(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    /// The sum as scores.
    pub fn scores(self) -> Scores {
        Scores(self.0.map(|weight| weight as f32 / 1000.0))
    }
}

/// The weights.
#[derive(Default)]
pub struct Model {
    /// The weights of each feature.
    rows: Vec<WeightSum>,
    /// An open-addressing table of features and their rows, at most half full.
    slots: Vec<(Feature, u16)>,
    /// Which features may have weights, by the upper bits of their hashes: most have none, and are
    /// turned away here without a look at the table. Stays in a core's first cache.
    prefilter: Vec<u64>,
    /// The rows `threshold` and `threshold_spoken`.
    thresholds: [Scores; 2],
}

/// By how many bits of a hash [`Model::prefilter`] is looked up: 8 KiB of flags.
const PREFILTER_BITS: u32 = 16;

/// Where [`Model::prefilter`] tells of a feature: the word, and the bit in it.
const fn prefilter(feature: Feature) -> (usize, u64) {
    let place = feature.0 >> (32 - PREFILTER_BITS);
    (place as usize / 64, 1 << (place % 64))
}

/// A slot of the table with no feature in it.
const EMPTY: u16 = u16::MAX;

impl Model {
    /// The weights that ship with the crate, read once.
    ///
    /// # Panics
    ///
    /// Never with the shipped data: a test reads it.
    pub fn embedded() -> Arc<Self> {
        static EMBEDDED: OnceLock<Arc<Model>> = OnceLock::new();
        let read = || Self::parse(include_str!("../data/model.tsv")).expect("shipped weights");
        Arc::clone(EMBEDDED.get_or_init(|| Arc::new(read())))
    }

    /// Reads weights: a line holds a feature's name and six numbers, separated by tabs.
    ///
    /// # Errors
    ///
    /// The number (from 1) of the first line that does not have that form, or whose feature cannot
    /// be told from that of a line before.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut weights = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with("# ") {
                continue;
            }
            let mut cells = line.split('\t');
            let name = cells.next().ok_or(index + 1)?;
            let mut row = Scores::default();
            for value in &mut row.0 {
                let cell = cells.next().ok_or(index + 1)?;
                *value = cell.parse().map_err(|_| index + 1)?;
            }
            weights.insert(name, (row, index + 1));
        }
        let mut model = Self {
            rows: Vec::with_capacity(weights.len()),
            slots: vec![(Feature(0), EMPTY); (weights.len() * 2).next_power_of_two()],
            prefilter: vec![0; 1 << (PREFILTER_BITS - 6)],
            thresholds: ["threshold", "threshold_spoken"].map(|name| {
                let row = weights.get(name);
                row.map_or(Scores([0.5; OUTCOMES]), |(row, _)| *row)
            }),
        };
        for (name, (scores, line)) in weights {
            let row = u16::try_from(model.rows.len()).map_err(|_| line)?;
            let feature = Feature::named(name);
            let mut slot = model.slot(feature);
            while model.slots[slot].1 != EMPTY {
                if model.slots[slot].0 == feature || row == EMPTY {
                    return Err(line);
                }
                slot = (slot + 1) % model.slots.len();
            }
            model.slots[slot] = (feature, row);
            let (word, bit) = prefilter(feature);
            model.prefilter[word] |= bit;
            let thousandths = scores.0.map(|weight| (weight * 1000.0).round() as i32);
            model.rows.push(WeightSum(thousandths));
        }
        Ok(model)
    }

    /// How many features have weights.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    #[inline]
    fn slot(&self, feature: Feature) -> usize {
        feature.0 as usize & (self.slots.len() - 1)
    }

    /// The row of a feature's weights, where it has any.
    #[inline]
    pub fn row(&self, feature: Feature) -> Option<u16> {
        let (word, bit) = prefilter(feature);
        if self.prefilter.get(word)? & bit == 0 {
            return None;
        }
        let mut slot = self.slot(feature);
        loop {
            match self.slots[slot] {
                (_, EMPTY) => return None,
                (known, row) if known == feature => return Some(row),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    /// The probability from which on a candidate counts as an entity of a kind: the row `threshold`
    /// of the file of weights, or `threshold_spoken` for what only a transcript says.
    pub fn threshold(&self, kind: Kind, spoken: bool) -> f32 {
        let thresholds = &self.thresholds[usize::from(spoken)];
        outcome(kind).map_or(0.5, |at| thresholds.0[at])
    }

    /// The weights of a row.
    #[inline]
    pub fn weights(&self, row: u16) -> WeightSum {
        self.rows[row as usize]
    }

    /// The sum over rows.
    pub fn score(&self, rows: impl IntoIterator<Item = u16>) -> Scores {
        let mut sum = WeightSum::default();
        for row in rows {
            sum.add(self.weights(row));
        }
        sum.scores()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_parts_make_the_same_feature() {
        const HEAD: FeatureFamily = FeatureFamily::new("head");
        const CASE: FeatureFamily = FeatureFamily::new("case");
        let (middle, product) = (value!("middle"), value!("product"));
        for word in ["engine", "Engine", "ÜBER", "C++", ".NET"] {
            let name = format!("head={}", word.to_lowercase());
            assert_eq!(Feature::word(HEAD, word_hash(word)), Feature::named(&name));
        }
        let cases = [
            (Feature::new(CASE, middle), "case=middle"),
            (Feature::pair(CASE, middle, product), "case=middle/product"),
            (Feature::new(CASE, value!("$")), "case=$"),
        ];
        for (feature, name) in cases {
            assert_eq!(feature, Feature::named(name), "{name}");
        }
        assert_ne!(Feature::named("case=a/b"), Feature::named("case=b/a"));
        assert_ne!(Feature::named("case=g"), Feature::named("case=G"));
    }

    #[test]
    fn scores_add_up() {
        let model = Model::parse("a=1\t0\t1\t0\t0\t0\t0\nb=1\t0\t0\t0\t2\t0\t0\n").unwrap();
        let named = ["a=1", "b=1", "c=1"].map(Feature::named);
        let rows = named.into_iter().filter_map(|feature| model.row(feature));
        let scores = model.score(rows);
        assert_eq!(scores.0, [0.0, 1.0, 0.0, 2.0, 0.0, 0.0]);
        let (kind, probability) = scores.best();
        assert_eq!(kind, Kind::Product);
        // e² / (e² + e + 4)
        assert!((probability - 0.524).abs() < 0.001, "{probability}");
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(
            Model::parse("a=1\t0\t1\t0\t0\t0\t0\nb=1\t0\n").err(),
            Some(2)
        );
    }
}
