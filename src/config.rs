//! `showgraph.toml`: what a site needs to say once. [`Config`] is what the file holds; the page below is
//! for those who write one, and [`keys`] lists what it documents.
//!
#![doc = include_str!("config/reference.md")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, Location, Result};
use crate::text::iri::closed_base;
use crate::text::position::line_and_column;
use crate::untrusted::{SETTINGS, name_fault, read_text};
use crate::vocabulary::Kind;

/// The name of the file, at an input root.
pub const FILE_NAME: &str = "showgraph.toml";

/// The page that documents every key.
const REFERENCE: &str = include_str!("config/reference.md");

/// A key of `showgraph.toml`, as its page documents it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentedKey {
    /// Its name, with the table that it stands in: `fields.hosts`.
    pub name: &'static str,
    /// What its value is.
    pub value: &'static str,
    /// What it says.
    pub meaning: &'static str,
}

/// Every key of `showgraph.toml`, in the order of the page that documents them.
///
/// ```
/// let keys = showgraph::config::keys();
/// assert!(keys.into_iter().any(|key| key.name == "fields.hosts"));
/// ```
pub fn keys() -> impl Iterator<Item = DocumentedKey> {
    REFERENCE.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
        let (value, meaning) = rest.strip_suffix(" |")?.split_once(" | ")?;
        Some(DocumentedKey {
            name,
            value,
            meaning,
        })
    })
}

/// What `showgraph.toml` holds.
///
/// ```
/// let config: showgraph::config::Config = showgraph::config::Config::parse(
///     "show = \"My Show\"\n[fields]\nhosts = [\"crew\"]\n",
///     "showgraph.toml",
/// )
/// .unwrap();
/// assert_eq!(config.show.as_deref(), Some("My Show"));
/// assert_eq!(config.fields["hosts"], ["crew"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// The show that the files below belong to.
    pub show: Option<String>,
    /// The base of the IRIs.
    pub base_iri: Option<String>,
    /// Globs as in `.gitignore`, from the input root: only files that one of them names are notes.
    pub include: Vec<String>,
    /// Globs as in `.gitignore`, from the input root: files that are no notes.
    pub exclude: Vec<String>,
    /// The user's own lexicons; relative paths are taken from the file's folder.
    pub lexicons: Vec<PathBuf>,
    /// Folders or files with pages about people; relative paths are taken from the file's folder.
    pub people: Vec<PathBuf>,
    /// Further names of front-matter fields: field -> names.
    pub fields: BTreeMap<String, Vec<String>>,
    /// What a producer knows better.
    pub curation: Curation,
    /// The files that this was read from.
    #[serde(skip)]
    pub files: Vec<PathBuf>,
}

/// Corrections that win over every rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Curation {
    /// Groups of names that mean one thing; the first is the label.
    pub same: Vec<Vec<String>>,
    /// Groups of names that mean different things.
    pub never_same: Vec<Vec<String>>,
    /// Old label -> new label.
    pub rename: BTreeMap<String, String>,
    /// Name -> what it is.
    pub kind: BTreeMap<String, Kind>,
    /// Names that are no entities.
    pub drop: Vec<String>,
}

impl Curation {
    /// Whether nothing is corrected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Config {
    /// Reads a configuration file; relative paths in it are joined to its folder.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is no TOML, or holds a key that does not exist.
    pub fn load(path: &Path) -> Result<Self> {
        let text = read_text(path, SETTINGS)?;
        let mut config = Self::parse(&text, &path.to_string_lossy().replace('\\', "/"))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for file in config.lexicons.iter_mut().chain(&mut config.people) {
            *file = folder.join(&*file);
        }
        config.files.push(path.to_owned());
        Ok(config)
    }

    /// Reads a configuration; `path` is for messages.
    ///
    /// # Errors
    ///
    /// The place and the reason: no TOML, a key that does not exist, a name that is none, a base that is no IRI of
    /// the web.
    pub fn parse(text: &str, path: &str) -> Result<Self> {
        let invalid = |offset: usize, message: String| {
            let (line, column) = line_and_column(text, offset);
            Error::Invalid {
                location: Location::at(path, line, column),
                message,
            }
        };
        let of_toml = |error: toml::de::Error| {
            let offset = error.span().map_or(0, |span| span.start);
            invalid(
                offset,
                error.message().replace('`', "\"").replace('\n', ", "),
            )
        };
        let config: Self = toml::from_str(text).map_err(of_toml)?;
        let table = DeTable::parse(text).map_err(of_toml)?;
        if let Some((offset, message)) = fault_in(table.get_ref()) {
            return Err(invalid(offset, message));
        }
        if let Some(base) = table.get_ref().get("base_iri")
            && let Some(given) = &config.base_iri
        {
            closed_base(given).map_err(|message| invalid(base.span().start, message))?;
        }
        Ok(config)
    }

    /// Where a name of the curation stands: its first place, or else the file as a whole.
    pub fn position(&self, name: &str) -> Location {
        let quoted = |quote: char| format!("{quote}{name}{quote}");
        let needles = [quoted('"'), quoted('\''), name.to_owned()];
        for file in &self.files {
            let text = fs::read_to_string(file).unwrap_or_default();
            let table = text.find("[curation").unwrap_or(0);
            let found = needles.iter().find_map(|needle| text[table..].find(needle));
            if let Some(at) = found {
                let (line, column) = line_and_column(&text, table + at);
                let path = file.to_string_lossy().replace('\\', "/");
                return Location::at(path, line, column);
            }
        }
        let path = self.files.first().map(|file| file.to_string_lossy());
        Location::file(path.map_or_else(|| FILE_NAME.into(), |path| path.replace('\\', "/")))
    }

    /// Adds what another file says; where both say one thing, this one wins.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        self.show = self.show.or(other.show);
        self.base_iri = self.base_iri.or(other.base_iri);
        self.include.extend(other.include);
        self.exclude.extend(other.exclude);
        self.lexicons.extend(other.lexicons);
        self.people.extend(other.people);
        for (field, names) in other.fields {
            self.fields.entry(field).or_default().extend(names);
        }
        self.curation.same.extend(other.curation.same);
        self.curation.never_same.extend(other.curation.never_same);
        for (from, to) in other.curation.rename {
            self.curation.rename.entry(from).or_insert(to);
        }
        for (name, kind) in other.curation.kind {
            self.curation.kind.entry(name).or_insert(kind);
        }
        self.curation.drop.extend(other.curation.drop);
        self.files.extend(other.files);
        self
    }
}

/// The first name in a table that is none, with its place.
fn fault_in(table: &DeTable<'_>) -> Option<(usize, String)> {
    table.iter().find_map(|(key, value)| {
        let of_key = name_fault(key.get_ref()).map(|message| (key.span().start, message));
        of_key.or_else(|| fault_of(value))
    })
}

fn fault_of(value: &Spanned<DeValue<'_>>) -> Option<(usize, String)> {
    match value.get_ref() {
        DeValue::String(name) => name_fault(name).map(|message| (value.span().start, message)),
        DeValue::Array(items) => items.iter().find_map(fault_of),
        DeValue::Table(table) => fault_in(table),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_are_named_with_their_place() {
        let error =
            Config::parse("show = \"A\"\n\nhost = [\"x\"]\n", "a/showgraph.toml").unwrap_err();
        let message = error.to_string();
        assert!(
            message.starts_with("a/showgraph.toml:3:1: unknown field \"host\""),
            "{message}"
        );
        assert!(message.contains("\"lexicons\""), "{message}");
    }

    #[test]
    fn what_strangers_write_is_looked_at() {
        for (text, place) in [
            (
                "show = \"A\\u001b[2J\"\n",
                "a.toml:1:8: \"A\\u{1b}[2J\" holds the control",
            ),
            (
                "[curation]\ndrop = [\"x\",\n  \"\\u0007\"]\n",
                "a.toml:3:3: ",
            ),
            ("[curation.rename]\n\"a\\u0000\" = \"b\"\n", "a.toml:2:1: "),
            (
                "\nbase_iri = \"javascript://a.example/\"\n",
                "a.toml:2:12: the base IRI",
            ),
            (
                "base_iri = \"https://a.example/> <b\"\n",
                "a.toml:1:12: the base IRI",
            ),
        ] {
            let error = Config::parse(text, "a.toml").unwrap_err().to_string();
            assert!(error.starts_with(place), "{text}: {error}");
        }
        let long = format!("show = \"{}\"", "a".repeat(1001));
        let error = Config::parse(&long, "a.toml").unwrap_err().to_string();
        assert!(error.contains("longer than 1000 characters"), "{error}");
        // Depth is for the reader of TOML to bound: it must not use up the stack.
        let deep = format!("show = {}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(Config::parse(&deep, "a.toml").is_err());
    }

    #[test]
    fn curation_knows_the_kinds() {
        let config = Config::parse("[curation]\nkind = { Go = \"product\" }\n", "").unwrap();
        assert_eq!(config.curation.kind["Go"], Kind::Product);
        assert!(Config::parse("[curation]\nkind = { Go = \"thing\" }\n", "").is_err());
    }
}
