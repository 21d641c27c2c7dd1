//! Bodies summed up by where they are: far ones act as one (Barnes and Hut, "A hierarchical O(N log N)
//! force-calculation algorithm", 1986).

use super::body::Body;

/// A cell that looks smaller than this from a body, by its width over its distance, acts as one.
const THETA: f64 = 0.7;

/// Cells are not halved more often: bodies on one spot share a cell.
const DEEPEST: u32 = 32;

const NOBODY: u32 = u32::MAX;

/// A square, and what is in it.
#[derive(Debug, Clone)]
struct Cell {
    /// Its middle, and half its width.
    middle: (f64, f64),
    half: f64,
    /// The mass in it, and where its centre is.
    mass: f64,
    centre: (f64, f64),
    /// The first of its four quarters, 0 where it is not divided.
    quarters: u32,
    /// The only body in it.
    body: u32,
}

impl Cell {
    fn new(middle: (f64, f64), half: f64) -> Self {
        Self {
            middle,
            half,
            mass: 0.0,
            centre: (0.0, 0.0),
            quarters: 0,
            body: NOBODY,
        }
    }

    /// Which of its quarters a point lies in.
    fn quarter(&self, x: f64, y: f64) -> u32 {
        u32::from(x >= self.middle.0) + 2 * u32::from(y >= self.middle.1)
    }

    fn take(&mut self, body: &Body) {
        let mass = self.mass + body.mass;
        let share = body.mass / mass;
        self.centre.0 += (body.x - self.centre.0) * share;
        self.centre.1 += (body.y - self.centre.1) * share;
        self.mass = mass;
    }
}

/// All bodies of a moment.
#[derive(Debug)]
pub(super) struct Quadtree {
    cells: Vec<Cell>,
}

impl Quadtree {
    pub(super) fn new(bodies: &[Body]) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for body in bodies {
            low = low.min(body.x).min(body.y);
            high = high.max(body.x).max(body.y);
        }
        let middle = (low + high) / 2.0;
        let mut tree = Self {
            cells: vec![Cell::new((middle, middle), (high - low) / 2.0 + 1.0)],
        };
        for number in (0..bodies.len()).filter_map(|at| u32::try_from(at).ok()) {
            tree.insert(bodies, number);
        }
        tree
    }

    fn insert(&mut self, bodies: &[Body], number: u32) {
        let body = &bodies[number as usize];
        let mut at = 0;
        for depth in 0.. {
            let empty = self.cells[at].mass == 0.0;
            self.cells[at].take(body);
            if empty {
                self.cells[at].body = number;
                return;
            }
            if self.cells[at].quarters == 0 {
                if depth == DEEPEST {
                    self.cells[at].body = NOBODY;
                    return;
                }
                self.divide(at, bodies);
            }
            at = (self.cells[at].quarters + self.cells[at].quarter(body.x, body.y)) as usize;
        }
    }

    /// Quarters a cell, and puts its body into one of them.
    fn divide(&mut self, at: usize, bodies: &[Body]) {
        let cell = &self.cells[at];
        let ((x, y), half, inside) = (cell.middle, cell.half / 2.0, cell.body);
        let first = u32::try_from(self.cells.len()).expect("four cells a body at each depth");
        for (right, up) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            self.cells.push(Cell::new((x + right, y + up), half));
        }
        let cell = &mut self.cells[at];
        (cell.quarters, cell.body) = (first, NOBODY);
        if let Some(body) = bodies.get(inside as usize) {
            let quarter = (first + self.cells[at].quarter(body.x, body.y)) as usize;
            self.cells[quarter].take(body);
            self.cells[quarter].body = inside;
        }
    }

    /// What drives a body away from all others: for each the product of both masses over their distance.
    pub(super) fn repulsion(&self, number: usize, body: &Body, todo: &mut Vec<u32>) -> (f64, f64) {
        let (mut x, mut y) = (0.0, 0.0);
        todo.clear();
        todo.push(0);
        while let Some(at) = todo.pop() {
            let cell = &self.cells[at as usize];
            if cell.mass == 0.0 || cell.body as usize == number {
                continue;
            }
            let (dx, dy) = (body.x - cell.centre.0, body.y - cell.centre.1);
            let distance = dx * dx + dy * dy;
            let width = 2.0 * cell.half;
            if cell.quarters == 0 || width * width < THETA * THETA * distance {
                if distance > 0.0 {
                    let force = body.mass * cell.mass / distance;
                    x += dx * force;
                    y += dy * force;
                }
            } else {
                todo.extend(cell.quarters..cell.quarters + 4);
            }
        }
        (x, y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::layout::arithmetic::sunflower;

    /// The same sum over all pairs.
    fn exact(bodies: &[Body], number: usize) -> (f64, f64) {
        let body = &bodies[number];
        let others = (bodies.iter().enumerate()).filter(|(other, _)| *other != number);
        others.fold((0.0, 0.0), |(x, y), (_, other)| {
            let (dx, dy) = (body.x - other.x, body.y - other.y);
            let force = body.mass * other.mass / (dx * dx + dy * dy);
            (x + dx * force, y + dy * force)
        })
    }

    #[test]
    fn far_bodies_act_nearly_as_one_by_one() {
        let bodies: Vec<Body> = sunflower(5.0)
            .take(400)
            .map(|(x, y)| Body::at(x, y))
            .collect();
        let tree = Quadtree::new(&bodies);
        for number in [0, 7, 123, 399] {
            let (x, y) = tree.repulsion(number, &bodies[number], &mut Vec::new());
            let (right_x, right_y) = exact(&bodies, number);
            let error = (x - right_x).hypot(y - right_y);
            // Of the strongest: in the middle all forces cancel.
            let (edge_x, edge_y) = exact(&bodies, 399);
            assert!(error < 0.05 * edge_x.hypot(edge_y), "{number}: {error}");
        }
    }

    #[test]
    fn bodies_on_one_spot_are_one_cell_and_drive_nobody() {
        let bodies = vec![Body::at(3.0, 4.0); 9];
        let tree = Quadtree::new(&bodies);
        assert_eq!(tree.repulsion(4, &bodies[4], &mut Vec::new()), (0.0, 0.0));
        let far = Body::at(103.0, 4.0);
        let (x, y) = tree.repulsion(usize::MAX, &far, &mut Vec::new());
        assert!((x - 0.09).abs() < 1e-9 && y.abs() < 1e-9, "{x} {y}");
    }
}
