//! The attributes of nodes and edges, by name and type: one table for every format that has them
//! (GraphML, JSON, GEXF, Cytoscape JSON, CSV) and for the reader of saved graphs.

use super::style;
use crate::graph::{Detail, EdgeView, Node};
use crate::vocabulary::DocumentParts;

/// The type of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttributeType {
    /// Text. Lists are text too: a JSON array of strings.
    String,
    /// A whole number of 32 bits.
    Int,
    /// A whole number of 64 bits.
    Long,
    /// A floating-point number.
    Double,
}

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum AttributeValue<'a> {
    /// Text.
    Text(&'a str),
    /// A list of texts.
    List(&'a [String]),
    /// The parts of a document, a list too.
    Parts(DocumentParts),
    /// A whole number.
    Int(i64),
    /// A floating-point number; always finite.
    Double(f64),
}

macro_rules! attributes {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $text:literal $type:ident,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the table in the design document says what each one means")]
        #[non_exhaustive]
        pub enum $name { $($variant,)+ }

        impl $name {
            /// Every attribute, in the order in which they are written.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name as it stands in files.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The type.
            pub const fn value_type(self) -> AttributeType {
                match self { $(Self::$variant => AttributeType::$type,)+ }
            }
        }
    };
}

attributes! {
    /// An attribute of a node.
    NodeAttribute {
        Kind = "kind" String,
        Label = "label" String,
        Name = "name" String,
        Iri = "iri" String,
        Aliases = "aliases" String,
        SameAs = "same_as" String,
        Description = "description" String,
        Episodes = "episodes" Int,
        Mentions = "mentions" Int,
        First = "first" String,
        Last = "last" String,
        Weight = "weight" Double,
        Topic = "topic" String,
        Source = "source" String,
        Number = "number" Long,
        Season = "season" Long,
        SeasonName = "season_name" String,
        Date = "date" String,
        Duration = "duration" Int,
        Language = "language" String,
        Guid = "guid" String,
        Locations = "locations" String,
        Author = "author" String,
        Feed = "feed" String,
        Genres = "genres" String,
        Url = "url" String,
        Category = "category" String,
        Size = "size" Double,
        Red = "r" Int,
        Green = "g" Int,
        Blue = "b" Int,
    }
}

attributes! {
    /// An attribute of an edge.
    EdgeAttribute {
        EdgeId = "edge_id" String,
        Relation = "relation" String,
        Label = "label" String,
        Interaction = "interaction" String,
        Weight = "weight" Double,
        Confidence = "confidence" Double,
        Count = "count" Int,
        Where = "where" String,
        Source = "source" String,
        Line = "line" Int,
        Column = "column" Int,
        Quote = "quote" String,
        Seconds = "seconds" Int,
        Rule = "rule" String,
        Basis = "basis" String,
        Href = "href" String,
        Text = "text" String,
        Role = "role" String,
    }
}

/// Visits the attributes that a node has, in the order of [`NodeAttribute::ALL`]. What is not known
/// is left out. `name` is unique in the graph.
#[inline]
pub fn node_attributes<'a>(
    node: &'a Node,
    name: &'a str,
    mut visit: impl FnMut(NodeAttribute, AttributeValue<'a>),
) {
    use NodeAttribute as A;
    visit(A::Kind, AttributeValue::Text(node.kind.as_str()));
    visit(A::Label, AttributeValue::Text(&node.label));
    visit(A::Name, AttributeValue::Text(name));
    visit(A::Iri, AttributeValue::Text(&node.iri));
    if !node.aliases.is_empty() {
        visit(A::Aliases, AttributeValue::List(&node.aliases));
    }
    if !node.same_as.is_empty() {
        visit(A::SameAs, AttributeValue::List(&node.same_as));
    }
    if let Some(description) = &node.description {
        visit(A::Description, AttributeValue::Text(description));
    }
    if node.kind.counts_episodes() {
        visit(A::Episodes, AttributeValue::Int(node.episodes.into()));
        visit(A::Mentions, AttributeValue::Int(node.mentions.into()));
    }
    for (name, day) in [(A::First, &node.first), (A::Last, &node.last)] {
        if let Some(day) = day {
            visit(name, AttributeValue::Text(day));
        }
    }
    visit(A::Weight, AttributeValue::Double(finite(node.weight)));
    if let Some(topic) = &node.topic {
        visit(A::Topic, AttributeValue::Text(topic));
    }
    match &node.detail {
        Detail::Episode(episode) => {
            visit(A::Source, AttributeValue::Text(&episode.source));
            for (name, number) in [(A::Number, episode.number), (A::Season, episode.season)] {
                if let Some(number) = number {
                    visit(name, AttributeValue::Int(number));
                }
            }
            text(A::SeasonName, &episode.season_name, &mut visit);
            text(A::Date, &episode.date, &mut visit);
            if let Some(duration) = episode.duration {
                visit(A::Duration, AttributeValue::Int(duration.into()));
            }
            text(A::Language, &episode.language, &mut visit);
            text(A::Guid, &episode.guid, &mut visit);
            list(A::Locations, &episode.locations, &mut visit);
        }
        Detail::Show(show) => {
            text(A::Language, &show.language, &mut visit);
            text(A::Guid, &show.guid, &mut visit);
            list(A::Locations, &show.locations, &mut visit);
            text(A::Author, &show.author, &mut visit);
            text(A::Feed, &show.feed, &mut visit);
            list(A::Genres, &show.categories, &mut visit);
            text(A::Url, &show.url, &mut visit);
        }
        Detail::Url { url, category } => {
            visit(A::Url, AttributeValue::Text(url));
            visit(A::Category, AttributeValue::Text(category.as_str()));
        }
        Detail::None => {}
    }
    visit(A::Size, AttributeValue::Double(style::size(node)));
    let [red, green, blue] = style::colour(node.kind);
    visit(A::Red, AttributeValue::Int(red.into()));
    visit(A::Green, AttributeValue::Int(green.into()));
    visit(A::Blue, AttributeValue::Int(blue.into()));
}

fn text<'a>(
    name: NodeAttribute,
    value: &'a Option<String>,
    visit: &mut impl FnMut(NodeAttribute, AttributeValue<'a>),
) {
    if let Some(value) = value {
        visit(name, AttributeValue::Text(value));
    }
}

fn list<'a>(
    name: NodeAttribute,
    items: &'a [String],
    visit: &mut impl FnMut(NodeAttribute, AttributeValue<'a>),
) {
    if !items.is_empty() {
        visit(name, AttributeValue::List(items));
    }
}

/// Visits the attributes that an edge has, in the order of [`EdgeAttribute::ALL`]. What is not known
/// is left out.
#[inline]
pub fn edge_attributes<'a>(
    view: EdgeView<'a>,
    mut visit: impl FnMut(EdgeAttribute, AttributeValue<'a>),
) {
    use EdgeAttribute as A;
    let edge = view.edge;
    let evidence = &edge.evidence;
    visit(A::EdgeId, AttributeValue::Text(&edge.id));
    for name in [A::Relation, A::Label, A::Interaction] {
        visit(name, AttributeValue::Text(edge.relation.as_str()));
    }
    visit(A::Weight, AttributeValue::Double(finite(edge.weight)));
    visit(
        A::Confidence,
        AttributeValue::Double(finite(edge.confidence)),
    );
    visit(A::Count, AttributeValue::Int(edge.count.into()));
    if !edge.places.is_empty() {
        visit(A::Where, AttributeValue::Parts(edge.places));
    }
    if !evidence.source.is_empty() {
        visit(A::Source, AttributeValue::Text(&evidence.source));
    }
    if evidence.line > 0 {
        visit(A::Line, AttributeValue::Int(evidence.line.into()));
    }
    if evidence.column > 0 {
        visit(A::Column, AttributeValue::Int(evidence.column.into()));
    }
    if !evidence.quote.is_empty() {
        visit(A::Quote, AttributeValue::Text(&evidence.quote));
    }
    if let Some(seconds) = evidence.seconds {
        visit(A::Seconds, AttributeValue::Int(seconds.into()));
    }
    if !edge.rule.is_empty() {
        visit(A::Rule, AttributeValue::Text(&edge.rule));
    }
    visit(A::Basis, AttributeValue::Text(edge.basis.as_str()));
    for (name, text) in [
        (A::Href, &edge.href),
        (A::Text, &edge.text),
        (A::Role, &edge.role),
    ] {
        if let Some(text) = text {
            visit(name, AttributeValue::Text(text));
        }
    }
}

/// No format has a way to write infinity that all its readers take.
pub(crate) fn finite(number: f64) -> f64 {
    if number.is_finite() { number } else { 0.0 }
}

impl AttributeValue<'_> {
    /// Appends the value as text: lists as a JSON array, numbers in their shortest form.
    pub fn push_to(self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Int(number) => out.push_str(itoa::Buffer::new().format(number)),
            Self::Double(number) => out.push_str(ryu::Buffer::new().format_finite(number)),
            Self::List(_) | Self::Parts(_) => {
                out.push('[');
                self.for_each_item(|item| {
                    if !out.ends_with('[') {
                        out.push(',');
                    }
                    let special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
                    if item.bytes().any(special) {
                        // Rare enough for the general writer.
                        out.push_str(&serde_json::Value::from(item).to_string());
                    } else {
                        for text in ["\"", item, "\""] {
                            out.push_str(text);
                        }
                    }
                });
                out.push(']');
            }
        }
    }

    /// Visits the items of a list; of another value nothing.
    pub fn for_each_item(&self, mut visit: impl FnMut(&str)) {
        match self {
            Self::List(items) => items.iter().for_each(|item| visit(item)),
            Self::Parts(places) => places.iter().for_each(|place| visit(place.as_str())),
            Self::Text(_) | Self::Int(_) | Self::Double(_) => {}
        }
    }
}
