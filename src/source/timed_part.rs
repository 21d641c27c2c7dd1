//! A transcript or a file of chapters as a part of an episode.

use std::sync::Arc;

use super::assemble::{EpisodePart, Guesses, PartKind};
use super::chapters::{self, Chapters};
use super::content::Content;
use super::document::{Block, BlockKind, Document, Run, Style};
use super::episode_key::EpisodeKey;
use super::fault::Fault;
use super::file_name;
use super::front_matter;
use super::markdown::{self, TextRegion};
use super::sniff::Format;
use super::source_map::SourceMap;
use super::span::Span;
use super::timed::{Pieces, Text};
use super::transcript::{self, turns};
use crate::error::{Location, Severity, Warning};
use crate::text::path::page_stem;
use crate::vocabulary::DocumentPart;

/// Reads a file of a format of its own. Turns of a transcript become blocks that can be read for names,
/// chapters become blocks with their seconds; what was wrong is in the document's warnings.
pub(crate) fn timed(source: &Arc<str>, text: String, format: Format) -> EpisodePart {
    let read_transcript = match format {
        Format::WebVtt => transcript::webvtt,
        Format::SubRip => transcript::subrip,
        Format::JsonTranscript => transcript::json,
        Format::HtmlTranscript => transcript::html,
        _ => return chapters_part(source, text, format),
    };
    let mut transcript = read_transcript(&text);
    let turns = turns(&text, &mut transcript);
    let mut writer = Writer::new(source, text);
    let mut speaker: Option<(Text, Span)> = None;
    for turn in turns {
        let named = turn.speaker.map(|name| match speaker {
            Some((known, span)) if known == name => span,
            _ => {
                let span = writer.value(&transcript.texts, name);
                speaker = Some((name, span));
                span
            }
        });
        let seconds = turn.start.map(|start| start / 1000);
        let block = writer.block(
            (BlockKind::Turn, DocumentPart::Transcript),
            &transcript.texts,
            turn.text,
        );
        block.speaker = named;
        block.seconds = seconds;
    }
    writer.part(PartKind::Transcript, &transcript.faults)
}

/// Reads a text of spoken words with the names of who speaks before them, in Markdown or as plain text.
/// Its front matter says nothing of the episode: that is what its notes are for.
pub(crate) fn labelled(source: &Arc<str>, text: String) -> EpisodePart {
    let body = front_matter::split(&text).body;
    let body = Span::new(body as u32, text.len() as u32);
    let mut writer = Writer::new(source, text);
    let body = markdown::decoded(&mut writer.map, body);
    let text = writer.map.slice(body);
    markdown::read(
        &mut writer.content,
        text,
        body.start,
        TextRegion::Transcript,
    );
    writer.part(PartKind::Transcript, &[])
}

fn chapters_part(source: &Arc<str>, text: String, format: Format) -> EpisodePart {
    let read = match format {
        Format::PodloveChapters => chapters::podlove,
        Format::FfMetadata => chapters::ffmetadata,
        Format::WebVttChapters => chapters::webvtt,
        Format::ChapterList => chapters::list,
        _ => chapters::json,
    };
    let Chapters {
        chapters,
        texts,
        faults,
    } = read(&text);
    let mut writer = Writer::new(source, text);
    // A silent chapter changes the picture: nobody is told its title.
    let shown = chapters.iter().filter(|chapter| chapter.toc);
    for chapter in shown.filter(|chapter| !chapter.title.is_empty()) {
        let block = writer.block(
            (BlockKind::Chapter, DocumentPart::FrontMatter),
            &texts,
            chapter.title,
        );
        block.seconds = Some(chapter.start / 1000);
        if let Some(url) = chapter.url {
            let url = texts.value(writer.map.first_text(), url).into_owned();
            writer.link_last(url);
        }
    }
    writer.part(PartKind::Chapters, &faults)
}

/// Collects blocks over the text of one file.
struct Writer {
    map: SourceMap,
    content: Content,
}

impl Writer {
    fn new(source: &Arc<str>, text: String) -> Self {
        Self {
            map: SourceMap::new(Arc::clone(source), text),
            content: Content::default(),
        }
    }

    /// Where a text stands: in the file if it reads so there, else appended.
    fn value(&mut self, texts: &Pieces, text: Text) -> Span {
        texts
            .range(text)
            .unwrap_or_else(|| self.append(texts, text))
    }

    fn append(&mut self, texts: &Pieces, text: Text) -> Span {
        let (mut value, mut origins) = (String::new(), Vec::new());
        texts.append(self.map.first_text(), text, &mut value, &mut origins);
        self.map.append_decoded(&value, &origins)
    }

    /// Adds a block with the words of a text.
    fn block(
        &mut self,
        (kind, place): (BlockKind, DocumentPart),
        texts: &Pieces,
        text: Text,
    ) -> &mut Block {
        let first = self.content.runs.len() as u32;
        if texts.stands_in_file(self.map.first_text(), text) {
            let pieces = texts.of(text).iter();
            pieces.for_each(|piece| self.run(piece.source));
        } else {
            let span = self.append(texts, text);
            self.run(span);
        }
        let runs = &self.content.runs[first as usize..];
        let span = match (runs.first(), runs.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        };
        let runs = first..self.content.runs.len() as u32;
        self.content.blocks.push(Block {
            kind,
            place,
            span,
            runs,
            section: None,
            parent: None,
            speaker: None,
            seconds: None,
        });
        let last = self.content.blocks.len() - 1;
        &mut self.content.blocks[last]
    }

    fn run(&mut self, span: Span) {
        self.content.runs.push(Run {
            span,
            style: Style::default(),
            link: None,
        });
    }

    /// Makes the last block a link.
    fn link_last(&mut self, href: String) {
        if href.contains("://") {
            self.content.link_last(href, false);
        }
    }

    fn part(self, kind: PartKind, faults: &[Fault]) -> EpisodePart {
        let source = Arc::clone(&self.map.files()[0].path);
        let lines = (!faults.is_empty()).then(|| self.map.lines());
        let warning = |fault: &Fault| {
            let offset = fault.offset.min(self.map.first_text().len()) as u32;
            let at = lines.as_ref().map(|lines| lines.position(offset));
            let at = at.unwrap_or_default();
            Warning {
                location: Location::at(&*source, at.line, at.column),
                severity: if fault.lossy {
                    Severity::Skipped
                } else {
                    Severity::Note
                },
                message: fault.message.clone(),
            }
        };
        let warnings = faults.iter().map(warning).collect();
        drop(lines);
        let named = file_name::read(&source);
        EpisodePart {
            kind,
            document: Document {
                key: EpisodeKey::of_file(Arc::clone(&source)),
                name: page_stem(&source).into(),
                text: self.map,
                blocks: self.content.blocks,
                runs: self.content.runs,
                links: self.content.links,
                warnings,
                ..Document::default()
            },
            guesses: Guesses {
                title: named.title,
                number: named.number,
                date: named.date,
            },
        }
    }
}
