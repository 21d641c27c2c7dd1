//! How two nodes are connected: `find_paths`.

use super::answers::{FoundPath, PathStep, PathsFound};
use super::arguments::FindPaths;
use super::session::Session;
use crate::analyze::paths::Hop;

/// The most paths.
const MOST: usize = 10;

/// How many are given where no number is asked for.
const USUAL: usize = 3;

impl Session {
    pub(super) fn find_paths(&self, asked: &FindPaths) -> Result<PathsFound, String> {
        let [from, to] = [&asked.from, &asked.to].map(|name| self.node(name, &[]));
        let (from, to) = (from?, to?);
        if from.id == to.id {
            return Err(format!("both ends are one node ({})", from.id));
        }
        let count = asked.limit.unwrap_or(USUAL).clamp(1, MOST);
        let found = self.paths().find(&self.graph, &from.id, &to.id, count);
        let paths = found.map(|found| found.paths).unwrap_or_default();
        let note = paths.is_empty().then(|| {
            "no path joins them but through shows, hosts, sponsors, platforms, or what most episodes name".to_owned()
        });
        Ok(PathsFound {
            from: from.into(),
            to: to.into(),
            paths: paths
                .iter()
                .map(|path| FoundPath {
                    steps: path.hops.iter().filter_map(|hop| self.step(hop)).collect(),
                })
                .collect(),
            note,
        })
    }

    fn step(&self, hop: &Hop) -> Option<PathStep> {
        Some(PathStep {
            relation: hop.relation,
            direction: if hop.reversed { "in" } else { "out" },
            to: self.graph.node(&hop.to.id)?.into(),
            basis: hop.basis,
            confidence: hop.confidence,
            quoted: (&hop.evidence).into(),
        })
    }
}
