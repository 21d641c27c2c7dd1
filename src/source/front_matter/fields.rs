//! Which name a site gives to which field of an episode.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::value::{FieldNode, FieldValue, fold, fold_onto};

const TABLE: &str = include_str!("../../data/fields.toml");

macro_rules! fields {
    ($($(#[$meta:meta])* $field:ident = $name:literal,)+) => {
        /// What a field of the front matter says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum Field { $($(#[$meta])* $field,)+ }

        impl Field {
            /// Every field with its name in `fields.toml` and `showgraph.toml`.
            const ALL: &'static [(Field, &'static str)] = &[$((Field::$field, $name),)+];
        }
    };
}

fields! {
    /// What sort of page it is.
    Kind = "kind",
    /// The episode's title.
    Title = "title",
    /// The show's name.
    Show = "show",
    /// The episode's number.
    Number = "number",
    /// When it came out.
    Date = "date",
    /// How long it is.
    Duration = "duration",
    /// A short text about it.
    Description = "description",
    /// The last part of its address.
    Slug = "slug",
    /// Its own page.
    Url = "url",
    /// Whether it is not yet to be seen.
    Draft = "draft",
    /// Whether it is to be seen.
    Published = "published",
    /// Who hosts it.
    Hosts = "hosts",
    /// Who is the guest.
    Guests = "guests",
    /// Who else takes part.
    People = "people",
    /// Who writes it: the host, where nobody else is named.
    Authors = "authors",
    /// Categories.
    Categories = "categories",
    /// Tags and keywords.
    Tags = "tags",
    /// Who pays.
    Sponsors = "sponsors",
    /// Chapters.
    Chapters = "chapters",
    /// Notes that stand in the front matter.
    Notes = "notes",
    /// Links.
    Links = "links",
    /// The recording: a sure sign of an episode.
    Audio = "audio",
    /// What identifies it in feeds.
    Guid = "guid",
    /// Its season.
    Season = "season",
    /// The language that it is in.
    Language = "language",
    /// Files with its transcript.
    Transcript = "transcript",
}

/// The names of the fields: the built-in table and what `showgraph.toml` adds.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Folded path -> fields, each with the rank of the name among its field's names.
    names: FxHashMap<String, Vec<(Field, u32)>>,
    wrappers: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        Self::new(&BTreeMap::new()).expect("the user adds nothing")
    }
}

impl Fields {
    /// The built-in names, with others that win over them: field -> names.
    ///
    /// # Errors
    ///
    /// A field that does not exist, with those that do.
    pub fn new(more: &BTreeMap<String, Vec<String>>) -> Result<Self, String> {
        let mut table: toml::Table = TABLE.parse().expect("the built-in table is valid TOML");
        let strings = |value: toml::Value| -> Vec<String> {
            let toml::Value::Array(items) = value else {
                panic!("the built-in table holds lists of names");
            };
            items
                .iter()
                .map(|item| item.as_str().expect("names are strings").to_owned())
                .collect()
        };
        let wrappers = table.remove("wrappers").map(strings).unwrap_or_default();
        let mut fields = Self {
            names: FxHashMap::default(),
            wrappers: wrappers.iter().map(|name| fold(name)).collect(),
        };
        for (name, names) in more {
            let field = Self::field(name)?;
            fields.add(field, names);
        }
        for (_, family) in table {
            let toml::Value::Table(family) = family else {
                panic!("the built-in table holds families of sites");
            };
            for (name, names) in family {
                let field = Self::field(&name).expect("the built-in table names fields");
                fields.add(field, &strings(names));
            }
        }
        Ok(fields)
    }

    fn field(name: &str) -> Result<Field, String> {
        Field::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(field, _)| *field)
            .ok_or_else(|| {
                let known: Vec<&str> = Self::known().collect();
                format!(
                    "unknown field \"{name}\", expected one of {}",
                    known.join(", ")
                )
            })
    }

    /// The names of all fields of an episode, as `showgraph.toml` calls them.
    pub fn known() -> impl Iterator<Item = &'static str> {
        Field::ALL.iter().map(|(_, name)| *name)
    }

    /// What a folded path of keys is read as; of several fields the one whose best name it is.
    pub(crate) fn read_as(&self, path: &str) -> Option<&'static str> {
        let (field, _) = self.named(path).min_by_key(|(_, rank)| *rank)?;
        let mut all = Field::ALL.iter();
        all.find(|(known, _)| known == field).map(|(_, name)| *name)
    }

    /// Whether a folded key is that of a map that only wraps fields.
    pub(crate) fn is_wrapper(&self, key: &str) -> bool {
        self.wrappers.iter().any(|wrapper| wrapper == key)
    }

    fn add(&mut self, field: Field, names: &[String]) {
        for name in names {
            let path: Vec<String> = name.split('.').map(fold).collect();
            let rank = self.names.values().flatten().count() as u32;
            let fields = self.names.entry(path.join(".")).or_default();
            if fields.iter().all(|(known, _)| *known != field) {
                fields.push((field, rank));
            }
        }
    }

    /// The fields that a path of keys names, each with the rank of its name. People come one to a
    /// field, too: `guest1`, `guest_2`.
    fn named(&self, path: &str) -> impl Iterator<Item = &(Field, u32)> {
        let whole = self.names.get(path);
        let base = path.trim_end_matches(|c: char| c.is_ascii_digit());
        let numbered = (whole.is_none() && base.len() < path.len()).then(|| self.names.get(base));
        let numbered = numbered.flatten().into_iter().flatten();
        let of_people = |(field, _): &&(Field, u32)| {
            matches!(
                field,
                Field::Hosts | Field::Guests | Field::People | Field::Authors | Field::Sponsors
            )
        };
        whole
            .into_iter()
            .flatten()
            .chain(numbered.filter(of_people))
    }

    /// The nodes of each field, best name first.
    pub(crate) fn find<'n, 'a>(&self, root: &'n FieldNode<'a>) -> Vec<(Field, &'n FieldNode<'a>)> {
        let mut found = Vec::new();
        self.walk(root, &mut String::new(), 0, &mut found);
        found.sort_by_key(|(field, rank, order, _)| (*field, *rank, *order));
        found
            .into_iter()
            .map(|(field, _, _, node)| (field, node))
            .collect()
    }

    fn walk<'n, 'a>(
        &self,
        node: &'n FieldNode<'a>,
        path: &mut String,
        depth: u32,
        found: &mut Vec<(Field, u32, usize, &'n FieldNode<'a>)>,
    ) {
        // No name of the table is longer than this.
        if depth > 4 {
            return;
        }
        match &node.value {
            FieldValue::Map(entries) => {
                for (key, value) in entries {
                    if matches!(value.value, FieldValue::Null) {
                        continue;
                    }
                    let len = path.len();
                    if len > 0 {
                        path.push('.');
                    }
                    fold_onto(path, key);
                    if len == 0 && self.wrappers.contains(path) {
                        path.clear();
                    }
                    for (field, rank) in self.named(path) {
                        found.push((*field, *rank, found.len(), value));
                    }
                    self.walk(value, path, depth + 1, found);
                    path.truncate(len);
                }
            }
            FieldValue::List(items) if !path.is_empty() => {
                for item in items {
                    if matches!(item.value, FieldValue::Map(_)) {
                        self.walk(item, path, depth + 1, found);
                    }
                }
            }
            _ => {}
        }
    }
}
