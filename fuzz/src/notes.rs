//! Files of notes: read, extracted, resolved, built into a graph and written, twice.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use showgraph::extract::{ExtractedEpisode, extract};
use showgraph::graph::{DEFAULT_BASE_IRI, KnowledgeGraph, build};
use showgraph::knowledge::Knowledge;
use showgraph::resolve::{CorpusStatistics, Resolver};
use showgraph::source::{Corpus, ReadOutcome};
use tempfile::TempDir;

use crate::checks::outputs;

/// What is known beforehand; loaded once.
pub(crate) static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Arc::new(Knowledge::embedded()));

/// Checks files of one folder.
pub(crate) fn check(files: &[(&str, &[u8])]) {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).expect("a file in it");
    }
    let first = read(folder.path());
    let again = read(folder.path());
    match (first, again) {
        (Some(first), Some(again)) => {
            assert_eq!(
                outputs(&first),
                outputs(&again),
                "the same files give the same bytes"
            );
            places(&first, files);
        }
        (None, None) => {}
        _ => panic!("the same files can be read, or cannot"),
    }
}

/// The graph of a folder, where it holds anything that can be read.
fn read(folder: &Path) -> Option<KnowledgeGraph> {
    let corpus = Corpus::discover(&[folder.to_owned()], None).ok()?;
    let read = corpus.episodes().iter().map(|input| corpus.read(input));
    let extracted: Vec<ExtractedEpisode> = read
        .filter_map(|outcome| match outcome {
            ReadOutcome::Episode(document) => Some(extract(&document, &KNOWLEDGE)),
            ReadOutcome::LeftOut(_) | ReadOutcome::Failed(_) => None,
        })
        .collect();
    let mut statistics = CorpusStatistics::default();
    extracted.iter().for_each(|episode| statistics.add(episode));
    let resolver = Resolver::new(Arc::new(statistics), Arc::clone(&KNOWLEDGE))
        .with_curation(&corpus.config().curation);
    let resolved = extracted
        .into_iter()
        .map(|episode| resolver.resolve_owned(episode));
    Some(build(resolved, &corpus.shows(), DEFAULT_BASE_IRI))
}

/// Every place that an edge names is one of a file.
fn places(graph: &KnowledgeGraph, files: &[(&str, &[u8])]) {
    for edge in graph.edges() {
        let evidence = &edge.edge.evidence;
        let Some((_, content)) = files.iter().find(|(name, _)| *name == &*evidence.source) else {
            continue;
        };
        // Line breaks of other encodings are more bytes.
        let breaks = content
            .iter()
            .filter(|byte| matches!(byte, b'\n' | b'\r'))
            .count();
        assert!(
            (evidence.line as usize) <= breaks + 1,
            "line {} of {}: {:?}",
            evidence.line,
            evidence.source,
            evidence.quote
        );
        assert!(
            evidence.quote.chars().count() <= 160,
            "{:?}",
            evidence.quote
        );
    }
}
