//! An episode of a corpus is read: its files one by one, and joined.

use super::assemble::{EpisodePart, PartKind, assemble};
use super::contradiction::contradictions;
use super::corpus::Corpus;
use super::decode::decode;
use super::discover::slashed;
use super::document::Document;
use super::episode_filter::{self, PageClass};
use super::feed_file::FeedFile;
use super::feed_part::feed_item;
use super::file_kind::FileKind;
use super::index::{EpisodeInput, PartAt};
use super::input::Input;
use super::page_address::{self, PageFacts};
use super::parse::ParsedPage;
use super::site_config::SiteConfig;
use super::{timed_part, transcript_choice};
use crate::error::{Location, Severity, Warning};

/// What became of an episode's files.
// Nearly all are episodes, and each is taken apart at once: a box would only cost.
#[allow(clippy::large_enum_variant)]
#[derive(Debug)]
#[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
pub enum ReadOutcome {
    /// An episode.
    Episode(Document),
    /// No episode, and why.
    LeftOut(Warning),
    /// None of its files could be read.
    Failed(Warning),
}

/// What became of one part.
// As above.
#[allow(clippy::large_enum_variant)]
enum PartOutcome {
    Part(EpisodePart),
    LeftOut(Warning),
    Failed(Warning),
}

impl Corpus {
    /// Reads an episode's files and joins what they say. Nothing but the files decides the result, so
    /// that any thread may.
    ///
    /// A part that is left out or cannot be read is a warning of the document; where no part is left
    /// it is the result. What belongs to notes that are left out is left out with them, unless a feed has
    /// the episode. Of transcripts that say the same, in several formats, the one is read that keeps most.
    pub fn read(&self, episode: &EpisodeInput) -> ReadOutcome {
        let mut parts = Vec::with_capacity(episode.parts.len());
        let mut missing = Vec::new();
        let mut held_back = false;
        let mut heard = Vec::new();
        for at in transcript_choice::best_first(&episode.parts, &self.inputs) {
            if let Some(better) = self.versions.better(at, &heard, &self.inputs) {
                let place = Location::file(slashed(&self.inputs[at.input as usize].path));
                let better = slashed(&self.inputs[better as usize].path);
                missing.push(ReadOutcome::LeftOut(Warning::note(
                    place,
                    format!(
                        "not read: {better} holds the same transcript in a form that keeps more"
                    ),
                )));
                continue;
            }
            match self.read_part(at) {
                PartOutcome::Part(part) => {
                    if at.kind == PartKind::Transcript {
                        heard.push(at.input);
                    }
                    parts.push(part);
                }
                PartOutcome::LeftOut(warning) => {
                    held_back |= at.kind == PartKind::Notes;
                    missing.push(ReadOutcome::LeftOut(warning));
                }
                PartOutcome::Failed(warning) => missing.push(ReadOutcome::Failed(warning)),
            }
        }
        if held_back && parts.iter().all(|part| part.kind != PartKind::FeedItem) {
            parts.clear();
        }
        let path = |part: &EpisodePart| {
            let mut files = self.files_of(episode);
            let file = files.find(|file| &*file.source == part.document.source());
            file.map_or_else(String::new, |file| slashed(&file.path))
        };
        let contradictions = contradictions(&parts, path);
        let Some(mut document) = assemble(episode.key.clone(), parts) else {
            return missing.swap_remove(0);
        };
        document.warnings.extend(contradictions);
        for outcome in missing {
            if let ReadOutcome::LeftOut(warning) | ReadOutcome::Failed(warning) = outcome {
                document.warnings.push(warning);
            }
        }
        ReadOutcome::Episode(document)
    }

    /// Reads and parses one part.
    fn read_part(&self, at: &PartAt) -> PartOutcome {
        let input = &self.inputs[at.input as usize];
        let path = slashed(&input.path);
        let failed = |reason| PartOutcome::Failed(Warning::skipped(Location::file(&*path), reason));
        if let Some(range) = &at.range {
            let feed = &self.feeds[&at.input];
            return match feed.item(range) {
                Ok(item) => PartOutcome::Part(self.read_item(input, feed, item)),
                Err(reason) => failed(reason),
            };
        }
        let bytes = match input.read() {
            Ok(bytes) => bytes,
            Err(reason) => return failed(reason),
        };
        let (text, mut warnings) = decode(bytes, &path);
        let outcome = match (input.kind, at.kind) {
            (FileKind::Timed(format), _) => spoken(timed_part::timed(&input.source, text, format)),
            (FileKind::LabelledTranscript, _) | (_, PartKind::Transcript) => {
                spoken(timed_part::labelled(&input.source, text))
            }
            _ => self.read_notes(input, at.kind, text),
        };
        let mut part = match outcome {
            PartOutcome::Part(part) => part,
            PartOutcome::LeftOut(mut warning) => {
                warning.location.path = path;
                return PartOutcome::LeftOut(warning);
            }
            PartOutcome::Failed(mut warning) => {
                warning.location.path = path;
                return PartOutcome::Failed(warning);
            }
        };
        let document = &mut part.document;
        document.show = Some(input.show.to_string());
        for warning in &mut document.warnings {
            warning.location.path.clone_from(&path);
        }
        warnings.append(&mut document.warnings);
        document.warnings = warnings;
        PartOutcome::Part(part)
    }

    fn read_item(&self, input: &Input, feed: &FeedFile, item: (String, (u32, u32))) -> EpisodePart {
        let (context, regulars) = (&feed.context, &feed.regulars);
        let mut part = feed_item(&input.source, item, context, regulars, &self.people);
        part.document.show = Some(input.show.to_string());
        part
    }

    fn read_notes(&self, input: &Input, kind: PartKind, text: String) -> PartOutcome {
        let mut page = super::parse::page(&input.source, text, &self.fields, &self.people);
        page.draft &= !self.drafts;
        let location = Location::file(&*input.source);
        match episode_filter::classify(&input.source, &page) {
            PageClass::Episode => {
                // The site whose folder is the deepest comes first.
                let mut sites = self.sites.iter();
                let site = sites.find(|site| input.source.starts_with(&site.folder));
                let paths = own_paths(&page, site);
                let untimely = episode_filter::untimely(&page, self.today);
                let mut document = page.document;
                document
                    .warnings
                    .extend(untimely.map(|reason| Warning::note(location, reason)));
                document.host = site.and_then(|site| site.host.clone());
                document.paths = paths;
                PartOutcome::Part(EpisodePart {
                    kind,
                    document,
                    guesses: page.guesses,
                })
            }
            PageClass::LeftOut(reason) => PartOutcome::LeftOut(Warning::note(location, reason)),
            PageClass::Empty => PartOutcome::LeftOut(Warning::skipped(
                location,
                "the file is empty, expected show notes",
            )),
        }
    }
}

/// A transcript or chapters, unless there is nothing in the file that can be read.
fn spoken(mut part: EpisodePart) -> PartOutcome {
    if part.document.blocks.is_empty() {
        let location = Location::file(part.document.source());
        let nothing = || {
            Warning::skipped(
                location,
                "nothing is said in the file, expected a transcript",
            )
        };
        let lost = |warning: &Warning| warning.severity == Severity::Skipped;
        let why = part.document.warnings.iter().position(lost);
        let why = why.map(|at| part.document.warnings.swap_remove(at));
        return PartOutcome::Failed(why.unwrap_or_else(nothing));
    }
    PartOutcome::Part(part)
}

/// Where a page lies on its site.
fn own_paths(page: &ParsedPage, site: Option<&SiteConfig>) -> Vec<String> {
    let front = &page.document.front;
    let facts = PageFacts {
        source: page.document.source(),
        slug: front.slug.as_deref(),
        title: front.title.as_deref(),
        date: front.date.as_deref(),
        stated: &page.stated,
    };
    page_address::paths(&facts, site)
}
