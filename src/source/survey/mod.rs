//! What the notes of a corpus are like, for whoever sets showgraph up for a site: which front-matter
//! fields there are and what of them is read, which slugs lead to no page, which files are no episodes,
//! and what belongs to none.
//!
//! [`Survey::of`] reads every episode once. `check` names what a survey finds wanting, `init` writes a
//! configuration from it.

mod field_use;
mod notes;
mod passed_over;
mod person_like;
mod slugs;
mod unclaimed;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::corpus::Corpus;
use crate::error::Warning;

pub use field_use::{FieldUse, NamedPeople};
pub use passed_over::PassedOver;
pub use slugs::MissingPage;
pub use unclaimed::{Unclaimed, UnclaimedKind};

use notes::{NotesFacts, Verdict};

/// What the notes of a corpus are like. All lists are sorted, so that the same files give the same
/// survey.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Survey {
    /// How many episodes there are.
    pub episodes: u32,
    /// How many of them have a file of notes.
    pub with_notes: u32,
    /// How many of them have a transcript in a file of its own.
    pub with_transcript: u32,
    /// Show -> episodes.
    pub shows: BTreeMap<String, u32>,
    /// The host of the site's address, where its configuration gives one.
    pub host: Option<String>,
    /// Folder of notes, translations and transcripts in Markdown, below the input root -> files.
    pub folders: BTreeMap<String, u32>,
    /// Language that notes say they are in, as they write it -> episodes.
    pub languages: BTreeMap<String, u32>,
    /// The fields of the front matters, those of most files first.
    pub fields: Vec<FieldUse>,
    /// How many people have a page or an entry of a data file.
    pub people: u32,
    /// Folder with pages about people that nothing says is one -> pages.
    pub people_folders: BTreeMap<String, u32>,
    /// Slugs of people that lead to no page, those of most episodes first.
    pub missing_pages: Vec<MissingPage>,
    /// Files that are no episodes, by why not, the most frequent reason first.
    pub passed_over: Vec<PassedOver>,
    /// Feeds and transcripts that belong to no notes, though there are notes.
    pub unclaimed: Vec<Unclaimed>,
}

impl Survey {
    /// Reads every episode of a corpus, on the threads of the current rayon pool.
    pub fn of(corpus: &Corpus) -> Self {
        let episodes = corpus.episodes().par_iter();
        let facts: Vec<NotesFacts> = episodes
            .map(|episode| NotesFacts::read(corpus, episode))
            .collect();
        let mut survey = Self {
            people: corpus.people().len() as u32,
            fields: field_use::count(facts.iter().map(|facts| &*facts.fields), corpus.people()),
            missing_pages: slugs::without_page(facts.iter().flat_map(|facts| &facts.slugs), corpus),
            unclaimed: unclaimed::find(corpus),
            ..Self::default()
        };
        let mut left_out: Vec<&Warning> = corpus.warnings().iter().collect();
        for facts in &facts {
            match &facts.verdict {
                Verdict::Episode => survey.add(facts),
                Verdict::LeftOut(warning) => left_out.push(warning),
                Verdict::Failed => {}
            }
        }
        survey.people_folders = passed_over::people_folders(&left_out, corpus);
        survey.passed_over = passed_over::group(&left_out);
        survey
    }

    fn add(&mut self, facts: &NotesFacts) {
        self.episodes += 1;
        self.with_notes += u32::from(facts.has_notes);
        self.with_transcript += u32::from(facts.has_transcript);
        *self.shows.entry(facts.show.clone()).or_default() += 1;
        if self.host.is_none() {
            self.host.clone_from(&facts.host);
        }
        for folder in &facts.folders {
            *self.folders.entry(folder.clone()).or_default() += 1;
        }
        if let Some(language) = &facts.language {
            *self.languages.entry(language.clone()).or_default() += 1;
        }
    }
}
