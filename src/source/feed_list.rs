//! Lists of feeds: which of the feeds that an OPML file names lie beside it.

use super::bounds::Bounds;
use super::discover::slashed;
use super::feed::{self, FeedReference};
use super::file_kind::FileKind;
use super::input::Input;
use crate::error::{Location, Severity, Warning};
use crate::text::position::line_and_column;

/// An OPML file that has been read.
pub(crate) struct FeedList {
    path: String,
    text: String,
    /// What it names, in its order.
    pub(crate) feeds: Vec<FeedReference>,
    /// What is wrong with it.
    pub(crate) warnings: Vec<Warning>,
}

impl FeedList {
    /// Reads the bytes of a list; `path` names it in messages.
    pub(crate) fn read(bytes: Vec<u8>, path: &str) -> Self {
        let text = feed::decode(bytes).text;
        let (feeds, faults) = feed::opml(&text);
        let mut list = Self {
            path: path.to_owned(),
            text,
            feeds,
            warnings: Vec::new(),
        };
        for fault in faults {
            list.warnings.push(Warning {
                location: list.at(fault.offset),
                severity: if fault.lossy {
                    Severity::Skipped
                } else {
                    Severity::Note
                },
                message: fault.message,
            });
        }
        list
    }

    /// The place of an offset in its text.
    pub(crate) fn at(&self, offset: u32) -> Location {
        let (line, column) = line_and_column(&self.text, offset as usize);
        Location::at(&*self.path, line, column)
    }
}

/// The feeds that the lists among the inputs name, and that are not among them.
///
/// What is on the web is not fetched: how many such feeds a list names is said.
pub(crate) fn listed_feeds(
    inputs: &[Input],
    bounds: &Bounds,
    warnings: &mut Vec<Warning>,
) -> Vec<Input> {
    let mut found: Vec<Input> = Vec::new();
    let lists = inputs
        .iter()
        .filter(|input| input.kind == FileKind::FeedList);
    for list in lists {
        let path = slashed(&list.path);
        let bytes = match list.read() {
            Ok(bytes) => bytes,
            Err(reason) => {
                warnings.push(Warning::skipped(Location::file(path), reason));
                continue;
            }
        };
        let mut read = FeedList::read(bytes, &path);
        warnings.append(&mut read.warnings);
        let (remote, local): (Vec<_>, Vec<_>) = std::mem::take(&mut read.feeds)
            .into_iter()
            .partition(|feed| feed.feed.value.contains("://"));
        if !remote.is_empty() {
            warnings.push(Warning::notice(
                Location::file(&*path),
                format!(
                    "not read, since they are on the web: {} of the feeds in this list; `showgraph fetch --opml` puts them into a folder",
                    remote.len()
                ),
            ));
        }
        for feed in local {
            let target = &*feed.feed.value;
            let file = list.path.parent().map(|folder| folder.join(target));
            let file = file.filter(|file| file.is_file() && bounds.allow(file));
            let kind = file.as_ref().and_then(|file| FileKind::of(target, file));
            let (Some(file), Some(FileKind::Feed)) = (file, kind) else {
                let message = format!("\"{target}\" is no feed beside this list: it was left out");
                warnings.push(Warning::skipped(read.at(feed.feed.offset()), message));
                continue;
            };
            let same = |known: &Input| known.path.canonicalize().ok() == file.canonicalize().ok();
            if !inputs.iter().chain(&found).any(same) {
                let folder = list
                    .source
                    .rsplit_once('/')
                    .map_or("", |(folder, _)| folder);
                let source = format!("{folder}/{}", target.trim_start_matches("./"));
                found.push(Input {
                    source: source.trim_start_matches('/').into(),
                    path: file,
                    show: list.show.clone(),
                    kind: FileKind::Feed,
                    bytes: None,
                });
            }
        }
    }
    found
}
