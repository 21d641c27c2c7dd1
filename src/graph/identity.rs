//! Slugs, ids and IRIs: what names become when they have to be addresses.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use deunicode::deunicode;

use super::model::EntityId;
use crate::vocabulary::Kind;

/// The longest slug, in bytes.
const LONGEST: usize = 80;

/// Lower-case ASCII letters, digits and single hyphens: `Cloud Pub/Sub` becomes `cloud-pub-sub`,
/// `C++` becomes `c-plus-plus`.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let push = |word: &str, out: &mut String| {
        if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        out.push_str(word);
        out.push('-');
    };
    let ascii = if name.is_ascii() {
        name.to_owned()
    } else {
        deunicode(name)
    };
    for c in ascii.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '+' => push("plus", &mut out),
            '#' => push("sharp", &mut out),
            '&' => push("and", &mut out),
            '\'' => {}
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
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
pub fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Gives each of a set of things an id.
///
/// A thing is a kind and a key; its slug comes from `name`. Where two things share a slug, all of
/// them get a suffix made from their keys, so that ids depend on the things and not on their order.
pub fn assign<'k, 'n>(
    things: impl Iterator<Item = (Kind, &'k str, &'n str)>,
) -> BTreeMap<(Kind, &'k str), EntityId> {
    let mut by_slug: BTreeMap<(Kind, String), BTreeSet<&str>> = BTreeMap::new();
    for (kind, key, name) in things {
        let full = slug(name);
        by_slug.entry((kind, full)).or_default().insert(key);
    }
    let mut ids = BTreeMap::new();
    for ((kind, slug), keys) in by_slug {
        let alone = keys.len() == 1 && !slug.is_empty();
        for key in keys {
            let id = if alone {
                EntityId::new(kind, &slug)
            } else {
                let suffix = stable_hash(key) & 0xff_ffff;
                let hyphen = if slug.is_empty() { "" } else { "-" };
                EntityId::new(kind, &format!("{slug}{hyphen}{suffix:06x}"))
            };
            ids.insert((kind, key), id);
        }
    }
    ids
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
        ];
        for (name, expected) in cases {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn things_that_share_a_slug_get_suffixes_of_their_own() {
        let things = [
            (Kind::Product, "go", "Go"),
            (Kind::Product, "go!", "Go!"),
            (Kind::Concept, "go", "Go"),
        ];
        let ids = assign(things.into_iter());
        let turned = assign(things.into_iter().rev());
        assert_eq!(ids, turned);
        assert_eq!(ids[&(Kind::Concept, "go")].as_str(), "concept:go");
        assert_ne!(ids[&(Kind::Product, "go")], ids[&(Kind::Product, "go!")]);
        assert!(
            ids[&(Kind::Product, "go")]
                .as_str()
                .starts_with("product:go-")
        );
    }
}
