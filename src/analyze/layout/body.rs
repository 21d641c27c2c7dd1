//! A node on its way to its place: it follows forces at a speed of its own.

use super::arithmetic::ln;

/// No force moves a body by more than this.
const STRONGEST: f64 = 10.0;

/// A node on its way.
#[derive(Debug, Clone, Default)]
pub(super) struct Body {
    pub(super) x: f64,
    pub(super) y: f64,
    /// One, and what its springs weigh.
    pub(super) mass: f64,
    /// The force of the last round.
    last: (f64, f64),
    /// How sure it is of its way.
    convergence: f64,
}

impl Body {
    pub(super) fn at(x: f64, y: f64) -> Self {
        Self {
            x,
            y,
            mass: 1.0,
            last: (0.0, 0.0),
            convergence: 1.0,
        }
    }

    /// Follows a force, slower the more it swings.
    pub(super) fn follow(&mut self, (x, y): (f64, f64), slow_down: f64) {
        let strength = (x * x + y * y).sqrt();
        let limit = if strength > STRONGEST {
            STRONGEST / strength
        } else {
            1.0
        };
        let force = (x * limit, y * limit);
        let length = |x: f64, y: f64| (x * x + y * y).sqrt();
        let swinging = self.mass * length(self.last.0 - force.0, self.last.1 - force.1);
        let traction = length(self.last.0 + force.0, self.last.1 + force.1) / 2.0;
        let calm = 1.0 + swinging.sqrt();
        let speed = self.convergence * ln(1.0 + traction) / calm;
        let moved = force.0 * force.0 + force.1 * force.1;
        self.convergence = (speed * moved / calm).sqrt().min(1.0);
        self.x += force.0 * speed / slow_down;
        self.y += force.1 * speed / slow_down;
        self.last = force;
    }
}
