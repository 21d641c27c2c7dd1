//! Ids and labels as file systems need them.

use std::borrow::Cow;

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

/// The longest readable part of a note's name: what tells it apart from others must fit, too.
const LONGEST_LABEL: usize = 96;

/// Whether a link to a note of this name would be read as one that names the note's file.
fn is_file_of_a_note(name: &str) -> bool {
    let ending = name.len().checked_sub(3).and_then(|at| name.get(at..));
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case(".md"))
}

/// A label as the name of a note, without extension: what file systems and links between notes do not take
/// becomes a space or a hyphen, and what is too long is cut at a word. Not unique.
pub(super) fn readable_name(label: &str) -> Cow<'_, str> {
    let forbidden = |c: char| c.is_control() || "*\"\\/<>:|?#^[]%$`".contains(c);
    let plain = label.len() <= LONGEST_LABEL
        && !label.contains(forbidden)
        && !label.starts_with(['.', ' ', '-'])
        && !label.ends_with(['.', ' '])
        && !label.contains("  ")
        && !label.is_empty()
        && !is_file_of_a_note(label)
        && !is_reserved(label);
    if plain {
        return Cow::Borrowed(label);
    }
    let mut name = String::with_capacity(label.len());
    for c in label.chars() {
        let c = match c {
            '/' | '\\' | '|' => '-',
            c if forbidden(c) || c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !name.ends_with(' ') {
            name.push(c);
        }
    }
    if name.len() > LONGEST_LABEL {
        let mut cut = LONGEST_LABEL;
        while !name.is_char_boundary(cut) {
            cut -= 1;
        }
        let word = name[..cut].rfind(' ').filter(|at| cut - at < 20);
        name.truncate(word.unwrap_or(cut));
    }
    let trimmed = name
        .trim_end_matches(['.', ' '])
        .trim_start_matches(['.', ' ', '-']);
    match trimmed {
        "" => "_".into(),
        note if is_file_of_a_note(note) => format!("{}-md", &note[..note.len() - 3]).into(),
        reserved if is_reserved(reserved) => format!("{reserved}_").into(),
        trimmed => trimmed.to_owned().into(),
    }
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
    fn notes_have_readable_names() {
        for (label, name) in [
            ("Zoë Äbi", "Zoë Äbi"),
            ("TCP/IP", "TCP-IP"),
            ("Part 2: what is [it]?", "Part 2 what is it"),
            (".NET", "NET"),
            ("../../etc", "etc"),
            ("C#", "C"),
            ("a.example/README.md", "a.example-README-md"),
            ("con", "con_"),
            ("...", "_"),
            ("a\n b\u{7}", "a b"),
        ] {
            assert_eq!(readable_name(label), name, "{label}");
        }
        let long = readable_name(&"many words ".repeat(100)).into_owned();
        assert!(
            long.len() <= LONGEST_LABEL && long.ends_with(" many"),
            "{long}"
        );
    }

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
