//! Whether a value of a front matter looks like the name of a person, or leads to the page of one.

use crate::knowledge::name_lists::{self, WordClass};
use crate::source::people_pages::People;
use crate::text::path::page_stem;

/// How much a value looks like a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// It leads to a page about a person, or consists of names that people have.
    Surely,
    /// It has the shape of a name.
    Perhaps,
    Not,
}

/// Words in the middle of names that begin with a small letter.
const PARTICLES: [&str; 14] = [
    "de", "da", "do", "dos", "del", "della", "di", "van", "von", "der", "den", "la", "le", "bin",
];

/// Judges a value: a name, a slug, a path or a wikilink.
pub(super) fn likeness(value: &str, pages: &People) -> Likeness {
    let value = value.trim();
    let inner = value
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"));
    let target = inner.map_or(value, |link| link.split('|').next().unwrap_or(link));
    let page = page_stem(target.trim_end_matches('/'));
    let last = target
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(target);
    let is_page = |name: &str| pages.get(name).is_some();
    if is_page(target) || !value.contains("://") && (is_page(page) || is_page(last)) {
        return Likeness::Surely;
    }
    let shown = inner.map_or(value, |link| link.rsplit('|').next().unwrap_or(link));
    let words: Vec<&str> = shown.split_whitespace().collect();
    match words.as_slice() {
        [name] => single(name),
        [first, .., last] if words.len() <= 5 => full(&words, first, last),
        _ => Likeness::Not,
    }
}

/// A given name alone, as a name or as a handle.
fn single(name: &str) -> Likeness {
    let class = name_lists::word(name.trim_start_matches('@'));
    let otherwise = WordClass::COMMON | WordClass::STOP | WordClass::AMBIGUOUS | WordClass::PLACE;
    let given = class.contains(WordClass::GIVEN) && !class.intersects(otherwise);
    let plain = name
        .trim_start_matches('@')
        .chars()
        .all(char::is_alphabetic);
    match given && plain {
        true => Likeness::Surely,
        false => Likeness::Not,
    }
}

fn full(words: &[&str], first: &str, last: &str) -> Likeness {
    let plain = |word: &str| {
        word.chars()
            .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'))
    };
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let inner = &words[1..words.len() - 1];
    let shaped = words.iter().all(|word| plain(word))
        && capital(first)
        && capital(last)
        && inner
            .iter()
            .all(|word| capital(word) || PARTICLES.contains(word));
    let whole = name_lists::word(&words.join(" "));
    if !shaped || whole.contains(WordClass::PLACE) {
        return Likeness::Not;
    }
    let class = |word: &str| name_lists::word(word);
    let (first, last) = (class(first), class(last));
    let given = first.contains(WordClass::GIVEN)
        && !first.intersects(WordClass::STOP | WordClass::PLACE_OPENING);
    let word = |class: WordClass| class.intersects(WordClass::COMMON | WordClass::STOP);
    match () {
        () if given && (!word(last) || last.contains(WordClass::SURNAME)) => Likeness::Surely,
        () if last.contains(WordClass::SURNAME) && !word(last) && !word(first) => Likeness::Surely,
        () if !word(first) && !word(last) => Likeness::Perhaps,
        () => Likeness::Not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::people_pages::PersonPage;

    #[test]
    fn names_slugs_and_links_look_like_people() {
        let mut pages = People::default();
        pages.insert(PersonPage {
            slug: "zkov".into(),
            name: "Zora Kovalenko".into(),
            urls: Vec::new(),
        });
        use Likeness::{Not, Perhaps, Surely};
        let cases = [
            ("Jana Weber", Surely),
            ("Maria de la Cruz", Surely),
            ("zkov", Surely),
            ("@zkov", Surely),
            ("/people/zkov/", Surely),
            ("people/zkov.md", Surely),
            ("people/zkov/index.md", Surely),
            ("[[zkov|Zora]]", Surely),
            ("[[people/zkov]]", Surely),
            ("[[Jana Weber]]", Surely),
            ("michael", Surely),
            ("Xqtor Vlmorp", Perhaps),
            ("https://shed.example/zkov", Not),
            ("San Francisco", Not),
            ("New York", Not),
            ("Warm Beds", Not),
            ("2024-01-05", Not),
            ("post", Not),
            ("cover.png", Not),
            ("How we built a very small kiln at home", Not),
        ];
        for (value, expected) in cases {
            assert_eq!(likeness(value, &pages), expected, "{value}");
        }
    }
}
