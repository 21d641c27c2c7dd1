//! The plan of a query as a tree that people can read.

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
