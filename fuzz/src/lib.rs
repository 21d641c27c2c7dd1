//! What must hold for any input, whoever wrote it: one place for libFuzzer (`fuzz_targets`, by way of cargo-fuzz on
//! a nightly compiler) and for proptest (`main.rs`, on a stable one).
//!
//! [`Target::check`] panics where it does not hold: no panic of the library, the same bytes from the same input,
//! output that readers of its format accept, a place in the input for everything that is said. That it ends in
//! time is for the caller to see.

mod checks;
mod generate;
mod notes;

use std::ffi::OsString;
use std::io;

pub use generate::inputs;

/// What an input is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The front matter of notes: what stands between its marks.
    FrontMatter,
    /// The Markdown of notes.
    MarkdownBody,
    /// A feed in XML, or a list of feeds.
    Feed,
    /// A transcript or chapters; the first byte says in which format.
    Transcript,
    /// A saved graph; behind a first byte of `t`, topics of one.
    SavedGraph,
    /// A user's lexicon.
    Lexicon,
    /// A saved query.
    Query,
    /// A configuration.
    Configuration,
}

impl Target {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::FrontMatter,
        Self::MarkdownBody,
        Self::Feed,
        Self::Transcript,
        Self::SavedGraph,
        Self::Lexicon,
        Self::Query,
        Self::Configuration,
    ];

    /// The name that the target has for cargo-fuzz.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front_matter",
            Self::MarkdownBody => "markdown_body",
            Self::Feed => "feed",
            Self::Transcript => "transcript",
            Self::SavedGraph => "saved_graph",
            Self::Lexicon => "lexicon",
            Self::Query => "query",
            Self::Configuration => "configuration",
        }
    }

    /// Checks one input.
    ///
    /// # Panics
    ///
    /// Where anything of what must hold does not.
    pub fn check(self, input: &[u8]) {
        match self {
            Self::FrontMatter => {
                let fenced = [
                    b"---\n",
                    input,
                    b"\n---\nText of Kubernetes by Ann Quill.\n",
                ];
                notes::check(&[("a.md", &fenced.concat())]);
            }
            Self::MarkdownBody => {
                let titled = [b"---\ntitle: A\n---\n", input];
                notes::check(&[("a.md", &titled.concat())]);
            }
            Self::Feed => notes::check(&[("a.xml", input)]),
            Self::Transcript => {
                let (format, rest) = input.split_first().unwrap_or((&0, &[]));
                const NAMES: [&str; 8] = [
                    "a.vtt",
                    "a.srt",
                    "a.transcript.json",
                    "a.transcript.html",
                    "a.transcript.txt",
                    "a.chapters.json",
                    "a.chapters.txt",
                    "a.psc",
                ];
                let name = NAMES[usize::from(*format) % NAMES.len()];
                notes::check(&[("a.md", b"# A\n\nWith Ann Quill.\n"), (name, rest)]);
            }
            Self::SavedGraph => match input {
                [b't', topics @ ..] => checks::topics(topics),
                graph => checks::saved_graph(graph),
            },
            Self::Lexicon => checks::lexicon(input),
            Self::Query => checks::query(input),
            Self::Configuration => {
                let text = b"---\ntitle: A\nguests: [Ann Quill]\n---\nKubernetes in the shed.\n";
                notes::check(&[("a.md", text), ("showgraph.toml", input)]);
            }
        }
    }
}

/// Checks files, such as those that libFuzzer keeps of what it found.
///
/// # Errors
///
/// A file that cannot be read.
pub fn check_files(target: Target, files: impl Iterator<Item = OsString>) -> io::Result<()> {
    files.into_iter().try_for_each(|file| {
        target.check(&std::fs::read(file)?);
        Ok(())
    })
}
