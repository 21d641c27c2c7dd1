//! Numbers of episodes as fields and titles write them.

use super::months::month;
use crate::source::file_name::is_year;

/// `36`, `#36`, `Episode 36`, `S02E36`, `010`, `10.0`.
pub(crate) fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    // "7.", "№ 7", "第7回".
    let text = text.strip_suffix(['.', '回', '集', '話']).unwrap_or(text);
    let text = text.strip_prefix(['№', '第']).map_or(text, str::trim_start);
    let start = text.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let lead = &text[..start];
    let trimmed = lead.trim_end_matches([' ', '#', '.', ':', '-']);
    let abbreviated = matches!(
        &*lead.to_ascii_lowercase(),
        "ep." | "ep. " | "no." | "no. " | "nr." | "nr. "
    );
    let fits = lead.is_empty()
        || abbreviated
        || lead != "-" && trimmed.chars().all(|c| c.is_ascii_alphanumeric())
        || is_season(trimmed);
    let digits = &text[start..];
    if !fits || digits.len() > 9 || lead.contains('.') && !abbreviated {
        return None;
    }
    digits.parse().ok()
}

/// "Season 3 Episode", "Season 3, Ep": all that stands before the episode's number.
fn is_season(lead: &str) -> bool {
    let mut words = lead.split([' ', ',']).filter(|word| !word.is_empty());
    words.next().is_some_and(|word| {
        ["season", "series", "staffel", "volume"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    }) && words.all(|word| word.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// The number that a title says: "Show #74 - Title", "014: Title", "S02E20 - Title",
/// "Title (Episode 22)", `[030] Title`.
pub(crate) fn number_in_title(title: &str) -> Option<i64> {
    const WORDS: [&str; 31] = [
        "puntata",
        "capítulo",
        "capitulo",
        "programa",
        "jakso",
        "afsnit",
        "episod",
        "epizod",
        "díl",
        "bölüm",
        "выпуск",
        "эпизод",
        "випуск",
        "show",
        "episode",
        "ep",
        "ep.",
        "folge",
        "episodio",
        "episódio",
        "épisode",
        "avsnitt",
        "aflevering",
        "odcinek",
        "ausgabe",
        "no.",
        "nr.",
        "nr",
        "nº",
        "n°",
        "№",
    ];
    const SIGNS: [&str; 7] = ["-", "–", "—", ":", "|", "·", "•"];
    let is_word = |word: &str| WORDS.contains(&&*word.to_lowercase());
    let mut before = "";
    let mut words = title.split_whitespace().peekable();
    let mut first = true;
    while let Some(word) = words.next() {
        let opens = std::mem::take(&mut first);
        let bracketed = word.starts_with(['(', '[']);
        let whole = word.trim_matches(['(', ')', '[', ']']);
        // "S1 E14", "Épisode n°14", "第14回".
        let whole = whole
            .strip_prefix(['№', '第'])
            .or_else(|| whole.strip_prefix("n°"))
            .or_else(|| whole.strip_prefix("nº"))
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            .unwrap_or(whole);
        let counted = whole.strip_suffix(['回', '集', '話', '话', '期']);
        let counted = counted.filter(|_| opens && word.starts_with('第'));
        if let Some(number) = counted.and_then(|digits| digits.parse().ok()) {
            return Some(number);
        }
        let season = |word: &str| {
            let digits = word.strip_prefix(['S', 's']).unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let signed = ["№", "n°", "nº"].iter().any(|sign| {
            let rest = word.strip_prefix(sign).unwrap_or_default();
            rest.starts_with(|c: char| c.is_ascii_digit())
        });
        let named = is_word(before) || signed;
        let after_season = season(before);
        let (digits, marked) = match whole.strip_prefix('#') {
            Some(digits) => (digits, true),
            None if named => (whole, true),
            None => match episode_code(whole) {
                Some(digits) if opens || after_season => (digits, true),
                _ => (whole, false),
            },
        };
        before = whole;
        let bare = digits.trim_end_matches([':', ',', '.', ')', '-', '|']);
        let followed = words.peek().is_none_or(|next| SIGNS.contains(next));
        // "#12 Rope" is the twelfth; "#1 fan" and "#2 pencils" may be no numbers of episodes.
        let hashed = opens && marked && bare.len() > 1 && whole.starts_with('#');
        // Else the number ends the title, or a sign stands between it and the rest.
        // A code with its season says enough.
        let coded = opens && whole.len() > digits.len() + 1 && !whole.starts_with('#');
        let ends = hashed
            || coded && marked
            || bare.len() < digits.len()
            || followed
            || whole.len() < word.len();
        let number =
            (1..=5).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
        if !(ends && number) {
            continue;
        }
        // A bare number has to open the title, and a sign to follow it: "2001: …" may be a year.
        let listed = bare.len() > 1 && digits.ends_with('.');
        let dated = words.peek().is_none_or(|next| month(next).is_some());
        let sign =
            digits.ends_with([':', '|']) || listed && !dated || words.peek().is_some() && followed;
        let opening = opens && !is_year(bare) && (sign || bracketed && word.ends_with(']'));
        // "The Rope Show 014: Knots".
        let padded = bare.len() > 2 && bare.starts_with('0') && digits.ends_with(':');
        if marked || opening || padded {
            return bare.parse().ok();
        }
    }
    None
}

/// The number within a code: `E21`, `EP021`, `S02E20`, `S2:E20`.
fn episode_code(word: &str) -> Option<&str> {
    // "2x14".
    if let Some((season, number)) = word.split_once(['x', 'X'])
        && (1..=2).contains(&season.len())
        && season.bytes().all(|byte| byte.is_ascii_digit())
        && number.len() > 1
        && number.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(number);
    }
    let rest = match word.strip_prefix(['S', 's']) {
        Some(rest) => rest
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start_matches([':', '.', '-']),
        None => word,
    };
    let rest = rest.strip_prefix(['E', 'e'])?;
    let rest = rest.strip_prefix(['P', 'p']).unwrap_or(rest);
    rest.starts_with(|c: char| c.is_ascii_digit())
        .then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        let cases = [
            ("36", Some(36)),
            ("#36", Some(36)),
            ("012", Some(12)),
            ("Ep. 7", Some(7)),
            ("S02E05", Some(5)),
            ("10.0", Some(10)),
            ("10.5", None),
            ("-3", None),
            ("7b", None),
            ("7.", Some(7)),
            ("№ 7", Some(7)),
            ("第7回", Some(7)),
            ("bonus", None),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn titles() {
        let cases = [
            ("#12 Rope", Some(12)),
            ("#1 fan", None),
            ("EP014 | Wax", Some(14)),
            ("Nr. 5: Yarn", Some(5)),
            ("№ 8. Wool", Some(8)),
            ("Lamps (Episode 15)", Some(15)),
            ("Season 2, Episode 6: Tape", Some(6)),
            ("S1 E14: Wax", Some(14)),
            ("S1:E14 Wax", Some(14)),
            ("2x14 Wax", Some(14)),
            ("14. Wax", Some(14)),
            ("Épisode n°14 : Cire", Some(14)),
            ("Puntata 14: Cera", Some(14)),
            ("Выпуск 14: Воск", Some(14)),
            ("第14回 蝋", Some(14)),
            ("The Rope Show 014: Wax", Some(14)),
            ("24. Dezember im Studio", None),
            ("3. Advent", None),
            ("1920x1080 pixels", None),
            ("Windows 11: new", None),
            ("2023 in review", None),
            ("2023: the review", None),
            ("10 ways to sew", None),
            ("The 39 steps", None),
        ];
        for (title, expected) in cases {
            assert_eq!(number_in_title(title), expected, "{title}");
        }
    }
}
