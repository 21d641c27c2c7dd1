//! The text of one file, and the way back from a byte offset to a line and a column.
//!
//! The buffer holds the file as it is and, behind it, texts that the front matter gives only in
//! encoded form (escapes, folded YAML scalars). Each of these remembers where it came from, so that
//! one [`Span`] type serves for both.

use std::cell::Cell;

/// A range of bytes in a [`SourceText`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The part that both have, unless it is empty.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let both = Self::new(self.start.max(other.start), self.end.min(other.end));
        (!both.is_empty()).then_some(both)
    }

    /// Whether `other` lies within.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A file's text together with the decoded values of its front matter.
#[derive(Debug, Clone, Default)]
pub struct SourceText {
    buffer: String,
    file_len: u32,
    /// Offset in the buffer, offset in the file: sorted, for the decoded part only.
    origins: Vec<(u32, u32)>,
}

impl SourceText {
    /// Takes over the text of a file.
    ///
    /// # Panics
    ///
    /// When the text is longer than `u32::MAX` bytes: discovery refuses such files.
    pub fn new(text: String) -> Self {
        let file_len = u32::try_from(text.len()).expect("discovery refuses files over 4 GiB");
        Self {
            buffer: text,
            file_len,
            origins: Vec::new(),
        }
    }

    /// The file's own text, without decoded values.
    pub fn file(&self) -> &str {
        &self.buffer[..self.file_len as usize]
    }

    /// The whole buffer, that all spans refer to.
    pub fn buffer(&self) -> &str {
        &self.buffer
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.buffer[span.start as usize..span.end as usize]
    }

    /// Appends a decoded text whose first byte stands at `origin` in the file, and gives its span.
    ///
    /// Each line of it is taken to stand on the line of the file that follows the one before; a
    /// text of one line needs no more.
    pub fn append(&mut self, text: &str, origin: u32) -> Span {
        // A border keeps a token from reaching into the text before.
        self.buffer.push('\n');
        let start = self.buffer.len() as u32;
        let mut from = origin;
        let mut offset = start;
        for line in text.split_inclusive('\n') {
            self.origins.push((offset, from));
            offset += line.len() as u32;
            let rest =
                &self.buffer[(from as usize).min(self.file_len as usize)..self.file_len as usize];
            from = rest
                .find('\n')
                .map_or(from, |newline| from + newline as u32 + 1);
        }
        self.buffer.push_str(text);
        Span::new(start, self.buffer.len() as u32)
    }

    /// The offset in the file that an offset of the buffer stands for.
    pub fn origin(&self, offset: u32) -> u32 {
        if offset < self.file_len {
            return offset;
        }
        let after = self.origins.partition_point(|(start, _)| *start <= offset);
        match after.checked_sub(1).map(|index| self.origins[index]) {
            Some((start, from)) => {
                let rest = &self.buffer[from as usize..self.file_len as usize];
                let line = rest.find('\n').unwrap_or(rest.len()) as u32;
                let mut at = from + (offset - start).min(line);
                while !self.buffer.is_char_boundary(at as usize) {
                    at -= 1;
                }
                at
            }
            None => self.file_len,
        }
    }

    /// Line and column (from 1, in characters) of an offset of the buffer.
    ///
    /// Costs a scan of the text before it; for many offsets of one file use [`SourceText::lines`].
    pub fn position(&self, offset: u32) -> (u32, u32) {
        self.lines().position(offset)
    }

    /// An index of the lines, for many look-ups.
    pub fn lines(&self) -> Lines<'_> {
        let bytes = self.file().as_bytes();
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', bytes).map(|index| index as u32 + 1));
        let long = starts
            .windows(2)
            .any(|pair| pair[1] - pair[0] > Lines::STEP)
            || bytes.len() as u32 - starts[starts.len() - 1] > Lines::STEP;
        let mut marks = Vec::new();
        if long {
            let mut count = 0;
            for chunk in bytes.chunks(Lines::STEP as usize) {
                marks.push(count);
                count += characters(chunk);
            }
            marks.push(count);
        }
        Lines {
            text: self,
            starts,
            marks,
            last: Cell::new((0, 0)),
        }
    }
}

/// Where each line of a file begins.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a SourceText,
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

    /// Line and column (from 1, in characters) of an offset of the buffer.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let offset = self.text.origin(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let (last, known) = self.last.get();
        let (from, known) = if (start..=offset).contains(&last) {
            (last, known)
        } else {
            (start, 0)
        };
        let count = if offset - from <= Self::STEP {
            known + characters(&self.text.file().as_bytes()[from as usize..offset as usize])
        } else {
            self.before(offset) - self.before(start)
        };
        self.last.set((offset, count));
        let bom = u32::from(start == 0 && offset > 0 && self.text.file().starts_with('\u{feff}'));
        (line as u32, count - bom + 1)
    }

    /// How many characters stand before an offset of the file.
    fn before(&self, offset: u32) -> u32 {
        let mark = offset / Self::STEP;
        let rest = (mark * Self::STEP) as usize..offset as usize;
        self.marks[mark as usize] + characters(&self.text.file().as_bytes()[rest])
    }
}

/// How many characters begin in a piece of UTF-8.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let text = SourceText::new("a\nžluť kůň\nend".into());
        let cases = [
            ("a", (1, 1)),
            ("žluť", (2, 1)),
            ("kůň", (2, 6)),
            ("end", (3, 1)),
        ];
        for (word, expected) in cases {
            let offset = text.file().find(word).unwrap() as u32;
            assert_eq!(text.position(offset), expected, "{word}");
        }
    }

    #[test]
    fn long_lines_are_counted_from_marks() {
        let text = SourceText::new("\u{feff}a\n".to_owned() + &"ůx".repeat(9000) + "\nend");
        let lines = text.lines();
        assert_eq!(lines.position(0), (1, 1));
        assert_eq!(lines.position(3), (1, 1));
        assert_eq!(lines.position(4), (1, 2));
        for pair in [0, 1, 1365, 1366, 8999] {
            let offset = 5 + 3 * pair;
            assert_eq!(lines.position(offset), (2, 2 * pair + 1));
            assert_eq!(lines.position(offset + 2), (2, 2 * pair + 2));
        }
        assert_eq!(lines.position(text.file().len() as u32), (3, 4));
    }

    #[test]
    fn decoded_texts_point_into_the_file() {
        let mut text = SourceText::new("---\nsummary: |\n  one\n  two\n---\n".into());
        let origin = text.file().find("one").unwrap() as u32;
        let span = text.append("one\ntwo\n", origin);
        assert_eq!(text.slice(span), "one\ntwo\n");
        assert_eq!(text.position(span.start).0, 3);
        let two = span.start + 4;
        assert_eq!(text.position(two).0, 4);
    }
}
