//! Prints what the feed reader makes of feeds: one JSON object a file and line, for comparisons with
//! other readers.
//!
//!     cargo run --example feed_items FILE...

use std::io::{BufWriter, Write, stdout};

use serde_json::{Value, json};
use showgraph::source::feed::{
    At, EnclosureKind, FeedItem, FeedText, NoteField, PersonSource, decode, duplicate_guids,
    outline, read_item,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(stdout().lock());
    for path in std::env::args().skip(1) {
        let read = read(&path, std::fs::read(&path)?);
        writeln!(out, "{read}")?;
    }
    out.flush()?;
    Ok(())
}

fn read(path: &str, bytes: Vec<u8>) -> Value {
    let text = decode(bytes).text;
    let outline = match outline(&text) {
        Ok(outline) => outline,
        Err(fault) => return json!({ "file": path, "refused": fault.message }),
    };
    let read = |ranges: &[std::ops::Range<u32>]| -> Vec<FeedItem> {
        let item = |range: &std::ops::Range<u32>| read_item(&text, range.clone(), &outline.context);
        ranges.iter().map(item).collect()
    };
    let items = read(&outline.items);
    let live: Vec<_> = outline
        .live_items
        .iter()
        .map(|live| live.range.clone())
        .collect();
    let mut faults = outline.faults.clone();
    faults.extend(items.iter().flat_map(|item| item.faults.clone()));
    faults.extend(duplicate_guids(
        items.iter().filter_map(|item| item.guid.as_ref()),
    ));
    let show = &outline.show;
    json!({
        "file": path,
        "format": format!("{:?}", outline.format),
        "title": plain(show.title.as_ref()),
        "link": plain(show.link.as_ref()),
        "language": plain(show.language.as_ref()),
        "guid": plain(show.guid.as_ref()),
        "items": items.iter().map(item).collect::<Vec<_>>(),
        "live_items": read(&live).iter().map(item).collect::<Vec<_>>(),
        "faults": faults.iter().map(|fault| &fault.message).collect::<Vec<_>>(),
    })
}

fn plain(text: Option<&FeedText>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}

fn item(item: &FeedItem) -> Value {
    let note = |field| plain(item.text(field).map(|note| &note.text));
    let date = |at: Option<&At<String>>| at.map(|at| at.value.clone());
    json!({
        "title": plain(item.title.as_ref()),
        "itunes_title": plain(item.itunes_title.as_ref()),
        "guid": plain(item.guid.as_ref().map(|guid| &guid.value)),
        "identity": plain(item.identity()),
        "link": plain(item.link.as_ref()),
        "number": item.number.as_ref().map(|number| number.value),
        "season": item.season.as_ref().map(|season| season.value),
        "published": date(item.published.as_ref()),
        "updated": date(item.updated.as_ref()),
        "duration": item.duration.map(|at| at.value),
        "language": plain(item.language.as_ref()),
        "explicit": item.explicit.map(|at| at.value),
        "content": note(NoteField::Content),
        "description": note(NoteField::Description),
        "summary": note(NoteField::Summary),
        "subtitle": note(NoteField::Subtitle),
        "notes": plain(item.notes().body.map(|note| &note.text)),
        "podcast_people": item.people.iter().filter(|person| person.source == PersonSource::Podcast).map(|person| {
            &person.name.value
        }).collect::<Vec<_>>(),
        "people": item.people.iter().map(|person| &person.name.value).collect::<Vec<_>>(),
        "enclosures": item.enclosures.iter().map(|file| &file.url.value).collect::<Vec<_>>(),
        "enclosed": item.enclosures.iter().any(|file| file.kind == EnclosureKind::Enclosure),
        "transcripts": item.transcripts.iter().map(|file| &file.url.value).collect::<Vec<_>>(),
        "chapters_file": plain(item.chapters_file.as_ref().map(|file| &file.url)),
        "chapters": item.chapters.iter().map(|chapter| {
            json!([chapter.start, plain(chapter.title.as_ref())])
        }).collect::<Vec<_>>(),
        "categories": item.categories.iter().map(|text| &text.value).collect::<Vec<_>>(),
    })
}
