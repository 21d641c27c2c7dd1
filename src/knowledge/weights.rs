//! The linear classifier's weights.
//!
//! Each feature of a candidate ("stands in a tag", "its head is *foundation*", "links to a package
//! page") has one class weight for every outcome: no entity, or an entity of one of the [`WEIGHED_KINDS`]. A
//! candidate's scores are the sums of its features' weights: multinomial logistic regression. The
//! weights are data (`src/data/model.tsv`, one feature a line), fitted by `fit_extractor` (`src/training`).
//!
//! A row is found by the hash of its [`Feature`], so that nothing is allocated while a document is read.
//! Weights are whole thousandths, so that their sum does not depend on the order in which features are
//! found.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::feature_families::FeatureFamilyDef;
use super::features::{Feature, UnknownFamily};
use crate::vocabulary::Kind;

/// The kinds that are weighed against each other. Places and works are read by rules of evidence instead.
pub const WEIGHED_KINDS: [Kind; 5] = [
    Kind::Person,
    Kind::Organization,
    Kind::Product,
    Kind::Concept,
    Kind::Event,
];

/// The number of outcomes: none, and the [`WEIGHED_KINDS`].
pub const OUTCOMES: usize = 1 + WEIGHED_KINDS.len();

/// The scores of one candidate: none first, then the kinds in the order of [`WEIGHED_KINDS`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
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
        const PRUNED_FROM: f32 = 0.9;
        let [none, kinds @ ..] = &self.0;
        let most = kinds.iter().copied().fold(f32::MIN, f32::max) - none;
        // The kinds' share against that of none, were the likeliest kind the only one.
        let share = (1.0 - PRUNED_FROM) / PRUNED_FROM;
        // One kind alone is too likely, or all five together are not.
        if most > share.ln() + 0.01 {
            return false;
        }
        if most < (share / kinds.len() as f32).ln() - 0.01 {
            return true;
        }
        self.probabilities()[0] >= PRUNED_FROM
    }

    /// The likeliest kind, and its probability; ties go to the earlier kind.
    pub fn best(&self) -> (Kind, f32) {
        likeliest_kind(&self.probabilities())
    }
}

/// The likeliest kind of a candidate's probabilities; ties go to the earlier kind.
pub fn likeliest_kind(all: &[f32; OUTCOMES]) -> (Kind, f32) {
    let mut best = (WEIGHED_KINDS[0], all[1]);
    for (kind, probability) in WEIGHED_KINDS.iter().zip(&all[1..]).skip(1) {
        if *probability > best.1 {
            best = (*kind, *probability);
        }
    }
    best
}

/// The position of a kind in [`Scores`]; none where the kind is not weighed.
pub fn outcome(kind: Kind) -> Option<usize> {
    WEIGHED_KINDS
        .iter()
        .position(|entity| *entity == kind)
        .map(|at| at + 1)
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

/// Where a name stands, as far as that moves how certain an entity has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing {
    /// Notes about technology, at least in part.
    Notes,
    /// A transcript alone.
    Transcript,
    /// Notes about something else: weights know less of its names, and are less certain of them.
    Elsewhere,
}

/// The rows of the file of weights that are no features: from which probability on a kind counts, in the
/// order of [`Standing`].
const THRESHOLDS: [&str; 3] = ["threshold", "threshold_spoken", "threshold_elsewhere"];

/// What is wrong with a file of weights.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// A line is not a name and six numbers.
    #[error("line {line}: expected the name of a feature and {OUTCOMES} numbers between tabs")]
    Malformed {
        /// From 1.
        line: usize,
    },
    /// No family is called so.
    #[error("line {line}: {unknown}")]
    UnknownFamily {
        /// From 1.
        line: usize,
        /// The family.
        unknown: UnknownFamily,
    },
    /// The feature has the hash of another: one of the two needs another name.
    #[error("line {line}: the feature \"{name}\" has the same hash as another; rename its family")]
    Collision {
        /// From 1.
        line: usize,
        /// The feature.
        name: String,
    },
    /// Rows are numbered with 16 bits.
    #[error("line {line}: more rows than the table can hold ({EMPTY})")]
    TooMany {
        /// From 1.
        line: usize,
    },
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
    /// The rows of [`THRESHOLDS`].
    thresholds: [Scores; THRESHOLDS.len()],
}

/// By how many bits of a hash [`Model::prefilter`] is looked up: 8 KiB of bits.
const PREFILTER_BITS: u32 = 16;

/// Where the bit of a feature stands in [`Model::prefilter`]: the word, and the bit in it.
const fn prefilter_place(feature: Feature) -> (usize, u64) {
    let place = feature.hash() >> (32 - PREFILTER_BITS);
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
    /// The first line that does not have that form, names a family that is not
    /// [registered](super::feature_families), or a feature that cannot be told from another.
    pub fn parse(text: &str) -> Result<Self, WeightsError> {
        let mut thresholds = [Scores([0.5; OUTCOMES]); THRESHOLDS.len()];
        let mut rows: Vec<(usize, &str, Feature, Scores)> = Vec::new();
        let mut family: Option<&FeatureFamilyDef> = None;
        for (line, written) in (1..).zip(text.lines()) {
            if written.is_empty() || written.starts_with("# ") {
                continue;
            }
            let malformed = || WeightsError::Malformed { line };
            let mut cells = written.split('\t');
            let name = cells.next().ok_or_else(malformed)?;
            let mut scores = Scores::default();
            for value in &mut scores.0 {
                let cell = cells.next().ok_or_else(malformed)?;
                *value = cell.parse().map_err(|_| malformed())?;
            }
            if let Some(at) = THRESHOLDS.iter().position(|threshold| *threshold == name) {
                thresholds[at] = scores;
                continue;
            }
            // The file is sorted: nearly all rows are of the family of the row before.
            let (own, value) = name.split_once('=').unwrap_or((name, ""));
            let definition = match family.filter(|known| known.name == own) {
                Some(known) => known,
                None => FeatureFamilyDef::find(own).ok_or_else(|| WeightsError::UnknownFamily {
                    line,
                    unknown: UnknownFamily(own.to_owned()),
                })?,
            };
            family = Some(definition);
            rows.push((line, name, Feature::of(definition, value), scores));
        }
        let mut model = Self {
            rows: Vec::with_capacity(rows.len()),
            slots: vec![(Feature::default(), EMPTY); (rows.len() * 2).next_power_of_two()],
            prefilter: vec![0; 1 << (PREFILTER_BITS - 6)],
            thresholds,
        };
        for (line, name, feature, scores) in rows {
            let row = model.rows.len() as u16;
            if model.rows.len() >= usize::from(EMPTY) {
                return Err(WeightsError::TooMany { line });
            }
            let mut slot = model.slot(feature);
            while model.slots[slot].1 != EMPTY {
                if model.slots[slot].0 == feature {
                    let name = name.to_owned();
                    return Err(WeightsError::Collision { line, name });
                }
                slot = (slot + 1) % model.slots.len();
            }
            model.slots[slot] = (feature, row);
            let (word, bit) = prefilter_place(feature);
            model.prefilter[word] |= bit;
            let thousandths = scores.0.map(|weight| (weight * 1000.0).round() as i32);
            model.rows.push(WeightSum(thousandths));
        }
        Ok(model)
    }

    /// A fingerprint of all weights and thresholds: 64 bits of a SHA-256.
    pub fn fingerprint(&self) -> u64 {
        let slots = self.slots.iter().filter(|(_, row)| *row != EMPTY);
        let mut rows: Vec<(u32, WeightSum)> = slots
            .map(|(feature, row)| (feature.hash(), self.weights(*row)))
            .collect();
        rows.sort_unstable_by_key(|(feature, _)| *feature);
        let mut hash = Sha256::new();
        for (feature, weights) in rows {
            hash.update(feature.to_le_bytes());
            weights
                .0
                .iter()
                .for_each(|weight| hash.update(weight.to_le_bytes()));
        }
        for threshold in self.thresholds.iter().flat_map(|row| row.0) {
            hash.update(threshold.to_le_bytes());
        }
        let digest = hash.finalize();
        u64::from_be_bytes(std::array::from_fn(|at| digest[at]))
    }

    /// How many features have weights.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    #[inline]
    fn slot(&self, feature: Feature) -> usize {
        feature.hash() as usize & (self.slots.len() - 1)
    }

    /// The row of a feature's weights, where it has any.
    #[inline]
    pub fn row(&self, feature: Feature) -> Option<u16> {
        let (word, bit) = prefilter_place(feature);
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

    /// The probability from which on a candidate counts as an entity of a kind.
    pub fn threshold(&self, kind: Kind, standing: Standing) -> f32 {
        let thresholds = &self.thresholds[standing as usize];
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
    fn scores_add_up() {
        let rows = "head=a\t0\t1\t0\t0\t0\t0\nshape=C\t0\t0\t0\t2\t0\t0\n";
        let model = Model::parse(rows).unwrap();
        let named = ["head=a", "shape=C", "head=b"].map(|name| Feature::named(name).unwrap());
        let rows = named.into_iter().filter_map(|feature| model.row(feature));
        let scores = model.score(rows);
        assert_eq!(scores.0, [0.0, 1.0, 0.0, 2.0, 0.0, 0.0]);
        let (kind, probability) = scores.best();
        assert_eq!(kind, Kind::Product);
        // e² / (e² + e + 4)
        assert!((probability - 0.524).abs() < 0.001, "{probability}");
    }

    #[test]
    fn a_broken_file_says_where_and_why() {
        let cases = [
            (
                "head=a\t0\t1\t0\t0\t0\t0\nhead=b\t0\n",
                "line 2: expected the name of a feature and 6 numbers between tabs",
            ),
            (
                "# weights\nhaed=a\t0\t1\t0\t0\t0\t0\n",
                "line 2: no family of features is called \"haed\"",
            ),
            (
                "head=a\t0\t1\t0\t0\t0\t0\nhead=A\t0\t1\t0\t0\t0\t0\n",
                "line 2: the feature \"head=A\" has the same hash as another; rename its family",
            ),
        ];
        for (text, expected) in cases {
            let error = Model::parse(text).err().unwrap();
            assert_eq!(error.to_string(), expected);
        }
    }
}
