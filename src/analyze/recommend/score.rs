//! The score of pairs: four figures, each as many times its standard deviation over the candidates, and
//! their weighted sum. By inverted lists, never all with all.
//!
//! Every figure is a sum of terms, so the score is one, too: what a reader is shown of it are these very
//! terms. What is left out by options counts in the standard deviations still, so that leaving out a
//! ground lowers a score by that ground's share and changes nothing else.

use super::Weights;
use super::index::Index;
use super::nearness::Nearness;
use super::sparse::{Entry, SparseMatrix, shared};

/// Scores are compared and given to this precision: the last bits of logarithms differ between
/// machines, the order must not.
const PRECISION: f64 = 1e6;

/// An episode that is asked about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// Its place, where it is one of those that are scored: it is no candidate.
    pub at: Option<u32>,
    /// Its things.
    pub things: &'a [Entry],
    /// The words of its text.
    pub text: &'a [Entry],
    /// Its day.
    pub day: Option<i64>,
    /// How much it counts among those that are asked about.
    pub weight: f64,
}

/// A question.
pub(super) struct ScoreQuery<'a> {
    /// The episodes that it is about.
    pub asked: &'a [Asked<'a>],
    /// By how much more or less things count; none where all count alike.
    pub things: Option<&'a (dyn Fn(u32) -> f64 + Sync)>,
    /// By how much more or less words count; none where all count alike.
    pub words: Option<&'a (dyn Fn(u32) -> f64 + Sync)>,
    /// Whether nearness in time counts.
    pub nearness: bool,
}

/// What one figure of one asked episode is multiplied with.
#[derive(Debug, Clone, Copy, Default)]
struct Scales {
    things: f64,
    text: f64,
    head: f64,
    nearness: f64,
}

/// A score of each episode; kept from one query to the next.
pub(super) struct Scorer<'a> {
    index: &'a Index,
    nearness: &'a Nearness,
    weights: &'a Weights,
    /// The figures of one asked episode.
    things: Vec<f64>,
    text: Vec<f64>,
    head: Vec<f64>,
    near: Vec<f64>,
    /// The scores so far, and what of them is shared and not only near.
    scores: Vec<f64>,
    grounds: Vec<f64>,
    scales: Vec<Scales>,
}

/// The terms of a score, each more than 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    /// Of things: their places, sorted, each once.
    pub things: Vec<(u32, f64)>,
    /// Of words, likewise.
    pub words: Vec<(u32, f64)>,
    /// Of being near in time.
    pub nearness: f64,
}

impl<'a> Scorer<'a> {
    /// Room for the episodes of an index.
    pub(super) fn new(
        index: &'a Index,
        nearness: &'a Nearness,
        weights: &'a Weights,
        episodes: usize,
    ) -> Self {
        let room = || vec![0.0; episodes];
        Self {
            index,
            nearness,
            weights,
            things: room(),
            text: room(),
            head: room(),
            near: room(),
            scores: room(),
            grounds: room(),
            scales: Vec::new(),
        }
    }

    /// Scores all episodes for a query: those that share something with it, each with its score, in
    /// the order of their places.
    ///
    /// Costs the length of the lists of the query's things and words, and a look at each episode.
    pub(super) fn scores(&mut self, query: &ScoreQuery<'_>) -> Vec<(f64, u32)> {
        self.scores.fill(0.0);
        self.grounds.fill(0.0);
        self.scales.clear();
        for asked in query.asked {
            self.add(asked, query);
        }
        // Who asks is no candidate.
        for at in query.asked.iter().filter_map(|asked| asked.at) {
            self.grounds[at as usize] = 0.0;
        }
        let mut found = Vec::new();
        for (at, (score, ground)) in (0..).zip(self.scores.iter().zip(&self.grounds)) {
            let score = rounded(*score);
            if *ground > 0.0 && score > 0.0 {
                found.push((score, at));
            }
        }
        found
    }

    fn add(&mut self, asked: &Asked<'_>, query: &ScoreQuery<'_>) {
        self.figures(asked, None, None);
        for (near, at) in self.near.iter_mut().zip(0..) {
            *near = self.nearness.of(asked.day, at);
        }
        let parts = &self.weights.parts;
        let figures = [&self.things, &self.text, &self.head, &self.near].map(Vec::as_slice);
        let [things, text, head, near] = deviations(figures, asked.at);
        let scale =
            |weight: f64, deviation: f64| asked.weight * weight / deviation.max(f64::MIN_POSITIVE);
        let scales = Scales {
            things: scale(parts.things, things),
            text: scale(parts.text, text),
            head: scale(parts.head, head),
            nearness: match query.nearness {
                true => scale(parts.nearness, near),
                false => 0.0,
            },
        };
        self.scales.push(scales);
        if query.things.is_some() || query.words.is_some() {
            self.figures(asked, query.things, query.words);
        }
        let figures = self.things.iter().zip(&self.text).zip(&self.head);
        let sums = self.scores.iter_mut().zip(&mut self.grounds);
        for ((((things, text), head), near), (score, grounds)) in figures.zip(&self.near).zip(sums)
        {
            let ground = things * scales.things + text * scales.text + head * scales.head;
            *grounds += ground;
            *score += ground + near * scales.nearness;
        }
    }

    fn figures(
        &mut self,
        asked: &Asked<'_>,
        things: Option<&(dyn Fn(u32) -> f64 + Sync)>,
        words: Option<&(dyn Fn(u32) -> f64 + Sync)>,
    ) {
        let index = self.index;
        let fill = |matrix: &SparseMatrix,
                    vector,
                    factor: Option<&(dyn Fn(u32) -> f64 + Sync)>,
                    sums: &mut Vec<f64>| {
            sums.fill(0.0);
            match factor {
                None => matrix.multiply(vector, |_| 1.0, sums),
                Some(factor) => matrix.multiply(vector, factor, sums),
            }
        };
        fill(&index.things, asked.things, things, &mut self.things);
        fill(&index.text, asked.text, words, &mut self.text);
        fill(&index.head, asked.text, words, &mut self.head);
    }

    /// The terms of the score that an episode has for the query that was scored last.
    pub(super) fn terms(&self, query: &ScoreQuery<'_>, episode: u32) -> Terms {
        let mut terms = Terms::default();
        let thing = |at| query.things.map_or(1.0, |factor| factor(at));
        let word = |at| query.words.map_or(1.0, |factor| factor(at));
        for (asked, scales) in query.asked.iter().zip(&self.scales) {
            let things = shared(asked.things, self.index.things.row(episode));
            let things = things.map(|(at, product)| (at, product * thing(at) * scales.things));
            terms.things.extend(things);
            for (matrix, scale) in [
                (&self.index.text, scales.text),
                (&self.index.head, scales.head),
            ] {
                let words = shared(asked.text, matrix.row(episode));
                let words = words.map(|(at, product)| (at, product * word(at) * scale));
                terms.words.extend(words);
            }
            terms.nearness += self.nearness.of(asked.day, episode) * scales.nearness;
        }
        summed(&mut terms.things);
        summed(&mut terms.words);
        terms
    }
}

/// Makes one term of all that are for one place, sorts them by place and drops those that are nothing.
fn summed(terms: &mut Vec<(u32, f64)>) {
    terms.sort_by_key(|(at, _)| *at);
    terms.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1 += next.1;
        }
        same
    });
    terms.retain(|(_, value)| *value > 0.0);
}

/// The standard deviation of each figure over all candidates, which leave out the episode that is asked about.
/// Where they are all alike, as one alone is, their mean; infinite where all are 0.
///
/// The figures are summed side by side: sums of one after the other would wait for each addition.
fn deviations<const N: usize>(figures: [&[f64]; N], asked: Option<u32>) -> [f64; N] {
    let all = figures.first().map_or(0, |figure| figure.len());
    // Of the same length, which the compiler then knows.
    let figures = figures.map(|figure| &figure[..all]);
    let count = (all as f64 - if asked.is_some() { 1.0 } else { 0.0 }).max(1.0);
    let own = figures.map(|figure| asked.map_or(0.0, |at| figure[at as usize]));
    let mut sums = [0.0; N];
    for at in 0..all {
        for (sum, figure) in sums.iter_mut().zip(&figures) {
            *sum += figure[at];
        }
    }
    let means: [f64; N] = std::array::from_fn(|at| (sums[at] - own[at]) / count);
    let mut squares = [0.0; N];
    for at in 0..all {
        for ((square, figure), mean) in squares.iter_mut().zip(&figures).zip(&means) {
            let apart = figure[at] - mean;
            *square += apart * apart;
        }
    }
    std::array::from_fn(|at| {
        let mean = means[at];
        let own = match asked {
            Some(_) => (own[at] - mean) * (own[at] - mean),
            None => 0.0,
        };
        let deviation = ((squares[at] - own) / count).max(0.0).sqrt();
        if deviation > 1e-6 * mean.abs().max(1e-6) {
            deviation
        } else if mean > 0.0 {
            mean
        } else {
            f64::INFINITY
        }
    })
}

pub(super) fn rounded(value: f64) -> f64 {
    (value * PRECISION).round() / PRECISION
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deviation_leaves_out_the_episode_that_is_asked_about() {
        for (name, figures, asked, expected) in [
            ("two", &[1.0, 3.0][..], None, 1.0),
            ("without the asked one", &[100.0, 1.0, 3.0], Some(0), 1.0),
            ("all alike: the mean", &[0.5, 0.5], None, 0.5),
            ("one candidate", &[9.0, 2.0], Some(0), 2.0),
            ("nothing", &[0.0, 0.0], None, f64::INFINITY),
            ("no episode", &[], None, f64::INFINITY),
        ] {
            assert_eq!(deviations([figures], asked), [expected], "{name}");
        }
    }
}
