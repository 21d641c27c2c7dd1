//! Files that are no episodes, by why not, and the pages about people among them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use crate::error::{Severity, Warning};
use crate::source::corpus::Corpus;
use crate::source::decode::decode;
use crate::source::discover::slashed;
use crate::source::input::open;
use crate::source::{front_matter, people_pages};
use crate::text::path::{page_folder, page_stem};

/// How many files are named of each kind.
const EXAMPLES: usize = 3;

/// Files that were passed over for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PassedOver {
    /// Why.
    pub reason: String,
    /// How many files, or folders where a generator keeps them for itself.
    pub files: u32,
    /// The first of them, as the user would type them.
    pub examples: Vec<String>,
}

/// Whether a warning says that a whole file is no episode. Notes of a place in a file say less.
fn is_of_file(warning: &Warning) -> bool {
    warning.severity == Severity::Note && warning.location.line == 0
}

/// Groups what was left out by the reason, the most frequent first.
pub(super) fn group(warnings: &[&Warning]) -> Vec<PassedOver> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for warning in warnings.iter().filter(|warning| is_of_file(warning)) {
        let files = reasons.entry(&warning.message).or_default();
        files.push(&warning.location.path);
    }
    let mut groups: Vec<PassedOver> = reasons
        .into_iter()
        .map(|(reason, mut files)| {
            files.sort_unstable();
            let examples = files.iter().take(EXAMPLES);
            PassedOver {
                reason: reason.to_owned(),
                files: files.len() as u32,
                examples: examples.map(|file| (*file).to_owned()).collect(),
            }
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.files));
    groups
}

/// The folders with pages about people that slugs do not find there, below the input roots.
pub(super) fn people_folders(warnings: &[&Warning], corpus: &Corpus) -> BTreeMap<String, u32> {
    let roots: BTreeSet<String> = corpus
        .inputs()
        .iter()
        .filter_map(|input| {
            Some(
                slashed(&input.path)
                    .strip_suffix(&*input.source)?
                    .to_owned(),
            )
        })
        .collect();
    let mut folders = BTreeMap::new();
    for warning in warnings.iter().filter(|warning| is_of_file(warning)) {
        let path = &warning.location.path;
        let known = corpus.people().get(page_stem(path)).is_some();
        if known || !is_person(Path::new(path)) {
            continue;
        }
        let below = roots
            .iter()
            .find_map(|root| path.strip_prefix(root.as_str()));
        let folder = page_folder(below.unwrap_or(path)).to_owned();
        *folders.entry(folder).or_default() += 1;
    }
    folders
}

fn is_person(path: &Path) -> bool {
    if !path.is_file() {
        return false;
    }
    let Ok(bytes) = open(path) else { return false };
    let (text, _) = decode(bytes, "");
    let front = front_matter::split(&text).front;
    front.is_some_and(|front| people_pages::is_person(&front.root))
}
