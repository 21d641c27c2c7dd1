//! Rows and truths as text. Triples are written by the writers of graphs.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use oxrdf::vocab::xsd;
use oxrdf::{Literal, Term, Variable};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};

use super::answer::Rows;
use super::run::Form;
use super::table;
use crate::graph::KnowledgeGraph;
use crate::rdf::{SCHEMA, SG, SKOS};

/// The forms that an answer can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// An aligned table.
    Table,
    /// SPARQL 1.1 Query Results CSV.
    Csv,
    /// SPARQL 1.1 Query Results TSV.
    Tsv,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// One JSON object per row.
    NdJson,
    /// Turtle.
    Turtle,
    /// N-Quads.
    NQuads,
    /// JSON-LD 1.1.
    JsonLd,
    /// DOT.
    Dot,
    /// GraphML 1.0.
    GraphMl,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Self] = &[
        Self::Table,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::NdJson,
        Self::Turtle,
        Self::NQuads,
        Self::JsonLd,
        Self::Dot,
        Self::GraphMl,
    ];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::NdJson => "ndjson",
            Self::Turtle => "turtle",
            Self::NQuads => "nquads",
            Self::JsonLd => "jsonld",
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
        }
    }

    /// What an answer is written in if nothing else is asked for.
    pub const fn default_of(form: Form) -> Self {
        match form {
            Form::Select | Form::Ask => Self::Table,
            Form::Graph => Self::Turtle,
        }
    }

    /// Whether an answer of this form can be written in it.
    pub const fn fits(self, form: Form) -> bool {
        match self {
            Self::Table | Self::Csv | Self::Tsv | Self::Json | Self::NdJson => {
                !matches!(form, Form::Graph)
            }
            Self::Turtle | Self::NQuads | Self::JsonLd | Self::Dot | Self::GraphMl => {
                matches!(form, Form::Graph)
            }
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL
            .iter()
            .copied()
            .find(|format| format.as_str() == text);
        found.ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|format| format.as_str()).collect();
            format!("\"{text}\" is none of {}", known.join(", "))
        })
    }
}

/// What IRIs are shown as.
#[derive(Debug, Clone, Default)]
pub struct Names(Option<HashMap<String, String>>);

impl Names {
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
    pub fn of<'n>(&'n self, iri: &'n str) -> std::borrow::Cow<'n, str> {
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

    /// The row with names in the place of IRIs.
    fn named(&self, term: &Term) -> Term {
        match term {
            Term::NamedNode(_) if self.0.is_some() => {
                Literal::new_simple_literal(self.text(term)).into()
            }
            other => other.clone(),
        }
    }
}

impl Rows {
    /// Writes the rows. A graph's formats are not for rows: [`Format::fits`] says so beforehand.
    ///
    /// `widest` cuts the cells of a table to so many columns of a terminal.
    ///
    /// # Errors
    ///
    /// What the writer reports.
    pub fn write<W: Write>(
        &self,
        format: Format,
        names: &Names,
        widest: Option<usize>,
        mut out: W,
    ) -> io::Result<W> {
        let results = match format {
            Format::Csv => QueryResultsFormat::Csv,
            Format::Tsv => QueryResultsFormat::Tsv,
            Format::Json => QueryResultsFormat::Json,
            Format::NdJson => {
                self.write_lines(names, &mut out)?;
                return Ok(out);
            }
            _ => {
                self.write_table(names, widest, &mut out)?;
                return Ok(out);
            }
        };
        let variables: Vec<Variable> = self.variables.iter().map(Variable::new_unchecked).collect();
        let mut writer = QueryResultsSerializer::from_format(results)
            .serialize_solutions_to_writer(out, variables.clone())?;
        for row in &self.rows {
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

    fn write_lines(&self, names: &Names, out: &mut impl Write) -> io::Result<()> {
        for row in &self.rows {
            let cells = self.variables.iter().zip(row);
            let object: serde_json::Map<String, serde_json::Value> = cells
                .filter_map(|(name, term)| Some((name.clone(), value(term.as_ref()?, names))))
                .collect();
            serde_json::to_writer(&mut *out, &object)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn write_table(
        &self,
        names: &Names,
        widest: Option<usize>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let cell = |term: &Option<Term>| table::Cell {
            text: term
                .as_ref()
                .map(|term| names.text(term))
                .unwrap_or_default(),
            is_number: term.as_ref().is_none_or(is_number),
        };
        let rows = self.rows.iter().map(|row| row.iter().map(cell).collect());
        out.write_all(table::aligned(&self.variables, rows.collect(), widest).as_bytes())
    }
}

/// Writes the answer of an ASK: `yes` or `no`, in JSON as the standard has it.
///
/// # Errors
///
/// What the writer reports.
pub fn write_truth(truth: bool, format: Format, mut out: impl Write) -> io::Result<()> {
    let results = match format {
        Format::Csv => QueryResultsFormat::Csv,
        Format::Tsv => QueryResultsFormat::Tsv,
        Format::Json => QueryResultsFormat::Json,
        Format::NdJson => return writeln!(out, "{truth}"),
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
fn value(term: &Term, names: &Names) -> serde_json::Value {
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

    fn written(format: Format) -> String {
        let out = rows()
            .write(format, &Names::iris(), None, Vec::new())
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rows_have_many_forms() {
        for (format, text) in [
            (
                Format::Table,
                "page                 n\nhttps://a.example/  12\na \"b\", 東京\n",
            ),
            (
                Format::Csv,
                "page,n\r\nhttps://a.example/,12\r\n\"a \"\"b\"\",\t東京\n\",\r\n",
            ),
            (
                Format::Tsv,
                "?page\t?n\n<https://a.example/>\t12\n\"a \\\"b\\\",\\t東京\\n\"\t\n",
            ),
            (
                Format::NdJson,
                "{\"page\":\"https://a.example/\",\"n\":12}\n{\"page\":\"a \\\"b\\\",\\t東京\\n\"}\n",
            ),
        ] {
            assert_eq!(written(format), text);
        }
        let json: serde_json::Value = serde_json::from_str(&written(Format::Json)).unwrap();
        assert_eq!(json["results"]["bindings"][0]["n"]["value"], "12");
    }

    #[test]
    fn formats_are_known_by_their_names() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(*format));
            assert!(
                format.fits(Form::Select) != format.fits(Form::Graph),
                "{format}"
            );
        }
        for form in [Form::Select, Form::Ask, Form::Graph] {
            assert!(Format::default_of(form).fits(form));
        }
    }
}
