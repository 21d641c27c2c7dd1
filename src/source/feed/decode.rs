//! Bytes to text: the byte order mark counts, then the encoding that the prolog names, then UTF-8.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A feed's text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The whole text, without its byte order mark. All offsets of this module are bytes of it.
    pub text: String,
    /// The name of the encoding that it was read as.
    pub encoding: &'static str,
    /// Where in `text` the first byte stands that the encoding has no character for, if any does: such
    /// bytes became U+FFFD.
    pub replaced: Option<usize>,
}

/// Decodes a feed.
///
/// A byte order mark outdoes the prolog, since hosts convert files and forget the prolog; a prolog that
/// names UTF-16 in a file of single bytes is passed over for the same reason. Bytes that are no UTF-8
/// though nothing else is named are taken for Windows-1252, in which any byte is a character or close.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let (encoding, mark) = match Encoding::for_bom(&bytes) {
        Some(known) => known,
        None => (without_mark(&bytes), 0),
    };
    if encoding == UTF_8 {
        let declared = mark > 0 || declared(&bytes).is_some();
        return match String::from_utf8(bytes) {
            Ok(mut text) => {
                text.drain(..mark);
                decoded(text, UTF_8, None)
            }
            Err(error) => {
                let bytes = error.into_bytes();
                let encoding = if declared { UTF_8 } else { WINDOWS_1252 };
                replacing(&bytes[mark..], encoding)
            }
        };
    }
    replacing(&bytes[mark..], encoding)
}

fn replacing(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let replaced = bad.then(|| text.find('\u{fffd}').unwrap_or(0));
    decoded(text.into_owned(), encoding, replaced)
}

fn decoded(text: String, encoding: &'static Encoding, replaced: Option<usize>) -> Decoded {
    Decoded {
        text,
        encoding: encoding.name(),
        replaced,
    }
}

/// The encoding of a file without a byte order mark.
fn without_mark(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        // The `<?` of a prolog, or the `<` of a root, in two bytes each.
        [b'<', 0, _, 0, ..] => UTF_16LE,
        [0, b'<', 0, _, ..] => UTF_16BE,
        _ => match declared(bytes) {
            Some(encoding) if encoding != UTF_16LE && encoding != UTF_16BE => encoding,
            _ => UTF_8,
        },
    }
}

/// The encoding that the prolog names, where it names one that is known.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let head = head.trim_ascii_start();
    let head = head.strip_prefix(b"<?xml")?;
    let prolog = &head[..memchr::memmem::find(head, b"?>")?];
    let at = memchr::memmem::find(prolog, b"encoding")? + b"encoding".len();
    let rest = prolog[at..]
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let quote = rest.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let len = memchr::memchr(*quote, &rest[1..])?;
    Encoding::for_label(&rest[1..=len])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><a>Gr\xfcn</a>".to_vec();
        let wide = |mark: &[u8], unit: fn(u16) -> [u8; 2]| {
            let units = "<a>Grün</a>".encode_utf16().flat_map(unit);
            mark.iter().copied().chain(units).collect::<Vec<u8>>()
        };
        let cases: [(&str, Vec<u8>, &str, bool); 9] = [
            ("plain UTF-8", "<a>Grün</a>".into(), "UTF-8", false),
            (
                "UTF-8 with a mark",
                "\u{feff}<a>Grün</a>".into(),
                "UTF-8",
                false,
            ),
            ("Latin-1 by its prolog", latin, "windows-1252", false),
            (
                "Latin-1 without a prolog",
                b"<a>Gr\xfcn</a>".to_vec(),
                "windows-1252",
                false,
            ),
            (
                "UTF-16 with a mark",
                wide(b"\xff\xfe", u16::to_le_bytes),
                "UTF-16LE",
                false,
            ),
            (
                "UTF-16 without one",
                wide(b"", u16::to_be_bytes),
                "UTF-16BE",
                false,
            ),
            (
                "a prolog that was forgotten",
                "<?xml version='1.0' encoding='utf-16'?><a>Grün</a>".into(),
                "UTF-8",
                false,
            ),
            (
                "a prolog that a mark outdoes",
                "\u{feff}<?xml version='1.0' encoding='iso-8859-1'?><a>Grün</a>".into(),
                "UTF-8",
                false,
            ),
            (
                "UTF-8 by its prolog with a bad byte",
                b"<?xml version='1.0' encoding='utf-8'?><a>Gr\xffn</a>".to_vec(),
                "UTF-8",
                true,
            ),
        ];
        for (name, bytes, encoding, bad) in cases {
            let read = decode(bytes);
            assert_eq!(
                (read.encoding, read.replaced.is_some()),
                (encoding, bad),
                "{name}"
            );
            assert!(
                read.text.contains("<a>Gr") && !read.text.starts_with('\u{feff}'),
                "{name}"
            );
            assert_eq!(read.text.contains("Grün"), !bad, "{name}");
        }
    }
}
