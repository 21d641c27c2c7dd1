//! The tests of the whole crate, one module per stage.

mod export;
mod sample;
