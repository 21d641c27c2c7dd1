//! Entities that most episodes of a show are linked to although they are probably none: what a
//! site repeats in every page, common words, labels.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::graph::{EntityId, Evidence, KnowledgeGraph, Node};
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::vocabulary::{Kind, Relation};

/// Shows with fewer episodes have no hubs.
const FEWEST: u32 = 5;

/// An entity that is linked to most episodes of a show, and the reason to doubt it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SuspiciousHub {
    /// The entity's node.
    pub id: EntityId,
    /// Its name.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// The name of the show.
    pub show: String,
    /// How many of the show's episodes name the entity.
    pub linked: u32,
    /// How many episodes the show has.
    pub episodes: u32,
    /// Why it is doubted.
    pub doubt: Doubt,
    /// Where one of them names it.
    pub evidence: Evidence,
}

/// Why an entity is doubted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Doubt {
    /// Its name is made of words that are no names.
    CommonWord,
    /// Its name ends with a colon, as labels in notes do.
    Label,
    /// The mentions of it are unsure.
    LowConfidence,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CommonWord => "a common word",
            Self::Label => "a label",
            Self::LowConfidence => "found with little confidence",
        })
    }
}

/// The entities that more than half of the episodes of a show mention, and that are probably none;
/// those with most episodes first. `is_known` says whether a lexicon has a name as one of nothing else:
/// such names are not doubted.
pub fn suspicious_hubs(
    graph: &KnowledgeGraph,
    is_known: impl Fn(&str) -> bool,
) -> Vec<SuspiciousHub> {
    struct LinkCount<'g> {
        linked: u32,
        confidence: f64,
        evidence: &'g Evidence,
    }
    let mut episodes: BTreeMap<&EntityId, u32> = BTreeMap::new();
    let mut counts: BTreeMap<(&EntityId, &EntityId), LinkCount> = BTreeMap::new();
    for episode in graph.nodes_of(Kind::Episode) {
        let edges = graph.edges_from(&episode.id);
        let show = edges
            .iter()
            .find(|view| view.edge.relation == Relation::PartOfShow);
        let Some(show) = show.map(|view| &view.to.id) else {
            continue;
        };
        *episodes.entry(show).or_default() += 1;
        // Who hosts, is a guest or pays is stated, and no matter of doubt.
        for view in edges.iter().filter(|view| {
            view.to.kind.is_entity()
                && matches!(view.edge.relation, Relation::Mentions | Relation::About)
        }) {
            let count = counts.entry((show, &view.to.id)).or_insert(LinkCount {
                linked: 0,
                confidence: 0.0,
                evidence: &view.edge.evidence,
            });
            count.linked += 1;
            count.confidence += view.edge.confidence;
        }
    }
    let mut hubs: Vec<SuspiciousHub> = counts
        .into_iter()
        .filter_map(|((show, entity), count)| {
            let total = episodes[show];
            let (node, show) = (graph.node(entity)?, graph.node(show)?);
            let most = total >= FEWEST && count.linked * 2 > total;
            let own = node.label.eq_ignore_ascii_case(&show.label);
            let doubt = doubt(node, count.confidence / f64::from(count.linked), &is_known)
                .filter(|_| most && !own)?;
            Some(SuspiciousHub {
                id: node.id.clone(),
                label: node.label.clone(),
                kind: node.kind,
                show: show.label.clone(),
                linked: count.linked,
                episodes: total,
                doubt,
                evidence: count.evidence.clone(),
            })
        })
        .collect();
    hubs.sort_by(|a, b| b.linked.cmp(&a.linked).then_with(|| a.id.cmp(&b.id)));
    hubs
}

/// Why an entity is doubted, if it is.
fn doubt(node: &Node, confidence: f64, is_known: impl Fn(&str) -> bool) -> Option<Doubt> {
    if is_known(&node.label) {
        return None;
    }
    let plain =
        |word: &str| name_lists::word(word).intersects(WordClass::COMMON.union(WordClass::STOP));
    let mut words = node.label.split_whitespace();
    if node.kind != Kind::Person && words.all(|word| plain(word.trim_matches(':'))) {
        return Some(Doubt::CommonWord);
    }
    if node.label.ends_with(':') {
        return Some(Doubt::Label);
    }
    (confidence < 0.6).then_some(Doubt::LowConfidence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Detail, Edge};
    use crate::vocabulary::{Basis, DocumentParts};

    fn node(kind: Kind, slug: &str, label: &str) -> Node {
        Node {
            id: EntityId::new(kind, slug),
            kind,
            label: label.into(),
            iri: format!("https://showgraph.example/{kind}/{slug}"),
            aliases: Vec::new(),
            same_as: Vec::new(),
            description: None,
            episodes: 0,
            mentions: 0,
            weight: 1.0,
            first: None,
            last: None,
            topic: None,
            detail: Detail::None,
        }
    }

    #[test]
    fn common_words_and_weak_names_of_most_episodes_are_doubted() {
        let mut nodes = vec![
            node(Kind::Show, "night", "Night Harbor"),
            node(Kind::Concept, "people", "people"),
            node(Kind::Concept, "question", "question"),
            node(Kind::Product, "zorble", "Zorble"),
            node(Kind::Product, "kubernetes", "Kubernetes"),
            node(Kind::Organization, "quillworks", "Quillworks"),
            node(Kind::Person, "mara-finch", "Mara Finch"),
            node(Kind::Organization, "night-harbor", "Night Harbor"),
        ];
        let mut edges = Vec::new();
        for episode in 0..6 {
            let own = node(Kind::Episode, &episode.to_string(), "An episode");
            // Entity, how sure, and in how many of six episodes.
            let links = [
                ("show:night", Relation::PartOfShow, 1.0, 6),
                ("concept:people", Relation::Mentions, 0.9, 6),
                ("concept:question", Relation::Mentions, 0.9, 3),
                ("product:zorble", Relation::Mentions, 0.5, 5),
                ("product:kubernetes", Relation::Mentions, 0.5, 6),
                ("organization:quillworks", Relation::About, 0.9, 6),
                ("person:mara-finch", Relation::HostedBy, 0.5, 6),
                ("organization:night-harbor", Relation::Mentions, 0.5, 6),
            ];
            for (to, relation, confidence, _) in
                links.into_iter().filter(|(.., most)| episode < *most)
            {
                let edge = Edge {
                    id: format!("{relation}.{episode}.{to}"),
                    relation,
                    weight: 1.0,
                    confidence,
                    count: 1,
                    places: DocumentParts::default(),
                    evidence: Evidence::default(),
                    rule: "capitals".into(),
                    basis: Basis::Inferred,
                    href: None,
                    text: None,
                    role: None,
                };
                edges.push((own.id.clone(), to.into(), edge));
            }
            nodes.push(own);
        }
        let base = "https://showgraph.example/";
        let graph = KnowledgeGraph::from_parts(base, nodes, edges).unwrap();
        let hubs: Vec<_> = suspicious_hubs(&graph, |name| name == "Kubernetes")
            .into_iter()
            .map(|hub| (hub.label, hub.linked, hub.doubt))
            .collect();
        assert_eq!(
            hubs,
            [
                ("people".to_owned(), 6, Doubt::CommonWord),
                ("Zorble".to_owned(), 5, Doubt::LowConfidence),
            ]
        );
    }
}
