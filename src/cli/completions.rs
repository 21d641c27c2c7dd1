//! `showgraph completions SHELL`.

use clap::CommandFactory;
use showgraph::error::Result;

use super::args::{Args, Completions};
use super::status::Status;
use super::stdout::print;

pub fn run(args: &Completions) -> Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "showgraph", &mut script);
    print(&script)?;
    Ok(Status::Done)
}
