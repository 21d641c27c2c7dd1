//! What the front matter of notes says that identifies their episode, and which files it names: read
//! before the notes themselves, and only where there is something to join them with.

use std::sync::Arc;

use super::front_matter::{
    self, Field, FieldNode, FieldValue, Fields, number, number_in_title, parse_date,
};
use super::index::PartKeys;
use super::part_names::{address_key, names_file};
use super::{file_name, part_names};
use crate::text::path::page_stem;
use crate::text::position::line_and_column;

/// A file that notes name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileReference {
    /// Its path or address, as written.
    pub target: String,
    /// Line and column of the field.
    pub place: (u32, u32),
}

/// Reads the front matter of a file of notes.
pub(crate) fn read(
    source: &str,
    text: &str,
    show: &Arc<str>,
    fields: &Fields,
) -> (PartKeys, Vec<FileReference>) {
    let split = front_matter::split(text);
    let root = split.front.as_ref().map(|parsed| &parsed.root);
    let found = root.map(|root| fields.find(root)).unwrap_or_default();
    let nodes = |field: Field| {
        let found = found.iter().filter(move |(known, _)| *known == field);
        found.map(|(_, node)| *node)
    };
    let texts = |field| nodes(field).flat_map(FieldNode::items);
    let texts = |field| texts(field).filter_map(FieldNode::text);
    let named = file_name::read(source);
    let title = texts(Field::Title).next();
    let slug = texts(Field::Slug).next().map(str::to_owned);
    let keys = PartKeys {
        show: Some(
            texts(Field::Show)
                .next()
                .map_or_else(|| Arc::clone(show), Into::into),
        ),
        guid: texts(Field::Guid).next().map(str::to_owned),
        page: texts(Field::Url).find_map(address_key),
        enclosure: texts(Field::Audio).find_map(address_key),
        season: texts(Field::Season).find_map(number),
        number: texts(Field::Number)
            .find_map(number)
            .or_else(|| title.and_then(number_in_title))
            .or(named.number),
        date: texts(Field::Date).find_map(parse_date).or(named.date),
        title: title.map(str::to_owned).or(named.title),
        slug: part_names::slug_key(&slug.unwrap_or_else(|| page_stem(source).to_owned())),
        files: Vec::new(),
    };
    let mut files = Vec::new();
    for node in nodes(Field::Transcript).chain(nodes(Field::Chapters)) {
        references(node, text, &mut files);
    }
    (keys, files)
}

/// The files that a field names: a path, an object with one, or a list of those.
fn references(node: &FieldNode<'_>, text: &str, found: &mut Vec<FileReference>) {
    for item in node.items() {
        let target = match &item.value {
            FieldValue::Map(_) => item.get(&["file", "url", "src", "path", "href"]),
            _ => Some(item),
        };
        let Some(target) = target.filter(|node| node.text().is_some_and(names_file)) else {
            continue;
        };
        found.push(FileReference {
            target: target.text().unwrap_or_default().to_owned(),
            place: line_and_column(text, target.span.start),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::part_names::title_key;

    #[test]
    fn files_are_named_in_many_ways() {
        let cases: [(&str, &[&str]); 8] = [
            ("transcript: t/soil.vtt", &["t/soil.vtt"]),
            ("transcriptFile: /t/soil.srt", &["/t/soil.srt"]),
            (
                "transcript: {url: /t/soil.json, type: x}",
                &["/t/soil.json"],
            ),
            (
                "transcripts: [a.vtt, {file: b.de.vtt}]",
                &["a.vtt", "b.de.vtt"],
            ),
            ("chapters: soil.chapters.json", &["soil.chapters.json"]),
            ("transcript: |\n  Ana: I like soil.md\n  Ben: So do I.", &[]),
            ("transcript: true", &[]),
            ("chapters: [{title: a.json and more, start: 1}]", &[]),
        ];
        for (front, expected) in cases {
            let text = format!("---\n{front}\n---\n");
            let (_, files) = read("a.md", &text, &"S".into(), &Fields::default());
            let files: Vec<&str> = files.iter().map(|file| file.target.as_str()).collect();
            assert_eq!(files, expected, "{front}");
        }
        let text = "---\ntitle: A\ntranscript: a.vtt\n---\n";
        let (_, files) = read("a.md", text, &"S".into(), &Fields::default());
        assert_eq!(files[0].place, (3, 13));
    }

    #[test]
    fn keys() {
        let text = "---\ntitle: 'Show #7: Warm beds'\nguid: x-7\nseason: 2\npermalink: https://www.s.example/warm-beds/\n\
                    audio: https://cdn.example/7.mp3?from=site\n---\n";
        let (keys, _) = read(
            "notes/2024-01-05-beds.md",
            text,
            &"S".into(),
            &Fields::default(),
        );
        assert_eq!(keys.show.as_deref(), Some("S"));
        assert_eq!(keys.guid.as_deref(), Some("x-7"));
        assert_eq!(keys.page.as_deref(), Some("s.example/warm-beds"));
        assert_eq!(keys.enclosure.as_deref(), Some("cdn.example/7.mp3"));
        assert_eq!((keys.season, keys.number), (Some(2), Some(7)));
        assert_eq!(keys.date.as_deref(), Some("2024-01-05"));
        assert_eq!(keys.slug.as_deref(), Some("beds"));
        assert_eq!(
            title_key(keys.title.as_deref().unwrap()).as_deref(),
            Some("show 7 warm beds")
        );
    }
}
