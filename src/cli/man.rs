//! `showgraph man [COMMAND]`: the help texts as a page for `man -l -`.

use clap::CommandFactory;
use clap_mangen::Man as Page;
use showgraph::error::{Error, Result};

use super::args::{Args, Man};
use super::status::Status;
use super::stdout::print;

pub fn run(args: &Man) -> Result<Status> {
    // Builds the full names of the commands, "showgraph export", which the pages begin with.
    let mut whole = Args::command();
    whole.build();
    let command = match &args.command {
        None => whole,
        Some(name) => whole.find_subcommand(name).cloned().ok_or_else(|| {
            let known: Vec<&str> = whole
                .get_subcommands()
                .map(clap::Command::get_name)
                .collect();
            Error::Argument(format!(
                "\"{name}\" is no command; there are {}",
                known.join(", ")
            ))
        })?,
    };
    let mut page = Vec::new();
    Page::new(command)
        .render(&mut page)
        .map_err(|error| Error::io("the man page", "write", error))?;
    print(&page)?;
    Ok(Status::Done)
}
