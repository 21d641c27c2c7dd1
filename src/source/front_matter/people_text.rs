//! Who is named in a text of a front matter: "A, B and C", links, posts and organizations beside names.

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
pub(super) fn is_nobody(text: &str) -> bool {
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
