//! Whether a page says of itself that it is not published.

use super::fields::Field;
use super::value::{FieldNode, fold};

/// Whether a page says that it is not published, in one of the ways that generators understand:
/// `draft`, `published`, `status: draft`, `hidden`, and Hugo's `headless` and `build: {list: never}`.
pub(super) fn is_held_back(
    root: Option<&FieldNode<'_>>,
    found: &[(Field, &FieldNode<'_>)],
) -> bool {
    // The words of YAML 1.1 (<https://yaml.org/type/bool.html>).
    const YES: [&str; 5] = ["true", "yes", "on", "y", "1"];
    const NO: [&str; 5] = ["false", "no", "off", "n", "0"];
    const HELD: [&str; 15] = [
        "draft",
        "unpublished",
        "private",
        "hidden",
        "pending",
        "scheduled",
        "in progress",
        "in-progress",
        "wip",
        "todo",
        "to do",
        "idea",
        "planned",
        "trash",
        "not published",
    ];
    let is = |node: Option<&FieldNode<'_>>, words: &[&str]| {
        node.and_then(FieldNode::text)
            .is_some_and(|text| words.iter().any(|word| text.eq_ignore_ascii_case(word)))
    };
    let says = |field: Field, words: &[&str]| {
        let mut nodes = found.iter().filter(|(known, _)| *known == field);
        nodes.any(|(_, node)| is(Some(node), words))
    };
    if says(Field::Draft, &YES) || says(Field::Published, &NO) {
        return true;
    }
    let Some(root) = root else { return false };
    const SIGNS: [&str; 6] = [
        "headless",
        "unlisted",
        "hidden",
        "private",
        "isdraft",
        "eleventyexcludefromcollections",
    ];
    // Eleventy writes no page whose permalink is false, Zola none that is not to be rendered.
    const PUBLIC: [&str; 4] = ["ispublished", "public", "render", "permalink"];
    ["status", "state", "stage", "visibility"]
        .iter()
        .any(|key| is(root.get(&[key]), &HELD))
        || PUBLIC.iter().any(|key| is(root.get(&[key]), &NO[..3]))
        || SIGNS.iter().any(|key| is(root.get(&[key]), &YES))
        || root.entries().iter().any(|(key, build)| {
            // `_build` in older versions.
            let list = build.get(&["list"]);
            fold(key) == "build" && (is(list, &["never"]) || is(list, &NO))
        })
}
