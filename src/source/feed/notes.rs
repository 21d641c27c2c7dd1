//! Which of an item's texts are its notes, and which say more than those.

use super::plain::{Tags, plain, tag};
use super::text::FeedText;
use crate::text::references::decode_letters;

/// So many texts of an item are weighed against each other; feeds have one or two in each field.
const MOST: usize = 32;

/// Which field a text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NoteField {
    /// `content:encoded`, Atom's `content`.
    Content,
    /// `description`.
    Description,
    /// `itunes:summary`, Atom's `summary`.
    Summary,
    /// `itunes:subtitle`.
    Subtitle,
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NoteForm {
    /// HTML, with tags or references of its own.
    Html,
    /// Nothing but text: its line breaks part paragraphs.
    Plain,
}

/// One text about an episode or a show.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// Which field it stands in.
    pub field: NoteField,
    /// How it is written.
    pub form: NoteForm,
    /// The text: HTML stays HTML.
    pub text: FeedText,
}

impl Note {
    /// A text whose field does not say how it is written: HTML is what has a tag or a reference of HTML.
    pub(crate) fn guessed(field: NoteField, text: FeedText) -> Self {
        let form = if is_html(&text.value) {
            NoteForm::Html
        } else {
            NoteForm::Plain
        };
        Self { field, form, text }
    }

    /// The text with its letters decoded (`O&#8217;Hara`), where that changes it. HTML stays HTML.
    pub(crate) fn with_letters(&self) -> Option<FeedText> {
        let (value, origins) = decode_letters(&self.text.value)?;
        let mut text = FeedText::default();
        let ends = origins.iter().skip(1).map(|(end, _)| *end as usize);
        for ((start, from), end) in origins.iter().zip(ends.chain([value.len()])) {
            let (start, from) = (*start as usize, *from as usize);
            let piece = &value[start..end];
            if self.text.value[from..].starts_with(piece) {
                text.push_from(&self.text, from, from + piece.len());
            } else {
                text.push_decoded(piece, self.text.origin(from as u32) as usize);
            }
        }
        Some(text)
    }

    /// Its words: without tags, white space folded.
    pub(crate) fn words(&self) -> String {
        match self.form {
            NoteForm::Html => plain(&self.text, Tags::All).value,
            NoteForm::Plain => {
                let words = self.text.value.split_whitespace();
                words.collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// The texts worth reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Notes<'a> {
    /// The notes.
    pub body: Option<&'a Note>,
    /// What says something else, by field and place in the feed.
    pub others: Vec<&'a Note>,
}

impl<'a> Notes<'a> {
    /// Chooses among the texts of an item.
    ///
    /// The body is `content:encoded`, else the description, else the summary, else the subtitle. Of the
    /// others those stay that are not contained in one chosen before, compared word by word without tags
    /// and punctuation; a text that contains the body whole takes its place. So nothing is read twice.
    pub(crate) fn of(texts: &'a [Note]) -> Self {
        let mut sorted: Vec<&Note> = texts.iter().collect();
        sorted.sort_by_key(|note| note.field);
        sorted.truncate(MOST);
        let Some((first, rest)) = sorted.split_first() else {
            return Self::default();
        };
        if rest.is_empty() {
            return Self {
                body: Some(first),
                others: Vec::new(),
            };
        }
        let mut chosen: Vec<(&Note, String)> = vec![(first, words(&first.text.value))];
        for note in rest {
            if chosen
                .iter()
                .any(|(known, _)| known.text.value == note.text.value)
            {
                continue;
            }
            let words = words(&note.text.value);
            if words.trim().is_empty() || chosen.iter().any(|(_, known)| known.contains(&words)) {
                continue;
            }
            let contained = |known: &str| words.contains(known);
            if contained(&chosen[0].1) {
                chosen[0] = (note, words);
            } else {
                chosen.push((note, words));
            }
        }
        // The body may have grown since others were weighed against it.
        let (body, whole) = chosen.remove(0);
        chosen.retain(|(_, words)| !whole.contains(words.as_str()));
        Self {
            body: Some(body),
            others: chosen.into_iter().map(|(note, _)| note).collect(),
        }
    }
}

/// The words of a text in lower case, each between spaces: tags, references and punctuation part them.
fn words(html: &str) -> String {
    let mut words = String::with_capacity(html.len() + 2);
    words.push(' ');
    let bytes = html.as_bytes();
    let mut apart = true;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            words.push(byte.to_ascii_lowercase() as char);
            (apart, at) = (false, at + 1);
            continue;
        }
        let rest = &html[at..];
        let letter = rest.chars().next().filter(|_| !byte.is_ascii());
        let len = letter.map_or(1, char::len_utf8);
        if let Some(letter) = letter.filter(|letter| letter.is_alphanumeric()) {
            words.extend(letter.to_lowercase());
            (apart, at) = (false, at + len);
            continue;
        }
        if !apart {
            words.push(' ');
            apart = true;
        }
        let skipped = match byte {
            b'<' => tag(rest, Tags::OfHtml).map(|(len, _)| len),
            b'&' => {
                let end = rest.bytes().take(12).position(|byte| byte == b';');
                end.map(|end| end + 1)
            }
            _ => None,
        };
        at += skipped.unwrap_or(len);
    }
    if !apart {
        words.push(' ');
    }
    words
}

/// Whether a text has a tag or a reference of HTML.
fn is_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).any(|at| {
        let rest = &text[at..];
        if bytes[at] == b'<' {
            return tag(rest, Tags::OfHtml).is_some();
        }
        let name = rest[1..].strip_prefix('#').unwrap_or(&rest[1..]);
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        len > 0 && name[len..].starts_with(';')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(field: NoteField, text: &str) -> Note {
        Note::guessed(field, FeedText::verbatim(text, 0))
    }

    #[test]
    fn no_words_are_read_twice() {
        use NoteField::{Content, Description, Subtitle, Summary};
        type Case<'a> = (&'a str, &'a [(NoteField, &'a str)], &'a str, &'a [&'a str]);
        let cases: &[Case<'_>] = &[
            (
                "content before description, in any order",
                &[
                    (Description, "Short words."),
                    (Content, "<p>All of it.</p>"),
                ],
                "<p>All of it.</p>",
                &["Short words."],
            ),
            (
                "equal but for its tags",
                &[
                    (Content, "<p>Soil &amp; <b>worms</b>.</p>"),
                    (Description, "Soil & worms."),
                ],
                "<p>Soil &amp; <b>worms</b>.</p>",
                &[],
            ),
            (
                "cut short",
                &[
                    (Content, "<p>We talk about soil and worms.</p>"),
                    (Summary, "We talk about soil…"),
                ],
                "<p>We talk about soil and worms.</p>",
                &[],
            ),
            (
                "a description that holds the content",
                &[(Content, "<p>Soil.</p>"), (Description, "Soil. And worms.")],
                "Soil. And worms.",
                &[],
            ),
            (
                "part of a word is no word",
                &[(Description, "Starting again."), (Subtitle, "Art")],
                "Starting again.",
                &["Art"],
            ),
            ("only a summary", &[(Summary, "Worms.")], "Worms.", &[]),
        ];
        for (name, texts, body, others) in cases {
            let texts: Vec<Note> = texts
                .iter()
                .map(|(field, text)| note(*field, text))
                .collect();
            let notes = Notes::of(&texts);
            assert_eq!(notes.body.unwrap().text.value, *body, "{name}");
            let rest: Vec<&str> = notes
                .others
                .iter()
                .map(|note| note.text.value.as_str())
                .collect();
            assert_eq!(rest, *others, "{name}");
        }
        assert_eq!(Notes::of(&[]), Notes::default());
    }

    #[test]
    fn forms() {
        let cases = [
            ("<p>Soil</p>", NoteForm::Html),
            ("Soil &amp; worms", NoteForm::Html),
            ("Soil & worms; more", NoteForm::Plain),
            ("Vec<T> is\na vector", NoteForm::Plain),
        ];
        for (text, form) in cases {
            assert_eq!(note(NoteField::Description, text).form, form, "{text}");
        }
    }
}
