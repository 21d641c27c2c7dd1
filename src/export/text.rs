//! Labels as pictures need them.

use std::borrow::Cow;

/// How many characters of a label a picture has room for.
const LABEL: usize = 60;

/// A label of at most 60 characters, cut at a word where one ends near by.
pub(super) fn shortened(label: &str) -> Cow<'_, str> {
    let Some((cut, _)) = label.char_indices().nth(LABEL - 1) else {
        return Cow::Borrowed(label);
    };
    if label[cut..].chars().nth(1).is_none() {
        return Cow::Borrowed(label);
    }
    let head = &label[..cut];
    let word = head
        .rfind(' ')
        .filter(|at| head[*at..].chars().count() <= 15);
    Cow::Owned(format!("{}…", head[..word.unwrap_or(cut)].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_cut_at_sixty_characters() {
        let exact = "é".repeat(60);
        assert_eq!(shortened(&exact), exact);
        assert_eq!(shortened(&"é".repeat(61)), format!("{}…", "é".repeat(59)));
        let words = "word ".repeat(20);
        assert_eq!(
            shortened(&words),
            format!("{}…", "word ".repeat(11) + "word")
        );
    }
}
