//! The command line: a file per command, and what they share: flags, atomic writing, messages.

pub mod args;
mod check;
mod completions;
mod diff;
mod explain;
mod export;
#[cfg(feature = "fetch")]
mod fetch;
mod filter;
mod findings;
mod formats;
mod graph_source;
mod init;
mod lexicon;
mod man;
#[cfg(feature = "mcp")]
mod mcp;
mod merges;
mod notes_address;
mod output;
mod path;
mod progress;
mod query;
mod recommend;
mod report;
mod saved_queries;
mod show_report;
mod site;
mod status;
mod stdout;
mod topics;
mod view;
mod write;

use std::io;
use std::process::ExitCode;

use showgraph::error::{Error, Result};

use args::{Args, Command, Global};
use report::Report;
use status::Status;

/// Runs a command and says how it ended.
pub fn run(args: Args) -> ExitCode {
    let report = Report::new(&args.global);
    let result = match thread_pool(&args.global) {
        Ok(pool) => pool.install(|| dispatch(args.command, &report)),
        Err(error) => Err(error),
    };
    match result {
        Ok(status) => status.into(),
        // The reader has seen enough (`showgraph query … | head`): nothing went wrong.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report.error(&error);
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: Command, report: &Report) -> Result<Status> {
    match command {
        Command::Init(args) => init::run(&args, report),
        Command::Export(args) => export::run(&args.for_readers()?, report),
        #[cfg(feature = "fetch")]
        Command::Fetch(args) => fetch::run(&args, report),
        Command::Formats => formats::run(),
        Command::Check(args) => check::run(&args, report),
        Command::Query(args) => query::run(&args, report),
        Command::Topics(args) => topics::run(&args, report),
        Command::Path(args) => path::run(&args, report),
        Command::Diff(args) => diff::run(&args, report),
        Command::Report(args) => show_report::run(&args, report),
        #[cfg(feature = "mcp")]
        Command::Mcp(args) => mcp::run(&args, report),
        Command::Site(args) => site::run(&args, report),
        Command::Explain(args) => explain::run(&args, report),
        Command::Lexicon(command) => lexicon::run(&command, report),
        Command::View(args) => view::run(&args, report),
        Command::Recommend(args) => recommend::run(&args, report),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}

fn thread_pool(global: &Global) -> Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(global.threads.map_or(0, usize::from))
        .build()
        .map_err(|error| Error::Argument(format!("cannot start the threads: {error}")))
}

fn is_broken_pipe(error: &Error) -> bool {
    matches!(error, Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
}
