//! How deep a query nests, told from its text: before a parser sees it that goes as deep as the text does.
//!
//! Whoever writes a query may be a stranger, and the parser, the engine and even dropping what was parsed
//! call themselves once for each level; no text may use up the stack. A level is a bracket, a sign before
//! a value (`!`, `-`, `^`), or a further sign or clause in a row, since what stands left of it is nested:
//! `a || b || c`, `… UNION … UNION …`, FILTER after FILTER.

use super::words::{gap_length, is_gap, word_length};

/// So many brackets may lie in each other.
const BRACKETS: usize = 100;
/// So many signs and clauses may follow each other within two brackets. They cost less than brackets.
const ROW: usize = 400;

/// Clauses that nest what stands before them in the same group.
const CLAUSES: [&str; 8] = [
    "union", "optional", "minus", "filter", "bind", "graph", "service", "lateral",
];

/// Where a query nests too deep, and what is to be said of it.
pub(super) fn too_deep(text: &str) -> Option<(usize, String)> {
    let mut levels = Levels::default();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match is_gap(first) {
            true => gap_length(rest),
            false => word_length(rest),
        };
        let word = &rest[..length];
        let is_text = first == '"' || first == '\'';
        let is_iri = first == '<' && length > 1;
        let counts = !(is_gap(first) || is_text || is_iri || first == '@');
        if counts && let Some(found) = levels.word(word, at, &text[at + length..]) {
            return Some(found);
        }
        at += length;
    }
    None
}

/// The brackets that are open, and what has followed each other in the innermost.
#[derive(Default)]
struct Levels {
    /// How many signs and clauses stand in a row in each open bracket, and outside of all.
    rows: Vec<usize>,
    outside: usize,
    /// Signs that stand before a value, in a row.
    before: usize,
}

impl Levels {
    fn word(&mut self, word: &str, at: usize, after: &str) -> Option<(usize, String)> {
        if CLAUSES
            .iter()
            .any(|clause| word.eq_ignore_ascii_case(clause))
        {
            return self.next_in_row(at);
        }
        // A hyphen stands in names as well, and these have a colon.
        let (mut in_name, mut last) = (false, ' ');
        for (offset, c) in word.char_indices() {
            let at = at + offset;
            let found = match c {
                '(' | '{' | '[' => self.open(at),
                // The second sign of what opens a triple in a triple.
                '<' if after.starts_with('<') => self.open(at),
                ')' | '}' | ']' => {
                    self.rows.pop();
                    None
                }
                // Both signs of `||` and `&&` are one.
                '|' | '&' if c == last => None,
                '!' | '^' | '-' | '+' | '|' | '&' | '*' | '/' if !(c == '-' && in_name) => {
                    self.sign(at)
                }
                _ => {
                    self.before = 0;
                    None
                }
            };
            if found.is_some() {
                return found;
            }
            last = c;
            in_name =
                c == ':' || in_name && (c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '%'));
        }
        None
    }

    fn open(&mut self, at: usize) -> Option<(usize, String)> {
        self.rows.push(0);
        self.before = 0;
        let deep = self.rows.len() > BRACKETS;
        deep.then(|| {
            let message = format!(
                "the query nests too deep: more than {BRACKETS} brackets are open here; write it flatter"
            );
            (at, message)
        })
    }

    fn sign(&mut self, at: usize) -> Option<(usize, String)> {
        self.before += 1;
        if self.rows.len() + self.before > BRACKETS {
            let message = format!(
                "the query nests too deep: more than {BRACKETS} brackets and signs before a value; write it flatter"
            );
            return Some((at, message));
        }
        self.next_in_row(at)
    }

    fn next_in_row(&mut self, at: usize) -> Option<(usize, String)> {
        let row = self.rows.last_mut().unwrap_or(&mut self.outside);
        *row += 1;
        (*row > ROW).then(|| {
            let message = format!(
                "the query nests too deep: more than {ROW} signs and clauses in a row; use VALUES, IN, \
                 or brackets that join some of them"
            );
            (at, message)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(open: &str, inner: &str, close: &str, levels: usize) -> String {
        format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
    }

    #[test]
    fn a_hundred_levels_are_enough() {
        // What nests, how deep it may be, and where it stands.
        let filter = "SELECT * { FILTER(…) }";
        let cases = [
            ("(", "1", ")", 98, filter),
            ("{", "?s ?p ?o", "}", 99, "SELECT * { … }"),
            ("[ <a:p> ", "1", " ]", 99, "SELECT * { ?s ?p … }"),
            ("( ", "1", " )", 99, "SELECT * { ?s ?p … }"),
            ("!", "true", "", 98, filter),
            ("?x || ", "?x", "", 400, filter),
            ("{} UNION ", "{}", "", 400, "SELECT * { … }"),
        ];
        for (open, inner, close, most, around) in cases {
            let query = |levels| around.replace('…', &nested(open, inner, close, levels));
            assert_eq!(too_deep(&query(most)), None, "{open}");
            let (at, message) = too_deep(&query(most + 1)).expect(open);
            assert!(at > 0 && message.contains("too deep"), "{open}: {message}");
        }
    }

    #[test]
    fn what_stands_in_texts_iris_comments_and_names_is_no_level() {
        let flat = [
            format!("SELECT * {{ ?s ?p \"{}\" }}", "(".repeat(200)),
            format!("SELECT * {{ ?s ?p <a:{}> }}", "(".repeat(200)),
            format!("SELECT * {{ ?s ?p 1 }} # {}", "(".repeat(200)),
            format!("SELECT * {{ VALUES ?x {{ {} }} }}", "a:b-c-d ".repeat(600)),
            format!(
                "SELECT * {{ VALUES ?x {{ {} }} }}",
                "\"a\"@en-GB ".repeat(600)
            ),
            format!(
                "SELECT * {{ {} }}",
                "?s <a:p> [ <a:q> (1 2) ] . ".repeat(600)
            ),
        ];
        for text in flat {
            assert_eq!(too_deep(&text), None, "{text}");
        }
    }
}
