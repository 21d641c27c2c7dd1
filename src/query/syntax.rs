//! SPARQL text to algebra, with errors that point at the place.

use spargebra::{Query, SparqlParser};

use crate::error::{Error, Location, Result};

/// How many of the words that the parser expected are named.
const EXPECTED: usize = 6;

/// Parses a query; `path` is for messages.
pub fn parse(text: &str, path: &str) -> Result<Query> {
    SparqlParser::new()
        .parse_query(text)
        .map_err(|error| explain(&error.to_string(), text, path))
}

/// The parser says "error at LINE:COLUMN: expected …"; we add the line and a caret.
fn explain(message: &str, text: &str, path: &str) -> Error {
    let place = message.strip_prefix("error at ").and_then(|rest| {
        let (place, expected) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, expected))
    });
    let Some((line, column, expected)) = place else {
        return Error::Invalid {
            location: Location::file(path),
            message: message.to_owned(),
        };
    };
    Error::Invalid {
        location: Location::at(path, line, column),
        message: format!(
            "{}{}",
            shortened(expected),
            pointed(text, line as usize, column as usize)
        ),
    }
}

/// The parser lists everything that could follow; the first few are enough.
fn shortened(expected: &str) -> String {
    let Some(list) = expected.strip_prefix("expected one of ") else {
        return expected.to_owned();
    };
    let mut words: Vec<&str> = list.split(", ").collect();
    // Blanks and comments may stand anywhere.
    words.retain(|word| {
        !word.starts_with("['\\u{") && !word.starts_with("[' '") && *word != "\"#\""
    });
    match words.as_slice() {
        [] => "this is not expected here".to_owned(),
        [one] => format!("expected {one}"),
        many if many.len() <= EXPECTED => format!("expected one of {}", many.join(", ")),
        many => format!("expected one of {}, …", many[..EXPECTED].join(", ")),
    }
}

/// A line of the query with a caret below the column.
fn pointed(text: &str, line: usize, column: usize) -> String {
    let Some(content) = text.lines().nth(line.saturating_sub(1)) else {
        return String::new();
    };
    // Tabs stay tabs, so that the caret stands below its character whatever their width.
    let indent: String = content
        .chars()
        .chain(std::iter::repeat(' '))
        .take(column.saturating_sub(1))
        .flat_map(|c| match c {
            '\t' => vec!['\t'],
            c => vec![' '; unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)],
        })
        .collect();
    format!("\n    {content}\n    {indent}^")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_point_at_their_place() {
        let cases = [
            (
                "SELECT ?x\nWHERE { ?x ?y }",
                "q.rq:2:15: ",
                "\n    WHERE { ?x ?y }\n                  ^",
            ),
            (
                "SELECT * { ?é <p> \"東\" ! }",
                "q.rq:1:23: ",
                "\n    SELECT * { ?é <p> \"東\" ! }\n                           ^",
            ),
            ("", "q.rq:1:1: ", ""),
        ];
        for (text, start, end) in cases {
            let error = parse(text, "q.rq").unwrap_err().to_string();
            assert!(error.starts_with(start), "{error}");
            assert!(error.ends_with(end), "{error}");
        }
    }

    #[test]
    fn updates_are_no_queries() {
        let error = parse("INSERT DATA { <a:a> <a:b> <a:c> }", "q.rq").unwrap_err();
        assert!(
            error.to_string().starts_with("q.rq:1:1: expected"),
            "{error}"
        );
    }
}
