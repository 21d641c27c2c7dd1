//! People and sponsors of a front matter: names, slugs, "A, B and C", or objects.

use std::ops::Range;

use super::value::{FieldNode, FieldValue, fold};
use crate::source::document::CreditRole;
use crate::text::references::decode_references;

/// A person or sponsor as the front matter names them.
#[derive(Debug)]
pub(crate) struct NamedCredit {
    pub role: CreditRole,
    pub name: String,
    pub urls: Vec<String>,
    pub affiliation: Option<String>,
    /// The value that the name was read from.
    pub within: Range<usize>,
}

const NAME_KEYS: [&str; 9] = [
    "name",
    "title",
    "fullname",
    "displayname",
    "label",
    "slug",
    "id",
    "username",
    "nickname",
];
const FIRST_NAME_KEYS: [&str; 4] = ["firstname", "givenname", "first", "forename"];
const LAST_NAME_KEYS: [&str; 4] = ["lastname", "familyname", "last", "surname"];
const AFFILIATION_KEYS: [&str; 8] = [
    "of",
    "company",
    "organization",
    "organisation",
    "affiliation",
    "employer",
    "org",
    "worksat",
];
const URL_KEYS: [&str; 8] = [
    "url", "homepage", "website", "site", "link", "href", "social", "web",
];
/// Networks whose profiles are given as handles, with the address that a handle completes.
const NETWORKS: [(&str, &str); 12] = [
    ("twitter", "https://twitter.com/"),
    ("x", "https://x.com/"),
    ("github", "https://github.com/"),
    ("gitlab", "https://gitlab.com/"),
    ("linkedin", "https://www.linkedin.com/in/"),
    ("instagram", "https://www.instagram.com/"),
    ("youtube", "https://www.youtube.com/"),
    ("facebook", "https://www.facebook.com/"),
    ("twitch", "https://www.twitch.tv/"),
    ("mastodon", ""),
    ("bluesky", "https://bsky.app/profile/"),
    ("threads", "https://www.threads.net/@"),
];

/// The address that a key of a person's page or object gives, if it gives one.
pub(crate) fn profile_url(key: &str, value: &str) -> Option<String> {
    let key = fold(key);
    let value = value.trim();
    if value.starts_with("https://") || value.starts_with("http://") {
        let known = URL_KEYS.contains(&key.as_str())
            || NETWORKS.iter().any(|(network, _)| key.starts_with(network))
            || matches!(
                key.as_str(),
                "blog" | "gplus" | "matrix" | "nostr" | "wikipedia" | "orcid"
            );
        return known.then(|| value.to_owned());
    }
    let handle = value.trim_start_matches('@');
    let (_, base) = NETWORKS.iter().find(|(network, _)| key == *network)?;
    let plain = !handle.is_empty()
        && handle
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (plain && !base.is_empty()).then(|| format!("{base}{handle}"))
}

/// Reads everyone that a value names.
pub(crate) fn read(node: &FieldNode<'_>, role: CreditRole, found: &mut Vec<NamedCredit>) {
    match &node.value {
        FieldValue::Null => {}
        FieldValue::List(items) => {
            for item in items {
                read(item, role, found);
            }
        }
        FieldValue::Scalar(text) if role == CreditRole::Sponsor => {
            if !is_nobody(text) {
                push(found, text.to_string(), role, node.span.clone());
            }
        }
        FieldValue::Scalar(text) => {
            for person in people_in_text(&decode_references(text)) {
                if let Some(named) = push(found, person.name, role, node.span.clone()) {
                    named.urls.extend(person.url);
                    named.affiliation = person.affiliation;
                }
            }
        }
        FieldValue::Map(entries) => match node.get(&NAME_KEYS) {
            Some(name) => object(node, name, role, found),
            None if node.get(&FIRST_NAME_KEYS).is_some() => {
                let part = |keys: &[&str]| node.get(keys).and_then(FieldNode::text);
                let (first, last) = (part(&FIRST_NAME_KEYS), part(&LAST_NAME_KEYS));
                let parts: Vec<&str> = [first, last].into_iter().flatten().collect();
                if let Some(named) = push(found, parts.join(" "), role, node.span.clone()) {
                    named.urls = urls_of(node);
                    let organization = node.get(&AFFILIATION_KEYS).and_then(FieldNode::text);
                    named.affiliation = organization.map(str::to_owned);
                }
            }
            // `jane: {…}` or `Jane Doe: https://…`: the keys name the people.
            None => {
                for (key, value) in entries {
                    let mut urls = Vec::new();
                    match &value.value {
                        FieldValue::Scalar(text) => urls.extend(profile_url("url", text)),
                        FieldValue::Map(_) if value.get(&NAME_KEYS).is_some() => {
                            read(value, role, found);
                            continue;
                        }
                        FieldValue::Map(_) => urls.extend(urls_of(value)),
                        FieldValue::Null | FieldValue::List(_) => {}
                    }
                    if let Some(named) = push(found, key.to_string(), role, node.span.clone()) {
                        named.urls = urls;
                    }
                }
            }
        },
    }
}

fn object(
    node: &FieldNode<'_>,
    name: &FieldNode<'_>,
    role: CreditRole,
    found: &mut Vec<NamedCredit>,
) {
    let Some(text) = name.text() else {
        return read(name, role, found);
    };
    let role = match role {
        CreditRole::Other => node
            .get(&["role", "roles", "group", "type"])
            .map_or(role, role_of),
        _ => role,
    };
    let affiliation = node
        .get(&AFFILIATION_KEYS)
        .and_then(FieldNode::text)
        .map(str::to_owned);
    let mut urls = urls_of(node);
    // Beside an organization, `url` is the organization's where the person has another page.
    if affiliation.is_some()
        && node.get(&["social", "homepage", "website"]).is_some()
        && let Some(url) = node.get(&["url"]).and_then(FieldNode::text)
    {
        urls.retain(|known| known != url);
    }
    let within = name.span.clone();
    if let Some(named) = push(found, text.to_owned(), role, within) {
        named.urls = urls;
        named.affiliation = affiliation;
    }
}

fn urls_of(node: &FieldNode<'_>) -> Vec<String> {
    let mut urls = Vec::new();
    for (key, value) in node.entries() {
        if let Some(url) = value.text().and_then(|text| profile_url(key, text)) {
            urls.push(url);
        }
        for (key, value) in value.entries() {
            urls.extend(value.text().and_then(|text| profile_url(key, text)));
        }
    }
    urls.dedup();
    urls
}

fn push(
    found: &mut Vec<NamedCredit>,
    name: String,
    role: CreditRole,
    within: Range<usize>,
) -> Option<&mut NamedCredit> {
    let name = decode_references(name.trim()).into_owned();
    if role != CreditRole::Sponsor && is_nobody(&name) {
        return None;
    }
    let known = found
        .iter()
        .any(|named| named.name == name && named.role == role);
    if name.is_empty() || known {
        return None;
    }
    found.push(NamedCredit {
        role,
        name,
        urls: Vec::new(),
        affiliation: None,
        within,
    });
    found.last_mut()
}

fn role_of(node: &FieldNode<'_>) -> CreditRole {
    let role = node
        .items()
        .first()
        .and_then(FieldNode::text)
        .unwrap_or_default();
    role_named(role)
}

/// The part that the name of a role means.
pub(crate) fn role_named(role: &str) -> CreditRole {
    let role = role.to_lowercase();
    if role.contains("host") || role.contains("moderator") || role.contains("presenter") {
        CreditRole::Host
    } else if role.contains("guest") || role.contains("interviewee") {
        CreditRole::Guest
    } else if role.contains("sponsor") {
        CreditRole::Sponsor
    } else {
        CreditRole::Other
    }
}

/// The names in "A, B and C". Sponsors' names may hold "and" and "&".
pub(crate) fn names(text: &str, role: CreditRole) -> Vec<String> {
    if role == CreditRole::Sponsor || text.contains("://") {
        return vec![text.trim().to_owned()];
    }
    let people = people_in_text(text).into_iter();
    people.map(|person| person.name).collect()
}

/// A person as a text names them.
#[derive(Debug, Default, PartialEq, Eq)]
struct PersonText {
    name: String,
    url: Option<String>,
    affiliation: Option<String>,
}

/// The people in "A, B and C", each perhaps as a link, with a mail address, or with what they do:
/// "Jane Doe (Acme)", "Jane Doe - CEO, Acme", "Jane Doe, CEO of Acme".
fn people_in_text(text: &str) -> Vec<PersonText> {
    let text = text.trim();
    if text.starts_with("http") && !text.contains(' ') {
        return vec![PersonText {
            name: text.to_owned(),
            ..PersonText::default()
        }];
    }
    let mut people: Vec<PersonText> = Vec::new();
    // Whether the last person has a post, and the organization comes next: "CEO, Acme".
    let mut post = false;
    for piece in pieces(text) {
        let (shown, url) = link(piece);
        let (name, behind) = affiliated(&shown);
        let affiliation = behind.as_deref().and_then(organization_of);
        // Titles, degrees and posts behind a comma are no other person.
        let description = is_description(&name);
        if (description || post)
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

/// Words that stand between two names, in some languages. Those of one or two letters count between
/// full names only.
const JOINERS: [&str; 8] = ["and", "with", "und", "mit", "och", "con", "avec", "og"];
const SHORT_JOINERS: [&str; 6] = ["et", "y", "e", "en", "ed", "i"];

/// Cuts a text at commas and at the like, outside of brackets and links.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0_i32);
    let mut cut = |from: usize, to: usize| {
        let piece = text[from..to].trim();
        if !piece.is_empty() {
            pieces.push(piece);
        }
    };
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '<' | '{' => depth += 1,
            ')' | ']' | '>' | '}' => depth -= 1,
            _ if depth > 0 => {}
            ',' | ';' | '|' | '\n' | '\r' | '、' | '，' => {
                cut(start, at);
                start = at + c.len_utf8();
            }
            '&' | '+' | '/' if text[..at].ends_with(' ') && text[at + 1..].starts_with(' ') => {
                cut(start, at);
                start = at + 1;
            }
            ' ' => {
                let word = text[at + 1..].split(' ').next().unwrap_or_default();
                let lower = word.to_lowercase();
                let after = text.get(at + 1 + word.len()..).unwrap_or_default();
                let full = |name: &str| name.trim().contains(' ');
                let joins = JOINERS.contains(&&*lower)
                    || SHORT_JOINERS.contains(&&*lower) && full(&text[start..at]) && full(after);
                if joins && after.starts_with(' ') {
                    cut(start, at);
                    start = at + 1 + word.len();
                }
            }
            _ => {}
        }
    }
    cut(start, text.len());
    for piece in &mut pieces {
        *piece = piece.strip_prefix("and ").unwrap_or(piece);
    }
    pieces
}

/// What a link shows, and where it leads: Markdown, HTML, or "Jane Doe <https://…>". A mail address
/// is dropped.
fn link(piece: &str) -> (String, Option<String>) {
    let page = |url: &str| url.contains("://").then(|| url.trim().to_owned());
    if let Some((shown, rest)) = piece.strip_prefix('[').and_then(|p| p.split_once("](")) {
        let (url, after) = rest.split_once(')').unwrap_or((rest, ""));
        return (format!("{shown}{after}"), page(url));
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

/// A name, and what stands in brackets or behind a dash: "Jane Doe (Acme)", "Jane Doe - CEO".
fn affiliated(text: &str) -> (String, Option<String>) {
    let text = text.trim();
    if let Some((name, rest)) = text.split_once(" (")
        && let Some(inner) = rest.strip_suffix(')')
    {
        return (name.trim().to_owned(), Some(inner.trim().to_owned()));
    }
    for dash in [" - ", " – ", " — ", " @ "] {
        if let Some((name, rest)) = text.split_once(dash) {
            return (name.trim().to_owned(), Some(rest.trim().to_owned()));
        }
    }
    (text.to_owned(), None)
}

/// "Acme" of "Acme", "CEO of Acme" and "engineer at Acme"; handles, pronouns and posts are none.
fn organization_of(text: &str) -> Option<String> {
    let behind = [" of ", " at ", " bei ", " chez "];
    let found = behind.iter().find_map(|word| text.split_once(word));
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
    POSTS.contains(&first)
}

const POSTS: [&str; 23] = [
    "ceo",
    "cto",
    "coo",
    "cfo",
    "ciso",
    "cio",
    "vp",
    "founder",
    "co-founder",
    "cofounder",
    "director",
    "head",
    "lead",
    "engineer",
    "developer",
    "professor",
    "manager",
    "president",
    "architect",
    "principal",
    "senior",
    "staff",
    "chief",
];

/// Whether what stands behind a comma says what somebody is: "CEO of Acme", "PhD", "author".
fn is_description(text: &str) -> bool {
    const TITLES: [&str; 12] = [
        "jr", "jr.", "sr.", "phd", "ph.d.", "md", "inc.", "inc", "esq.", "host", "author", "editor",
    ];
    TITLES.contains(&&*text.trim().to_lowercase()) || is_post(text)
}

/// Whether a text says that there is nobody, or nobody yet.
fn is_nobody(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let plain = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let none = |word: &str| {
        plain.strip_prefix(word).is_some_and(|rest| {
            matches!(
                rest.trim(),
                "" | "yet" | "guest" | "guests" | "host" | "hosts" | "one" | "today"
            )
        })
    };
    plain.is_empty()
        || none("none")
        || plain != "no" && none("no")
        || matches!(
            plain,
            "true"
                | "false"
                | "n/a"
                | "na"
                | "tba"
                | "tbd"
                | "tbc"
                | "null"
                | "nil"
                | "nobody"
                | "unknown"
                | "to be announced"
                | "to be determined"
                | "to be confirmed"
                | "solo"
                | "various"
                | "kein gast"
                | "keine"
                | "niemand"
        )
}

/// Whether a name is a slug or a handle: no spaces, and no capital that a name would have.
pub(crate) fn is_slug(name: &str) -> bool {
    !name.contains(char::is_whitespace)
        && (name.starts_with('@')
            || (!name.chars().any(char::is_uppercase) && name.chars().any(char::is_alphabetic)))
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
