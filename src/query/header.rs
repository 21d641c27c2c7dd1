//! The header of a saved query: comment lines that begin with `#+`.
//!
//! ```text
//! #+ summary: episodes about a product, most mentions first
//! #+ param: product (kind product) default Kubernetes -- the product
//! #+ columns: episode, date, relation, mentions
//! ```

use super::parameter::Parameter;
use crate::error::{Error, Location, Result};
use crate::untrusted::name_fault;

/// The most parameters of a query.
const PARAMETERS: usize = 100;

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
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let column = u32::try_from(indent + 1).unwrap_or(u32::MAX);
        let invalid = |message: String| Error::Invalid {
            location: Location::at(path, u32::try_from(number + 1).unwrap_or(u32::MAX), column),
            message,
        };
        if let Some(fault) = name_fault(entry.trim_end()) {
            return Err(invalid(fault));
        }
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
                if header.parameters.len() == PARAMETERS {
                    return Err(invalid(format!("more than {PARAMETERS} parameters")));
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
            ("#+ summary x", "a.rq:1:1: \"#+ summary x\" has no colon"),
            (
                "ASK {}\n#+ titel: x",
                "a.rq:2:1: \"titel\" is none of summary, param, columns",
            ),
            (
                "#+ param: a (number)\n#+ param: a (text)",
                "a.rq:2:1: the parameter \"a\" stands here twice",
            ),
            (
                "  #+ summary: a\u{1b}[2J",
                "a.rq:1:3: \" summary: a\\u{1b}[2J\" holds the control character U+001B",
            ),
            (
                "#+ param: a (thing)",
                "a.rq:1:1: \"thing\" is no type of a parameter",
            ),
        ] {
            let error = parse(text, "a.rq").unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
