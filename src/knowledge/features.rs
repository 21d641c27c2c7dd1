//! Features by their hashes: how a family and a value make one number, without a look at their names.
//!
//! Families come from the [registry](super::feature_families); the macros `family!` and `value!` hash
//! names while the crate is compiled.

use super::feature_families::FeatureFamilyDef;
use crate::text::token::word_hash;

/// A registered family and the hash of its name.
#[derive(Debug, Clone, Copy)]
pub struct FeatureFamily {
    pub(crate) name: &'static str,
    hash: u32,
}

impl FeatureFamily {
    /// The registered family with this name.
    ///
    /// # Panics
    ///
    /// Where none has it: `family!` calls this while the crate is compiled.
    pub const fn registered(name: &'static str) -> Self {
        assert!(
            FeatureFamilyDef::find(name).is_some(),
            "a family of features that the registry does not have"
        );
        Self {
            name,
            hash: fnv(name.as_bytes()),
        }
    }

    /// Its name as a value of another family.
    pub const fn as_value(self) -> FeatureValue<'static> {
        FeatureValue {
            name: self.name,
            hash: self.hash,
        }
    }
}

/// A value of a feature that is one of a few known beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeatureValue<'a> {
    pub(crate) name: &'a str,
    hash: u32,
}

impl<'a> FeatureValue<'a> {
    /// The value with this name.
    pub const fn new(name: &'a str) -> Self {
        Self {
            name,
            hash: fnv(name.as_bytes()),
        }
    }
}

/// A value whose hash is made by the compiler.
macro_rules! value {
    ($name:literal) => {
        const { $crate::knowledge::features::FeatureValue::new($name) }
    };
}

/// A family of the registry, whose hash is made by the compiler: any other name does not compile.
macro_rules! family {
    ($name:literal) => {
        const { $crate::knowledge::features::FeatureFamily::registered($name) }
    };
}
pub(crate) use {family, value};

/// A name of a feature whose family is not registered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no family of features is called \"{0}\"")]
#[non_exhaustive]
pub struct UnknownFamily(pub String);

/// A feature, by a hash of its family and value.
///
/// Hashes of families, of known values and of words are there before a document is looked at, so
/// that a feature costs two multiplications and no look at its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Feature(u32);

impl Feature {
    /// The feature of a family that has a known value: `capital=middle`.
    #[inline]
    pub const fn new(family: FeatureFamily, value: FeatureValue<'_>) -> Self {
        Self(mix(family.hash, value.hash))
    }

    /// The feature that joins two known values: `capital_label=middle/product`.
    #[inline]
    pub const fn pair(
        family: FeatureFamily,
        first: FeatureValue<'_>,
        second: FeatureValue<'_>,
    ) -> Self {
        Self(mix(mix(family.hash, first.hash), second.hash))
    }

    /// The feature whose value is a word with this [hash](word_hash): `head=engine`.
    #[inline]
    pub const fn word(family: FeatureFamily, hash: u32) -> Self {
        Self(mix(family.hash, hash))
    }

    /// The feature by its whole name, as it stands in the file of weights.
    ///
    /// # Errors
    ///
    /// No family is called so.
    pub fn named(name: &str) -> Result<Self, UnknownFamily> {
        let (family, value) = name.split_once('=').unwrap_or((name, ""));
        let Some(definition) = FeatureFamilyDef::find(family) else {
            return Err(UnknownFamily(family.to_owned()));
        };
        Ok(Self::of(definition, value))
    }

    /// The feature of a family that has this value, in any letter case where values are words.
    pub fn of(family: &FeatureFamilyDef, value: &str) -> Self {
        let hash = fnv(family.name.as_bytes());
        if family.is_of_words() {
            return Self(mix(hash, word_hash(value)));
        }
        Self(match value.split_once('/') {
            Some((first, second)) => mix(mix(hash, fnv(first.as_bytes())), fnv(second.as_bytes())),
            None => mix(hash, fnv(value.as_bytes())),
        })
    }

    /// The hash.
    #[inline]
    pub const fn hash(self) -> u32 {
        self.0
    }
}

/// One hash of two.
#[inline]
const fn mix(one: u32, other: u32) -> u32 {
    let mixed = (one.rotate_left(5) ^ other).wrapping_mul(0x9e37_79b1);
    mixed ^ mixed >> 15
}

/// FNV-1a, 32 bits.
const fn fnv(bytes: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_their_pieces_make_the_same_feature() {
        let (head, capital, label) = (
            family!("head"),
            family!("capital"),
            family!("capital_label"),
        );
        let named = |name: &str| Feature::named(name).unwrap();
        for word in ["engine", "Engine", "ÜBER", "C++", ".NET"] {
            let name = format!("head={}", word.to_lowercase());
            assert_eq!(Feature::word(head, word_hash(word)), named(&name));
        }
        let (middle, product) = (value!("middle"), value!("product"));
        let cases = [
            (Feature::new(capital, middle), "capital=middle"),
            (
                Feature::pair(label, middle, product),
                "capital_label=middle/product",
            ),
        ];
        for (feature, name) in cases {
            assert_eq!(feature, named(name), "{name}");
        }
        assert_ne!(
            named("entry_kinds=product/event"),
            named("entry_kinds=event/product")
        );
        assert_ne!(named("name_lists_pattern=g"), named("name_lists_pattern=G"));
    }

    #[test]
    fn unknown_families_are_named() {
        let error = Feature::named("mate=full/given").unwrap_err();
        assert_eq!(
            error.to_string(),
            "no family of features is called \"mate\""
        );
    }
}
