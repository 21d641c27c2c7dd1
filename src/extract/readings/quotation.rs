//! Quotation marks of five languages: “ ”, „ “, « », » «, ‹ ›, ‚ ‘ and the plain ".

/// The closing mark that may end what an opening mark begins.
const fn closes(open: char, close: char) -> bool {
    match open {
        '“' => matches!(close, '”' | '"'),
        '„' => matches!(close, '“' | '”' | '"'),
        '«' => close == '»',
        '»' => close == '«',
        '‹' => close == '›',
        '›' => close == '‹',
        '‚' => matches!(close, '‘' | '’'),
        '"' => matches!(close, '"' | '”'),
        _ => false,
    }
}

/// The opening mark right before a word, of what stands before it in the text; markup may stand between.
pub(super) fn opening(before: &str) -> Option<char> {
    let mut rest = before.trim_end_matches(['[', '*', '_', '\u{a0}', '\u{202f}']);
    loop {
        // A tag: "<em>".
        if let Some(tag) = rest.strip_suffix('>').and_then(|rest| rest.rfind('<')) {
            rest = rest[..tag].trim_end_matches(['[', '*', '_']);
            continue;
        }
        // French sets a space behind its marks.
        let inner = rest.trim_end_matches(['\u{a0}', '\u{202f}', ' ']);
        let mark = inner.chars().next_back()?;
        let own = match mark {
            '“' | '„' | '»' | '‹' | '›' | '‚' => rest.len() == inner.len(),
            '«' => true,
            // The plain mark opens behind a space or a bracket.
            '"' => {
                rest.len() == inner.len()
                    && inner[..inner.len() - 1]
                        .chars()
                        .next_back()
                        .is_none_or(|c| c.is_whitespace() || "([{—–-/:>,*_".contains(c))
            }
            _ => false,
        };
        return own.then_some(mark);
    }
}

/// Whether what an opening mark begins ends right behind a word, by what stands behind it in the text; the rest of a
/// link or tag, and what ends a sentence, may stand between.
pub(super) fn ends(open: char, behind: &str) -> bool {
    let mut rest = behind;
    loop {
        rest =
            rest.trim_start_matches(['.', ',', '!', '?', '…', '*', '_', '\u{a0}', '\u{202f}', ')']);
        if let Some(link) = rest.strip_prefix("](") {
            match link.find(')') {
                Some(end) => rest = &link[end + 1..],
                None => return false,
            }
        } else if let Some(tag) = rest.strip_prefix('<') {
            match tag.find('>') {
                Some(end) => rest = &tag[end + 1..],
                None => return false,
            }
        } else {
            let rest = if open == '«' {
                rest.trim_start()
            } else {
                rest
            };
            return rest.chars().next().is_some_and(|close| closes(open, close));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_open_and_close_in_five_languages() {
        for (before, mark) in [
            ("the film \"", Some('"')),
            ("12\"", None),
            ("der Roman „", Some('„')),
            ("der Roman »", Some('»')),
            ("le livre « ", Some('«')),
            ("le livre «\u{a0}", Some('«')),
            ("the song “[", Some('“')),
            ("the song “<em>", Some('“')),
            ("the song ", None),
            ("", None),
        ] {
            assert_eq!(opening(before), mark, "{before}");
        }
        for (open, behind, ended) in [
            ('"', "\" by", true),
            ('“', ",” he", true),
            ('„', "](https://kelp.example/a)“ von", true),
            ('„', "</em>“", true),
            ('«', " »", true),
            ('“', " and", false),
            ('"', "](https://kelp.example/a", false),
        ] {
            assert_eq!(ends(open, behind), ended, "{open} {behind}");
        }
    }
}
