//! What a site's configuration says of its pages: their address, and which files it leaves out.
//!
//! Read are Hugo's (`baseURL`, `permalinks`, `languages`), Zola's (`base_url`) and Jekyll's (`url`,
//! `baseurl`, `permalink`, `collections`, `defaults`, `exclude`).

use std::path::{Path, PathBuf};

use super::discover::{Root, slashed};
use super::front_matter::{self, FieldNode};
use super::permalink::{Generator, Permalink};
use super::site::{SITE_FILES, folders_above};
use crate::untrusted::{SETTINGS, read_beside};

/// One site of an input root.
#[derive(Debug, Default)]
pub(crate) struct SiteConfig {
    /// The site's folder below the input root: empty, or with a `/` at its end.
    pub folder: String,
    /// Where the input root lies below the site's folder, with a `/` at its end: empty, unless the root is a
    /// part of the site.
    pub above: String,
    /// What makes it.
    pub generator: Generator,
    /// The host of its address.
    pub host: Option<String>,
    /// The path of its address, without `/` at the end.
    pub base_path: String,
    /// The addresses of pages by section.
    pub permalinks: Vec<Permalink>,
    /// Files and folders that are not published, as globs from the site's folder.
    pub exclude: Vec<String>,
    /// What the configuration says for all pages in some places.
    pub defaults: Vec<Defaults>,
    /// Whether the site has a time zone of its own, in which the days of its addresses are.
    pub time_zone: bool,
    /// Its languages; the first is that of pages whose path names none.
    pub languages: Vec<Language>,
    /// Whether the pages of the first language lie in a folder of it, too.
    pub first_in_folder: bool,
}

/// Values for all pages below a path, of one collection or of all.
#[derive(Debug)]
pub(crate) struct Defaults {
    /// A path below the site's folder; empty for all.
    pub path: String,
    /// The folder of the collection: `_posts`.
    pub collection: Option<String>,
    pub permalink: Option<String>,
    /// Whether the pages are not published.
    pub held_back: bool,
}

impl Defaults {
    /// Whether they are for a page.
    pub(super) fn apply_to(&self, below: &str) -> bool {
        let path = below.strip_prefix(&*self.path);
        let path = path
            .is_some_and(|rest| self.path.is_empty() || rest.is_empty() || rest.starts_with('/'));
        let collection = self.collection.as_ref();
        path && collection.is_none_or(|name| below.split('/').any(|folder| folder == name))
    }
}

/// A language of a site.
#[derive(Debug)]
pub(crate) struct Language {
    pub code: String,
    /// Where its pages lie, if they have a folder of their own.
    pub folder: Option<String>,
}

impl SiteConfig {
    /// Adds what a further file says; what is known stays.
    fn extend(&mut self, more: Self) {
        self.host = self.host.take().or(more.host);
        if self.base_path.is_empty() {
            self.base_path = more.base_path;
        }
        self.permalinks.extend(more.permalinks);
        self.exclude.extend(more.exclude);
        self.defaults.extend(more.defaults);
        self.time_zone |= more.time_zone;
        if self.languages.len() < more.languages.len() {
            self.languages = more.languages;
        }
        self.first_in_folder |= more.first_in_folder;
    }

    /// Whether the file said anything of a site.
    fn says_something(&self) -> bool {
        self.host.is_some()
            || !self.base_path.is_empty()
            || !self.permalinks.is_empty()
            || !self.exclude.is_empty()
            || !self.defaults.is_empty()
            || !self.languages.is_empty()
            || self.generator == Generator::Jekyll
    }
}

/// The sites whose configurations a walk found: one for each folder. Where there are none, the root may be
/// a part of one.
pub(crate) fn sites_of(root: &Root, configurations: &[PathBuf]) -> Vec<SiteConfig> {
    let mut sites: Vec<SiteConfig> = Vec::new();
    for path in configurations {
        let folder = path.parent().unwrap_or(path);
        let below = slashed(folder.strip_prefix(&root.path).unwrap_or(folder));
        let below = if below.is_empty() { below } else { below + "/" };
        let site = read(path, &below).filter(SiteConfig::says_something);
        let known = |site: &SiteConfig| sites.iter().any(|known| known.folder == site.folder);
        sites.extend(site.filter(|site| !known(site)));
    }
    if sites.is_empty() {
        sites.extend(read_above(root.folder()));
    }
    sites
}

/// Reads a configuration that lies in `folder`, below the input root; nothing if it is that of
/// something else.
fn read(path: &Path, folder: &str) -> Option<SiteConfig> {
    let parse_file = |path: &Path, topic: Option<&str>| {
        let file = path.file_name()?.to_str()?;
        parse(file, &read_beside(path, SETTINGS)?, topic)
    };
    let mut site = parse_file(path, None)?;
    site.folder = folder.to_owned();
    // A folder for configuration has files for single topics.
    if let Some(above) = folder.strip_suffix("config/_default/") {
        site.folder = above.to_owned();
        for topic in ["permalinks", "languages"] {
            for ending in ["toml", "yaml", "yml", "json"] {
                let path = path.with_file_name(format!("{topic}.{ending}"));
                site.extend(parse_file(&path, Some(topic)).unwrap_or_default());
            }
        }
    }
    // GitHub's pages: the file holds the host.
    if site.host.is_none() {
        let path = path.with_file_name("CNAME");
        // Whose host that would be, a link does not say.
        let named = (!path.is_symlink()).then(|| read_beside(&path, SETTINGS));
        let named = named.flatten();
        let named = named.as_deref().map(str::trim);
        site.host = named.filter(|name| name.contains('.')).map(host_name);
    }
    Some(site)
}

/// Reads the configuration of the site that a folder is a part of, up to the repository's top folder.
fn read_above(root: &Path) -> Option<SiteConfig> {
    let folder = folders_above(root).find(|folder| configuration_in(folder).is_some())?;
    let mut site = configuration_in(folder)?;
    let below = root.strip_prefix(folder).ok()?;
    site.folder = String::new();
    site.above = below.to_string_lossy().replace('\\', "/") + "/";
    Some(site)
}

/// The configuration of the site whose top folder this is.
fn configuration_in(folder: &Path) -> Option<SiteConfig> {
    let own = SITE_FILES.iter().map(|file| (folder.join(file), ""));
    let default = folder.join("config/_default");
    let aside = SITE_FILES.iter();
    let aside = aside.map(|file| (default.join(file), "config/_default/"));
    let mut sites = own
        .chain(aside)
        .filter_map(|(path, below)| read(&path, below));
    sites.find(SiteConfig::says_something)
}

/// Reads the text of a configuration, or of its part about one topic.
fn parse(file: &str, text: &str, topic: Option<&str>) -> Option<SiteConfig> {
    let fenced = front_matter::fenced(file, text);
    let front = front_matter::split(&fenced).front?;
    let root = &front.root;
    let mut site = SiteConfig::default();
    if file.starts_with("_config") {
        site.generator = Generator::Jekyll;
    }
    if topic.is_none() {
        site.read_address(root);
    }
    let part = |name: &str| match topic {
        Some(topic) => (topic == name).then_some(root),
        None => root.get(&[name]),
    };
    if let Some(permalinks) = part("permalinks") {
        site.read_permalinks(permalinks);
    }
    if let Some(languages) = part("languages") {
        let first = root.get(&["defaultcontentlanguage", "defaultlanguage"]);
        site.read_languages(languages, first.and_then(FieldNode::text));
    }
    site.first_in_folder = is_true(root.get(&["defaultcontentlanguageinsubdir"]));
    if site.generator == Generator::Jekyll {
        site.read_jekyll(root);
    }
    Some(site)
}

impl SiteConfig {
    fn read_address(&mut self, root: &FieldNode<'_>) {
        for key in ["baseurl", "url"] {
            let Some(text) = root.get(&[key]).and_then(FieldNode::text) else {
                continue;
            };
            match text.split_once("//") {
                Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with(':') => {
                    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                    self.host.get_or_insert(host_name(host));
                    if !path.is_empty() {
                        self.base_path = format!("/{}", path.trim_matches('/'));
                    }
                }
                None if text.starts_with('/') => {
                    self.base_path = text.trim_end_matches('/').to_owned();
                }
                _ => {}
            }
        }
    }

    fn read_permalinks(&mut self, permalinks: &FieldNode<'_>) {
        for (section, node) in permalinks.entries() {
            // Newer versions of Hugo tell pages from sections.
            let nested = node.entries().iter().filter(|_| section == "page");
            for (section, node) in nested.map(|(s, n)| (s, n)).chain([(section, node)]) {
                if let Some(pattern) = node.text() {
                    self.permalinks.push(Permalink::new(section, pattern));
                }
            }
        }
    }

    fn read_languages(&mut self, languages: &FieldNode<'_>, first: Option<&str>) {
        let entries = languages.entries().iter();
        self.languages = entries
            .map(|(code, language)| Language {
                code: code.to_lowercase(),
                folder: language
                    .get(&["contentdir"])
                    .and_then(FieldNode::text)
                    .map(|folder| format!("{}/", folder.trim_end_matches('/'))),
            })
            .collect();
        let first = first.unwrap_or("en").to_lowercase();
        self.languages
            .sort_by_key(|language| language.code != first);
    }

    fn read_jekyll(&mut self, root: &FieldNode<'_>) {
        if let Some(pattern) = root.get(&["permalink"]).and_then(FieldNode::text) {
            self.permalinks.push(Permalink::new("_posts", pattern));
        }
        let collections = root.get(&["collections"]);
        for (name, collection) in collections.map_or(&[][..], FieldNode::entries) {
            if let Some(pattern) = collection.get(&["permalink"]).and_then(FieldNode::text) {
                self.permalinks
                    .push(Permalink::new(&format!("_{name}"), pattern));
            }
        }
        let texts = |key: &str| {
            let items = root.get(&[key]).map_or(&[][..], FieldNode::items);
            items.iter().filter_map(FieldNode::text)
        };
        self.exclude = texts("exclude").map(str::to_owned).collect();
        self.time_zone = root.get(&["timezone"]).is_some();
        for entry in root.get(&["defaults"]).map_or(&[][..], FieldNode::items) {
            let (scope, values) = (entry.get(&["scope"]), entry.get(&["values"]));
            let text = |node: Option<&FieldNode<'_>>, key: &str| {
                let text = node?.get(&[key])?.text()?;
                Some(text.to_owned())
            };
            let path = text(scope, "path").unwrap_or_default();
            self.defaults.push(Defaults {
                path: path.trim_matches('/').to_owned(),
                collection: text(scope, "type").map(|name| format!("_{name}")),
                permalink: text(values, "permalink"),
                held_back: values.is_some_and(|values| is_false(values.get(&["published"]))),
            });
        }
    }
}

fn is_true(node: Option<&FieldNode<'_>>) -> bool {
    node.and_then(FieldNode::text) == Some("true")
}

fn is_false(node: Option<&FieldNode<'_>>) -> bool {
    let text = node.and_then(FieldNode::text);
    text.is_some_and(|text| matches!(text, "false" | "no" | "off"))
}

/// A host as it is compared: lower case, without `www.`.
pub(crate) fn host_name(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_exclusions() {
        let jekyll = "url: https://www.Tide.example\nbaseurl: /talk\npermalink: /:year/:title/\nexclude: [drafts, notes.md]\n";
        let site = parse("_config.yml", jekyll, None).unwrap();
        assert_eq!(site.host.as_deref(), Some("tide.example"));
        assert_eq!(site.base_path, "/talk");
        assert_eq!(site.exclude, ["drafts", "notes.md"]);
        assert_eq!(site.permalinks.len(), 1);

        let hugo = "baseURL = \"//shed.example/\"\n[permalinks.page]\npost = \"/:slug/\"\n[permalinks.section]\npost = \"/x/\"\n";
        let site = parse("hugo.toml", hugo, None).unwrap();
        assert_eq!(
            (&*site.host.unwrap(), &*site.base_path),
            ("shed.example", "")
        );
        assert_eq!(site.permalinks.len(), 1);
    }

    #[test]
    fn defaults_hold_where_they_say() {
        let text = "defaults:\n- scope: {path: _episodes/old, type: episodes}\n  values: {published: false}\n";
        let site = parse("_config.yml", text, None).unwrap();
        let defaults = &site.defaults[0];
        assert!(defaults.held_back);
        for (below, expected) in [
            ("_episodes/old/one.md", true),
            ("_episodes/older/one.md", false),
            ("_episodes/one.md", false),
        ] {
            assert_eq!(defaults.apply_to(below), expected, "{below}");
        }
    }

    #[test]
    fn the_first_language_is_the_one_that_paths_do_not_name() {
        let text =
            "defaultContentLanguage: de\nlanguages:\n  en: {contentDir: content/en}\n  de: {}\n";
        let site = parse("hugo.yaml", text, None).unwrap();
        let codes: Vec<&str> = site.languages.iter().map(|l| l.code.as_str()).collect();
        assert_eq!(codes, ["de", "en"]);
        assert_eq!(site.languages[1].folder.as_deref(), Some("content/en/"));
    }
}
