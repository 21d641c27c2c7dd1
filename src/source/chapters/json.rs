//! JSON chapters 1.2 of the podcast namespace.
//!
//! <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md>

use super::{Chapter, Chapters};
use crate::source::timed::Faults;
use crate::source::timed::Text;
use crate::source::timed::Value;

/// Reads a JSON chapters file. `toc: false` makes a chapter silent; it is kept with that mark.
pub fn json(file: &str) -> Chapters {
    let mut faults = Faults::default();
    let mut to = Chapters::default();
    let value = Value::of_file(file, &mut faults);
    value.entries(&mut faults, |key, value, faults| {
        if key == "chapters" {
            value.items(faults, |item, faults| chapter(file, item, &mut to, faults));
        }
    });
    to.finish(
        faults,
        "no chapters, expected a list \"chapters\" with \"startTime\" and \"title\"",
    )
}

fn chapter<'a>(file: &'a str, item: Value<'a>, to: &mut Chapters, faults: &mut Faults) {
    let (mut start, mut end, mut title, mut url, mut image, mut toc) =
        (None, None, None, None, None, true);
    item.entries(faults, |key, value, _| match key {
        "startTime" => start = value.time(),
        "endTime" => end = value.time(),
        "title" => title = Some(value),
        "url" => url = Some(value),
        "img" => image = Some(value),
        "toc" => toc = !matches!(value.text, "false" | "\"false\""),
        _ => {}
    });
    let Some(start) = start else {
        let message = "a chapter without a time was left out, expected \"startTime\" in seconds";
        faults.lost(item.offset as usize, message);
        return;
    };
    let mut text = |value: Option<Value>| -> Option<Text> {
        let text = value?.text(file, &mut to.texts)?;
        Some(to.texts.trimmed(file, text))
    };
    let (title, url, image) = (text(title).unwrap_or_default(), text(url), text(image));
    let end = end.filter(|end| *end >= start);
    to.chapters.push(Chapter {
        start,
        end,
        title,
        url,
        image,
        toc,
    });
}
