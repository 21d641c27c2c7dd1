//! A feed, or a list of feeds, for libFuzzer: `cargo +nightly fuzz run feed fuzz/corpus/feed tests/corpus`. Without it: checks the
//! files that it is given.

#![cfg_attr(fuzzing, no_main)]

use showgraph_fuzz::Target;

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: &[u8]| Target::Feed.check(input));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    showgraph_fuzz::check_files(Target::Feed, std::env::args_os().skip(1))
}
