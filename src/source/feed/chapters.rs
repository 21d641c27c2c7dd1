//! Podlove Simple Chapters in a feed: <https://podlove.org/simple-chapters/>.

use super::address::address;
use super::duration::seconds;
use super::element::Element;
use super::fields::incomplete;
use super::item::{Chapter, FeedItem};
use super::namespaces::Vocabulary;
use super::plain::{Tags, plain};
use super::reading::Reading;

/// Reads `psc:chapters`.
pub(crate) fn item(item: &mut FeedItem, element: &Element<'_>, reading: &mut Reading<'_>) {
    // Only one list may stand in an item.
    if !element.is("chapters") || !item.chapters.is_empty() {
        return;
    }
    for chapter in element.named(Vocabulary::Chapters, "chapter") {
        let start = reading.attribute(chapter, "start");
        let Some(start) = start.and_then(|start| seconds(&start.value)) else {
            incomplete(chapter, "start that is a time", reading);
            continue;
        };
        let title = reading.attribute(chapter, "title");
        item.chapters.push(Chapter {
            start,
            title: title.map(|title| plain(&title, Tags::OfHtml)),
            href: address(reading, chapter, "href"),
            offset: chapter.tag.offset as u32,
        });
    }
}
