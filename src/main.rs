//! The `showgraph` binary: parse the command line, run the command, turn the result into an exit
//! status. Everything else is in `cli`, a file per command, and in the library.

#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a command line prints, and exports nothing"
)]

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::run(cli::args::Args::parse())
}
