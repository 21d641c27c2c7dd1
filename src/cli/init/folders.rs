//! Where the episodes lie, as globs for `include`.

use std::collections::BTreeMap;

use showgraph::error::{Severity, Warning};
use showgraph::source::Survey;

/// More folders than these say nothing of where episodes lie.
const MOST: usize = 6;
/// How many folders are named whole before those above them are.
const DEPTH: usize = 4;

/// The folders that all episodes lie in, each with the number of files: as few as tell them from other
/// files. None where they lie everywhere.
pub fn of_episodes(survey: &Survey) -> Option<BTreeMap<String, u32>> {
    (1..=DEPTH).rev().find_map(|depth| {
        let mut folders: BTreeMap<String, u32> = BTreeMap::new();
        for (folder, files) in &survey.folders {
            let parts: Vec<&str> = folder.split('/').take(depth).collect();
            *folders.entry(parts.join("/")).or_default() += files;
        }
        // What lies in a folder that is named need not be named.
        let names: Vec<String> = folders.keys().cloned().collect();
        for name in &names {
            let outer = names.iter().find(|outer| {
                let below = name.strip_prefix(outer.as_str());
                !outer.is_empty() && below.is_some_and(|rest| rest.starts_with('/'))
            });
            if let Some(outer) = outer {
                let files = folders.remove(name).unwrap_or_default();
                *folders.entry(outer.clone()).or_default() += files;
            }
        }
        (folders.len() <= MOST && !folders.is_empty()).then_some(folders)
    })
}

/// A glob for a folder and all below it.
pub fn glob(folder: &str) -> String {
    let mut escaped = String::with_capacity(folder.len() + 2);
    for c in folder.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '{' | '}' | '\\' | '!') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    format!("/{escaped}/")
}

/// Whether a file that is passed over lies in one of the folders: naming these would let it in.
pub fn let_in(folders: &BTreeMap<String, u32>, root: &str, warnings: &[Warning]) -> bool {
    warnings
        .iter()
        .filter(|warning| warning.severity == Severity::Note && warning.location.line == 0)
        .any(|warning| {
            let path = &warning.location.path;
            let below = path.strip_prefix(root).unwrap_or(path);
            let lies_in = |folder: &String| {
                let rest = below.strip_prefix(folder.as_str());
                rest.is_some_and(|rest| rest.starts_with('/'))
            };
            folders.keys().any(lies_in)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_globs_are_escaped() {
        assert_eq!(glob("a [live]/b"), r"/a \[live\]/b/");
    }
}
