//! `showgraph fetch`: addresses in, files in a folder out.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use showgraph::error::{Error, Location, Result, Warning};
use showgraph::fetch::{
    self, Change, Failure, Fetched, Mismatch, Options, Outcome, Progress, Timeouts,
};
use showgraph::source::fetched::{self, Kind};

use super::args;
use super::report::Report;
use super::status::Status;

pub fn run(args: &args::Fetch, report: &Report) -> Result<Status> {
    let (feeds, of_lists) = feeds(args)?;
    report.warnings(&of_lists);
    let bar = Bar::new(report.shows_progress());
    let outcome = fetch::fetch(
        &feeds,
        &args.output,
        &options(args),
        &fetched::enclosed,
        &bar,
    )?;
    drop(bar);

    let warnings = warnings(&outcome);
    report.warnings(&warnings);
    report.found(Summary(&outcome), &[]);
    let had = outcome.feeds.iter().filter(|feed| feed.feed.result.is_ok());
    if had.count() == 0 {
        return Err(Error::Argument("no feed could be fetched".to_owned()));
    }
    report.next_step(format_args!(
        "to make a graph of them: showgraph export {}",
        args.output.display()
    ));
    Ok(Status::of(&[of_lists, warnings].concat()))
}

/// The addresses of the command line, then those of the lists, and what is wrong with the lists.
fn feeds(args: &args::Fetch) -> Result<(Vec<String>, Vec<Warning>)> {
    let mut feeds = args.feeds.clone();
    let mut warnings = Vec::new();
    for list in &args.opml {
        let bytes = fs::read(list).map_err(|error| Error::io(list, "read", error))?;
        let shown = list.display().to_string().replace('\\', "/");
        let (found, of_list) = fetched::listed(&bytes, &shown);
        warnings.extend(of_list);
        if found.is_empty() {
            return Err(Error::Argument(format!(
                "{shown}: there is no feed in this list; expected OPML with <outline xmlUrl=\"…\">"
            )));
        }
        feeds.extend(found);
    }
    Ok((feeds, warnings))
}

fn options(args: &args::Fetch) -> Options {
    Options {
        transcripts: args.transcripts,
        chapters: args.chapters,
        refresh: args.refresh,
        jobs: args.jobs.into(),
        max_size: u64::from(args.max_size) << 20,
        timeouts: Timeouts {
            whole: Duration::from_secs(args.timeout.into()),
            ..Timeouts::default()
        },
        certificates: args.ca_file.clone(),
        ..Options::default()
    }
}

/// What failed, what has moved, and what is wrong with the folder.
fn warnings(outcome: &Outcome) -> Vec<Warning> {
    let mut warnings = outcome.notices.clone();
    for file in outcome.files() {
        let location = || Location::file(&file.address);
        if let Err(failure) = &file.result {
            let message = match hint(failure) {
                Some(hint) => format!("{failure}; {hint}"),
                None => failure.to_string(),
            };
            warnings.push(Warning::skipped(location(), message));
        }
        // Only a list of the user's own can be updated.
        if let (Some(moved_to), Kind::Feed) = (&file.moved_to, file.kind) {
            let message = format!("the feed has moved to {moved_to}; update your list");
            warnings.push(Warning::notice(location(), message));
        }
    }
    warnings
}

/// The flag that helps.
fn hint(failure: &Failure) -> Option<&'static str> {
    match failure {
        Failure::TooLarge { .. } => Some("allow more with --max-size"),
        Failure::TooSlow { .. } => Some("allow more with --timeout, or try again later"),
        Failure::Tls(_) => Some("behind a company's proxy, give its certificates with --ca-file"),
        Failure::Content(Mismatch::Opml) => Some("save it and give the file with --opml"),
        _ => None,
    }
}

/// How many files of each kind are new, updated and so on.
struct Summary<'o>(&'o Outcome);

impl Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds: BTreeMap<Kind, BTreeMap<&str, usize>> = BTreeMap::new();
        for file in self.0.files() {
            let states = kinds.entry(file.kind).or_default();
            *states.entry(state(file)).or_default() += 1;
        }
        for (place, (kind, states)) in kinds.iter().enumerate() {
            if place > 0 {
                f.write_str("; ")?;
            }
            let all: usize = states.values().sum();
            let name = match (kind, all) {
                (Kind::Feed, 1) => "feed",
                (Kind::Feed, _) => "feeds",
                (Kind::Transcript, 1) => "transcript",
                (Kind::Transcript, _) => "transcripts",
                (Kind::Chapters, 1) => "chapters file",
                (Kind::Chapters, _) => "chapters files",
            };
            let counts: Vec<String> = ["new", "updated", "unchanged", "failed"]
                .iter()
                .filter_map(|state| Some(format!("{} {state}", states.get(state)?)))
                .collect();
            write!(f, "{all} {name}: {}", counts.join(", "))?;
        }
        Ok(())
    }
}

fn state(file: &Fetched) -> &'static str {
    match &file.result {
        Ok(stored) => match stored.change {
            Change::New => "new",
            Change::Updated => "updated",
            Change::Unchanged | Change::Kept => "unchanged",
        },
        Err(_) => "failed",
    }
}

/// A progress bar on a terminal, and only there.
#[derive(Debug)]
struct Bar {
    bar: ProgressBar,
    bytes: AtomicU64,
}

impl Bar {
    fn new(shown: bool) -> Self {
        // Draws nothing where standard error is no terminal.
        let target = match shown {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let style = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} files {msg}")
            .expect("the template is a constant");
        Self {
            bar: ProgressBar::with_draw_target(Some(0), target).with_style(style),
            bytes: AtomicU64::new(0),
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn expect(&self, files: usize) {
        self.bar.inc_length(files as u64);
    }

    fn received(&self, bytes: u64) {
        let all = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        self.bar.set_message(HumanBytes(all).to_string());
    }

    fn waiting(&self, host: &str, wait: Duration) {
        let seconds = wait.as_secs();
        self.bar
            .set_message(format!("({host} is busy, waiting {seconds} s)"));
    }

    fn done(&self) {
        self.bar.inc(1);
    }
}
