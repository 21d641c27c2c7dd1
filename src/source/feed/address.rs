//! Addresses in feeds, and what relative ones are relative to.

use url::Url;

use super::element::Element;
use super::reading::Reading;
use super::text::FeedText;

/// The address in an attribute.
pub(crate) fn address(
    reading: &mut Reading<'_>,
    element: &Element<'_>,
    name: &str,
) -> Option<FeedText> {
    let written = reading.attribute(element, name)?;
    Some(absolute(reading, element, written))
}

/// The address that an element holds.
pub(crate) fn address_in(reading: &mut Reading<'_>, element: &Element<'_>) -> Option<FeedText> {
    let written = reading.value(element)?;
    Some(absolute(reading, element, written))
}

/// Completes a relative address where `xml:base` says what with. Absolute ones stay as they are written.
fn absolute(reading: &mut Reading<'_>, element: &Element<'_>, written: FeedText) -> FeedText {
    if has_scheme(&written.value) {
        return written;
    }
    let base = match reading.attribute(element, "xml:base") {
        Some(own) => based(reading.context.base.as_ref(), &own.value),
        None => reading.context.base.clone(),
    };
    match base.and_then(|base| base.join(&written.value).ok()) {
        Some(whole) => FeedText::decoded(whole.as_str(), written.offset()),
        None => written,
    }
}

/// A base within another base.
pub(crate) fn based(outer: Option<&Url>, inner: &str) -> Option<Url> {
    match outer {
        Some(outer) => outer.join(inner).ok(),
        None => Url::parse(inner).ok(),
    }
}

/// Whether an address says how it is to be fetched: `https:`, `data:`, `urn:`.
fn has_scheme(text: &str) -> bool {
    let scheme = text.split(['/', '?', '#']).next().unwrap_or("");
    scheme.split_once(':').is_some_and(|(name, _)| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}
