//! Texts that stand in a file in pieces, and what they read as.
//!
//! A cue of a transcript is mostly bytes of its file as they are. Where markup stands between its
//! words it is several such ranges; where the file writes a character in another way (`&amp;`, `\n`)
//! a piece of the text is decoded, and keeps the range of the file that it was decoded from. All
//! texts of one file share one list of pieces and one buffer, so that a text costs no allocation of
//! its own.

use std::borrow::Cow;

use crate::source::span::Span;

/// A text, as a range of the pieces in the [`Pieces`] that it was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Text {
    first: u32,
    end: u32,
}

impl Text {
    /// Whether there are no pieces in it.
    pub const fn is_empty(self) -> bool {
        self.end <= self.first
    }
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Piece {
    /// The bytes of the file that it stands for.
    pub source: Span,
    /// Where it does not read as these bytes do: its range in the buffer of decoded characters.
    decoded: Option<Span>,
}

/// The texts of one file.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Pieces {
    pieces: Vec<Piece>,
    decoded: String,
}

impl Pieces {
    /// Begins a text: what is added from here on belongs to it.
    pub(crate) fn begin(&self) -> Text {
        let first = self.pieces.len() as u32;
        Text { first, end: first }
    }

    /// Adds bytes of the file to a text, which must be the last one.
    pub(crate) fn add(&mut self, text: &mut Text, source: Span) {
        if source.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last)
                if !text.is_empty()
                    && last.decoded.is_none()
                    && last.source.end == source.start =>
            {
                last.source.end = source.end;
            }
            _ => self.push(text, source, None),
        }
    }

    /// Adds to a text characters that the file writes as `source`.
    pub(crate) fn add_decoded(&mut self, text: &mut Text, characters: &str, source: Span) {
        let start = self.decoded.len() as u32;
        self.decoded.push_str(characters);
        let decoded = Span::new(start, self.decoded.len() as u32);
        self.push(text, source, Some(decoded));
    }

    /// Adds a piece of another text of the same file.
    pub(crate) fn add_piece(&mut self, text: &mut Text, piece: Piece) {
        match piece.decoded {
            None => self.add(text, piece.source),
            Some(_) => self.push(text, piece.source, piece.decoded),
        }
    }

    fn push(&mut self, text: &mut Text, source: Span, decoded: Option<Span>) {
        self.pieces.push(Piece { source, decoded });
        text.end = self.pieces.len() as u32;
    }

    /// The pieces of a text.
    pub fn of(&self, text: Text) -> &[Piece] {
        &self.pieces[text.first as usize..text.end as usize]
    }

    /// What a piece reads as.
    pub fn read<'a>(&'a self, file: &'a str, piece: &Piece) -> &'a str {
        match piece.decoded {
            None => &file[piece.source.start as usize..piece.source.end as usize],
            Some(span) => &self.decoded[span.start as usize..span.end as usize],
        }
    }

    /// What a text reads as. White space stays as the file has it.
    pub fn value<'a>(&'a self, file: &'a str, text: Text) -> Cow<'a, str> {
        match self.of(text) {
            [] => Cow::Borrowed(""),
            [only] => Cow::Borrowed(self.read(file, only)),
            pieces => pieces.iter().map(|piece| self.read(file, piece)).collect(),
        }
    }

    /// Whether a text has no letter, digit or sign.
    pub fn is_blank(&self, file: &str, text: Text) -> bool {
        let mut pieces = self.of(text).iter();
        pieces.all(|piece| self.read(file, piece).trim().is_empty())
    }

    /// Whether the ranges of the file that a text consists of read as the text does, if white space
    /// between two of them parts words and other bytes between them do not.
    ///
    /// Such a text needs no copy: it can be had as [`Pieces::of`] its pieces' sources.
    pub fn stands_in_file(&self, file: &str, text: Text) -> bool {
        let pieces = self.of(text);
        let joint = |pair: &[Piece]| {
            let between = pair[0].source.end as usize..pair[1].source.start as usize;
            let parted = file
                .get(between)
                .is_some_and(|between| between.contains(char::is_whitespace));
            let touch = |piece: &Piece, last: bool| {
                let read = self.read(file, piece);
                let edge = if last {
                    read.chars().next_back()
                } else {
                    read.chars().next()
                };
                edge.is_none_or(char::is_whitespace)
            };
            !parted || touch(&pair[0], true) || touch(&pair[1], false)
        };
        pieces.iter().all(|piece| piece.decoded.is_none()) && pieces.windows(2).all(joint)
    }

    /// Where a text stands that is one range of the file and reads as that does.
    pub fn range(&self, text: Text) -> Option<Span> {
        match self.of(text) {
            [only] if only.is_verbatim() => Some(only.source),
            _ => None,
        }
    }

    /// Appends what a text reads as to `value`, and to `origins` where each piece of it begins, and
    /// each line in a piece: offset in `value`, offset in the file.
    ///
    /// From one origin to the next, offsets in `value` and in the file grow alike, but for decoded
    /// characters: those all stand where their origin says.
    pub fn append(
        &self,
        file: &str,
        text: Text,
        value: &mut String,
        origins: &mut Vec<(u32, u32)>,
    ) {
        for piece in self.of(text) {
            let read = self.read(file, piece);
            let (at, from) = (value.len() as u32, piece.source.start);
            origins.push((at, from));
            if piece.is_verbatim() {
                let breaks = memchr::memchr_iter(b'\n', read.as_bytes());
                let inner = breaks
                    .map(|line| line as u32 + 1)
                    .filter(|line| *line < read.len() as u32);
                origins.extend(inner.map(|line| (at + line, from + line)));
            }
            value.push_str(read);
        }
    }

    /// A text without the white space around it.
    pub(crate) fn trimmed(&mut self, file: &str, mut text: Text) -> Text {
        // Most texts have no white space around them: their outer bytes say so.
        if let [only] = self.of(text) {
            let read = self.read(file, only).as_bytes();
            if let [first, .., last] = read
                && first.is_ascii_graphic()
                && last.is_ascii_graphic()
            {
                return text;
            }
        }
        while let Some(piece) = self.of(text).first().copied() {
            let read = self.read(file, &piece);
            let cut = (read.len() - read.trim_start().len()) as u32;
            if cut < read.len() as u32 {
                self.pieces[text.first as usize].cut(cut, 0);
                break;
            }
            text.first += 1;
        }
        while let Some(piece) = self.of(text).last().copied() {
            let read = self.read(file, &piece);
            let cut = (read.len() - read.trim_end().len()) as u32;
            if cut < read.len() as u32 {
                self.pieces[text.end as usize - 1].cut(0, cut);
                break;
            }
            text.end -= 1;
        }
        text
    }

    /// A text without the colon that ends it.
    pub(crate) fn without_colon(&mut self, file: &str, text: Text) -> Text {
        if let Some(last) = text.end.checked_sub(1).filter(|last| *last >= text.first) {
            let piece = self.pieces[last as usize];
            if piece.is_verbatim() && self.read(file, &piece).ends_with(':') {
                self.pieces[last as usize].cut(0, 1);
            }
        }
        self.trimmed(file, text)
    }

    /// A text of one range of the file.
    pub(crate) fn whole(&mut self, source: Span) -> Text {
        let mut text = self.begin();
        self.add(&mut text, source);
        text
    }

    /// Whether two texts read alike.
    pub fn same(&self, file: &str, one: Text, other: Text) -> bool {
        one == other || self.value(file, one) == self.value(file, other)
    }
}

impl Piece {
    /// Whether the piece reads as the file's bytes do.
    pub const fn is_verbatim(&self) -> bool {
        self.decoded.is_none()
    }

    /// The part of a verbatim piece that lies between two offsets of the file.
    pub(crate) fn part(&self, start: u32, end: u32) -> Self {
        let whole = Span::new(start, end);
        let source = self
            .source
            .intersect(whole)
            .unwrap_or(Span::new(start, start));
        Self {
            source,
            decoded: self.decoded,
        }
    }

    /// Leaves bytes out at both ends. A decoded piece keeps its place in the file.
    const fn cut(&mut self, start: u32, end: u32) {
        match &mut self.decoded {
            None => {
                self.source.start += start;
                self.source.end -= end;
            }
            Some(span) => {
                span.start += start;
                span.end -= end;
            }
        }
    }
}
