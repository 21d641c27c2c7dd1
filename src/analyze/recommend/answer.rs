//! What a recommender answers, as data: [`export::recommendations`](crate::export::recommendations)
//! writes it.

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::graph::EntityId;
use crate::vocabulary::Kind;

/// Recommendations, and what was asked about.
///
/// Serialized, the subject stands beside the list: `{"episode": …, "source": …, "recommendations": […]}`.
/// Of a draft `episode` is null; several episodes that were heard stand as a list `heard` instead, and what
/// was asked for by its entities has their ids as `for`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Saved")]
#[non_exhaustive]
pub struct Recommendations {
    /// What was asked about.
    pub subject: Subject,
    /// How many entities, pages and words the question came down to. With 0 there can be no answer. It is
    /// not serialized.
    pub entities: usize,
    /// The recommendations, the best first.
    pub recommendations: Vec<Recommendation>,
}

/// What was asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
pub enum Subject {
    /// An episode of the graph.
    Episode {
        /// Its node.
        episode: EntityId,
        /// Path of its file below the input root, with `/`.
        source: Arc<str>,
    },
    /// An episode that is not in the graph.
    Draft {
        /// Path of its file.
        source: Arc<str>,
    },
    /// Episodes of the graph that were heard, the last one last.
    Heard(Vec<EntityId>),
    /// Entities and pages, sorted by id.
    Entities(Vec<EntityId>),
}

/// One episode that is recommended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Recommendation {
    /// Its node.
    pub episode: EntityId,
    /// Path of its file below the input root, with `/`.
    #[serde(default)]
    pub source: Arc<str>,
    /// Its title.
    #[serde(default)]
    pub label: Arc<str>,
    /// The score: above 0, to be compared within one answer only.
    pub score: f64,
    /// The entities and pages that make up the score, the strongest first: at most
    /// [`SHOWN`](super::SHOWN) of them.
    #[serde(default)]
    pub because: Vec<Reason>,
    /// The words that make up the score beside them, the strongest first: at most
    /// [`SHOWN_WORDS`](super::SHOWN_WORDS).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<SharedWord>,
    /// The part of the score that being near in time makes, 0 to 1.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nearness: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(share: &f64) -> bool {
    *share == 0.0
}

/// A word, or two that follow each other, in the texts of both episodes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SharedWord {
    /// In lower case.
    pub word: Arc<str>,
    /// Its part of the score, 0 to 1.
    pub share: f64,
}

/// An entity or page that both episodes share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reason {
    /// Its node.
    pub id: EntityId,
    /// Its name.
    pub label: Arc<str>,
    /// What it is.
    pub kind: Kind,
    /// Its part of the score, 0 to 1: the words of its name are in it.
    pub share: f64,
    /// What the recommended episode says where it names it first.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub quote: Arc<str>,
}

impl Serialize for Recommendations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match &self.subject {
            Subject::Episode { episode, source } => {
                map.serialize_entry("episode", episode)?;
                map.serialize_entry("source", source)?;
            }
            Subject::Draft { source } => {
                map.serialize_entry("episode", &None::<EntityId>)?;
                map.serialize_entry("source", source)?;
            }
            Subject::Heard(ids) => map.serialize_entry("heard", ids)?,
            Subject::Entities(ids) => map.serialize_entry("for", ids)?,
        }
        map.serialize_entry("recommendations", &self.recommendations)?;
        map.end()
    }
}

/// The serialized form, field by field.
#[derive(Deserialize)]
struct Saved {
    episode: Option<EntityId>,
    source: Option<Arc<str>>,
    heard: Option<Vec<EntityId>>,
    #[serde(rename = "for")]
    entities: Option<Vec<EntityId>>,
    recommendations: Vec<Recommendation>,
}

impl TryFrom<Saved> for Recommendations {
    type Error = &'static str;

    fn try_from(mut saved: Saved) -> Result<Self, Self::Error> {
        let recommendations = std::mem::take(&mut saved.recommendations);
        let subject = match saved {
            Saved {
                episode: Some(episode),
                source,
                ..
            } => Subject::Episode {
                episode,
                source: source.unwrap_or_default(),
            },
            Saved {
                source: Some(source),
                ..
            } => Subject::Draft { source },
            Saved {
                heard: Some(ids), ..
            } => Subject::Heard(ids),
            Saved {
                entities: Some(ids),
                ..
            } => Subject::Entities(ids),
            _ => return Err("missing field `episode`, `source`, `heard` or `for`"),
        };
        Ok(Self {
            subject,
            entities: 0,
            recommendations,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_about_survives_its_serialized_form() {
        for (name, text) in [
            (
                "an episode",
                r#"{"episode":"episode:a","source":"a.md","recommendations":[{"episode":"episode:b","source":"b.md","label":"B","score":0.5,"because":[{"id":"concept:x","label":"X","kind":"concept","share":1.0}]}]}"#,
            ),
            (
                "a draft",
                r#"{"episode":null,"source":"drafts/a.md","recommendations":[]}"#,
            ),
            (
                "words and time",
                r#"{"episode":"episode:a","source":"a.md","recommendations":[{"episode":"episode:b","source":"b.md","label":"B","score":0.5,"because":[{"id":"concept:x","label":"X","kind":"concept","share":0.5,"quote":"an X"}],"words":[{"word":"wax","share":0.25}],"nearness":0.125}]}"#,
            ),
            (
                "what was heard",
                r#"{"heard":["episode:b","episode:a"],"recommendations":[]}"#,
            ),
            (
                "entities",
                r#"{"for":["concept:x","url:y"],"recommendations":[]}"#,
            ),
        ] {
            let read: Recommendations = serde_json::from_str(text).expect(name);
            assert_eq!(serde_json::to_string(&read).expect(name), text, "{name}");
        }
        let error = serde_json::from_str::<Recommendations>(r#"{"recommendations":[]}"#);
        assert!(error.unwrap_err().to_string().contains("missing field"));
    }
}
