//! How much more episodes of the same time have to do with each other.

use super::Weights;
use super::incidence::IncidenceMatrix;

/// The days of all episodes, and by what days apart multiply a score.
///
/// A query looks at every episode that shares anything with it, so both are tables.
#[derive(Debug)]
pub(super) struct Nearness {
    days: Vec<Option<i64>>,
    by_gap: Vec<f64>,
    weights: (f64, f64),
}

impl Nearness {
    /// The tables for some episodes.
    pub(super) fn new(matrix: &IncidenceMatrix, weights: &Weights) -> Self {
        let days: Vec<Option<i64>> = matrix.episodes.iter().map(|episode| episode.day).collect();
        let known = || days.iter().flatten();
        let span = known().max().unwrap_or(&0) - known().min().unwrap_or(&0);
        let weights = (weights.nearness, weights.nearness_days);
        // A wrong year in one episode must not ask for a table of centuries.
        let by_gap = (0..=span.min(36_525)).map(|gap| factor(gap, weights));
        Self {
            by_gap: by_gap.collect(),
            days,
            weights,
        }
    }

    /// By what the score of an episode is multiplied, for a query of a day.
    pub(super) fn of(&self, day: Option<i64>, episode: u32) -> f64 {
        let (Some(one), Some(other)) = (day, self.days[episode as usize]) else {
            return 1.0;
        };
        let gap = (one - other).abs();
        self.by_gap
            .get(gap as usize)
            .copied()
            .unwrap_or_else(|| factor(gap, self.weights))
    }
}

fn factor(gap: i64, (nearness, days): (f64, f64)) -> f64 {
    1.0 + nearness * (-(gap as f64) / days).exp()
}
