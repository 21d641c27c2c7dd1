//! Runs a query whose parameters have values.

use std::sync::mpsc;
use std::time::Duration;

use spareval::{CancellationToken, QueryEvaluationError, QueryEvaluator, QueryResults};
use spargebra::Query;

use super::answer::{Answer, Rows};
use super::dataset::Dataset;
use super::plan;
use crate::error::{Error, Result};

/// When a query ends before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct QueryLimits {
    /// After so many rows or triples.
    pub rows: Option<usize>,
    /// After so long: that is an error.
    pub time: Option<Duration>,
}

/// A query that can be run.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    pub(super) query: Query,
    /// The text that it was made from.
    pub(super) text: String,
}

/// What a query answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
pub enum QueryForm {
    /// SELECT: rows.
    Select,
    /// CONSTRUCT or DESCRIBE: triples.
    Graph,
    /// ASK: yes or no.
    Ask,
}

impl Prepared {
    /// What it answers with.
    pub fn form(&self) -> QueryForm {
        match self.query {
            Query::Select { .. } => QueryForm::Select,
            Query::Construct { .. } | Query::Describe { .. } => QueryForm::Graph,
            Query::Ask { .. } => QueryForm::Ask,
        }
    }

    /// Answers the query.
    ///
    /// Rows come in the order that the query asks for; without `ORDER BY` in that of the engine.
    ///
    /// # Errors
    ///
    /// A query that runs past its time, and one that needs what the engine has not: `SERVICE`,
    /// functions of one's own.
    pub fn answer(&self, dataset: &Dataset, limits: QueryLimits) -> Result<Answer> {
        let (query, dataset) = (self.query.clone(), dataset.clone());
        within(limits.time, move |evaluator| {
            let results = evaluator.prepare(&query).execute(dataset.triples())?;
            collect(results, limits.rows)
        })
    }

    /// Answers the query and tells how: the query as it was run, and its plan as a tree with how many
    /// results each step had.
    ///
    /// # Errors
    ///
    /// Those of [`Prepared::answer`].
    pub fn explain(&self, dataset: &Dataset, limits: QueryLimits) -> Result<String> {
        let (query, dataset) = (self.query.clone(), dataset.clone());
        let text = self.text.clone();
        within(limits.time, move |evaluator| {
            let evaluator = evaluator.compute_statistics();
            let (results, explanation) = evaluator.prepare(&query).explain(dataset.triples());
            collect(results?, limits.rows)?;
            let mut json = Vec::new();
            explanation
                .write_in_json(&mut json)
                .map_err(|error| QueryEvaluationError::Unexpected(Box::new(error)))?;
            let told = format!("{query}\n\n{}", plan::tree(&json));
            Ok(plan::numbered(&told, &text))
        })
    }
}

/// Asks, and gives up when the time has come.
fn within<T: Send + 'static>(
    time: Option<Duration>,
    ask: impl FnOnce(QueryEvaluator) -> Result<T, QueryEvaluationError> + Send + 'static,
) -> Result<T> {
    let Some(time) = time else {
        return ask(QueryEvaluator::new()).map_err(failed);
    };
    let token = CancellationToken::new();
    let evaluator = QueryEvaluator::new().with_cancellation_token(token.clone());
    let (done, waits) = mpsc::channel();
    std::thread::spawn(move || {
        // Nobody listens any more when the time was up.
        let _ = done.send(ask(evaluator));
    });
    match waits.recv_timeout(time) {
        Ok(result) => result.map_err(failed),
        Err(_) => {
            // The engine heeds this whenever it reads a triple. Between two, it may go on for long
            // while it joins what it has read, so it is not waited for.
            token.cancel();
            Err(Error::Timeout(time))
        }
    }
}

fn failed(error: QueryEvaluationError) -> Error {
    Error::Query(said(&error))
}

/// What the engine says, in our manner: lower case, no full stop.
fn said(error: &QueryEvaluationError) -> String {
    let text = error.to_string();
    let text = text.strip_suffix('.').unwrap_or(&text);
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

fn collect(
    results: QueryResults<'_>,
    limit: Option<usize>,
) -> Result<Answer, QueryEvaluationError> {
    let limit = limit.unwrap_or(usize::MAX);
    Ok(match results {
        QueryResults::Boolean(truth) => Answer::Truth(truth),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows = Vec::new();
            for solution in solutions.take(limit) {
                let solution = solution?;
                rows.push(
                    variables
                        .iter()
                        .map(|name| solution.get(name).cloned())
                        .collect(),
                );
            }
            let variables = variables
                .into_iter()
                .map(|name| name.into_string())
                .collect();
            Answer::Rows(Rows { variables, rows })
        }
        QueryResults::Graph(triples) => {
            let mut all = triples.collect::<Result<Vec<_>, _>>()?;
            all.sort_by_cached_key(ToString::to_string);
            all.dedup();
            all.truncate(limit);
            Answer::Triples(all)
        }
    })
}
