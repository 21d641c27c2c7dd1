//! How near episodes are to each other in time.

use super::incidence::IncidenceMatrix;

/// The days of all episodes, and how near days apart are: a query looks at every episode, so both are
/// tables.
#[derive(Debug)]
pub(super) struct Nearness {
    days: Vec<Option<i64>>,
    by_gap: Vec<f64>,
    scale: f64,
}

impl Nearness {
    /// The tables for some episodes; nearness falls to 1/e in `scale` days.
    pub(super) fn new(matrix: &IncidenceMatrix, scale: f64) -> Self {
        let days: Vec<Option<i64>> = matrix.episodes.iter().map(|episode| episode.day).collect();
        let known = || days.iter().flatten();
        let span = known().max().unwrap_or(&0) - known().min().unwrap_or(&0);
        // A wrong year in one episode must not ask for a table of centuries.
        let by_gap = (0..=span.min(36_525)).map(|gap| near(gap, scale));
        Self {
            by_gap: by_gap.collect(),
            days,
            scale,
        }
    }

    /// How near an episode is to a day, 0 to 1; 0 where either day is unknown.
    pub(super) fn of(&self, day: Option<i64>, episode: u32) -> f64 {
        let (Some(one), Some(other)) = (day, self.days[episode as usize]) else {
            return 0.0;
        };
        let gap = (one - other).abs();
        let known = self.by_gap.get(gap as usize).copied();
        known.unwrap_or_else(|| near(gap, self.scale))
    }
}

fn near(gap: i64, scale: f64) -> f64 {
    (-(gap as f64) / scale).exp()
}
