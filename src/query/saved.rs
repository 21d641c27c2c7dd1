//! Saved queries: SPARQL files with a header.

use std::path::Path;

use spargebra::Query;

use super::bind::bind;
use super::header::{self, QueryHeader};
use super::parameter::Parameter;
use super::run::Prepared;
use super::shipped::SHIPPED;
use super::syntax;
use crate::error::{Error, Location, Result, Warning};
use crate::graph::KnowledgeGraph;
use crate::text::similarity::most_similar;
use crate::untrusted::{SETTINGS, read_text};

/// A query with a name, its parameters not yet given.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedQuery {
    name: String,
    path: String,
    text: String,
    header: QueryHeader,
    query: Query,
}

impl SavedQuery {
    /// Parses a query. `path` is for messages; its stem is the query's name.
    ///
    /// # Errors
    ///
    /// The place and the reason: no SPARQL 1.1 query, a header that is not understood, or a parameter
    /// that the query does not name.
    pub fn parse(text: &str, path: &str) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header = header::parse(text, path)?;
        let query = syntax::parse(text, path)?;
        let stem = Path::new(path).file_stem().unwrap_or_default();
        Ok(Self {
            name: stem.to_string_lossy().into_owned(),
            path: path.to_owned(),
            text: text.to_owned(),
            header,
            query,
        })
    }

    /// Reads a query from a file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, and what [`SavedQuery::parse`] reports.
    pub fn read(path: &Path) -> Result<Self> {
        let text = read_text(path, SETTINGS)?;
        Self::parse(&text, &path.to_string_lossy())
    }

    /// All queries that ship, sorted by name.
    pub fn all_shipped() -> Vec<Self> {
        SHIPPED
            .iter()
            .map(
                |(name, text)| match Self::parse(text, &format!("queries/{name}.rq")) {
                    Ok(query) => query,
                    Err(error) => unreachable!("what ships is tested: {error}"),
                },
            )
            .collect()
    }

    /// A query that ships, by its name.
    pub fn shipped(name: &str) -> Option<Self> {
        let (name, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
        Self::parse(text, &format!("queries/{name}.rq")).ok()
    }

    /// The queries in a folder (`*.rq`), sorted by name, and what is wrong with the others; none if
    /// there is no such folder.
    ///
    /// # Errors
    ///
    /// A folder that cannot be read.
    pub fn in_folder(folder: &Path) -> Result<(Vec<Self>, Vec<Warning>)> {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Default::default());
            }
            Err(source) => return Err(Error::io(folder, "read", source)),
        };
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry
                .map_err(|source| Error::io(folder, "read", source))?
                .path();
            // A pipe would be waited for, and a folder is none.
            if path.extension().is_some_and(|extension| extension == "rq") && path.is_file() {
                paths.push(path);
            }
        }
        paths.sort();
        let (mut queries, mut warnings) = (Vec::new(), Vec::new());
        for path in paths {
            match Self::read(&path) {
                Ok(query) => queries.push(query),
                Err(Error::Invalid { location, message }) => {
                    warnings.push(Warning::skipped(location, message));
                }
                Err(error) => {
                    let location = Location::file(path.to_string_lossy());
                    let cause = std::error::Error::source(&error).map(ToString::to_string);
                    warnings.push(Warning::skipped(location, cause.unwrap_or_default()));
                }
            }
        }
        Ok((queries, warnings))
    }

    /// The name of its file, without extension.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text, header and all.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it answers, in one line; empty if its header does not say.
    pub fn summary(&self) -> &str {
        &self.header.summary
    }

    /// What it takes, in the order of its header.
    pub fn parameters(&self) -> &[Parameter] {
        &self.header.parameters
    }

    /// The columns that its header names.
    pub fn columns(&self) -> &[String] {
        &self.header.columns
    }

    /// Gives the parameters their values; those that are not given get their defaults.
    ///
    /// A value becomes one RDF term, whatever characters it holds.
    ///
    /// # Errors
    ///
    /// A parameter that does not exist, is given twice or is missing; a value that is none of its
    /// type; a node that is unknown or ambiguous.
    pub fn bind(&self, graph: &KnowledgeGraph, values: &[(&str, &str)]) -> Result<Prepared> {
        for (at, (name, _)) in values.iter().enumerate() {
            if !self
                .parameters()
                .iter()
                .any(|parameter| parameter.name == *name)
            {
                return Err(self.unknown(name));
            }
            if values[..at].iter().any(|(known, _)| known == name) {
                return Err(Error::Argument(format!("{name}=… is given twice")));
            }
        }
        let mut query = self.query.clone();
        for parameter in self.parameters() {
            let given = values.iter().find(|(name, _)| *name == parameter.name);
            let value = given
                .map(|(_, value)| *value)
                .or(parameter.default.as_deref())
                .ok_or_else(|| {
                    Error::Argument(format!(
                        "the query \"{}\" needs {}={}",
                        self.name,
                        parameter.name,
                        parameter.of.to_string().to_uppercase()
                    ))
                })?;
            let term = parameter.term(value, graph).map_err(|error| match given {
                Some(_) => error,
                // The default is from another corpus: what to do is to give a value.
                None => Error::Argument(format!(
                    "{error}; \"{value}\" is the query's default: give {}=…",
                    parameter.name
                )),
            })?;
            if !bind(&mut query, &parameter.name, &term) {
                return Err(Error::Invalid {
                    location: Location::file(&self.path),
                    message: format!(
                        "the header declares the parameter \"{}\", but the query has no ?{}",
                        parameter.name, parameter.name
                    ),
                });
            }
        }
        Ok(Prepared {
            query,
            text: self.text.clone(),
        })
    }

    /// The query as its text stands, in the form in which any other store would run it.
    pub fn as_written(&self) -> Prepared {
        Prepared {
            query: self.query.clone(),
            text: self.text.clone(),
        }
    }

    fn unknown(&self, name: &str) -> Error {
        let known: Vec<&str> = self.parameters().iter().map(|p| p.name.as_str()).collect();
        Error::Argument(
            match (
                most_similar(name, known.iter().copied(), 1).first(),
                known.as_slice(),
            ) {
                (_, []) => format!(
                    "the query \"{}\" takes no parameters, but got {name}=…",
                    self.name
                ),
                (Some(near), _) => format!(
                    "the query \"{}\" has no parameter \"{name}\"; did you mean {near}=…?",
                    self.name
                ),
                (None, known) => format!(
                    "the query \"{}\" has no parameter \"{name}\"; it takes {}",
                    self.name,
                    known.join(", ")
                ),
            },
        )
    }
}
