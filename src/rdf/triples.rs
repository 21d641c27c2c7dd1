//! The graph as RDF triples: what N-Quads, Turtle and the query engine consume.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{LiteralRef, NamedNodeRef, TermRef, Triple, TripleRef};

use super::mapping::{PropertyValue, describe, iso_duration};
use crate::graph::KnowledgeGraph;

/// Visits every triple once, in the order of the resources: nodes by id, then edges by id.
///
/// Nothing is allocated per triple; to keep one, call [`TripleRef::into_owned`].
///
/// # Errors
///
/// The first error that `visit` returns.
pub fn for_each_triple<E>(
    graph: &KnowledgeGraph,
    mut visit: impl FnMut(TripleRef<'_>) -> Result<(), E>,
) -> Result<(), E> {
    describe(graph, |resource| {
        let subject = NamedNodeRef::new_unchecked(&resource.iri);
        for class in resource.classes {
            let object = NamedNodeRef::new_unchecked(class.iri());
            visit(TripleRef::new(subject, rdf::TYPE, object))?;
        }
        for (property, value) in &resource.values {
            let predicate = NamedNodeRef::new_unchecked(property.iri());
            let mut emit = |object: TermRef<'_>| visit(TripleRef::new(subject, predicate, object));
            let typed = |text, datatype| LiteralRef::new_typed_literal(text, datatype).into();
            match *value {
                PropertyValue::Iri(iri) => emit(NamedNodeRef::new_unchecked(iri).into()),
                PropertyValue::Text(text) => emit(LiteralRef::new_simple_literal(text).into()),
                PropertyValue::Integer(number) => {
                    emit(typed(itoa::Buffer::new().format(number), xsd::INTEGER))
                }
                PropertyValue::Decimal(number) => emit(typed(&decimal(number), xsd::DECIMAL)),
                PropertyValue::Date(date) => emit(typed(date, xsd::DATE)),
                PropertyValue::DateTime(time) => emit(typed(time, xsd::DATE_TIME)),
                PropertyValue::Duration(seconds) => {
                    emit(typed(&iso_duration(seconds), xsd::DURATION))
                }
            }?;
        }
        Ok(())
    })
}

/// All triples of a graph, see [`for_each_triple`].
///
/// ```
/// use showgraph::graph::KnowledgeGraph;
/// use showgraph::rdf::triples;
///
/// let graph = KnowledgeGraph::default();
/// assert!(triples(&graph).is_empty());
/// ```
pub fn triples(graph: &KnowledgeGraph) -> Vec<Triple> {
    let mut all = Vec::new();
    let collected: Result<(), std::convert::Infallible> = for_each_triple(graph, |triple| {
        all.push(triple.into_owned());
        Ok(())
    });
    match collected {
        Ok(()) => all,
    }
}

/// A number to 15 significant digits: as many as every reader keeps.
fn rounded(number: f64) -> f64 {
    if !number.is_finite() {
        return 0.0;
    }
    if ten_thousandths(number).is_some() {
        return number;
    }
    let mut buffer = ryu::Buffer::new();
    let shortest = buffer.format_finite(number);
    let mantissa = shortest.split('e').next().unwrap_or(shortest);
    // Most weights are short already: at most 15 digits, and a point or a sign or both.
    let rounded = if mantissa.len() <= 16 {
        number
    } else {
        format!("{number:.14E}").parse().unwrap_or(number)
    };
    // The sum makes 0 out of -0, which some processors write in another way.
    rounded + 0.0
}

/// A positive number of moderate size that has at most four decimals, as most weights do, in units
/// of the fourth.
pub(crate) fn ten_thousandths(number: f64) -> Option<i64> {
    if !(number > 0.0 && number < 1e9) {
        return None;
    }
    let units = (number * 1e4 + 0.5) as i64;
    // Both sides are exact, so that the quotient is the number next to this decimal fraction.
    (units as f64 / 1e4 == number).then_some(units)
}

/// A number as an `xsd:decimal`, to 15 significant digits and always with a point: `0.5`.
///
/// No double: JSON-LD processors spell these anew, even where they are given as text, each in its own way
/// (JSON-LD 1.1 API, section 8.6), so that the same number would be two terms in a store.
pub(crate) fn decimal(number: f64) -> String {
    let mut text = rounded(number).to_string();
    if !text.contains('.') {
        text += ".0";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_have_one_form() {
        for (number, text) in [
            (0.0, "0.0"),
            (-0.0, "0.0"),
            (1.0, "1.0"),
            (0.5, "0.5"),
            (12.34, "12.34"),
            (0.1 + 0.2, "0.3"),
            (1e-9, "0.000000001"),
            (1e21, "1000000000000000000000.0"),
            (f64::INFINITY, "0.0"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }
}
