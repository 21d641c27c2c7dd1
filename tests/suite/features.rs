//! The registry of features: extraction, the shipped weights and the table hold the same families.

use std::collections::{BTreeMap, BTreeSet};

use showgraph::extract::extract_traced;
use showgraph::knowledge::feature_families::{FAMILIES, FeatureFamilyDef};
use showgraph::{Options, Pipeline};

use crate::project::repository;

/// The features that extraction finds in the sample notes, each once.
fn extracted() -> BTreeSet<String> {
    let notes = repository().join("tests/corpus");
    let pipeline = Pipeline::open(&[notes], &Options::default()).unwrap();
    pipeline
        .documents()
        .flat_map(|document| extract_traced(&document, pipeline.knowledge()).1)
        .flatten()
        .collect()
}

/// The features that the shipped weights name, less the two rows of thresholds.
fn weighted() -> BTreeSet<String> {
    let weights = include_str!("../../src/data/model.tsv");
    let rows = weights.lines().filter(|line| !line.starts_with('#'));
    let names = rows.filter_map(|row| row.split('\t').next());
    names
        .filter(|name| name.contains('='))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_feature_has_a_family_and_a_value_of_it() {
    let mut strange = BTreeMap::new();
    for (features, origin) in [(extracted(), "extraction"), (weighted(), "model.tsv")] {
        for feature in features {
            let (family, value) = feature.split_once('=').unwrap();
            let known = FeatureFamilyDef::find(family);
            if !known.is_some_and(|family| family.accepts(value)) {
                strange.insert(feature, origin);
            }
        }
    }
    assert_eq!(strange, BTreeMap::new());
}

#[test]
fn every_family_is_in_use() {
    let features = extracted().into_iter().chain(weighted());
    let used: BTreeSet<String> = features
        .filter_map(|feature| Some(feature.split_once('=')?.0.to_owned()))
        .collect();
    let idle: Vec<&str> = FAMILIES
        .iter()
        .map(|family| family.name)
        .filter(|name| !used.contains(*name))
        .collect();
    assert_eq!(idle, Vec::<&str>::new());
}
