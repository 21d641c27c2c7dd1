//! Where a sentence ends, as far as captions need it.

/// Short words with a full stop that a name follows, or a number.
const ABBREVIATIONS: [&str; 14] = [
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "St", "Sr", "Jr", "vs", "No", "Hr", "Fr", "Mt",
];

/// Whether a text ends with the end of a sentence.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end();
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    let Some(sign) = text.chars().next_back() else {
        return false;
    };
    match sign {
        '?' | '!' | '…' | '。' | '？' | '！' | '۔' | '؟' | '।' => true,
        '.' => {
            let word = text[..text.len() - 1]
                .rsplit(|c: char| !c.is_alphanumeric())
                .next();
            let word = word.unwrap_or_default();
            // "J. Smith", "Dr. Smith"
            let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
            !initial && !ABBREVIATIONS.contains(&word)
        }
        _ => false,
    }
}

/// Where the first sentence of a text ends that white space follows: behind that white space.
pub(crate) fn first_end(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(space) = text[from..].find(char::is_whitespace) {
        let at = from + space;
        let rest = text[at..].trim_start();
        let next = text.len() - rest.len();
        if !rest.is_empty() && ends_sentence(&text[..at]) {
            return Some(next);
        }
        from = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_sentences() {
        let cases = [
            ("We dig. And then", Some("And then")),
            ("Do we? \"Yes.\" Fine", Some("\"Yes.\" Fine")),
            ("\"Yes.\" Fine", Some("Fine")),
            ("Ask Dr. Weber and J. Salter", None),
            ("Version 1.5 is out", None),
            ("At the end.", None),
            ("好。 是", Some("是")),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(first_end(text).map(|at| &text[at..]), expected, "{text}");
        }
    }
}
