//! Which notes are translations of others, by what their files are called, by the folders of languages that
//! they lie in, and by Hugo's `translationKey`.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::assemble::PartKind;
use super::decode::decode;
use super::file_kind::FileKind;
use super::front_matter::{self, FieldNode, Fields};
use super::input::Input;
use super::notes_keys;
use super::page_words::{PAGE_WORDS, is_one};
use super::part_names::{folder_and_name, language_of};
use crate::text::path::file_stem;

/// A page and a translation of it that is not called like it, by their places among the inputs.
pub(super) type Translated = (usize, usize);

/// Marks the translations among the inputs. One of several languages is the page: that without a language,
/// else the English one, else the first.
pub(super) fn find(
    inputs: &[Input],
    kinds: &mut [Option<PartKind>],
    fields: &Fields,
) -> Vec<Translated> {
    let alone = by_name(inputs, kinds);
    let mut translated = by_folder(inputs, kinds, fields);
    translated.extend(by_key(inputs, &alone));
    for (_, at) in &translated {
        kinds[*at] = Some(PartKind::Translation);
    }
    translated
}

/// `soil.md` and `soil.de.md`. Gives the files with a language that have no other.
fn by_name(inputs: &[Input], kinds: &mut [Option<PartKind>]) -> Vec<usize> {
    let mut tagged: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for (at, input) in inputs.iter().enumerate() {
        let name = language_of(file_stem(&input.source));
        if input.kind == FileKind::Notes && name.is_some() {
            tagged
                .entry(folder_and_name(&input.source))
                .or_default()
                .push(at);
        }
    }
    if tagged.is_empty() {
        return Vec::new();
    }
    let plain: FxHashSet<(&str, String)> = inputs
        .iter()
        .filter(|input| input.kind == FileKind::Notes)
        .filter(|input| language_of(file_stem(&input.source)).is_none())
        .map(|input| folder_and_name(&input.source))
        .collect();
    let mut alone = Vec::new();
    for (name, mut files) in tagged {
        if !plain.contains(&name) {
            let tag =
                |at: usize| language_of(file_stem(&inputs[at].source)).map_or("", |(_, tag)| tag);
            let page = files
                .iter()
                .position(|at| is_english(tag(*at)))
                .unwrap_or(0);
            let page = files.remove(page);
            if files.is_empty() {
                alone.push(page);
            }
        }
        for at in files {
            kinds[at] = Some(PartKind::Translation);
        }
    }
    alone
}

/// `de/soil.md` and `soil.md` or `en/soil.md`, where they have a date or a number in common.
fn by_folder(inputs: &[Input], kinds: &[Option<PartKind>], fields: &Fields) -> Vec<Translated> {
    let mut versions: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
    for (at, input) in inputs.iter().enumerate() {
        if kinds[at] == Some(PartKind::Notes) {
            for (language, path) in without_language_folder(&input.source) {
                versions.entry(path).or_default().push((language, at));
            }
        }
    }
    if versions.is_empty() {
        return Vec::new();
    }
    let by_source: FxHashMap<&str, usize> = inputs
        .iter()
        .enumerate()
        .map(|(at, input)| (&*input.source, at))
        .collect();
    let mut found = Vec::new();
    for (path, mut files) in versions {
        let page = match by_source.get(&*path) {
            Some(at) => *at,
            None => {
                let english = files.iter().position(|(language, _)| is_english(language));
                files.remove(english.unwrap_or(0)).1
            }
        };
        let files = files.into_iter().map(|(_, at)| at);
        found.extend(
            files
                .filter(|at| *at != page && same_episode(&inputs[page], &inputs[*at], fields))
                .map(|at| (page, at)),
        );
    }
    found.sort_unstable();
    found.dedup_by_key(|(_, at)| *at);
    // What is a translation is no page of another.
    let translations: FxHashSet<usize> = found.iter().map(|(_, at)| *at).collect();
    found.retain(|(page, _)| !translations.contains(page));
    found
}

/// The path of a file without each of its folders that is a language, with the language. Docusaurus keeps
/// translations in a folder of its own.
fn without_language_folder(source: &str) -> impl Iterator<Item = (&str, String)> {
    let parts: Vec<&str> = source.split('/').collect();
    let folders = 0..parts.len() - 1;
    folders
        .filter(|at| is_language(parts[*at]))
        .map(|at| {
            let (mut before, mut behind) = (parts[..at].to_vec(), &parts[at + 1..]);
            if before.last() == Some(&"i18n") {
                let kept: Option<(&[&str], usize)> = match behind {
                    ["docusaurus-plugin-content-blog", ..] => Some((&["blog"], 1)),
                    ["docusaurus-plugin-content-docs", "current", ..] => Some((&["docs"], 2)),
                    ["docusaurus-plugin-content-pages", ..] => Some((&["src", "pages"], 1)),
                    _ => None,
                };
                if let Some((folders, skipped)) = kept {
                    before.pop();
                    before.extend(folders);
                    behind = &behind[skipped..];
                }
            }
            let path = before.into_iter().chain(behind.iter().copied());
            (parts[at], path.collect::<Vec<_>>().join("/"))
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// Whether the name of a folder is a language: `de`, `pt-BR`.
fn is_language(folder: &str) -> bool {
    let (language, region) = folder.split_once(['-', '_']).unwrap_or((folder, ""));
    let region = region.is_empty() || matches!(region.len(), 2 | 4);
    region && is_one(&PAGE_WORDS.names.languages, &language.to_ascii_lowercase())
}

fn is_english(tag: &str) -> bool {
    tag.to_ascii_lowercase().starts_with("en")
}

/// Whether two files of notes say the same date or number, and neither another.
fn same_episode(one: &Input, other: &Input, fields: &Fields) -> bool {
    let keys = |input: &Input| {
        let text = text_of(input)?;
        Some(notes_keys::read(&input.source, &text, &input.show, fields).0)
    };
    let (Some(one), Some(other)) = (keys(one), keys(other)) else {
        return false;
    };
    let same = |equal: bool, known: bool| if known { Some(equal) } else { None };
    let date = same(
        one.date == other.date,
        one.date.is_some() && other.date.is_some(),
    );
    let number = same(
        one.number == other.number,
        one.number.is_some() && other.number.is_some(),
    );
    matches!(
        (date, number),
        (Some(true), None | Some(true)) | (None, Some(true))
    )
}

/// `loaf.en.md` and `brot.de.md` with one `translationKey`.
fn by_key(inputs: &[Input], alone: &[usize]) -> Vec<Translated> {
    let mut keyed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    if alone.len() > 1 {
        for at in alone {
            let Some(text) = text_of(&inputs[*at]) else {
                continue;
            };
            let front = front_matter::split(&text).front;
            let key = front
                .as_ref()
                .and_then(|front| front.root.get(&["translationkey"]));
            if let Some(key) = key.and_then(FieldNode::text) {
                keyed.entry(key.to_owned()).or_default().push(*at);
            }
        }
    }
    let pairs = keyed.into_values().flat_map(|mut files| {
        let tag = |at: usize| language_of(file_stem(&inputs[at].source)).map_or("", |(_, tag)| tag);
        let page = files
            .iter()
            .position(|at| is_english(tag(*at)))
            .unwrap_or(0);
        let page = files.remove(page);
        files.into_iter().map(move |at| (page, at))
    });
    pairs.collect()
}

/// The text of a file; one that cannot be read is named when it is read as notes.
fn text_of(input: &Input) -> Option<String> {
    let bytes = input.read().ok()?;
    Some(decode(bytes, &input.source).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_languages() {
        let cases = [
            ("content/de/ep/soil.md", "de content/ep/soil.md"),
            ("pt-BR/soil.md", "pt-BR soil.md"),
            (
                "i18n/fr/docusaurus-plugin-content-blog/soil.md",
                "fr blog/soil.md",
            ),
            ("shows/it/is.md", "it shows/is.md"),
            ("shows/soil.md", ""),
            ("de.md", ""),
        ];
        for (source, expected) in cases {
            let found: Vec<String> = without_language_folder(source)
                .map(|(language, path)| format!("{language} {path}"))
                .collect();
            assert_eq!(found.join(", "), expected, "{source}");
        }
    }
}
