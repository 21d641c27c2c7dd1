//! What is known of the whole document before any name is weighed: whether it is about technology at
//! all, and its language.
//!
//! The lexicon knows technology best. Where nothing else in a document is of that field, a lone hit on
//! a plain word ("docker", "wails") is most likely another word, and names are those of other things.
//! Features of this file are added only where there is something to say: to documents in English about
//! technology they cost nothing.

use serde::{Deserialize, Serialize};

use super::feature_set::FeatureSet;
use crate::knowledge::features::{FeatureValue, family, value};
use crate::text::token::Language;

/// How much of a document is about technology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Subject {
    /// Nothing in it is.
    Other,
    /// A few names are.
    Mixed,
    /// It is about technology.
    #[default]
    Technology,
}

/// Notes of fewer words are too short to tell, and are read as most are.
const SHORT: usize = 50;
/// So few, that nothing of technology in them says nothing either.
const TINY: usize = 25;
/// Names of technology from which on a document is about it, whatever its length.
const MANY: usize = 12;
/// Names of technology below which it is not.
const FEW: usize = 3;
/// So many words of notes may be there for each of them.
const WORDS: usize = 60;

impl Subject {
    /// The subject of a document with so many distinct names of technology in so many words.
    pub(crate) const fn of(names: usize, words: usize) -> Self {
        if words < TINY || words < SHORT && names > 0 {
            Self::Technology
        } else if names == 0 {
            Self::Other
        } else if names >= MANY || names >= FEW && names * WORDS >= words {
            Self::Technology
        } else {
            Self::Mixed
        }
    }

    const fn value(self) -> Option<FeatureValue<'static>> {
        match self {
            Self::Other => Some(value!("other")),
            Self::Mixed => Some(value!("mixed")),
            Self::Technology => None,
        }
    }
}

/// A language as far as its letter case differs from that of English.
const fn writing(language: Language) -> Option<FeatureValue<'static>> {
    match language {
        Language::English => None,
        // Every noun has a capital.
        Language::German => Some(value!("german")),
        _ => Some(value!("foreign")),
    }
}

/// A document as a whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nature {
    /// What it is about.
    pub subject: Subject,
    /// What it is read as.
    pub language: Language,
}

impl Nature {
    /// Adds what the document says of the places in which a name stands: `rule` proposed it, so often
    /// (`written`) it stands there.
    pub(crate) fn of_mentions(
        self,
        out: &mut FeatureSet,
        rule: FeatureValue<'_>,
        written: FeatureValue<'_>,
        words: usize,
    ) {
        if self.subject == Subject::Technology {
            return;
        }
        out.add(family!("subject_rule"), rule);
        let length = match words {
            1 => value!("1"),
            2 => value!("2"),
            3 => value!("3"),
            _ => value!("4+"),
        };
        out.pair(family!("subject_written"), written, length);
    }

    /// Adds what the document says of a form in it.
    pub(super) fn of_form(
        self,
        out: &mut FeatureSet,
        shape: FeatureValue<'_>,
        label: FeatureValue<'_>,
        person: impl FnOnce() -> FeatureValue<'static>,
    ) {
        let (subject, writing) = (self.subject.value(), writing(self.language));
        if subject.is_none() && writing.is_none() {
            return;
        }
        let person = person();
        if let Some(subject) = subject {
            out.add(family!("subject"), subject);
            out.pair(family!("subject_shape"), subject, shape);
            out.pair(family!("subject_label"), subject, label);
            out.pair(family!("subject_person"), subject, person);
        }
        if let Some(writing) = writing {
            out.add(family!("language"), writing);
            out.pair(family!("language_shape"), writing, shape);
            out.pair(family!("language_label"), writing, label);
            out.pair(family!("language_person"), writing, person);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects() {
        for (names, words, expected) in [
            (0, 100, Subject::Other),
            (0, 20, Subject::Technology),
            (0, 40, Subject::Other),
            (1, 40, Subject::Technology),
            (1, 70, Subject::Mixed),
            (3, 150, Subject::Technology),
            (3, 800, Subject::Mixed),
            (12, 5000, Subject::Technology),
        ] {
            assert_eq!(Subject::of(names, words), expected, "{names} in {words}");
        }
    }
}
