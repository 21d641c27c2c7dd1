//! People and sponsors of a front matter: names, slugs, "A, B and C", or objects.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::people_text::people_in_text;
use super::people_words::is_nobody;
use super::person_markup::{link, without_markup};
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

/// All whom a front matter names, each once in each part.
#[derive(Debug, Default)]
pub(crate) struct NamedCredits {
    pub list: Vec<NamedCredit>,
    known: FxHashSet<(CreditRole, String)>,
}

const NAME_KEYS: [&str; 12] = [
    "name",
    "fullname",
    "displayname",
    "person",
    "guest",
    "host",
    "title",
    "label",
    "slug",
    "id",
    "username",
    "nickname",
];
const FIRST_NAME_KEYS: [&str; 8] = [
    "firstname",
    "givenname",
    "first",
    "forename",
    "given",
    "vorname",
    "prénom",
    "nombre",
];
const LAST_NAME_KEYS: [&str; 8] = [
    "lastname",
    "familyname",
    "last",
    "surname",
    "family",
    "nachname",
    "nom",
    "apellido",
];
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
pub(crate) fn read(node: &FieldNode<'_>, role: CreditRole, found: &mut NamedCredits) {
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
            _ if role == CreditRole::Other && parts_of(entries).next().is_some() => {
                for (role, node) in parts_of(entries) {
                    read(node, role, found);
                }
            }
            // A title beside two names is what somebody is: "first: Jana, last: Weber, title: CEO".
            _ if node.get(&FIRST_NAME_KEYS).is_some() && node.get(&LAST_NAME_KEYS).is_some() => {
                let part = |keys: &[&str]| node.get(keys).and_then(FieldNode::text);
                let (first, last) = (part(&FIRST_NAME_KEYS), part(&LAST_NAME_KEYS));
                let parts: Vec<&str> = [first, last].into_iter().flatten().collect();
                if let Some(named) = push(found, parts.join(" "), role, node.span.clone()) {
                    named.urls = urls_of(node);
                    let organization = node.get(&AFFILIATION_KEYS).and_then(FieldNode::text);
                    named.affiliation = organization.map(str::to_owned);
                }
            }
            Some(name) => object(node, name, role, found),
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

/// The entries of a map from parts to people: `people: {hosts: […], guests: […]}`.
fn parts_of<'n, 'a>(
    entries: &'n [(Cow<'a, str>, FieldNode<'a>)],
) -> impl Iterator<Item = (CreditRole, &'n FieldNode<'a>)> {
    entries.iter().filter_map(|(key, node)| {
        let role = match &*fold(key) {
            "host" | "hosts" | "cohost" | "cohosts" | "presenter" | "presenters" | "moderator" => {
                CreditRole::Host
            }
            "guest" | "guests" | "interviewee" | "interviewees" => CreditRole::Guest,
            _ => return None,
        };
        let names = matches!(&node.value, FieldValue::List(_) | FieldValue::Map(_))
            || node
                .text()
                .is_some_and(|text| !matches!(text, "true" | "false"));
        names.then_some((role, node))
    })
}

/// The names of everyone that a value names.
pub(crate) fn credited_names(node: &FieldNode<'_>, role: CreditRole) -> Vec<String> {
    let mut found = NamedCredits::default();
    read(node, role, &mut found);
    found.list.into_iter().map(|named| named.name).collect()
}

fn object(node: &FieldNode<'_>, name: &FieldNode<'_>, role: CreditRole, found: &mut NamedCredits) {
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
    let plain = without_markup(text);
    let (name, url) = link(plain.trim());
    urls.extend(url);
    if let Some(named) = push(found, name, role, within) {
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
    found: &mut NamedCredits,
    name: String,
    role: CreditRole,
    within: Range<usize>,
) -> Option<&mut NamedCredit> {
    let name = decode_references(name.trim()).into_owned();
    if role != CreditRole::Sponsor && is_nobody(&name) {
        return None;
    }
    if name.is_empty() || !found.known.insert((role, name.clone())) {
        return None;
    }
    found.list.push(NamedCredit {
        role,
        name,
        urls: Vec::new(),
        affiliation: None,
        within,
    });
    found.list.last_mut()
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

/// Whether a name is a slug or a handle: no spaces, and no capital that a name would have.
pub(crate) fn is_slug(name: &str) -> bool {
    !name.contains(char::is_whitespace)
        && (name.starts_with('@')
            || (!name.chars().any(char::is_uppercase) && name.chars().any(char::is_alphabetic)))
}
