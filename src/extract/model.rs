//! The linear model that weighs evidence.
//!
//! Each feature of a candidate ("stands in a tag", "its head is *foundation*", "links to a package
//! page") has one weight for every outcome: no entity, or an entity of one of the five kinds. A
//! candidate's scores are the sums of its features' weights: multinomial logistic regression. The
//! weights are data (`src/data/model.tsv`, one feature a line), fitted by the example `fit_extractor`.
//!
//! Features are named by a family and a value and found by a hash of both, so that nothing is
//! allocated while a document is read.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};

use crate::vocabulary::Kind;

/// The number of outcomes: none, and the five kinds of [`Kind::ENTITIES`].
pub const OUTCOMES: usize = 6;

/// A feature, by the hash of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(u32);

impl Feature {
    /// The feature of a family that has a value: `head` and `engine` make `head=engine`.
    #[inline]
    pub fn new(family: &str, value: &str) -> Self {
        let hash = fnv(fnv(FNV_START, family.as_bytes()), b"=");
        Self(fnv(hash, value.as_bytes()))
    }

    /// The feature by its whole name, as it stands in the file of weights.
    pub const fn named(name: &str) -> Self {
        Self(fnv(FNV_START, name.as_bytes()))
    }

    /// Like [`Feature::new`], with the value in lower case.
    #[inline]
    pub fn folded(family: &str, value: &str) -> Self {
        let mut hash = fnv(fnv(FNV_START, family.as_bytes()), b"=");
        if value.is_ascii() {
            for byte in value.bytes() {
                hash = fnv(hash, &[byte.to_ascii_lowercase()]);
            }
        } else {
            hash = fnv(hash, value.to_lowercase().as_bytes());
        }
        Self(hash)
    }
}

const FNV_START: u32 = 0x811c_9dc5;

/// FNV-1a, 32 bits.
#[inline]
const fn fnv(mut hash: u32, bytes: &[u8]) -> u32 {
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

/// The weights.
#[derive(Default)]
pub struct Model {
    /// The weights of each feature, in the order of their hashes: sums never depend on the order in
    /// which features are found.
    rows: Vec<Scores>,
    index: HashMap<Feature, u16, BuildHasherDefault<IdentityHasher>>,
    /// Which features there are, by the upper bits of their hashes: most features have no weight.
    seen: Vec<u64>,
}

/// Bits of the bitmap: 8 KiB.
const SEEN_BITS: u32 = 16;

impl Model {
    /// The weights that ship with the crate.
    ///
    /// # Panics
    ///
    /// Never with the shipped data: a test reads it.
    pub fn embedded() -> Self {
        Self::parse(include_str!("../data/model.tsv")).expect("shipped weights")
    }

    /// Reads weights: a line holds a feature's name and six numbers, separated by tabs.
    ///
    /// # Errors
    ///
    /// The number (from 1) of the first line that does not have that form.
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
            weights.insert(Feature::named(name), row);
        }
        let mut model = Self {
            rows: Vec::with_capacity(weights.len()),
            index: HashMap::default(),
            seen: vec![0; 1 << (SEEN_BITS - 6)],
        };
        for (row, (feature, scores)) in weights.into_iter().enumerate() {
            let row = u16::try_from(row).map_err(|_| row)?;
            model.rows.push(scores);
            model.index.insert(feature, row);
            let bit = feature.0 >> (32 - SEEN_BITS);
            model.seen[bit as usize / 64] |= 1 << (bit % 64);
        }
        Ok(model)
    }

    /// The row of a feature's weights, where it has any.
    #[inline]
    pub fn row(&self, feature: Feature) -> Option<u16> {
        let bit = feature.0 >> (32 - SEEN_BITS);
        if self.seen.get(bit as usize / 64)? >> (bit % 64) & 1 == 0 {
            return None;
        }
        self.index.get(&feature).copied()
    }

    /// The probability from which on a candidate counts as an entity of a kind: the row `threshold`
    /// of the file of weights, or `threshold_spoken` for what only a transcript says.
    pub fn threshold(&self, kind: Kind, spoken: bool) -> f32 {
        let name = if spoken {
            "threshold_spoken"
        } else {
            "threshold"
        };
        let row = self.row(Feature::named(name));
        match (row, outcome(kind)) {
            (Some(row), Some(at)) => self.rows[row as usize].0[at],
            _ => 0.5,
        }
    }

    /// The sum over rows.
    pub fn score(&self, rows: &[u16]) -> Scores {
        let mut sum = Scores::default();
        for row in rows {
            sum.add(&self.rows[*row as usize]);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_parts_make_the_same_feature() {
        assert_eq!(
            Feature::new("head", "engine"),
            Feature::named("head=engine")
        );
        assert_eq!(
            Feature::folded("head", "Engine"),
            Feature::named("head=engine")
        );
        assert_eq!(Feature::folded("p", "Über"), Feature::named("p=über"));
    }

    #[test]
    fn scores_add_up() {
        let model = Model::parse("a=1\t0\t1\t0\t0\t0\t0\nb=1\t0\t0\t0\t2\t0\t0\n").unwrap();
        let named = ["a=1", "b=1", "c=1"].map(Feature::named);
        let rows: Vec<u16> = named
            .into_iter()
            .filter_map(|feature| model.row(feature))
            .collect();
        let scores = model.score(&rows);
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
