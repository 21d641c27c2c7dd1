//! What a site's configuration says of its pages: their address, and which files it leaves out.
//!
//! Read are Hugo's (`baseURL`, `permalinks`), Zola's (`base_url`) and Jekyll's (`url`, `baseurl`,
//! `permalink`, `collections`, `exclude`).

use std::fs;
use std::path::Path;

use super::front_matter::{self, FieldNode};

/// One site of an input root.
#[derive(Debug, Default)]
pub(crate) struct SiteConfig {
    /// The site's folder below the input root: empty, or with a `/` at its end.
    pub folder: String,
    /// The host of its address.
    pub host: Option<String>,
    /// The path of its address, without `/` at the end.
    pub base_path: String,
    /// The addresses of pages by section: `post` for Hugo, `_posts` for Jekyll.
    pub permalinks: Vec<Permalink>,
    /// Files and folders that are not published, as globs from the site's folder.
    pub exclude: Vec<String>,
}

/// How the addresses of a section's pages are made.
///
/// Tokens are Hugo's (<https://gohugo.io/configuration/permalinks/>) and Jekyll's
/// (<https://jekyllrb.com/docs/permalinks/>).
#[derive(Debug)]
pub(crate) struct Permalink {
    /// The section that it is for.
    pub section: String,
    /// A path with tokens.
    pub pattern: String,
}

impl Permalink {
    /// A pattern, or the name that Jekyll has for one.
    pub(super) fn new(section: &str, pattern: &str) -> Self {
        let pattern = match pattern {
            "date" => "/:categories/:year/:month/:day/:title",
            "pretty" => "/:categories/:year/:month/:day/:title/",
            "ordinal" => "/:categories/:year/:y_day/:title",
            "none" => "/:categories/:title",
            pattern => pattern,
        };
        Self {
            section: section.trim_matches('/').to_owned(),
            pattern: pattern.to_owned(),
        }
    }
}

/// Reads a configuration that lies in `folder`, below the input root; nothing if it is that of
/// something else.
pub(crate) fn read(path: &Path, folder: &str) -> Option<SiteConfig> {
    let file = path.file_name()?.to_str()?;
    let text = fs::read_to_string(path).ok()?;
    parse(file, &text, folder)
}

fn parse(file: &str, text: &str, folder: &str) -> Option<SiteConfig> {
    let fenced = front_matter::fenced(file, text);
    let front = front_matter::split(&fenced).front?;
    let root = &front.root;
    let mut site = SiteConfig {
        // Hugo's configuration may lie in a folder of its own.
        folder: folder
            .strip_suffix("config/_default/")
            .unwrap_or(folder)
            .to_owned(),
        ..SiteConfig::default()
    };
    for key in ["baseurl", "url"] {
        let Some(text) = root.get(&[key]).and_then(FieldNode::text) else {
            continue;
        };
        match text.split_once("://") {
            Some((_, rest)) => {
                let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                site.host.get_or_insert(host_name(host));
                if !path.is_empty() {
                    site.base_path = format!("/{}", path.trim_matches('/'));
                }
            }
            None if text.starts_with('/') => {
                site.base_path = text.trim_end_matches('/').to_owned();
            }
            None => {}
        }
    }
    let mut permalink = |section: &str, node: &FieldNode<'_>| {
        if let Some(pattern) = node.text() {
            site.permalinks.push(Permalink::new(section, pattern));
        }
    };
    for (section, node) in root
        .get(&["permalinks"])
        .map_or(&[][..], FieldNode::entries)
    {
        permalink(section, node);
        // Newer versions of Hugo tell pages from sections.
        node.entries()
            .iter()
            .filter(|_| section == "page")
            .for_each(|(section, node)| permalink(section, node));
    }
    if let Some(node) = root.get(&["permalink"]) {
        permalink("_posts", node);
    }
    for (name, collection) in root
        .get(&["collections"])
        .map_or(&[][..], FieldNode::entries)
    {
        if let Some(node) = collection.get(&["permalink"]) {
            permalink(&format!("_{name}"), node);
        }
    }
    if file.starts_with("_config") {
        let items = root.get(&["exclude"]).map_or(&[][..], FieldNode::items);
        let globs = items.iter().filter_map(FieldNode::text);
        site.exclude = globs.map(str::to_owned).collect();
    }
    Some(site)
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
        let site = parse("_config.yml", jekyll, "site/").unwrap();
        assert_eq!(site.host.as_deref(), Some("tide.example"));
        assert_eq!(site.base_path, "/talk");
        assert_eq!(site.exclude, ["drafts", "notes.md"]);
        assert_eq!(site.permalinks.len(), 1);

        let hugo = "baseURL = \"https://shed.example/\"\n[permalinks]\npost = \"/:slug/\"\n";
        let site = parse("hugo.toml", hugo, "config/_default/").unwrap();
        assert_eq!((&*site.folder, &*site.base_path), ("", ""));
        assert_eq!(site.host.as_deref(), Some("shed.example"));
        assert!(site.exclude.is_empty());
    }
}
