//! Ids as file systems need them.

use crate::graph::EntityId;

/// File systems take names of up to 255 bytes; an extension and a hash must fit too.
const LONGEST_NAME: usize = 120;

/// The slug of an id as the name of a file, without extension. A slug that had to be changed or cut
/// gets the hash of the id, so that no two names are the same.
pub(super) fn file_name(id: &EntityId) -> String {
    let safe = |c: char| {
        if c.is_alphanumeric() || matches!(c, '-' | '_') {
            c
        } else {
            '_'
        }
    };
    let mut name: String = id.slug().chars().map(safe).collect();
    if name != id.slug() || name.len() > LONGEST_NAME || name.is_empty() {
        while name.len() > LONGEST_NAME {
            name.pop();
        }
        name += &format!("-{:016x}", hash(id.as_str()));
    }
    name
}

/// FNV-1a: the same on every machine and for all times.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_safe_and_distinct() {
        assert_eq!(file_name(&EntityId::from("person:zoë-äbi")), "zoë-äbi");
        let hostile = [
            "url:../../etc",
            "url:.._.._etc",
            "url:con.",
            "url:",
            "url:a/b",
        ];
        let mut names: Vec<String> = hostile
            .iter()
            .map(|id| file_name(&EntityId::from(*id)))
            .collect();
        assert!(
            names.iter().all(|name| !name.contains(['/', '.', '\\'])),
            "{names:?}"
        );
        names.sort();
        names.dedup();
        assert_eq!(names.len(), hostile.len());
        let long = file_name(&EntityId::from(&*format!("url:{}", "é".repeat(10_000))));
        assert!(long.len() < 150);
    }
}
