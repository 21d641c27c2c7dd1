//! Slugs, ids and IRIs: what names become when they have to be addresses.

use std::borrow::Cow;

use deunicode::deunicode;
use rustc_hash::FxHashMap;

use super::model::EntityId;
use crate::vocabulary::Kind;

/// The longest slug, in bytes.
const LONGEST: usize = 80;

/// Lower-case ASCII letters, digits and single hyphens: `Cloud Pub/Sub` becomes `cloud-pub-sub`,
/// `C++` becomes `c-plus-plus`.
pub fn slug(name: &str) -> String {
    let ascii = if name.is_ascii() {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(deunicode(name))
    };
    let mut out = String::with_capacity(ascii.len().min(LONGEST + "-sharp".len()));
    // Whether a hyphen is due before the next word.
    let mut gap = false;
    for byte in ascii.bytes() {
        let word = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'Z' => "",
            b'+' => "plus",
            b'#' => "sharp",
            b'&' => "and",
            b'\'' => continue,
            _ => {
                gap = true;
                continue;
            }
        };
        if (gap || !word.is_empty()) && !out.is_empty() {
            out.push('-');
        }
        gap = !word.is_empty();
        if word.is_empty() {
            out.push(char::from(byte.to_ascii_lowercase()));
        }
        out.push_str(word);
        if out.len() > LONGEST {
            break;
        }
    }
    if out.len() > LONGEST {
        let cut = out[..LONGEST]
            .rfind('-')
            .filter(|at| *at > LONGEST / 2)
            .unwrap_or(LONGEST);
        out.truncate(cut);
    }
    out
}

/// FNV-1a, 64 bits: stable over versions and machines, unlike the standard library's hasher.
pub(super) fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Gives each of a set of things an id.
///
/// A thing is a kind and a key, and each is there once; its slug comes from its name. Where two
/// things share a slug, all of them get a suffix made from their keys, so that ids depend on the
/// things and not on their order.
pub(super) fn assign(things: &[(Kind, &str, Cow<'_, str>)]) -> Vec<EntityId> {
    let slugs: Vec<String> = things.iter().map(|(.., name)| slug(name)).collect();
    let mut counts: FxHashMap<(Kind, &str), usize> = FxHashMap::default();
    for ((kind, ..), slug) in things.iter().zip(&slugs) {
        *counts.entry((*kind, slug)).or_default() += 1;
    }
    let id = |((kind, key, _), slug): (&(Kind, &str, Cow<'_, str>), &String)| {
        if counts[&(*kind, slug.as_str())] == 1 && !slug.is_empty() {
            return EntityId::new(*kind, slug);
        }
        let suffix = stable_hash(key) & 0xff_ffff;
        let hyphen = if slug.is_empty() { "" } else { "-" };
        EntityId::new(*kind, &format!("{slug}{hyphen}{suffix:06x}"))
    };
    things.iter().zip(&slugs).map(id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let cases = [
            ("Cloud Pub/Sub", "cloud-pub-sub"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("AT&T", "at-and-t"),
            ("Žluťoučký kůň", "zlutoucky-kun"),
            ("O'Reilly", "oreilly"),
            ("…", ""),
            ("  --a--  b", "a-b"),
            ("++c & d's#", "plus-plus-c-and-ds-sharp"),
            (&"a".repeat(99), &"a".repeat(80)),
            (&"word ".repeat(20), &"word-".repeat(16)[..79]),
        ];
        for (name, expected) in cases {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn things_that_share_a_slug_get_suffixes_of_their_own() {
        let things = [
            (Kind::Product, "go", "Go".into()),
            (Kind::Product, "go!", "Go!".into()),
            (Kind::Concept, "go", "Go".into()),
        ];
        let ids = assign(&things);
        let mut turned = things;
        turned.reverse();
        let mut turned = assign(&turned);
        turned.reverse();
        assert_eq!(ids, turned);
        assert_eq!(ids[2].as_str(), "concept:go");
        assert_ne!(ids[0], ids[1]);
        assert!(ids[0].as_str().starts_with("product:go-"));
    }
}
