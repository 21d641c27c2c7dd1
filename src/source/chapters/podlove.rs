//! Podlove Simple Chapters: an XML file of its own, or elements in a feed.
//!
//! <https://podlove.org/simple-chapters/>

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Chapter, Chapters};
use crate::source::span::Span;
use crate::source::timed::Faults;
use crate::source::timed::add_with_references;
use crate::source::timed::time_value;
use crate::source::timed::{Pieces, Text};

/// Reads a file of `psc:chapter` elements, whatever their prefix and whatever is around them.
pub fn podlove(file: &str) -> Chapters {
    let mut to = Chapters::default();
    let mut faults = Faults::default();
    // The reader does not count a byte order mark.
    let base = if file.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader = Reader::from_str(&file[base..]);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    loop {
        let at = base + reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                if element.local_name().as_ref() == "chapter" {
                    match chapter(file, &element, &mut to.texts) {
                        Some(chapter) => to.chapters.push(chapter),
                        None => {
                            let message = "a chapter without a time was left out, expected \
                                           start=\"00:01:02.500\"";
                            faults.lost(at, message);
                        }
                    }
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let offset = base + reader.error_position() as usize;
                faults.lost(offset, format!("not XML: {error}"));
                if reader.buffer_position() as usize + base <= at {
                    break;
                }
            }
        }
    }
    to.finish(
        faults,
        "no chapters, expected elements \"psc:chapter\" with \"start\" and \"title\"",
    )
}

fn chapter(file: &str, element: &BytesStart, texts: &mut Pieces) -> Option<Chapter> {
    let (mut start, mut title, mut href, mut image) = (None, None, None, None);
    for attribute in element.attributes().with_checks(false).flatten() {
        let place = span_of(file, &attribute.value);
        match attribute.key.local_name().as_ref() {
            "start" => start = place,
            "title" => title = place,
            "href" => href = place,
            "image" => image = place,
            _ => {}
        }
    }
    let start = start.and_then(|span| file.get(span.start as usize..span.end as usize))?;
    simple_chapter(file, start, [title, href, image], texts)
}

/// A chapter from the attributes of a `psc:chapter` element: the value of `start`, and where in the
/// file the values of `title`, `href` and `image` stand, as written.
///
/// None where the start is no time.
pub fn simple_chapter(
    file: &str,
    start: &str,
    [title, href, image]: [Option<Span>; 3],
    texts: &mut Pieces,
) -> Option<Chapter> {
    let start = time_value(start)?;
    let mut text = |place: Option<Span>| -> Option<Text> {
        let mut text = texts.begin();
        add_with_references(texts, &mut text, file, place?);
        let text = texts.trimmed(file, text);
        (!text.is_empty()).then_some(text)
    };
    let (title, url, image) = (text(title).unwrap_or_default(), text(href), text(image));
    Some(Chapter {
        start,
        end: None,
        title,
        url,
        image,
        toc: true,
    })
}

/// Where in a file some of its bytes stand.
fn span_of(file: &str, part: &str) -> Option<Span> {
    let start = part.as_ptr().addr().checked_sub(file.as_ptr().addr())?;
    let end = start + part.len();
    (end <= file.len()).then_some(Span::new(start as u32, end as u32))
}
