//! What file and folder names say: numbers, dates and readable titles.

use std::ops::RangeInclusive;

use super::front_matter::date_in_name;
use crate::text::path::{file_stem, page_stem};

/// What a file's name says of its episode.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FileName {
    /// The name made readable.
    pub title: Option<String>,
    /// The episode's number.
    pub number: Option<i64>,
    /// The date that it begins with.
    pub date: Option<String>,
    /// Whether the name says that the number is an episode's: `ep7`, `episode-7`, `s02e07`.
    pub marked: bool,
    /// What stands before a number at the end, if it is no general word: the show.
    pub series: Option<String>,
}

/// Reads the name of a file; of a page bundle (`some-episode/index.md`) that of its folder.
pub(crate) fn read(source: &str) -> FileName {
    of_stem(page_stem(source))
}

/// The forms are tried in this order; the first that fits says all.
fn of_stem(stem: &str) -> FileName {
    date_first(stem)
        .or_else(|| number_first(stem))
        .or_else(|| date_within(stem))
        .unwrap_or_else(|| FileName {
            title: some_readable(stem),
            ..number_last(stem)
        })
}

/// The bytes of a date that a name begins with.
pub(crate) fn date_length(stem: &str) -> usize {
    date_in_name(stem).map_or(0, |(_, len)| len)
}

/// Whether Jekyll takes a file for a post: the name begins with a date, and more follows.
pub(crate) fn is_post(source: &str) -> bool {
    let mut parts = file_stem(source).splitn(4, '-');
    let mut digits = |lengths: RangeInclusive<usize>| {
        let part = parts.next().unwrap_or_default();
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    digits(2..=4) && digits(1..=2) && digits(1..=2) && parts.next().is_some()
}

/// `2022-04-24-ed-page`, `2022-04-24-ep7`.
fn date_first(stem: &str) -> Option<FileName> {
    let (date, len) = date_in_name(stem)?;
    let rest = stem[len..].trim_start_matches(SEPARATORS);
    let numbered = number_first(rest).filter(|name| name.marked);
    Some(FileName {
        date: Some(date),
        title: some_readable(rest),
        number: numbered.as_ref().and_then(|name| name.number),
        marked: numbered.is_some(),
        series: None,
    })
}

/// `012 - Why`, `episode-33-title`, `e065-name`.
fn number_first(stem: &str) -> Option<FileName> {
    let lower = stem.to_ascii_lowercase();
    if let Some(name) = season_first(stem, &lower) {
        return Some(name);
    }
    let word = WORDS.into_iter().find(|word| {
        lower.strip_prefix(word).is_some_and(|after| {
            after
                .trim_start_matches(SEPARATORS)
                .starts_with(|c: char| c.is_ascii_digit())
        })
    });
    let lead = stem[word.map_or(0, str::len)..].trim_start_matches(SEPARATORS);
    let digits = lead.bytes().take_while(u8::is_ascii_digit).count();
    let after = &lead[digits..];
    let ends = after.is_empty() || after.starts_with(SEPARATORS);
    let year = word.is_none() && !after.is_empty() && is_year(&lead[..digits]);
    (LENGTHS.contains(&digits) && ends && !year).then(|| FileName {
        number: lead[..digits].parse().ok(),
        title: some_readable(after.trim_start_matches(SEPARATORS)).or_else(|| some_readable(stem)),
        marked: word.is_some_and(|word| word.len() > 1 && word != "show"),
        ..FileName::default()
    })
}

/// `s02e05-title`: the number within the season.
fn season_first(stem: &str, lower: &str) -> Option<FileName> {
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let season = number(lower.strip_prefix('s')?);
    let rest = lower.get(1 + season..)?.trim_start_matches(SEPARATORS);
    let rest = rest.strip_prefix('e')?;
    let rest = rest.strip_prefix('p').unwrap_or(rest);
    let digits = number(rest);
    let after = &stem[stem.len() - rest.len() + digits..];
    let ends = after.is_empty() || after.starts_with(SEPARATORS);
    ((1..=2).contains(&season) && (1..=4).contains(&digits) && ends).then(|| FileName {
        number: rest[..digits].parse().ok(),
        title: some_readable(after.trim_start_matches(SEPARATORS)).or_else(|| some_readable(stem)),
        marked: true,
        ..FileName::default()
    })
}

/// Whether digits that words follow are a year and no number: `2018-in-review`.
pub(crate) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// `the-show-2019-10-14-title`.
fn date_within(stem: &str) -> Option<FileName> {
    let mut borders = stem
        .char_indices()
        .filter(|(at, c)| *at > 0 && SEPARATORS.contains(c));
    let (at, (date, len)) =
        borders.find_map(|(at, _)| Some((at, date_in_name(&stem[at + 1..])?)))?;
    let title = some_readable(stem[at + 1 + len..].trim_start_matches(SEPARATORS));
    Some(FileName {
        title: title.or_else(|| some_readable(stem)),
        date: Some(date),
        series: Some(stem[..at].to_owned()),
        ..FileName::default()
    })
}

/// The number and the series of `the-changelog-287`.
fn number_last(stem: &str) -> FileName {
    const GENERAL: [&str; 15] = [
        "season",
        "staffel",
        "saison",
        "temporada",
        "stagione",
        "episode",
        "ep",
        "show",
        "notes",
        "shownotes",
        "transcript",
        "podcast",
        "folge",
        "number",
        "no",
    ];
    let start = stem.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let before = &stem[..start];
    if !LENGTHS.contains(&(stem.len() - start)) || !before.ends_with(SEPARATORS) {
        return FileName::default();
    }
    let before = before.trim_end_matches(SEPARATORS);
    let is_general = |word: &str| {
        GENERAL
            .iter()
            .any(|general| general.eq_ignore_ascii_case(word))
    };
    // A season stands before the number: "podcast-02-07".
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let general = before
        .split(SEPARATORS)
        .all(|word| is_general(word) || is_number(word));
    FileName {
        number: stem[start..].parse().ok(),
        marked: general && !before.is_empty(),
        series: (!general).then(|| before.to_owned()),
        ..FileName::default()
    }
}

/// Words before the number of an episode; of those that begin alike the longer comes first.
const WORDS: [&str; 16] = [
    "episode",
    "episodio",
    "episódio",
    "épisode",
    "folge",
    "avsnitt",
    "aflevering",
    "odcinek",
    "puntata",
    "capitulo",
    "ep",
    "no",
    "nr",
    "e",
    "show",
    "s",
];

/// How many digits a number of an episode has.
const LENGTHS: RangeInclusive<usize> = 1..=5;

const SEPARATORS: [char; 4] = ['-', '_', ' ', '.'];

fn some_readable(stem: &str) -> Option<String> {
    let title = readable(stem);
    (!title.is_empty()).then_some(title)
}

/// A slug as a title: `linux-unplugged` is "Linux Unplugged", `gcp-podcast` is "GCP Podcast".
pub(crate) fn readable(slug: &str) -> String {
    let spaced = slug.contains(' ');
    let words: Vec<String> = slug
        .split(|c: char| matches!(c, '-' | '_') || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .enumerate()
        .map(|(index, word)| {
            let initials = (2..=4).contains(&word.len())
                && word.chars().all(|c| c.is_ascii_lowercase())
                && !word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
            let small = index > 0
                && matches!(
                    word,
                    "a" | "an"
                        | "and"
                        | "at"
                        | "by"
                        | "for"
                        | "in"
                        | "of"
                        | "on"
                        | "or"
                        | "the"
                        | "to"
                        | "with"
                        | "vs"
                );
            if spaced || small {
                word.to_owned()
            } else if initials {
                word.to_ascii_uppercase()
            } else {
                capitalised(word)
            }
        })
        .collect();
    words.join(" ")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_begin_with_a_date() {
        for (source, expected) in [
            ("_posts/2024-01-05-rye.md", true),
            ("_posts/24-1-5-rye.md", true),
            ("_posts/2024-01-05.md", false),
            ("_posts/rye-2024-01-05.md", false),
        ] {
            assert_eq!(is_post(source), expected, "{source}");
        }
    }

    #[test]
    fn file_names() {
        let cases = [
            ("012 - Why.md", "title Why, number 12"),
            (
                "episode-33-travis-ci/index.md",
                "title Travis Ci, number 33",
            ),
            (
                "shows/the-changelog-287.md",
                "title The Changelog 287, number 287, series the-changelog",
            ),
            ("0506.md", "title 0506, number 506"),
            ("episode-12.md", "title Episode 12, number 12"),
            ("2022-04-24-ed-page.md", "title Ed Page, date 2022-04-24"),
            ("2022-05-18-twir-441.md", "title Twir 441, date 2022-05-18"),
            ("e065-ed-page.md", "title Ed Page, number 65"),
            ("some-title.md", "title Some Title"),
            ("2018-in-review.md", "title 2018 in Review"),
            ("2024-1-5-tides.md", "title Tides, date 2024-01-05"),
            ("2020-01-18-ep7.md", "title Ep7, number 7, date 2020-01-18"),
            ("s02e05-the-fifth.md", "title The Fifth, number 5"),
            ("podcast-02-03.md", "title Podcast 02 03, number 3"),
            ("episodio-31-pan.md", "title Pan, number 31"),
            ("no-31-rye.md", "title Rye, number 31"),
            (
                "season-2-episode-5.md",
                "title Season 2 Episode 5, number 5",
            ),
            ("ep.md", "title Ep"),
            (".md", ""),
        ];
        for (source, expected) in cases {
            let name = read(source);
            let parts = [
                name.title.map(|title| format!("title {title}")),
                name.number.map(|number| format!("number {number}")),
                name.date.map(|date| format!("date {date}")),
                name.series.map(|series| format!("series {series}")),
            ];
            let found: Vec<_> = parts.into_iter().flatten().collect();
            assert_eq!(found.join(", "), expected, "{source}");
        }
    }
}
