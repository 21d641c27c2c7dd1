//! Template code in Markdown: Hugo shortcodes, Liquid and Tera tags, MDX imports.
//!
//! It is overwritten before Markdown is parsed, byte for byte, so that every offset stays. The
//! filler is the form feed: white space to Markdown, but no indentation that would open a code block.

use std::borrow::Cow;
use std::ops::Range;

use super::lookahead::{Backticks, CodeFences, End, Ends, REACH};
use crate::text::work;

/// After so many strings that do not close, shortcodes are read as if they had none: each costs a long search.
const UNCLOSED: usize = 64;

/// What stands in place of template code.
pub(crate) const FILLER: u8 = b'\x0c';

/// A text whose template code is blanked.
#[derive(Debug)]
pub(crate) struct Blanked<'a> {
    /// The text, as long as before.
    pub text: Cow<'a, str>,
    /// Where a transcript shortcode says a transcript stands.
    pub transcripts: Vec<Range<usize>>,
    /// What shortcodes link to: where the address or id stands, and the address.
    pub embeds: Vec<(Range<usize>, String)>,
}

/// Blanks the template code of a text.
pub(crate) fn blank(text: &str, mdx: bool) -> Blanked<'_> {
    let mut blanked = Blanked {
        text: text.into(),
        transcripts: Vec::new(),
        embeds: Vec::new(),
    };
    if !(mdx || text.contains("{{") || text.contains("{%") || text.contains("{:")) {
        return blanked;
    }
    let mut eraser = Eraser {
        source: text,
        bytes: text.as_bytes().to_vec(),
        code: CodeFences::new(text),
        ends: Ends::new(text),
        ticks: Backticks::default(),
        erased: 0..0,
        unclosed: 0,
        transcripts: Vec::new(),
        open_transcript: None,
        embeds: Vec::new(),
    };
    eraser.templates();
    if mdx {
        eraser.mdx();
    }
    if let Some(start) = eraser.open_transcript {
        eraser.transcripts.push(start..text.len());
    }
    blanked.transcripts = eraser.transcripts;
    blanked.embeds = eraser.embeds;
    // Whole characters are overwritten by ASCII, so this cannot fail.
    if let Ok(text) = String::from_utf8(eraser.bytes) {
        blanked.text = text.into();
    }
    blanked
}

struct Eraser<'a> {
    source: &'a str,
    bytes: Vec<u8>,
    code: CodeFences<'a>,
    ends: Ends<'a>,
    ticks: Backticks,
    /// What was overwritten last, without a line break in it.
    erased: Range<usize>,
    /// How many strings of shortcodes did not close.
    unclosed: usize,
    transcripts: Vec<Range<usize>>,
    open_transcript: Option<usize>,
    embeds: Vec<(Range<usize>, String)>,
}

impl Eraser<'_> {
    fn templates(&mut self) {
        let mut at = 0;
        while let Some(step) = self.source[at..].find('{') {
            let open = at + step;
            let rest = &self.source.as_bytes()[open..];
            at = match rest {
                [b'{', b'{', b'<', ..] => self.hugo(open, End::Angle),
                [b'{', b'{', b'%', ..] => self.hugo(open, End::Percent),
                [b'{', b'{', ..] => self.liquid(open, End::Braces),
                [b'{', b'%', ..] => self.liquid(open, End::Tag),
                [b'{', b':', ..] => self.attributes(open),
                _ => None,
            }
            .unwrap_or(open + 1);
        }
    }

    /// A shortcode at `open`; gives where it ends.
    fn hugo(&mut self, open: usize, end: End) -> Option<usize> {
        let (inner, close) = (open + 3, end.text());
        let first = self.ends.within(end, inner)? + close.len();
        let end = self.shortcode_end(inner, close).unwrap_or(first);
        let shortcode = Shortcode::read(self.source, inner, end - close.len());
        let mut keep = None;
        match shortcode.name {
            "transcript" => {
                let argument = shortcode
                    .arguments
                    .iter()
                    .map(|(_, value)| value.clone())
                    .find(|value| self.source[value.clone()].contains(char::is_whitespace));
                if let Some(start) = self.open_transcript.take() {
                    self.transcripts.push(start..open);
                }
                self.open_transcript = Some(argument.as_ref().map_or(end, |range| range.start));
                keep = argument;
            }
            "/transcript" => {
                if let Some(start) = self.open_transcript.take() {
                    self.transcripts.push(start..open);
                }
            }
            "comment" => {
                // What stands between is not published.
                let rest = &self.source[end..];
                let closing = ["{{< /comment", "{{</comment", "{{% /comment", "{{%/comment"];
                let close = closing.iter().filter_map(|tag| rest.find(tag)).min();
                if let Some(close) = close.filter(|close| *close < REACH) {
                    self.erase(open..end + close);
                    return Some(end + close);
                }
            }
            "ref" | "relref" if self.in_target(open) => {
                if let Some(page) = shortcode.argument(&["path"]) {
                    self.keep_target(open..end, page);
                    return Some(end);
                }
            }
            "youtube" | "youtubeLite" | "youtube-lite" => {
                if let Some(id) = shortcode.argument(&["id"]) {
                    let href = format!(
                        "https://www.youtube.com/watch?v={}",
                        &self.source[id.clone()]
                    );
                    self.embeds.push((id, href));
                }
            }
            "vimeo" => {
                if let Some(id) = shortcode.argument(&["id"]) {
                    let href = format!("https://vimeo.com/{}", &self.source[id.clone()]);
                    self.embeds.push((id, href));
                }
            }
            _ => {
                if let Some(link) = shortcode.named(&["link", "href", "url"]) {
                    let href = self.source[link.clone()].to_owned();
                    if href.contains("://") {
                        self.embeds.push((link, href));
                    }
                }
                keep = shortcode.named(&["caption", "title", "text"]);
            }
        }
        let keep = keep.unwrap_or(end..end);
        self.erase(open..keep.start);
        self.erase(keep.end..end);
        Some(end)
    }

    /// Where a shortcode ends whose first `close` may stand in one of its strings.
    fn shortcode_end(&mut self, from: usize, close: &str) -> Option<usize> {
        let source = self.source.as_bytes();
        let bytes = &source[..source.len().min(from + REACH)];
        let mut at = from;
        while at < bytes.len() && self.unclosed < UNCLOSED {
            match bytes[at] {
                b'"' | b'`' => match string_end(bytes, at, bytes.len()) {
                    Some(end) => at = end + 1,
                    None => {
                        self.unclosed += 1;
                        work::steps(bytes.len() - at);
                        return None;
                    }
                },
                _ if source[at..].starts_with(close.as_bytes()) => return Some(at + close.len()),
                _ => at += 1,
            }
        }
        None
    }

    /// Attributes of kramdown at `open`: `{: .note title="…"}`.
    fn attributes(&mut self, open: usize) -> Option<usize> {
        let end = self.ends.within(End::Brace, open)?;
        if self.source.as_bytes()[end] != b'}' {
            return None;
        }
        let end = end + 1;
        if !self.code.contains(open) {
            self.erase(open..end);
        }
        Some(end)
    }

    /// Liquid or Tera code at `open`, which stays in code that is shown to the reader.
    fn liquid(&mut self, open: usize, end: End) -> Option<usize> {
        let close = end.text();
        let mut end = self.ends.within(end, open + 2)? + close.len();
        let name = self.source[open + 2..end].trim_start_matches(['-', ' ']);
        if name.starts_with("comment ") || name.starts_with("comment%") {
            // What a comment holds is not published.
            let closing = self.ends.within(End::Comment, end);
            let closed = closing.and_then(|at| Some(at + self.source[at..].find("%}")? + 2));
            end = closed.unwrap_or(end);
        }
        let in_span = self.ticks.are_odd(self.source, open);
        if !in_span && !self.code.contains(open) {
            let inner = open + 2..end - close.len();
            let page = page_named(&self.source[inner.clone()]);
            match page.filter(|_| self.in_target(open)) {
                Some(page) => {
                    let page = inner.start + page.start..inner.start + page.end;
                    self.keep_target(open..end, page);
                }
                None => self.erase(open..end),
            }
        }
        Some(end)
    }

    /// Import and export statements and `{expressions}` of MDX. Its tags look like HTML.
    fn mdx(&mut self) {
        let mut offset = 0;
        for line in self.source.split_inclusive('\n') {
            let start = offset;
            offset += line.len();
            if self.code.contains(start) {
                continue;
            }
            let statement = ["import ", "import{", "export "]
                .into_iter()
                .any(|word| line.starts_with(word))
                && line.contains(['\'', '"', '=', '{']);
            if statement {
                self.erase(start..offset);
                continue;
            }
            let mut at = start;
            while let Some(open) = self.source[at..offset].find('{').map(|step| at + step) {
                let Some(close) = self.source[open..offset].find('}') else {
                    break;
                };
                at = open + close + 1;
                self.erase(open..at);
                // A tag's attribute stays one.
                if self.source[..open].ends_with('=') {
                    self.bytes[open] = b'"';
                    self.bytes[at - 1] = b'"';
                }
            }
        }
    }

    /// Whether the target of a link begins at an offset, or before the template code that ends there.
    fn in_target(&self, open: usize) -> bool {
        let end = if self.erased.end == open {
            self.erased.start
        } else {
            open
        };
        let before = &self.bytes[..end];
        [&b"("[..], b"(<", b"]: ", b"href=\"", b"href='"]
            .into_iter()
            .any(|begin| before.ends_with(begin))
    }

    /// Overwrites a range, but for what it names in it: moved to the end, so that it joins what follows.
    fn keep_target(&mut self, range: Range<usize>, name: Range<usize>) {
        let kept = self.source.as_bytes()[name].to_vec();
        let start = range.end - kept.len();
        self.erase(range.start..start);
        self.bytes[start..range.end].copy_from_slice(&kept);
    }

    /// Overwrites a range, but for its line breaks.
    fn erase(&mut self, range: Range<usize>) {
        let line = memchr::memrchr2(b'\n', b'\r', &self.bytes[range.clone()]);
        let start = match line {
            Some(line) => range.start + line + 1,
            None if self.erased.end == range.start => self.erased.start,
            None => range.start,
        };
        self.erased = start..range.end;
        for byte in &mut self.bytes[range] {
            if !matches!(*byte, b'\n' | b'\r') {
                *byte = FILLER;
            }
        }
    }
}

/// The page whose address a tag of Liquid or Tera gives: `post_url 2024-01-05-soil`,
/// `"/soil/" | relative_url`, `get_url(path="@/soil.md")`.
fn page_named(tag: &str) -> Option<Range<usize>> {
    let start = tag.len() - tag.trim_start_matches(['-', ' ']).len();
    let rest = &tag[start..];
    let named = |from: usize, len: usize| Some(start + from..start + from + len);
    for word in ["post_url ", "link "] {
        if let Some(page) = rest.strip_prefix(word) {
            let from = rest.len() - page.trim_start().len();
            let page = rest[from..].split_whitespace().next()?;
            return named(from, page.len());
        }
    }
    let from = match rest.strip_prefix("get_url(") {
        Some(_) => rest.find("path=")? + "path=".len(),
        None => 0,
    };
    let quote = rest[from..]
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''))?;
    let len = rest[from + 1..].find(quote)?;
    named(from + 1, len)
}

/// A name and its arguments, each with the key if it has one.
struct Shortcode<'a> {
    name: &'a str,
    arguments: Vec<(&'a str, Range<usize>)>,
}

impl<'a> Shortcode<'a> {
    fn read(source: &'a str, from: usize, to: usize) -> Self {
        let mut arguments = Vec::new();
        let mut at = from;
        let bytes = source.as_bytes();
        let mut key = "";
        while at < to {
            match bytes[at] {
                b' ' | b'\t' | b'\r' | b'\n' | b'=' => at += 1,
                quote @ (b'"' | b'`') => {
                    let close = string_end(bytes, at, to).unwrap_or(to);
                    arguments.push((std::mem::take(&mut key), at + 1..close));
                    let _ = quote;
                    at = close + 1;
                }
                _ => {
                    let len = source[at..to]
                        .find([' ', '\t', '\r', '\n', '=', '"', '`'])
                        .unwrap_or(to - at);
                    if bytes.get(at + len) == Some(&b'=') && at + len < to {
                        key = &source[at..at + len];
                    } else {
                        arguments.push((std::mem::take(&mut key), at..at + len));
                    }
                    at += len;
                }
            }
        }
        let mut arguments = arguments.into_iter().peekable();
        let mut name = arguments.next().map_or("", |(_, range)| &source[range]);
        if name == "/" {
            let closed = arguments.next().map_or("", |(_, range)| &source[range]);
            name = if closed == "transcript" {
                "/transcript"
            } else {
                "/"
            };
        }
        Self {
            name,
            arguments: arguments.collect(),
        }
    }

    /// The argument with one of these keys, or the first without a key.
    fn argument(&self, keys: &[&str]) -> Option<Range<usize>> {
        self.named(keys).or_else(|| self.named(&[""]))
    }

    fn named(&self, keys: &[&str]) -> Option<Range<usize>> {
        self.arguments
            .iter()
            .find(|(key, range)| keys.contains(key) && !range.is_empty())
            .map(|(_, range)| range.clone())
    }
}

/// Where the string that opens at `at` closes.
fn string_end(bytes: &[u8], at: usize, to: usize) -> Option<usize> {
    let quote = bytes[at];
    let mut end = at + 1;
    while end < to {
        match bytes[end] {
            b'\\' if quote == b'"' => end += 2,
            byte if byte == quote => return Some(end),
            _ => end += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_of_links_stay() {
        let cases = [
            ("[x]({{< ref \"soil.md\" >}})", "[x]( soil.md)"),
            (
                "[x]({{% relref path=\"soil\" lang=\"de\" %}}#part)",
                "[x]( soil#part)",
            ),
            ("[x]: {{< ref `soil` >}}\n", "[x]: soil\n"),
            (
                "<a href=\"{{< ref \"soil\" >}}\">x</a>",
                "<a href=\" soil\">x</a>",
            ),
            (
                "[x]({{ site.baseurl }}{% post_url 2024-01-05-soil %})",
                "[x]( 2024-01-05-soil)",
            ),
            ("[x]({%- link _eps/soil.md -%})", "[x]( _eps/soil.md)"),
            ("[x]({{ '/soil/' | relative_url }})", "[x]( /soil/)"),
            (
                "[x]({{ site.url }}{{ site.baseurl }}/soil/)",
                "[x]( /soil/)",
            ),
            (
                "[x]({{ get_url(path=\"@/ep/soil.md\") }})",
                "[x]( @/ep/soil.md)",
            ),
            ("Soil {{ page.title }} {% link x.md %}", "Soil"),
        ];
        for (text, expected) in cases {
            let blanked = blank(text, false).text;
            assert_eq!(blanked.len(), text.len());
            let words: Vec<&str> = blanked.split([FILLER as char, ' ']).collect();
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            assert_eq!(words.join(" "), expected, "{text}");
        }
    }
}
