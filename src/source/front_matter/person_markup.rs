//! The marks of Markdown, HTML and wikis around names in front matters.

use std::borrow::Cow;

/// A text of names without emphasis, tags, bullets and wiki links; `<br>` and the ends of list items
/// become line breaks. Links stay, for [`link`] to read.
pub(super) fn without_markup(text: &str) -> Cow<'_, str> {
    let marked = text.contains(['*', '<', '\n']) || text.contains("[[") || text.contains("__");
    if !marked && !text.starts_with("- ") {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = &*wiki_links(text);
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        let tag = &rest[at..];
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let name: String = tag[1..end]
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match &*name {
            "br" | "li" | "p" | "div" | "ul" | "ol" => plain.push('\n'),
            "b" | "strong" | "i" | "em" | "span" | "u" | "small" => {}
            // A link, or a mail address.
            _ => plain.push_str(&tag[..end]),
        }
        rest = &tag[end..];
    }
    plain.push_str(rest);
    let lines = plain.lines().map(|line| {
        let line = line.trim();
        let bullet = ["- ", "* ", "+ ", "• "];
        let line = bullet
            .into_iter()
            .find_map(|mark| line.strip_prefix(mark))
            .unwrap_or(line);
        line.replace("**", "").replace("__", "").replace('*', "")
    });
    lines.collect::<Vec<_>>().join("\n").into()
}

/// `[[page|shown]]` as what it shows, `[[folder/page]]` as the page's name.
fn wiki_links(text: &str) -> Cow<'_, str> {
    if !text.contains("[[") {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once("[[") {
        plain.push_str(before);
        let Some((inner, after)) = inner.split_once("]]") else {
            rest = inner;
            continue;
        };
        let page = inner.rsplit('/').next().unwrap_or(inner);
        plain.push_str(inner.split_once('|').map_or(page, |(_, shown)| shown));
        rest = after;
    }
    plain.push_str(rest);
    plain.into()
}

/// What a link shows, and where it leads: Markdown, HTML, or "Jane Doe <https://…>". A mail address
/// is dropped.
pub(super) fn link(piece: &str) -> (String, Option<String>) {
    let page = |url: &str| url.contains("://").then(|| url.trim().to_owned());
    if let Some((shown, rest)) = piece.strip_prefix('[').and_then(|p| p.split_once("](")) {
        let (url, after) = rest.split_once(')').unwrap_or((rest, ""));
        return (format!("{shown}{after}"), page(url));
    }
    // `[Jane Doe][jane]`: where it leads stands elsewhere.
    if let Some((shown, _)) = piece.strip_prefix('[').and_then(|p| p.split_once("][")) {
        return (shown.to_owned(), None);
    }
    let Some(open) = piece.find('<') else {
        return (piece.to_owned(), None);
    };
    let inner = &piece[open + 1..];
    let inner = &inner[..inner.find('>').unwrap_or(inner.len())];
    if !inner.starts_with(['a', 'A']) || !inner.contains("href") {
        let named = piece[..open].trim();
        return match named {
            "" => (inner.to_owned(), page(inner)),
            named => (named.to_owned(), page(inner)),
        };
    }
    let href = inner.split_once("href").map_or("", |(_, href)| href);
    let quote = |c: char| matches!(c, '"' | '\'');
    let url = href.split(quote).nth(1).and_then(page);
    let mut shown = String::new();
    let mut tag = false;
    for c in piece.chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            c if !tag => shown.push(c),
            _ => {}
        }
    }
    (shown, url)
}
