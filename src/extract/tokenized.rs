//! A document as words: every block's tokens, with the link and style each stands in.

use std::ops::Range;

use super::features::name_pattern::{NamePattern, person_name_pattern};
use crate::knowledge::Knowledge;
use crate::knowledge::cues::{Cues, Section};
use crate::source::{Block, BlockKind, Document, Run, Span, Style};
use crate::text::compose::{composed, is_decomposed};
use crate::text::language;
use crate::text::token::{
    Language, Separator, Token, WordShape, gap_over_space, tokenize, word_hash,
};
use crate::vocabulary::DocumentPart;

/// The words of one block, and what is known of the whole block.
pub(super) struct TokenizedBlock {
    /// Its words, as indices into [`TokenizedDocument::tokens`].
    pub words: Range<u32>,
    /// What its section is for.
    pub section: Section,
    /// Whether most of its words are capitalised, so that a capital says little.
    pub title_case: bool,
    /// A hash of its words: equal blocks have equal fingerprints.
    pub fingerprint: u64,
}

/// The words of a document.
pub(super) struct TokenizedDocument<'d> {
    /// The document.
    pub document: &'d Document,
    /// All words, block by block.
    pub tokens: Vec<Token>,
    /// The run that each word stands in.
    runs: Vec<u32>,
    /// One for each block.
    pub blocks: Vec<TokenizedBlock>,
    /// The language of the notes as detected, a BCP 47 tag; nothing where they are too short to tell.
    pub detected: Option<&'static str>,
    /// What the notes are read as.
    pub language: Language,
    /// The cue words of that language.
    pub cues: &'d Cues,
}

impl<'d> TokenizedDocument<'d> {
    /// Cuts all blocks of a document into words.
    pub(super) fn new(document: &'d Document, knowledge: &'d Knowledge) -> Self {
        let detected = language::detect(&prose(document));
        let language = detected.map_or(Language::English, Language::of_tag);
        let cues = match language {
            Language::English => &knowledge.cues,
            other => Cues::of(other),
        };
        let mut tokenized = Self {
            document,
            detected,
            language,
            cues,
            tokens: Vec::with_capacity(document.text.buffer().len() / 6),
            runs: Vec::with_capacity(document.text.buffer().len() / 6),
            blocks: Vec::with_capacity(document.blocks.len()),
        };
        for block in &document.blocks {
            let tokenized_block = tokenized.read(block, cues);
            tokenized.blocks.push(tokenized_block);
        }
        tokenized
    }

    fn read(&mut self, block: &Block, cues: &Cues) -> TokenizedBlock {
        let first = self.tokens.len();
        if block.kind != BlockKind::Code {
            self.tokenize(block);
        }
        if matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Heading(_)
        ) {
            self.end_lines(first);
        }
        // Sites that write their tags in small letters write all of them so ("nat friedman", "amd").
        let label = matches!(block.kind, BlockKind::Category | BlockKind::Tag);
        let words = &mut self.tokens[first..];
        if label && !words.iter().any(|word| word.shape.intersects(CAPITALS)) {
            for word in words {
                word.shape = word.shape.capitalised();
            }
        }
        let words = &self.tokens[first..];
        let own = matches!(block.kind, BlockKind::Heading(_)).then(|| cues.section(words));
        let section = match (own, block.section, block.place) {
            (Some(section), ..) => section,
            (None, Some(heading), _) => self.blocks[heading as usize].section,
            (None, None, DocumentPart::Transcript) => Section::Transcript,
            (None, None, _) => Section::Top,
        };
        // A sponsor's section ends with the next heading; below it everything belongs to it. A
        // heading below a class keeps that class when its own words say nothing.
        let section = match (own, block.section) {
            (Some(Section::Other), Some(above)) => match self.blocks[above as usize].section {
                outer @ (Section::Sponsor | Section::Contact | Section::Credits) => outer,
                _ => Section::Other,
            },
            _ => section,
        };
        let (mut letters, mut capitals, mut fingerprint) = (0, 0, FINGERPRINT_START);
        if block.place != DocumentPart::Transcript {
            for word in words {
                fingerprint = (fingerprint ^ u64::from(word.hash)).wrapping_mul(0x0100_0000_01b3);
                if word.end - word.start > 3 {
                    letters += 1;
                    capitals += u32::from(!word.shape.contains(WordShape::LOWER));
                }
            }
        }
        TokenizedBlock {
            words: first as u32..self.tokens.len() as u32,
            section,
            title_case: letters >= 3 && capitals * 10 >= letters * 7,
            fingerprint,
        }
    }

    /// Parts the names on both sides of a line break where the line ends long before a column at which text is
    /// wrapped: a list of credits without bullets.
    fn end_lines(&mut self, first: usize) {
        let text = self.document.text.buffer().as_bytes();
        for at in first + 1..self.tokens.len() {
            let (end, start) = (
                self.tokens[at - 1].end as usize,
                self.tokens[at].start as usize,
            );
            let word = &mut self.tokens[at];
            if word.gap != Separator::Space || !word.shape.intersects(CAPITALS) {
                continue;
            }
            let breaks = text[end..start].contains(&b'\n');
            let line = || {
                end - text[..end]
                    .iter()
                    .rposition(|byte| *byte == b'\n')
                    .unwrap_or(0)
            };
            if breaks && line() < SHORT_LINE {
                word.gap = Separator::Sentence;
            }
        }
    }

    fn tokenize(&mut self, block: &Block) {
        let text = self.document.text.buffer();
        let mut lead = Separator::Block;
        let mut end = block.span.start;
        let before = self.tokens.len();
        for index in block.runs.clone() {
            let run = &self.document.runs[index as usize];
            if end < run.span.start
                && lead <= Separator::Apostrophe
                && text[end as usize..run.span.start as usize].contains(char::is_whitespace)
            {
                lead = gap_over_space(lead, self.tokens[before..].last(), text);
            }
            end = run.span.end;
            if run.style.intersects(Style::ESCAPED | Style::ADDRESS) {
                lead = lead.max(escaped_gap(self.document.text.slice(run.span)));
                continue;
            }
            let range = run.span.start as usize..run.span.end as usize;
            let first = self.tokens.len();
            let decomposed = is_decomposed(&text[range.clone()]);
            lead = tokenize(text, range, lead, &mut self.tokens);
            if decomposed || self.language != Language::English {
                for word in &mut self.tokens[first..] {
                    word.language = self.language;
                    if decomposed && word.shape.contains(WordShape::NON_ASCII) {
                        word.hash = word_hash(&composed(word.text(text)));
                    }
                }
            }
            self.runs.resize(self.tokens.len(), index);
        }
    }

    /// The words of a block.
    pub(super) fn words(&self, block: usize) -> &[Token] {
        let words = &self.blocks[block].words;
        &self.tokens[words.start as usize..words.end as usize]
    }

    /// Whether a given name stands with a surname behind it not too far before the word of a block that has it
    /// alone: "Ann Quill … Ann".
    pub(super) fn is_introduced_in_full(&self, block: usize, word: usize) -> bool {
        let at = self.blocks[block].words.start as usize + word;
        let text = self.document.text.buffer();
        let given = self.tokens[at].hash;
        self.tokens[at.saturating_sub(INTRODUCED)..at]
            .windows(2)
            .any(|pair| {
                pair[0].hash == given
                    && pair[1].gap == Separator::Space
                    && person_name_pattern(pair, text, self.cues) == NamePattern::Full
            })
    }

    /// The run that a word stands in.
    pub(super) fn run(&self, token: u32) -> &Run {
        &self.document.runs[self.runs[token as usize] as usize]
    }

    /// The span from the first word to the last, both included.
    pub(super) fn span(&self, first: u32, last: u32) -> Span {
        Span::new(
            self.tokens[first as usize].start,
            self.tokens[last as usize].end,
        )
    }
}

/// So many words before its given name a person may have been introduced.
const INTRODUCED: usize = 1000;

/// Lines that are wrapped are longer, in bytes.
const SHORT_LINE: usize = 45;

/// The prose of a document without links, addresses and code, from its notes first, as much as tells its
/// language. Names and titles that links lead to are often in another.
fn prose(document: &Document) -> String {
    let mut prose = String::with_capacity(2 * language::READ);
    let is_prose = |block: &&Block| {
        !matches!(
            block.kind,
            BlockKind::Code | BlockKind::Tag | BlockKind::Category
        )
    };
    let in_part = |spoken: bool| {
        let blocks = document.blocks.iter().filter(is_prose);
        blocks.filter(move |block| (block.place == DocumentPart::Transcript) == spoken)
    };
    for block in in_part(false).chain(in_part(true)) {
        for run in &document.runs[block.runs.start as usize..block.runs.end as usize] {
            let other = Style::ESCAPED.union(Style::ADDRESS).union(Style::CODE);
            if run.link.is_none() && !run.style.intersects(other) {
                prose.push_str(document.text.slice(run.span));
            }
        }
        prose.push('\n');
        if prose.len() >= language::READ {
            break;
        }
    }
    prose
}

/// A word with a capital somewhere.
const CAPITALS: WordShape = WordShape::CAPITAL
    .union(WordShape::ALL_CAPS)
    .union(WordShape::MIXED);

const FINGERPRINT_START: u64 = 0xcbf2_9ce4_8422_2325;

/// What an escaped piece of text stands for between two words.
fn escaped_gap(source: &str) -> Separator {
    match source {
        "&amp;" | "&#38;" | "\\&" => Separator::Ampersand,
        "&#39;" | "&rsquo;" | "&apos;" | "&#8217;" | "\\'" => Separator::Apostrophe,
        "&nbsp;" | "&#160;" | "&thinsp;" => Separator::Space,
        "\\_" | "\\-" => Separator::Hyphen,
        _ => Separator::Symbol,
    }
}
