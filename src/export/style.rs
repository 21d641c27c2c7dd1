//! How nodes look where a format can say so: one palette for every viewer, labels as pictures need
//! them, text as Graphviz reads it.
//!
//! The colours are those of Okabe and Ito ("Color Universal Design", 2008), made lighter or darker
//! until each has a contrast of at least 3 to 1 with white and with a dark page, so that one palette
//! serves both (WCAG 2.2, 1.4.11).

use std::borrow::Cow;

use crate::graph::Node;
use crate::vocabulary::Kind;

/// The colour of a kind as `#rrggbb`.
pub const fn hex(kind: Kind) -> &'static str {
    match kind {
        Kind::Show => "#a04c8c",
        Kind::Episode => "#0072b2",
        Kind::Person => "#d55e00",
        Kind::Organization => "#8a6d00",
        Kind::Product => "#008f68",
        Kind::Concept => "#2f96cc",
        Kind::Event => "#c9689f",
        Kind::Place => "#6a8f00",
        Kind::Work => "#7a6fd0",
        Kind::Url => "#808080",
    }
}

/// The colour of a kind: red, green, blue.
pub const fn colour(kind: Kind) -> [u8; 3] {
    const fn digit(letter: u8) -> u8 {
        match letter {
            b'0'..=b'9' => letter - b'0',
            _ => letter - b'a' + 10,
        }
    }
    let hex = hex(kind).as_bytes();
    [
        digit(hex[1]) << 4 | digit(hex[2]),
        digit(hex[3]) << 4 | digit(hex[4]),
        digit(hex[5]) << 4 | digit(hex[6]),
    ]
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
    // Most labels are short, and need not be counted.
    if label.len() <= LABEL {
        return Cow::Borrowed(label);
    }
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
pub(crate) const DOT_LONGEST: usize = 4_000;

/// A quoted string of DOT.
pub(crate) fn dot_string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars().take(DOT_LONGEST) {
        match dot_escape(c) {
            Some(escape) => quoted.push_str(escape),
            None => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What stands for a character in a string of DOT, if not itself. Graphviz reads escapes (`\N`) and
/// entities (`&eacute;`) in it, and copies control characters into SVG, where they do not belong; other readers
/// know no `\n`.
pub(crate) const fn dot_escape(c: char) -> Option<&'static str> {
    match c {
        '"' => Some("\\\""),
        '\\' => Some("\\\\"),
        '&' => Some("&amp;"),
        '\n' | '\t' | '\r' => Some(" "),
        // The controls, and two that XML 1.0 has no way to write either.
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}"),
        _ => None,
    }
}

/// The first bytes of the characters that [`dot_escape`] replaces; harmless ones are among them.
#[inline(always)]
pub(crate) const fn is_special_in_dot(byte: u8) -> bool {
    (byte < b' ')
        | (byte == b'"')
        | (byte == b'&')
        | (byte == b'\\')
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xef)
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
            ("a\"b\\N\n&eacute;", "\"a\\\"b\\\\N &amp;eacute;\""),
            ("\t\u{1}\u{85}\u{fffe}", "\" \u{fffd}\u{fffd}\u{fffd}\""),
        ] {
            assert_eq!(dot_string(text), quoted);
        }
    }
}
