//! SPARQL text to algebra, with errors that point at the place.

use spargebra::{Query, SparqlParser};

use super::depth::too_deep;
use super::words::{gap_length, is_gap, word_length};
use crate::error::{Error, Location, Result};

/// Wider than the longest keyword of SPARQL.
const PADDING: usize = 40;

/// Parses a query; `path` is for messages.
pub(super) fn parse(text: &str, path: &str) -> Result<Query> {
    if let Some((at, message)) = too_deep(text) {
        let (line, column) = end_of(&text[..at]);
        return Err(Error::Invalid {
            location: Location::at(path, count(line), count(column)),
            message: format!("{message}{}", pointed(text, line, column)),
        });
    }
    SparqlParser::new()
        .parse_query(text)
        .map_err(|error| explain(text, path, &error.to_string()))
}

/// The parser compares a keyword with as many characters as the keyword has, and says that it failed
/// behind them. So the text is parsed once more with wide gaps: what is said of a gap is true of the
/// word before it.
fn explain(text: &str, path: &str, message: &str) -> Error {
    let (padded, words) = with_gaps(text);
    let error = SparqlParser::new().parse_query(&padded).err();
    let message = error.map_or_else(|| message.to_owned(), |error| error.to_string());
    let Some((line, column, expected)) = place(&message) else {
        return Error::Invalid {
            location: Location::file(path),
            message: message.to_lowercase(),
        };
    };
    let end = end_of(&padded);
    let word = words
        .iter()
        .rev()
        .find(|word| (word.line, word.padded_column) <= (line, column));
    let (line, column, said) = match word {
        Some(word) if (line, column) < end => {
            let said = if expected.contains("Prefix not found") {
                format!(
                    "the prefix in \"{}\" is not declared with PREFIX",
                    word.text
                )
            } else {
                format!("\"{}\" is not expected here", word.text)
            };
            (word.line, word.column, said)
        }
        _ => {
            let (line, column) = end_of(text.trim_end());
            (line, column, "the query ends too early".to_owned())
        }
    };
    Error::Invalid {
        location: Location::at(path, count(line), count(column)),
        message: format!("{said}{}", pointed(text, line, column)),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The parser says "error at LINE:COLUMN: expected …".
fn place(message: &str) -> Option<(usize, usize, &str)> {
    let (place, expected) = message.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?, expected))
}

/// The line and column behind the last character.
fn end_of(text: &str) -> (usize, usize) {
    let line = text.matches('\n').count() + 1;
    let last = text.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}

/// What stands between two blanks.
struct PaddedWord<'t> {
    text: &'t str,
    line: usize,
    column: usize,
    padded_column: usize,
}

/// The text with every gap between words made wider, and its words.
fn with_gaps(text: &str) -> (String, Vec<PaddedWord<'_>>) {
    let mut padded = String::new();
    let mut words: Vec<PaddedWord<'_>> = Vec::new();
    let (mut line, mut column, mut padded_column) = (1, 1, 1);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_gap = is_gap(first);
        let length = if is_gap {
            gap_length(rest)
        } else {
            word_length(rest)
        };
        let (piece, after) = rest.split_at(length);
        if !is_gap {
            words.push(PaddedWord {
                text: piece,
                line,
                column,
                padded_column,
            });
        }
        padded.push_str(piece);
        for c in piece.chars() {
            if c == '\n' {
                (line, column, padded_column) = (line + 1, 1, 1);
            } else {
                (column, padded_column) = (column + 1, padded_column + 1);
            }
        }
        // A comment without its newline would swallow the gap; it stands at the end of the text.
        if is_gap {
            padded.push_str(&" ".repeat(PADDING));
            padded_column += PADDING;
        }
        rest = after;
    }
    padded.push('\n');
    padded.push_str(&" ".repeat(PADDING));
    (padded, words)
}

/// A line of the query with a caret below the column.
fn pointed(text: &str, line: usize, column: usize) -> String {
    let Some(content) = text.lines().nth(line - 1) else {
        return String::new();
    };
    // Tabs stay tabs, so that the caret stands below its character whatever their width.
    let indent: String = content
        .chars()
        .take(column - 1)
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
                "q.rq:2:15: \"}\" is not expected here\n    WHERE { ?x ?y }\n                  ^",
            ),
            (
                "SELECT * { ?é <a:p> \"東 #\" ! }",
                "q.rq:1:27: \"!\" is not expected here\n    SELECT * { ?é <a:p> \"東 #\" ! }\n                               ^",
            ),
            (
                "# {\nSELECT * { ?s a foo:bar }",
                "q.rq:2:17: the prefix in \"foo:bar\" is not declared with PREFIX\n    SELECT * { ?s a foo:bar }\n                    ^",
            ),
            (
                "SELECT *\nWHERE { ?s a\n",
                "q.rq:2:13: the query ends too early\n    WHERE { ?s a\n                ^",
            ),
            (
                "INSERT DATA { <a:a> <a:b> <a:c> }",
                "q.rq:1:1: \"INSERT\" is not expected here\n    INSERT DATA { <a:a> <a:b> <a:c> }\n    ^",
            ),
            ("", "q.rq:1:1: the query ends too early"),
        ];
        for (text, message) in cases {
            let error = parse(text, "q.rq").unwrap_err().to_string();
            assert_eq!(error, message, "{text}");
        }
    }

    #[test]
    fn what_is_not_too_deep_is_parsed_on_a_small_stack() {
        let nested = |open: &str, inner: &str, close: &str, levels: usize| {
            format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
        };
        let queries = [
            format!("SELECT * {{ FILTER({}) }}", nested("(", "1", ")", 98)),
            format!("SELECT * {}", nested("{", "?s ?p ?o", "}", 100)),
            format!("SELECT * {{ ?s ?p {} }}", nested("[ <a:p> ", "1", " ]", 99)),
            format!("SELECT * {{ ?s {} ?o }}", nested("(", "<a:p>", ")", 99)),
            format!("SELECT * {{ FILTER({}) }}", nested("?x || ", "?x", "", 399)),
            format!("SELECT * {{ {} }}", nested("{} UNION ", "{}", "", 400)),
            format!("SELECT * {{ {} }}", nested("{ SELECT * ", "{}", "}", 98)),
        ];
        for query in queries {
            let small = std::thread::Builder::new().stack_size(2 << 20);
            let parsed = small.spawn(move || parse(&query, "").map(drop));
            parsed.unwrap().join().expect("the stack suffices").unwrap();
        }
    }

    #[test]
    fn gaps_change_no_meaning() {
        let text = "PREFIX a: <http://a.example/#>\nSELECT * { # a \"comment\n ?s a:p 'it\\'s # ' , \"\"\"a \" b\"\"\"@en ; a:q 1.5 FILTER(?s < 2 && ?s > 1) }";
        let (padded, words) = with_gaps(text);
        let parsed = SparqlParser::new().parse_query(text).unwrap();
        assert_eq!(SparqlParser::new().parse_query(&padded).unwrap(), parsed);
        for word in words {
            let line = text.lines().nth(word.line - 1).unwrap();
            let at: String = line.chars().skip(word.column - 1).collect();
            assert!(at.starts_with(word.text.lines().next().unwrap()), "{at}");
        }
    }
}
