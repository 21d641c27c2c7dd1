//! The record of a folder of fetched files: which file came from which address.
//!
//! It lies in the folder as `.fetch.json`:
//!
//! ```json
//! {
//!   "format": "showgraph-fetch",
//!   "version": 1,
//!   "files": {
//!     "https://shed.example/show/feed": {
//!       "file": "shed.example_show_feed.xml",
//!       "kind": "feed",
//!       "bytes": 48213,
//!       "answered_by": "https://cdn.example/shed.xml",
//!       "etag": "\"5f1c\"",
//!       "last_modified": "Sat, 28 Nov 2026 10:00:00 GMT",
//!       "moved_to": "https://cdn.example/shed.xml"
//!     }
//!   }
//! }
//! ```
//!
//! Addresses have no fragment, and no user name or password. `file` is relative to the folder, with
//! `/`. `kind` is `feed`, `transcript` or `chapters`. `etag` and `last_modified` are what the server
//! of `answered_by` said, byte for byte, and are sent to that address only: another one's tags mean
//! nothing to a server. `moved_to` is there after permanent redirects. There is no time of the run,
//! so that the same answers give the same record. Unknown members are ignored.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use url::Url;

use crate::error::{Error, Location, Result};

use super::Kind;
use super::name;

/// The name of the record in its folder.
pub const FILE_NAME: &str = ".fetch.json";

const FORMAT: &str = "showgraph-fetch";
const VERSION: u32 = 1;

/// An address as the record has it, and as it is shown: without fragment, user name and password.
pub fn key(address: &Url) -> String {
    let mut address = address.clone();
    address.set_fragment(None);
    // These fail for addresses that cannot have any.
    let _ = address.set_username("");
    let _ = address.set_password(None);
    address.into()
}

/// What is known of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entry {
    /// Its path below the folder, with `/`.
    pub file: String,
    /// What it is.
    pub kind: Kind,
    /// Its size.
    pub bytes: u64,
    /// The address that sent it, after redirects.
    pub answered_by: String,
    /// The `ETag` of that answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The `Last-Modified` of that answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// Where the address has moved for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
}

/// Which file came from which address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    entries: BTreeMap<String, Entry>,
    /// The address that each name of a file is given to, also of files that are still to come.
    owners: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct Body {
    #[serde(default)]
    files: BTreeMap<String, Entry>,
}

#[derive(Serialize)]
struct Whole<'r> {
    format: &'static str,
    version: u32,
    files: &'r BTreeMap<String, Entry>,
}

impl Record {
    /// Reads the record of a folder; an empty one where there is none.
    ///
    /// Entries whose file would lie outside the folder are left out.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with line and column where it is malformed or of a newer version,
    /// [`Error::Io`] where it cannot be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE_NAME);
        let text = match fs::metadata(&path) {
            Ok(there) if !there.is_file() => Err(io::Error::other("it is no file")),
            _ => fs::read(&path),
        };
        let text = match text {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Error::io(path, "read", error)),
        };
        let shown = path.display().to_string().replace('\\', "/");
        let malformed = |error: serde_json::Error| Error::Invalid {
            location: Location::at(
                &shown,
                u32::try_from(error.line()).unwrap_or(u32::MAX),
                u32::try_from(error.column()).unwrap_or(u32::MAX),
            ),
            message: format!("this is no record of fetched files: {error}"),
        };
        let header: Header = serde_json::from_slice(&text).map_err(malformed)?;
        if header.format != FORMAT || header.version > VERSION {
            return Err(Error::Argument(format!(
                "{shown}: format {} version {} is unknown here, {FORMAT} up to version {VERSION} \
                 was expected; use a newer showgraph, or another folder",
                header.format, header.version
            )));
        }
        let body: Body = serde_json::from_slice(&text).map_err(malformed)?;
        let mut entries = body.files;
        entries.retain(|_, entry| name::is_ours(&entry.file));
        let owners = entries
            .iter()
            .map(|(address, entry)| (entry.file.clone(), address.clone()))
            .collect();
        Ok(Self { entries, owners })
    }

    /// What is known of an address.
    pub fn get(&self, address: &str) -> Option<&Entry> {
        self.entries.get(address)
    }

    /// All addresses with what is known of them, sorted by address.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries
            .iter()
            .map(|(address, entry)| (address.as_str(), entry))
    }

    /// The file of an address below `folder`, if it is there: with this a reader finds the
    /// transcript that a feed's tag names.
    pub fn path_of(&self, folder: &Path, address: &str) -> Option<PathBuf> {
        let path = folder.join(&self.get(address)?.file);
        path.is_file().then_some(path)
    }

    /// The name for the file of a feed: the one it has, or the one of the address that has moved here
    /// for good, so that a list that is brought up to date goes on with the same file.
    pub fn name_of_feed(&mut self, address: &Url) -> String {
        let key = key(address);
        if !self.entries.contains_key(&key) {
            let moved = |entry: &Entry| entry.moved_to.as_deref() == Some(&key);
            let old = self.entries().find(|(_, entry)| moved(entry));
            let old = old.map(|(address, _)| address.to_owned());
            if let Some(mut entry) = old.and_then(|old| self.entries.remove(&old)) {
                entry.moved_to = None;
                self.owners.insert(entry.file.clone(), key.clone());
                self.entries.insert(key, entry);
            }
        }
        self.name(address, name::of_feed(address))
    }

    /// The name for the file of a transcript or chapters.
    pub fn name_of_enclosed(&mut self, kind: Kind, address: &Url, ending: &str) -> String {
        self.name(address, name::of_enclosed(kind, address, ending))
    }

    fn name(&mut self, address: &Url, wanted: String) -> String {
        let key = key(address);
        if let Some(entry) = self.entries.get(&key) {
            return entry.file.clone();
        }
        let is_taken = self.owners.get(&wanted).is_some_and(|owner| *owner != key);
        let name = match is_taken {
            true => name::told_apart(&wanted, address),
            false => wanted,
        };
        self.owners.insert(name.clone(), key);
        name
    }

    /// Notes the file of an address.
    pub fn set(&mut self, address: &str, entry: Entry) {
        self.entries.insert(address.to_owned(), entry);
    }

    /// Writes the record as JSON.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_to(&self, writer: &mut impl Write) -> io::Result<()> {
        let whole = Whole {
            format: FORMAT,
            version: VERSION,
            files: &self.entries,
        };
        serde_json::to_writer_pretty(&mut *writer, &whole)?;
        writer.write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Record> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE_NAME), text).unwrap();
        Record::read(folder.path())
    }

    fn with_file(file: &str) -> String {
        let entry = format!(
            r#"{{"file": {file:?}, "kind": "feed", "bytes": 3, "answered_by": "https://a.example/",
                "later": true}}"#
        );
        format!(
            r#"{{"format": "showgraph-fetch", "version": 1, "files": {{"https://a.example/": {entry}}}}}"#
        )
    }

    #[test]
    fn what_is_written_is_read_again() {
        let record = read(&with_file("a.example.xml")).unwrap();
        assert_eq!(record.get("https://a.example/").unwrap().bytes, 3);
        let mut text = Vec::new();
        record.write_to(&mut text).unwrap();
        assert_eq!(read(std::str::from_utf8(&text).unwrap()).unwrap(), record);
    }

    #[test]
    fn names_are_told_apart_and_follow_a_feed_that_moves() {
        let url = |address: &str| Url::parse(address).unwrap();
        let mut record = Record::default();
        let old = url("https://a.example/feed");
        assert_eq!(record.name_of_feed(&old), "a.example_feed.xml");
        let other = record.name_of_feed(&url("https://a.example/feed.xml"));
        assert!(other.starts_with("a.example_feed-"), "{other}");

        let new = url("https://b.example/feed");
        let entry = Entry {
            file: "a.example_feed.xml".to_owned(),
            kind: Kind::Feed,
            bytes: 1,
            answered_by: key(&new),
            etag: None,
            last_modified: None,
            moved_to: Some(key(&new)),
        };
        record.set(&key(&old), entry);
        assert_eq!(record.name_of_feed(&new), "a.example_feed.xml");
        assert_eq!(record.get(&key(&new)).unwrap().moved_to, None);
        assert_eq!(record.get(&key(&old)), None);
        assert_ne!(record.name_of_feed(&old), "a.example_feed.xml");
    }

    #[test]
    fn passwords_are_not_recorded() {
        let url = Url::parse("https://ana:secret@a.example/feed#top").unwrap();
        assert_eq!(key(&url), "https://a.example/feed");
    }

    #[test]
    fn files_outside_the_folder_are_left_out() {
        for file in ["../a.xml", "/etc/passwd", "a/../../b.xml", "c:\\a.xml"] {
            let record = read(&with_file(file)).unwrap();
            assert_eq!(record.entries().count(), 0, "{file}");
        }
    }

    #[test]
    fn what_is_no_record_says_where_and_what() {
        for (text, expected) in [
            ("{\"format\":\n 1}", ".fetch.json:2:"),
            ("", "no record of fetched files"),
            (
                r#"{"format": "showgraph-fetch", "version": 2}"#,
                "use a newer showgraph",
            ),
            (r#"{"format": "other", "version": 1}"#, "format other"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
