//! Who is named in a text of a front matter: "A, B and C", links, posts and organizations beside names.

use super::people_words::{PEOPLE_WORDS, holds, is_nobody};
use super::person_markup::{link, without_markup};
use crate::knowledge::name_lists;

/// A person as a text names them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PersonText {
    pub name: String,
    pub url: Option<String>,
    pub affiliation: Option<String>,
}

/// The people in "A, B and C", each perhaps as a link, with a mail address, or with what they do:
/// "Jane Doe (Acme)", "Jane Doe - CEO, Acme", "Jane Doe, CEO of Acme".
pub(super) fn people_in_text(text: &str) -> Vec<PersonText> {
    let text = text.trim();
    if text.starts_with("http") && !text.contains(' ') {
        return vec![PersonText {
            name: text.to_owned(),
            ..PersonText::default()
        }];
    }
    let text = &*without_markup(text);
    if let Some(people) = surname_first(text) {
        return people;
    }
    let mut people: Vec<PersonText> = Vec::new();
    // Whether the last person has a post, and the organization comes next: "CEO, Acme".
    let mut post = false;
    for Piece { text, barred } in pieces(text) {
        let (shown, mut url) = link(text);
        let (name, behind) = affiliated(unlabelled(shown.trim()));
        let affiliation = behind.as_deref().and_then(organization_of);
        url = url.or_else(|| behind.as_deref().and_then(address_in));
        // Titles, degrees and posts behind a comma are no other person, nor is one word behind a bar.
        let description = is_description(&name);
        let organization = barred && !name.contains(' ');
        let full = people.last().is_some_and(|last| last.name.contains(' '));
        if (description || post || organization && full)
            && let Some(person) = people.last_mut()
        {
            let organization = if description {
                organization_of(&name)
            } else {
                Some(name.clone())
            };
            post = description && organization.is_none() && is_post(&name);
            person.affiliation = person.affiliation.take().or(organization);
            continue;
        }
        post = affiliation.is_none() && behind.is_some_and(|behind| is_post(&behind));
        if !is_nobody(&name) {
            people.push(PersonText {
                name,
                url,
                affiliation,
            });
        }
    }
    people
}

/// "Weber, Jana" and "Weber, Jana; Lind, Otto", as catalogues write it: the given name is known as one,
/// the surname is not.
fn surname_first(text: &str) -> Option<Vec<PersonText>> {
    let mut people = Vec::new();
    for one in text.split(';') {
        let (last, first) = one.split_once(',')?;
        let (last, first) = (last.trim(), first.trim());
        let given = first.split(' ').next().unwrap_or_default();
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let single = capital(last)
            && capital(first)
            && !last.contains(' ')
            && !first.contains([',', '(', '@']);
        if !single
            || first.split(' ').count() > 2
            || !name_lists::is_given(given)
            || name_lists::is_given(last)
        {
            return None;
        }
        people.push(PersonText {
            name: format!("{first} {last}"),
            ..PersonText::default()
        });
    }
    Some(people)
}

/// A part of a text that names somebody.
struct Piece<'t> {
    text: &'t str,
    /// Whether a bar stands before it: "Jane Doe | Acme".
    barred: bool,
}

/// Cuts a text at commas and at the like, outside of brackets and links.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let (mut start, mut depth, mut barred) = (0, 0_i32, false);
    let mut cut = |from: usize, to: usize, barred: bool| {
        let text = text[from..to].trim_matches(is_edge);
        if !text.is_empty() {
            pieces.push(Piece { text, barred });
        }
    };
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[start.min(at)..at], &text[at + c.len_utf8()..]);
        match c {
            '(' | '[' | '<' | '{' => depth += 1,
            ')' | ']' | '>' | '}' => depth -= 1,
            _ if depth > 0 => {}
            ',' | ';' | '|' | '\n' | '\r' | '、' | '，' | '；' => {
                cut(start, at, barred);
                barred = c == '|';
                start = at + c.len_utf8();
            }
            '&' | '+' | '/' => {
                let spaced = before.ends_with(' ') && after.starts_with(' ');
                // "Jane Doe/John Roe": both sides are full names.
                let name = after
                    .split([',', ';', '/', '&', '+'])
                    .next()
                    .unwrap_or_default();
                let full = |name: &str| {
                    let words = name.trim().split(' ');
                    name.trim().contains(' ')
                        && words
                            .clone()
                            .all(|word| word.starts_with(char::is_uppercase))
                };
                if spaced || c == '/' && full(before) && full(name) {
                    cut(start, at, barred);
                    barred = false;
                    start = at + 1;
                }
            }
            ' ' => {
                let word = after.split(' ').next().unwrap_or_default();
                let rest = &after[word.len()..];
                let lower = word.to_lowercase();
                if rest.starts_with(' ') && PEOPLE_WORDS.joiners.join(&lower, before, rest) {
                    cut(start, at, barred);
                    barred = false;
                    start = at + 1 + word.len();
                }
            }
            _ => {}
        }
    }
    cut(start, text.len(), barred);
    for piece in &mut pieces {
        piece.text = piece.text.strip_prefix("and ").unwrap_or(piece.text);
    }
    pieces
}

/// Spaces and quotes around a name.
fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`'
        )
}

/// A name without what introduces it: "Guest: Jane Doe", "special guest Jane Doe"; of "Jane Doe:
/// baker" what stands before the colon.
fn unlabelled(text: &str) -> &str {
    let is_full = |name: &str| {
        let mut words = name.split(' ').filter(|word| !word.is_empty());
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        words.next().is_some_and(capital) && words.next().is_some_and(capital)
    };
    if let Some((before, after)) = text.split_once(':')
        && !after.starts_with("//")
    {
        let (before, after) = (before.trim(), after.trim());
        let label = holds(&PEOPLE_WORDS.labels, &before.to_lowercase());
        if label || is_full(after) && !is_full(before) {
            return after;
        }
        if is_full(before) {
            return before;
        }
    }
    let lower = text.to_lowercase();
    let labels = PEOPLE_WORDS.labels.iter();
    let longest = labels
        .filter(|label| {
            lower
                .strip_prefix(label.as_str())
                .is_some_and(|rest| rest.starts_with(' '))
        })
        .map(String::len)
        .max();
    match longest.and_then(|len| text.get(len..)) {
        Some(rest) if is_full(rest.trim()) => rest.trim(),
        _ => text,
    }
}

/// A name, and what stands in brackets, behind a dash or behind "of": "Jane Doe (Acme)", "Jane Doe -
/// CEO", "Jane Doe of Acme"; also a handle or an address behind it.
fn affiliated(text: &str) -> (String, Option<String>) {
    let text = text.trim();
    let halves = |name: &str, rest: &str| {
        let rest = rest.trim().trim_end_matches([')', ']']);
        (name.trim().to_owned(), Some(rest.to_owned()))
    };
    for (open, close) in [(" (", ')'), (" [", ']')] {
        if let Some((name, rest)) = text.split_once(open)
            && rest.ends_with(close)
        {
            // "jane@doe.example (Jane Doe)", as feeds write it.
            return if name.contains('@') && !name.trim().contains(' ') && !name.starts_with('@') {
                (rest.trim_end_matches(close).trim().to_owned(), None)
            } else {
                halves(name, rest)
            };
        }
    }
    for dash in [" - ", " – ", " — ", " @ ", " @", " https://", " http://"] {
        if let Some((name, rest)) = text.split_once(dash) {
            let rest = if dash.contains("://") {
                &text[name.len()..]
            } else {
                rest
            };
            return halves(name, rest);
        }
    }
    let place = PEOPLE_WORDS.places.iter().filter_map(|place| {
        let (name, rest) = text.split_once(place.as_str())?;
        let full = name.trim().contains(' ') && !is_post(name);
        (full && rest.starts_with(char::is_uppercase)).then_some((name, rest))
    });
    match place.min_by_key(|(name, _)| name.len()) {
        Some((name, rest)) => halves(name, rest),
        None => (text.to_owned(), None),
    }
}

/// The address that a text is.
fn address_in(text: &str) -> Option<String> {
    let text = text.trim();
    (text.contains("://") && !text.contains(' ')).then(|| text.to_owned())
}

/// "Acme" of "Acme", "CEO of Acme" and "engineer at Acme"; handles, pronouns and posts are none.
fn organization_of(text: &str) -> Option<String> {
    let places = PEOPLE_WORDS.places.iter();
    let found = places
        .filter_map(|place| text.split_once(place.as_str()))
        .next();
    let organization = found.map_or(text, |(_, organization)| organization).trim();
    let named = organization.starts_with(char::is_uppercase)
        && !organization.contains(['/', '@'])
        && !is_description(organization);
    named.then(|| organization.to_owned())
}

/// Whether a text begins with a post that an organization has.
fn is_post(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let first = lower.split([' ', ',']).next().unwrap_or_default();
    holds(&PEOPLE_WORDS.posts, first)
}

/// Whether what stands behind a comma says what somebody is: "CEO of Acme", "PhD", "author".
fn is_description(text: &str) -> bool {
    holds(&PEOPLE_WORDS.titles, &text.trim().to_lowercase()) || is_post(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_name_people() {
        let cases: &[(&str, &[&str])] = &[
            ("Jana Weber", &["Jana Weber"]),
            ("jweber, otto", &["jweber", "otto"]),
            ("Jana Weber (Acme)", &["Jana Weber at Acme"]),
            (
                "Jana Weber - CEO, Acme Works",
                &["Jana Weber at Acme Works"],
            ),
            ("Jana Weber, CEO of Acme", &["Jana Weber at Acme"]),
            (
                "Jana Weber, PhD, and Otto Lind",
                &["Jana Weber", "Otto Lind"],
            ),
            (
                "[Jana Weber](https://jw.example)",
                &["Jana Weber <https://jw.example>"],
            ),
            (
                "<a href='https://jw.example'>Jana Weber</a> & Otto Lind",
                &["Jana Weber <https://jw.example>", "Otto Lind"],
            ),
            ("Jana Weber <jana@jw.example>", &["Jana Weber"]),
            ("Jana Weber / Otto Lind", &["Jana Weber", "Otto Lind"]),
            ("Jana Weber with Otto Lind", &["Jana Weber", "Otto Lind"]),
            ("Jana Weber\nOtto Lind", &["Jana Weber", "Otto Lind"]),
            ("Jana Weber et Otto Lind", &["Jana Weber", "Otto Lind"]),
            ("Jana Weber e Otto Lind", &["Jana Weber", "Otto Lind"]),
            ("Juan y Medio", &["Juan y Medio"]),
            ("Jana Weber of Acme", &["Jana Weber at Acme"]),
            ("Jana Weber from Acme Works", &["Jana Weber at Acme Works"]),
            ("Jana Weber [Acme]", &["Jana Weber at Acme"]),
            ("Jana Weber | Acme", &["Jana Weber at Acme"]),
            ("Jana Weber | Otto Lind", &["Jana Weber", "Otto Lind"]),
            ("Jana Weber @jweber", &["Jana Weber"]),
            (
                "Jana Weber https://jw.example",
                &["Jana Weber <https://jw.example>"],
            ),
            ("Guest: Jana Weber", &["Jana Weber"]),
            ("Special guest Jana Weber", &["Jana Weber"]),
            ("Potter: Jana Weber", &["Jana Weber"]),
            ("Jana Weber: potter", &["Jana Weber"]),
            ("jana@jw.example (Jana Weber)", &["Jana Weber"]),
            ("- Jana Weber\n- Otto Lind", &["Jana Weber", "Otto Lind"]),
            ("Jana Weber<br/>Otto Lind", &["Jana Weber", "Otto Lind"]),
            (
                "<li>Jana Weber</li><li>Otto Lind</li>",
                &["Jana Weber", "Otto Lind"],
            ),
            ("**Jana Weber**", &["Jana Weber"]),
            ("[[people/jana|Jana Weber]]", &["Jana Weber"]),
            ("[[people/Jana Weber]]", &["Jana Weber"]),
            (
                "“Jana Weber” and \"Otto Lind\"",
                &["Jana Weber", "Otto Lind"],
            ),
            ("Jana Weber/Otto Lind", &["Jana Weber", "Otto Lind"]),
            (
                "Jana Weber, PhD, Otto Lind, M.D.",
                &["Jana Weber", "Otto Lind"],
            ),
            ("Jana Weber ja Otto Lind", &["Jana Weber", "Otto Lind"]),
            ("Яна Вебер и Отто Линд", &["Яна Вебер", "Отто Линд"]),
            (
                "Weber, Anna; Lindqvist, Otto M.",
                &["Anna Weber", "Otto M. Lindqvist"],
            ),
            ("Anna, Otto", &["Anna", "Otto"]),
            ("Catherine of Siena", &["Catherine of Siena"]),
            ("aucun", &[]),
            ("Guest name", &[]),
            ("なし", &[]),
            ("TBA", &[]),
            ("-", &[]),
            ("No guest", &[]),
            ("none yet", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<String> = people_in_text(text)
                .into_iter()
                .map(|person| {
                    let url = person.url.map(|url| format!(" <{url}>"));
                    let place = person.affiliation.map(|place| format!(" at {place}"));
                    person.name + &url.unwrap_or_default() + &place.unwrap_or_default()
                })
                .collect();
            assert_eq!(found, *expected, "{text}");
        }
    }
}
