//! OPML: lists of feeds, <http://opml.org/spec2.opml>.

use super::element::Element;
use super::fault::{Fault, FaultKind, Faults};
use super::namespaces::{Namespaces, Vocabulary};
use super::reading::{Context, Reading};
use super::reference::Entities;
use super::text::FeedText;
use super::token::{Token, Tokens};

/// A feed that a list names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedReference {
    /// The address of the feed, or its path from the list's folder.
    pub feed: FeedText,
    /// Its title.
    pub title: Option<FeedText>,
    /// The address of the show's page.
    pub page: Option<FeedText>,
    /// The titles of the outlines that it stands in, from the outermost on.
    pub groups: Vec<String>,
}

/// Reads the feeds of an OPML list, in its order, and what is wrong with it.
#[must_use]
pub fn opml(text: &str) -> (Vec<FeedReference>, Vec<Fault>) {
    let context = Context {
        namespaces: Namespaces::new(Vocabulary::Plain),
        entities: Entities::default(),
        language: None,
        base: None,
    };
    let mut tokens = Tokens::new(text, 0, text.len());
    let mut faults = Faults::default();
    let mut names = context.namespaces.clone();
    let root = loop {
        match tokens.next("", &mut faults) {
            Token::Start(tag) => {
                break Element::read(&mut tokens, tag, &mut names, &mut faults, |_| false);
            }
            Token::Eof | Token::Empty(_) => {
                faults.lost(
                    FaultKind::Stray,
                    0,
                    "no list of feeds, expected <opml> with outlines in it".to_owned(),
                );
                return (Vec::new(), faults.into_sorted());
            }
            _ => {}
        }
    };
    let mut reading = Reading::new(text, &context, faults);
    let mut found = Vec::new();
    let mut groups = Vec::new();
    for body in root.children.iter().filter(|child| child.is("body")) {
        outlines(body, &mut groups, &mut found, &mut reading);
    }
    (found, reading.into_faults())
}

/// Reads the outlines in an element; they nest no deeper than elements are read.
fn outlines(
    parent: &Element<'_>,
    groups: &mut Vec<String>,
    found: &mut Vec<FeedReference>,
    reading: &mut Reading<'_>,
) {
    for outline in parent.children.iter().filter(|child| child.is("outline")) {
        let title = reading.attribute(outline, "title");
        let title = title.or_else(|| reading.attribute(outline, "text"));
        let feed = reading.attribute(outline, "xmlUrl");
        let is_rss = reading
            .attribute(outline, "type")
            .is_some_and(|kind| kind.value.eq_ignore_ascii_case("rss"));
        match feed {
            Some(feed) => found.push(FeedReference {
                feed,
                title: title.clone(),
                page: reading.attribute(outline, "htmlUrl"),
                groups: groups.clone(),
            }),
            None if is_rss => reading.faults.lost(
                FaultKind::Incomplete,
                outline.tag.offset,
                "an outline of type \"rss\" has no xmlUrl, expected the address of a feed: it was left out".to_owned(),
            ),
            None => {}
        }
        groups.push(title.map_or_else(String::new, |title| title.value));
        outlines(outline, groups, found, reading);
        groups.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_their_order_and_groups() {
        let list = r#"<opml version="2.0"><head><title>Mine</title></head><body>
            <outline text="Gardens"><outline text="Wild">
              <outline type="rss" text="Soil &amp; Worms" xmlUrl="https://soil.example/feed?a=1&b=2"/>
            </outline></outline>
            <outline title="Local" type="rss" xmlUrl="feeds/local.xml" htmlUrl="https://local.example/"/>
            <outline type="rss" text="Nothing"/></body></opml>"#;
        let (feeds, faults) = opml(list);
        let read: Vec<_> = feeds
            .iter()
            .map(|feed| {
                let title = feed.title.as_ref().map(|title| title.value.as_str());
                (feed.feed.value.as_str(), title, feed.groups.join("/"))
            })
            .collect();
        assert_eq!(
            read,
            [
                (
                    "https://soil.example/feed?a=1&b=2",
                    Some("Soil & Worms"),
                    "Gardens/Wild".to_owned()
                ),
                ("feeds/local.xml", Some("Local"), String::new()),
            ]
        );
        assert!(
            faults
                .iter()
                .any(|fault| fault.lossy && fault.kind == FaultKind::Incomplete)
        );
        assert!(opml("nothing").1[0].lossy);
    }
}
