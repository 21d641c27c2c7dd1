//! From a graph to its topics: the steps, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::leiden::modularity;
use super::naming::{key, name, name_givers};
use super::quality::{Quality, agreement};
use super::stability::{continued, name_holds};
use super::talk::{Scope, Talk};
use super::themes::{Belongings, Parting, belongings, part, rounded, start};
use super::{Member, Neighbour, Topic, TopicEpisode, TopicPerson, Topics};
use crate::graph::{Detail, EntityId, KnowledgeGraph, Node};

/// More themes than this are no overview.
const MOST_THEMES: usize = 12;

/// A theme is at least this part of all talk: a fortieth.
const LEAST_THEME: f64 = 40.0;

/// A narrower topic is at least this part of its theme's talk: a sixteenth.
const LEAST_NARROWER: f64 = 16.0;

/// How many narrower topics a theme has at most.
const MOST_NARROWER: usize = 6;

/// Topics are neighbours from this weight of their ties on, against what chance has.
const NEAR: f64 = 0.6;

/// Finds the topics of a graph.
///
/// With the topics of a `previous` run, those that continue keep their keys, and their names as long
/// as the members that gave them belong to them still; the search begins with what it found then.
///
/// A graph whose episodes share too little has no topics.
///
/// # Complexity
///
/// That of tying the entities: O(e·k²) for e episodes that name k entities each. Finding communities
/// among them takes less.
pub fn find_topics(graph: &KnowledgeGraph, previous: Option<&Topics>) -> Topics {
    let talk = Talk::of(graph);
    let scope = talk.scope();
    let before = Before::of(previous);
    let begin = previous.map(|previous| {
        start(&scope, previous.resolution, |entity| {
            before.wide.get(&talk.entity(entity).id).copied()
        })
    });
    let aim = about_the_root(talk.episodes.len()).clamp(1, MOST_THEMES);
    let parting = part(&scope, aim, LEAST_THEME, begin.as_ref());
    let all =
        |count: usize| -> Vec<u32> { (0..u32::try_from(count).unwrap_or(u32::MAX)).collect() };
    let episodes = all(talk.episodes.len());
    let others = all(talk.entities.len());
    let themes = belongings(&talk, &scope, &parting, &episodes, &others);

    let members: Vec<Vec<Member>> = themes.iter().map(|theme| members(&talk, theme)).collect();
    let mut keys = Keys::new(previous);
    let continues = keys.continued(&members, true);
    let mut wide: Vec<Topic> = Vec::new();
    let mut narrow: Vec<Narrow> = Vec::new();
    for ((at, theme), (members, before_it)) in (0_u32..)
        .zip(&themes)
        .zip(members.into_iter().zip(&continues))
    {
        let mut topic = topic(&talk, theme, members);
        let givers = keys.name(&mut topic, &talk, theme, *before_it, None);
        let resolution = before_it.and_then(|topic| topic.resolution);
        let parts = narrower(&talk, &scope, theme, &before, resolution);
        topic.resolution = (!parts.1.is_empty()).then_some(parts.0);
        for belongings in parts.1 {
            narrow.push(Narrow {
                theme: at,
                belongings,
                named_theme: givers.first().copied(),
            });
        }
        wide.push(topic);
    }
    let parts: Vec<Vec<Member>> = narrow
        .iter()
        .map(|narrow| self::members(&talk, &narrow.belongings))
        .collect();
    let continues = keys.continued(&parts, false);
    let mut within: Vec<Topic> = Vec::new();
    for ((narrow, members), before_it) in narrow.iter().zip(parts).zip(continues) {
        let mut topic = topic(&talk, &narrow.belongings, members);
        topic.parent = Some(wide[narrow.theme as usize].key.clone());
        keys.name(
            &mut topic,
            &talk,
            &narrow.belongings,
            before_it,
            narrow.named_theme,
        );
        within.push(topic);
    }

    tie(&scope, themes.iter(), &mut wide);
    tie(
        &scope,
        narrow.iter().map(|narrow| &narrow.belongings),
        &mut within,
    );
    let mut topics = Topics {
        base_iri: graph.base_iri().to_owned(),
        resolution: parting.resolution,
        quality: Quality::default(),
        topics: arranged(wide, &within),
    };
    topics.quality = quality(graph, &talk, &scope, &parting, &topics);
    topics
}

/// A narrower topic before it has a name.
struct Narrow<'n> {
    theme: u32,
    belongings: Belongings,
    /// The member that named the theme first.
    named_theme: Option<&'n Node>,
}

/// The square root, rounded: how many groups are neither many nor large.
fn about_the_root(count: usize) -> usize {
    let mut root = count.isqrt();
    if count > root * root + root {
        root += 1;
    }
    root
}

/// Which topic an entity belonged to before, by level.
#[derive(Default)]
struct Before<'p> {
    wide: BTreeMap<&'p EntityId, u32>,
    narrow: BTreeMap<&'p EntityId, u32>,
}

impl<'p> Before<'p> {
    fn of(previous: Option<&'p Topics>) -> Self {
        let mut before = Self::default();
        for (at, topic) in (0_u32..).zip(previous.iter().flat_map(|previous| &previous.topics)) {
            let level = match topic.parent {
                None => &mut before.wide,
                Some(_) => &mut before.narrow,
            };
            level.extend(topic.members.iter().map(|member| (&member.id, at)));
        }
        before
    }
}

/// Parts a theme into narrower topics: none where it does not part into at least two.
fn narrower(
    talk: &Talk<'_>,
    scope: &Scope,
    theme: &Belongings,
    before: &Before<'_>,
    resolution: Option<f64>,
) -> (f64, Vec<Belongings>) {
    let inner = scope.part(&theme.nodes);
    let begin = resolution.map(|resolution| {
        start(&inner, resolution, |entity| {
            before.narrow.get(&talk.entity(entity).id).copied()
        })
    });
    let aim = about_the_root(theme.nodes.len())
        .div_ceil(2)
        .clamp(2, MOST_NARROWER);
    let parting = part(&inner, aim, LEAST_NARROWER, begin.as_ref());
    if parting.count < 2 {
        return (parting.resolution, Vec::new());
    }
    let episodes: Vec<u32> = theme.episodes.iter().map(|(episode, _)| *episode).collect();
    let others: Vec<u32> = theme.joined.iter().map(|(entity, _)| *entity).collect();
    let mut parts = belongings(talk, &inner, &parting, &episodes, &others);
    for part in &mut parts {
        for node in &mut part.nodes {
            *node = theme.nodes[*node as usize];
        }
    }
    // Communities of which no episode talks most are beside the point.
    parts.retain(|part| !part.episodes.is_empty());
    if parts.len() < 2 {
        parts.clear();
    }
    (parting.resolution, parts)
}

/// The members by weight.
fn members(talk: &Talk<'_>, belongings: &Belongings) -> Vec<Member> {
    let all = belongings.core.iter().chain(&belongings.joined);
    let mut members: Vec<Member> = all
        .map(|(entity, weight)| {
            let node = talk.entity(*entity);
            let heard = talk.heard[*entity as usize].len();
            Member {
                id: node.id.clone(),
                label: node.label.clone(),
                kind: node.kind,
                weight: weight.max(1e-4),
                episodes: u32::try_from(heard).unwrap_or(u32::MAX),
            }
        })
        .collect();
    members.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
    members
}

/// A topic without name and neighbours.
fn topic(talk: &Talk<'_>, belongings: &Belongings, members: Vec<Member>) -> Topic {
    let mut topic = Topic {
        members,
        ..Topic::default()
    };
    let mut people: BTreeMap<&EntityId, (&Node, u32)> = BTreeMap::new();
    for (episode, share) in &belongings.episodes {
        let node = talk.episodes[*episode as usize];
        let date = match &node.detail {
            Detail::Episode { date, .. } => date.clone(),
            Detail::Url { .. } | Detail::None => None,
        };
        for (length, counts) in [(4, &mut topic.years), (7, &mut topic.months)] {
            if let Some(part) = date.as_deref().and_then(|date| date.get(..length)) {
                *counts.entry(part.to_owned()).or_default() += 1;
            }
        }
        for guest in &talk.guests[*episode as usize] {
            people.entry(&guest.id).or_insert((guest, 0)).1 += 1;
        }
        topic.episodes.push(TopicEpisode {
            id: node.id.clone(),
            label: node.label.clone(),
            date,
            share: *share,
        });
    }
    let people = people.into_values().map(|(guest, episodes)| TopicPerson {
        id: guest.id.clone(),
        label: guest.label.clone(),
        episodes,
    });
    topic.people = people.collect();
    topic
        .people
        .sort_by(|a, b| b.episodes.cmp(&a.episodes).then_with(|| a.id.cmp(&b.id)));
    topic
}

/// Gives out names and keys.
struct Keys<'p> {
    previous: &'p [Topic],
    used: BTreeSet<String>,
}

impl<'p> Keys<'p> {
    /// No key of the previous run is given to another topic.
    fn new(previous: Option<&'p Topics>) -> Self {
        let previous = previous.map_or(&[][..], |previous| &previous.topics);
        Self {
            previous,
            used: previous.iter().map(|topic| topic.key.clone()).collect(),
        }
    }

    /// The previous topic that each one continues.
    fn continued(&self, members: &[Vec<Member>], are_wide: bool) -> Vec<Option<&'p Topic>> {
        let members: Vec<&[Member]> = members.iter().map(Vec::as_slice).collect();
        continued(&members, self.previous, are_wide)
    }

    /// Names a topic, and says which members named it.
    fn name<'g>(
        &mut self,
        topic: &mut Topic,
        talk: &Talk<'g>,
        belongings: &Belongings,
        before: Option<&Topic>,
        taken: Option<&Node>,
    ) -> Vec<&'g Node> {
        let core = belongings
            .core
            .iter()
            .map(|(entity, _)| talk.entity(*entity));
        let givers = match before {
            Some(before) if name_holds(before, &topic.members) => {
                let by_id = |id: &EntityId| core.clone().find(|node| node.id == *id);
                topic.name.clone_from(&before.name);
                topic.named_after.clone_from(&before.named_after);
                before.named_after.iter().filter_map(by_id).collect()
            }
            _ => {
                let givers = name_givers(core.clone(), taken);
                topic.name = name(&givers);
                topic.named_after = givers.iter().map(|node| node.id.clone()).collect();
                givers
            }
        };
        topic.key = match before {
            Some(before) => before.key.clone(),
            None => key(givers.iter().copied().chain(core), &mut self.used),
        };
        givers
    }
}

/// Finds the neighbours of topics: those with ties of nearly the weight that chance has, or more.
fn tie<'b>(scope: &Scope, belongings: impl Iterator<Item = &'b Belongings>, topics: &mut [Topic]) {
    let mut topic_of: Vec<Option<usize>> = vec![None; scope.network.len()];
    let mut strengths = vec![0.0; topics.len()];
    for (at, belongings) in belongings.enumerate() {
        for node in &belongings.nodes {
            topic_of[*node as usize] = Some(at);
            strengths[at] += scope.network.strength(*node);
        }
    }
    let mut between: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (node, topic) in (0_u32..).zip(&topic_of) {
        for (other, weight) in scope.network.ties(node) {
            if let (Some(left), Some(right)) = (*topic, topic_of[*other as usize])
                && left != right
            {
                *between.entry((left, right)).or_default() += weight;
            }
        }
    }
    for ((left, right), weight) in between {
        let chance = strengths[left] * strengths[right] / scope.network.total();
        let weight = rounded(weight / chance);
        if weight >= NEAR {
            let key = topics[right].key.clone();
            topics[left].neighbours.push(Neighbour { key, weight });
        }
    }
    for topic in topics {
        let closest = |a: &Neighbour, b: &Neighbour| {
            b.weight
                .total_cmp(&a.weight)
                .then_with(|| a.key.cmp(&b.key))
        };
        topic.neighbours.sort_by(closest);
    }
}

/// Themes with the most episodes first, each followed by its narrower topics in the same order.
fn arranged(mut wide: Vec<Topic>, within: &[Topic]) -> Vec<Topic> {
    let larger = |a: &Topic, b: &Topic| {
        b.episodes
            .len()
            .cmp(&a.episodes.len())
            .then_with(|| a.key.cmp(&b.key))
    };
    wide.sort_by(larger);
    let mut topics = Vec::with_capacity(wide.len() + within.len());
    for theme in wide {
        let of_theme = |topic: &&Topic| topic.parent.as_ref() == Some(&theme.key);
        let mut parts: Vec<Topic> = within.iter().filter(of_theme).cloned().collect();
        parts.sort_by(larger);
        topics.push(theme);
        topics.append(&mut parts);
    }
    topics
}

fn quality(
    graph: &KnowledgeGraph,
    talk: &Talk<'_>,
    scope: &Scope,
    parting: &Parting,
    topics: &Topics,
) -> Quality {
    // Entities without a theme count as communities of their own.
    let count = u32::try_from(parting.count).unwrap_or(u32::MAX);
    let mut single = count;
    let partition: Vec<u32> = parting
        .theme_of
        .iter()
        .map(|theme| {
            theme.unwrap_or_else(|| {
                single += 1;
                single - 1
            })
        })
        .collect();
    let (mut inside, mut all) = (0.0, 0.0);
    for (node, theme) in (0_u32..).zip(&parting.theme_of) {
        for (other, weight) in scope.network.ties(node) {
            all += weight;
            if theme.is_some() && *theme == parting.theme_of[*other as usize] {
                inside += weight;
            }
        }
    }
    let themes: BTreeMap<&str, u32> = topics
        .themes()
        .map(|theme| theme.key.as_str())
        .zip(0..)
        .collect();
    let main: BTreeMap<&EntityId, u32> = topics
        .main_themes()
        .into_iter()
        .map(|(episode, theme)| (episode, themes[theme.key.as_str()]))
        .collect();
    let recurring = talk.heard.iter().filter(|heard| heard.len() > 1).count();
    let members: usize = topics.themes().map(|theme| theme.members.len()).sum();
    Quality {
        modularity: rounded(modularity(&scope.network, &partition, 1.0)),
        coverage: share(inside, all),
        episodes: share(count_of(main.len()), count_of(talk.episodes.len())),
        entities: share(count_of(members), count_of(recurring)),
        agreement: agreement(graph, &main),
    }
}

fn count_of(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        rounded(part / whole)
    } else {
        0.0
    }
}
