//! `showgraph.toml` and the curation in it, for libFuzzer: `cargo +nightly fuzz run configuration fuzz/corpus/configuration tests/corpus`. Without it: checks the
//! files that it is given.

#![cfg_attr(fuzzing, no_main)]

use showgraph_fuzz::Target;

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: &[u8]| Target::Configuration.check(input));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    showgraph_fuzz::check_files(Target::Configuration, std::env::args_os().skip(1))
}
