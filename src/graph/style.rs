//! How nodes look where a format can say so: one palette for every viewer, labels as pictures need
//! them, text as Graphviz reads it.
//!
//! The colours are those of Okabe and Ito ("Color Universal Design", 2008), made lighter or darker
//! until each has a contrast of at least 3 to 1 with white and with a dark page, so that one palette
//! serves both (WCAG 2.2, 1.4.11).

use std::borrow::Cow;

use super::model::Node;
use crate::vocabulary::Kind;

/// The colour of a kind: red, green, blue.
pub const fn colour(kind: Kind) -> [u8; 3] {
    match kind {
        Kind::Show => [0xA0, 0x4C, 0x8C],
        Kind::Episode => [0x00, 0x72, 0xB2],
        Kind::Person => [0xD5, 0x5E, 0x00],
        Kind::Organization => [0x8A, 0x6D, 0x00],
        Kind::Product => [0x00, 0x8F, 0x68],
        Kind::Concept => [0x2F, 0x96, 0xCC],
        Kind::Event => [0xC9, 0x68, 0x9F],
        Kind::Url => [0x80, 0x80, 0x80],
    }
}

/// The colour of a kind as `#rrggbb`.
pub fn hex(kind: Kind) -> String {
    let [red, green, blue] = colour(kind);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The diameter of a node: from 4, and up to 24 for the weightiest; its area grows with the weight.
pub fn size(node: &Node) -> f64 {
    let weight = if node.weight.is_finite() {
        node.weight.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let least = match node.kind {
        Kind::Show => 16.0,
        Kind::Episode => 6.0,
        _ => 4.0,
    };
    let size = least + (24.0 - least) * weight.sqrt();
    // Two decimals are more than a screen shows, and keep files small.
    (size * 100.0).round() / 100.0
}

/// How many characters of a label a picture has room for.
const LABEL: usize = 60;

/// A label of at most 60 characters, cut at a word where one ends near by.
pub(crate) fn shortened(label: &str) -> Cow<'_, str> {
    let Some((cut, _)) = label.char_indices().nth(LABEL - 1) else {
        return Cow::Borrowed(label);
    };
    if label[cut..].chars().nth(1).is_none() {
        return Cow::Borrowed(label);
    }
    let head = &label[..cut];
    let inside = !label[cut..].starts_with(' ');
    let word = head
        .rfind(' ')
        .filter(|_| inside)
        .filter(|at| head[*at..].chars().count() <= 15);
    Cow::Owned(format!("{}…", head[..word.unwrap_or(cut)].trim_end()))
}

/// Above this many characters older versions of Graphviz refuse a string (16,384 bytes).
const LONGEST: usize = 4_000;

/// A quoted string of DOT. Graphviz reads escapes (`\N`) and entities (`&eacute;`) in it, and copies
/// control characters into SVG, where they do not belong.
pub(crate) fn dot_string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars().take(LONGEST) {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '&' => quoted.push_str("&amp;"),
            '\n' => quoted.push_str("\\n"),
            '\t' | '\r' => quoted.push(' '),
            // Neither has XML 1.0 a way to write these two.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => quoted.push('\u{fffd}'),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: [u8; 3]) -> f64 {
        let linear = colour.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    #[test]
    fn every_colour_is_readable_on_light_and_on_dark() {
        let dark = luminance([0x14, 0x16, 0x1a]) + 0.05;
        for kind in Kind::ALL {
            let light = luminance(colour(*kind)) + 0.05;
            assert!(1.05 / light >= 3.0, "{kind} on white: {:.2}", 1.05 / light);
            assert!(light / dark >= 3.0, "{kind} on dark: {:.2}", light / dark);
        }
    }

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

    #[test]
    fn dot_strings_are_read_as_they_are_meant() {
        for (text, quoted) in [
            ("plain é", "\"plain é\""),
            ("a\"b\\N\n&eacute;", "\"a\\\"b\\\\N\\n&amp;eacute;\""),
            ("\t\u{1}\u{85}\u{fffe}", "\" \u{fffd}\u{fffd}\u{fffd}\""),
        ] {
            assert_eq!(dot_string(text), quoted);
        }
    }
}
