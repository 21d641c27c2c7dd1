//! The words that tell an episode's text from those of others, in the form in which a saved graph
//! keeps them.

use std::fmt;
use std::str::FromStr;

/// The weightiest terms of an episode's text, each with how often it stands there and in how many
/// episodes of the corpus.
///
/// The written form is `term count/episodes`, the weightiest first, with commas between them:
///
/// ```
/// use showgraph::graph::TermVector;
///
/// let vector: TermVector = "service mesh 4/3,kubernetes 7/12".parse()?;
/// let first = vector.terms().next().expect("two terms");
/// assert_eq!((first.term, first.count, first.episodes), ("service mesh", 4, 3));
/// assert_eq!(vector.to_string(), "service mesh 4/3,kubernetes 7/12");
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermVector(Box<str>);

/// A term of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Term<'t> {
    /// A word or two, in lower case.
    pub term: &'t str,
    /// How often it stands in the text.
    pub count: u32,
    /// In how many episodes of the corpus it stands.
    pub episodes: u32,
}

impl TermVector {
    /// A vector of some terms, in this order. A term has no comma, as words have none.
    pub fn new<'t>(terms: impl IntoIterator<Item = Term<'t>>) -> Self {
        let mut written = String::new();
        for Term {
            term,
            count,
            episodes,
        } in terms
        {
            if !written.is_empty() {
                written.push(',');
            }
            let (mut one, mut other) = (itoa::Buffer::new(), itoa::Buffer::new());
            written.extend([term, " ", one.format(count), "/", other.format(episodes)]);
        }
        Self(written.into())
    }

    /// Its terms.
    pub fn terms(&self) -> impl Iterator<Item = Term<'_>> {
        self.0.split_terminator(',').filter_map(read)
    }

    /// The written form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `term count/episodes`
fn read(written: &str) -> Option<Term<'_>> {
    let (term, counts) = written.rsplit_once(' ')?;
    let (count, episodes) = counts.split_once('/')?;
    Some(Term {
        term,
        count: count.parse().ok()?,
        episodes: episodes.parse().ok()?,
    })
}

impl fmt::Display for Term<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}", self.term, self.count, self.episodes)
    }
}

impl fmt::Display for TermVector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TermVector {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        match written
            .split_terminator(',')
            .find(|term| read(term).is_none())
        {
            None => Ok(Self(written.into())),
            Some(wrong) => Err(format!(
                "\"terms\" has \"{wrong}\"; expected a term, how often it stands in the text and in how many episodes, as in \"service mesh 4/3\""
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_list_of_terms_is_named() {
        for (written, wrong) in [
            ("bees 3/2,wax", Some("wax")),
            ("bees 3/2,wax 1/x", Some("wax 1/x")),
            ("bees -3/2", Some("bees -3/2")),
            ("bees 3/2", None),
            ("", None),
        ] {
            let read = written.parse::<TermVector>();
            let said = read.as_ref().err().map_or("", |message| message);
            assert_eq!(read.is_err(), wrong.is_some(), "{written}");
            assert!(said.contains(wrong.unwrap_or_default()), "{said}");
        }
    }
}
