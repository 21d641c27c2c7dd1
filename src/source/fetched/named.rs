//! What feeds and lists of feeds name that can be fetched.

use url::Url;

use super::{Enclosed, Kind};
use crate::error::Warning;
use crate::source::feed::{FeedText, decode, outline, read_item};
use crate::source::feed_list::FeedList;

/// The transcripts and chapters that the items of a feed name, in its order; none where it is no feed.
///
/// Takes the bytes of the file, in any encoding.
#[must_use]
pub fn enclosed(feed: &[u8]) -> Vec<Enclosed> {
    let text = decode(feed.to_vec()).text;
    let Ok(outline) = outline(&text) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for range in outline.items {
        let item = read_item(&text, range, &outline.context);
        let transcripts = item.transcripts.into_iter();
        found.extend(transcripts.map(|file| named(Kind::Transcript, file.url, file.media_type)));
        let chapters = item.chapters_file.into_iter();
        found.extend(chapters.map(|file| named(Kind::Chapters, file.url, file.media_type)));
    }
    found
}

fn named(kind: Kind, address: FeedText, media_type: Option<FeedText>) -> Enclosed {
    Enclosed {
        address: address.value,
        media_type: media_type.map(|media_type| media_type.value),
        kind,
    }
}

/// The addresses of the feeds on an OPML list, in its order, and what is wrong with it; `path` names the
/// list in messages.
///
/// Feeds that lie beside the list are no addresses: they are left out with a notice.
#[must_use]
pub fn listed(list: &[u8], path: &str) -> (Vec<String>, Vec<Warning>) {
    let mut list = FeedList::read(list.to_vec(), path);
    let mut addresses = Vec::new();
    for feed in std::mem::take(&mut list.feeds) {
        let address = feed.feed.value.trim();
        if is_web_address(address) {
            addresses.push(address.to_owned());
            continue;
        }
        let message =
            format!("\"{address}\" is not fetched, expected an address with http:// or https://");
        let location = list.at(feed.feed.offset());
        list.warnings.push(Warning::notice(location, message));
    }
    (addresses, list.warnings)
}

fn is_web_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|address| matches!(address.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transcripts_and_chapters_are_named_in_the_order_of_the_feed() {
        let feed = br#"<rss xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
            <item><title>Soil</title>
              <podcast:chapters url="https://shed.example/1.json" type="application/json+chapters"/>
              <podcast:transcript url="https://shed.example/1?a=1&amp;b=2" type="text/vtt"/>
            </item>
            <item><podcast:transcript url="2.srt"/></item></channel></rss>"#;
        let found: Vec<_> = enclosed(feed)
            .into_iter()
            .map(|file| (file.kind, file.address, file.media_type))
            .collect();
        let text = |text: &str| text.to_owned();
        assert_eq!(
            found,
            [
                (
                    Kind::Transcript,
                    text("https://shed.example/1?a=1&b=2"),
                    Some(text("text/vtt"))
                ),
                (
                    Kind::Chapters,
                    text("https://shed.example/1.json"),
                    Some(text("application/json+chapters"))
                ),
                (Kind::Transcript, text("2.srt"), None),
            ]
        );
        assert_eq!(enclosed(b"no feed"), []);
    }

    #[test]
    fn lists_give_addresses_and_name_what_is_none() {
        let list = b"<opml><body>\n<outline xmlUrl=\"https://a.example/?b=1&amp;c\"/>\n\
            <outline xmlUrl=\"beside.xml\"/></body></opml>";
        let (addresses, warnings) = listed(list, "mine.opml");
        assert_eq!(addresses, ["https://a.example/?b=1&c"]);
        let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("mine.opml:3:"), "{said:?}");
        assert!(
            said[0].contains("\"beside.xml\" is not fetched"),
            "{said:?}"
        );
    }
}
