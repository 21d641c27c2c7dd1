//! Resolved episodes in, [`WaitingGraph`] out.
//!
//! Episodes are taken one after the other, in the order of their files, and none of them stays in memory: what they
//! say of nodes is gathered there, each node known by a number in the order in which it was first seen; what they say
//! as edges waits in rows. When all episodes are in, ids are made from all nodes together, nodes are sorted by them,
//! and edges come episode by episode, since their ids begin with letters of the node that they leave. So neither the
//! order of the episodes nor the number of threads shows.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::edge_rows::EdgeRow;
use super::episode_edges::{Edges, EpisodeNodes, add_episode_edges, lexicon};
use super::episode_links::EpisodeLinks;
use super::gathered::NodeIndexer;
use super::model::KnowledgeGraph;
use super::shows::FeedShows;
use super::vocabulary_choice::{CorpusTerms, EpisodeTerm};
use super::waiting::{EdgeOrder, WaitingGraph};
use crate::error::Result;
use crate::extract::{EpisodeFacts, LinkMention, Role, SITE_LINK};
use crate::resolve::{EpisodeRelation, ResolvedEpisode};
use crate::source::ShowFacts;
use crate::spill::{Place, Spill, SpillOptions};
use crate::vocabulary::{Kind, Relation};

/// The base of IRIs where none is given.
pub const DEFAULT_BASE_IRI: &str = "https://showgraph.example/";

/// Builds the graph of a corpus that lies in memory.
///
/// `shows` is what feeds say of shows, in the order of their files; `base_iri` must end with `/` or
/// `#`. The episodes may come in any order.
pub fn build(
    episodes: impl IntoIterator<Item = ResolvedEpisode>,
    shows: &[ShowFacts],
    base_iri: &str,
) -> KnowledgeGraph {
    let mut episodes: Vec<ResolvedEpisode> = episodes.into_iter().collect();
    episodes.sort_by(|a, b| by_place(&a.episode, &b.episode));
    let facts = episodes.iter().map(|resolved| resolved.episode.clone());
    let facts: Vec<EpisodeFacts> = facts.collect();
    let in_memory = SpillOptions {
        memory: u64::MAX,
        folder: None,
    };
    let mut builder = GraphBuilder::new(&facts, shows, base_iri, in_memory);
    let added = episodes.into_iter().try_for_each(|one| builder.add(one));
    let graph = added.and_then(|()| builder.finish()?.into_graph());
    graph.expect("memory can be written and read")
}

/// By file; of those that stand in one file, by their place in it.
pub(crate) fn by_place(a: &EpisodeFacts, b: &EpisodeFacts) -> Ordering {
    let place = |facts: &EpisodeFacts| (facts.quote.line, facts.quote.column);
    let by_source = a.source().cmp(b.source());
    by_source
        .then_with(|| place(a).cmp(&place(b)))
        .then_with(|| a.key.cmp(&b.key))
}

/// Builds the graph of a corpus, episode by episode.
pub(crate) struct GraphBuilder<'f> {
    base_iri: &'f str,
    facts: &'f [EpisodeFacts],
    feeds: FeedShows<'f>,
    links: EpisodeLinks<'f>,
    nodes: NodeIndexer<'f>,
    terms: CorpusTerms,
    /// The terms of each episode, and the edges that leave it.
    rows: Spill,
    places: Vec<[Place; 2]>,
    /// How many edges of each relation there are in rows.
    relations: BTreeMap<Relation, usize>,
    /// Edges that leave other nodes.
    between: Edges,
}

impl<'f> GraphBuilder<'f> {
    /// A builder for episodes of which the facts are known.
    ///
    /// `shows` is what feeds say of shows, in the order of their files; `base_iri` must end with `/` or `#`.
    pub(crate) fn new(
        facts: &'f [EpisodeFacts],
        shows: &'f [ShowFacts],
        base_iri: &'f str,
        options: SpillOptions,
    ) -> Self {
        let feeds = FeedShows::new(shows, facts);
        Self {
            base_iri,
            facts,
            nodes: NodeIndexer::new(facts, &feeds),
            feeds,
            links: EpisodeLinks::new(facts.iter()),
            terms: CorpusTerms::default(),
            rows: Spill::new(options),
            places: Vec::with_capacity(facts.len()),
            relations: BTreeMap::new(),
            between: Edges::default(),
        }
    }

    /// Takes the next episode: that of the next facts.
    ///
    /// # Errors
    ///
    /// Where the rows cannot be written.
    pub(crate) fn add(&mut self, resolved: ResolvedEpisode) -> Result<()> {
        let at = self.places.len();
        let facts = &self.facts[at];
        for entity in &resolved.entities {
            if entity.relation == EpisodeRelation::Role(Role::Guest) {
                self.terms.look_up(&entity.label);
            }
        }
        let terms = self.terms.count(&resolved.terms);
        let nodes_of = self.nodes_of(&resolved, at as u32, facts);
        let mut own = Edges::default();
        add_episode_edges(resolved, &nodes_of, &mut own, &mut self.between);
        let own = own.finish();
        self.nodes.weigh(&own);
        self.nodes.date(&own, facts);
        for (.., edge) in own.iter() {
            *self.relations.entry(edge.relation).or_default() += 1;
        }
        let own: Vec<EdgeRow> = own.into_numbered().into_iter().map(EdgeRow::from).collect();
        self.places.push([
            self.rows.push(&Spill::record(&terms))?,
            self.rows.push(&Spill::record(&own))?,
        ]);
        Ok(())
    }

    /// The numbers of all that an episode names.
    fn nodes_of(
        &mut self,
        resolved: &ResolvedEpisode,
        at: u32,
        facts: &'f EpisodeFacts,
    ) -> EpisodeNodes {
        let links = resolved.links.iter().map(|link| {
            let other = self.links.find(&link.url, facts);
            let other = other.map(|other| self.nodes.get(Kind::Episode, other.key.as_str()));
            let page = (!is_of_site(link)).then(|| self.nodes.page(link, at));
            (page, other)
        });
        let links = links.collect();
        let entities = resolved.entities.iter();
        let entities = entities
            .map(|entity| self.nodes.entity(entity, at))
            .collect();
        let nodes = &self.nodes;
        let affiliations = resolved.affiliations.iter();
        EpisodeNodes {
            own: nodes.get(Kind::Episode, facts.key.as_str()),
            show: nodes.get(Kind::Show, &facts.show),
            entities,
            links,
            references: facts
                .references
                .iter()
                .map(|reference| nodes.referred(&reference.show, &self.feeds))
                .collect(),
            affiliations: affiliations
                .map(|affiliation| [&affiliation.person, &affiliation.organization])
                .map(|ends| ends.map(|end| nodes.get(end.kind, &end.key)))
                .collect(),
        }
    }

    /// The graph, when all episodes are in.
    ///
    /// # Errors
    ///
    /// Where the rows cannot be read.
    pub(crate) fn finish(self) -> Result<WaitingGraph> {
        let Self {
            base_iri,
            facts,
            feeds,
            links,
            mut nodes,
            terms,
            rows,
            places,
            mut relations,
            mut between,
        } = self;
        drop(links);
        for (part, whole, evidence) in nodes.parts(facts) {
            between.add(part, Relation::PartOf, whole, lexicon(evidence));
        }
        for (show, other, edge) in nodes.references(&feeds) {
            between.add(show, Relation::RefersTo, other, edge);
        }
        drop(feeds);
        let between = between.finish();
        nodes.weigh(&between);
        for (.., edge) in between.iter() {
            *relations.entry(edge.relation).or_default() += 1;
        }
        let between = between.into_numbered();
        let ids = nodes.ids(facts);
        let own = facts.iter().map(|facts| {
            let numbers = [
                (Kind::Episode, facts.key.as_str()),
                (Kind::Show, &*facts.show),
            ];
            numbers.map(|(kind, key)| ids.of(nodes.get(kind, key)) as u32)
        });
        let (own, mut shows): (Vec<u32>, Vec<u32>) = own.map(|[own, show]| (own, show)).unzip();
        shows.sort_unstable();
        shows.dedup();
        let mut nodes = nodes.into_nodes(&ids, base_iri);
        let choice = terms.finish();
        for ([terms, _], own) in places.iter().zip(&own) {
            let terms: Vec<EpisodeTerm> = rows.read(*terms)?;
            if let Some(detail) = nodes[*own as usize].detail.episode_mut() {
                detail.terms = choice.choose(&terms);
            }
        }
        let episodes = own.iter().zip(&places);
        let episodes = episodes.map(|(own, [_, edges])| (*own, *edges));
        Ok(WaitingGraph {
            base_iri: base_iri.to_owned(),
            order: EdgeOrder::new(&ids.names, &ids.places, episodes, &between),
            nodes,
            shows,
            places: ids.places,
            rows,
            relations,
            between,
        })
    }
}

/// Whether a link leads to a page of the same site, which is no page of its own in the graph.
fn is_of_site(link: &LinkMention) -> bool {
    link.url.starts_with(SITE_LINK)
}
