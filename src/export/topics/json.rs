//! `topics.json`: everything about the topics, a topic a line, so that changes show; and its reader,
//! for the next run and for the page.

use std::path::Path;

use crate::analyze::topics::Topics;
use crate::error::{Error, Result};
use crate::export::saved::{parse_json, place_of};
use crate::text::iri::closed_base;
use crate::untrusted::{self, TOPICS, control_fault};

/// What a file is called where another one was given.
const EXPECTED: &str = "the file \"topics.json\" that topics writes";

/// The topics as JSON: an object with `base_iri`, `resolution`, `aim`, `quality` and the list `topics`.
pub fn to_json(topics: &Topics) -> String {
    let json = |value: serde_json::Result<String>| match value {
        Ok(text) => text,
        Err(error) => unreachable!("text, numbers and lists of them have a JSON form: {error}"),
    };
    let mut text = format!(
        "{{\"base_iri\":{},\n\"resolution\":{},\n\"aim\":{},\n\"quality\":{},\n\"topics\":[",
        json(serde_json::to_string(&topics.base_iri)),
        json(serde_json::to_string(&topics.resolution)),
        topics.aim,
        json(serde_json::to_string(&topics.quality)),
    );
    for (at, topic) in topics.topics.iter().enumerate() {
        text.push_str(if at > 0 { ",\n" } else { "\n" });
        text.push_str(&json(serde_json::to_string(topic)));
    }
    text.push_str("\n]}\n");
    text
}

/// Reads the topics of a previous run from what [`to_json`] wrote; `path` is for messages.
///
/// # Errors
///
/// What is something else: with line and column.
pub fn parse(json: &[u8], path: &str) -> Result<Topics> {
    let topics: Topics = parse_json(json, path, EXPECTED)?;
    match fault_in(&topics) {
        None => Ok(topics),
        Some((text, message)) => Err(Error::Invalid {
            location: place_of(text, json, path),
            message,
        }),
    }
}

/// The first text of some topics that must not be what it is, and why.
fn fault_in(topics: &Topics) -> Option<(&str, String)> {
    let base = Some(&topics.base_iri).filter(|base| !base.is_empty());
    if let Some(message) = base.and_then(|base| closed_base(base).err()) {
        return Some((&topics.base_iri, message));
    }
    // Names and labels are written by rules of each format; keys and ids go everywhere as they are.
    let fault = |text| Some((text, control_fault(text)?));
    topics.topics.iter().find_map(|topic| {
        let keys = [&topic.key].into_iter().chain(&topic.parent);
        let keys = keys.chain(topic.neighbours.iter().map(|other| &other.key));
        let members = topic.members.iter().map(|member| &member.id);
        let episodes = topic.episodes.iter().map(|episode| &episode.id);
        let people = topic.people.iter().map(|person| &person.id);
        let ids = members.chain(episodes).chain(people);
        let ids = ids.chain(&topic.named_after).map(|id| id.as_str());
        keys.map(String::as_str).chain(ids).find_map(fault)
    })
}

/// Reads the file that [`to_json`] was written to.
///
/// # Errors
///
/// A file that cannot be read, and those of [`parse`].
pub fn read(path: &Path) -> Result<Topics> {
    parse(&untrusted::read(path, TOPICS)?, &path.to_string_lossy())
}
