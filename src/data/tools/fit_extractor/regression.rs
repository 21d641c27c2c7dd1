//! Multinomial logistic regression over sparse binary features: AdaGrad with L2, in a fixed order,
//! so that the same examples give the same weights.

use std::collections::HashMap;

use showgraph::extract::model::OUTCOMES;

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
    pub epochs: usize,
    pub rate: f64,
    pub l2: f64,
}

pub type Weights = Vec<[f64; OUTCOMES]>;

/// Fits weights, starting at `priors` and drawn back to them; only features in `allowed` have one.
pub fn fit(
    examples: &[&Example],
    allowed: &[bool],
    priors: &Weights,
    settings: Settings,
) -> Weights {
    let mut weights = priors.clone();
    let mut squares: Weights = vec![[1e-8; OUTCOMES]; allowed.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..settings.epochs {
        // Fisher and Yates, with xorshift: the same order in every run.
        for at in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            order.swap(at, (random % (at as u64 + 1)) as usize);
        }
        for at in &order {
            let example = examples[*at];
            let probabilities = predict(example, &weights, allowed);
            for (outcome, probability) in probabilities.iter().enumerate() {
                let slope = (probability - example.target[outcome]) * example.weight;
                for feature in example
                    .features
                    .iter()
                    .filter(|feature| allowed[**feature as usize])
                {
                    let weight = &mut weights[*feature as usize][outcome];
                    let square = &mut squares[*feature as usize][outcome];
                    let prior = priors[*feature as usize][outcome];
                    let slope = slope + settings.l2 * (*weight - prior);
                    *square += slope * slope;
                    *weight -= settings.rate * slope / square.sqrt();
                }
            }
        }
    }
    weights
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
