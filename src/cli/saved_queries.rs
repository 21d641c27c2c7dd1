//! Which saved queries there are: those that ship, and those of the folder `queries/` beside the configuration.

use std::path::{Path, PathBuf};

use showgraph::config;
use showgraph::error::{Result, Warning};
use showgraph::query::SavedQuery;

/// The folder `queries` beside the configuration: the one given, else the nearest `showgraph.toml`, looked for from
/// the current folder and from a place upwards.
pub fn folder(config: Option<&Path>, place: &Path) -> Option<PathBuf> {
    let beside = |folder: &Path| folder.join("queries");
    if let Some(config) = config {
        return config.parent().map(beside);
    }
    let current = std::env::current_dir().ok()?;
    let place = current.join(place);
    let upwards = current.ancestors().chain(place.ancestors());
    let mut configured = upwards.filter(|folder| folder.join(config::FILE_NAME).is_file());
    configured.next().map(beside)
}

/// The queries that ship and those of a folder, sorted by name, and what is wrong with the rest. Of two with one
/// name the folder's wins.
pub fn all(folder: Option<&Path>) -> Result<(Vec<SavedQuery>, Vec<Warning>)> {
    let (mut queries, warnings) = match folder {
        Some(folder) => SavedQuery::in_folder(folder)?,
        None => Default::default(),
    };
    for shipped in SavedQuery::all_shipped() {
        if !queries.iter().any(|own| own.name() == shipped.name()) {
            queries.push(shipped);
        }
    }
    queries.sort_by(|a, b| a.name().cmp(b.name()));
    Ok((queries, warnings))
}
