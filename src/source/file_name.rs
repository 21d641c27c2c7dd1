//! What file and folder names say: numbers, dates and readable titles.

use super::front_matter::date_in_name;
use crate::text::path::page_stem;

/// What a file's name says of its episode.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FileName {
    /// The name made readable.
    pub title: Option<String>,
    /// The episode's number.
    pub number: Option<i64>,
    /// The date that it begins with.
    pub date: Option<String>,
    /// What stands before a number at the end, if it is no general word: the show.
    pub series: Option<String>,
}

/// Reads the name of a file; of a page bundle (`some-episode/index.md`) that of its folder.
pub(crate) fn read(source: &str) -> FileName {
    of_stem(page_stem(source))
}

fn of_stem(stem: &str) -> FileName {
    let mut name = FileName::default();
    let mut rest = stem;
    if let Some((date, len)) = date_in_name(stem) {
        name.date = Some(date);
        rest = stem[len..].trim_start_matches(SEPARATORS);
        name.title = some_readable(rest);
        return name;
    }
    // `012 - Why`, `episode-33-title`, `e065-name`, `the-changelog-287`.
    let lower = rest.to_ascii_lowercase();
    let word = ["episode", "folge", "ep", "e", "show", "s"]
        .into_iter()
        .find(|word| {
            lower.strip_prefix(word).is_some_and(|after| {
                after
                    .trim_start_matches(SEPARATORS)
                    .starts_with(|c: char| c.is_ascii_digit())
            })
        });
    let lead = &rest[word.map_or(0, str::len)..];
    let lead = lead.trim_start_matches(SEPARATORS);
    let digits = lead.chars().take_while(char::is_ascii_digit).count();
    let after = &lead[digits..];
    if (1..=5).contains(&digits) && (after.is_empty() || after.starts_with(SEPARATORS)) {
        name.number = lead[..digits].parse().ok();
        name.title = some_readable(after.trim_start_matches(SEPARATORS));
        if name.title.is_none() {
            name.title = some_readable(rest);
        }
        return name;
    }
    name.title = some_readable(rest);
    // `the-show-2019-10-14-title`.
    let middle = rest
        .char_indices()
        .filter(|(at, c)| *at > 0 && SEPARATORS.contains(c))
        .find_map(|(at, _)| Some((at, date_in_name(&rest[at + 1..])?)));
    if let Some((at, (date, len))) = middle {
        name.series = Some(rest[..at].to_owned());
        name.title =
            some_readable(rest[at + 1 + len..].trim_start_matches(SEPARATORS)).or(name.title);
        name.date = Some(date);
        return name;
    }
    let start = rest.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let before = &rest[..start];
    if (1..=5).contains(&(rest.len() - start)) && before.ends_with(SEPARATORS) {
        name.number = rest[start..].parse().ok();
        let before = before.trim_end_matches(SEPARATORS);
        let general = before.split(SEPARATORS).all(|word| {
            matches!(
                word.to_ascii_lowercase().as_str(),
                "episode"
                    | "ep"
                    | "show"
                    | "notes"
                    | "shownotes"
                    | "transcript"
                    | "podcast"
                    | "folge"
                    | "number"
                    | "no"
            )
        });
        if !general {
            name.series = Some(before.to_owned());
        }
    }
    name
}

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
