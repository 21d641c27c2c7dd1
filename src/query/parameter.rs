//! Parameters: what a user may give, and the RDF term that it becomes.

use std::fmt;
use std::str::FromStr;

use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, Term};

use crate::error::{Error, Result};
use crate::graph::{Day, KnowledgeGraph, find_node};
use crate::text::iri::to_iri;
use crate::vocabulary::Kind;

/// A parameter that a saved query declares: `product (kind product) default Kubernetes -- the product`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name, which is that of the variable that it binds.
    pub name: String,
    /// What it takes.
    pub of: ParameterType,
    /// What it is if nothing is given.
    pub default: Option<String>,
    /// What it is for.
    pub about: Option<String>,
}

/// What a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterType {
    /// A node of one of these kinds, or of any if there is none: by label, alias, id, number, path or
    /// IRI.
    Node(Vec<Kind>),
    /// A whole number or a decimal.
    Number,
    /// Any text.
    Text,
    /// A year, a month or a day; bound as text, to be compared with the beginning of `STR(?date)`.
    Date,
    /// An absolute IRI.
    Iri,
}

impl Parameter {
    /// The term that a value stands for.
    ///
    /// # Errors
    ///
    /// A value of another type; a node that is unknown, with the nearest names, or ambiguous, with
    /// the candidates.
    pub fn term(&self, value: &str, graph: &KnowledgeGraph) -> Result<Term> {
        let wrong = |expected: &str| {
            Error::Argument(format!(
                "{}: \"{value}\" is no {expected}; for example {}={}",
                self.name,
                self.name,
                self.default.as_deref().unwrap_or(self.of.example())
            ))
        };
        match &self.of {
            ParameterType::Node(kinds) => {
                let node = find_node(graph, value, kinds)
                    .map_err(|error| Error::Argument(format!("{}: {error}", self.name)))?;
                Ok(NamedNode::new_unchecked(graph.node_iri(node)).into())
            }
            ParameterType::Number => {
                let value = value.trim();
                if value.parse::<i64>().is_ok() {
                    let digits = value.strip_prefix('+').unwrap_or(value);
                    return Ok(Literal::new_typed_literal(digits, xsd::INTEGER).into());
                }
                let plain = value
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b"+-.".contains(&b));
                let decimal = plain && value.parse::<f64>().is_ok_and(f64::is_finite);
                decimal
                    .then(|| Literal::new_typed_literal(value, xsd::DECIMAL).into())
                    .ok_or_else(|| wrong("number"))
            }
            ParameterType::Text => Ok(Literal::new_simple_literal(value).into()),
            ParameterType::Date => value
                .parse::<Day>()
                .map(|day| Literal::new_simple_literal(day.to_string()).into())
                .map_err(|error| Error::Argument(format!("{}: {error}", self.name))),
            ParameterType::Iri => to_iri(value)
                .map(|iri| NamedNode::new_unchecked(iri).into())
                .ok_or_else(|| wrong("absolute IRI")),
        }
    }
}

impl ParameterType {
    const fn example(&self) -> &'static str {
        match self {
            Self::Node(_) => "NAME",
            Self::Number => "2",
            Self::Text => "TEXT",
            Self::Date => "2016-08",
            Self::Iri => "https://showgraph.example/",
        }
    }
}

impl fmt::Display for ParameterType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(kinds) if kinds.is_empty() => f.write_str("node"),
            Self::Node(kinds) => {
                let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
                write!(f, "kind {}", words.join("|"))
            }
            Self::Number => f.write_str("number"),
            Self::Text => f.write_str("text"),
            Self::Date => f.write_str("date"),
            Self::Iri => f.write_str("iri"),
        }
    }
}

impl FromStr for ParameterType {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(kinds) = text.strip_prefix("kind ") {
            let kinds = kinds.split('|').map(|kind| kind.trim().parse());
            return Ok(Self::Node(kinds.collect::<Result<_, _>>()?));
        }
        match text {
            "node" => Ok(Self::Node(Vec::new())),
            "number" => Ok(Self::Number),
            "text" => Ok(Self::Text),
            "date" => Ok(Self::Date),
            "iri" => Ok(Self::Iri),
            _ => Err(format!(
                "\"{text}\" is no type of a parameter; expected kind and a kind of node, node, number, text, date or iri"
            )),
        }
    }
}

impl FromStr for Parameter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "expected \"name (type) default value -- what it is for\"";
        let (declaration, about) = match text.split_once(" -- ") {
            Some((declaration, about)) => (declaration.trim(), Some(about.trim().to_owned())),
            None => (text.trim(), None),
        };
        let (name, rest) = declaration
            .split_once('(')
            .ok_or_else(|| format!("\"{text}\" has no type in brackets; {form}"))?;
        let (of, rest) = rest
            .split_once(')')
            .ok_or_else(|| format!("the bracket in \"{text}\" is not closed; {form}"))?;
        let name = name.trim().trim_start_matches(['?', '$']);
        if oxrdf::Variable::new(name).is_err() {
            return Err(format!("\"{name}\" is no name of a variable; {form}"));
        }
        let default = match rest.trim() {
            "" => None,
            rest => match rest.strip_prefix("default ") {
                Some(value) => Some(value.trim().to_owned()),
                None => return Err(format!("\"{rest}\" is not understood; {form}")),
            },
        };
        Ok(Self {
            name: name.to_owned(),
            of: of.trim().parse()?,
            default,
            about,
        })
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.of)?;
        match &self.default {
            Some(default) => write!(f, " default {default}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read() {
        for (text, shown, about) in [
            (
                "product (kind product) default Google Kubernetes Engine",
                "product (kind product) default Google Kubernetes Engine",
                None,
            ),
            (
                "?topic (kind product|concept) -- what it is about",
                "topic (kind product|concept)",
                Some("what it is about"),
            ),
            ("any(node)", "any (node)", None),
            (
                "since (date) default 2016-08",
                "since (date) default 2016-08",
                None,
            ),
        ] {
            let parameter: Parameter = text.parse().unwrap();
            assert_eq!(parameter.to_string(), shown);
            assert_eq!(parameter.about.as_deref(), about);
        }
    }

    #[test]
    fn wrong_declarations_are_explained() {
        for (text, message) in [
            ("product", "\"product\" has no type in brackets"),
            (
                "product (text",
                "the bracket in \"product (text\" is not closed",
            ),
            ("a b (text)", "\"a b\" is no name of a variable"),
            ("a (text) x", "\"x\" is not understood"),
            ("a (kind ghost)", "\"ghost\" is none of show, episode"),
        ] {
            let error = text.parse::<Parameter>().unwrap_err();
            assert!(error.starts_with(message), "{error}");
        }
    }

    #[test]
    fn values_become_terms() {
        let graph = KnowledgeGraph::default();
        for (of, value, term) in [
            (
                "number",
                "-2",
                "\"-2\"^^<http://www.w3.org/2001/XMLSchema#integer>",
            ),
            (
                "number",
                "2.5",
                "\"2.5\"^^<http://www.w3.org/2001/XMLSchema#decimal>",
            ),
            ("text", "a \"} # ' \\ b", "\"a \\\"} # ' \\\\ b\""),
            ("date", "2016-08", "\"2016-08\""),
            ("iri", "https://a.example/x y", "<https://a.example/x%20y>"),
        ] {
            let parameter: Parameter = format!("p ({of})").parse().unwrap();
            assert_eq!(parameter.term(value, &graph).unwrap().to_string(), term);
        }
        for (of, value, message) in [
            (
                "number",
                "2 } #",
                "p: \"2 } #\" is no number; for example p=2",
            ),
            ("number", "inf", "p: \"inf\" is no number; for example p=2"),
            (
                "date",
                "soon",
                "p: \"soon\" is no date; expected one like 2016, 2016-08 or 2016-08-18",
            ),
            (
                "iri",
                "docs",
                "p: \"docs\" is no absolute IRI; for example p=https://showgraph.example/",
            ),
            ("node", "docs", "p: nothing in the graph is called \"docs\""),
        ] {
            let parameter: Parameter = format!("p ({of})").parse().unwrap();
            assert_eq!(
                parameter.term(value, &graph).unwrap_err().to_string(),
                message
            );
        }
    }
}
