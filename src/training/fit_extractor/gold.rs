//! Labelled episodes: reading them, and scoring what was found against them.
//!
//! The labels' format and the rules of scoring are those of the labelled set's own README: a found
//! entity matches a labelled one of its kind (or of a defensible other kind) when its label is one of
//! its forms, or its canonical name is one of the found forms; each labelled entity is matched once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use showgraph::extract::Role;
use showgraph::resolve::{EpisodeRelation, ResolvedEpisode};
use showgraph::vocabulary::Kind;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A labelled entity.
#[derive(Debug, Clone, Deserialize)]
pub struct Label {
    #[serde(rename = "type")]
    pub kind: Kind,
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub roles: Vec<String>,
    pub level: String,
    #[serde(rename = "where")]
    pub place: String,
    #[serde(default)]
    pub alt_types: Vec<Kind>,
}

impl Label {
    pub fn must(&self) -> bool {
        self.level == "must"
    }

    pub fn forms(&self) -> BTreeSet<String> {
        self.aliases
            .iter()
            .chain([&self.name])
            .map(|form| norm(form))
            .collect()
    }

    pub fn allows(&self, kind: Kind) -> bool {
        self.kind == kind || self.alt_types.contains(&kind)
    }
}

#[derive(Deserialize)]
struct File {
    episode: String,
    entities: Vec<Label>,
}

/// Reads a folder of labels: by episode.
pub fn read(folder: &Path) -> std::io::Result<BTreeMap<String, Vec<Label>>> {
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let file: File = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
            out.insert(file.episode, file.entities);
        }
    }
    Ok(out)
}

/// The scorer's normal form: without case, accents, punctuation, articles and plural s.
pub fn norm(text: &str) -> String {
    let folded: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    let folded = folded.replace("'s ", " ");
    let words: Vec<&str> = folded
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '+' | '#')))
        .filter(|word| !word.is_empty())
        .collect();
    let words = match words.as_slice() {
        ["the" | "a" | "an", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let singular = |word: &&str| {
        let long = word.chars().count() > 3 && word.ends_with('s') && !word.ends_with("ss");
        if long {
            word[..word.len() - 1].to_owned()
        } else {
            (*word).to_owned()
        }
    };
    words.iter().map(singular).collect::<Vec<_>>().join(" ")
}

/// Counts of one kind or role.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    pub right: f64,
    pub wrong: f64,
    pub must: f64,
    pub found: f64,
}

impl Count {
    pub fn precision(&self) -> f64 {
        if self.right + self.wrong > 0.0 {
            self.right / (self.right + self.wrong)
        } else {
            0.0
        }
    }

    pub fn recall(&self) -> f64 {
        if self.must > 0.0 {
            self.found / self.must
        } else {
            0.0
        }
    }

    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    }

    pub fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.must += other.must;
        self.found += other.found;
    }
}

/// What is counted: the kinds, and two parts of people.
pub const COLUMNS: [&str; 7] = [
    "person",
    "product",
    "organization",
    "concept",
    "event",
    "host",
    "guest",
];

/// The counts of an episode, by [`COLUMNS`]; misses are reported to `errors` with their kind.
pub fn score(
    found: &ResolvedEpisode,
    labels: &[Label],
    notes_only: bool,
    errors: &mut dyn FnMut(&str, char, &str),
) -> [Count; 7] {
    let mut counts = [Count::default(); 7];
    let column = |kind: Kind| COLUMNS.iter().position(|name| *name == kind.as_str());
    let labels: Vec<&Label> = labels
        .iter()
        .filter(|label| !notes_only || label.place != "transcript")
        .collect();
    let forms: Vec<(BTreeSet<String>, String)> = labels
        .iter()
        .map(|label| (label.forms(), norm(&label.name)))
        .collect();
    let mut hit: Vec<Option<usize>> = vec![None; labels.len()];
    let mut order: Vec<usize> = (0..found.entities.len()).collect();
    order.sort_by_key(|index| {
        let entity = &found.entities[*index];
        (entity.identity.kind.as_str(), entity.label.clone())
    });
    for index in order {
        let entity = &found.entities[index];
        let kind = entity.identity.kind;
        // Places and works are not weighed, and not labelled beside the others.
        let Some(column) = column(kind) else { continue };
        let own = norm(&entity.label);
        let theirs: BTreeSet<String> = entity.names().map(norm).collect();
        let best = (0..labels.len())
            .filter(|at| {
                labels[*at].allows(kind)
                    && (forms[*at].0.contains(&own) || theirs.contains(&forms[*at].1))
            })
            .min_by_key(|at| {
                (
                    hit[*at].is_some(),
                    own != forms[*at].1,
                    labels[*at].kind != kind,
                )
            });
        match best {
            Some(at) if hit[at].is_none() => {
                hit[at] = Some(index);
                counts[column].right += 1.0;
            }
            again => {
                counts[column].wrong += 1.0;
                errors(
                    kind.as_str(),
                    if again.is_some() { '2' } else { '+' },
                    &entity.label,
                );
            }
        }
    }
    for (at, label) in labels.iter().enumerate() {
        let Some(column) = column(label.kind) else {
            continue;
        };
        let count = &mut counts[column];
        if label.must() {
            count.must += 1.0;
            count.found += f64::from(u8::from(hit[at].is_some()));
            if hit[at].is_none() {
                errors(label.kind.as_str(), '-', &label.name);
            }
        }
        for (name, role, column) in [("host", Role::Host, 5), ("guest", Role::Guest, 6)] {
            if label.roles.iter().any(|role| role == name) {
                counts[column].must += 1.0;
                let plays = hit[at].is_some_and(|index| {
                    found.entities[index].relation == EpisodeRelation::Role(role)
                });
                counts[column].found += f64::from(u8::from(plays));
                if !plays {
                    errors(name, '-', &label.name);
                }
            }
        }
    }
    for (role, column) in [(Role::Host, 5), (Role::Guest, 6)] {
        let got = found
            .entities
            .iter()
            .filter(|entity| entity.relation == EpisodeRelation::Role(role))
            .count();
        for (at, entity) in found
            .entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.relation == EpisodeRelation::Role(role))
        {
            let label = hit
                .iter()
                .position(|hit| *hit == Some(at))
                .map(|label| labels[label]);
            if !label.is_some_and(|label| label.roles.iter().any(|name| name == COLUMNS[column])) {
                errors(COLUMNS[column], '+', &entity.label);
            }
        }
        counts[column].right = counts[column].found;
        counts[column].wrong = got as f64 - counts[column].found;
    }
    counts
}
