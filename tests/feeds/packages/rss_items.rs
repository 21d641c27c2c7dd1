//! Prints what the crate `rss` makes of feeds: one JSON object a file and line, for `compare.py`.
//!
//!     rss_items FILE...

use std::fs::File;
use std::io::BufReader;

use rss::{Channel, Item};
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let read = match Channel::read_from(BufReader::new(File::open(&path)?)) {
            Ok(channel) => json!({
                "file": path,
                "items": channel.items().iter().map(item).collect::<Vec<_>>(),
            }),
            Err(error) => json!({ "file": path, "refused": error.to_string() }),
        };
        println!("{read}");
    }
    Ok(())
}

fn item(item: &Item) -> Value {
    // Extensions are kept by the prefixes that the file has.
    let podcast = |name: &str| item.extensions().get("podcast")?.get(name).cloned();
    let attribute = |name: &str, key: &str| -> Vec<String> {
        let found = podcast(name).unwrap_or_default();
        found.iter().filter_map(|one| one.attrs().get(key).cloned()).collect()
    };
    let people = podcast("person").unwrap_or_default();
    json!({
        "title": item.title(),
        "guid": item.guid().map(|guid| guid.value()).or(item.link()),
        "published": item.pub_date(),
        "duration": item.itunes_ext().and_then(|own| own.duration()),
        "files": item.enclosure().map(|file| file.url()).into_iter().collect::<Vec<_>>(),
        "transcripts": attribute("transcript", "url"),
        "people": people.iter().filter_map(|person| person.value()).collect::<Vec<_>>(),
    })
}
