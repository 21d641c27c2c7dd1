//! Paths as texts, with `/` between their parts.

use percent_encoding::percent_decode_str;

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

/// The folder that a page lies in, without `/` at the end; of a page bundle (`notes/one/index.md`) the
/// one that holds it.
pub fn page_folder(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    match file_stem(path).eq_ignore_ascii_case("index") {
        true => folder.rsplit_once('/').map_or("", |(above, _)| above),
        false => folder,
    }
}

/// The path of a page on its site in the form in which such paths are compared: decoded, lower case,
/// without query, fragment, `.` and `..`, and without `/`, `index.html` or `.html` at the end.
pub fn page_path(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path)
        .decode_utf8()
        .unwrap_or(path.into());
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if parts
        .last()
        .is_some_and(|last| last.eq_ignore_ascii_case("index.html"))
    {
        parts.pop();
    }
    let mut out = String::with_capacity(path.len() + 1);
    for part in &parts {
        out.push('/');
        out.push_str(part);
    }
    if out.is_ascii() {
        out.make_ascii_lowercase();
    } else {
        out = out.to_lowercase();
    }
    if out.ends_with(".html") {
        out.truncate(out.len() - ".html".len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_pages() {
        for (path, expected) in [
            ("a/b/one.md", "a/b"),
            ("a/one/index.md", "a"),
            ("one/index.md", ""),
            ("one.md", ""),
        ] {
            assert_eq!(page_folder(path), expected, "{path}");
        }
    }

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

    #[test]
    fn paths_have_one_form() {
        for (written, expected) in [
            ("/Ep/One/", "/ep/one"),
            ("ep/one.html#links", "/ep/one"),
            ("/ep/one/index.html?x=1", "/ep/one"),
            ("/ep/two/../one/./", "/ep/one"),
            ("/ep/Gr%C3%B6%C3%9Fe%20und/", "/ep/größe und"),
            ("/", ""),
        ] {
            assert_eq!(page_path(written), expected, "{written}");
        }
    }
}
