//! Edges of which only what recommendations rest on is read: most of a saved graph is where statements stand and
//! how they are spelled, and of that not even a copy is needed.
//!
//! The members of an edge are found by the quotation marks around them. What they are is not looked at where they
//! are passed over; whatever is not as expected is left to the reader of JSON.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memchr2;
use serde::Deserialize;

use crate::graph::{Edge, Evidence};
use crate::vocabulary::{Basis, DocumentParts, Relation};

/// An edge that borrows the line it stands in.
#[derive(Debug, PartialEq, Deserialize)]
pub(super) struct Ground<'a> {
    /// The id of the node that it leaves.
    #[serde(borrow)]
    pub source: Cow<'a, str>,
    /// The id of the node that it enters.
    #[serde(borrow)]
    pub target: Cow<'a, str>,
    #[serde(borrow)]
    attributes: Attributes<'a>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Attributes<'a> {
    relation: Relation,
    weight: f64,
    confidence: f64,
    #[serde(default)]
    count: u32,
    #[serde(borrow, default)]
    quote: Cow<'a, str>,
    #[serde(borrow, default)]
    rule: Cow<'a, str>,
    basis: Basis,
}

impl<'a> Ground<'a> {
    /// Reads an edge from its JSON.
    ///
    /// # Errors
    ///
    /// What is no edge.
    pub(super) fn read(json: &'a str) -> serde_json::Result<Self> {
        scan(json).map_or_else(|| serde_json::from_str(json), Ok)
    }

    /// What the edge says.
    pub(super) fn relation(&self) -> Relation {
        self.attributes.relation
    }

    /// The edge, without its ends and without what was not read. `nowhere` is the source of all of them.
    pub(super) fn into_edge(self, nowhere: &Arc<str>) -> Edge {
        let raw = self.attributes;
        Edge {
            id: String::new(),
            relation: raw.relation,
            weight: raw.weight,
            confidence: raw.confidence,
            count: raw.count,
            places: DocumentParts::default(),
            evidence: Evidence {
                source: Arc::clone(nowhere),
                quote: raw.quote.into(),
                ..Evidence::default()
            },
            rule: Cow::Owned(raw.rule.into_owned()),
            basis: raw.basis,
            href: None,
            text: None,
            role: None,
        }
    }
}

/// Reads an edge; none where it is not laid out as export does it.
fn scan(json: &str) -> Option<Ground<'_>> {
    let (mut source, mut target, mut relation, mut basis) = (None, None, None, None);
    let (mut weight, mut confidence, mut count) = (None, None, None);
    let (mut quote, mut rule) = (Cow::default(), Cow::default());
    let mut rest = json.strip_prefix("{\"")?;
    let mut inside = false;
    loop {
        let (name, value) = name(rest)?;
        if let Some(members) = value.strip_prefix("{\"") {
            if inside || name != "attributes" {
                return None;
            }
            (inside, rest) = (true, members);
            continue;
        }
        let (value, behind) = value_of(value)?;
        match (inside, name) {
            (false, "source") => source = Some(value.text()?),
            (false, "target") => target = Some(value.text()?),
            (true, "relation") => relation = Some(value.text()?.parse().ok()?),
            (true, "basis") => basis = Some(value.text()?.parse().ok()?),
            (true, "quote") => quote = value.text()?,
            (true, "rule") => rule = value.text()?,
            (true, "weight") => weight = Some(value.number()?.parse().ok()?),
            (true, "confidence") => confidence = Some(value.number()?.parse().ok()?),
            (true, "count") => count = Some(value.number()?.parse().ok()?),
            _ => {}
        }
        match behind.strip_prefix(",\"") {
            Some(next) => rest = next,
            None if inside && behind == "}}" => break,
            None => return None,
        }
    }
    Some(Ground {
        source: source?,
        target: target?,
        attributes: Attributes {
            relation: relation?,
            weight: weight?,
            confidence: confidence?,
            count: count.unwrap_or_default(),
            quote,
            rule,
            basis: basis?,
        },
    })
}

/// The name of a member, behind its opening quotation mark, and what follows its colon.
fn name(json: &str) -> Option<(&str, &str)> {
    let end = memchr2(b'"', b'\\', json.as_bytes())?;
    Some((&json[..end], json[end..].strip_prefix("\":")?))
}

/// A value as it is written.
enum Value<'a> {
    /// With its quotation marks, and whether it holds escapes.
    Text(&'a str, bool),
    /// A number, or one of the words of JSON.
    Plain(&'a str),
}

impl<'a> Value<'a> {
    fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(written, false) => Some(Cow::Borrowed(&written[1..written.len() - 1])),
            Self::Text(written, true) => serde_json::from_str(written).ok().map(Cow::Owned),
            Self::Plain(_) => None,
        }
    }

    fn number(self) -> Option<&'a str> {
        match self {
            Self::Plain(written) if written.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(written)
            }
            _ => None,
        }
    }
}

/// The value at the beginning of a text, and what follows it.
fn value_of(json: &str) -> Option<(Value<'_>, &str)> {
    let bytes = json.as_bytes();
    if bytes.first() != Some(&b'"') {
        let end = json.find([',', '}', '[', '"'])?;
        return Some((Value::Plain(&json[..end]), &json[end..]));
    }
    let (mut at, mut escapes) = (1, false);
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            let (written, rest) = json.split_at(at + 1);
            return Some((Value::Text(written, escapes), rest));
        }
        (at, escapes) = (at + 2, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EDGE: &str = r#"{"key":"1","source":"episode:a","target":"concept:b","attributes":{"relation":"about","label":"about","interaction":"about","weight":0.25,"confidence":0.5,"count":2,"where":"[\"notes\"]","source":"a.md","line":1,"column":1,"quote":"a \"b\" \u00e9","rule":"tag","basis":"stated"}}"#;

    /// Whatever the scanner takes, the reader of JSON takes alike.
    #[test]
    fn what_is_scanned_is_what_is_read() {
        for (name, json, is_scanned) in [
            ("as written", EDGE.to_owned(), true),
            ("a quote of nothing", EDGE.replace(r#"a \"b\" \u00e9"#, ""), true),
            (
                "a backslash before the closing mark",
                EDGE.replace(r"\u00e9", r"\\"),
                true,
            ),
            (
                "without what may be left out",
                r#"{"source":"a","target":"b","attributes":{"weight":1,"confidence":1e-3,"basis":"stated","relation":"mentions"}}"#.into(),
                true,
            ),
            ("an attribute that is true", EDGE.replace("\"line\":1", "\"line\":true"), true),
            ("spaces", EDGE.replace("\",\"", "\", \""), false),
            ("a list", EDGE.replace(r#""[\"notes\"]""#, "[1]"), false),
            ("an object", EDGE.replace(r#""[\"notes\"]""#, "{\"a\":1}"), false),
            (
                "a name with escapes",
                EDGE.replace("quote", r"quot\u0065"),
                false,
            ),
        ] {
            let read = serde_json::from_str::<Ground<'_>>(&json).expect(name);
            assert_eq!(scan(&json).is_some(), is_scanned, "{name}");
            assert_eq!(Ground::read(&json).expect(name), read, "{name}");
        }
    }

    #[test]
    fn what_is_no_edge_is_none() {
        for (name, json) in [
            ("cut off", EDGE[..EDGE.len() - 2].to_owned()),
            ("cut off in a text", EDGE[..EDGE.len() - 5].to_owned()),
            (
                "cut off in an escape",
                EDGE[..EDGE.find(r"\u").expect("one") + 1].to_owned(),
            ),
            ("something behind it", format!("{EDGE},")),
            (
                "an unknown relation",
                EDGE.replace("\"about\",\"label", "\"likes\",\"label"),
            ),
            ("no weight", EDGE.replace("weight", "w")),
            ("a weight that is a text", EDGE.replace("0.25", "\"0.25\"")),
            ("a weight that JSON has not", EDGE.replace("0.25", "inf")),
            ("half a count", EDGE.replace("\"count\":2", "\"count\":2.5")),
            ("no target", EDGE.replace("target", "t")),
            ("empty", String::new()),
        ] {
            assert!(Ground::read(&json).is_err(), "{name}");
        }
    }
}
