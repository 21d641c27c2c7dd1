//! One episode, read and parsed: what `source` hands to `extract`.
//!
//! Everything that can be read in its files is a [`Block`] of [`Run`]s over one text buffer
//! ([`SourceMap`]): title, tags and description from the front matter as well as paragraphs, list
//! items and transcript turns. A [`Span`] of that buffer can always be turned into a file, a line and
//! a column.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use bitflags::bitflags;

use super::episode_key::EpisodeKey;
use super::show_facts::RemoteShow;
use super::source_map::SourceMap;
use super::span::Span;
use crate::error::Warning;
use crate::vocabulary::DocumentPart;

/// The files of one episode, parsed.
#[derive(Debug, Clone, Default)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Document {
    /// What tells the episode from others.
    pub key: EpisodeKey,
    /// What ids are made from: the name of the episode's own file, else its title.
    pub name: Arc<str>,
    /// The name of the input root's show, where configuration or folder gives one.
    pub show: Option<String>,
    /// The host of the site that it stands on, where the site's configuration gives one.
    pub host: Option<String>,
    /// Where its page lies on that site, the surest path first: lower case, without `/` at the end.
    pub paths: Vec<String>,
    /// The files' texts, and values decoded from them.
    pub text: SourceMap,
    /// What the front matter says of the episode.
    pub front: FrontMatter,
    /// What can be read, in reading order: front matter first, then notes, then transcript.
    pub blocks: Vec<Block>,
    /// The pieces of text that the blocks consist of.
    pub runs: Vec<Run>,
    /// The links, in reading order.
    pub links: Vec<Link>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
}

/// The front matter, with the site's own field names already translated.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct FrontMatter {
    /// The episode's title, or the one derived from its first heading or file name.
    pub title: Option<String>,
    /// The show's name as the file itself gives it.
    pub show: Option<String>,
    /// The episode's number.
    pub number: Option<i64>,
    /// The number of its season.
    pub season: Option<i64>,
    /// The name of its season.
    pub season_name: Option<String>,
    /// ISO 8601 date or date-time.
    pub date: Option<String>,
    /// Seconds.
    pub duration: Option<u32>,
    /// The language that it is in: a BCP 47 tag.
    pub language: Option<String>,
    /// What identifies it in feeds.
    pub guid: Option<String>,
    /// Places that it is about, or was recorded at, as a feed names them.
    pub locations: Vec<NamedPlace>,
    /// Shows and episodes elsewhere that a feed names for it.
    pub references: Vec<NamedShow>,
    /// A short text about the episode.
    pub description: Option<String>,
    /// The page's slug, where given.
    pub slug: Option<String>,
    /// The address of the episode's own page, where given.
    pub url: Option<String>,
    /// Hosts, guests, other people and sponsors.
    pub credits: Vec<Credit>,
}

/// A place that a feed names for an episode.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NamedPlace {
    /// Where its name stands.
    pub name: Span,
    /// Its `geo:` URI (RFC 5870).
    pub geo: Option<String>,
    /// Its type and number in OpenStreetMap: `R113314`.
    pub osm: Option<String>,
}

/// A show, or an episode of one, that a feed names for an episode.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NamedShow {
    /// Which one.
    pub show: RemoteShow,
    /// Where it is named.
    pub span: Span,
    /// From when on it is heard, in seconds.
    pub seconds: Option<u32>,
}

/// What part a credited person or body has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CreditRole {
    /// Hosts the episode.
    Host,
    /// Is a guest.
    Guest,
    /// Takes part in another way (author, editor, panelist, producer).
    Other,
    /// Pays for it.
    Sponsor,
}

/// A person or sponsor named in a field of the front matter.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Credit {
    /// The part.
    pub role: CreditRole,
    /// The name or slug as written.
    pub name: String,
    /// The full name, where a people page resolves the slug.
    pub full_name: Option<String>,
    /// Whether the name looks like a slug or handle and not like a name ("chris", "drew-devore").
    pub is_slug: bool,
    /// The organization that an object names beside the person.
    pub affiliation: Option<String>,
    /// The person's pages: from an object's `url`, or from the people page.
    pub urls: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BlockKind {
    /// The episode's title.
    Title,
    /// A subtitle, description or summary of the front matter.
    Description,
    /// One category of the front matter.
    Category,
    /// One tag or keyword of the front matter.
    Tag,
    /// A chapter title or talking point of the front matter.
    Chapter,
    /// A heading of the body, with its level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// The text of a list item, less the lists nested in it.
    Item,
    /// A table cell.
    Cell,
    /// A quotation.
    Quote,
    /// One turn, or a continuation paragraph of a turn, of a transcript.
    Turn,
    /// Preformatted code: kept for its links, not read for entities.
    Code,
}

/// One unit of reading: names never reach across its borders.
#[derive(Debug, Clone)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Which part of the document it stands in.
    pub place: DocumentPart,
    /// From its first to its last byte.
    pub span: Span,
    /// Its runs, as indices into [`Document::runs`].
    pub runs: Range<u32>,
    /// The block of the heading it stands under.
    pub section: Option<u32>,
    /// The list item that it is nested in.
    pub parent: Option<u32>,
    /// Who speaks, as labelled: of turns. Inherited by continuation paragraphs.
    pub speaker: Option<Span>,
    /// Seconds from the episode's start, where the text gives a time.
    pub seconds: Option<u32>,
}

bitflags! {
    /// How a run is set.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Style: u8 {
        /// `**strong**`
        const STRONG = 1;
        /// `*emphasis*`
        const EMPHASIS = 1 << 1;
        /// A code span.
        const CODE = 1 << 2;
        /// The text of a link.
        const LINK = 1 << 3;
        /// The source does not read as the text does (an entity, an escape): no word stands here.
        const ESCAPED = 1 << 4;
        /// A bare address, not words.
        const ADDRESS = 1 << 5;
    }
}

/// A piece of text with one style.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Run {
    /// Where it stands.
    pub span: Span,
    /// How it is set.
    pub style: Style,
    /// The link it belongs to, as an index into [`Document::links`].
    pub link: Option<u32>,
}

/// Where a word of a visible text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Origin {
    /// In the buffer.
    pub source: Span,
    /// Where it begins in the visible text, in bytes.
    pub visible: u32,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LinkKind {
    /// `[text](href)`, a reference link or an HTML anchor.
    Text,
    /// An address that stands for itself.
    Bare,
    /// An image.
    Image,
    /// A field of the front matter.
    Field,
}

/// A link.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Link {
    /// How it is written.
    pub kind: LinkKind,
    /// The address, exactly as written.
    pub href: String,
    /// From the first to the last byte of its text; of the address itself for bare links.
    pub text: Span,
    /// The block it stands in.
    pub block: u32,
    /// Its runs, as indices into [`Document::runs`].
    pub runs: Range<u32>,
}

impl Document {
    /// The path of its first file below the input root, with `/`.
    pub fn source(&self) -> &str {
        &self.text.files()[0].path
    }

    /// The runs of a block.
    pub fn runs_of(&self, block: &Block) -> &[Run] {
        &self.runs[block.runs.start as usize..block.runs.end as usize]
    }

    /// The words of a span as a reader sees them: markup dropped, white space folded.
    ///
    /// Borrows where the source already reads so.
    pub fn visible(&self, block: &Block, span: Span) -> Cow<'_, str> {
        // Runs stand in reading order: in a long block, most of them are passed over.
        let runs = self.runs_of(block);
        let start = runs.partition_point(|run| run.span.end <= span.start);
        let mut parts = runs[start..]
            .iter()
            .take_while(|run| run.span.start < span.end)
            .filter_map(|run| run.span.intersect(span));
        match (parts.next(), parts.next()) {
            (None, _) => Cow::Borrowed(self.text.slice(span).trim()),
            (Some(only), None) if is_folded(self.text.slice(only)) => {
                Cow::Borrowed(self.text.slice(only))
            }
            (Some(first), second) => {
                let mut folded = String::with_capacity((span.end - span.start) as usize);
                let parts = [Some(first), second].into_iter().flatten().chain(parts);
                self.words(parts, |apart, _, word| {
                    if apart && !folded.is_empty() {
                        folded.push(' ');
                    }
                    folded.push_str(word);
                });
                Cow::Owned(folded)
            }
        }
    }

    /// Where each word of [`Document::visible`] comes from, in order. For texts that had to be folded.
    pub fn origins(&self, block: &Block, span: Span) -> Vec<Origin> {
        let runs = self.runs_of(block).iter();
        let parts = runs.filter_map(|run| run.span.intersect(span));
        let (mut origins, mut end) = (Vec::new(), 0);
        self.words(parts, |apart, at, word| {
            let visible = end + u32::from(apart && end > 0);
            let length = word.len() as u32;
            let source = Span::new(at, at + length);
            origins.push(Origin { source, visible });
            end = visible + length;
        });
        origins
    }

    /// Visits the words of some parts of the text: whether white space stands before it, where it
    /// begins, and the word. A word may come in pieces, where markup stands in it.
    fn words<'a>(
        &'a self,
        parts: impl Iterator<Item = Span>,
        mut visit: impl FnMut(bool, u32, &'a str),
    ) {
        let begin = self.text.buffer().as_ptr().addr();
        let mut before: Option<Span> = None;
        let mut apart = false;
        for part in parts {
            if let Some(before) = before {
                let gap = self.text.slice(Span::new(before.end, part.start));
                apart |= gap.contains(char::is_whitespace);
            }
            let text = self.text.slice(part);
            apart |= text.starts_with(char::is_whitespace);
            visit_words(text, |word| {
                visit(apart, (word.as_ptr().addr() - begin) as u32, word);
                apart = true;
            });
            apart &= text.is_empty() || text.ends_with(char::is_whitespace);
            before = Some(part);
        }
    }
}

/// Visits what stands between white space.
fn visit_words<'t>(text: &'t str, mut visit: impl FnMut(&'t str)) {
    // Nearly all texts are ASCII, and need no decoding.
    if !text.is_ascii() {
        return text.split_whitespace().for_each(visit);
    }
    let mut start = 0;
    for word in text
        .as_bytes()
        .split(|byte| matches!(byte, b' ' | b'\t'..=b'\r'))
    {
        let end = start + word.len();
        if start < end {
            visit(&text[start..end]);
        }
        start = end + 1;
    }
}

/// Whether white space in a text is single spaces between words already.
fn is_folded(text: &str) -> bool {
    // The last byte of a no-break space ends other letters too: those are looked at again.
    let odd = |byte: u8| matches!(byte, b'\t'..=b'\r' | 0xa0);
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    // No early end: so a long text is looked at many bytes at once.
    let double = pairs.fold(false, |found, (one, other)| {
        found | (*one == b' ') & (*other == b' ')
    });
    let single = !double && !bytes.iter().fold(false, |found, byte| found | odd(*byte));
    single && text.trim() == text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_between_white_space_of_any_kind() {
        let controls: String = (0..=0x20_u8)
            .map(|byte| format!("a{}", byte as char))
            .collect();
        for text in [
            "",
            " ",
            "one",
            " one  two\n",
            "Zoë\u{a0}é\u{2003}x",
            &controls,
        ] {
            let mut words = Vec::new();
            visit_words(text, |word| words.push(word));
            assert_eq!(
                words,
                text.split_whitespace().collect::<Vec<_>>(),
                "{text:?}"
            );
        }
    }
}
