//! Media RSS: <https://www.rssboard.org/media-rss>.

use super::address::address;
use super::draft::Draft;
use super::duration::seconds;
use super::element::Element;
use super::fields::{enclosure, note, person_name};
use super::item::{Credited, EnclosureKind, Person, PersonSource};
use super::notes::NoteField;
use super::reading::Reading;
use super::text::At;

/// An element of an item. Groups hold the same elements once more.
pub(crate) fn item(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    match element.local.to_ascii_lowercase().as_str() {
        "group" | "content" => {
            if element.is("content") {
                content(draft, element, reading);
            }
            // Elements nest no deeper than `Element::read` lets them.
            for child in element
                .children
                .iter()
                .filter(|child| child.vocabulary == element.vocabulary)
            {
                item(draft, child, reading);
            }
        }
        "title" => draft.title.offer_some(3, reading.shown(element)),
        "description" => note(
            &mut draft.item.texts,
            NoteField::Description,
            element,
            reading,
        ),
        "thumbnail" => draft.image.offer_some(2, address(reading, element, "url")),
        "credit" => {
            if let Some(name) = person_name(element, reading) {
                let role = reading.attribute(element, "role").map(|role| Credited {
                    value: role.value.to_lowercase(),
                    offset: Some(role.offset()),
                });
                draft.item.people.push(Person {
                    name,
                    role,
                    group: None,
                    href: None,
                    image: None,
                    source: PersonSource::Media,
                });
            }
        }
        _ => {}
    }
}

/// A file, unless an enclosure names it already, and its duration.
fn content(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    if reading.attribute(element, "url").is_none() {
        return;
    }
    let medium = reading.attribute(element, "medium");
    if medium.is_some_and(|medium| medium.value == "image") {
        draft.image.offer_some(2, address(reading, element, "url"));
        return;
    }
    if let Some(duration) = reading.attribute(element, "duration")
        && let Some(value) = seconds(&duration.value).filter(|seconds| *seconds > 0.0)
    {
        let offset = duration.offset();
        draft.duration.offer(2, At { value, offset });
    }
    let names = ("url", "fileSize");
    if let Some(file) = enclosure(element, names, EnclosureKind::Media, reading) {
        let is_picture = file
            .media_type
            .as_ref()
            .is_some_and(|kind| kind.value.starts_with("image/"));
        if !is_picture
            && !draft
                .item
                .enclosures
                .iter()
                .any(|known| known.url.value == file.url.value)
        {
            draft.item.enclosures.push(file);
        }
    }
}
