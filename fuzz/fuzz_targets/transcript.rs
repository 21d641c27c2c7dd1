//! A transcript or chapters beside notes, for libFuzzer: `cargo +nightly fuzz run transcript fuzz/corpus/transcript tests/corpus`. Without it: checks the
//! files that it is given.

#![cfg_attr(fuzzing, no_main)]

use showgraph_fuzz::Target;

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: &[u8]| Target::Transcript.check(input));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    showgraph_fuzz::check_files(Target::Transcript, std::env::args_os().skip(1))
}
