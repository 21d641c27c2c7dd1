//! Where the front matter of a file ends and its body begins.

use super::value::{FieldNode, FieldValue, ParsedFrontMatter};
use super::{json, toml, yaml};
use crate::source::fault::Fault;

/// A file, split.
pub(crate) struct SplitFile<'a> {
    /// The front matter, if there is one.
    pub front: Option<ParsedFrontMatter<'a>>,
    /// Where the body begins.
    pub body: usize,
}

/// A configuration or data file as a front matter without body, by the ending of its name.
pub(crate) fn fenced(file: &str, text: &str) -> String {
    match file.rsplit('.').next() {
        Some("toml") => format!("+++\n{text}\n+++\n"),
        Some("json") => text.to_owned(),
        _ => {
            let text = text.trim_start_matches('\u{feff}');
            let text = text.strip_prefix("---\n").unwrap_or(text);
            format!("---\n{text}\n---\n")
        }
    }
}

/// Splits a file into front matter (TOML, YAML, JSON or none) and body.
pub(crate) fn split(file: &str) -> SplitFile<'_> {
    let bom = if file.starts_with('\u{feff}') { 3 } else { 0 };
    let start = bom + leading_blank(&file[bom..]);
    let none = SplitFile {
        front: None,
        body: bom,
    };
    let rest = &file[start..];
    if rest.starts_with('{') {
        return split_json(file, start).unwrap_or(none);
    }
    let first = rest.lines().next().unwrap_or_default().trim_end();
    match first {
        "+++" => {
            let inner = start + line_len(rest);
            match closing(file, inner, &["+++"]) {
                Some((end, body)) => SplitFile {
                    front: Some(toml::parse(file, inner..end)),
                    body,
                },
                None => unclosed(file, start, inner, "+++", "="),
            }
        }
        "---" => {
            let inner = start + line_len(rest);
            match closing(file, inner, &["---", "..."]) {
                Some((end, body)) if is_yaml(&file[inner..end]) => SplitFile {
                    front: Some(yaml::parse(file, inner..end)),
                    body,
                },
                Some(_) => none,
                None if is_yaml(first_paragraph(&file[inner..])) => {
                    unclosed(file, start, inner, "---", ":")
                }
                None => none,
            }
        }
        _ => unfenced(file, start).unwrap_or(none),
    }
}

/// Fields that no fence opens: those of Pelican and MultiMarkdown end with a blank line, those of Hexo
/// with `---`. One of the first fields must be a title, so that a dialogue is none.
fn unfenced(file: &str, start: usize) -> Option<SplitFile<'_>> {
    const OPENING: [&str; 8] = [
        "title", "date", "author", "authors", "slug", "category", "tags", "layout",
    ];
    let known = |line: &str| {
        let key = line.split_once(':').map(|(key, _)| key.trim());
        let known = |name: &&&str| key.is_some_and(|key| key.eq_ignore_ascii_case(name));
        OPENING.iter().find(known)
    };
    known(file[start..].lines().next()?)?;
    let mut end = start;
    let (mut title, mut fields) = (false, 0);
    let mut closed = false;
    let mut body = file.len();
    for line in file[start..].split_inclusive('\n') {
        let trimmed = line.trim_end();
        if trimmed.is_empty() || trimmed == "---" {
            closed = trimmed == "---";
            body = end + line.len();
            break;
        }
        if !line.starts_with([' ', '\t', '-']) {
            if !is_key_line(trimmed) {
                return None;
            }
            title |= known(line) == Some(&OPENING[0]);
            fields += 1;
        }
        end += line.len();
    }
    if !title || fields < 2 {
        return None;
    }
    let front = if closed {
        yaml::parse(file, start..end)
    } else {
        yaml::parse_lines(file, start..end)
    };
    Some(SplitFile {
        front: Some(front),
        body,
    })
}

/// A `{` opens JSON only when a key or the end of the object follows: `{{< … >}}` is a shortcode.
fn split_json(file: &str, start: usize) -> Option<SplitFile<'_>> {
    let after = file[start + 1..].trim_start();
    if !after.starts_with(['"', '}']) {
        return None;
    }
    let (parsed, end) = json::parse(file, start);
    let body = match end {
        Some(end) => end + line_len(&file[end..]),
        // What remains of a broken object is no prose: the body begins after the line that closes it.
        None => closing(file, start, &["}"]).map_or(file.len(), |(_, body)| body),
    };
    Some(SplitFile {
        front: Some(parsed),
        body,
    })
}

/// A front matter without end: what looks like it is read, and the rest is body.
fn unclosed<'a>(
    file: &'a str,
    start: usize,
    inner: usize,
    delimiter: &str,
    mark: &str,
) -> SplitFile<'a> {
    let mut end = inner;
    for line in file[inner..].split_inclusive('\n') {
        let trimmed = line.trim();
        let belongs = trimmed.is_empty()
            || trimmed.contains(mark)
            || line.starts_with([' ', '\t', '[', ']', '-', '#']);
        if !belongs || (trimmed.is_empty() && end > inner) {
            break;
        }
        end += line.len();
    }
    let mut parsed = if delimiter == "+++" {
        toml::parse(file, inner..end)
    } else {
        yaml::parse(file, inner..end)
    };
    parsed.faults.insert(
        0,
        Fault {
            offset: start,
            message: format!("the front matter is not closed, expected a line \"{delimiter}\""),
            lossy: true,
        },
    );
    if !matches!(parsed.root.value, FieldValue::Map(_)) {
        parsed.root = FieldNode {
            value: FieldValue::Map(Vec::new()),
            span: inner..end,
        };
    }
    SplitFile {
        front: Some(parsed),
        body: end,
    }
}

/// The line that consists of one of `delimiters`: where it begins and where the next one does.
fn closing(file: &str, from: usize, delimiters: &[&str]) -> Option<(usize, usize)> {
    let mut offset = from;
    for line in file[from..].split_inclusive('\n') {
        if delimiters.contains(&line.trim_end()) {
            return Some((offset, offset + line.len()));
        }
        offset += line.len();
    }
    None
}

/// Whether a text between two rules is a front matter and not prose between thematic breaks.
fn is_yaml(text: &str) -> bool {
    let mut lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .peekable();
    if lines.peek().is_none() {
        return true;
    }
    lines.any(is_key_line)
}

/// Whether a line begins with a key and a colon.
fn is_key_line(line: &str) -> bool {
    let line = line.trim_start_matches(['"', '\'', '{', '?', ' ']);
    line.split_once(':').is_some_and(|(key, value)| {
        !key.is_empty()
            && key.len() <= 40
            && key
                .trim_end_matches(['"', '\''])
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
            && (value.is_empty() || value.starts_with([' ', '\t', '\r']))
            && key.split(' ').count() <= 3
    })
}

fn first_paragraph(text: &str) -> &str {
    text.find("\n\n").map_or(text, |end| &text[..end])
}

/// White space that a file may begin with before its front matter.
fn leading_blank(text: &str) -> usize {
    text.len() - text.trim_start_matches(['\n', '\r', ' ', '\t']).len()
}

fn line_len(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |end| end + 1)
}
