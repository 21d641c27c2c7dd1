//! The forces of ForceAtlas2, in its LinLog mode: attraction by the logarithm of the distance, repulsion by the
//! masses over the distance, some gravity, and a speed of its own for each body.

use rayon::prelude::*;

use super::arithmetic::{float, ln};
use super::body::Body;
use super::quadtree::Quadtree;

/// How strongly everything is drawn to the middle.
const GRAVITY: f64 = 0.4;

/// What draws two bodies together.
#[derive(Debug)]
pub(super) struct Spring {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) weight: f64,
}

/// How many rounds: large maps rest sooner, seen from afar, and each of their rounds costs more.
const fn rounds(bodies: usize) -> usize {
    match bodies {
        0 | 1 => 0,
        2..=500 => 600,
        501..=1_500 => 400,
        1_501..=5_000 => 260,
        _ => 120,
    }
}

/// Lets the forces move the bodies until they rest.
pub(super) fn settle(bodies: &mut [Body], springs: &[Spring]) {
    for spring in springs {
        bodies[spring.a].mass += spring.weight;
        bodies[spring.b].mass += spring.weight;
    }
    let slow_down = 1.0 + ln(float(bodies.len().max(1)));
    for _ in 0..rounds(bodies.len()) {
        let tree = Quadtree::new(bodies);
        let mut forces: Vec<(f64, f64)> = (bodies.par_iter().enumerate())
            .map_init(Vec::new, |todo, (number, body)| {
                let (x, y) = tree.repulsion(number, body, todo);
                let distance = (body.x * body.x + body.y * body.y).sqrt();
                let pull = if distance > 0.0 {
                    GRAVITY * body.mass / distance
                } else {
                    0.0
                };
                (x - body.x * pull, y - body.y * pull)
            })
            .collect();
        for Spring { a, b, weight } in springs {
            let (dx, dy) = (bodies[*a].x - bodies[*b].x, bodies[*a].y - bodies[*b].y);
            let distance = (dx * dx + dy * dy).sqrt();
            if distance > 0.0 {
                let pull = weight * ln(1.0 + distance) / distance;
                forces[*a].0 -= dx * pull;
                forces[*a].1 -= dy * pull;
                forces[*b].0 += dx * pull;
                forces[*b].1 += dy * pull;
            }
        }
        for (body, force) in bodies.iter_mut().zip(forces) {
            body.follow(force, slow_down);
        }
    }
}
