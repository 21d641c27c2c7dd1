//! What the values of flags may be, and what is said of those that may not.

use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use showgraph::export::{AnswerFormat, Format, GraphMlFlavor, JsonLdContext, Reader};
use showgraph::vocabulary::{Kind, Relation};

pub(super) fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.as_str()))
        .try_map(|name| name.parse::<Format>())
}

pub(super) fn readers() -> impl TypedValueParser<Value = Reader> {
    PossibleValuesParser::new(Reader::ALL.iter().map(|reader| reader.name))
        .try_map(|name| name.parse::<Reader>())
}

pub(super) fn answer_formats() -> impl TypedValueParser<Value = AnswerFormat> {
    PossibleValuesParser::new(AnswerFormat::ALL.iter().map(|format| format.as_str()))
        .try_map(|name| name.parse::<AnswerFormat>())
}

pub(super) fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected KEY=VALUE, for example product=Kubernetes".to_owned()),
    }
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "expected a number of seconds above 0, for example 2.5".to_owned())
}

pub(super) fn graphml_flavors() -> impl TypedValueParser<Value = GraphMlFlavor> {
    PossibleValuesParser::new(GraphMlFlavor::ALL.iter().map(|flavor| flavor.as_str()))
        .try_map(|name| name.parse::<GraphMlFlavor>())
}

pub(super) fn contexts() -> impl TypedValueParser<Value = JsonLdContext> {
    PossibleValuesParser::new(JsonLdContext::ALL.iter().map(|context| context.as_str()))
        .try_map(|name| name.parse::<JsonLdContext>())
}

pub(super) fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.as_str()))
        .try_map(|name| name.parse::<Kind>())
}

/// What episodes can share.
pub(super) fn entity_kinds() -> impl TypedValueParser<Value = Kind> {
    let shared = Kind::ALL.iter().filter(|kind| **kind != Kind::Episode);
    PossibleValuesParser::new(shared.map(|kind| kind.as_str())).try_map(|name| name.parse::<Kind>())
}

pub(super) fn relations() -> impl TypedValueParser<Value = Relation> {
    PossibleValuesParser::new(Relation::ALL.iter().map(|relation| relation.as_str()))
        .try_map(|name| name.parse::<Relation>())
}

pub(super) fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("expected a number from 1".into()),
        Ok(number) => Ok(number),
    }
}

pub(super) fn balance(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|balance| (0.0..=1.0).contains(balance))
        .ok_or_else(|| "expected a number from 0 to 1".into())
}

pub(super) fn kind_factor(text: &str) -> Result<(Kind, Option<f64>), String> {
    let (kind, factor) = match text.split_once('=') {
        Some((kind, factor)) => (kind, Some(factor)),
        None => (text, None),
    };
    let kind: Kind = kind.parse()?;
    if !kind.is_entity() && kind != Kind::Url {
        return Err(format!(
            "episodes do not share a {kind}; expected an entity's kind or url"
        ));
    }
    let factor = factor
        .map(|factor| {
            factor
                .parse()
                .ok()
                .filter(|factor: &f64| factor.is_finite() && *factor >= 0.0)
                .ok_or_else(|| format!("\"{factor}\" is no factor; expected a number from 0"))
        })
        .transpose()?;
    Ok((kind, factor))
}
