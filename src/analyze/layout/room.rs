//! Room for every node: the whole brought to the size and shape of a map, and what overlaps moved apart.

use std::collections::BTreeMap;

use super::arithmetic::{directions, float, ln, sunflower};

/// What a map looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct MapShape {
    /// Its width, where its height is 1.
    pub aspect: f64,
    /// How many times the area of its nodes it has.
    pub room: f64,
}

/// A node on the map: its middle, and half its width and height.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rectangle {
    pub(super) x: f64,
    pub(super) y: f64,
    half_width: f64,
    half_height: f64,
}

impl Rectangle {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self {
            x: 0.0,
            y: 0.0,
            half_width: width / 2.0,
            half_height: height / 2.0,
        }
    }

    fn area(&self) -> f64 {
        4.0 * self.half_width * self.half_height
    }

    /// By how much it and another lie in each other, sideways and upwards; they touch where one is 0.
    fn overlap(&self, other: &Self) -> (f64, f64) {
        (
            self.half_width + other.half_width - (self.x - other.x).abs(),
            self.half_height + other.half_height - (self.y - other.y).abs(),
        )
    }
}

/// The value that a share of the others does not exceed.
fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a length"
    )]
    let at = (float(values.len()) * share) as usize;
    values.get(at).or(values.last()).copied().unwrap_or(0.0)
}

/// Brings nodes to the size and shape of a map, the middle at 0, and sets what is `hung` beside its host.
pub(super) fn fit(nodes: &mut [Rectangle], hung: &[Option<usize>], shape: MapShape) {
    let inner: Vec<usize> = (0..nodes.len()).filter(|at| hung[*at].is_none()).collect();
    let count = float(inner.len().max(1));
    let x = inner.iter().map(|at| nodes[*at].x).sum::<f64>() / count;
    let y = inner.iter().map(|at| nodes[*at].y).sum::<f64>() / count;
    let all = |figure: &dyn Fn(&Rectangle) -> f64, share| {
        let figure = quantile(inner.iter().map(|at| figure(&nodes[*at])).collect(), share);
        if figure > 0.0 { figure } else { 1.0 }
    };
    let reach = all(
        &|node| ((node.x - x) * (node.x - x) + (node.y - y) * (node.y - y)).sqrt(),
        0.9,
    );
    let (wide, high) = (
        all(&|node| (node.x - x).abs(), 0.95),
        all(&|node| (node.y - y).abs(), 0.95),
    );
    let stretch = (shape.aspect * high / wide).sqrt().clamp(0.72, 1.4);
    // A disc with the area that all nodes are to have.
    let area: f64 = nodes.iter().map(Rectangle::area).sum();
    let radius = (shape.room * area / std::f64::consts::PI).sqrt();
    for at in inner {
        let node = &mut nodes[at];
        let (dx, dy) = (
            (node.x - x) / reach * stretch,
            (node.y - y) / reach / stretch,
        );
        // A few far nodes must not make everything else small: beyond the reach, distance counts less.
        let far = (dx * dx + dy * dy).sqrt();
        let shrink = if far > 1.0 {
            (1.0 + 0.6 * ln(far)) / far
        } else {
            1.0
        };
        (node.x, node.y) = (dx * radius * shrink, dy * radius * shrink);
    }
    // Round each host like the seeds of a sunflower, the first ones nearest.
    let mut seeds: BTreeMap<usize, _> = BTreeMap::new();
    for (at, host) in hung.iter().enumerate() {
        if let Some(host) = *host {
            let spacing = 1.2 * (nodes[at].half_width + nodes[at].half_height);
            let seeds = seeds
                .entry(host)
                .or_insert_with(|| sunflower(spacing).skip(1));
            let (dx, dy) = seeds.next().unwrap_or_default();
            (nodes[at].x, nodes[at].y) = (nodes[host].x + dx, nodes[host].y + dy);
        }
    }
}

/// More often nodes are not moved; the few that overlap then still do.
const MOST_ROUNDS: usize = 200;

/// After so many rounds the whole is widened in each, until all have room: a dense map lacks it.
const PATIENCE: usize = 40;
const WIDENED: f64 = 1.03;

/// Moves nodes apart until none overlaps: each pair along the shorter way, half each, a bit further than needed,
/// so that the next round finds less.
pub(super) fn part(nodes: &mut [Rectangle]) {
    let widest = nodes.iter().map(|node| node.half_width).fold(0.0, f64::max);
    let highest = nodes
        .iter()
        .map(|node| node.half_height)
        .fold(0.0, f64::max);
    if widest == 0.0 || highest == 0.0 {
        return;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` keeps what is too far within bounds"
    )]
    let cell = |node: &Rectangle| {
        let column = (node.x / (2.0 * widest)).floor() as i64;
        (column, (node.y / (2.0 * highest)).floor() as i64)
    };
    for round in 0..MOST_ROUNDS {
        let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            cells.entry(cell(node)).or_default().push(at);
        }
        let mut calm = true;
        for (&(column, row), members) in &cells {
            // Each pair of cells once: the cell itself, and those after it in the order of the cells.
            for (right, up) in [(0, 0), (0, 1), (1, -1), (1, 0), (1, 1)] {
                let Some(others) = cells.get(&(column + right, row + up)) else {
                    continue;
                };
                for (n, &one) in members.iter().enumerate() {
                    let first = if (right, up) == (0, 0) { n + 1 } else { 0 };
                    for &other in &others[first..] {
                        calm &= !pushed(nodes, one, other);
                    }
                }
            }
        }
        if calm {
            return;
        }
        if round >= PATIENCE {
            for node in nodes.iter_mut() {
                (node.x, node.y) = (node.x * WIDENED, node.y * WIDENED);
            }
        }
    }
}

/// Moves two nodes apart if they overlap.
fn pushed(nodes: &mut [Rectangle], one: usize, other: usize) -> bool {
    let (a, b) = (nodes[one], nodes[other]);
    let (sideways, upwards) = a.overlap(&b);
    if sideways <= 0.0 || upwards <= 0.0 {
        return false;
    }
    let (mut dx, mut dy) = (a.x - b.x, a.y - b.y);
    if dx == 0.0 && dy == 0.0 {
        // On one spot: any way will do, if it is always the same one.
        (dx, dy) = directions().nth(one % 64).unwrap_or_default();
    }
    let step = |overlap: f64, way: f64| (0.505 * overlap).copysign(way);
    if sideways < upwards {
        nodes[one].x += step(sideways, dx);
        nodes[other].x -= step(sideways, dx);
    } else {
        nodes[one].y += step(upwards, dy);
        nodes[other].y -= step(upwards, dy);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_overlaps_even_if_all_begins_on_one_spot() {
        let mut nodes: Vec<Rectangle> = (0..60)
            .map(|n| Rectangle::new(20.0 + f64::from(n % 7) * 10.0, 12.0))
            .collect();
        part(&mut nodes);
        for (n, one) in nodes.iter().enumerate() {
            for other in &nodes[n + 1..] {
                let (sideways, upwards) = one.overlap(other);
                assert!(sideways <= 0.0 || upwards <= 0.0, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn what_hangs_on_a_node_stands_beside_it() {
        let mut nodes = vec![Rectangle::new(10.0, 10.0); 5];
        for (node, x) in nodes.iter_mut().zip([-50.0, 50.0]) {
            node.x = x;
        }
        let shape = MapShape {
            aspect: 1.0,
            room: 10.0,
        };
        fit(&mut nodes, &[None, None, Some(1), Some(1), Some(0)], shape);
        let distance = |one: usize, other: usize| {
            (nodes[one].x - nodes[other].x).hypot(nodes[one].y - nodes[other].y)
        };
        for (hung, host, stranger) in [(2, 1, 0), (3, 1, 0), (4, 0, 1)] {
            assert!(distance(hung, host) < distance(hung, stranger), "{nodes:?}");
        }
    }
}
