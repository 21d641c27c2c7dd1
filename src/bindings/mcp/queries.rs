//! Saved queries: `list_queries`, `run_query`.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use oxrdf::{NamedOrBlankNode, Term};

use super::answers::{Cell, ParameterDescribed, QueryAnswered, QueryDescribed, QueryList};
use super::arguments::RunQuery;
use super::page::{Page, beyond, clipped};
use super::session::{Session, sensible};
use crate::query::{Answer, QueryLimits, SavedQuery};
use crate::text::similarity::most_similar;

/// How many rows are given where no number is asked for.
const USUAL: usize = 25;

/// The most rows that are looked for.
const ROWS: usize = 10_000;

/// How long a query may take.
const TIME: Duration = Duration::from_secs(20);

/// How many answers are kept, for their next pages.
const KEPT: usize = 8;

impl Session {
    pub(super) fn list_queries(&self) -> QueryList {
        let described = |query: &SavedQuery| QueryDescribed {
            name: query.name().to_owned(),
            summary: clipped(query.summary()),
            parameters: query
                .parameters()
                .iter()
                .map(|parameter| ParameterDescribed {
                    name: parameter.name.clone(),
                    of: parameter.of.to_string(),
                    default: parameter.default.as_deref().map(clipped),
                    about: parameter.about.as_deref().map(clipped),
                })
                .collect(),
            columns: query
                .columns()
                .iter()
                .map(|column| clipped(column))
                .collect(),
        };
        QueryList {
            queries: self.queries.iter().map(described).collect(),
        }
    }

    pub(super) fn run_query(&self, asked: &RunQuery) -> Result<QueryAnswered, String> {
        let query = self.query(&asked.query)?;
        let answer = self.answer(query, asked)?;
        let empty = QueryAnswered {
            query: query.name().to_owned(),
            columns: Vec::new(),
            rows: Vec::new(),
            truth: None,
            total: 0,
            next_offset: None,
            note: None,
        };
        let (columns, page) = match &*answer {
            Answer::Truth(truth) => {
                return Ok(QueryAnswered {
                    truth: Some(*truth),
                    ..empty
                });
            }
            Answer::Rows(rows) => {
                let page = Page::of(&rows.rows, asked.window(), USUAL, |row| {
                    row.iter()
                        .map(|term| self.cell(term.as_ref()))
                        .collect::<Vec<Cell>>()
                });
                (rows.variables.clone(), page)
            }
            Answer::Triples(triples) => {
                let page = Page::of(triples, asked.window(), USUAL, |triple| {
                    let subject = match &triple.subject {
                        NamedOrBlankNode::NamedNode(node) => Term::NamedNode(node.clone()),
                        NamedOrBlankNode::BlankNode(node) => Term::BlankNode(node.clone()),
                    };
                    let predicate = Term::NamedNode(triple.predicate.clone());
                    [&subject, &predicate, &triple.object]
                        .map(|term| self.cell(Some(term)))
                        .to_vec()
                });
                (
                    ["subject", "predicate", "object"]
                        .map(str::to_owned)
                        .to_vec(),
                    page,
                )
            }
        };
        let note = beyond(asked.window(), page.total).or_else(|| match page.total {
            0 => Some("the query was answered, and nothing in the graph fits it".to_owned()),
            ROWS => Some(format!("the query was ended after {ROWS} rows")),
            _ => None,
        });
        Ok(QueryAnswered {
            columns,
            rows: page.items,
            total: page.total,
            next_offset: page.next,
            note,
            ..empty
        })
    }

    fn query(&self, name: &str) -> Result<&SavedQuery, String> {
        sensible(name)?;
        let found = self
            .queries
            .iter()
            .find(|query| query.name() == name.trim());
        found.ok_or_else(|| {
            let known = self.queries.iter().map(SavedQuery::name);
            match most_similar(name, known, 1).first() {
                Some(near) => format!("no saved query is called \"{name}\"; did you mean {near}?"),
                None => format!("no saved query is called \"{name}\"; list_queries lists them"),
            }
        })
    }

    /// The answer of a query: that of the last time, where it was asked just before.
    fn answer(&self, query: &SavedQuery, asked: &RunQuery) -> Result<Arc<Answer>, String> {
        let values: Vec<(&str, String)> = asked
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_string()))
            .collect();
        for (name, value) in &values {
            sensible(name)?;
            sensible(value)?;
        }
        let key = format!("{} {values:?}", query.name());
        let kept = |key: &str| {
            let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            let found = answers.iter().find(|(known, _)| known == key);
            found.map(|(_, answer)| Arc::clone(answer))
        };
        if let Some(answer) = kept(&key) {
            return Ok(answer);
        }
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let limits = QueryLimits {
            rows: Some(ROWS),
            time: Some(TIME),
        };
        let answer = query
            .bind(&self.graph, &values)
            .and_then(|prepared| prepared.answer(&self.dataset, limits))
            .map_err(|error| error.to_string())?;
        let answer = Arc::new(answer);
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.truncate(KEPT - 1);
        answers.push_front((key, Arc::clone(&answer)));
        Ok(answer)
    }

    fn cell(&self, term: Option<&Term>) -> Cell {
        let (value, id) = match term {
            None => (String::new(), None),
            Some(Term::NamedNode(iri)) => match self.by_iri.get(iri.as_str()) {
                Some(id) => {
                    let label = self.graph.node(id).map(|node| clipped(&node.label));
                    (label.unwrap_or_default(), Some(id.to_string()))
                }
                None => (clipped(iri.as_str()), None),
            },
            Some(Term::Literal(literal)) => (clipped(literal.value()), None),
            Some(Term::BlankNode(node)) => (clipped(node.as_str()), None),
        };
        Cell { value, id }
    }
}
