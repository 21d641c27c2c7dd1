//! Nodes and edges of graphology's JSON, as they stand in the file, and what they are in the model.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::Deserialize;

use super::surrogates::mend_surrogates;
use crate::graph::{Detail, Edge, EntityId, EpisodeDetail, Evidence, Node, ShowDetail};
use crate::untrusted::{control_fault, iri_fault, is_followed};
use crate::vocabulary::{Basis, DocumentPart, DocumentParts, Kind, Relation, UrlCategory};

/// A saved graph.
#[derive(Deserialize)]
pub(super) struct SavedGraph<'a> {
    #[serde(borrow)]
    pub attributes: GraphAttributes<'a>,
    pub nodes: Vec<Node>,
    pub edges: Vec<SavedEdge>,
}

/// What is said of the whole graph.
#[derive(Deserialize)]
pub(super) struct GraphAttributes<'a> {
    #[serde(borrow)]
    pub base_iri: Cow<'a, str>,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = RawNode::deserialize(deserializer)?;
        raw.into_node().map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
struct RawNode<'a> {
    #[serde(borrow)]
    key: Cow<'a, str>,
    #[serde(borrow)]
    attributes: RawNodeAttributes<'a>,
}

#[derive(Deserialize)]
struct RawNodeAttributes<'a> {
    kind: Kind,
    label: String,
    #[serde(default)]
    iri: String,
    #[serde(borrow)]
    aliases: Option<Text<'a>>,
    #[serde(borrow)]
    same_as: Option<Text<'a>>,
    description: Option<String>,
    #[serde(default)]
    episodes: u32,
    #[serde(default)]
    mentions: u32,
    first: Option<Arc<str>>,
    last: Option<Arc<str>>,
    #[serde(default)]
    weight: f64,
    topic: Option<String>,
    source: Option<String>,
    number: Option<i64>,
    season: Option<i64>,
    season_name: Option<String>,
    date: Option<String>,
    duration: Option<u32>,
    language: Option<String>,
    guid: Option<String>,
    #[serde(borrow)]
    locations: Option<Text<'a>>,
    author: Option<String>,
    feed: Option<String>,
    #[serde(borrow)]
    genres: Option<Text<'a>>,
    #[serde(borrow)]
    terms: Option<Text<'a>>,
    url: Option<String>,
    category: Option<UrlCategory>,
}

impl RawNode<'_> {
    fn into_node(self) -> Result<Node, String> {
        let raw = self.attributes;
        let missing = |name| format!("the node \"{}\" has no \"{name}\"", self.key);
        if let Some(fault) = control_fault(&self.key) {
            return Err(fault);
        }
        let same_as = list(raw.same_as.as_deref(), "same_as")?;
        let iris = [&raw.iri].into_iter().filter(|iri| !iri.is_empty());
        if let Some(fault) = iris.chain(&same_as).find_map(|iri| iri_fault(iri)) {
            return Err(format!("the node \"{}\": {fault}", self.key));
        }
        let mut pages = raw.url.iter().chain(&raw.feed);
        if let Some(page) = pages.find(|page| !is_followed(page)) {
            return Err(format!(
                "the node \"{}\": \"{}\" is no address that can be followed",
                self.key,
                page.escape_debug()
            ));
        }
        let detail = match raw.kind {
            Kind::Show => {
                let show = ShowDetail {
                    guid: raw.guid,
                    url: raw.url,
                    feed: raw.feed,
                    author: raw.author,
                    language: raw.language,
                    categories: list(raw.genres.as_deref(), "genres")?,
                    locations: list(raw.locations.as_deref(), "locations")?,
                };
                if show == ShowDetail::default() {
                    Detail::None
                } else {
                    show.into()
                }
            }
            Kind::Episode => Detail::from(EpisodeDetail {
                source: raw.source.ok_or_else(|| missing("source"))?,
                number: raw.number,
                season: raw.season,
                season_name: raw.season_name,
                date: raw.date,
                duration: raw.duration,
                language: raw.language,
                guid: raw.guid,
                locations: list(raw.locations.as_deref(), "locations")?,
                terms: raw.terms.map(|terms| terms.parse()).transpose()?,
            }),
            Kind::Url => Detail::Url {
                url: raw.url.ok_or_else(|| missing("url"))?,
                category: raw.category.unwrap_or(UrlCategory::Other),
            },
            _ => Detail::None,
        };
        Ok(Node {
            id: EntityId::from(&*self.key),
            kind: raw.kind,
            label: raw.label,
            iri: raw.iri,
            aliases: list(raw.aliases.as_deref(), "aliases")?,
            same_as,
            description: raw.description,
            episodes: raw.episodes,
            mentions: raw.mentions,
            first: raw.first,
            last: raw.last,
            weight: raw.weight,
            topic: raw.topic,
            detail,
        })
    }
}

/// The ends are turned into ids at once, so that no edge borrows the text.
pub(super) struct SavedEdge {
    pub from: EntityId,
    pub to: EntityId,
    pub edge: Edge,
}

impl<'de> Deserialize<'de> for SavedEdge {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = RawEdge::deserialize(deserializer)?;
        Ok(Self {
            from: EntityId::from(&*raw.source),
            to: EntityId::from(&*raw.target),
            edge: raw.into_edge(),
        })
    }
}

/// An edge that borrows the text it stands in.
#[derive(Deserialize)]
pub(super) struct RawEdge<'a> {
    #[serde(borrow)]
    key: Cow<'a, str>,
    /// The id of the node that it leaves.
    #[serde(borrow)]
    pub source: Cow<'a, str>,
    /// The id of the node that it enters.
    #[serde(borrow)]
    pub target: Cow<'a, str>,
    #[serde(borrow)]
    attributes: RawEdgeAttributes<'a>,
}

#[derive(Deserialize)]
struct RawEdgeAttributes<'a> {
    relation: Relation,
    weight: f64,
    confidence: f64,
    #[serde(default)]
    count: u32,
    #[serde(default, rename = "where")]
    places: Places,
    #[serde(borrow, default)]
    source: Cow<'a, str>,
    #[serde(default)]
    line: u32,
    #[serde(default)]
    column: u32,
    #[serde(borrow, default)]
    quote: Cow<'a, str>,
    seconds: Option<u32>,
    #[serde(default)]
    rule: String,
    basis: Basis,
    href: Option<String>,
    text: Option<String>,
    role: Option<String>,
}

impl RawEdge<'_> {
    /// The edge, without its ends.
    pub(super) fn into_edge(self) -> Edge {
        let raw = self.attributes;
        Edge {
            id: self.key.into_owned(),
            relation: raw.relation,
            weight: raw.weight,
            confidence: raw.confidence,
            count: raw.count,
            places: raw.places.0,
            evidence: Evidence {
                source: raw.source.into(),
                line: raw.line,
                column: raw.column,
                quote: raw.quote.into(),
                seconds: raw.seconds,
            },
            rule: raw.rule.into(),
            basis: raw.basis,
            href: raw.href,
            text: raw.text,
            role: raw.role,
        }
    }
}

/// A text that is borrowed where it holds no escape. Serde borrows a `Cow` of its own, but not one in an
/// `Option`.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// The attribute `where`, read without a copy of its text.
#[derive(Default)]
struct Places(DocumentParts);

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl serde::de::Visitor<'_> for Visitor {
            type Value = Places;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Places, E> {
                let mut parts = DocumentParts::default();
                let mut insert = |name: &str| {
                    parts.insert(name.parse::<DocumentPart>().map_err(E::custom)?);
                    Ok(())
                };
                match serde_json::from_str::<Vec<&str>>(text) {
                    Ok(names) => names.into_iter().try_for_each(&mut insert)?,
                    // Names with escapes in them, or no list.
                    Err(_) => {
                        for name in list(Some(text), "where").map_err(E::custom)? {
                            insert(&name)?;
                        }
                    }
                }
                Ok(Places(parts))
            }
        }

        deserializer.deserialize_str(Visitor)
    }
}

/// A list attribute: a JSON array in a string.
fn list(text: Option<&str>, name: &str) -> Result<Vec<String>, String> {
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    let mut bytes = text.as_bytes().to_vec();
    mend_surrogates(&mut bytes);
    serde_json::from_slice(&bytes)
        .map_err(|_| format!("\"{name}\" is \"{text}\", which is no JSON array of strings"))
}
