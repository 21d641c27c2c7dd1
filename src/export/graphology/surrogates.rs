//! Halves of characters: JSON may write `\ud800` alone, which is no text and yet must not make a graph unreadable.

use memchr::memmem;

/// Replaces every `\uD800` to `\uDFFF` that has no partner by `\ufffd`: the same length, so that
/// places in messages stay right.
pub(super) fn mend_surrogates(json: &mut [u8]) {
    let escapes = memmem::Finder::new(b"\\u");
    let mut at = 0;
    while let Some(found) = escapes.find(&json[at..]) {
        let escape = at + found;
        let before = json[at..escape].iter().rev();
        if before.take_while(|byte| **byte == b'\\').count() % 2 == 1 {
            // The sign is escaped itself.
            at = escape + 1;
            continue;
        }
        at = match surrogate(&json[escape..]) {
            Some(Half::High) if surrogate(&json[escape + 6..]) == Some(Half::Low) => escape + 12,
            Some(_) => {
                json[escape + 2..escape + 6].copy_from_slice(b"fffd");
                escape + 6
            }
            None => escape + 2,
        };
    }
}

#[derive(PartialEq)]
enum Half {
    High,
    Low,
}

fn surrogate(json: &[u8]) -> Option<Half> {
    let [b'\\', b'u', b'd' | b'D', nibble, a, b, ..] = json else {
        return None;
    };
    if !a.is_ascii_hexdigit() || !b.is_ascii_hexdigit() {
        return None;
    }
    match nibble {
        b'8' | b'9' | b'a' | b'b' | b'A' | b'B' => Some(Half::High),
        b'c'..=b'f' | b'C'..=b'F' => Some(Half::Low),
        _ => None,
    }
}
