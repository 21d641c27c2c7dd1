//! The key of a name: what joins its spellings.

/// The name without case, punctuation, camel case and plural: spellings with one key are one name.
pub fn key(form: &str) -> String {
    // Nearly all names are ASCII, and need no decoding.
    let key = if form.is_ascii() {
        key_of(form.len(), form.bytes().map(char::from))
    } else {
        key_of(form.len(), form.chars())
    };
    if key.is_empty() {
        form.trim().to_lowercase()
    } else {
        key
    }
}

#[inline]
fn key_of(len: usize, signs: impl Iterator<Item = char>) -> String {
    let mut words = KeyWords {
        text: String::with_capacity(len + 4),
        word: 0,
    };
    let mut before = ' ';
    for c in signs {
        let letter = c.is_alphanumeric() || c == '+' || c == '#';
        // "initContainers" is "init containers".
        let hump = letter && before.is_lowercase() && c.is_uppercase();
        if !letter || hump {
            words.close(hump);
        }
        if letter && c.is_ascii() {
            words.text.push(c.to_ascii_lowercase());
        } else if letter {
            words.text.extend(c.to_lowercase());
        }
        before = c;
    }
    words.close(false);
    let end = words.text.trim_ascii_end().len();
    words.text.truncate(end);
    words.text
}

/// The words of a key while they are written.
struct KeyWords {
    text: String,
    /// Where the last word begins.
    word: usize,
}

impl KeyWords {
    /// Ends a word, if there is one: without a plural's `s`, and without an article that opens the name.
    #[inline]
    fn close(&mut self, hump: bool) {
        let bytes = self.text.as_bytes();
        match &bytes[self.word..] {
            b"the" | b"a" if self.word == 0 && !hump => self.text.clear(),
            [.., b's', b's'] => {}
            [_, _, _, .., b's'] => {
                self.text.pop();
            }
            _ => {}
        }
        if !matches!(self.text.as_bytes(), [] | [.., b' ']) {
            self.text.push(' ');
        }
        self.word = self.text.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_join_spellings() {
        let cases = [
            ("Init Containers", "init container"),
            ("init-container", "init container"),
            ("The Linux Foundation", "linux foundation"),
            ("Kubernetes", "kubernete"),
            ("C++", "c++"),
            ("Redis", "redi"),
            ("access", "access"),
            ("initContainers", "init container"),
            ("The", "the"),
            ("A-Team", "team"),
        ];
        for (form, expected) in cases {
            assert_eq!(key(form), expected, "{form}");
        }
    }
}
