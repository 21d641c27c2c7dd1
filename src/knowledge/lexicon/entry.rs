//! One thing that the lexicon knows.

use super::line::{Case, Line, items};
use super::tables::EntryRow;
use crate::vocabulary::Kind;

/// A thing that the lexicon knows: a view of its line in the flat lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'l> {
    /// What it is.
    pub kind: Kind,
    /// A second kind that is defensible: of a company that is known by its one product.
    pub also: Option<Kind>,
    /// In which letter case its name and aliases count.
    pub case: Case,
    /// Whether name or aliases often mean something else, so that context must support them.
    pub ambiguous: bool,
    /// How well known it is, 0 to 9; 5 where nothing is known of that.
    pub known: u8,
    /// What the file is about that it stands in: "cloud", "languages".
    pub field: &'l str,
    /// The canonical name.
    pub name: &'l str,
    /// Name of the entry that it is a part of.
    pub part_of: Option<&'l str>,
    /// Wikidata id: `Q22661306`.
    pub wikidata: Option<&'l str>,
    /// Its home page.
    pub url: Option<&'l str>,
    aliases: &'l str,
    context: &'l str,
}

/// What weighing a name asks of an entry, at hand without reading its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Traits {
    /// What it is.
    pub kind: Kind,
    /// A second kind that is defensible.
    pub also: Option<Kind>,
    /// Whether name or aliases often mean something else: the shortest of them, of so many words, for
    /// "Lambda" may be anything, and "AWS Lambda" may not.
    pub ambiguous: Option<u8>,
    /// How well known it is, 0 to 9.
    pub known: u8,
    /// The words of its name.
    pub words: u8,
    /// Whether it is of the field of technology.
    pub technical: bool,
}

impl Traits {
    /// Reads the row of an entry.
    #[inline]
    pub(super) fn of_row(row: &EntryRow) -> Self {
        let &[.., kind, also, ambiguous, known, words, technical] = row;
        Self {
            kind: kind_of(kind).expect("every entry has a kind"),
            also: kind_of(also),
            ambiguous: (ambiguous > 0).then_some(ambiguous),
            known,
            words,
            technical: technical != 0,
        }
    }

    /// Whether a form of so many words often means something else.
    pub fn is_ambiguous(&self, words: usize) -> bool {
        self.ambiguous
            .is_some_and(|shortest| words <= usize::from(shortest))
    }
}

impl<'l> Entry<'l> {
    /// Reads a line that `source::flatten` wrote.
    pub(super) fn read(line: &'l str) -> Self {
        let line = Line::read(line);
        let optional = |text: &'l str| (!text.is_empty()).then_some(text);
        Self {
            kind: kind_of(line.kind).expect("every entry has a kind"),
            also: kind_of(line.also),
            case: line.case,
            ambiguous: line.ambiguous,
            known: line.known,
            field: line.field,
            name: line.name,
            aliases: line.aliases,
            context: line.context,
            part_of: optional(line.part_of),
            wikidata: optional(line.wikidata),
            url: optional(line.url),
        }
    }

    /// Its other forms.
    pub fn aliases(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        items(self.aliases)
    }

    /// Words that support an ambiguous form when they stand near it.
    pub fn context(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        items(self.context)
    }

    /// The name and then the aliases.
    pub fn forms(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        std::iter::once(self.name).chain(self.aliases())
    }
}

const fn kind_of(letter: u8) -> Option<Kind> {
    match letter {
        b'h' => Some(Kind::Person),
        b'o' => Some(Kind::Organization),
        b'p' => Some(Kind::Product),
        b'c' => Some(Kind::Concept),
        b'e' => Some(Kind::Event),
        b'l' => Some(Kind::Place),
        b'w' => Some(Kind::Work),
        _ => None,
    }
}
