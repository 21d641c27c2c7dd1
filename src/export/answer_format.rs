//! The formats of answers by name: what `query --format` takes.

use std::fmt;
use std::str::FromStr;

use crate::query::QueryForm;

/// The forms that an answer can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AnswerFormat {
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

impl AnswerFormat {
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
    pub const fn default_of(form: QueryForm) -> Self {
        match form {
            QueryForm::Select | QueryForm::Ask => Self::Table,
            QueryForm::Graph => Self::Turtle,
        }
    }

    /// Whether an answer of this form can be written in it.
    pub const fn fits(self, form: QueryForm) -> bool {
        match self {
            Self::Table | Self::Csv | Self::Tsv | Self::Json | Self::NdJson => {
                !matches!(form, QueryForm::Graph)
            }
            Self::Turtle | Self::NQuads | Self::JsonLd | Self::Dot | Self::GraphMl => {
                matches!(form, QueryForm::Graph)
            }
        }
    }
}

impl fmt::Display for AnswerFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for AnswerFormat {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_names() {
        for format in AnswerFormat::ALL {
            assert_eq!(format.as_str().parse(), Ok(*format));
            assert!(
                format.fits(QueryForm::Select) != format.fits(QueryForm::Graph),
                "{format}"
            );
        }
        for form in [QueryForm::Select, QueryForm::Ask, QueryForm::Graph] {
            assert!(AnswerFormat::default_of(form).fits(form));
        }
    }
}
