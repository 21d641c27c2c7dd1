//! Decomposed text read as composed: a letter and its accent as two characters (`e` and U+0301) are the one
//! letter that people see (`é`), as keyboards write it and lists of names hold it.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// Whether a text has combining accents.
pub fn is_decomposed(text: &str) -> bool {
    // U+0300 to U+036F begin with these bytes. Other letters do too, and are left as they are.
    memchr::memchr2(0xcc, 0xcd, text.as_bytes()).is_some()
}

/// The text in Unicode's normal form C.
///
/// ```
/// use showgraph::text::compose::composed;
///
/// assert_eq!(composed("Zoe\u{308}"), "Zoë");
/// assert_eq!(composed("Zoë"), "Zoë");
/// ```
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_decomposed(text) {
        ComposingNormalizerBorrowed::new_nfc().normalize(text)
    } else {
        Cow::Borrowed(text)
    }
}
