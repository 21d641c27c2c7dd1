//! Where words of a SPARQL text end, and gaps between them: as much of its grammar as it takes to tell
//! brackets and signs from what stands in texts, IRIs and comments.

/// Whether a gap begins with this character, where a word may begin.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() || c == '#'
}

/// Blanks, or a comment with its newline.
pub(super) fn gap_length(text: &str) -> usize {
    if text.starts_with('#') {
        return text.find('\n').map_or(text.len(), |at| at + 1);
    }
    text.find(|c: char| !c.is_whitespace())
        .unwrap_or(text.len())
}

/// A text in quotation marks, an IRI, a sign, or what reaches to the next of them or to a blank.
pub(super) fn word_length(text: &str) -> usize {
    if let Some(quote) = ["\"\"\"", "'''", "\"", "'"]
        .iter()
        .find(|quote| text.starts_with(**quote))
    {
        let mut from = quote.len();
        while let Some(at) = text[from..].find(['\\', '"', '\'']) {
            let found = &text[from + at..];
            if found.starts_with(quote) {
                return from + at + quote.len();
            }
            from += at
                + found
                    .chars()
                    .take(if found.starts_with('\\') { 2 } else { 1 })
                    .map(char::len_utf8)
                    .sum::<usize>();
        }
        return text.len();
    }
    if let Some(inside) = text.strip_prefix('<')
        && let Some(end) =
            inside.find(|c: char| c == '>' || c.is_whitespace() || "<\"{}|^`\\".contains(c))
        && inside[end..].starts_with('>')
    {
        return end + 2;
    }
    let ends = |c: char| c.is_whitespace() || "\"'<{}();,#".contains(c);
    let first = text.chars().next().map_or(0, char::len_utf8);
    if text.starts_with(ends) {
        return first;
    }
    text.find(ends).unwrap_or(text.len())
}
