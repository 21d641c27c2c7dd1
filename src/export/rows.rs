//! The answers of SELECT and ASK as text: tables for people, the standard formats for programs.
//! Triples are written by [`ConstructedTriples`](super::ConstructedTriples).

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use oxrdf::vocab::xsd;
use oxrdf::{Literal, Term, Variable};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};

use super::AnswerFormat;
use super::text_table::{Cell, Column, aligned};
use crate::graph::KnowledgeGraph;
use crate::query::Rows;
use crate::rdf::{SCHEMA, SG, SKOS};

/// What IRIs are shown as.
#[derive(Debug, Clone, Default)]
pub struct IriNames(Option<HashMap<String, String>>);

impl IriNames {
    /// As they are.
    pub fn iris() -> Self {
        Self(None)
    }

    /// As the labels of the nodes that they mean; other IRIs with the prefixes `schema:`, `sg:` and
    /// `skos:` where one fits.
    pub fn labels(graph: &KnowledgeGraph) -> Self {
        let name = |node| (graph.node_iri(node).into_owned(), node.label.clone());
        Self(Some(graph.nodes().map(name).collect()))
    }

    /// What an IRI is shown as.
    pub fn of<'n>(&'n self, iri: &'n str) -> Cow<'n, str> {
        let Some(labels) = &self.0 else {
            return iri.into();
        };
        if let Some(label) = labels.get(iri) {
            return label.into();
        }
        for (prefix, base) in [("schema:", SCHEMA), ("sg:", SG), ("skos:", SKOS)] {
            if let Some(local) = iri.strip_prefix(base) {
                return format!("{prefix}{local}").into();
            }
        }
        iri.into()
    }

    fn text(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.of(node.as_str()).into_owned(),
            Term::BlankNode(node) => node.to_string(),
            Term::Literal(literal) => literal.value().to_owned(),
        }
    }

    /// A name in the place of an IRI; other terms stay what they are.
    fn named(&self, term: &Term) -> Term {
        match term {
            Term::NamedNode(_) if self.0.is_some() => {
                Literal::new_simple_literal(self.text(term)).into()
            }
            other => other.clone(),
        }
    }
}

/// Writes rows. A graph's formats are not for rows: [`AnswerFormat::fits`] says so beforehand; here
/// they are written as a table.
///
/// `widest` cuts the cells of a table to so many columns of a terminal.
///
/// # Errors
///
/// What the writer reports.
pub fn write_rows<W: Write>(
    rows: &Rows,
    format: AnswerFormat,
    names: &IriNames,
    widest: Option<usize>,
    mut out: W,
) -> io::Result<W> {
    let results = match format {
        AnswerFormat::Csv => QueryResultsFormat::Csv,
        AnswerFormat::Tsv => QueryResultsFormat::Tsv,
        AnswerFormat::Json => QueryResultsFormat::Json,
        AnswerFormat::NdJson => {
            write_lines(rows, names, &mut out)?;
            return Ok(out);
        }
        _ => {
            out.write_all(table(rows, names, widest).as_bytes())?;
            return Ok(out);
        }
    };
    let variables: Vec<Variable> = rows.variables.iter().map(Variable::new_unchecked).collect();
    let mut writer = QueryResultsSerializer::from_format(results)
        .serialize_solutions_to_writer(out, variables.clone())?;
    for row in &rows.rows {
        let terms: Vec<Option<Term>> = row
            .iter()
            .map(|term| term.as_ref().map(|term| names.named(term)))
            .collect();
        writer.serialize(
            variables
                .iter()
                .zip(&terms)
                .filter_map(|(variable, term)| Some((variable, term.as_ref()?))),
        )?;
    }
    let mut out = writer.finish()?;
    if results == QueryResultsFormat::Json {
        out.write_all(b"\n")?;
    }
    Ok(out)
}

/// One JSON object a line.
fn write_lines(rows: &Rows, names: &IriNames, out: &mut impl Write) -> io::Result<()> {
    for row in &rows.rows {
        let cells = rows.variables.iter().zip(row);
        let object: serde_json::Map<String, serde_json::Value> = cells
            .filter_map(|(name, term)| Some((name.clone(), value(term.as_ref()?, names))))
            .collect();
        serde_json::to_writer(&mut *out, &object)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn table(rows: &Rows, names: &IriNames, widest: Option<usize>) -> String {
    let columns: Vec<Column> = rows.variables.iter().map(Column::new).collect();
    let cell = |term: &Option<Term>| Cell {
        text: term
            .as_ref()
            .map(|term| names.text(term))
            .unwrap_or_default(),
        is_number: term.as_ref().is_none_or(is_number),
    };
    let cells = rows.rows.iter().map(|row| row.iter().map(cell).collect());
    aligned(&columns, cells.collect(), widest)
}

/// Writes the answer of an ASK: `yes` or `no`, in JSON as the standard has it.
///
/// # Errors
///
/// What the writer reports.
pub fn write_truth(truth: bool, format: AnswerFormat, mut out: impl Write) -> io::Result<()> {
    let results = match format {
        AnswerFormat::Csv => QueryResultsFormat::Csv,
        AnswerFormat::Tsv => QueryResultsFormat::Tsv,
        AnswerFormat::Json => QueryResultsFormat::Json,
        AnswerFormat::NdJson => return writeln!(out, "{truth}"),
        _ => return writeln!(out, "{}", if truth { "yes" } else { "no" }),
    };
    let mut out =
        QueryResultsSerializer::from_format(results).serialize_boolean_to_writer(out, truth)?;
    out.write_all(b"\n")
}

fn is_number(term: &Term) -> bool {
    let numbers = [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT];
    matches!(term, Term::Literal(literal) if numbers.contains(&literal.datatype()))
}

/// A term as JSON: numbers and truths as such, everything else as text.
fn value(term: &Term, names: &IriNames) -> serde_json::Value {
    if let Term::Literal(literal) = term {
        let text = literal.value();
        if literal.datatype() == xsd::BOOLEAN {
            return matches!(text, "true" | "1").into();
        }
        if literal.datatype() == xsd::INTEGER
            && let Ok(number) = text.parse::<i64>()
        {
            return number.into();
        }
        if is_number(term)
            && let Ok(number) = text.parse::<f64>()
            && number.is_finite()
        {
            return number.into();
        }
    }
    names.text(term).into()
}

#[cfg(test)]
mod tests {
    use oxrdf::NamedNode;

    use super::*;

    fn rows() -> Rows {
        let page = NamedNode::new_unchecked("https://a.example/");
        Rows {
            variables: vec!["page".into(), "n".into()],
            rows: vec![
                vec![Some(page.into()), Some(Literal::from(12).into())],
                vec![
                    Some(Literal::new_simple_literal("a \"b\",\t東京\n").into()),
                    None,
                ],
            ],
        }
    }

    fn written(format: AnswerFormat) -> String {
        let out = write_rows(&rows(), format, &IriNames::iris(), None, Vec::new()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rows_have_many_forms() {
        for (format, text) in [
            (
                AnswerFormat::Table,
                "page                 n\nhttps://a.example/  12\na \"b\", 東京\n",
            ),
            (
                AnswerFormat::Csv,
                "page,n\r\nhttps://a.example/,12\r\n\"a \"\"b\"\",\t東京\n\",\r\n",
            ),
            (
                AnswerFormat::Tsv,
                "?page\t?n\n<https://a.example/>\t12\n\"a \\\"b\\\",\\t東京\\n\"\t\n",
            ),
            (
                AnswerFormat::NdJson,
                "{\"page\":\"https://a.example/\",\"n\":12}\n{\"page\":\"a \\\"b\\\",\\t東京\\n\"}\n",
            ),
        ] {
            assert_eq!(written(format), text);
        }
        let json: serde_json::Value = serde_json::from_str(&written(AnswerFormat::Json)).unwrap();
        assert_eq!(json["results"]["bindings"][0]["n"]["value"], "12");
    }
}
