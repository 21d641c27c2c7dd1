//! Which file of the input came from the address that a feed names.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use url::Url;

use super::{FILE_NAME, Kind, Record, key};
use crate::error::{Error, Location, Warning};
use crate::source::discover::slashed;
use crate::source::file_kind::FileKind;
use crate::source::input::Input;

/// The records of the folders that feeds lie in.
pub(crate) struct FetchedFiles {
    /// By the path of the folder below the input root.
    folders: BTreeMap<String, Folder>,
}

struct Folder {
    record: Record,
    /// By the names of the files of feeds: the address that relative ones count from.
    bases: FxHashMap<String, Url>,
}

impl FetchedFiles {
    /// Reads the records beside the feeds of the input; a record that cannot be read is named, and is as
    /// none.
    pub(crate) fn beside(inputs: &[Input], warnings: &mut Vec<Warning>) -> Self {
        let mut folders = BTreeMap::new();
        for input in inputs {
            if input.kind != FileKind::Feed || input.bytes.is_some() {
                continue;
            }
            let (folder, _) = folder_and_file(&input.source);
            if folders.contains_key(folder) {
                continue;
            }
            let Some(path) = input.path.parent() else {
                continue;
            };
            let record = Record::read(path).unwrap_or_else(|error| {
                let file = slashed(&path.join(FILE_NAME));
                warnings.push(unreadable(error, file));
                Record::default()
            });
            folders.insert(folder.to_owned(), Folder::new(record));
        }
        Self { folders }
    }

    /// The path below the input root of what was fetched from an address that the feed `feed` names.
    pub(crate) fn source_of(&self, feed: &str, address: &str) -> Option<String> {
        let (folder, file) = folder_and_file(feed);
        let fetched = self.folders.get(folder)?;
        let base = fetched.bases.get(file);
        let address = Url::options().base_url(base).parse(address.trim()).ok()?;
        let entry = fetched.record.get(&key(&address))?;
        Some(match folder {
            "" => entry.file.clone(),
            _ => format!("{folder}/{}", entry.file),
        })
    }
}

impl Folder {
    fn new(record: Record) -> Self {
        let feeds = record
            .entries()
            .filter(|(_, entry)| entry.kind == Kind::Feed);
        let bases = feeds.filter_map(|(_, entry)| {
            let base = Url::parse(&entry.answered_by).ok()?;
            Some((entry.file.clone(), base))
        });
        Self {
            bases: bases.collect(),
            record,
        }
    }
}

fn folder_and_file(source: &str) -> (&str, &str) {
    source.rsplit_once('/').unwrap_or(("", source))
}

fn unreadable(error: Error, file: String) -> Warning {
    let (location, reason) = match error {
        Error::Invalid { location, message } => (location, message),
        other => (Location::file(file), other.to_string()),
    };
    Warning::notice(
        location,
        format!("{reason}; files that feeds name are looked for by their names alone"),
    )
}
