//! The plan of a query as a tree that people can read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

/// Turns the engine's account of a run into lines, each indented below the step that uses it.
pub(super) fn tree(json: &[u8]) -> String {
    let mut text = String::new();
    if let Ok(explanation) = serde_json::from_slice::<Value>(json) {
        step(
            explanation.get("plan").unwrap_or(&explanation),
            0,
            &mut text,
        );
    }
    text
}

fn step(step: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    let name = step.get("name").and_then(Value::as_str).unwrap_or("plan");
    let results = step.get("number of results").and_then(Value::as_u64);
    let _ = match results {
        Some(1) => writeln!(text, "{indent}{name}: 1 result"),
        Some(results) => writeln!(text, "{indent}{name}: {results} results"),
        None => writeln!(text, "{indent}{name}"),
    };
    for child in step
        .get("children")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        self::step(child, depth + 1, text);
    }
}

/// The parser and the engine name variables and blank nodes that a query leaves without a name by
/// chance: so many hexadecimal digits at least. They are numbered instead, in the order in which they
/// appear; `own` is the query as it was written, whose names stay.
const CHANCE_DIGITS: usize = 20;

pub(super) fn numbered(text: &str, own: &str) -> String {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['?', ':']) {
        let (before, behind) = rest.split_at(at + 1);
        out.push_str(before);
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let name = &behind[..behind.find(|c| !is_name(c)).unwrap_or(behind.len())];
        let marked = before.ends_with('?') || before.ends_with("_:");
        let by_chance = marked
            && name.len() >= CHANCE_DIGITS
            && name.bytes().all(|byte| byte.is_ascii_hexdigit())
            && !own.contains(name);
        if by_chance {
            let next = numbers.len() + 1;
            let number = *numbers.entry(name).or_insert(next);
            let _ = write!(out, "unnamed{number}");
        } else {
            out.push_str(name);
        }
        rest = &behind[name.len()..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_chance_are_numbered_and_others_stay() {
        let one = "5653f49b4f592bde1ed6761b388ea174";
        let two = "c955281ae9f73e46147d74c17cba7520";
        let own = format!("SELECT ?a{two}");
        let text = format!("?x ?{one} _:{two} ?{one} ?g{two} <https://a.example/{one}:{two}>");
        let expected =
            format!("?x ?unnamed1 _:unnamed2 ?unnamed1 ?g{two} <https://a.example/{one}:{two}>");
        assert_eq!(numbered(&text, "SELECT ?x"), expected);
        assert_eq!(numbered(&format!("?a{two}"), &own), format!("?a{two}"));
    }
}
