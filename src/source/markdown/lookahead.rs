//! What a text holds ahead or behind, found while questions move forward: each part is looked at once, however
//! often something opens that does not close.

use crate::text::work;

/// Template code is no longer than this; what opens without closing must not cost a long search.
pub(super) const REACH: usize = 16 * 1024;

/// What ends template code, a comment, or attributes.
#[derive(Clone, Copy)]
pub(super) enum End {
    Angle,
    Percent,
    Braces,
    Tag,
    Comment,
    /// A brace, or the end of the line.
    Brace,
}

impl End {
    /// How it is written.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Angle => ">}}",
            Self::Percent => "%}}",
            Self::Braces => "}}",
            Self::Tag => "%}",
            Self::Comment => "endcomment",
            Self::Brace => "}",
        }
    }
}

/// Where the next end of each kind stands. Each is looked for once: what opens without closing must not cost a
/// search each time.
pub(super) struct Ends<'a> {
    text: &'a [u8],
    next: [Option<usize>; 6],
}

impl<'a> Ends<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            next: [None; 6],
        }
    }

    /// The next end at or behind an offset, if it is not too far away. Offsets must not decrease.
    pub(super) fn within(&mut self, end: End, from: usize) -> Option<usize> {
        let text = self.text;
        let next = &mut self.next[end as usize];
        let at = match *next {
            Some(at) if at >= from => at,
            _ => {
                let rest = &text[from..];
                let found = match end {
                    End::Brace => memchr::memchr2(b'}', b'\n', rest),
                    _ => memchr::memmem::find(rest, end.text().as_bytes()),
                };
                work::steps(found.unwrap_or(rest.len()));
                let at = found.map_or(usize::MAX, |step| from + step);
                *next = Some(at);
                at
            }
        };
        (at <= text.len() && at - from < REACH).then_some(at)
    }
}

/// The backticks of a line, counted while the questions move forward.
#[derive(Default)]
pub(super) struct Backticks {
    read: usize,
    count: usize,
}

impl Backticks {
    /// Whether a code span is open at an offset. Offsets must not decrease.
    pub(super) fn are_odd(&mut self, text: &str, offset: usize) -> bool {
        let passed = &text.as_bytes()[self.read..offset];
        let line = memchr::memrchr(b'\n', passed);
        if line.is_some() {
            self.count = 0;
        }
        let own = &passed[line.map_or(0, |at| at + 1)..];
        self.count += memchr::memchr_iter(b'`', own).count();
        self.read = offset;
        self.count % 2 == 1
    }
}

/// The fenced code of a text, found while the questions move forward.
pub(super) struct CodeFences<'a> {
    text: &'a str,
    /// Up to where the text was read.
    read: usize,
    /// Where the line ends that begins there.
    line_end: usize,
    /// The fence that is open there.
    fence: Option<&'static str>,
}

impl<'a> CodeFences<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            read: 0,
            line_end: 0,
            fence: None,
        }
    }

    /// Whether an offset lies in fenced code. Offsets must not decrease, else it starts over.
    pub(super) fn contains(&mut self, offset: usize) -> bool {
        if offset < self.read {
            *self = Self::new(self.text);
        }
        if offset < self.line_end {
            return self.fence.is_some();
        }
        for line in self.text[self.read..].split_inclusive('\n') {
            self.line_end = self.read + line.len();
            if self.line_end > offset {
                break;
            }
            let trimmed = line.trim_start_matches([' ', '>', '-', '*']);
            match self.fence {
                Some(fence) if trimmed.starts_with(fence) => self.fence = None,
                Some(_) => {}
                None => {
                    self.fence = ["```", "~~~"]
                        .into_iter()
                        .find(|fence| trimmed.starts_with(fence));
                }
            }
            self.read += line.len();
        }
        self.fence.is_some()
    }
}
