//! The words of a name, and how two of them are compared.

pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == '.' || c == '(' || c == ')' || c == '"')
        .filter(|word| !word.is_empty() && !is_title(word))
}

/// Whether two words differ in letter case at most.
pub(super) fn equal(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        one.eq_ignore_ascii_case(other)
    } else {
        one.to_lowercase() == other.to_lowercase()
    }
}

fn is_title(word: &str) -> bool {
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "mx",
        "prof",
        "sir",
        "professor",
        "doctor",
    ]
    .iter()
    .any(|title| title.eq_ignore_ascii_case(word))
}
