//! Paths as texts, with `/` between their parts.

/// The name of a file without its folders and its ending.
pub fn file_stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The name of a page's file without its ending; of a page bundle (`some-episode/index.md`) that of
/// its folder.
pub fn page_stem(path: &str) -> &str {
    let stem = file_stem(path);
    match path.rsplit('/').nth(1) {
        Some(bundle) if !bundle.is_empty() && stem.eq_ignore_ascii_case("index") => bundle,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems() {
        let cases = [
            ("a/b/001-pods.md", "001-pods", "001-pods"),
            ("gcp/episode-36/index.md", "index", "episode-36"),
            ("index.md", "index", "index"),
            ("/index.md", "index", "index"),
            ("a/Index.mdx", "Index", "a"),
            ("talk.de.vtt", "talk.de", "talk.de"),
            ("README", "README", "README"),
            ("", "", ""),
        ];
        for (path, file, page) in cases {
            assert_eq!((file_stem(path), page_stem(path)), (file, page), "{path}");
        }
    }
}
