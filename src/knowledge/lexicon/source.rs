//! Lexicon files: TOML to [`Record`]s.
//!
//! A file holds entries in either of two forms. The short one is a table per kind, with the name as
//! key and the aliases as value, or a table where there is more to say:
//!
//! ```toml
//! [product]
//! Kubernetes = ["k8s"]
//! Go = { aliases = ["Golang"], case = "exact", ambiguous = true, context = ["gopher"] }
//! ```
//!
//! The long one suits a few entries of one's own:
//!
//! ```toml
//! [[entity]]
//! kind = "product"
//! name = "Kubernetes"
//! aliases = ["k8s"]
//! ```
//!
//! A top-level `field` says what the file is about ("cloud"), a top-level `known` how well known its
//! entries are (0 to 9) that do not say so themselves. This module stands alone: the build
//! script compiles it too, and flattens the embedded lexicon with it.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The kinds that an entry may have, as they are spelled in files.
const KINDS: [&str; 7] = [
    "person",
    "organization",
    "product",
    "concept",
    "event",
    "place",
    "work",
];
const CASES: [&str; 3] = ["any", "capital", "exact"];
const KEYS: [&str; 12] = [
    "kind",
    "name",
    "aliases",
    "also",
    "case",
    "ambiguous",
    "context",
    "part_of",
    "wikidata",
    "url",
    "field",
    "known",
];

/// One entry as a file gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Record {
    /// One of the kinds.
    pub kind: String,
    /// The canonical name.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// A second kind that is defensible, or empty.
    pub also: String,
    /// `any`, `capital` or `exact`.
    pub case: String,
    /// Whether the forms often mean something else.
    pub ambiguous: bool,
    /// Words that support an ambiguous form.
    pub context: Vec<String>,
    /// Name of the entry that this one is a part of, or empty.
    pub part_of: String,
    /// Wikidata id, or empty.
    pub wikidata: String,
    /// Home page, or empty.
    pub url: String,
    /// What the file is about.
    pub field: String,
    /// How well known, 0 to 9, where the file says so.
    pub known: Option<u8>,
    /// Where the entry stands in its file, in bytes.
    pub offset: usize,
}

/// How well known an entry is of which no file says so.
const UNRATED: u8 = 5;

/// What is wrong with a lexicon file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Offset in the file, in bytes.
    pub offset: usize,
    /// What was found and what was expected.
    pub message: String,
}

impl Problem {
    fn at(span: &Range<usize>, message: impl Into<String>) -> Self {
        Self {
            offset: span.start,
            message: message.into(),
        }
    }
}

/// Reads a lexicon file; `field` is what its entries are about unless the file says otherwise.
pub(crate) fn parse(text: &str, field: &str) -> Result<Vec<Record>, Problem> {
    let table = DeTable::parse(text).map_err(|error| Problem {
        offset: error.span().map_or(0, |span| span.start),
        message: error.message().trim().replace('\n', ", "),
    })?;
    let (mut field, mut known) = (field.to_owned(), UNRATED);
    let mut records = Vec::new();
    for (key, value) in table.get_ref() {
        match key.get_ref().as_ref() {
            "field" => field = string("field", value)?,
            "known" => known = number("known", value)?,
            "entity" => {
                for item in array("entity", value)? {
                    records.push(record(None, item)?);
                }
            }
            kind if KINDS.contains(&kind) => {
                let DeValue::Table(entries) = value.get_ref() else {
                    return Err(Problem::at(
                        &value.span(),
                        format!("\"{kind}\" must be a table of names, such as [{kind}]"),
                    ));
                };
                for (name, value) in entries {
                    records.push(record(Some((kind, name)), value)?);
                }
            }
            other => {
                return Err(Problem::at(
                    &key.span(),
                    format!(
                        "unknown key \"{other}\": expected field, known, entity or one of {}",
                        KINDS.join(", ")
                    ),
                ));
            }
        }
    }
    for record in &mut records {
        if record.field.is_empty() {
            record.field.clone_from(&field);
        }
        record.known.get_or_insert(known);
    }
    Ok(records)
}

type Name<'a, 'i> = (&'a str, &'a Spanned<Cow<'i, str>>);

fn record(named: Option<Name<'_, '_>>, value: &Spanned<DeValue<'_>>) -> Result<Record, Problem> {
    let mut record = Record {
        case: "any".to_owned(),
        offset: value.span().start,
        ..Record::default()
    };
    if let Some((kind, name)) = named {
        record.kind = kind.to_owned();
        record.name = name.get_ref().to_string();
        record.offset = name.span().start;
    }
    match value.get_ref() {
        DeValue::Array(_) if named.is_some() => record.aliases = strings("aliases", value)?,
        DeValue::Table(table) => {
            for (key, value) in table {
                let key_text = key.get_ref().as_ref();
                let given = named.is_some() && matches!(key_text, "kind" | "name");
                if given || !KEYS.contains(&key_text) {
                    return Err(Problem::at(
                        &key.span(),
                        format!(
                            "unknown key \"{key_text}\": expected one of {}",
                            KEYS.join(", ")
                        ),
                    ));
                }
                set(&mut record, key_text, value)?;
            }
        }
        _ => {
            return Err(Problem::at(
                &value.span(),
                "expected a list of aliases or a table".to_owned(),
            ));
        }
    }
    check(&record).map_err(|message| Problem {
        offset: record.offset,
        message,
    })?;
    Ok(record)
}

fn set(record: &mut Record, key: &str, value: &Spanned<DeValue<'_>>) -> Result<(), Problem> {
    match key {
        "kind" => record.kind = one_of(key, value, &KINDS)?,
        "also" => record.also = one_of(key, value, &KINDS)?,
        "case" => record.case = one_of(key, value, &CASES)?,
        "name" => record.name = string(key, value)?,
        "part_of" => record.part_of = string(key, value)?,
        "wikidata" => record.wikidata = string(key, value)?,
        "url" => record.url = string(key, value)?,
        "field" => record.field = string(key, value)?,
        "aliases" => record.aliases = strings(key, value)?,
        "context" => record.context = strings(key, value)?,
        "ambiguous" => match value.get_ref() {
            DeValue::Boolean(is) => record.ambiguous = *is,
            _ => {
                return Err(Problem::at(
                    &value.span(),
                    "\"ambiguous\" must be true or false",
                ));
            }
        },
        _ => record.known = Some(number(key, value)?),
    }
    Ok(())
}

/// A number from 0 to 9.
fn number(key: &str, value: &Spanned<DeValue<'_>>) -> Result<u8, Problem> {
    let digit = match value.get_ref() {
        DeValue::Integer(number) => number.as_str().parse().ok().filter(|digit| *digit <= 9),
        _ => None,
    };
    digit.ok_or_else(|| {
        Problem::at(
            &value.span(),
            format!("\"{key}\" must be a number from 0 to 9"),
        )
    })
}

fn string(key: &str, value: &Spanned<DeValue<'_>>) -> Result<String, Problem> {
    match value.get_ref() {
        DeValue::String(text) => Ok(text.trim().to_owned()),
        _ => Err(Problem::at(
            &value.span(),
            format!("\"{key}\" must be a string"),
        )),
    }
}

fn one_of(key: &str, value: &Spanned<DeValue<'_>>, known: &[&str]) -> Result<String, Problem> {
    let text = string(key, value)?;
    if known.contains(&text.as_str()) {
        return Ok(text);
    }
    let message = format!(
        "\"{text}\" is no {key}: expected one of {}",
        known.join(", ")
    );
    Err(Problem::at(&value.span(), message))
}

fn array<'a, 'i>(
    key: &str,
    value: &'a Spanned<DeValue<'i>>,
) -> Result<impl Iterator<Item = &'a Spanned<DeValue<'i>>>, Problem> {
    match value.get_ref() {
        DeValue::Array(items) => Ok(items.iter()),
        _ => Err(Problem::at(
            &value.span(),
            format!("\"{key}\" must be a list"),
        )),
    }
}

fn strings(key: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, Problem> {
    array(key, value)?.map(|item| string(key, item)).collect()
}

/// What holds for every entry by itself.
fn check(record: &Record) -> Result<(), String> {
    if record.kind.is_empty() {
        return Err(format!(
            "entry without kind: expected one of {}",
            KINDS.join(", ")
        ));
    }
    let forms = std::iter::once(&record.name).chain(&record.aliases);
    for form in forms.clone() {
        if !form.chars().any(char::is_alphanumeric) {
            return Err(format!("\"{form}\" has neither letters nor digits"));
        }
    }
    let texts = [
        &record.part_of,
        &record.wikidata,
        &record.url,
        &record.field,
    ];
    for text in forms.chain(&record.context).chain(texts) {
        if let Some(c) = text.chars().find(|c| c.is_control() || *c == '|') {
            return Err(format!(
                "\"{text}\" holds the character {c:?}, which no name may"
            ));
        }
    }
    let digits = record.wikidata.strip_prefix('Q').unwrap_or_default();
    if !record.wikidata.is_empty() && digits.parse::<u64>().is_err() {
        return Err(format!(
            "\"{}\" is no Wikidata id such as Q42",
            record.wikidata
        ));
    }
    Ok(())
}

/// Appends the record as one line of tab-separated columns: what [`Line`](super::line::Line) reads.
///
/// Columns: kind and second kind (a letter each), case (`.`, `c`, `e`), `a` if ambiguous and
/// how well known, in one word; field; name; aliases; context; part of; Wikidata; address. Lists
/// are joined by `|`; empty columns at the end are left out.
pub(crate) fn flatten(record: &Record, out: &mut String) {
    // Their first letters, but for two that share theirs with others.
    let letter = |kind: &str| match kind {
        "person" => 'h',
        "place" => 'l',
        other => other.chars().next().unwrap_or('.'),
    };
    let case = match record.case.as_str() {
        "capital" => 'c',
        "exact" => 'e',
        _ => '.',
    };
    let ambiguous = if record.ambiguous { 'a' } else { '.' };
    let start = out.len();
    let _ = write!(
        out,
        "{}{}{case}{ambiguous}{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
        letter(&record.kind),
        letter(&record.also),
        record.known.unwrap_or(UNRATED),
        record.field,
        record.name,
        record.aliases.join("|"),
        record.context.join("|"),
        record.part_of,
        record.wikidata,
        record.url,
    );
    let used = out[start..].trim_end_matches('\t').len();
    out.truncate(start + used);
    out.push('\n');
}
