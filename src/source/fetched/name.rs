//! Names of files, made from addresses.
//!
//! A name depends on its address alone, consists of `a-z 0-9 . _ -`, begins with a letter or digit
//! and is at most [`LONGEST`] characters plus its ending: it is one name on every file system, also
//! where case does not count. Where the address holds more than that, a hash of it is added, so that
//! two addresses do not share a name.

use url::Url;

use super::Kind;

/// The longest name, without its ending.
const LONGEST: usize = 100;

/// What each kind of text can be: media types and endings of addresses, and the ending of the file.
const TEXTS: &[(&[&str], &[&str], &str)] = &[
    (&["text/vtt", "application/vtt"], &["vtt"], "vtt"),
    (
        &["application/x-subrip", "application/srt", "text/srt"],
        &["srt"],
        "srt",
    ),
    (
        &["application/json", "application/json+chapters", "text/json"],
        &["json"],
        "json",
    ),
    (
        &["text/html", "application/xhtml+xml"],
        &["html", "htm"],
        "html",
    ),
    (&["text/markdown"], &["md", "markdown"], "md"),
    (&["text/plain"], &["txt"], "txt"),
    (&["application/xml", "text/xml"], &["xml", "psc"], "xml"),
];

/// The ending of the file for a transcript or chapters; none for a type that nothing reads.
///
/// The address's own ending goes first, because feeds state wrong types more often than files have
/// wrong endings.
pub fn ending(address: &Url, media_type: Option<&str>) -> Option<&'static str> {
    let last = address.path().rsplit('/').next().unwrap_or_default();
    let own = last.rsplit_once('.').map(|(_, ending)| ending);
    let by_address = own.and_then(|own| {
        let own = own.to_ascii_lowercase();
        TEXTS.iter().find(|text| text.1.contains(&own.as_str()))
    });
    let media_type = media_type.map(|stated| {
        let essence = stated.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    });
    match (by_address, media_type.as_deref()) {
        (Some(text), _) => Some(text.2),
        (None, None | Some("")) => Some("txt"),
        (None, Some(stated)) => TEXTS
            .iter()
            .find(|text| text.0.contains(&stated))
            .map(|text| text.2),
    }
}

/// The name of the file of a feed: `https://shed.example/show/feed` is `shed.example_show_feed.xml`.
pub(super) fn of_feed(address: &Url) -> String {
    format!("{}.xml", stem(address, "xml", false))
}

/// The name of the file of a transcript or chapters. It does not depend on the feed: two can name
/// the same one, and either may come first.
pub(super) fn of_enclosed(kind: Kind, address: &Url, ending: &str) -> String {
    // No file ends so, and thus no feed has the name of the folder.
    let folder = match kind {
        Kind::Chapters => "chapters",
        Kind::Feed | Kind::Transcript => "transcripts",
    };
    format!("{folder}/{}.{ending}", stem(address, ending, true))
}

/// The same name with the hash of the address in it, for the rare case that another has it already.
pub(super) fn told_apart(name: &str, address: &Url) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "xml"));
    format!("{stem}-{}.{ending}", hash(address))
}

/// Whether a name that was read from a file can have been made here, and so stays in its folder.
pub(super) fn is_ours(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    parts.len() <= 2
        && parts.iter().all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
                && part.bytes().all(is_safe)
        })
}

fn is_safe(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-')
}

/// An address as a name without its ending, with a hash unless all of the address is in the name.
/// With `ending_counts`, an address without that ending is not.
fn stem(address: &Url, ending: &str, ending_counts: bool) -> String {
    let path = address.path().trim_start_matches('/');
    let suffix = format!(".{ending}");
    let bare = path.strip_suffix(&suffix);
    let path = bare.unwrap_or(path);
    let host = address.host_str().unwrap_or_default();

    // `_` stands for `/`, so one in the address itself is as much of a loss as a capital letter.
    let mut is_whole = address.scheme() == "https"
        && address.port().is_none()
        && address.query().is_none()
        && (bare.is_some() || !ending_counts)
        && !path.contains('_')
        && !path.ends_with('/');
    let mut stem: String = format!("{host}/{path}")
        .trim_end_matches('/')
        .chars()
        .map(|c| match c {
            '/' => '_',
            c if u8::try_from(c).is_ok_and(is_safe) => c,
            c => {
                is_whole = false;
                match c.to_ascii_lowercase() {
                    c @ 'a'..='z' => c,
                    _ => '-',
                }
            }
        })
        .collect();
    if stem.len() > LONGEST {
        stem.truncate(LONGEST);
        is_whole = false;
    }
    // A name may not end with a dot in Windows, nor begin with one anywhere.
    let trimmed = stem.trim_matches(['.', '-', '_']);
    is_whole &= trimmed.len() == stem.len();
    let mut stem = trimmed.to_owned();
    if stem.is_empty() || is_device(&stem) {
        stem.insert_str(0, "address-");
        is_whole = false;
    }
    match is_whole {
        true => stem,
        false => format!("{stem}-{}", hash(address)),
    }
}

/// Names that are devices in Windows, whatever follows their first dot.
fn is_device(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    matches!(first, "con" | "prn" | "aux" | "nul")
        || matches!(
            first.as_bytes(),
            [b'c', b'o', b'm', b'0'..=b'9'] | [b'l', b'p', b't', b'0'..=b'9']
        )
}

/// FNV-1a, 64 bits: the same on every machine and in every version, unlike the standard library's.
fn hash(address: &Url) -> String {
    let hash = address
        .as_str()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{:010x}", hash >> 24)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn url(address: &str) -> Url {
        Url::parse(address).unwrap()
    }

    #[test]
    fn a_plain_address_is_its_own_name() {
        for (address, name) in [
            (
                "https://shed.example/show/feed",
                "shed.example_show_feed.xml",
            ),
            ("https://shed.example/show.xml", "shed.example_show.xml"),
            ("https://shed.example/feed.rss", "shed.example_feed.rss.xml"),
            ("https://feeds.shed.example", "feeds.shed.example.xml"),
        ] {
            assert_eq!(of_feed(&url(address)), name);
        }
    }

    #[test]
    fn every_name_is_safe_and_no_two_addresses_share_one() {
        let long = format!("https://shed.example/{}", "a/".repeat(300));
        let mut names = BTreeMap::new();
        for address in [
            "https://shed.example/a/b",
            "http://shed.example/a/b",
            "https://shed.example/a/b/",
            "https://shed.example/a_b",
            "https://shed.example/A/b",
            "https://shed.example/a/b?token=1",
            "https://shed.example/a/b?token=2",
            "https://shed.example:8443/a/b",
            "https://shed.example/%C3%BC/..%2f..%2fetc",
            "https://shed.example/über",
            "https://bücher.example/feed",
            "https://[::1]/feed",
            "https://con/feed",
            "https://aux.example/feed",
            "https://com1.example/feed",
            "https://shed.example/.hidden.",
            "https://shed.example/a:b*c",
            &long,
            &format!("{long}x"),
        ] {
            let name = of_feed(&url(address));
            assert!(is_ours(&name), "{address}: {name}");
            assert!(name.len() <= LONGEST + 20, "{address}: {name}");
            assert!(!is_device(&name), "{address}: {name}");
            if let Some(other) = names.insert(name.clone(), address.to_owned()) {
                panic!("{address} and {other} are both {name}");
            }
        }
    }

    #[test]
    fn transcripts_with_and_without_their_ending_have_two_names() {
        let name = |address| of_enclosed(Kind::Transcript, &url(address), "vtt");
        let whole = name("https://shed.example/t/1.vtt");
        assert_eq!(whole, "transcripts/shed.example_t_1.vtt");
        let other = name("https://shed.example/t/1");
        assert!(other != whole && is_ours(&other), "{other}");
    }

    #[test]
    fn what_was_not_made_here_is_not_ours() {
        for name in [
            "",
            "../a.xml",
            "/etc/passwd",
            "a/../b.xml",
            "a/b/c.xml",
            "c:\\a.xml",
            ".git/config",
            "a\\b.xml",
            "a//b.xml",
            "A.xml",
        ] {
            assert!(!is_ours(name), "{name}");
        }
        assert!(is_ours("transcripts/shed.example_1.vtt"));
    }

    #[test]
    fn transcripts_end_as_what_they_are() {
        for (address, media_type, expected) in [
            ("https://a.example/1.vtt", None, Some("vtt")),
            ("https://a.example/1.SRT", Some("text/vtt"), Some("srt")),
            (
                "https://a.example/1",
                Some("text/vtt; charset=utf-8"),
                Some("vtt"),
            ),
            (
                "https://a.example/1",
                Some("application/json+chapters"),
                Some("json"),
            ),
            ("https://a.example/1.php", Some("TEXT/HTML"), Some("html")),
            ("https://a.example/1", None, Some("txt")),
            ("https://a.example/1.pdf", Some("application/pdf"), None),
        ] {
            assert_eq!(ending(&url(address), media_type), expected, "{address}");
        }
    }
}
