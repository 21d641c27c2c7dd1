//! Decoded text that knows where each of its bytes stands in the feed.

/// A value with the place where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its byte offset in the decoded text of the feed.
    pub offset: u32,
}

/// A text of the feed, decoded, with the way back.
///
/// The way back is a list of pieces. Within a piece, value and feed run side by side byte for byte; a
/// character that a reference stands for (`&amp;`, `&#252;`) is a piece of its own, and so is each stretch
/// of CDATA or plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedText {
    /// The decoded text.
    pub value: String,
    /// Offset in `value`, offset in the feed: sorted by the first. Empty for a text without bytes.
    origins: Vec<(u32, u32)>,
}

impl FeedText {
    /// Where the text begins in the feed.
    #[must_use]
    pub fn offset(&self) -> u32 {
        self.origins.first().map_or(0, |(_, feed)| *feed)
    }

    /// Where a byte of the value stands in the feed. For a decoded character that is where its
    /// reference begins. Behind the end it is the place behind the last byte.
    #[must_use]
    pub fn origin(&self, offset: u32) -> u32 {
        let after = self.origins.partition_point(|(value, _)| *value <= offset);
        match after.checked_sub(1).map(|index| self.origins[index]) {
            Some((value, feed)) => feed + (offset.min(self.value.len() as u32) - value),
            None => 0,
        }
    }

    /// The pieces: offset in the value, offset in the feed.
    #[must_use]
    pub fn origins(&self) -> &[(u32, u32)] {
        &self.origins
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// A text that something else at `offset` of the feed stands for.
    pub(crate) fn decoded(text: &str, offset: u32) -> Self {
        let mut whole = Self::default();
        whole.push_decoded(text, offset as usize);
        whole
    }

    /// A text that stands in the feed as it is.
    #[cfg(test)]
    pub(crate) fn verbatim(text: &str, offset: usize) -> Self {
        let mut whole = Self::default();
        whole.push(text, offset);
        whole
    }

    /// Appends a text that begins at `offset` of the feed.
    pub(crate) fn push(&mut self, text: &str, offset: usize) {
        if text.is_empty() {
            return;
        }
        let (value, feed) = (self.value.len() as u32, offset as u32);
        let runs_on = self
            .origins
            .last()
            .is_some_and(|(start, from)| from + (value - start) == feed);
        if !runs_on {
            self.origins.push((value, feed));
        }
        self.value.push_str(text);
    }

    /// Appends what a reference at `offset` of the feed stands for.
    pub(crate) fn push_decoded(&mut self, text: &str, offset: usize) {
        // Each character by itself: a declared name may stand for more than it has letters.
        let start = self.value.len();
        let letters = text.char_indices();
        let origins = letters.map(|(at, _)| ((start + at) as u32, offset as u32));
        self.origins.extend(origins);
        self.value.push_str(text);
    }

    /// Appends a part of another text, with its origins.
    pub(crate) fn push_from(&mut self, other: &Self, start: usize, end: usize) {
        let mut at = start;
        let first = other
            .origins
            .partition_point(|(value, _)| *value as usize <= start);
        let pieces = other.origins[first..].iter();
        for next in pieces
            .map(|(value, _)| *value as usize)
            .take_while(|next| *next < end)
        {
            if next > at {
                self.push_piece(&other.value[at..next], other.origin(at as u32));
                at = next;
            }
        }
        if at < end {
            self.push_piece(&other.value[at..end], other.origin(at as u32));
        }
    }

    fn push_piece(&mut self, text: &str, origin: u32) {
        // Each piece begins anew: whether the one before runs up to here is not known of references.
        self.origins.push((self.value.len() as u32, origin));
        self.value.push_str(text);
    }

    /// Without white space at both ends.
    #[must_use]
    pub(crate) fn trimmed(mut self) -> Self {
        let end = self.value.trim_end().len();
        self.value.truncate(end);
        let start = end - self.value.trim_start().len();
        if start > 0 {
            let origin = self.origin(start as u32);
            let first = self
                .origins
                .partition_point(|(value, _)| *value as usize <= start);
            self.origins.drain(..first - 1);
            self.origins[0] = (start as u32, origin);
            for (value, _) in &mut self.origins {
                *value -= start as u32;
            }
            self.value.drain(..start);
        }
        let end = self.value.len() as u32;
        self.origins.retain(|(value, _)| *value < end);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ` Soil &amp; worms ` as decoded from offset 10 of a feed.
    fn soil() -> FeedText {
        let mut text = FeedText::default();
        text.push(" Soil ", 10);
        text.push_decoded("&", 16);
        text.push(" worms ", 21);
        text
    }

    #[test]
    fn each_byte_knows_where_it_stands() {
        let text = soil();
        assert_eq!(text.value, " Soil & worms ");
        for (word, feed) in [("Soil", 11), ("&", 16), ("worms", 22)] {
            let offset = text.value.find(word).unwrap() as u32;
            assert_eq!(text.origin(offset), feed, "{word}");
        }
        assert_eq!(text.origin(99), 28, "behind the end");
    }

    #[test]
    fn trimming_keeps_the_way_back() {
        let text = soil().trimmed();
        assert_eq!(text.value, "Soil & worms");
        assert_eq!(text.offset(), 11);
        assert_eq!(text.origin(5), 16);
        assert_eq!(text.origin(7), 22);
        let mut blank = FeedText::default();
        blank.push(" \n", 4);
        blank.push_decoded("\u{a0}", 6);
        assert_eq!(blank.trimmed(), FeedText::default());
    }

    #[test]
    fn parts_keep_the_way_back() {
        let text = soil();
        let mut part = FeedText::default();
        part.push_from(&text, 3, 9);
        assert_eq!(part.value, "il & w");
        let origins: Vec<u32> = (0..6).map(|at| part.origin(at)).collect();
        assert_eq!(origins, [13, 14, 15, 16, 21, 22]);
    }

    #[test]
    fn what_runs_on_is_one_piece() {
        let mut text = FeedText::default();
        text.push("ab", 3);
        text.push("cd", 5);
        assert_eq!(text.origins(), [(0, 3)]);
    }
}
