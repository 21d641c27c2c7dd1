//! The fields that several vocabularies have in common: names, dates, numbers, licences, files.

use super::address::{address, address_in};
use super::author;
use super::date::date;
use super::duration::seconds;
use super::element::Element;
use super::fault::FaultKind;
use super::item::{Enclosure, EnclosureKind, EpisodeNumber, Person, PersonSource, Season};
use super::notes::{Note, NoteField, NoteForm};
use super::plain::{Tags, plain};
use super::reading::Reading;
use super::text::{At, FeedText};

/// A Creative Commons licence: an address in the element or in its `rdf:resource`.
pub(crate) fn license(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<FeedText> {
    if !element.is("license") {
        return None;
    }
    reading
        .value(element)
        .or_else(|| reading.attribute(element, "rdf:resource"))
}

/// Keeps the first value.
pub(crate) fn set<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}

/// Adds a text whose form the field does not say.
pub(crate) fn note(
    texts: &mut Vec<Note>,
    field: NoteField,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) {
    let Some(text) = reading.html(element) else {
        return;
    };
    texts.push(if element.children.is_empty() {
        Note::guessed(field, text)
    } else {
        Note {
            field,
            form: NoteForm::Html,
            text,
        }
    });
}

/// The name in an element, never a mail address.
pub(crate) fn person_name(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<FeedText> {
    reading.shown(element).and_then(|text| author::name(&text))
}

/// Adds who an element names. An RSS 2.0 feed without namespaces may have Atom's children in it.
pub(crate) fn authors(
    people: &mut Vec<Person>,
    source: PersonSource,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) {
    let child = |name: &str| element.children.iter().find(|child| child.is(name));
    let named = match child("name") {
        Some(name) => person_name(name, reading),
        None if child("email").is_some() => None,
        None => person_name(element, reading),
    };
    let Some(name) = named else { return };
    let uri = child("uri").or_else(|| child("url"));
    people.push(Person {
        name,
        role: None,
        group: None,
        href: uri.and_then(|uri| address_in(reading, uri)),
        image: None,
        source,
    });
}

/// A date, or a fault.
pub(crate) fn moment(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<At<String>> {
    let text = reading.value(element)?;
    let (name, offset) = (element.tag.name, text.offset());
    let Some(moment) = date(&text.value) else {
        reading.faults.lost(
            FaultKind::Date,
            offset as usize,
            format!(
                "<{name}> \"{}\" is no date, expected one as in \"Sun, 05 Jan 2020 10:00:00 +0100\": it was left out",
                text.value
            ),
        );
        return None;
    };
    if let Some(remark) = moment.remark {
        reading.faults.mended(FaultKind::Date, offset as usize, || {
            format!(
                "<{name}> \"{}\": {remark}; it was read as {}",
                text.value, moment.value
            )
        });
    }
    Some(At {
        value: moment.value,
        offset,
    })
}

/// Seconds, or a fault. Hosts write 0 for what they do not know: that is none.
pub(crate) fn duration(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<At<f64>> {
    let text = reading.value(element)?;
    let offset = text.offset();
    let Some(value) = seconds(&text.value) else {
        reading.faults.lost(
            FaultKind::Duration,
            offset as usize,
            format!(
                "<{}> \"{}\" is no duration, expected seconds or a time as in \"1:02:03\": it was left out",
                element.tag.name, text.value
            ),
        );
        return None;
    };
    (value > 0.0).then_some(At { value, offset })
}

/// An episode's number, or a fault.
pub(crate) fn number(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<EpisodeNumber> {
    let text = reading.value(element)?;
    let Some(value) = numeral(&text.value) else {
        no_number(element, &text, reading);
        return None;
    };
    let display = reading.attribute(element, "display");
    Some(EpisodeNumber {
        value,
        display,
        offset: text.offset(),
    })
}

/// An episode's season, or a fault.
pub(crate) fn season(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<Season> {
    let text = reading.value(element)?;
    let whole = numeral(&text.value).filter(|value| value.fract() == 0.0 && *value < 1e9);
    let Some(value) = whole else {
        no_number(element, &text, reading);
        return None;
    };
    let name = reading.attribute(element, "name");
    Some(Season {
        value: value as u32,
        name,
        offset: text.offset(),
    })
}

fn no_number(element: &Element<'_>, text: &FeedText, reading: &mut Reading<'_>) {
    reading.faults.lost(
        FaultKind::Number,
        text.offset() as usize,
        format!(
            "<{}> \"{}\" is no number, expected one as in \"7\": it was left out",
            element.tag.name, text.value
        ),
    );
}

/// The number in `7`, `7.5`, `#7`, `Ep. 7`: with words before it, but with nothing behind it.
fn numeral(text: &str) -> Option<f64> {
    let digits = text.trim_start_matches(|c: char| c.is_alphabetic() || " .#\u{a0}".contains(c));
    let number = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = number && digits.starts_with(|c: char| c.is_ascii_digit()) && digits.len() < 16;
    number.then(|| digits.parse().ok()).flatten()
}

/// `yes`, `true`, `explicit`; `no`, `false`, `clean`.
pub(crate) fn explicit(element: &Element<'_>, reading: &mut Reading<'_>) -> Option<At<bool>> {
    let text = reading.value(element)?;
    let value = match text.value.to_ascii_lowercase().as_str() {
        "yes" | "true" | "explicit" => true,
        "no" | "false" | "clean" | "notexplicit" | "not explicit" => false,
        _ => return None,
    };
    Some(At {
        value,
        offset: text.offset(),
    })
}

pub(crate) fn keywords(
    keywords: &mut Vec<FeedText>,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) {
    let Some(text) = reading.shown(element) else {
        return;
    };
    let mut at = 0;
    for word in text.value.split(',') {
        let mut keyword = FeedText::default();
        keyword.push_from(&text, at, at + word.len());
        let keyword = keyword.trimmed();
        if !keyword.is_empty() {
            keywords.push(keyword);
        }
        at += word.len() + 1;
    }
}

/// Apple's categories: in attributes, nested one in the other. Others write them as text.
pub(crate) fn categories(
    categories: &mut Vec<FeedText>,
    element: &Element<'_>,
    reading: &mut Reading<'_>,
) {
    let text = reading.attribute(element, "text");
    let shown = match text {
        Some(text) => Some(plain(&text, Tags::OfHtml)),
        None if element.children.is_empty() => reading.shown(element),
        None => None,
    };
    categories.extend(shown.filter(|text| !text.is_empty()));
    for child in element.children.iter().filter(|child| child.is("category")) {
        // Apple has one level below; more than that is bounded by how deep elements are read.
        self::categories(categories, child, reading);
    }
}

/// An enclosure out of attributes, or a fault where it has no address.
pub(crate) fn enclosure(
    element: &Element<'_>,
    names: (&str, &str),
    kind: EnclosureKind,
    reading: &mut Reading<'_>,
) -> Option<Enclosure> {
    let (url, length) = names;
    let Some(url) = address(reading, element, url) else {
        incomplete(element, url, reading);
        return None;
    };
    let media_type = reading.attribute(element, "type");
    let length = bytes(element, length, reading);
    Some(Enclosure {
        url,
        media_type,
        length,
        kind,
    })
}

/// A size in bytes; 0 is what hosts write who do not know it.
pub(crate) fn bytes(
    element: &Element<'_>,
    name: &str,
    reading: &mut Reading<'_>,
) -> Option<At<u64>> {
    let text = reading.attribute(element, name)?;
    let value = text.value.parse().ok().filter(|length| *length > 0)?;
    Some(At {
        value,
        offset: text.offset(),
    })
}

/// Says that an element lacks what it is there for.
pub(crate) fn incomplete(element: &Element<'_>, lacks: &str, reading: &mut Reading<'_>) {
    let name = element.tag.name;
    let message = format!("<{name}> has no {lacks}, expected one: it was not read");
    reading
        .faults
        .lost(FaultKind::Incomplete, element.tag.offset, message);
}
