//! The `showgraph` binary: parse the command line, run the command, turn the result into an exit
//! status. Everything else is in `cli`, a file per command, and in the library.

#![forbid(unsafe_code)]

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::run(cli::args::Args::parse())
}
