//! The texts of one episode's files, and the way back from a byte offset to file, line and column.
//!
//! One buffer holds them all, in the manner of rustc's `SourceMap`: the files as they are, each a range
//! of its own, and behind each of them the texts that it holds only in encoded form (escapes, folded
//! YAML scalars, HTML inside XML). These remember where they came from. So a [`Span`] of two offsets
//! says which file it stands in, too, and no stage needs to carry a file along.

use std::cell::Cell;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::span::Span;

/// A file of an episode: its place among [`SourceMap::files`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct FileId(u16);

impl FileId {
    /// The place in the list of files.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A file, or the part of one that belongs to the episode (an item of a feed).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the input root, with `/`.
    pub path: Arc<str>,
    /// Where its text stands in the buffer.
    pub span: Span,
    /// How many lines of the file stand before the text.
    lines_before: u32,
    /// How many characters stand before the text in its first line.
    columns_before: u32,
}

/// Where something stands: lines and columns count from 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Position {
    /// The file.
    pub file: FileId,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// A piece of a decoded text: from `at` in the buffer on, it reads as the file does from `from` on.
#[derive(Debug, Clone, Copy)]
struct DecodedPiece {
    at: u32,
    from: u32,
    /// Whether this holds for every byte; else only for the first line, as far as that reaches.
    exact: bool,
}

/// The texts of an episode's files together with what had to be decoded in them.
#[derive(Debug, Clone)]
pub struct SourceMap {
    buffer: String,
    /// At least one, by their place in the buffer.
    files: Vec<SourceFile>,
    /// By their place in the buffer; for decoded texts only.
    pieces: Vec<DecodedPiece>,
}

impl Default for SourceMap {
    /// One empty file without a name.
    fn default() -> Self {
        Self::new("", String::new())
    }
}

/// How far the offsets and files of a map move when another takes it over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shift {
    /// Bytes before it.
    pub bytes: u32,
    /// Files before it.
    pub files: u16,
}

impl SourceMap {
    /// Takes over the text of a whole file.
    ///
    /// # Panics
    ///
    /// When the text is longer than `u32::MAX` bytes: discovery refuses such files.
    pub fn new(path: impl Into<Arc<str>>, text: String) -> Self {
        Self::slice_of(path, text, (1, 1))
    }

    /// Takes over a part of a file, which begins at this line and column of it (from 1, columns in
    /// characters): positions are those in the whole file.
    ///
    /// # Panics
    ///
    /// When the text is longer than `u32::MAX` bytes.
    pub fn slice_of(path: impl Into<Arc<str>>, text: String, (line, column): (u32, u32)) -> Self {
        let end = u32::try_from(text.len()).expect("discovery refuses files over 4 GiB");
        Self {
            buffer: text,
            files: vec![SourceFile {
                path: path.into(),
                span: Span::new(0, end),
                lines_before: line.saturating_sub(1),
                columns_before: column.saturating_sub(1),
            }],
            pieces: Vec::new(),
        }
    }

    /// The files, in the order in which they were taken over.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The first file's own text, without what was decoded in it.
    pub fn first_text(&self) -> &str {
        self.slice(self.files[0].span)
    }

    /// The whole buffer, that all spans refer to.
    pub fn buffer(&self) -> &str {
        &self.buffer
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.buffer[span.start as usize..span.end as usize]
    }

    /// Appends a decoded text whose first byte stands at `origin` of the buffer, and gives its span.
    ///
    /// Each line of it is taken to stand on the line of the file that follows the one before; a
    /// text of one line needs no more.
    pub fn append(&mut self, text: &str, origin: u32) -> Span {
        let start = self.begin_text();
        let file_end = self.files[self.file_of(origin).index()].span.end as usize;
        let mut from = origin;
        let mut at = start;
        for line in text.split_inclusive('\n') {
            let exact = false;
            self.pieces.push(DecodedPiece { at, from, exact });
            at += line.len() as u32;
            let rest = &self.buffer[(from as usize).min(file_end)..file_end];
            from = rest
                .find('\n')
                .map_or(from, |newline| from + newline as u32 + 1);
        }
        self.buffer.push_str(text);
        Span::new(start, self.buffer.len() as u32)
    }

    /// Appends a decoded text of which more is known, and gives its span.
    ///
    /// `origins` are offsets in the text, ascending from 0, each with the offset in the buffer that it
    /// stands for. From one to the next both run side by side, byte for byte; a decoded character
    /// (`&amp;`, `\u00e4`) is a piece of its own.
    pub fn append_decoded(&mut self, text: &str, origins: &[(u32, u32)]) -> Span {
        let start = self.begin_text();
        self.pieces
            .extend(origins.iter().map(|&(offset, from)| DecodedPiece {
                at: start + offset,
                from,
                exact: true,
            }));
        self.buffer.push_str(text);
        Span::new(start, self.buffer.len() as u32)
    }

    /// Begins a new text at the end of the buffer: a border keeps a token from reaching into the one
    /// before.
    fn begin_text(&mut self) -> u32 {
        self.buffer.push('\n');
        self.buffer.len() as u32
    }

    /// Takes over the texts of another map, and says how far its spans have to be shifted.
    ///
    /// # Errors
    ///
    /// The other map, as it was, if offsets or files would outgrow their types.
    pub fn take_over(&mut self, other: Self) -> Result<Shift, Self> {
        let bytes = self.buffer.len() + 1;
        let files = self.files.len();
        if u32::try_from(bytes + other.buffer.len()).is_err()
            || u16::try_from(files + other.files.len()).is_err()
        {
            return Err(other);
        }
        let bytes = self.begin_text();
        self.buffer.push_str(&other.buffer);
        self.files
            .extend(other.files.into_iter().map(|file| SourceFile {
                span: file.span.shifted(bytes),
                ..file
            }));
        self.pieces
            .extend(other.pieces.into_iter().map(|piece| DecodedPiece {
                at: piece.at + bytes,
                from: piece.from + bytes,
                ..piece
            }));
        let files = files as u16;
        Ok(Shift { bytes, files })
    }

    /// The file in which an offset of the buffer stands, or in which what stands there was decoded.
    pub fn file_of(&self, offset: u32) -> FileId {
        // Decoded texts stand behind the file that they are from.
        let after = match self.files.len() {
            1 => 1,
            _ => self.files.partition_point(|file| file.span.start <= offset),
        };
        FileId(after as u16 - 1)
    }

    /// The offset in the file's own text that an offset of the buffer stands for, and the file.
    fn origin(&self, offset: u32) -> (&SourceFile, FileId, u32) {
        let id = self.file_of(offset);
        let file = &self.files[id.index()];
        if offset <= file.span.end {
            return (file, id, offset);
        }
        let after = self.pieces.partition_point(|piece| piece.at <= offset);
        let piece = after.checked_sub(1).map(|index| self.pieces[index]);
        let Some(piece) = piece.filter(|piece| piece.at > file.span.end) else {
            return (file, id, file.span.end);
        };
        let mut at = (piece.from + (offset - piece.at)).min(file.span.end);
        if piece.exact {
            // What a reference stands for may be longer than the reference.
            let next = self.pieces.get(after).map(|next| next.from);
            at = next
                .filter(|next| *next > piece.from)
                .map_or(at, |next| at.min(next));
        } else if at > piece.from {
            let line = &self.buffer.as_bytes()[piece.from as usize..at as usize];
            at = memchr::memchr(b'\n', line).map_or(at, |end| piece.from + end as u32);
        }
        while !self.buffer.is_char_boundary(at as usize) {
            at -= 1;
        }
        (file, id, at)
    }

    /// File, line and column of an offset of the buffer.
    ///
    /// Costs a scan of the files; for many offsets use [`SourceMap::lines`].
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(offset)
    }

    /// An index of the lines, for many look-ups.
    pub fn lines(&self) -> Lines<'_> {
        let bytes = self.buffer.as_bytes();
        let mut starts = Vec::new();
        for file in &self.files {
            let (start, end) = (file.span.start, file.span.end);
            starts.push(start);
            let text = &bytes[start as usize..end as usize];
            starts.extend(memchr::memchr_iter(b'\n', text).map(|at| start + at as u32 + 1));
        }
        let end = self.files.last().map_or(0, |file| file.span.end);
        let long = starts
            .windows(2)
            .any(|pair| pair[1] - pair[0] > Lines::STEP)
            || starts.last().is_some_and(|start| end - start > Lines::STEP);
        let mut marks = Vec::new();
        if long {
            let mut count = 0;
            for chunk in bytes[..end as usize].chunks(Lines::STEP as usize) {
                marks.push(count);
                count += characters(chunk);
            }
            marks.push(count);
        }
        Lines {
            map: self,
            starts,
            marks,
            last: Cell::new((0, 0)),
        }
    }
}

/// Where each line of the files begins.
#[derive(Debug)]
pub struct Lines<'a> {
    map: &'a SourceMap,
    /// Offsets in the buffer.
    starts: Vec<u32>,
    /// How many characters stand before each multiple of [`Lines::STEP`]; only for files with lines
    /// so long that counting from their beginning would be slow.
    marks: Vec<u32>,
    /// The offset that was asked for last, and how many characters its line has before it: most
    /// questions go on from there.
    last: Cell<(u32, u32)>,
}

impl Lines<'_> {
    const STEP: u32 = 4096;

    /// File, line and column of an offset of the buffer.
    pub fn position(&self, offset: u32) -> Position {
        let (file, id, offset) = self.map.origin(offset);
        let begin = file.span.start;
        let lines = match id {
            FileId(0) => &self.starts[..],
            _ => &self.starts[self.starts.partition_point(|start| *start < begin)..],
        };
        let line = lines.partition_point(|start| *start <= offset);
        let start = lines[line - 1];
        let (last, known) = self.last.get();
        let (from, known) = if (start..=offset).contains(&last) {
            (last, known)
        } else {
            (start, 0)
        };
        let bytes = self.map.buffer.as_bytes();
        let count = if offset - from <= Self::STEP {
            known + characters(&bytes[from as usize..offset as usize])
        } else {
            self.before(offset) - self.before(start)
        };
        self.last.set((offset, count));
        let mut column = count + 1;
        if line == 1 {
            let bom = offset > begin && bytes[begin as usize..].starts_with("\u{feff}".as_bytes());
            column = column + file.columns_before - u32::from(bom);
        }
        Position {
            file: id,
            line: file.lines_before + line as u32,
            column,
        }
    }

    /// How many characters stand before an offset of the buffer.
    fn before(&self, offset: u32) -> u32 {
        let mark = offset / Self::STEP;
        let rest = (mark * Self::STEP) as usize..offset as usize;
        self.marks[mark as usize] + characters(&self.map.buffer.as_bytes()[rest])
    }
}

/// How many characters begin in a piece of UTF-8.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests;
