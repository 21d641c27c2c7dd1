//! The header of a saved query: comment lines that begin with `#+`.
//!
//! ```text
//! #+ summary: episodes about a product, most mentions first
//! #+ param: product (kind product) default Kubernetes -- the product
//! #+ columns: episode, date, relation, mentions
//! ```

use super::parameter::Parameter;
use crate::error::{Error, Location, Result};

/// What the header of a query says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct QueryHeader {
    pub summary: String,
    pub parameters: Vec<Parameter>,
    pub columns: Vec<String>,
}

/// Reads the header of a query; `path` is for messages.
///
/// A `#+` line may stand on any line that holds nothing else.
pub(super) fn parse(text: &str, path: &str) -> Result<QueryHeader> {
    let mut header = QueryHeader::default();
    for (number, line) in text.lines().enumerate() {
        let Some(entry) = line.trim_start().strip_prefix("#+") else {
            continue;
        };
        let invalid = |message: String| Error::Invalid {
            location: Location::at(path, u32::try_from(number + 1).unwrap_or(u32::MAX), 0),
            message,
        };
        let Some((key, value)) = entry.split_once(':') else {
            return Err(invalid(format!(
                "\"#+{entry}\" has no colon; expected \"#+ summary: …\", \"#+ param: …\" or \"#+ columns: …\""
            )));
        };
        let value = value.trim();
        match key.trim() {
            "summary" => header.summary = value.to_owned(),
            "param" => {
                let parameter: Parameter = value.parse().map_err(invalid)?;
                let twice = header.parameters.iter().any(|p| p.name == parameter.name);
                if twice {
                    return Err(invalid(format!(
                        "the parameter \"{}\" stands here twice",
                        parameter.name
                    )));
                }
                header.parameters.push(parameter);
            }
            "columns" => {
                let names = value.split(',').map(str::trim);
                header.columns = names
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned)
                    .collect();
            }
            other => {
                return Err(invalid(format!(
                    "\"{other}\" is none of summary, param, columns"
                )));
            }
        }
    }
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read() {
        let text = "#+ summary: what: about\n#+ param: least (number) default 2\n#+columns: a , b\n# a comment\nASK {}";
        let header = parse(text, "a.rq").unwrap();
        assert_eq!(header.summary, "what: about");
        assert_eq!(header.parameters[0].name, "least");
        assert_eq!(header.columns, ["a", "b"]);
        assert_eq!(parse("ASK {}", "a.rq").unwrap(), QueryHeader::default());
    }

    #[test]
    fn problems_are_named_with_their_line() {
        for (text, message) in [
            ("#+ summary x", "a.rq:1: \"#+ summary x\" has no colon"),
            (
                "ASK {}\n#+ titel: x",
                "a.rq:2: \"titel\" is none of summary, param, columns",
            ),
            (
                "#+ param: a (number)\n#+ param: a (text)",
                "a.rq:2: the parameter \"a\" stands here twice",
            ),
            (
                "#+ param: a (thing)",
                "a.rq:1: \"thing\" is no type of a parameter",
            ),
        ] {
            let error = parse(text, "a.rq").unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
