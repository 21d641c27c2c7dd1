//! Messages for people, all on standard error.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use showgraph::Outcome;
use showgraph::error::{Error, Severity, Warning};
use showgraph::graph::KnowledgeGraph;
use showgraph::vocabulary::Kind;

use super::args::Global;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Volume {
    Quiet,
    Normal,
    Verbose,
}

/// Says what happened, as loudly as the user wants.
#[derive(Debug)]
pub struct Report {
    volume: Volume,
    started: Instant,
}

impl Report {
    pub fn new(global: &Global) -> Self {
        let volume = match (global.quiet, global.verbose) {
            (true, _) => Volume::Quiet,
            (false, false) => Volume::Normal,
            (false, true) => Volume::Verbose,
        };
        Self {
            volume,
            started: Instant::now(),
        }
    }

    /// Whether there may be a progress bar.
    pub fn shows_progress(&self) -> bool {
        self.volume > Volume::Quiet
    }

    /// Whether a warning of this severity is to be seen.
    pub fn shows(&self, severity: Severity) -> bool {
        match severity {
            Severity::Note => self.volume == Volume::Verbose,
            Severity::Notice => self.volume > Volume::Quiet,
            Severity::Skipped => true,
        }
    }

    /// Names what was skipped, and with `--verbose` what was left out.
    pub fn warnings(&self, warnings: &[Warning]) {
        for warning in warnings
            .iter()
            .filter(|warning| self.shows(warning.severity))
        {
            say(format_args!("showgraph: {}", Labelled(warning)));
        }
    }

    /// What was read from notes.
    pub fn read(&self, outcome: &Outcome) {
        if self.volume == Volume::Quiet {
            return;
        }
        let skipped = outcome
            .warnings
            .iter()
            .filter(|w| w.severity == Severity::Skipped)
            .count();
        let episodes = outcome
            .graph
            .nodes()
            .filter(|node| node.kind == Kind::Episode)
            .count();
        say(format_args!(
            "{}, {}, {} in {}",
            count(outcome.files, "file"),
            count(episodes, "episode"),
            match skipped {
                0 => "nothing skipped".to_owned(),
                _ => format!("{} (see above)", count(skipped, "problem")),
            },
            Seconds(self.started.elapsed())
        ));
    }

    /// What a command made of it: the graph and the files.
    pub fn made(&self, graph: &KnowledgeGraph, written: &[PathBuf]) {
        self.found(Census(graph), written);
    }

    /// What a command found in a saved graph, and the files that it wrote.
    pub fn found(&self, summary: impl Display, written: &[PathBuf]) {
        if self.volume == Volume::Quiet {
            return;
        }
        say(summary);
        for path in written {
            say(format_args!("wrote {}", path.display()));
        }
    }

    /// What can be done with what was written.
    pub fn next_step(&self, hint: impl Display) {
        if self.volume > Volume::Quiet {
            say(hint);
        }
    }

    /// Why an answer is empty or less than what was asked for.
    pub fn shortfall(&self, reason: impl Display) {
        say(format_args!("showgraph: warning: {reason}"));
    }

    /// An error with its causes and, where there is one, a hint.
    pub fn error(&self, error: &Error) {
        let mut text = format!("showgraph: error: {error}");
        let mut cause = std::error::Error::source(error);
        while let Some(error) = cause {
            let _ = write!(text, ": {error}");
            cause = error.source();
        }
        if let Some(hint) = hint(error) {
            let _ = write!(text, "\nshowgraph: hint: {hint}");
        }
        say(text);
    }
}

/// Writes a line to standard error; if nobody listens there, nobody can be told.
pub(super) fn say(line: impl Display) {
    let line = line.to_string();
    let _ = writeln!(io::stderr(), "{}", super::stdout::shown(&line));
}

/// What the user can do about an error whose text does not say it.
fn hint(error: &Error) -> Option<&'static str> {
    let (action, source) = match error {
        Error::Io { action, source, .. } => (action, source),
        Error::Timeout(_) => return Some("give it more time with --timeout, or ask for less"),
        Error::MissingViewer => {
            return Some(
                "run `npm ci && npm run build` in src/export/viewer, then build showgraph again",
            );
        }
        _ => return None,
    };
    match (source.kind(), *action) {
        (io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory, "create the folder") => {
            Some("a file stands where the folder should be; give another folder with -o")
        }
        (io::ErrorKind::NotFound, "read") => {
            Some("check the path; paths count from the current folder")
        }
        (io::ErrorKind::PermissionDenied, "read") => Some("check who may read it"),
        (io::ErrorKind::PermissionDenied, _) => {
            Some("check who may write there, or give another folder with -o")
        }
        (io::ErrorKind::StorageFull, _) => {
            Some("make room, or give a folder on another disk with -o; the old files are untouched")
        }
        _ => None,
    }
}

/// A warning with the word that says how much it cost.
pub struct Labelled<'a>(pub &'a Warning);

impl Display for Labelled<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = self.0.severity.word();
        write!(f, "{word}: {}", self.0)
    }
}

/// How many nodes and edges of each kind a graph has.
struct Census<'a>(&'a KnowledgeGraph);

impl Display for Census<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut kinds = BTreeMap::new();
        for node in self.0.nodes() {
            *kinds.entry(node.kind).or_insert(0) += 1;
        }
        let mut relations = BTreeMap::new();
        for edge in self.0.edges() {
            *relations.entry(edge.edge.relation).or_insert(0) += 1;
        }
        writeln!(f, "{}", tally("node", &kinds))?;
        write!(f, "{}", tally("edge", &relations))
    }
}

fn tally<K: Display>(what: &str, counts: &BTreeMap<K, usize>) -> String {
    let parts: Vec<String> = counts
        .iter()
        .map(|(word, number)| format!("{word} {number}"))
        .collect();
    let all = count(counts.values().sum(), what);
    match parts.is_empty() {
        true => all,
        false => format!("{all}: {}", parts.join(", ")),
    }
}

fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

struct Seconds(Duration);

impl Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} s", self.0.as_secs_f64())
    }
}
