//! Feeds for tests, and how they are read there.

use showgraph::source::feed::{FaultKind, FeedItem, FeedText, Outline, outline, read_item};

/// The namespaces that most feeds declare.
const DECLARED: &str = r#"xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
    xmlns:podcast="https://podcastindex.org/namespace/1.0"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:psc="http://podlove.org/simple-chapters" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom""#;

/// An RSS feed whose channel has a title and these elements.
pub fn rss(channel: &str) -> String {
    format!(
        "<rss version=\"2.0\" {DECLARED}><channel><title>Shed Hour</title>{channel}</channel></rss>"
    )
}

/// A feed and its items.
pub fn read(text: &str) -> (Outline, Vec<FeedItem>) {
    let outline = outline(text).unwrap_or_else(|fault| panic!("{}: {text}", fault.message));
    let items = outline
        .items
        .iter()
        .map(|range| read_item(text, range.clone(), &outline.context))
        .collect();
    (outline, items)
}

/// The one item of an RSS feed.
pub fn item(elements: &str) -> FeedItem {
    let (_, mut items) = read(&rss(&format!("<item>{elements}</item>")));
    assert_eq!(items.len(), 1, "{elements}");
    items.remove(0)
}

/// The value of a text.
pub fn shown(text: &Option<FeedText>) -> Option<&str> {
    text.as_ref().map(|text| text.value.as_str())
}

/// What is said to be wrong with an item, of a kind.
pub fn said(item: &FeedItem, kind: FaultKind) -> Vec<&str> {
    let of_kind = item.faults.iter().filter(|fault| fault.kind == kind);
    of_kind.map(|fault| fault.message.as_str()).collect()
}
