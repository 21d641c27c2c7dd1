//! What the graph says in RDF, resource by resource: the one mapping behind N-Quads, Turtle,
//! JSON-LD and the query engine.
//!
//! Each node is a resource with schema.org properties, and each edge is a [`Class::Link`] of its
//! own beside the plain property that joins its ends. No blank nodes, no triple twice.

use std::borrow::Cow;

use super::terms::{Class, Property};
use crate::graph::{Detail, Edge, KnowledgeGraph, Node};
use crate::text::iri::{iri_below, write_iri_below};
use crate::untrusted::followed_iri;
use crate::vocabulary::{Kind, Relation};

/// The value of a property.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum PropertyValue<'a> {
    /// Another resource.
    Iri(&'a str),
    /// Text.
    Text(&'a str),
    /// `xsd:integer`
    Integer(i64),
    /// `xsd:decimal`
    Decimal(f64),
    /// `xsd:date`
    Date(&'a str),
    /// `xsd:dateTime`
    DateTime(&'a str),
    /// `xsd:duration`, in seconds.
    Duration(u32),
}

/// One resource: its classes and the values of its properties.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Resource<'a> {
    /// Its IRI.
    pub iri: Cow<'a, str>,
    /// Its classes.
    pub classes: &'static [Class],
    /// Its properties: those with one name stand together, in the order of [`Property::ALL`].
    pub values: Vec<(Property, PropertyValue<'a>)>,
}

/// Visits every resource: nodes sorted by id, then edges sorted by id.
///
/// # Errors
///
/// The first error that `visit` returns.
pub fn describe<E>(
    graph: &KnowledgeGraph,
    mut visit: impl FnMut(&Resource<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let iris: Vec<Cow<'_, str>> = graph.nodes().map(|node| graph.node_iri(node)).collect();
    let addresses: Vec<NodeAddresses<'_>> = graph.nodes().map(NodeAddresses::of).collect();
    let kinds: Vec<Kind> = graph.nodes().map(|node| node.kind).collect();
    let mut resource = Resource {
        iri: Cow::Borrowed(""),
        classes: &[],
        values: Vec::new(),
    };
    let mut plain_properties: Vec<(Property, &str)> = Vec::new();
    for (at, node) in graph.nodes().enumerate() {
        resource.iri = Cow::Borrowed(&iris[at]);
        resource.classes = classes(node.kind);
        resource.values.clear();
        describe_node(node, &addresses[at], &mut resource.values);
        plain_properties.clear();
        for (target, edge) in graph.edges_leaving(at) {
            let properties = properties(edge.relation, node.kind, kinds[target]);
            plain_properties.extend(
                properties
                    .iter()
                    .map(|property| (*property, &*iris[target])),
            );
        }
        plain_properties.sort_unstable();
        plain_properties.dedup();
        resource.values.extend(
            plain_properties
                .iter()
                .map(|(property, iri)| (*property, PropertyValue::Iri(iri))),
        );
        resource.values.sort_by_key(|(property, _)| *property);
        visit(&resource)?;
    }
    for (from, to, edge) in graph.edges_by_place() {
        // One text serves all links in turn.
        let mut iri = std::mem::take(&mut resource.iri).into_owned();
        write_iri_below(&mut iri, graph.base_iri(), &["link/", &edge.id]);
        resource.iri = Cow::Owned(iri);
        resource.classes = &[Class::Link];
        resource.values.clear();
        describe_link(edge, &iris[from], &iris[to], &mut resource.values);
        visit(&resource)?;
    }
    Ok(())
}

/// The IRI of an edge: base IRI + `link/` + its id.
pub fn link_iri(graph: &KnowledgeGraph, edge: &Edge) -> String {
    iri_below(graph.base_iri(), &["link/", &edge.id])
}

/// The addresses of a node that had to be made valid first.
struct NodeAddresses<'a> {
    same_as: Vec<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
    feed: Option<Cow<'a, str>>,
}

impl<'a> NodeAddresses<'a> {
    fn of(node: &'a Node) -> Self {
        let mut same_as: Vec<_> = node
            .same_as
            .iter()
            .filter_map(|iri| followed_iri(iri))
            .collect();
        same_as.sort_unstable();
        same_as.dedup();
        let url = match &node.detail {
            Detail::Url { url, .. } => followed_iri(url),
            Detail::Show(show) => show.url.as_deref().and_then(followed_iri),
            Detail::Episode(_) | Detail::None => None,
        };
        let feed = match &node.detail {
            Detail::Show(show) => show.feed.as_deref().and_then(followed_iri),
            _ => None,
        };
        Self { same_as, url, feed }
    }
}

/// The classes of a kind of node.
pub const fn classes(kind: Kind) -> &'static [Class] {
    match kind {
        Kind::Show => &[Class::PodcastSeries],
        Kind::Episode => &[Class::PodcastEpisode],
        Kind::Person => &[Class::Person],
        Kind::Organization => &[Class::Organization],
        Kind::Product => &[Class::Product],
        Kind::Concept => &[Class::DefinedTerm, Class::Concept],
        Kind::Event => &[Class::Event],
        Kind::Place => &[Class::Place],
        Kind::Work => &[Class::CreativeWork],
        Kind::Url => &[Class::WebPage],
    }
}

/// The properties that an edge stands for: none whose domain or range does not fit.
const fn properties(relation: Relation, from: Kind, to: Kind) -> &'static [Property] {
    use Property as P;
    match (relation, from, to) {
        (Relation::PartOfShow, ..) => &[P::PartOfSeries],
        (Relation::HostedBy, ..) => &[P::Actor, P::Host],
        (Relation::HasGuest, ..) => &[P::Actor, P::Guest],
        (Relation::About, ..) => &[P::About],
        (Relation::Mentions, ..) => &[P::Mentions],
        (Relation::SponsoredBy, _, Kind::Organization) => &[P::Sponsor, P::SponsoredBy],
        (Relation::SponsoredBy, ..) => &[P::SponsoredBy],
        (Relation::LinksTo, ..) => &[P::Citation],
        (Relation::RefersTo, ..) => &[P::Citation, P::RefersTo],
        (Relation::HasPage, ..) => &[P::SubjectOf],
        (Relation::AffiliatedWith, ..) => &[P::Affiliation],
        (Relation::PartOf, Kind::Concept, Kind::Concept) => &[P::Broader, P::PartOf],
        (Relation::PartOf, Kind::Event, Kind::Event) => &[P::SuperEvent, P::PartOf],
        (Relation::PartOf, Kind::Organization, Kind::Organization) => {
            &[P::ParentOrganization, P::PartOf]
        }
        (Relation::PartOf, Kind::Place, Kind::Place) => &[P::ContainedInPlace, P::PartOf],
        (Relation::PartOf, Kind::Work, Kind::Work) => &[P::IsPartOf, P::PartOf],
        (Relation::PartOf, ..) => &[P::PartOf],
        (Relation::SharesEpisodes, ..) => &[P::SharesEpisodes],
    }
}

fn describe_node<'a>(
    node: &'a Node,
    addresses: &'a NodeAddresses<'_>,
    values: &mut Vec<(Property, PropertyValue<'a>)>,
) {
    use Property as P;
    let concept = node.kind == Kind::Concept;
    values.push((P::Identifier, PropertyValue::Text(node.id.as_str())));
    values.push((P::Name, PropertyValue::Text(&node.label)));
    if concept {
        values.push((P::PrefLabel, PropertyValue::Text(&node.label)));
    }
    for (at, alias) in node.aliases.iter().enumerate() {
        if at > 0 && node.aliases[at - 1] == *alias {
            continue;
        }
        values.push((P::AlternateName, PropertyValue::Text(alias)));
        // SKOS: no text is both a preferred and an alternative label of one concept.
        if concept && *alias != node.label {
            values.push((P::AltLabel, PropertyValue::Text(alias)));
        }
    }
    if let Some(description) = &node.description {
        values.push((P::Description, PropertyValue::Text(description)));
    }
    for iri in &addresses.same_as {
        values.push((P::SameAs, PropertyValue::Iri(iri)));
    }
    match &node.detail {
        Detail::Show(show) => {
            texts(P::InLanguage, show.language.as_slice(), values);
            texts(P::Guid, show.guid.as_slice(), values);
            texts(P::Location, &show.locations, values);
            texts(P::CreditText, show.author.as_slice(), values);
            texts(P::Genre, &show.categories, values);
            if let Some(feed) = &addresses.feed {
                values.push((P::WebFeed, PropertyValue::Iri(feed)));
            }
        }
        Detail::Episode(episode) => {
            for (property, number) in [
                (P::EpisodeNumber, episode.number),
                (P::Season, episode.season),
            ] {
                values.extend(number.map(|number| (property, PropertyValue::Integer(number))));
            }
            if let Some(date) = &episode.date {
                values.push((P::DatePublished, date_value(date)));
            }
            if let Some(seconds) = episode.duration {
                values.push((P::Duration, PropertyValue::Duration(seconds)));
            }
            texts(P::SeasonName, episode.season_name.as_slice(), values);
            texts(P::InLanguage, episode.language.as_slice(), values);
            texts(P::Guid, episode.guid.as_slice(), values);
            texts(P::Location, &episode.locations, values);
            values.push((P::Source, PropertyValue::Text(&episode.source)));
        }
        Detail::Url { category, .. } => {
            values.push((P::Category, PropertyValue::Text(category.as_str())));
        }
        Detail::None => {}
    }
    if let Some(url) = &addresses.url {
        values.push((P::Url, PropertyValue::Iri(url)));
    }
    if node.kind.counts_episodes() {
        values.push((P::Episodes, PropertyValue::Integer(node.episodes.into())));
        values.push((
            P::MentionCount,
            PropertyValue::Integer(node.mentions.into()),
        ));
    }
    for (property, day) in [(P::First, &node.first), (P::Last, &node.last)] {
        values.extend(day.as_deref().map(|day| (property, date_value(day))));
    }
    values.push((P::Weight, PropertyValue::Decimal(node.weight)));
    if let Some(topic) = &node.topic {
        values.push((P::Topic, PropertyValue::Text(topic)));
    }
}

/// Each text once: no triple is written twice.
fn texts<'a>(
    property: Property,
    texts: &'a [String],
    values: &mut Vec<(Property, PropertyValue<'a>)>,
) {
    for (at, text) in texts.iter().enumerate() {
        if !texts[..at].contains(text) {
            values.push((property, PropertyValue::Text(text)));
        }
    }
}

fn describe_link<'a>(
    edge: &'a Edge,
    from: &'a str,
    to: &'a str,
    values: &mut Vec<(Property, PropertyValue<'a>)>,
) {
    use Property as P;
    let evidence = &edge.evidence;
    values.extend([
        (P::From, PropertyValue::Iri(from)),
        (P::To, PropertyValue::Iri(to)),
        (P::Relation, PropertyValue::Text(edge.relation.as_str())),
        (P::Weight, PropertyValue::Decimal(edge.weight)),
        (P::Confidence, PropertyValue::Decimal(edge.confidence)),
        (P::Count, PropertyValue::Integer(edge.count.into())),
    ]);
    values.extend(
        edge.places
            .iter()
            .map(|place| (P::Where, PropertyValue::Text(place.as_str()))),
    );
    if !evidence.source.is_empty() {
        values.push((P::Source, PropertyValue::Text(&evidence.source)));
    }
    if evidence.line > 0 {
        values.push((P::Line, PropertyValue::Integer(evidence.line.into())));
    }
    if evidence.column > 0 {
        values.push((P::Column, PropertyValue::Integer(evidence.column.into())));
    }
    if !evidence.quote.is_empty() {
        values.push((P::Quote, PropertyValue::Text(&evidence.quote)));
    }
    if let Some(seconds) = evidence.seconds {
        values.push((P::Seconds, PropertyValue::Integer(seconds.into())));
    }
    if !edge.rule.is_empty() {
        values.push((P::Rule, PropertyValue::Text(&edge.rule)));
    }
    values.push((P::Basis, PropertyValue::Text(edge.basis.as_str())));
    for (property, text) in [
        (P::Href, &edge.href),
        (P::Text, &edge.text),
        (P::Role, &edge.role),
    ] {
        if let Some(text) = text {
            values.push((property, PropertyValue::Text(text)));
        }
    }
}

/// A date is typed only if it is one: anything else stays text.
fn date_value(date: &str) -> PropertyValue<'_> {
    let is_day = |text: &str| {
        text.len() == 10 && text.as_bytes()[4] == b'-' && text.parse::<jiff::civil::Date>().is_ok()
    };
    if is_day(date) {
        return PropertyValue::Date(date);
    }
    match date.split_once('T') {
        Some((day, time)) if is_day(day) && is_time(time) => PropertyValue::DateTime(date),
        _ => PropertyValue::Text(date),
    }
}

/// `hh:mm:ss`, a fraction, and `Z` or `±hh:mm`: what `xsd:dateTime` allows.
fn is_time(text: &str) -> bool {
    let Some((clock, rest)) = text.split_at_checked(8) else {
        return false;
    };
    let number = |range: std::ops::Range<usize>, text: &str, limit: u8| {
        text.get(range).is_some_and(|digits| {
            digits.bytes().all(|b| b.is_ascii_digit())
                && digits.parse::<u8>().is_ok_and(|value| value < limit)
        })
    };
    let colons = |text: &str| text.match_indices(':').map(|(at, _)| at).eq([2, 5]);
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => rest,
    };
    let zone_holds = match zone.strip_prefix(['+', '-']) {
        Some(offset) => {
            offset.len() == 5
                && offset.as_bytes()[2] == b':'
                && number(0..2, offset, 14)
                && number(3..5, offset, 60)
        }
        None => matches!(zone, "" | "Z"),
    };
    colons(clock)
        && number(0..2, clock, 24)
        && number(3..5, clock, 60)
        && number(6..8, clock, 60)
        && zone_holds
}

/// A duration in the form of ISO 8601, in hours, minutes and seconds.
///
/// ```
/// assert_eq!(showgraph::rdf::iso_duration(2287), "PT38M7S");
/// assert_eq!(showgraph::rdf::iso_duration(7200), "PT2H");
/// assert_eq!(showgraph::rdf::iso_duration(0), "PT0S");
/// ```
pub fn iso_duration(seconds: u32) -> String {
    let mut text = String::from("PT");
    for (value, unit) in [
        (seconds / 3600, 'H'),
        (seconds / 60 % 60, 'M'),
        (seconds % 60, 'S'),
    ] {
        if value > 0 || (unit == 'S' && text.len() == 2) {
            text.push_str(itoa::Buffer::new().format(value));
            text.push(unit);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_are_typed() {
        for (text, typed) in [
            ("2016-08-18", PropertyValue::Date("2016-08-18")),
            ("2016-02-30", PropertyValue::Text("2016-02-30")),
            ("2016-08", PropertyValue::Text("2016-08")),
            (
                "2016-08-18T07:00:00Z",
                PropertyValue::DateTime("2016-08-18T07:00:00Z"),
            ),
            (
                "2016-08-18T07:00:00.25+02:00",
                PropertyValue::DateTime("2016-08-18T07:00:00.25+02:00"),
            ),
            (
                "2016-08-18T07:00:00",
                PropertyValue::DateTime("2016-08-18T07:00:00"),
            ),
            ("2016-08-18T07:00", PropertyValue::Text("2016-08-18T07:00")),
            (
                "2016-08-18T07:00:00+0200",
                PropertyValue::Text("2016-08-18T07:00:00+0200"),
            ),
            (
                "2016-08-18T7:00:00Z!",
                PropertyValue::Text("2016-08-18T7:00:00Z!"),
            ),
            ("soon", PropertyValue::Text("soon")),
        ] {
            assert_eq!(date_value(text), typed, "{text}");
        }
    }

    #[test]
    fn no_property_breaks_its_domain() {
        for relation in Relation::ALL {
            assert!(
                !properties(*relation, Kind::Episode, Kind::Person).is_empty(),
                "{relation}"
            );
        }
        let sponsor = properties(Relation::SponsoredBy, Kind::Episode, Kind::Product);
        assert_eq!(
            sponsor,
            [Property::SponsoredBy],
            "schema:sponsor takes no product"
        );
    }
}
