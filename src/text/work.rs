//! Counts the steps of loops whose length the input decides. Only tests count: elsewhere a step is nothing.
//!
//! A note may be written to be slow. What compares each name with each other one takes four times as long for a
//! note of twice the size, and a test that looks at a clock cannot tell that for sure. So such loops say how far
//! they go, and the tests of `pipeline` hold the sum against the size of the note.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Says that a loop takes so many steps.
#[inline]
pub(crate) fn steps(count: usize) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + count as u64));
    #[cfg(not(test))]
    let _ = count;
}

/// The steps of this thread since this was last asked for.
#[cfg(test)]
pub(crate) fn take() -> u64 {
    STEPS.with(Cell::take)
}
