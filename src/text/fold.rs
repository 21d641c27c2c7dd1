//! Texts compared by their letters and digits alone, or without accents.

use std::borrow::Cow;

use deunicode::deunicode_char;

/// Letters and digits alone, in lower case.
pub fn fold_letters<'t>(words: impl Iterator<Item = &'t str>) -> String {
    let mut folded = String::with_capacity(24);
    for word in words {
        if word.is_ascii() {
            let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
            folded.extend(letters.map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            let letters = word.chars().filter(|c| c.is_alphanumeric());
            folded.extend(letters.flat_map(char::to_lowercase));
        }
    }
    folded
}

/// Latin letters without their accents, in the same letter case: "Kovářová" becomes "Kovarova". Other
/// scripts stay as they are.
pub fn without_accents(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Accents that stand behind their letter.
            '\u{300}'..='\u{36f}' => {}
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                plain.push_str(deunicode_char(c).unwrap_or_default());
            }
            _ => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_of_latin_letters_are_left_out() {
        for (text, expected) in [
            ("Kovářová", "Kovarova"),
            ("Zoe\u{301}", "Zoe"),
            ("Łukasz Ångström", "Lukasz Angstrom"),
            ("Jane", "Jane"),
            ("山田 太郎", "山田 太郎"),
            ("Юрий", "Юрий"),
        ] {
            assert_eq!(without_accents(text), expected, "{text}");
        }
    }
}
