//! A saved query, header and all, for libFuzzer: `cargo +nightly fuzz run query fuzz/corpus/query tests/corpus`. Without it: checks the
//! files that it is given.

#![cfg_attr(fuzzing, no_main)]

use showgraph_fuzz::Target;

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: &[u8]| Target::Query.check(input));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    showgraph_fuzz::check_files(Target::Query, std::env::args_os().skip(1))
}
