//! What the report says, paragraph by paragraph, before it is Markdown or HTML.

use std::collections::BTreeMap;

use crate::analyze::report::{Dated, GraphReport, Named, Share};
use crate::error::Warning;
use crate::resolve::Suggestion;
use crate::text::timestamp::hours_minutes_seconds;

/// What the report says beside the graph's own: of the notes, where they were read.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Beside<'a> {
    /// Names that look like entities and are in no lexicon, the most valuable first.
    pub names: &'a [Suggestion],
    /// Problems of the notes.
    pub problems: &'a [Warning],
    /// The address of a file of the notes, relative to the page: a pattern with `{source}`; none makes no links.
    pub notes: Option<&'a str>,
}

impl<'a> Beside<'a> {
    /// With what the notes say beside their graph.
    #[must_use]
    pub fn with_notes(mut self, names: &'a [Suggestion], problems: &'a [Warning]) -> Self {
        self.names = names;
        self.problems = problems;
        self
    }

    /// With links to the notes.
    #[must_use]
    pub fn with_links(mut self, notes: &'a str) -> Self {
        self.notes = Some(notes);
        self
    }
}

/// The file of the picture, as the pages refer to it.
pub const PICTURE: &str = "themes.svg";

/// A piece of a line.
pub(super) enum Piece {
    Text(String),
    /// What a line is about.
    Strong(String),
    Link {
        text: String,
        address: String,
    },
    Quote(String),
}

pub(super) type Line = Vec<Piece>;

/// A heading with a sentence that says what stands below it, and a list.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) lines: Vec<Line>,
}

/// How many problems and names are listed.
const LISTED: usize = 20;

/// The title, a sentence, and the sections that have something to say.
pub(super) fn sections(report: &GraphReport, beside: Beside<'_>) -> (String, String, Vec<Section>) {
    let names: Vec<&str> = report
        .shows
        .iter()
        .map(|show| show.node.label.as_str())
        .collect();
    let title = match names[..] {
        [] => "The shows".to_owned(),
        [one] => one.to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, other, ..] => format!("{one}, {other} and {} more", names.len() - 2),
    };
    let years = match (
        report.years.first_key_value(),
        report.years.last_key_value(),
    ) {
        (Some((first, _)), Some((last, _))) if first != last => format!(", {first} to {last}"),
        (Some((only, _)), _) => format!(", {only}"),
        _ => String::new(),
    };
    let sentence = format!("{}{years}.", counted(report.episodes, "episode"));
    let named = |node: &Named| named(node, beside.notes);
    let with = |node: &Named, rest: String| vec![named(node), Piece::Text(format!(": {rest}"))];
    let share = |share: &Share| {
        let percent = 100.0 * share.share;
        let episodes = counted(share.episodes as usize, "episode");
        with(&share.node, format!("{episodes}, {percent:.0} %"))
    };
    let dated = |dated: &Dated| {
        let episodes = counted(dated.episodes as usize, "episode");
        with(&dated.node, format!("{episodes}{}", span(dated)))
    };
    let all = vec![
        Section {
            title: "Themes",
            about: "What the episodes are about, and when.",
            lines: report
                .themes
                .iter()
                .map(|theme| {
                    let episodes = counted(theme.episodes, "episode");
                    let best = busiest(&theme.years);
                    vec![
                        Piece::Strong(theme.name.clone()),
                        Piece::Text(format!(": {episodes}{best}")),
                    ]
                })
                .collect(),
        },
        Section {
            title: "Hosts",
            about: "Who hosts, and how many of the episodes.",
            lines: report.hosts.iter().map(share).collect(),
        },
        Section {
            title: "Guests who came back",
            about: "With the first and the last visit.",
            lines: report.guests.iter().map(dated).collect(),
        },
        Section {
            title: "What most episodes name",
            about: "Hosts, sponsors and platforms aside.",
            lines: report.hubs.iter().map(share).collect(),
        },
        Section {
            title: "Bridges between themes",
            about: "What is talked about in several of them.",
            lines: report
                .bridges
                .iter()
                .map(|bridge| {
                    let themes: Vec<String> = bridge
                        .themes
                        .iter()
                        .map(|(name, count)| format!("{name} ({count})"))
                        .collect();
                    with(&bridge.node, themes.join("; "))
                })
                .collect(),
        },
        Section {
            title: "Pairs that nobody expects",
            about: "Two rare things that met more than once.",
            lines: report
                .pairs
                .iter()
                .map(|pair| {
                    let evidence = &pair.evidence;
                    let mut place = format!(" ({}:{}", evidence.source, evidence.line);
                    if let Some(seconds) = evidence.seconds {
                        place += &format!(", {}", hours_minutes_seconds(seconds));
                    }
                    vec![
                        named(&pair.left),
                        Piece::Text(" and ".into()),
                        named(&pair.right),
                        Piece::Text(format!(": {} ", counted(pair.episodes as usize, "episode"))),
                        Piece::Quote(evidence.quote.to_string()),
                        Piece::Text(format!("{place})")),
                    ]
                })
                .collect(),
        },
        Section {
            title: "New in the last year",
            about: "Named for the first time, and more than once.",
            lines: report.newcomers.iter().map(dated).collect(),
        },
        Section {
            title: "Not heard of any more",
            about: "Talked about once, and in the last two years no more.",
            lines: report.departed.iter().map(dated).collect(),
        },
        Section {
            title: "Episodes that stand alone",
            about: "They share nothing with another one: name what they are about, or link them.",
            lines: report
                .alone
                .iter()
                .map(|episode| vec![named(episode)])
                .collect(),
        },
        Section {
            title: "Thin spots",
            about: "Episodes whose notes lack what the others have.",
            lines: report
                .thin
                .iter()
                .map(|thin| with(&thin.episode, format!("no {}", thin.lacks.join(", no "))))
                .collect(),
        },
        Section {
            title: "Names to look at",
            about: "They look like things and are in no lexicon: `showgraph lexicon suggest` writes them as one.",
            lines: beside
                .names
                .iter()
                .take(LISTED)
                .map(|name| {
                    let episodes = counted(name.episodes as usize, "episode");
                    let text = format!(": {}, probably; {episodes}, ", name.kind);
                    vec![
                        Piece::Strong(name.name.clone()),
                        Piece::Text(text),
                        Piece::Quote(name.quote.text.to_string()),
                    ]
                })
                .collect(),
        },
        Section {
            title: "Problems of the notes",
            about: "`showgraph check` lists all of them.",
            lines: beside
                .problems
                .iter()
                .take(LISTED)
                .map(|problem| vec![Piece::Text(problem.to_string())])
                .collect(),
        },
    ];
    let said = all.into_iter().filter(|section| !section.lines.is_empty());
    (title, sentence, said.collect())
}

/// The name of a node; of an episode a link to its file.
fn named(node: &Named, notes: Option<&str>) -> Piece {
    let text = node.label.clone();
    match (&node.source, notes) {
        (Some(source), Some(notes)) => Piece::Link {
            text,
            address: notes.replace("{source}", &encoded(source)),
        },
        _ => Piece::Strong(text),
    }
}

/// A path as a part of an address.
fn encoded(path: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(path, KEPT).to_string()
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

fn span(dated: &Dated) -> String {
    match (&dated.first, &dated.last) {
        (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
        (Some(day), _) => format!(", {day}"),
        _ => String::new(),
    }
}

/// The year with most episodes, where there are several.
fn busiest(years: &BTreeMap<String, u32>) -> String {
    let best = years
        .iter()
        .max_by_key(|(year, count)| (**count, std::cmp::Reverse(*year)));
    match best {
        Some((year, count)) if years.len() > 1 => format!(", most in {year} ({count})"),
        Some((year, _)) => format!(", all in {year}"),
        None => String::new(),
    }
}
