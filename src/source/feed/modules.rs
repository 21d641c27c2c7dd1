//! The small modules of RSS: content, Dublin Core, Creative Commons.

use super::draft::{Draft, ShowDraft};
use super::element::Element;
use super::fields::{authors, license, moment, note, set};
use super::item::{Guid, PersonSource};
use super::notes::{Note, NoteField, NoteForm};
use super::reading::Reading;

/// `content:encoded`.
pub(crate) fn content(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    if element.is("encoded") {
        note(&mut draft.item.texts, NoteField::Content, element, reading);
    }
}

/// XHTML that stands in an item as it is.
pub(crate) fn xhtml_body(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    if element.is("body") || element.is("div") {
        let text = reading.markup(element).trimmed();
        if !text.is_empty() {
            let (field, form) = (NoteField::Content, NoteForm::Html);
            draft.item.texts.push(Note { field, form, text });
        }
    }
}

/// Dublin Core in an item.
pub(crate) fn dublin_core(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    let item = &mut draft.item;
    match element.local.to_ascii_lowercase().as_str() {
        "title" => draft.title.offer_some(2, reading.shown(element)),
        "creator" | "author" => {
            authors(&mut item.people, PersonSource::DublinCore, element, reading)
        }
        "contributor" => authors(
            &mut item.people,
            PersonSource::Contributor,
            element,
            reading,
        ),
        "date" | "issued" => draft.published.offer_some(2, moment(element, reading)),
        "created" => draft.published.offer_some(3, moment(element, reading)),
        "modified" => set(&mut item.updated, moment(element, reading)),
        "subject" => item.categories.extend(reading.shown(element)),
        "language" => draft.language.offer_some(0, reading.value(element)),
        "identifier" => {
            let guid = reading.value(element).map(|value| Guid {
                value,
                is_permalink: false,
            });
            draft.guid.offer_some(3, guid);
        }
        "description" | "abstract" => {
            note(&mut item.texts, NoteField::Description, element, reading)
        }
        "rights" | "license" => draft.license.offer_some(3, reading.shown(element)),
        _ => {}
    }
}

/// Dublin Core in a channel.
pub(crate) fn dublin_core_channel(
    draft: &mut ShowDraft,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) {
    match element.local.to_ascii_lowercase().as_str() {
        "title" => draft.title.offer_some(2, reading.shown(element)),
        "creator" | "author" => authors(
            &mut draft.show.people,
            PersonSource::DublinCore,
            element,
            reading,
        ),
        "contributor" => authors(
            &mut draft.show.people,
            PersonSource::Contributor,
            element,
            reading,
        ),
        "language" => draft.language.offer_some(1, reading.value(element)),
        "subject" => draft.show.categories.extend(reading.shown(element)),
        _ => {}
    }
}

/// A Creative Commons licence of an item.
pub(crate) fn creative_commons(
    draft: &mut Draft,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) {
    draft.license.offer_some(1, license(element, reading));
}
