//! Sparse rows, and the same numbers by column: the inverted lists behind every score.

use std::cmp::Ordering;

/// A number of a row (of the column `at`) or of a column (of the row `at`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Entry {
    /// The other coordinate.
    pub at: u32,
    /// Above 0.
    pub weight: f32,
}

/// A matrix with few numbers in it; rows are episodes.
#[derive(Debug, Default)]
pub(super) struct SparseMatrix {
    rows: Vec<Vec<Entry>>,
    columns: Vec<Vec<Entry>>,
}

impl SparseMatrix {
    /// A matrix of rows, each sorted by column.
    pub(super) fn new(columns: usize, rows: Vec<Vec<Entry>>) -> Self {
        let mut lists: Vec<Vec<Entry>> = vec![Vec::new(); columns];
        for (row, at) in rows.iter().zip(0..) {
            for entry in row {
                lists[entry.at as usize].push(Entry {
                    at,
                    weight: entry.weight,
                });
            }
        }
        Self {
            rows,
            columns: lists,
        }
    }

    /// A row, sorted by column.
    pub(super) fn row(&self, at: u32) -> &[Entry] {
        &self.rows[at as usize]
    }

    /// A column, sorted by row.
    pub(super) fn column(&self, at: u32) -> &[Entry] {
        &self.columns[at as usize]
    }

    /// Adds the products of a vector with all rows to `sums`, times what `factor` gives its entries.
    pub(super) fn multiply(&self, vector: &[Entry], factor: impl Fn(u32) -> f64, sums: &mut [f64]) {
        for entry in vector {
            let weight = f64::from(entry.weight) * factor(entry.at);
            if weight <= 0.0 {
                continue;
            }
            for other in self.column(entry.at) {
                sums[other.at as usize] += weight * f64::from(other.weight);
            }
        }
    }
}

/// What two vectors have in common: the place, and the product of the two numbers.
pub(super) fn shared(one: &[Entry], other: &[Entry]) -> impl Iterator<Item = (u32, f64)> {
    let (mut a, mut b) = (one.iter().peekable(), other.iter().peekable());
    std::iter::from_fn(move || {
        loop {
            let (left, right) = (a.peek()?, b.peek()?);
            match left.at.cmp(&right.at) {
                Ordering::Less => drop(a.next()),
                Ordering::Greater => drop(b.next()),
                Ordering::Equal => {
                    let product = f64::from(left.weight) * f64::from(right.weight);
                    let found = (left.at, product);
                    a.next();
                    b.next();
                    return Some(found);
                }
            }
        }
    })
}

/// The cosine of two vectors, 0 where one of them is empty.
pub(super) fn cosine(one: &[Entry], other: &[Entry]) -> f64 {
    let product =
        |a: &[Entry], b: &[Entry]| -> f64 { shared(a, b).map(|(_, product)| product).sum() };
    let lengths = (product(one, one) * product(other, other)).sqrt();
    if lengths > 0.0 {
        product(one, other) / lengths
    } else {
        0.0
    }
}

/// Scales a vector to the length 1.
pub(super) fn normalized(vector: Vec<(u32, f64)>) -> Vec<Entry> {
    let length = vector
        .iter()
        .map(|(_, weight)| weight * weight)
        .sum::<f64>()
        .sqrt();
    let entries = vector.into_iter().filter(|(_, weight)| *weight > 0.0);
    entries
        .map(|(at, weight)| Entry {
            at,
            weight: (weight / length) as f32,
        })
        .collect()
}
