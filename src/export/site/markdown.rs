//! A page as Markdown with a front matter in YAML, as Hugo, Jekyll, Eleventy and Astro read both.
//!
//! Labels and quotations are somebody else's text: within the front matter they stand in JSON, which is YAML as well,
//! within the page every sign that could be markup, a shortcode or a tag of a template is written as a number.

use std::fmt::Write as _;

use super::page::{MARK, Said, SiteOptions, SitePage, Thing};
use crate::text::timestamp::hours_minutes_seconds;

pub(super) fn write(page: &SitePage, options: &SiteOptions) -> String {
    let mut text = format!("---\ntitle: {}\n", json(&page.title));
    let _ = writeln!(text, "description: {}", json(&page.description));
    if let Some(layout) = &options.layout {
        let _ = writeln!(text, "layout: {}", json(layout));
    }
    let name = page.path.strip_suffix(".md").unwrap_or(&page.path);
    let below = match name.strip_suffix("_index") {
        Some(folder) => folder.to_owned(),
        None => format!("{name}/"),
    };
    let _ = writeln!(
        text,
        "permalink: {}",
        json(&format!("{}{below}", options.address))
    );
    let _ = writeln!(text, "{MARK}");
    let data = serde_json::to_string_pretty(page).expect("strings and numbers only");
    // Within a mapping, what a value goes on with is indented.
    let _ = writeln!(text, "showgraph:\n  {}", safe(&data).replace('\n', "\n  "));
    text.push_str("---\n");
    let _ = writeln!(text, "\n{}", plain(&page.description));

    for episode in &page.episodes {
        let _ = write!(text, "\n- {}", said(episode));
    }
    if !page.episodes.is_empty() {
        text.push('\n');
    }
    let (things, people, related) = match page.page {
        "topic" => ("What it is about", "Guests", "Related topics"),
        "guest" => ("What the episodes are about", "Organizations", "Topics"),
        _ => ("", "", ""),
    };
    for (heading, list) in [
        (things, &page.things),
        (people, &page.people),
        (related, &page.related),
    ] {
        if list.is_empty() {
            continue;
        }
        if !heading.is_empty() {
            let _ = write!(text, "\n## {heading}\n");
        }
        text.push('\n');
        for thing in list {
            let _ = writeln!(text, "- {}", named(thing));
        }
    }
    text
}

fn said(episode: &Said) -> String {
    let mut text = linked(&episode.title, episode.address.as_deref());
    if let Some(day) = episode.date.as_deref().and_then(|date| date.get(..10)) {
        let _ = write!(text, " ({})", plain(day));
    }
    if let Some(quote) = episode.quote.as_deref().filter(|quote| !quote.is_empty()) {
        let _ = write!(text, ": “{}”", plain(quote));
    }
    if let Some(seconds) = episode.seconds {
        let _ = write!(text, " at {}", hours_minutes_seconds(seconds));
    }
    text
}

fn named(thing: &Thing) -> String {
    let mut text = linked(&thing.label, thing.address.as_deref());
    if let Some(note) = &thing.note {
        let _ = write!(text, ", {}", plain(note));
    }
    text
}

fn linked(label: &str, address: Option<&str>) -> String {
    match address {
        Some(address) => format!("[{}](<{address}>)", plain(label)),
        None => plain(label),
    }
}

fn json(text: &str) -> String {
    safe(&serde_json::Value::from(text).to_string())
}

/// Signs that YAML does not take as they are, though JSON does.
fn safe(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\n' => safe.push(c),
            c if c.is_control()
                || matches!(
                    c,
                    '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
                ) =>
            {
                let _ = write!(safe, "\\u{:04x}", u32::from(c));
            }
            c => safe.push(c),
        }
    }
    safe
}

/// Text on one line in which nothing is markup.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (at, c) in text.trim().chars().enumerate() {
        let begins_a_list = at == 0 && "-+=.".contains(c);
        let numbers_a_list =
            at < 10 && ".)".contains(c) && plain.bytes().all(|b| b.is_ascii_digit());
        // Two hyphens or dots would be set as a dash or an ellipsis.
        let is_joined = "-.".contains(c) && plain.ends_with(c);
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            plain.push(' ');
        } else if "\\`*_{}[]<>#|~$&^%@=!:\"'".contains(c)
            || begins_a_list
            || numbers_a_list
            || is_joined
        {
            let _ = write!(plain, "&#{};", u32::from(c));
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_label_is_markup() {
        for (label, expected) in [
            ("{{< ref >}}", "&#123;&#123;&#60; ref &#62;&#125;&#125;"),
            ("1. one", "1&#46; one"),
            ("v1.2", "v1.2"),
            ("a--b..", "a-&#45;b.&#46;"),
            ("- a\nb", "&#45; a b"),
            ("it's", "it&#39;s"),
        ] {
            assert_eq!(plain(label), expected);
        }
        assert_eq!(
            json("a\u{85}\u{2028}\"\u{7f}"),
            "\"a\\u0085\\u2028\\\"\\u007f\""
        );
    }
}
