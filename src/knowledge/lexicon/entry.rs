//! One thing that the lexicon knows.

use crate::vocabulary::Kind;

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
    /// Whether a form of so many words often means something else.
    pub fn is_ambiguous(&self, words: usize) -> bool {
        self.ambiguous
            .is_some_and(|shortest| words <= usize::from(shortest))
    }
}

impl<'l> Entry<'l> {
    /// Its traits.
    pub fn traits(&self) -> Traits {
        let words = |form: &str| form.split([' ', '-']).count().min(255) as u8;
        Traits {
            kind: self.kind,
            also: self.also,
            ambiguous: self
                .ambiguous
                .then(|| self.forms().map(words).min().unwrap_or(0)),
            known: self.known,
            words: words(self.name),
            technical: !GENERAL.contains(&self.field),
        }
    }

    /// Reads a line that `source::flatten` wrote.
    ///
    /// # Panics
    ///
    /// When the line is no such line: they are written by this crate alone.
    pub(super) fn read(line: &'l str) -> Self {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let &[kind, also, case, ambiguous, known] = column().as_bytes() else {
            panic!("a line of the flat lexicon begins with five letters, not {line:?}");
        };
        let optional = |text: &'l str| (!text.is_empty()).then_some(text);
        let (field, name, aliases, context) = (column(), column(), column(), column());
        Self {
            kind: kind_of(kind).expect("every entry has a kind"),
            also: kind_of(also),
            case: match case {
                b'c' => Case::Capital,
                b'e' => Case::Exact,
                _ => Case::Any,
            },
            ambiguous: ambiguous == b'a',
            known: known - b'0',
            field,
            name,
            aliases,
            context,
            part_of: optional(column()),
            wikidata: optional(column()),
            url: optional(column()),
        }
    }

    /// Its other forms.
    pub fn aliases(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        list(self.aliases)
    }

    /// Words that support an ambiguous form when they stand near it.
    pub fn context(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        list(self.context)
    }

    /// The name and then the aliases.
    pub fn forms(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        std::iter::once(self.name).chain(self.aliases())
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').filter(|item| !item.is_empty())
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
