//! Apple's elements: <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>; Google's are a copy.

use super::address::{address, address_in};
use super::draft::{Draft, ShowDraft};
use super::element::Element;
use super::fields::{
    authors, categories, duration, explicit, keywords, note, number, person_name, season, set,
};
use super::item::PersonSource;
use super::notes::NoteField;
use super::reading::Reading;

/// An Apple element of an item.
pub(crate) fn item(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    let item = &mut draft.item;
    match element.local.to_ascii_lowercase().as_str() {
        "title" => set(&mut item.itunes_title, reading.shown(element)),
        "author" => authors(
            &mut item.people,
            PersonSource::ItunesAuthor,
            element,
            reading,
        ),
        "summary" | "description" => note(&mut item.texts, NoteField::Summary, element, reading),
        "subtitle" => note(&mut item.texts, NoteField::Subtitle, element, reading),
        "duration" => draft.duration.offer_some(0, duration(element, reading)),
        "episode" => draft.number.offer_some(1, number(element, reading)),
        "season" => draft.season.offer_some(1, season(element, reading)),
        "episodetype" => set(&mut item.episode_type, reading.value(element)),
        "explicit" => set(&mut item.explicit, explicit(element, reading)),
        "keywords" => keywords(&mut item.keywords, element, reading),
        "category" => categories(&mut item.categories, element, reading),
        "image" => draft.image.offer_some(0, address(reading, element, "href")),
        _ => {}
    }
}

/// An Apple element of a channel.
pub(crate) fn channel(draft: &mut ShowDraft, element: &Element<'_>, reading: &mut Reading<'_>) {
    let show = &mut draft.show;
    match element.local.to_ascii_lowercase().as_str() {
        "title" => draft.title.offer_some(1, reading.shown(element)),
        "author" => authors(
            &mut show.people,
            PersonSource::ItunesAuthor,
            element,
            reading,
        ),
        "summary" | "description" => note(&mut show.texts, NoteField::Summary, element, reading),
        "subtitle" => note(&mut show.texts, NoteField::Subtitle, element, reading),
        "owner" => {
            let name = element.children.iter().find(|child| child.is("name"));
            set(
                &mut show.owner,
                name.and_then(|name| person_name(name, reading)),
            );
        }
        "explicit" => set(&mut show.explicit, explicit(element, reading)),
        "keywords" => keywords(&mut show.keywords, element, reading),
        "category" => categories(&mut show.categories, element, reading),
        "image" => draft.image.offer_some(0, address(reading, element, "href")),
        "new-feed-url" => draft.self_link.offer_some(1, address_in(reading, element)),
        _ => {}
    }
}
