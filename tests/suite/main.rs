//! The tests of the whole crate, one module per stage.

mod consumers;
mod export;
mod export_hostile;
mod files;
mod filter;
mod sample;
