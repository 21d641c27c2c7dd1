//! The dictionary: a trie over word hashes, in one open-addressing table.
//!
//! An edge leads from a node over a word to a node. All edges lie in one table; a bitmap in front of
//! it turns most words away without a look at the table. Hashes may collide, so every hit is
//! verified against the spelling. This module stands alone: the build script, which makes the trie of
//! the shipped lexicon, compiles it too.

use super::line::{Case, EntryId};
use crate::knowledge::rows::{self, Rows, bit, number};
use crate::text::token::{Token, WordShape};

/// One spelling of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryForm {
    /// The entry.
    pub entry: EntryId,
    /// 0: its name; from 1: its aliases in order.
    pub alias: u16,
    /// In which letter case it counts.
    pub case: Case,
    plural: Plural,
    start: u32,
    len: u16,
}

impl EntryForm {
    /// The form of an entry that is spelled in a range of the lexicon's text.
    pub(super) fn new(
        (entry, alias): (EntryId, u16),
        (case, plural): (Case, Plural),
        text: &std::ops::Range<usize>,
    ) -> Self {
        Self {
            entry,
            alias,
            case,
            plural,
            start: text.start as u32,
            len: text.len() as u16,
        }
    }

    pub(super) fn to_row(self) -> FormRow {
        let signs = (self.case as u32) << 8 | self.plural as u32;
        let len = u32::from(self.len) << 16 | u32::from(self.alias);
        rows::row(&[self.entry.0, self.start, len, signs])
    }

    fn of_row(row: &FormRow) -> Self {
        let (len, signs) = (number(row, 8), number(row, 12));
        Self {
            entry: EntryId(number(row, 0)),
            start: number(row, 4),
            len: (len >> 16) as u16,
            alias: len as u16,
            case: [Case::Any, Case::Capital, Case::Exact][(signs >> 8) as usize],
            plural: [Plural::No, Plural::S, Plural::Es, Plural::Ies][(signs & 0xff) as usize],
        }
    }
}

/// A form as a row: entry, start, length and alias, letter case and plural.
pub(super) type FormRow = [u8; 16];
/// An edge as a row: from which node, the word, to which node. No edge leads to the root, so that 0 is
/// where there is no edge.
pub(super) type EdgeRow = [u8; 12];

/// What the text has behind the form's last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plural {
    No,
    S,
    Es,
    /// `y` becomes `ies`.
    Ies,
}

impl Plural {
    /// How a regular noun with this ending forms its plural, if it is no plural already.
    pub(super) fn of(word: &str) -> Option<Self> {
        let mut ending = word.chars().rev().map(|c| c.to_ascii_lowercase());
        let (last, before) = (ending.next()?, ending.next()?);
        match last {
            's' | '+' | '#' => None,
            'x' | 'z' => Some(Self::Es),
            'h' if matches!(before, 'c' | 's') => Some(Self::Es),
            'y' if !matches!(before, 'a' | 'e' | 'i' | 'o' | 'u') => Some(Self::Ies),
            _ => Some(Self::S),
        }
    }

    const fn suffix(self) -> &'static str {
        match self {
            Self::No => "",
            Self::S => "s",
            Self::Es => "es",
            Self::Ies => "ies",
        }
    }

    /// The plural of a word.
    pub(super) fn apply(self, word: &str) -> String {
        let stem = word.len() - usize::from(self == Self::Ies);
        [&word[..stem], self.suffix()].concat()
    }
}

/// Forms that one stretch of text fits.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Match<'s> {
    /// Index of the first token.
    pub first: usize,
    /// Index of the last token.
    pub last: usize,
    /// All forms that fit, of one entry or several.
    pub forms: &'s [EntryForm],
}

/// A trie that can be searched; texts of forms are ranges of a text held elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Trie {
    pub(super) edges: Rows<{ size_of::<EdgeRow>() }>,
    /// Which words open a form, by the upper bits of their hashes.
    pub(super) opening: Rows<1>,
    /// Which edges there are, by their mixed hashes.
    pub(super) seen: Rows<1>,
    /// Where the forms of each node begin; one more than there are nodes.
    pub(super) starts: Rows<4>,
    pub(super) forms: Rows<{ size_of::<FormRow>() }>,
}

pub(super) const ROOT: u32 = 0;
/// Bits of the bitmaps: 16 KiB stay in a core's first cache, 128 KiB in its second.
pub(super) const OPENING_BITS: u32 = 17;
pub(super) const SEEN_BITS: u32 = 20;

pub(super) const fn mix(node: u32, word: u32) -> u32 {
    (node.wrapping_mul(0x9e37_79b9) ^ word).wrapping_mul(0x85eb_ca6b)
}

/// Where the edge is, or where it would be.
pub(super) fn slot(edges: &[EdgeRow], from: u32, word: u32) -> usize {
    let mask = edges.len() - 1;
    let mut slot = mix(from, word) as usize & mask;
    while to(&edges[slot]) != 0
        && (number(&edges[slot], 0), number(&edges[slot], 4)) != (from, word)
    {
        slot = (slot + 1) & mask;
    }
    slot
}

/// The node that an edge leads to; 0 where there is no edge.
pub(super) const fn to(edge: &EdgeRow) -> u32 {
    number(edge, 8)
}

impl Trie {
    #[inline]
    fn next(&self, node: u32, word: u32) -> Option<u32> {
        if !bit(&self.seen, mix(node, word) >> (32 - SEEN_BITS)) {
            return None;
        }
        let to = to(&self.edges[slot(&self.edges, node, word)]);
        (to != 0).then_some(to)
    }

    fn forms(&self, node: u32) -> impl Iterator<Item = EntryForm> {
        let start = |node: u32| number(&self.starts[node as usize], 0) as usize;
        self.forms[start(node)..start(node + 1)]
            .iter()
            .map(EntryForm::of_row)
    }

    /// Appends it to a file of tables.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        rows::write(&self.edges, out);
        rows::write(&self.opening, out);
        rows::write(&self.seen, out);
        rows::write(&self.starts, out);
        rows::write(&self.forms, out);
    }

    /// The trie that [`Trie::write`] has written.
    pub(super) fn read(rest: &mut &'static [u8]) -> Self {
        Self {
            edges: rows::read(rest),
            opening: rows::read(rest),
            seen: rows::read(rest),
            starts: rows::read(rest),
            forms: rows::read(rest),
        }
    }

    /// Every form that the words spell, as written in `text`, whatever their letter case.
    pub(super) fn get<'t>(
        &'t self,
        names: &'t str,
        text: &'t str,
        tokens: &[Token],
    ) -> Vec<EntryForm> {
        let mut node = ROOT;
        for token in tokens {
            match self.next(node, token.hash) {
                Some(next) => node = next,
                None => return Vec::new(),
            }
        }
        if tokens.is_empty() {
            return Vec::new();
        }
        let (written, owned) = written(text, tokens);
        let fits = |form: &EntryForm| {
            fits(written, form, Case::Any, names)
                || owned.is_some_and(|owned| fits(owned, form, Case::Any, names))
        };
        self.forms(node).filter(fits).collect()
    }

    /// Finds forms, leftmost and longest first; see [`crate::knowledge::lexicon::Lexicon::scan`].
    pub(super) fn scan(
        &self,
        names: &str,
        text: &str,
        tokens: &[Token],
        mut found: impl FnMut(Match<'_>),
    ) {
        let mut fitting = Vec::new();
        let mut first = 0;
        while let Some(token) = tokens.get(first) {
            if !bit(&self.opening, token.hash >> (32 - OPENING_BITS)) {
                first += 1;
                continue;
            }
            let Some(mut node) = self.next(ROOT, token.hash) else {
                first += 1;
                continue;
            };
            // The nodes on the way, to fall back from a longer form that does not fit.
            let mut path = [ROOT; LONGEST];
            path[0] = node;
            let mut len = 1;
            for token in tokens[first + 1..].iter().take(LONGEST - 1) {
                if !token.gap.joins() {
                    break;
                }
                match self.next(node, token.hash) {
                    Some(next) => node = next,
                    None => break,
                }
                path[len] = node;
                len += 1;
            }
            fitting.clear();
            while len > 0 {
                let mut forms = self.forms(path[len - 1]).peekable();
                if forms.peek().is_some() {
                    let (written, owned) = written(text, &tokens[first..first + len]);
                    let fit = |form: &EntryForm| {
                        fits(written, form, form.case, names)
                            || owned.is_some_and(|owned| fits(owned, form, form.case, names))
                    };
                    fitting.extend(forms.filter(fit));
                    if !fitting.is_empty() {
                        break;
                    }
                }
                len -= 1;
            }
            if len > 0 {
                found(Match {
                    first,
                    last: first + len - 1,
                    forms: &fitting,
                });
            }
            first += len.max(1);
        }
    }
}

/// What the tokens cover, and the same with a final `'s`, which may belong to a name (McDonald's).
fn written<'t>(text: &'t str, tokens: &[Token]) -> (&'t str, Option<&'t str>) {
    let (start, last) = (tokens[0].start as usize, tokens[tokens.len() - 1]);
    let end = last.end as usize;
    let owned = last.shape.contains(WordShape::POSSESSIVE).then(|| {
        let sign = text[end..].chars().next().map_or(0, char::len_utf8);
        &text[start..end + sign + 1]
    });
    (&text[start..end], owned)
}

/// No form has more words than this.
pub(super) const LONGEST: usize = 12;

/// Whether the text spells the form, with the same words in the right letter case.
fn fits(written: &str, form: &EntryForm, case: Case, names: &str) -> bool {
    let name = &names[form.start as usize..form.start as usize + form.len as usize];
    // The plain cases, which are nearly all.
    if form.plural == Plural::No
        && (written == name || case == Case::Any && written.eq_ignore_ascii_case(name))
    {
        return true;
    }
    let dropped = usize::from(form.plural == Plural::Ies);
    let stem = Signs::of(&name[..name.len() - dropped]);
    let suffix = Signs::of(form.plural.suffix());
    let mut expected = stem.chain(suffix.map(|(c, _)| (c, false)));
    for (c, _) in Signs::of(written) {
        let Some((want, opens)) = expected.next() else {
            return false;
        };
        if c == want {
            continue;
        }
        let strict = match case {
            Case::Any => false,
            Case::Capital => opens && want.is_uppercase(),
            Case::Exact => true,
        };
        if strict || !c.to_lowercase().eq(want.to_lowercase()) {
            return false;
        }
    }
    expected.next().is_none()
}

/// The characters that tell one name from another, and whether they open a word: letters, digits,
/// `&`, and `+` or `#` behind a letter. `Pub/Sub` and `pub sub` are spelled the same, `AT&T` and
/// `at T` are not.
struct Signs<'t> {
    chars: std::str::Chars<'t>,
    inside: bool,
}

impl<'t> Signs<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            chars: text.chars(),
            inside: false,
        }
    }
}

impl Iterator for Signs<'_> {
    type Item = (char, bool);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let c = self.chars.next()?;
            let was_inside = self.inside;
            self.inside = c.is_alphanumeric() || was_inside && matches!(c, '+' | '#');
            if self.inside || c == '&' {
                return Some((c, !was_inside));
            }
        }
    }
}
