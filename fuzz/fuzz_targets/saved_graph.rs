//! A saved graph, or topics of one, for libFuzzer: `cargo +nightly fuzz run saved_graph fuzz/corpus/saved_graph tests/corpus`. Without it: checks the
//! files that it is given.

#![cfg_attr(fuzzing, no_main)]

use showgraph_fuzz::Target;

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: &[u8]| Target::SavedGraph.check(input));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    showgraph_fuzz::check_files(Target::SavedGraph, std::env::args_os().skip(1))
}
