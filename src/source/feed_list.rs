//! Lists of feeds: which of the feeds that an OPML file names lie beside it.

use super::discover::slashed;
use super::feed;
use super::file_kind::FileKind;
use super::input::Input;
use crate::error::{Location, Severity, Warning};
use crate::text::position::line_and_column;

/// The feeds that the lists among the inputs name, and that are not among them.
///
/// What is on the web is not fetched: how many such feeds a list names is said.
pub(crate) fn listed_feeds(inputs: &[Input], warnings: &mut Vec<Warning>) -> Vec<Input> {
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
        let text = feed::decode(bytes).text;
        let at = |offset: u32| {
            let (line, column) = line_and_column(&text, offset as usize);
            Location::at(&*path, line, column)
        };
        let (feeds, faults) = feed::opml(&text);
        warnings.extend(faults.into_iter().map(|fault| Warning {
            location: at(fault.offset),
            severity: if fault.lossy {
                Severity::Skipped
            } else {
                Severity::Note
            },
            message: fault.message,
        }));
        let (remote, local): (Vec<_>, Vec<_>) = feeds
            .into_iter()
            .partition(|feed| feed.feed.value.contains("://"));
        if !remote.is_empty() {
            warnings.push(Warning::notice(
                Location::file(&*path),
                format!(
                    "not read, since they are on the web: {} of the feeds in this list; fetch them into a folder first",
                    remote.len()
                ),
            ));
        }
        for feed in local {
            let target = &*feed.feed.value;
            let file = list.path.parent().map(|folder| folder.join(target));
            let file = file.filter(|file| file.is_file());
            let kind = file.as_ref().and_then(|file| FileKind::of(target, file));
            let (Some(file), Some(FileKind::Feed)) = (file, kind) else {
                let message = format!("\"{target}\" is no feed beside this list: it was left out");
                warnings.push(Warning::skipped(at(feed.feed.offset()), message));
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
