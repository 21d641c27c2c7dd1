//! TOML front matter, by the recovering parser of the `toml` crate.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::value::{FieldNode, FieldValue, ParsedFrontMatter};
use crate::source::fault::Fault;

/// Reads the TOML in `file[range]`; after an error what follows it is read all the same.
pub(crate) fn parse(file: &str, range: Range<usize>) -> ParsedFrontMatter<'_> {
    let base = range.start;
    let (table, errors) = DeTable::parse_recoverable(&file[range.clone()]);
    let faults = errors
        .iter()
        .map(|error| Fault {
            offset: base + error.span().map_or(0, |span| span.start),
            message: error.message().replace('\n', ", "),
            lossy: true,
        })
        .collect();
    ParsedFrontMatter {
        root: FieldNode {
            value: FieldValue::Map(entries(table.into_inner(), base)),
            span: range,
        },
        faults,
    }
}

fn entries(table: DeTable<'_>, base: usize) -> Vec<(Cow<'_, str>, FieldNode<'_>)> {
    table
        .into_iter()
        .map(|(key, value): (Spanned<DeString<'_>>, _)| (key.into_inner(), node(value, base)))
        .collect()
}

fn node(value: Spanned<DeValue<'_>>, base: usize) -> FieldNode<'_> {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => FieldValue::Scalar(text),
        DeValue::Integer(number) => FieldValue::Scalar(number.to_string().into()),
        DeValue::Float(number) => FieldValue::Scalar(number.to_string().into()),
        DeValue::Boolean(yes) => FieldValue::Scalar(if yes { "true" } else { "false" }.into()),
        DeValue::Datetime(date) => FieldValue::Scalar(date.to_string().into()),
        DeValue::Array(items) => {
            FieldValue::List(items.into_iter().map(|item| node(item, base)).collect())
        }
        DeValue::Table(table) => FieldValue::Map(entries(table, base)),
    };
    FieldNode {
        value,
        span: base + span.start..base + span.end,
    }
}
