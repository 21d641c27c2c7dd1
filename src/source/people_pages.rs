//! Pages about people, which the slugs of a site's front matters point to.

use std::collections::BTreeMap;
use std::path::Path;

use super::front_matter::{self, FieldNode, fold, profile_url};
use super::page_words::{PAGE_WORDS, is_one};
use super::part_names::language_of;
use crate::text::path::file_stem;

/// A page about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct PersonPage {
    /// What front matters call the person: the page's `username`, or the name of its file.
    pub slug: String,
    /// The full name.
    pub name: String,
    /// The person's pages elsewhere, in the order of the file.
    pub urls: Vec<String>,
}

/// The people that have a page, by slug.
#[derive(Debug, Clone, Default)]
pub struct People {
    pages: BTreeMap<String, PersonPage>,
    /// The slugs that names make, with the slugs of their pages.
    names: BTreeMap<String, String>,
}

impl People {
    /// The page that a slug, a handle, a path or a name points to.
    pub fn get(&self, slug: &str) -> Option<&PersonPage> {
        let key = key(slug);
        let page = self.pages.get(&key);
        page.or_else(|| self.pages.get(self.names.get(&name_slug(&key))?))
    }

    /// Adds a page; the first of a slug counts.
    pub fn insert(&mut self, page: PersonPage) {
        let key = key(&page.slug);
        let name = name_slug(&page.name);
        self.names.entry(name).or_insert_with(|| key.clone());
        self.pages.entry(key).or_insert(page);
    }

    /// How many people have a page.
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Whether nobody has a page.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// All pages, sorted by slug.
    pub fn iter(&self) -> impl Iterator<Item = &PersonPage> {
        self.pages.values()
    }
}

/// What slugs are compared by: "@JWeber" and "/people/jweber.md" are one.
fn key(slug: &str) -> String {
    let slug = slug.trim().trim_start_matches('@');
    let path = slug.contains('/') && !slug.contains([' ', ':']);
    let slug = if path {
        file_stem(slug.trim_end_matches('/'))
    } else {
        slug
    };
    slug.to_lowercase()
}

/// A name as generators make a slug of it.
fn name_slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Where a page about a person may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Portraits {
    /// In a folder one of whose words says so ("guest-posts"): the page must say so, too.
    Perhaps,
    /// In a folder that is called so ("guests").
    Probably,
    /// In a folder of that name in a site's content, or one that the configuration names.
    Surely,
}

/// Reads a page about a person: its front matter or its heading has a name and nothing of an episode.
pub(crate) fn read(file: &str, source: &str, portraits: Portraits) -> Option<PersonPage> {
    let split = front_matter::split(file);
    let body = &file[split.body..];
    let Some(front) = split.front else {
        let name = heading(body).filter(|name| portraits != Portraits::Perhaps && is_name(name))?;
        return Some(PersonPage {
            slug: file_stem(source).to_owned(),
            name: name.to_owned(),
            urls: Vec::new(),
        });
    };
    let root = &front.root;
    let words = &PAGE_WORDS.people;
    let by_place = match portraits {
        Portraits::Perhaps => false,
        Portraits::Probably => {
            let tags = root.get(&["tags"]);
            let mut words = tags.into_iter().flat_map(FieldNode::items);
            let tagged = words.any(|tag| tag.text().is_some_and(is_person_word));
            root.get(&["date"]).is_none() && (tags.is_none() || tagged)
        }
        Portraits::Surely => true,
    };
    if !(is_person(root) || by_place && root.get(&words.not_fields).is_none()) {
        return None;
    }
    let mut stem = file_stem(source);
    stem = language_of(stem).map_or(stem, |(name, _)| name);
    if stem.eq_ignore_ascii_case("index") {
        stem = source.rsplit('/').nth(1)?;
    } else if stem.eq_ignore_ascii_case("_index") {
        // In a folder of pages, this is the list of them; in one of its own, it is the page.
        stem = source.rsplit('/').nth(1)?;
        let list = is_one(&words.folders, &stem.to_lowercase());
        if portraits != Portraits::Perhaps && list && !is_person(root) {
            return None;
        }
    }
    let shown = || heading(body).or_else(|| is_name(stem).then_some(stem));
    person(root, stem).or_else(|| {
        Some(PersonPage {
            slug: stem.to_owned(),
            name: shown()?.to_owned(),
            urls: urls_of(root),
        })
    })
}

/// The text of the first heading of a page, where it opens the page.
fn heading(body: &str) -> Option<&str> {
    let line = body.lines().find(|line| !line.trim().is_empty())?;
    let heading = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim();
    (!heading.is_empty()).then_some(heading)
}

/// Whether a text may be the full name of a person: two to five words, the first and the last with a
/// capital.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let capital =
        |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    (2..=5).contains(&words.len())
        && capital(words.first())
        && capital(words.last())
        && text
            .chars()
            .all(|c| c.is_alphabetic() || " .'’-".contains(c))
}

/// A person whose fields are known.
fn person(root: &FieldNode<'_>, stem: &str) -> Option<PersonPage> {
    let words = &PAGE_WORDS.people;
    let slug = root
        .get(&words.slug)
        .and_then(FieldNode::text)
        .unwrap_or(stem);
    let part = |keys: &[&str]| root.get(keys).and_then(FieldNode::text);
    let name = match part(&["fullname", "name", "displayname"]) {
        Some(name) => name.to_owned(),
        None => match (
            part(&["firstname", "givenname"]),
            part(&["lastname", "familyname", "surname"]),
        ) {
            (Some(first), Some(last)) => format!("{first} {last}"),
            _ => root.get(&words.name).and_then(FieldNode::text)?.to_owned(),
        },
    };
    Some(PersonPage {
        slug: slug.to_owned(),
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        urls: urls_of(root),
    })
}

/// The pages elsewhere that a person's fields name.
fn urls_of(root: &FieldNode<'_>) -> Vec<String> {
    let words = &PAGE_WORDS.people;
    let nested = root
        .entries()
        .iter()
        .filter(|(key, _)| is_one(&words.wrappers, &fold(key)))
        .flat_map(|(_, value)| value.items())
        .flat_map(FieldNode::entries);
    let mut urls = Vec::new();
    for (key, value) in root.entries().iter().chain(nested) {
        if let Some(url) = value.text().and_then(|text| profile_url(key, text))
            && !urls.contains(&url)
        {
            urls.push(url);
        }
    }
    urls
}

/// Whether a file may hold data about people: `_data/people.yml`, `data/hosts.toml`,
/// `_data/people/jane.yml`, `content/authors/jane.json`, Docusaurus' `blog/authors.yml`.
pub(crate) fn is_data(path: &Path) -> bool {
    let part = |path: &Path| path.file_stem()?.to_str().map(str::to_lowercase);
    let is_people = |name: &str| is_one(&PAGE_WORDS.people.folders, name);
    let ending = path.extension().and_then(|ending| ending.to_str());
    if !ending.is_some_and(|ending| matches!(ending, "yml" | "yaml" | "toml" | "json")) {
        return false;
    }
    let mut names = path.ancestors().take(3).filter_map(part);
    let (Some(own), Some(folder), above) = (names.next(), names.next(), names.next()) else {
        return false;
    };
    let is_data = |name: &str| matches!(name, "_data" | "data");
    let of_data = |name: &str| is_data(name) || name == "content";
    is_data(&folder) && is_people(&own)
        || own == "authors"
        || is_people(&folder) && above.is_some_and(|above| of_data(&above))
}

/// Reads the people of a data file: a map from slugs to people, a list of people, or one person.
pub(crate) fn read_data(path: &Path, text: &str) -> Vec<PersonPage> {
    let (Some(file), Some(stem)) = (
        path.file_name().and_then(|name| name.to_str()),
        path.file_stem().and_then(|name| name.to_str()),
    ) else {
        return Vec::new();
    };
    let mut fenced = front_matter::fenced(file, text);
    // A list has no key of its own, which a front matter needs.
    match text.trim_start().bytes().next() {
        Some(b'-') if !text.trim_start().starts_with("---") => {
            fenced = front_matter::fenced(file, &format!("people:\n{text}"));
        }
        Some(b'[') if file.ends_with(".json") => fenced = format!("{{\"people\": {text}}}"),
        _ => {}
    }
    let Some(front) = front_matter::split(&fenced).front else {
        return Vec::new();
    };
    let root = &front.root;
    if let Some(page) = root
        .get(&["name", "fullname", "displayname", "firstname"])
        .and_then(|_| person(root, stem))
    {
        return vec![page];
    }
    let mut people = Vec::new();
    for (key, node) in root.entries() {
        match node.text() {
            Some(name) if name.contains(' ') => people.push(PersonPage {
                slug: key.to_string(),
                name: name.split_whitespace().collect::<Vec<_>>().join(" "),
                urls: Vec::new(),
            }),
            Some(_) => {}
            None => people.extend(node.items().iter().filter_map(|item| person(item, key))),
        }
    }
    people
}

/// Whether a type or a tag says that a page is about a person.
fn is_person_word(word: &str) -> bool {
    is_one(&PAGE_WORDS.types.person, &word.to_lowercase())
}

/// Whether a front matter is that of a person.
pub(crate) fn is_person(root: &FieldNode<'_>) -> bool {
    let words = &PAGE_WORDS.people;
    let kind = root.get(&["type", "layout"]).and_then(FieldNode::text);
    let named_so = kind.is_some_and(is_person_word);
    let portrait = root.get(&words.fields).is_some();
    (named_so || portrait) && root.get(&words.not_fields).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_files_name_people() {
        let cases = [
            (
                "_data/people.yml",
                "jweber:\n  name: Jana Weber\n",
                "jweber Jana Weber",
            ),
            (
                "data/hosts.toml",
                "[jweber]\nname = \"Jana Weber\"\n",
                "jweber Jana Weber",
            ),
            (
                "data/team.json",
                "[{\"id\": \"jw\", \"name\": \"Jana Weber\"}]",
                "jw Jana Weber",
            ),
            (
                "_data/guests.yml",
                "- slug: jw\n  name: Jana Weber\n",
                "jw Jana Weber",
            ),
            ("_data/people/jw.yml", "name: Jana Weber\n", "jw Jana Weber"),
            ("_data/authors.yml", "jw: Jana Weber\n", "jw Jana Weber"),
            (
                "data/speakers.yaml",
                "- key: jw\n  firstName: Jana\n  lastName: Weber\n",
                "jw Jana Weber",
            ),
            (
                "src/content/authors/jw.json",
                "{\"name\": \"Jana Weber\"}",
                "jw Jana Weber",
            ),
            (
                "blog/authors.yml",
                "jw:\n  name: Jana Weber\n  title: Potter\n",
                "jw Jana Weber",
            ),
            ("_data/menu.yml", "", ""),
        ];
        for (path, text, expected) in cases {
            let path = Path::new(path);
            let found: Vec<String> = read_data(path, text)
                .iter()
                .map(|page| format!("{} {}", page.slug, page.name))
                .collect();
            assert_eq!(found.join(", "), expected, "{path:?}");
            assert_eq!(is_data(path), !expected.is_empty(), "{path:?}");
        }
    }

    #[test]
    fn names_of_pages() {
        use Portraits::{Perhaps, Probably};
        let cases = [
            (
                "---\nname: Jana Weber\n---\n",
                "people/jw.md",
                Probably,
                "jw Jana Weber",
            ),
            (
                "---\nfirst_name: Jana\nlast_name: Weber\n---\n",
                "people/jw.md",
                Probably,
                "jw Jana Weber",
            ),
            (
                "---\nlayout: person\n---\n# Jana Weber\n",
                "x/jw.md",
                Perhaps,
                "jw Jana Weber",
            ),
            (
                "# Jana Weber\n\nPots.\n",
                "people/jw.md",
                Probably,
                "jw Jana Weber",
            ),
            ("# Our people\n", "people/index.md", Probably, ""),
            (
                "---\ntags: [person]\n---\nPots.\n",
                "People/Jana Weber.md",
                Probably,
                "Jana Weber Jana Weber",
            ),
            (
                "---\ntitle: Jana Weber\n---\n",
                "authors/jw/_index.md",
                Probably,
                "jw Jana Weber",
            ),
            (
                "---\ntitle: Our authors\n---\n",
                "authors/_index.md",
                Probably,
                "",
            ),
        ];
        for (text, source, portraits, expected) in cases {
            let page = read(text, source, portraits);
            let found = page.map(|page| format!("{} {}", page.slug, page.name));
            assert_eq!(found.unwrap_or_default(), expected, "{source}: {text}");
        }
    }

    #[test]
    fn people_are_found_by_slug_path_and_name() {
        let mut people = People::default();
        people.insert(PersonPage {
            slug: "jw".into(),
            name: "Jana Weber".into(),
            urls: Vec::new(),
        });
        for (slug, expected) in [
            ("jw", true),
            ("@JW", true),
            ("people/jw", true),
            ("/people/jw.md", true),
            ("jana-weber", true),
            ("Jana Weber", true),
            ("jana", false),
        ] {
            assert_eq!(people.get(slug).is_some(), expected, "{slug}");
        }
    }

    #[test]
    fn pages_in_folders_of_people_are_about_people() {
        use Portraits::{Perhaps, Probably, Surely};
        let bare = "---\ntitle: Jana Weber\n---\n";
        let dated = "---\ntitle: Jana Weber\ndate: 2024-01-05\n---\n";
        let episode = "---\ntitle: Jana Weber\nepisode: 7\n---\n";
        let cases = [
            (bare, Perhaps, false),
            (bare, Probably, true),
            (dated, Probably, false),
            (dated, Surely, true),
            (episode, Surely, false),
        ];
        for (text, portraits, expected) in cases {
            let page = read(text, "guests/jweber.en.md", portraits);
            assert_eq!(page.is_some(), expected, "{text}{portraits:?}");
            assert!(page.is_none_or(|page| page.slug == "jweber"));
        }
    }
}
