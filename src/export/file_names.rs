//! Ids as file systems need them.

use crate::graph::EntityId;

/// File systems take names of up to 255 bytes; an extension and a hash must fit too.
const LONGEST_NAME: usize = 120;

/// Names that Windows keeps for devices, whatever their ending
/// (<https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file>); `com1` to `lpt9` as well.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

fn is_reserved(name: &str) -> bool {
    let name = name.to_lowercase();
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    let mut number = port.unwrap_or_default().chars();
    let digit = |c| matches!(c, '0'..='9' | '¹' | '²' | '³');
    RESERVED.contains(&&*name) || number.next().is_some_and(digit) && number.next().is_none()
}

/// The slug of an id as the name of a file, without extension. A slug that had to be changed or cut, that
/// a file system reserves or does not tell from another by its case, gets the hash of the id, so that no
/// two names are the same.
pub(super) fn file_name(id: &EntityId) -> String {
    let safe = |c: char| {
        if c.is_alphanumeric() || matches!(c, '-' | '_') {
            c
        } else {
            '_'
        }
    };
    let mut name: String = id.slug().chars().map(safe).collect();
    let special = is_reserved(&name) || name.chars().any(char::is_uppercase);
    if name != id.slug() || name.len() > LONGEST_NAME || name.is_empty() || special {
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
        for reserved in ["con", "Aux", "com1", "lpt³"] {
            let name = file_name(&EntityId::from(&*format!("product:{reserved}")));
            assert!(name.len() > 16 && !is_reserved(&name), "{name}");
        }
        for plain in ["contact", "com", "com10", "null"] {
            assert_eq!(
                file_name(&EntityId::from(&*format!("product:{plain}"))),
                plain
            );
        }
        let long = file_name(&EntityId::from(&*format!("url:{}", "é".repeat(10_000))));
        assert!(long.len() < 150);
    }
}
