//! The points of publishing at which a run may be killed: a test ends the process at each of them.

/// Names the step at which the process ends at once, as if it was killed.
#[cfg(test)]
pub(super) const STOP_AT: &str = "SHOWGRAPH_TEST_STOP_AT";

#[cfg(not(test))]
pub(super) fn step() {}

#[cfg(test)]
pub(super) fn step() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static STEPS: AtomicUsize = AtomicUsize::new(0);
    let stop = std::env::var(STOP_AT).ok().and_then(|at| at.parse().ok());
    if stop == Some(STEPS.fetch_add(1, Ordering::Relaxed)) {
        // Nothing is dropped, nothing is tidied.
        std::process::exit(70);
    }
}
