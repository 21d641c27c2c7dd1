//! A line of the flat lexicon: one entry in columns, as [`flatten`](super::source::flatten) writes it. This
//! module stands alone: the build script compiles it too.

/// The number of an entry in its lexicon; stable only for one lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct EntryId(pub u32);

/// In which letter case a form counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
pub enum Case {
    /// In any.
    #[default]
    Any,
    /// Where the form begins a word with a capital, so must the text.
    Capital,
    /// As spelled.
    Exact,
}

/// The letter of entries that are concepts.
const CONCEPT: u8 = b'c';

/// The fields, by the names of their files, that are not those of technology alone.
const GENERAL: [&str; 9] = [
    "companies",
    "games",
    "media",
    "organizations",
    "people",
    "science",
    "society",
    "universities",
    "work",
];

/// The columns of a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'l> {
    /// The letter of its kind.
    pub(crate) kind: u8,
    /// The letter of its second kind; a dot where it has none.
    pub(crate) also: u8,
    pub(crate) case: Case,
    pub(crate) ambiguous: bool,
    pub(crate) known: u8,
    pub(crate) field: &'l str,
    pub(crate) name: &'l str,
    /// Lists are joined by `|`; empty where there is nothing.
    pub(crate) aliases: &'l str,
    pub(crate) context: &'l str,
    pub(crate) part_of: &'l str,
    pub(crate) wikidata: &'l str,
    pub(crate) url: &'l str,
}

impl<'l> Line<'l> {
    /// Cuts a line into its columns.
    ///
    /// # Panics
    ///
    /// When the line is none of a flat lexicon: they are written by this crate alone.
    pub(crate) fn read(line: &'l str) -> Self {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let &[kind, also, case, ambiguous, known] = column().as_bytes() else {
            panic!("a line of the flat lexicon begins with five letters, not {line:?}");
        };
        Self {
            kind,
            also,
            case: match case {
                b'c' => Case::Capital,
                b'e' => Case::Exact,
                _ => Case::Any,
            },
            ambiguous: ambiguous == b'a',
            known: known - b'0',
            field: column(),
            name: column(),
            aliases: column(),
            context: column(),
            part_of: column(),
            wikidata: column(),
            url: column(),
        }
    }

    /// The name and then the aliases.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        std::iter::once(self.name).chain(items(self.aliases))
    }

    /// Whether its forms have a plural that is meant too.
    pub(crate) const fn is_countable(&self) -> bool {
        self.kind == CONCEPT
    }

    /// The words of the shortest of its forms that may be ambiguous; 0 where none is.
    pub(crate) fn ambiguous_words(&self) -> u8 {
        let shortest = self.forms().map(words).min();
        shortest.filter(|_| self.ambiguous).unwrap_or(0)
    }

    /// The words of its name.
    pub(crate) fn name_words(&self) -> u8 {
        words(self.name)
    }

    /// Whether its field is one of technology.
    pub(crate) fn is_technical(&self) -> bool {
        !GENERAL.contains(&self.field)
    }
}

/// The items of a column that is a list.
pub(crate) fn items(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').filter(|item| !item.is_empty())
}

fn words(form: &str) -> u8 {
    form.split([' ', '-']).count().min(255) as u8
}
