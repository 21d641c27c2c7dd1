//! Where the notes are, as seen from a page that links to them.

use std::fs;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use showgraph::error::{Error, Result};

/// The address of a line of the notes, as seen from the page.
pub fn notes_address(notes: &str, page: &Path) -> Result<String> {
    if notes.contains("{source}") {
        return Ok(notes.to_owned());
    }
    let line = "{source}#L{line}";
    if notes.contains("://") {
        return Ok(format!("{}/{line}", notes.trim_end_matches('/')));
    }
    let whole =
        |path: &Path| fs::canonicalize(path).map_err(|error| Error::io(path, "read", error));
    let notes = whole(Path::new(notes))?;
    // The page may not exist yet, nor may its folder.
    let current = whole(Path::new("."))?;
    let folder = current.join(page.parent().unwrap_or(Path::new("")));
    let folder = fs::canonicalize(&folder).unwrap_or(folder);
    let notes = match notes.is_dir() {
        true => notes,
        false => notes.parent().map(Path::to_path_buf).unwrap_or_default(),
    };
    Ok(match relative(&notes, &folder).as_str() {
        "" => line.to_owned(),
        path => format!("{path}/{line}"),
    })
}

/// What a folder's name holds that a segment of an address does not (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The way from one folder to another, as a relative address; both are absolute.
fn relative(to: &Path, from: &Path) -> String {
    let way = pathdiff::diff_paths(to, from).unwrap_or_default();
    let parts = way
        .iter()
        .map(|part| utf8_percent_encode(&part.to_string_lossy(), RESERVED).to_string());
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_notes_is_seen_from_the_page() {
        let cases = [
            ("/a/notes", "/a/output", "../notes"),
            ("/a", "/a", ""),
            ("/a/b c/é", "/a", "b%20c/%C3%A9"),
            ("/", "/a/b", "../.."),
        ];
        for (to, from, expected) in cases {
            let way = relative(Path::new(to), Path::new(from));
            assert_eq!(way, expected, "{to} from {from}");
        }
    }

    #[test]
    fn addresses_and_patterns_are_taken_as_they_are() {
        let cases = [
            (
                "https://example.org/notes/",
                "https://example.org/notes/{source}#L{line}",
            ),
            (
                "https://example.org/{source}?plain=1#L{line}",
                "https://example.org/{source}?plain=1#L{line}",
            ),
            ("../notes/{source}", "../notes/{source}"),
        ];
        for (given, expected) in cases {
            let address = notes_address(given, Path::new("output/graph.html")).expect("an address");
            assert_eq!(address, expected);
        }
        let error = notes_address("no/such/folder", Path::new("graph.html")).unwrap_err();
        assert!(error.to_string().contains("no/such/folder"), "{error}");
    }
}
