//! What holds for any feed, however broken.

use proptest::prelude::*;
use showgraph::source::feed::{
    FeedItem, FeedText, Note, duplicate_guids, fold, opml, outline, read_item,
};

const FEED: &str = r#"<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY s "Soil">]>
<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel><title>Shed &amp; Co ü</title><itunes:owner><itunes:name>Ana</itunes:name></itunes:owner>
<item><title>&s; &amp;amp; <![CDATA[<b>wörms</b>]]></title><guid isPermaLink="false">1</guid>
<enclosure url="https://cdn.example/1.mp3?a=1&b=2" length="5" type='audio/mpeg'/><itunes:duration>1:2:3</itunes:duration>
<pubDate>Sun, 05 Jan 2020 10:00:00 +0100</pubDate><description>&lt;p&gt;So&#252;l &nbsp; <i>and</i> worms&lt;/p&gt;</description></item>
<!-- a comment --><podcast:liveItem><title>L</title></podcast:liveItem>
<item><title>Two</title><link>https://shed.example/2</link><podcast:person role="guest">Ben <ben@x.example></podcast:person></item>
</channel></rss>"#;

const PIECES: [&str; 24] = [
    "<",
    ">",
    "&",
    ";",
    "\"",
    "'",
    "/",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "</item>",
    "<item>",
    "</title>",
    "<x a=",
    "&amp;",
    "&#x110000;",
    "&s;",
    "<?",
    "<!DOCTYPE",
    "ü",
    "\u{feff}",
    "xmlns:p='urn:p'",
    " ",
];

/// Reads all there is, and checks that every place lies in the text.
fn read(text: &str) -> Vec<FeedItem> {
    let Ok(outline) = outline(text) else {
        return Vec::new();
    };
    let items: Vec<FeedItem> = outline
        .items
        .iter()
        .chain(outline.live_items.iter().map(|live| &live.range))
        .map(|range| read_item(text, range.clone(), &outline.context))
        .collect();
    for item in &items {
        for note in &item.texts {
            within(text, &note.text);
        }
        let single = [
            &item.title,
            &item.itunes_title,
            &item.link,
            &item.language,
            &item.image,
        ];
        let many = item
            .people
            .iter()
            .map(|person| &person.name)
            .chain(&item.categories);
        for found in single.into_iter().flatten().chain(many) {
            within(text, found);
        }
        let notes = item.notes();
        let of_item = |note: &&Note| item.texts.contains(note);
        assert!(notes.body.iter().chain(&notes.others).all(of_item));
    }
    let mut faults = outline.faults;
    faults.extend(items.iter().flat_map(|item| item.faults.clone()));
    faults.extend(duplicate_guids(
        items.iter().filter_map(|item| item.guid.as_ref()),
    ));
    for fault in fold(faults) {
        assert!(text.is_char_boundary(fault.offset as usize), "{fault:?}");
    }
    items
}

/// Each character that stands in the feed as it does in the text is found there.
fn within(text: &str, found: &FeedText) {
    for (at, _) in found.value.char_indices() {
        let origin = found.origin(at as u32) as usize;
        assert!(
            text.is_char_boundary(origin) && origin < text.len(),
            "{origin} of {found:?}"
        );
    }
}

/// The text with some pieces put in, taken out or doubled, at borders of characters.
fn broken(text: &str, edits: &[(usize, usize, usize)]) -> String {
    let mut text = text.to_owned();
    for (at, what, len) in edits {
        let border = |at: usize| {
            (0..=at.min(text.len()))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(0)
        };
        let start = border(at % (text.len() + 1));
        let end = border(start + len);
        match what % (PIECES.len() + 2) {
            0 => text.replace_range(start..end, ""),
            1 => {
                let part = text[start..end].to_owned();
                text.insert_str(start, &part);
            }
            piece => text.insert_str(start, PIECES[piece - 2]),
        }
    }
    text
}

proptest! {
    #[test]
    fn no_feed_is_too_broken(edits in prop::collection::vec((0..4000_usize, 0..99_usize, 0..60_usize), 1..12)) {
        read(&broken(FEED, &edits));
    }

    #[test]
    fn no_feed_is_too_short(end in 0..FEED.len()) {
        let end = (0..=end).rev().find(|at| FEED.is_char_boundary(*at)).unwrap_or(0);
        let items = read(&FEED[..end]);
        // What was whole before the cut is there.
        let whole = FEED[..end].matches("</item>").count();
        assert!(items.len() >= whole, "{whole} items before {end}");
    }

    #[test]
    fn no_list_is_too_broken(edits in prop::collection::vec((0..4000_usize, 0..99_usize, 0..60_usize), 1..12)) {
        let list = "<opml><body><outline text='A &amp; B'><outline xmlUrl='f.xml' type='rss'/></outline></body></opml>";
        let list = broken(list, &edits);
        for fault in opml(&list).1 {
            assert!(list.is_char_boundary(fault.offset as usize), "{fault:?}");
        }
    }

    #[test]
    fn text_is_found_where_it_stands(words in "[a-z<>&\"'ü ]{1,40}", cdata in any::<bool>()) {
        let words = words.replace("]]>", "");
        let hidden = if cdata {
            format!("<![CDATA[{words}]]>")
        } else {
            words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&#62;")
        };
        let text = format!("<rss><channel><item><description>{hidden}</description></item></channel></rss>");
        let items = read(&text);
        match items[0].texts.first() {
            None => assert_eq!(words.trim(), ""),
            Some(note) => {
                assert_eq!(note.text.value, words.trim());
                for (at, letter) in note.text.value.char_indices() {
                    let there = &text[note.text.origin(at as u32) as usize..];
                    let written = match letter {
                        '&' if !cdata => "&amp;".to_owned(),
                        '<' if !cdata => "&lt;".to_owned(),
                        '>' if !cdata => "&#62;".to_owned(),
                        other => other.to_string(),
                    };
                    assert!(there.starts_with(&written), "{letter} at {at} of {text}");
                }
            }
        }
    }
}
