//! The files of the input as parts of episodes: what each is, and which of them belong together by what
//! they are called and by what the notes name.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::assemble::PartKind;
use super::decode::decode;
use super::discover::slashed;
use super::feed_file::ItemHead;
use super::fetched::FetchedFiles;
use super::file_kind::FileKind;
use super::file_name::date_length;
use super::front_matter::Fields;
use super::index::{PartAt, PartEntry, PartKeys};
use super::input::Input;
use super::notes_keys::{self, FileReference};
use super::part_names::folder_and_name;
use super::transcript_choice::TranscriptVersions;
use super::translations;
use crate::error::{Location, Warning};

/// Folders beside notes that hold what goes with them.
const BESIDE: [&str; 6] = [
    "transcripts",
    "transcript",
    "captions",
    "subtitles",
    "chapters",
    "transcriptions",
];
/// What is put behind the name of notes, or is the name of a file in their bundle.
const SUFFIXES: [&str; 6] = [
    "transcript",
    "transcription",
    "captions",
    "subtitles",
    "chapters",
    "chapter",
];

/// What the input consists of.
pub(crate) struct PartList {
    /// The files and the items of the feeds among them.
    pub entries: Vec<PartEntry>,
    /// Which transcripts say the same.
    pub versions: TranscriptVersions,
    /// What notes name that is not there.
    pub warnings: Vec<Warning>,
}

/// Lists the parts of episodes in the files and the feeds among them.
///
/// Where there are only notes, nothing of what stands in them is needed to tell episodes apart, and
/// none of them is opened.
pub(crate) fn parts(
    inputs: &[Input],
    feeds: Vec<(usize, Vec<ItemHead>)>,
    fields: &Fields,
) -> PartList {
    let mut kinds: Vec<Option<PartKind>> = inputs.iter().map(part_kind).collect();
    let translated = translations::find(inputs, &mut kinds, fields);
    let alone = inputs.iter().zip(&kinds).all(|(input, kind)| {
        *kind == Some(PartKind::Translation)
            || (input.kind == FileKind::Notes && !says_transcript(&input.source))
    });
    let mut keys = vec![PartKeys::default(); inputs.len()];
    let mut items = Vec::new();
    let mut warnings = Vec::new();
    let mut versions = TranscriptVersions::default();
    if !alone {
        let read = |(input, kind): (&Input, &Option<PartKind>)| match kind {
            Some(PartKind::Notes) => keys_of(input, fields),
            _ => (PartKeys::default(), Vec::new()),
        };
        let read: Vec<_> = inputs.par_iter().zip(&kinds).map(read).collect();
        let known = Sources::new(inputs);
        let (heads, named): (Vec<_>, Vec<Vec<FileReference>>) = read.into_iter().unzip();
        keys = heads;
        for (at, named) in named.into_iter().enumerate() {
            for reference in named {
                match known.find(&inputs[at].source, &reference.target) {
                    Some(found) if found != at => {
                        keys[at].files.push(inputs[found].source.to_string());
                        if inputs[found].kind == FileKind::Notes {
                            kinds[found] = Some(PartKind::Transcript);
                        }
                    }
                    Some(_) => {}
                    None => warnings.extend(missing(&inputs[at], reference)),
                }
            }
        }
        beside(inputs, &mut kinds, &mut keys);
        let fetched = FetchedFiles::beside(inputs, &mut warnings);
        for (at, heads) in feeds {
            for head in heads {
                let files = named_files(&inputs[at], &head, &known, &fetched);
                for (file, language) in &files {
                    if inputs[*file].kind == FileKind::Notes {
                        kinds[*file] = Some(PartKind::Transcript);
                    }
                    versions.add(*file as u32, head.range.start, language.clone());
                }
                items.push(item(&inputs[at], at, head, inputs, &files));
            }
        }
    }
    for (page, translation) in translated {
        let source = inputs[translation].source.to_string();
        keys[page].files.push(source);
    }
    let entry = |(at, ((input, kind), keys)): (usize, ((&Input, Option<PartKind>), PartKeys))| {
        let at = PartAt {
            input: at as u32,
            range: None,
            kind: kind?,
        };
        let source = Arc::clone(&input.source);
        Some(PartEntry { at, source, keys })
    };
    let each = inputs.iter().zip(kinds).zip(keys).enumerate();
    items.extend(each.filter_map(entry));
    PartList {
        entries: items,
        versions,
        warnings,
    }
}

/// The files of the input that an item names, by their places, each with its language.
fn named_files(
    feed: &Input,
    head: &ItemHead,
    known: &Sources<'_>,
    fetched: &FetchedFiles,
) -> Vec<(usize, Option<String>)> {
    let files = head.files.iter();
    let files = files.filter_map(|file| {
        // What was fetched is called after the whole address.
        let source = fetched.source_of(&feed.source, &file.address);
        let recorded = source.and_then(|source| known.paths.get(&*source).copied());
        let by_name = || {
            let found = known.find(&feed.source, &file.address);
            // An address may end as the episode's own notes do.
            found.filter(|found| {
                let input = &known.inputs[*found];
                input.kind != FileKind::Notes || says_transcript(&input.source)
            })
        };
        Some((recorded.or_else(by_name)?, file.language.clone()))
    });
    files.collect()
}

/// The item of a feed.
fn item(
    input: &Input,
    at: usize,
    head: ItemHead,
    inputs: &[Input],
    files: &[(usize, Option<String>)],
) -> PartEntry {
    let mut keys = head.keys;
    keys.show = Some(Arc::clone(&input.show));
    keys.files = files
        .iter()
        .map(|(file, _)| inputs[*file].source.to_string())
        .collect();
    PartEntry {
        at: PartAt {
            input: at as u32,
            range: Some(head.range),
            kind: PartKind::FeedItem,
        },
        source: Arc::clone(&input.source),
        keys,
    }
}

/// What a file is by itself; None for feeds, whose items are parts.
fn part_kind(input: &Input) -> Option<PartKind> {
    match input.kind {
        FileKind::Notes => Some(PartKind::Notes),
        FileKind::LabelledTranscript => Some(PartKind::Transcript),
        FileKind::Timed(format) if format.is_chapters() => Some(PartKind::Chapters),
        FileKind::Timed(_) => Some(PartKind::Transcript),
        FileKind::Feed | FileKind::FeedList => None,
    }
}

fn keys_of(input: &Input, fields: &Fields) -> (PartKeys, Vec<FileReference>) {
    // A file that cannot be read is named when it is read as notes.
    let Ok(bytes) = input.read() else {
        return (PartKeys::default(), Vec::new());
    };
    let (text, _) = decode(bytes, &input.source);
    notes_keys::read(&input.source, &text, &input.show, fields)
}

fn missing(input: &Input, reference: FileReference) -> Option<Warning> {
    // What lies on the web is not looked for.
    let remote = reference.target.contains("://") || reference.target.starts_with("//");
    (!remote).then(|| {
        let (line, column) = reference.place;
        Warning::notice(
            Location::at(slashed(&input.path), line, column),
            format!(
                "\"{}\" was not found, neither beside the notes nor from the root of the site on; \
                 give the folder that holds it as a path, too",
                reference.target
            ),
        )
    })
}

/// Files by their paths and by their names.
struct Sources<'i> {
    inputs: &'i [Input],
    paths: FxHashMap<&'i str, usize>,
    /// None where several have one name.
    names: FxHashMap<&'i str, Option<usize>>,
}

impl<'i> Sources<'i> {
    fn new(inputs: &'i [Input]) -> Self {
        let mut names: FxHashMap<&str, Option<usize>> = FxHashMap::default();
        for (at, input) in inputs.iter().enumerate() {
            let name = input.source.rsplit('/').next().unwrap_or_default();
            let known = names.entry(name).or_insert(Some(at));
            *known = known.filter(|known| *known == at);
        }
        let paths = inputs.iter().enumerate();
        Self {
            inputs,
            paths: paths.map(|(at, input)| (&*input.source, at)).collect(),
            names,
        }
    }

    /// The file that a path or an address means which stands in another file: seen from its folder, from
    /// those above, and from where sites keep what they copy. Of an address the name has to do.
    fn find(&self, from: &str, target: &str) -> Option<usize> {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if let Some((_, address)) = path.split_once("//") {
            let name = address.rsplit('/').next()?;
            return self.names.get(name).copied().flatten();
        }
        let path = path.trim_start_matches("./").trim_start_matches('/');
        let mut folder = from;
        while !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            for kept in ["", "static", "assets", "public", "content"] {
                let parts = [folder, kept, path]
                    .into_iter()
                    .flat_map(|part| part.split('/'));
                if let Some(found) = self.paths.get(&*joined(parts)) {
                    return Some(*found);
                }
            }
        }
        None
    }
}

/// A path of parts, with `..` followed.
fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut path: Vec<&str> = Vec::new();
    for part in parts {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    path.join("/")
}

/// Finds the notes of transcripts and chapters whose names say whose they are, though they are not called
/// as the notes: `soil.transcript.vtt`, `transcripts/soil.vtt`, and whatever lies in the notes' bundle.
fn beside(inputs: &[Input], kinds: &mut [Option<PartKind>], keys: &mut [PartKeys]) {
    let mut notes: FxHashMap<(&str, String), usize> = FxHashMap::default();
    for (at, input) in inputs.iter().enumerate() {
        if kinds[at] == Some(PartKind::Notes) {
            notes.entry(folder_and_name(&input.source)).or_insert(at);
        }
    }
    // By their names alone, where one is called so.
    let mut names: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (at, input) in inputs.iter().enumerate() {
        let (folder, _) = folder_and_name(&input.source);
        if kinds[at] == Some(PartKind::Notes) && !is_apart(folder) {
            let name = undated(&input.source);
            let known = names.entry(name).or_insert(Some(at));
            *known = known.filter(|known| *known == at);
        }
    }
    let taken: BTreeSet<String> = keys
        .iter()
        .flat_map(|keys| keys.files.iter().cloned())
        .collect();
    for (at, input) in inputs.iter().enumerate() {
        let timed = matches!(kinds[at], Some(PartKind::Transcript | PartKind::Chapters));
        let page = kinds[at] == Some(PartKind::Notes) && says_transcript(&input.source);
        if !(timed || page) || taken.contains(&*input.source) {
            continue;
        }
        let (folder, name) = folder_and_name(&input.source);
        let owner = owner_names(folder, &name, timed)
            .into_iter()
            .find_map(|name| notes.get(&name).copied())
            .or_else(|| {
                *names
                    .get(&undated(&input.source))
                    .filter(|_| is_apart(folder))?
            })
            .filter(|owner| *owner != at);
        if let Some(owner) = owner {
            keys[owner].files.push(input.source.to_string());
            if page {
                kinds[at] = Some(PartKind::Transcript);
            }
        }
    }
}

/// What the notes may be called that a file belongs to.
fn owner_names<'a>(folder: &'a str, name: &str, timed: bool) -> Vec<(&'a str, String)> {
    let bare = SUFFIXES.into_iter().find_map(|suffix| {
        let before = name.strip_suffix(suffix)?;
        Some(before.trim_end_matches(['.', '-', '_', ' ']))
    });
    let mut names = Vec::new();
    if let Some(bare) = bare {
        let own = if bare.is_empty() { "index" } else { bare };
        names.push((folder, own.to_owned()));
    }
    let (above, last) = folder.rsplit_once('/').unwrap_or(("", folder));
    if BESIDE
        .iter()
        .any(|beside| last.eq_ignore_ascii_case(beside))
    {
        let own = bare.filter(|bare| !bare.is_empty()).unwrap_or(name);
        names.push((above, own.to_owned()));
    }
    if timed && !folder.is_empty() {
        names.push((folder, "index".to_owned()));
    }
    names
}

/// Whether a folder is one for transcripts that lies apart from the notes: `transcripts/soil.md` beside
/// `episodes/soil.md`.
fn is_apart(folder: &str) -> bool {
    let mut folders = folder
        .split('/')
        .map(|folder| folder.trim_start_matches('_'));
    folders.any(|folder| {
        BESIDE
            .iter()
            .any(|known| folder.eq_ignore_ascii_case(known))
    })
}

/// The name of a file without its date, by which its transcript may be called, too.
fn undated(source: &str) -> String {
    let (_, name) = folder_and_name(source);
    let rest = name.get(date_length(&name)..).unwrap_or(&name);
    rest.trim_start_matches(['-', '_']).to_owned()
}

fn says_transcript(source: &str) -> bool {
    source
        .as_bytes()
        .windows(10)
        .any(|word| word.eq_ignore_ascii_case(b"transcript"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_by_name() {
        let cases: &[(&str, &[&str])] = &[
            ("e/soil.transcript.vtt", &["e/soil"]),
            ("e/soil-chapters.de.json", &["e/soil", "e/index"]),
            ("e/transcripts/soil.srt", &["e/soil"]),
            ("transcripts/soil_transcript.srt", &["/soil"]),
            ("ep-02/transcript.md", &["ep-02/index"]),
            ("ep-02/talk.vtt", &["ep-02/index"]),
            ("talk.vtt", &[]),
        ];
        for (source, expected) in cases {
            let (folder, name) = folder_and_name(source);
            let timed = !source.ends_with(".md");
            let names = owner_names(folder, &name, timed);
            let names: Vec<String> = names.iter().map(|(f, n)| format!("{f}/{n}")).collect();
            for name in *expected {
                assert!(names.contains(&(*name).to_owned()), "{source}: {names:?}");
            }
            assert!(
                !expected.is_empty() || names.is_empty(),
                "{source}: {names:?}"
            );
        }
    }

    #[test]
    fn paths_are_followed() {
        let join = |path: &str| joined(path.split('/'));
        assert_eq!(join("a/b/../c.vtt"), "a/c.vtt");
        assert_eq!(join("../../c.vtt"), "c.vtt");
        assert_eq!(join("./a//c.vtt"), "a/c.vtt");
    }
}
