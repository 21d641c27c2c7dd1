//! What files must keep to that somebody else may have written: configurations, lexicons, saved queries, topics and
//! graphs come with a site, and are input as its notes are.
//!
//! Their readers know how deep they nest (TOML and JSON are read to a fixed depth, queries are measured before they
//! are parsed). Here stands what is common to them: how large a file may be, what a name may hold, and which
//! addresses may become IRIs that others follow.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Location, Result};
use crate::text::iri::to_iri;
use crate::text::position::line_and_column;

/// The largest configuration and the largest query, in bytes.
pub const SETTINGS: u64 = 1 << 20;
/// The largest lexicon.
pub const LEXICON: u64 = 64 << 20;
/// The largest file of topics.
pub const TOPICS: u64 = 512 << 20;

/// The longest name, in characters.
const LONGEST_NAME: usize = 1000;

/// The schemes of addresses that a graph holds: those of links in notes, and names of shows (`urn:uuid:`).
const SCHEMES: [&str; 6] = ["http", "https", "ftp", "gemini", "mailto", "urn"];

/// Reads a file that is no larger than it may be.
///
/// # Errors
///
/// A file that cannot be read, and one that is too large.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
    let io = |source| Error::io(path, "read", source);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(io)?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > most {
        return Err(Error::Invalid {
            location: Location::file(path.to_string_lossy()),
            message: format!(
                "the file has more than {most} bytes, the most that are read of its kind"
            ),
        });
    }
    Ok(bytes)
}

/// The text of a file that nobody named, because it lies where such files do: none where it is no file but a pipe or
/// a device, is too large, or is no UTF-8.
pub(crate) fn read_beside(path: &Path, most: u64) -> Option<String> {
    let is_file = std::fs::metadata(path).is_ok_and(|there| there.is_file());
    is_file.then(|| read_text(path, most).ok())?
}

/// Reads a text that is no larger than it may be.
///
/// # Errors
///
/// Those of [`read`], and what is no UTF-8, with its place.
pub fn read_text(path: &Path, most: u64) -> Result<String> {
    String::from_utf8(read(path, most)?).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        let (line, column) = line_and_column(&text, text.len());
        Error::Invalid {
            location: Location::at(path.to_string_lossy(), line, column),
            message: "this is no UTF-8 text".into(),
        }
    })
}

/// Whether a terminal obeys a character instead of showing it: control characters, and those that turn the direction
/// of what is written round, with which a name can look like another one or like the rest of the line.
///
/// ```
/// use showgraph::untrusted::is_obeyed;
///
/// assert!(is_obeyed('\u{1b}') && is_obeyed('\u{202e}'));
/// assert!(!is_obeyed('a') && !is_obeyed('\u{5d0}'));
/// ```
pub fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is wrong with a text that is to be shown, if anything is: it holds a character that terminals, XML and
/// line-based formats obey.
pub fn control_fault(text: &str) -> Option<String> {
    if !may_hold_control(text) {
        return None;
    }
    let control = text.chars().find(|c| c.is_control())?;
    Some(format!(
        "\"{}\" holds the control character U+{:04X}; expected text without any",
        shown(text),
        u32::from(control)
    ))
}

/// What is wrong with a name, a title or a path that somebody wrote down, if anything is: a control character, or
/// more characters than any name has.
///
/// ```
/// use showgraph::untrusted::name_fault;
///
/// assert_eq!(name_fault("Ann Quill"), None);
/// assert!(name_fault("Ann\u{1b}[2J").unwrap().contains("U+001B"));
/// ```
pub fn name_fault(name: &str) -> Option<String> {
    let long = name.chars().nth(LONGEST_NAME).is_some();
    let long = || {
        long.then(|| {
            format!(
                "\"{}…\" is longer than {LONGEST_NAME} characters; expected a name",
                shown(name)
            )
        })
    };
    control_fault(name).or_else(long)
}

/// What is wrong with an IRI that others follow, if anything is: it is none, and cannot be made one, or it has a
/// scheme that runs code or holds its own content, as `javascript:` and `data:` do.
///
/// ```
/// use showgraph::untrusted::iri_fault;
///
/// assert_eq!(iri_fault("https://kiln.example/a"), None);
/// assert!(iri_fault("kiln").is_some());
/// assert!(iri_fault("javascript:alert(1)").is_some());
/// ```
pub fn iri_fault(iri: &str) -> Option<String> {
    followed_iri(iri).is_none().then(|| {
        format!(
            "\"{}\" is no IRI that can be followed; expected one such as https://showgraph.example/",
            shown(iri)
        )
    })
}

/// An address as a valid IRI, if it is one that others may follow ([`is_followed`]).
pub fn followed_iri(address: &str) -> Option<Cow<'_, str>> {
    is_followed(address).then(|| to_iri(address)).flatten()
}

/// Whether an address, which need not be a valid IRI, has a scheme that leads to a page, a mailbox or a name.
pub fn is_followed(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let known = SCHEMES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(scheme));
    known && !(may_hold_control(address) && address.contains(char::is_control))
}

/// Whether a look at the characters of a text is needed to know that it holds no control character. Without a
/// branch per byte, the compiler looks at many at once.
fn may_hold_control(text: &str) -> bool {
    text.bytes()
        .fold(false, |any, byte| any | !matches!(byte, b' '..=b'~'))
}

/// The beginning of a text, as it may be shown.
fn shown(text: &str) -> String {
    let start: String = text.chars().take(80).collect();
    start.escape_debug().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        std::fs::write(&path, "0123456789").unwrap();
        assert_eq!(read_text(&path, 10).unwrap(), "0123456789");
        let error = read_text(&path, 9).unwrap_err().to_string();
        assert!(
            error.contains("a.toml: the file has more than 9 bytes"),
            "{error}"
        );
        std::fs::write(&path, b"a\n\xc3\xa9\xff").unwrap();
        let error = read_text(&path, 10).unwrap_err().to_string();
        assert!(error.contains("a.toml:2:2: this is no UTF-8"), "{error}");
    }

    #[test]
    fn addresses_that_may_be_followed() {
        for (iri, fine) in [
            ("https://a.example/é", true),
            ("HTTP://a.example/", true),
            ("urn:uuid:917393e3-1b1e-5cef-ace4-edaa54e1f810", true),
            ("mailto:a@b.example", true),
            ("javascript:alert(1)", false),
            ("JavaScript://a.example/%0aalert(1)", false),
            ("data:text/html,x", false),
            ("file:///etc/hosts", false),
            // What may stand in no IRI is encoded where it is written.
            ("https://a.example/> <https://b.example/", true),
            ("https://a.example/\n", false),
            ("a.example", false),
            ("", false),
        ] {
            assert_eq!(iri_fault(iri).is_none(), fine, "{iri}");
        }
    }
}
