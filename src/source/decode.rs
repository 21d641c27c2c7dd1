//! Bytes to text, whatever they are.

use crate::error::{Location, Warning};

/// Decodes a file, and says what was wrong with it.
///
/// Invalid UTF-8 becomes U+FFFD, control characters become spaces; all other offsets stay.
pub(crate) fn decode(bytes: Vec<u8>, path: &str) -> (String, Vec<Warning>) {
    let mut warnings = Vec::new();
    let text = match utf16(&bytes) {
        Some(text) => text,
        None => String::from_utf8(bytes).unwrap_or_else(|error| {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let (line, column) = position(&bytes, at);
            warnings.push(Warning::skipped(
                Location::at(path, line, column),
                format!(
                    "byte 0x{:02x} is not UTF-8, such bytes were replaced",
                    bytes[at]
                ),
            ));
            String::from_utf8_lossy(&bytes).into_owned()
        }),
    };
    if let Some(at) = first_control(text.as_bytes()) {
        let (line, column) = position(text.as_bytes(), at);
        warnings.push(Warning::note(
            Location::at(path, line, column),
            "control characters were read as spaces",
        ));
        let bytes = text
            .into_bytes()
            .into_iter()
            .map(|byte| if is_control(byte) { b' ' } else { byte })
            .collect();
        // Only ASCII was replaced, by ASCII.
        return (String::from_utf8(bytes).unwrap_or_default(), warnings);
    }
    (text, warnings)
}

/// Where the first control character stands. Few files have any, so whole pieces are tested at once.
fn first_control(bytes: &[u8]) -> Option<usize> {
    const PIECE: usize = 64;
    let holds_one = |piece: &[u8]| {
        let any = |found, byte: &u8| found | is_control(*byte);
        piece.iter().fold(false, any)
    };
    let start = bytes.chunks(PIECE).position(holds_one)? * PIECE;
    let at = bytes[start..].iter().position(|byte| is_control(*byte))?;
    Some(start + at)
}

const fn is_control(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f
}

/// Text with a UTF-16 byte order mark, as some editors save it.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units: Vec<u16> = bytes[2..]
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).ok()
}

fn position(bytes: &[u8], at: usize) -> (u32, u32) {
    let before = &bytes[..at];
    let start = before
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |at| at + 1);
    let line = before.iter().filter(|b| **b == b'\n').count();
    let column = String::from_utf8_lossy(&before[start..]).chars().count();
    (line as u32 + 1, column as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_bytes_are_named_and_replaced() {
        let (text, warnings) = decode(b"ok\nab\xffc\x01d".to_vec(), "a.md");
        assert_eq!(text, "ok\nab\u{fffd}c d");
        let places: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert!(
            places[0].starts_with("a.md:2:3: byte 0xff is not UTF-8"),
            "{places:?}"
        );
        assert!(
            places[1].starts_with("a.md:2:5: control characters"),
            "{places:?}"
        );
    }

    #[test]
    fn utf16_is_read() {
        assert_eq!(decode(b"\xff\xfea\0b\0".to_vec(), "").0, "ab");
        assert_eq!(decode(b"\xfe\xff\0a\0b".to_vec(), "").0, "ab");
    }
}
