//! `showgraph init [PATH]`: looks at notes and writes a `showgraph.toml` for them.

mod draft;
mod folders;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use showgraph::config::FILE_NAME;
use showgraph::error::{Error, Result};
use showgraph::source::{Corpus, Survey};

use super::args::Init;
use super::output::Staged;
use super::report::Report;
use super::status::Status;
use super::stdout::print_text;

pub use draft::{is_unread_people, role_of};

pub fn run(args: &Init, report: &Report) -> Result<Status> {
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    let target = target(args);
    if !to_stdout && !args.force && target.exists() {
        return Err(Error::Argument(format!(
            "{} is there already: --force replaces it, -o - prints what would be written",
            target.display()
        )));
    }
    let corpus = discover(&args.path)?;
    let survey = Survey::of(&corpus);
    let text = draft::of(&survey, &corpus);
    if to_stdout {
        print_text(&text)?;
        return Ok(Status::Done);
    }
    let mut staged = Staged::default();
    staged.write(&target, |file| file.write_all(text.as_bytes()))?;
    let written = staged.publish()?;
    report.found(draft::summary(&survey), &written);
    report.next_step(format_args!(
        "read it, then: showgraph check {}",
        args.path.display()
    ));
    Ok(Status::Done)
}

/// Finds the notes as if there were no `showgraph.toml` at their top: what one says that is there would
/// count as known and be lost.
fn discover(path: &Path) -> Result<Corpus> {
    let paths = [path.to_owned()];
    if !beside(path).join(FILE_NAME).is_file() {
        return Corpus::discover(&paths, None);
    }
    let nothing = tempfile::NamedTempFile::new()
        .map_err(|error| Error::io(std::env::temp_dir(), "write", error))?;
    Corpus::discover(&paths, Some(nothing.path()))
}

fn target(args: &Init) -> PathBuf {
    match &args.output {
        Some(file) => file.clone(),
        None => beside(&args.path).join(FILE_NAME),
    }
}

/// The folder whose `showgraph.toml` counts for a path.
fn beside(path: &Path) -> PathBuf {
    match fs::metadata(path) {
        Ok(file) if file.is_file() => path.parent().unwrap_or(Path::new("")).to_owned(),
        _ => path.to_owned(),
    }
}
