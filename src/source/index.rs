//! Which parts make up which episode, before any of them is read whole.
//!
//! Each part is listed with what identifies its episode: an entry costs the front matter of a file or
//! the head of a feed's item. Where there are notes only, nothing has to be known of them, since two
//! files of notes are never one episode.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::assemble::PartKind;
use super::episode_key::EpisodeKey;
use super::part_names::{folder_and_name, title_key};
use crate::text::fold::fold_letters;

/// Where a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartAt {
    /// The file, by its place in [`Corpus::inputs`](super::Corpus::inputs).
    pub input: u32,
    /// Which bytes of its text; of most files all.
    pub range: Option<Range<u32>>,
    /// What it is.
    pub kind: PartKind,
}

/// A part as it is listed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PartEntry {
    /// Where it is.
    pub at: PartAt,
    /// The path of its file below the input root.
    pub source: Arc<str>,
    /// What identifies its episode.
    pub keys: PartKeys,
}

/// What a part says that identifies its episode, and what it says of other files.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PartKeys {
    /// The show, by name.
    pub show: Option<Arc<str>>,
    /// The episode's guid.
    pub guid: Option<String>,
    /// The canonical address of its page.
    pub page: Option<String>,
    /// The canonical address of its recording.
    pub enclosure: Option<String>,
    /// Its season.
    pub season: Option<i64>,
    /// Its number.
    pub number: Option<i64>,
    /// ISO 8601 date.
    pub date: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What its page is called: the last part of the address, in lower case.
    pub slug: Option<String>,
    /// Files that it names as its transcripts, chapters and translations: paths below the input root.
    pub files: Vec<String>,
}

/// An episode to be read: its parts in the order in which they are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EpisodeInput {
    /// What tells it from others.
    pub key: EpisodeKey,
    /// At least one.
    pub parts: Vec<PartAt>,
}

/// Groups parts to episodes; the result does not depend on the order of the entries.
///
/// Notes and items of a feed begin episodes. An item belongs to the notes that it shares, in this
/// order, a guid, the address of the page or of the recording, a number in its show and season, the last
/// part of the page's address, or the title with; other parts to the episode that names their file or has its stem. A key that
/// two episodes share says nothing. Two parts of one kind are never joined by what they are: of notes
/// and items an episode has one each. Transcripts that belong to nobody are episodes of their own,
/// other parts are left out: the second list.
pub fn episodes(mut entries: Vec<PartEntry>) -> (Vec<EpisodeInput>, Vec<PartEntry>) {
    entries.sort_by(|a, b| a.at.kind.cmp(&b.at.kind).then_with(|| by_place(a, b)));
    let others = entries.partition_point(|entry| entry.at.kind == PartKind::Notes);
    if others == entries.len() {
        let alone = |entry: PartEntry| EpisodeInput {
            key: EpisodeKey::of_file(entry.source),
            parts: vec![entry.at],
        };
        return (entries.into_iter().map(alone).collect(), Vec::new());
    }
    let (mut groups, mut left_out) = (Vec::<Vec<PartEntry>>::new(), Vec::new());
    for kind in entries.chunk_by(|a, b| a.at.kind == b.at.kind) {
        let known = EpisodesByClue::of(&groups);
        let mut joined: Vec<(Option<usize>, &PartEntry)> = kind
            .iter()
            .map(|entry| (known.find(entry), entry))
            .collect();
        if kind[0].at.kind == PartKind::FeedItem {
            let mut counts: FxHashMap<usize, u32> = FxHashMap::default();
            for (at, _) in &joined {
                at.map(|at| *counts.entry(at).or_default() += 1);
            }
            // Of two items that mean one page neither is surely meant by it.
            for (at, _) in &mut joined {
                *at = at.filter(|at| counts[at] == 1);
            }
        }
        // Transcripts that have no notes are one episode where they have one name.
        let mut alone: FxHashMap<Clue, usize> = FxHashMap::default();
        for (at, entry) in joined {
            let transcript = entry.at.kind == PartKind::Transcript;
            let next = groups.len();
            let at = at.or_else(|| {
                let same = alone.entry(stem(&entry.source));
                transcript
                    .then(|| *same.or_insert(next))
                    .filter(|at| *at < next)
            });
            match (at, entry.at.kind) {
                (Some(at), _) => groups[at].push(entry.clone()),
                (None, PartKind::Translation | PartKind::Chapters) => left_out.push(entry.clone()),
                (None, _) => groups.push(vec![entry.clone()]),
            }
        }
    }
    groups.sort_by(|a, b| by_place(&a[0], &b[0]));
    (keyed(groups), left_out)
}

fn by_place(one: &PartEntry, other: &PartEntry) -> Ordering {
    let start = |entry: &PartEntry| entry.at.range.as_ref().map_or(0, |range| range.start);
    let files = one.source.cmp(&other.source);
    files.then_with(|| start(one).cmp(&start(other)))
}

/// Gives each episode the first of its keys that no other episode has.
fn keyed(groups: Vec<Vec<PartEntry>>) -> Vec<EpisodeInput> {
    let candidates: Vec<Vec<EpisodeKey>> = groups.iter().map(|group| keys(group)).collect();
    let mut counts: FxHashMap<&EpisodeKey, u32> = FxHashMap::default();
    for key in candidates.iter().flatten() {
        *counts.entry(key).or_default() += 1;
    }
    let chosen = |keys: &Vec<EpisodeKey>| keys.iter().find(|key| counts[key] == 1).cloned();
    let chosen: Vec<Option<EpisodeKey>> = candidates.iter().map(chosen).collect();
    let own = |part: &PartEntry| match &part.at.range {
        Some(range) => EpisodeKey::of_part(&part.source, range.start),
        None => EpisodeKey::of_file(Arc::clone(&part.source)),
    };
    groups
        .into_iter()
        .zip(chosen)
        .map(|(group, key)| EpisodeInput {
            key: key.unwrap_or_else(|| own(&group[0])),
            parts: group.into_iter().map(|part| part.at).collect(),
        })
        .collect()
}

/// The keys that an episode's parts give it, best first, each once.
fn keys(group: &[PartEntry]) -> Vec<EpisodeKey> {
    let each = || group.iter().map(|part| &part.keys);
    let guid = each().find_map(|keys| keys.guid.as_deref());
    let page = each().find_map(|keys| keys.page.as_deref());
    let show = each().find_map(|keys| keys.show.as_deref());
    let number = each().find_map(|keys| Some((keys.season, keys.number?)));
    let guid = guid.map(EpisodeKey::of_guid);
    let page = page.map(EpisodeKey::of_page);
    let number = show.zip(number);
    let number = number.map(|(show, (season, number))| EpisodeKey::of_number(show, season, number));
    [guid, page, number].into_iter().flatten().collect()
}

/// What a part may be found by.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Clue {
    Guid(String),
    Page(String),
    Enclosure(String),
    /// The show by its letters and digits: notes and feeds differ in case and spaces.
    Number(Option<String>, Option<i64>, i64),
    Slug(String),
    Title(String),
    /// A file that the episode names.
    File(String),
    /// Folder and stem of the file.
    Stem(String, String),
}

/// The episodes by the clues of their parts; none where several have one.
struct EpisodesByClue(FxHashMap<Clue, Option<usize>>);

impl EpisodesByClue {
    fn of(groups: &[Vec<PartEntry>]) -> Self {
        let mut clues: FxHashMap<Clue, Option<usize>> = FxHashMap::default();
        for (at, group) in groups.iter().enumerate() {
            for part in group {
                let files = part.keys.files.iter().cloned().map(Clue::File);
                for clue in clues_of(part).into_iter().chain(files) {
                    let known = clues.entry(clue).or_insert(Some(at));
                    *known = known.filter(|known| *known == at);
                }
            }
        }
        Self(clues)
    }

    /// The episode that a part belongs to, by its best clue.
    fn find(&self, part: &PartEntry) -> Option<usize> {
        let named = Clue::File(part.source.to_string());
        let named = part.at.range.is_none().then_some(named);
        let clues = named.into_iter().chain(clues_of(part));
        clues
            .filter_map(|clue| self.0.get(&clue).copied())
            .find_map(|at| at)
    }
}

/// Best first.
fn clues_of(part: &PartEntry) -> Vec<Clue> {
    let keys = &part.keys;
    let show = keys.show.as_deref();
    let show = show.map(|show| fold_letters(show.split_whitespace()));
    // A part of a file has no name of its own.
    let stem = part.at.range.is_none().then(|| stem(&part.source));
    [
        keys.guid.clone().map(Clue::Guid),
        keys.page.clone().map(Clue::Page),
        keys.enclosure.clone().map(Clue::Enclosure),
        keys.number
            .map(|number| Clue::Number(show, keys.season, number)),
        keys.slug.clone().map(Clue::Slug),
        keys.title.as_deref().and_then(title_key).map(Clue::Title),
        stem,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Folder and name of a file, without its language: `soil.de.vtt` and `soil.en-GB.md` are both `soil`.
/// A page bundle (`soil/index.md`) has the name of its folder.
fn stem(path: &str) -> Clue {
    let (folder, name) = folder_and_name(path);
    if name == "index" && !folder.is_empty() {
        let (above, bundle) = folder.rsplit_once('/').unwrap_or(("", folder));
        return Clue::Stem(above.into(), bundle.to_lowercase());
    }
    Clue::Stem(folder.into(), name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `KIND path[@start] key=value…` as an entry; the number of the line is that of the input.
    fn entry((input, line): (usize, &str)) -> PartEntry {
        let mut words = line.split_whitespace();
        let kind = match words.next().unwrap() {
            "notes" => PartKind::Notes,
            "item" => PartKind::FeedItem,
            "translation" => PartKind::Translation,
            "chapters" => PartKind::Chapters,
            "transcript" => PartKind::Transcript,
            other => panic!("{other}"),
        };
        let (path, start) = match words.next().unwrap().split_once('@') {
            Some((path, start)) => (path, start.parse().ok()),
            None => (line.split_whitespace().nth(1).unwrap(), None),
        };
        let mut keys = PartKeys::default();
        for word in words {
            let (key, value) = word.split_once('=').unwrap();
            match key {
                "show" => keys.show = Some(value.into()),
                "guid" => keys.guid = Some(value.into()),
                "page" => keys.page = Some(value.into()),
                "audio" => keys.enclosure = Some(value.into()),
                "season" => keys.season = value.parse().ok(),
                "number" => keys.number = value.parse().ok(),
                "slug" => keys.slug = Some(value.into()),
                "title" => keys.title = Some(value.replace('_', " ")),
                "file" => keys.files.push(value.into()),
                other => panic!("{other}"),
            }
        }
        PartEntry {
            at: PartAt {
                input: input as u32,
                range: start.map(|start: u32| start..start + 1),
                kind,
            },
            source: path.into(),
            keys,
        }
    }

    #[test]
    fn parts_find_their_episodes() {
        let cases: &[(&str, &[&str], &str)] = &[
            (
                "two files of notes are never one episode",
                &["notes a.md guid=1", "notes b.md guid=1"],
                "a.md: 0 | b.md: 1",
            ),
            (
                "by guid",
                &[
                    "notes a.md guid=x",
                    "item feed.xml@5 guid=x",
                    "item feed.xml@9 guid=y",
                ],
                "/guid/x: 0 1 | /guid/y: 2",
            ),
            (
                "by the page, which the guid does not tell",
                &[
                    "notes a.md page=https://s.example/a",
                    "item f.xml@5 guid=x page=https://s.example/a",
                ],
                "/guid/x: 0 1",
            ),
            (
                "by the recording",
                &[
                    "notes a.md audio=https://s.example/a.mp3",
                    "item f.xml@5 audio=https://s.example/a.mp3",
                ],
                "a.md: 0 1",
            ),
            (
                "by the number in the season of the show",
                &[
                    "notes a.md show=S season=1 number=7",
                    "notes b.md show=S season=2 number=7",
                    "item f.xml@5 show=S season=2 number=7",
                    "item f.xml@8 show=T season=2 number=7",
                ],
                "/number/S/1/7: 0 | /number/S/2/7: 1 2 | /number/T/2/7: 3",
            ),
            (
                "by the last part of the page's address, and by the title",
                &[
                    "notes a.md slug=warm-beds title=Warm_beds",
                    "notes b.md slug=b title=7:_Cold_frames",
                    "item f.xml@5 slug=warm-beds title=Beds",
                    "item f.xml@9 slug=c title=Cold_frames",
                ],
                "a.md: 0 2 | b.md: 1 3",
            ),
            (
                "the show by its letters, however it is written",
                &[
                    "notes a.md show=Cold_Frames number=7",
                    "item f.xml@5 show=coldframes number=7",
                ],
                "/number/Cold_Frames/7: 0 1",
            ),
            (
                "a key that two episodes share says nothing",
                &[
                    "notes a.md number=7 show=S",
                    "notes b.md number=7 show=S",
                    "item f.xml@5 show=S number=7",
                ],
                "a.md: 0 | b.md: 1 | /part/f.xml/5: 2",
            ),
            (
                "two items with one guid stay two",
                &[
                    "notes a.md guid=x",
                    "item f.xml@5 guid=x",
                    "item f.xml@9 guid=x",
                ],
                "a.md: 0 | /part/f.xml/5: 1 | /part/f.xml/9: 2",
            ),
            (
                "transcripts by stem, in several languages and formats, and chapters",
                &[
                    "notes e/soil.md",
                    "transcript e/soil.vtt",
                    "transcript e/Soil.de.srt",
                    "chapters e/soil.json",
                    "transcript other/soil.vtt",
                ],
                "e/soil.md: 0 3 2 1 | other/soil.vtt: 4",
            ),
            (
                "a file that is named belongs to whoever names it",
                &[
                    "notes e/1.md file=t/talk.vtt",
                    "item f.xml@4 guid=x file=t/two.vtt",
                    "transcript t/talk.vtt",
                    "transcript t/two.vtt",
                ],
                "e/1.md: 0 2 | /guid/x: 1 3",
            ),
            (
                "a transcript alone is an episode, chapters are not",
                &["transcript talk.vtt", "chapters talks.json"],
                "talk.vtt: 0 | left out: 1",
            ),
            (
                "transcripts of one name are one episode",
                &[
                    "transcript talk.de.srt",
                    "transcript talk.vtt",
                    "transcript tale.vtt",
                ],
                "tale.vtt: 2 | talk.de.srt: 0 1",
            ),
            (
                "a bundle's folder is its name",
                &["notes soil/index.md", "translation soil/index.de.md"],
                "soil/index.md: 0 1",
            ),
        ];
        for (what, lines, expected) in cases {
            let entries: Vec<_> = lines.iter().copied().enumerate().map(entry).collect();
            let reversed = entries.iter().rev().cloned().collect();
            for entries in [entries, reversed] {
                let (episodes, left_out) = episodes(entries);
                let mut found: Vec<String> = episodes
                    .iter()
                    .map(|episode| {
                        let parts = episode.parts.iter().map(|part| format!(" {}", part.input));
                        format!("{}:{}", episode.key, parts.collect::<String>())
                    })
                    .collect();
                found.extend(
                    left_out
                        .iter()
                        .map(|part| format!("left out: {}", part.at.input)),
                );
                assert_eq!(found.join(" | "), *expected, "{what}");
            }
        }
    }
}
