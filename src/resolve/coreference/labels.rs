//! What a label says, in front of a turn or as a tag: a name in whatever letters, the first letters of
//! one, or nobody.

/// "KH": two or three capitals.
pub(super) fn is_initials(label: &str) -> bool {
    matches!(label.len(), 2 | 3) && label.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Labels that say how somebody takes part, and not who.
pub(super) fn is_nobody(label: &str) -> bool {
    const WORDS: [&str; 16] = [
        "speaker",
        "unknown",
        "announcer",
        "narrator",
        "host",
        "hosts",
        "guest",
        "guests",
        "interviewer",
        "interviewee",
        "audience",
        "moderator",
        "voiceover",
        "everyone",
        "all",
        "both",
    ];
    label.chars().any(|c| c.is_ascii_digit())
        || label
            .split(' ')
            .all(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// "MARK" is written so because all labels are; a name is not.
pub(super) fn spell_label(label: &str) -> String {
    let shout = label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase);
    if !shout {
        return label.to_owned();
    }
    capitalised(label)
}

/// "jane doe" is written so because all tags are; a name is not.
pub(super) fn spell_tag(name: &str) -> String {
    if name.contains(char::is_uppercase) || !name.contains(' ') {
        return name.to_owned();
    }
    capitalised(name)
}

/// Each word with a capital, and no other.
fn capitalised(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut chars = word.chars();
        out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(&chars.as_str().to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_name_nobody() {
        for label in ["Speaker 1", "ANNOUNCER", "Unknown Speaker", "Guest"] {
            assert!(is_nobody(label), "{label}");
        }
        for label in ["KH", "Mark", "Host Doe"] {
            assert!(!is_nobody(label), "{label}");
        }
        assert!(is_initials("KH") && !is_initials("Kh") && !is_initials("MARK"));
    }

    #[test]
    fn labels_are_spelled_as_names() {
        assert_eq!(spell_label("MARK MANDEL"), "Mark Mandel");
        assert_eq!(spell_label("Mark"), "Mark");
        assert_eq!(spell_tag("linus torvalds"), "Linus Torvalds");
        assert_eq!(spell_tag("bell hooks of Kent"), "bell hooks of Kent");
        assert_eq!(spell_tag("chrisharbor"), "chrisharbor");
    }
}
