//! The key of a name: what joins its spellings.

/// The name without case, punctuation, camel case and plural: spellings with one key are one name.
pub fn key(form: &str) -> String {
    let mut out = String::with_capacity(form.len() + 4);
    let mut word = 0;
    let mut before = ' ';
    for c in form.chars().chain([' ']) {
        let letter = c.is_alphanumeric() || c == '+' || c == '#';
        // "initContainers" is "init containers".
        let hump = letter && before.is_lowercase() && c.is_uppercase();
        if !letter || hump {
            if matches!(&out[word..], "the" | "a") && word == 0 && !hump {
                out.clear();
            }
            let long = out.len() - word > 3;
            if long && out.ends_with('s') && !out.ends_with("ss") {
                out.pop();
            }
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            word = out.len();
        }
        if letter && c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if letter {
            out.extend(c.to_lowercase());
        }
        before = c;
    }
    out.truncate(out.trim_end().len());
    if out.is_empty() {
        form.trim().to_lowercase()
    } else {
        out
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
