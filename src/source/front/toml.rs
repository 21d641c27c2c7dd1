//! TOML front matter, by the recovering parser of the `toml` crate.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::value::{Fault, Node, Parsed, Value};

/// Reads the TOML in `file[range]`; after an error what follows it is read all the same.
pub(crate) fn parse(file: &str, range: Range<usize>) -> Parsed<'_> {
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
    Parsed {
        root: Node {
            value: Value::Map(entries(table.into_inner(), base)),
            span: range,
        },
        faults,
    }
}

fn entries(table: DeTable<'_>, base: usize) -> Vec<(Cow<'_, str>, Node<'_>)> {
    table
        .into_iter()
        .map(|(key, value): (Spanned<DeString<'_>>, _)| (key.into_inner(), node(value, base)))
        .collect()
}

fn node(value: Spanned<DeValue<'_>>, base: usize) -> Node<'_> {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar(text),
        DeValue::Integer(number) => Value::Scalar(number.to_string().into()),
        DeValue::Float(number) => Value::Scalar(number.to_string().into()),
        DeValue::Boolean(yes) => Value::Scalar(if yes { "true" } else { "false" }.into()),
        DeValue::Datetime(date) => Value::Scalar(date.to_string().into()),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| node(item, base)).collect())
        }
        DeValue::Table(table) => Value::Map(entries(table, base)),
    };
    Node {
        value,
        span: base + span.start..base + span.end,
    }
}
