//! RSS's own elements: <https://www.rssboard.org/rss-specification>.

use super::address::address_in;
use super::atom;
use super::draft::{Draft, ShowDraft};
use super::element::Element;
use super::fields::{authors, duration, enclosure, moment, note};
use super::item::{EnclosureKind, Guid, Link, PersonSource};
use super::namespaces::Vocabulary;
use super::notes::NoteField;
use super::reading::Reading;

/// An element of an item.
pub(crate) fn item(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    match element.local.to_ascii_lowercase().as_str() {
        "title" => draft.title.offer_some(0, reading.shown(element)),
        "guid" => {
            if let Some(value) = reading.value(element) {
                let flag = reading.attribute(element, "isPermaLink");
                let is_permalink =
                    flag.is_none_or(|flag| !flag.value.eq_ignore_ascii_case("false"));
                draft.guid.offer(
                    0,
                    Guid {
                        value,
                        is_permalink,
                    },
                );
            }
        }
        "link" if !element.pieces.is_empty() => {
            draft.link.offer_some(0, address_in(reading, element));
        }
        "description" => note(
            &mut draft.item.texts,
            NoteField::Description,
            element,
            reading,
        ),
        "pubdate" => draft.published.offer_some(0, moment(element, reading)),
        "author" => authors(
            &mut draft.item.people,
            PersonSource::RssAuthor,
            element,
            reading,
        ),
        "category" => draft.item.categories.extend(reading.shown(element)),
        "enclosure" => {
            let file = enclosure(
                element,
                ("url", "length"),
                EnclosureKind::Enclosure,
                reading,
            );
            draft.item.enclosures.extend(file);
        }
        "comments" => other_link(&mut draft.item.links, "comments", element, reading),
        "language" => draft.language.offer_some(0, reading.value(element)),
        // Not of RSS, but written so by hosts that forget the prefix.
        "duration" => draft.duration.offer_some(1, duration(element, reading)),
        // So are Atom's: `<link href="…"/>`, `<id>`, `<updated>`.
        _ => atom::entry(draft, element, reading),
    }
}

/// An element of a channel.
pub(crate) fn channel(draft: &mut ShowDraft, element: &Element<'_>, reading: &mut Reading<'_>) {
    match element.local.to_ascii_lowercase().as_str() {
        "title" => draft.title.offer_some(0, reading.shown(element)),
        "link" if !element.pieces.is_empty() => {
            draft.link.offer_some(0, address_in(reading, element));
        }
        "description" => note(
            &mut draft.show.texts,
            NoteField::Description,
            element,
            reading,
        ),
        "language" => draft.language.offer_some(0, reading.value(element)),
        "managingeditor" | "author" => {
            authors(
                &mut draft.show.people,
                PersonSource::RssAuthor,
                element,
                reading,
            );
        }
        "category" => draft.show.categories.extend(reading.shown(element)),
        "image" => {
            if let Some(url) = element.named(Vocabulary::Rss, "url").next() {
                draft.image.offer_some(1, address_in(reading, url));
            }
        }
        "link" => atom::feed(draft, element, reading),
        _ => {}
    }
}

fn other_link(links: &mut Vec<Link>, rel: &str, element: &Element<'_>, reading: &mut Reading<'_>) {
    if let Some(href) = address_in(reading, element) {
        let (rel, text) = (rel.to_owned(), None);
        links.push(Link { rel, href, text });
    }
}
