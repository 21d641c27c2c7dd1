//! What one episode's files say that a survey counts.

use std::collections::BTreeSet;

use super::field_use::{FieldFacts, fields_of};
use super::slugs::LooseSlug;
use crate::error::{Location, Warning};
use crate::source::assemble::PartKind;
use crate::source::corpus::Corpus;
use crate::source::discover::slashed;
use crate::source::document::{CreditRole, Document};
use crate::source::file_kind::FileKind;
use crate::source::front_matter::{self, Field};
use crate::source::index::EpisodeInput;
use crate::source::read::ReadOutcome;
use crate::text::path::page_folder;

/// What became of an episode's files.
#[derive(Debug)]
pub(super) enum Verdict {
    Episode,
    LeftOut(Warning),
    Failed,
}

/// What one episode says.
#[derive(Debug)]
pub(super) struct NotesFacts {
    pub verdict: Verdict,
    pub show: String,
    pub host: Option<String>,
    pub has_notes: bool,
    pub has_transcript: bool,
    /// The folders of its files in Markdown.
    pub folders: BTreeSet<String>,
    pub language: Option<String>,
    /// Of episodes alone.
    pub fields: Vec<FieldFacts>,
    pub slugs: Vec<LooseSlug>,
}

impl NotesFacts {
    /// Reads an episode.
    pub(super) fn read(corpus: &Corpus, episode: &EpisodeInput) -> Self {
        let has = |kind| episode.parts.iter().any(|part| part.kind == kind);
        let mut facts = Self {
            verdict: Verdict::Failed,
            show: String::new(),
            host: None,
            has_notes: has(PartKind::Notes),
            has_transcript: has(PartKind::Transcript),
            folders: BTreeSet::new(),
            language: None,
            fields: Vec::new(),
            slugs: Vec::new(),
        };
        match corpus.read(episode) {
            ReadOutcome::Episode(document) => {
                facts.verdict = Verdict::Episode;
                facts.take(&document, corpus, episode);
            }
            ReadOutcome::LeftOut(warning) => facts.verdict = Verdict::LeftOut(warning),
            ReadOutcome::Failed(_) => {}
        }
        facts
    }

    fn take(&mut self, document: &Document, corpus: &Corpus, episode: &EpisodeInput) {
        let show = document.front.show.as_ref().or(document.show.as_ref());
        self.show = show.cloned().unwrap_or_default();
        self.host.clone_from(&document.host);
        for input in corpus.files_of(episode) {
            if input.kind == FileKind::Notes {
                self.folders.insert(page_folder(&input.source).to_owned());
            }
        }
        let notes = episode
            .parts
            .iter()
            .find(|part| part.kind == PartKind::Notes);
        let Some(notes) = notes.map(|part| &corpus.inputs()[part.input as usize]) else {
            return;
        };
        let mut files = document.text.files().iter();
        let Some(file) = files.find(|file| file.path == notes.source) else {
            return;
        };
        let text = document.text.slice(file.span);
        if let Some(front) = front_matter::split(text).front {
            let path = slashed(&notes.path);
            self.fields = fields_of(&front.root, corpus.fields(), text, &path);
            let found = corpus.fields().find(&front.root);
            let language = found.iter().find(|(field, _)| *field == Field::Language);
            self.language = language.and_then(|(_, node)| Some(node.text()?.to_owned()));
        }
        let path_of = |source: &str| {
            let mut inputs = corpus.files_of(episode);
            inputs
                .find(|input| &*input.source == source)
                .map(|input| slashed(&input.path))
        };
        for credit in &document.front.credits {
            if credit.is_slug && credit.full_name.is_none() && credit.role != CreditRole::Sponsor {
                let at = document.text.position(credit.span.start);
                let source = &document.text.files()[at.file.index()].path;
                self.slugs.push(LooseSlug {
                    slug: credit.name.clone(),
                    place: Location::at(path_of(source).unwrap_or_default(), at.line, at.column),
                });
            }
        }
    }
}
