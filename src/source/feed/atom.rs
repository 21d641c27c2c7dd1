//! Atom's entries and feeds, and Atom's elements in RSS.

use super::address::{address, address_in};
use super::draft::{Draft, ShowDraft};
use super::element::Element;
use super::fault::FaultKind;
use super::fields::{authors, enclosure, moment, set};
use super::item::{EnclosureKind, Guid, Link, PersonSource};
use super::notes::{Note, NoteField, NoteForm};
use super::reading::Reading;
use super::text::FeedText;

/// An element of an entry.
pub(crate) fn entry(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    let item = &mut draft.item;
    match element.local.to_ascii_lowercase().as_str() {
        "title" => draft.title.offer_some(1, title(element, reading)),
        "id" => {
            let guid = reading.value(element).map(|value| Guid {
                value,
                is_permalink: false,
            });
            draft.guid.offer_some(1, guid);
        }
        "link" => entry_link(draft, element, reading),
        "issued" => draft.published.offer_some(2, moment(element, reading)),
        "published" => draft.published.offer_some(1, moment(element, reading)),
        "created" => draft.published.offer_some(3, moment(element, reading)),
        "updated" | "modified" => set(&mut item.updated, moment(element, reading)),
        "author" => authors(&mut item.people, PersonSource::AtomAuthor, element, reading),
        "contributor" => authors(
            &mut item.people,
            PersonSource::Contributor,
            element,
            reading,
        ),
        "content" => {
            if let Some(language) = reading.language(element) {
                draft.language.offer(2, language);
            }
            text(&mut item.texts, NoteField::Content, element, reading);
        }
        "summary" => text(&mut item.texts, NoteField::Summary, element, reading),
        "subtitle" => text(&mut item.texts, NoteField::Subtitle, element, reading),
        "category" => item.categories.extend(category(element, reading)),
        "rights" => draft.license.offer_some(3, title(element, reading)),
        _ => {}
    }
}

/// An element of a feed.
pub(crate) fn feed(draft: &mut ShowDraft, element: &Element<'_>, reading: &mut Reading<'_>) {
    let show = &mut draft.show;
    match element.local.to_ascii_lowercase().as_str() {
        "title" => draft.title.offer_some(1, title(element, reading)),
        "link" => {
            let Some(href) = address(reading, element, "href") else {
                return;
            };
            match rel(element, reading).as_str() {
                "alternate" => draft.link.offer(1, href),
                "self" => draft.self_link.offer(0, href),
                "license" => draft.license.offer(2, href),
                other => show.links.extend(other_link(other, href, element, reading)),
            }
        }
        "subtitle" | "tagline" => text(&mut show.texts, NoteField::Description, element, reading),
        "author" => authors(&mut show.people, PersonSource::AtomAuthor, element, reading),
        "contributor" => authors(
            &mut show.people,
            PersonSource::Contributor,
            element,
            reading,
        ),
        "category" => show.categories.extend(category(element, reading)),
        "logo" => draft.image.offer_some(1, address_in(reading, element)),
        "icon" => draft.image.offer_some(2, address_in(reading, element)),
        _ => {}
    }
}

fn entry_link(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    let rel = rel(element, reading);
    if rel == "enclosure" {
        let file = enclosure(
            element,
            ("href", "length"),
            EnclosureKind::Enclosure,
            reading,
        );
        draft.item.enclosures.extend(file);
        return;
    }
    let Some(href) = address(reading, element, "href") else {
        return;
    };
    match rel.as_str() {
        "alternate" => {
            // A page before a file that says the same.
            let kind = reading.attribute(element, "type");
            let page = kind.is_none_or(|kind| kind.value.contains("html"));
            draft.link.offer(if page { 1 } else { 2 }, href);
        }
        "license" => draft.license.offer(2, href),
        other => {
            let link = other_link(other, href, element, reading);
            draft.item.links.extend(link);
        }
    }
}

/// Links that tell something of what is written, and not of how feeds are fetched.
fn other_link(
    rel: &str,
    href: FeedText,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) -> Option<Link> {
    let told = matches!(
        rel,
        "related" | "via" | "payment" | "replies" | "http://podlove.org/deep-link"
    );
    told.then(|| Link {
        rel: rel.to_owned(),
        href,
        text: reading.attribute(element, "title"),
    })
}

fn rel(element: &Element<'_>, reading: &mut Reading<'_>) -> String {
    reading.attribute(element, "rel").map_or_else(
        || "alternate".to_owned(),
        |rel| rel.value.to_ascii_lowercase(),
    )
}

/// How an element says that its text is written.
fn form(element: &Element<'_>, reading: &mut Reading<'_>) -> Form {
    let kind = reading.attribute(element, "type");
    let kind = kind.map_or_else(String::new, |kind| kind.value.to_ascii_lowercase());
    let mode = reading.attribute(element, "mode");
    match kind.as_str() {
        _ if mode.is_some_and(|mode| mode.value == "base64") => Form::Foreign,
        _ if !element.children.is_empty() => Form::Markup,
        "xhtml" | "application/xhtml+xml" => Form::Markup,
        "html" | "text/html" => Form::Html,
        "" | "text" | "text/plain" => Form::Plain,
        other if other.starts_with("text/") || other.ends_with("xml") => Form::Html,
        _ => Form::Foreign,
    }
}

enum Form {
    Plain,
    Html,
    Markup,
    /// Pictures and the like, and what is encoded as they are.
    Foreign,
}

/// A title: plain text is shown as it stands, since Atom says how texts are written.
pub(crate) fn title(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<FeedText> {
    match form(element, reading) {
        Form::Plain => reading.value(element),
        Form::Html | Form::Markup => reading.shown(element),
        Form::Foreign => {
            foreign(element, reading);
            None
        }
    }
}

fn text(texts: &mut Vec<Note>, field: NoteField, element: &Element<'_>, reading: &mut Reading<'_>) {
    let form = match form(element, reading) {
        Form::Plain => NoteForm::Plain,
        Form::Html | Form::Markup => NoteForm::Html,
        Form::Foreign => return foreign(element, reading),
    };
    if let Some(text) = reading.html(element) {
        texts.push(Note { field, form, text });
    }
}

fn foreign(element: &Element<'_>, reading: &mut Reading<'_>) {
    if let Some(value) = reading.value(element) {
        let message = format!(
            "<{}> holds no text, expected the type \"text\", \"html\" or \"xhtml\": it was not read",
            element.tag.name
        );
        reading
            .faults
            .lost(FaultKind::Incomplete, value.offset() as usize, message);
    }
}

/// The label of a category, else its term, else its text.
fn category(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<FeedText> {
    let label = reading.attribute(element, "label");
    let named = label.or_else(|| reading.attribute(element, "term"));
    named.or_else(|| reading.shown(element))
}
