//! Files that appear whole or not at all.
//!
//! Everything is first written elsewhere: a set of files in a staging folder beside the folder that it is
//! for, a single file beside its target. Only when all of it stands there are the targets replaced
//! (`output/switch.rs`), so a run that fails or is killed leaves the old set as it was. A folder is
//! locked while a run prepares a set for it (`output/lock.rs`), and what dead runs left behind is taken
//! away (`output/leftover.rs`).

mod leftover;
mod lock;
mod staged;
mod step;
mod switch;

pub use staged::Staged;

#[cfg(test)]
mod tests;
