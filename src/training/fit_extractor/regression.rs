//! Multinomial logistic regression over sparse binary features, drawn to priors: the one optimum of
//! a convex function, found by L-BFGS in a fixed order, so that the same examples give the same
//! weights.

use std::collections::{HashMap, VecDeque};

use showgraph::knowledge::weights::OUTCOMES;

/// One candidate.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// Its features, as indices into the names.
    pub features: Vec<u32>,
    /// What is given beforehand, and not learned.
    pub offset: [f64; OUTCOMES],
    /// The wanted distribution over outcomes.
    pub target: [f64; OUTCOMES],
    /// How much it counts.
    pub weight: f64,
    /// Whether any careful reader would list it.
    pub must: bool,
}

/// Names of features, numbered.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub names: Vec<String>,
    index: HashMap<String, u32>,
}

impl Names {
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(at) = self.index.get(name) {
            return *at;
        }
        let at = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.index.insert(name.to_owned(), at);
        at
    }
}

/// How to fit.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Steps at most.
    pub steps: usize,
    /// How strongly weights are drawn to their priors.
    pub pull: f64,
}

pub type Weights = Vec<[f64; OUTCOMES]>;

/// Pairs of steps and changes of slope that L-BFGS remembers.
const MEMORY: usize = 8;

/// Fits weights, starting at `priors` and drawn back to them; only features in `allowed` have one.
/// `pulls` says how much more or less than usual each feature is drawn back.
pub fn fit(
    examples: &[&Example],
    allowed: &[bool],
    priors: &Weights,
    pulls: &[f64],
    settings: Settings,
) -> Weights {
    let loss = |weights: &Weights| loss(examples, allowed, priors, pulls, weights, settings.pull);
    let mut weights = priors.clone();
    let (mut value, mut slope) = loss(&weights);
    let mut memory: VecDeque<(Weights, Weights, f64)> = VecDeque::new();
    for _ in 0..settings.steps {
        let direction = direction(&slope, &memory);
        let descent = dot(&direction, &slope);
        if descent > -1e-5 * value.abs() {
            break;
        }
        let mut size = if memory.is_empty() {
            1.0 / dot(&slope, &slope).sqrt()
        } else {
            1.0
        };
        let (next, next_value, next_slope) = loop {
            let next = moved(&weights, &direction, size);
            let (next_value, next_slope) = loss(&next);
            if next_value <= value + 1e-4 * size * descent || size < 1e-9 {
                break (next, next_value, next_slope);
            }
            size /= 2.0;
        };
        let step = moved(&next, &weights, -1.0);
        let change = moved(&next_slope, &slope, -1.0);
        let curvature = dot(&step, &change);
        if curvature > 1e-12 {
            memory.push_back((step, change, 1.0 / curvature));
            if memory.len() > MEMORY {
                memory.pop_front();
            }
        }
        (weights, value, slope) = (next, next_value, next_slope);
    }
    weights
}

/// The loss at some weights, and its slope.
fn loss(
    examples: &[&Example],
    allowed: &[bool],
    priors: &Weights,
    pulls: &[f64],
    weights: &Weights,
    pull: f64,
) -> (f64, Weights) {
    let mut value = 0.0;
    let mut slope: Weights = vec![[0.0; OUTCOMES]; weights.len()];
    for (((slope, weight), prior), own) in slope.iter_mut().zip(weights).zip(priors).zip(pulls) {
        for ((slope, weight), prior) in slope.iter_mut().zip(weight).zip(prior) {
            let apart = weight - prior;
            value += 0.5 * pull * own * apart * apart;
            *slope = pull * own * apart;
        }
    }
    for example in examples {
        let probabilities = predict(example, weights, allowed);
        let mut errors = probabilities;
        for ((error, probability), target) in
            errors.iter_mut().zip(probabilities).zip(example.target)
        {
            value -= example.weight * target * probability.max(1e-12).ln();
            *error = (probability - target) * example.weight;
        }
        for feature in &example.features {
            if allowed[*feature as usize] {
                for (slope, error) in slope[*feature as usize].iter_mut().zip(errors) {
                    *slope += error;
                }
            }
        }
    }
    (value, slope)
}

/// Where L-BFGS goes from here.
fn direction(slope: &Weights, memory: &VecDeque<(Weights, Weights, f64)>) -> Weights {
    let mut out = scaled(slope, -1.0);
    let mut shares = Vec::with_capacity(memory.len());
    for (step, change, inverse) in memory.iter().rev() {
        let share = inverse * dot(step, &out);
        add(&mut out, change, -share);
        shares.push(share);
    }
    if let Some((step, change, _)) = memory.back() {
        out = scaled(&out, dot(step, change) / dot(change, change));
    }
    for ((step, change, inverse), share) in memory.iter().zip(shares.iter().rev()) {
        let back = inverse * dot(change, &out);
        add(&mut out, step, share - back);
    }
    out
}

fn dot(one: &Weights, other: &Weights) -> f64 {
    one.iter()
        .flatten()
        .zip(other.iter().flatten())
        .map(|(a, b)| a * b)
        .sum()
}

fn add(to: &mut Weights, what: &Weights, times: f64) {
    for (to, what) in to.iter_mut().flatten().zip(what.iter().flatten()) {
        *to += times * what;
    }
}

fn scaled(weights: &Weights, by: f64) -> Weights {
    weights
        .iter()
        .map(|row| row.map(|value| value * by))
        .collect()
}

fn moved(from: &Weights, along: &Weights, by: f64) -> Weights {
    let mut out = from.clone();
    add(&mut out, along, by);
    out
}

/// The probabilities of an example.
pub fn predict(example: &Example, weights: &Weights, allowed: &[bool]) -> [f64; OUTCOMES] {
    softmax(scores(example, weights, allowed))
}

/// The sums of an example.
pub fn scores(example: &Example, weights: &Weights, allowed: &[bool]) -> [f64; OUTCOMES] {
    let mut sum = example.offset;
    for feature in &example.features {
        if allowed[*feature as usize] {
            for (sum, weight) in sum.iter_mut().zip(weights[*feature as usize]) {
                *sum += weight;
            }
        }
    }
    sum
}

pub fn softmax(mut values: [f64; OUTCOMES]) -> [f64; OUTCOMES] {
    let top = values.iter().copied().fold(f64::MIN, f64::max);
    for value in &mut values {
        *value = (*value - top).exp();
    }
    let sum: f64 = values.iter().sum();
    values.map(|value| value / sum)
}
