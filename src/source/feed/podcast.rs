//! The podcast namespace, version 1.0: <https://podcasting2.org/podcast-namespace/tags>.

use super::address::{address, address_in};
use super::draft::{Draft, ShowDraft};
use super::duration::seconds;
use super::element::Element;
use super::fields::{bytes, incomplete, number, person_name, season, set};
use super::item::{
    ChaptersFile, Credited, Enclosure, EnclosureKind, Link, Location, Person, PersonSource,
    RemoteItem, RemotePlace, Soundbite, Transcript,
};
use super::namespaces::Vocabulary;
use super::plain::{Tags, plain};
use super::reading::Reading;
use super::text::FeedText;

/// An element of an item.
pub(crate) fn item(draft: &mut Draft, element: &Element<'_>, reading: &mut Reading<'_>) {
    let item = &mut draft.item;
    match element.local.to_ascii_lowercase().as_str() {
        "person" => item.people.extend(person(element, reading)),
        "episode" => draft.number.offer_some(0, number(element, reading)),
        "season" => draft.season.offer_some(0, season(element, reading)),
        "transcript" => item.transcripts.extend(transcript(element, reading)),
        "chapters" => match address(reading, element, "url") {
            Some(url) => {
                let media_type = reading.attribute(element, "type");
                set(
                    &mut item.chapters_file,
                    Some(ChaptersFile { url, media_type }),
                );
            }
            None => incomplete(element, "url", reading),
        },
        "soundbite" => item.soundbites.extend(soundbite(element, reading)),
        "location" => item.locations.extend(location(element, reading)),
        "license" => draft.license.offer_some(0, license(element, reading)),
        "alternateenclosure" => alternate_enclosure(&mut item.enclosures, element, reading),
        "remoteitem" => item
            .remote_items
            .extend(remote(element, RemotePlace::Plain, reading)),
        "value" => {
            for split in element.named(Vocabulary::Podcast, "valueTimeSplit") {
                let start = reading.attribute(split, "startTime");
                let start = start.and_then(|start| seconds(&start.value));
                for child in split.named(Vocabulary::Podcast, "remoteItem") {
                    let heard = remote(child, RemotePlace::Heard, reading);
                    item.remote_items
                        .extend(heard.map(|heard| RemoteItem { start, ..heard }));
                }
            }
        }
        "funding" => item.links.extend(link("funding", "url", element, reading)),
        "contentlink" => item.links.extend(link("content", "href", element, reading)),
        "socialinteract" => item.links.extend(link("social", "uri", element, reading)),
        "image" => draft.image.offer_some(0, address(reading, element, "href")),
        _ => {}
    }
}

/// An element of a channel.
pub(crate) fn channel(draft: &mut ShowDraft, element: &Element<'_>, reading: &mut Reading<'_>) {
    let show = &mut draft.show;
    match element.local.to_ascii_lowercase().as_str() {
        "person" => show.people.extend(person(element, reading)),
        "guid" => set(&mut show.guid, reading.value(element)),
        "location" => show.locations.extend(location(element, reading)),
        "license" => draft.license.offer_some(0, license(element, reading)),
        "medium" => set(&mut show.medium, reading.value(element)),
        "funding" => show.links.extend(link("funding", "url", element, reading)),
        "podroll" => remotes(
            &mut show.remote_items,
            RemotePlace::Podroll,
            element,
            reading,
        ),
        "publisher" => remotes(
            &mut show.remote_items,
            RemotePlace::Publisher,
            element,
            reading,
        ),
        "remoteitem" => show
            .remote_items
            .extend(remote(element, RemotePlace::Plain, reading)),
        "image" => draft.image.offer_some(0, address(reading, element, "href")),
        _ => {}
    }
}

fn person(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<Person> {
    let Some(name) = person_name(element, reading) else {
        incomplete(element, "name", reading);
        return None;
    };
    Some(Person {
        name,
        role: credited(element, "role", "host", reading),
        group: credited(element, "group", "cast", reading),
        href: address(reading, element, "href"),
        image: address(reading, element, "img"),
        source: PersonSource::Podcast,
    })
}

fn credited(
    element: &Element<'_>,
    name: &str,
    default: &str,
    reading: &mut Reading<'_>,
) -> Option<Credited> {
    Some(match reading.attribute(element, name) {
        Some(text) => Credited {
            value: text.value.to_lowercase(),
            offset: Some(text.offset()),
        },
        None => Credited {
            value: default.to_owned(),
            offset: None,
        },
    })
}

fn transcript(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<Transcript> {
    let Some(url) = address(reading, element, "url") else {
        incomplete(element, "url", reading);
        return None;
    };
    Some(Transcript {
        url,
        media_type: reading.attribute(element, "type"),
        language: reading.attribute(element, "language"),
        rel: reading.attribute(element, "rel"),
    })
}

fn soundbite(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<Soundbite> {
    let mut time = |name: &str| {
        let text = reading.attribute(element, name)?;
        seconds(&text.value)
    };
    let (Some(start), Some(duration)) = (time("startTime"), time("duration")) else {
        incomplete(element, "startTime or no duration", reading);
        return None;
    };
    Some(Soundbite {
        start,
        duration,
        title: reading.shown(element),
        offset: element.tag.offset as u32,
    })
}

fn location(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<Location> {
    let name = reading.shown(element);
    let geo = reading.attribute(element, "geo");
    let osm = reading.attribute(element, "osm");
    let offset = element.tag.offset as u32;
    let told = name.is_some() || geo.is_some() || osm.is_some();
    told.then_some(Location {
        name,
        geo,
        osm,
        offset,
    })
}

fn license(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<FeedText> {
    reading
        .value(element)
        .or_else(|| address(reading, element, "url"))
}

/// A file that has the same words as the enclosure; its address stands in the sources inside it.
fn alternate_enclosure(
    files: &mut Vec<Enclosure>,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) {
    let media_type = reading.attribute(element, "type");
    let length = bytes(element, "length", reading);
    for source in element.named(Vocabulary::Podcast, "source") {
        if let Some(url) = address(reading, source, "uri") {
            let media_type = reading
                .attribute(source, "contentType")
                .or_else(|| media_type.clone());
            let kind = EnclosureKind::Alternate;
            files.push(Enclosure {
                url,
                media_type,
                length,
                kind,
            });
        }
    }
}

fn remotes(
    found: &mut Vec<RemoteItem>,
    place: RemotePlace,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) {
    for child in element.named(Vocabulary::Podcast, "remoteItem") {
        found.extend(remote(child, place, reading));
    }
}

fn remote(
    element: &Element<'_>,
    place: RemotePlace,
    reading: &mut Reading<'_>,
) -> Option<RemoteItem> {
    let feed_guid = reading.attribute(element, "feedGuid");
    let feed_url = address(reading, element, "feedUrl");
    if feed_guid.is_none() && feed_url.is_none() {
        incomplete(element, "feedGuid", reading);
        return None;
    }
    let title = reading.attribute(element, "title");
    Some(RemoteItem {
        place,
        feed_guid,
        feed_url,
        item_guid: reading.attribute(element, "itemGuid"),
        title: title.map(|title| plain(&title, Tags::OfHtml)),
        medium: reading.attribute(element, "medium"),
        start: None,
        offset: element.tag.offset as u32,
    })
}

/// An address in an attribute or in the element.
fn link(
    rel: &str,
    attribute: &str,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) -> Option<Link> {
    match address(reading, element, attribute) {
        Some(href) => Some(Link {
            rel: rel.to_owned(),
            href,
            text: reading.shown(element),
        }),
        None => address_in(reading, element).map(|href| Link {
            rel: rel.to_owned(),
            href,
            text: None,
        }),
    }
}
