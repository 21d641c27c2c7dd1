//! Language tags as feeds and front matter write them.

/// A BCP 47 tag (RFC 5646) in its usual case: `de`, `pt-BR`, `zh-Hant`. None for what cannot be one:
/// names of languages ("English"), lists, templates.
///
/// Systems that mean locales put `_` between the parts (`en_US.UTF-8`); what stands behind a dot is an
/// encoding.
pub(crate) fn language_tag(text: &str) -> Option<String> {
    let text = text.trim().split('.').next().unwrap_or_default();
    let mut tag = String::with_capacity(text.len());
    let mut extended = false;
    for (at, part) in text.split(['-', '_']).enumerate() {
        let letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let fits = match at {
            0 => letters && matches!(part.len(), 2 | 3),
            _ => {
                part.bytes().all(|byte| byte.is_ascii_alphanumeric())
                    && (1..=8).contains(&part.len())
            }
        };
        if !fits {
            return None;
        }
        let part = part.to_ascii_lowercase();
        if at > 0 {
            tag.push('-');
        }
        match part.len() {
            // A region, and a script, unless they belong to an extension (RFC 5646, 2.1.1).
            2 if at > 0 && !extended => tag.push_str(&part.to_ascii_uppercase()),
            4 if at > 0 && letters && !extended => {
                tag.push_str(&part[..1].to_ascii_uppercase());
                tag.push_str(&part[1..]);
            }
            _ => tag.push_str(&part),
        }
        extended |= part.len() == 1;
    }
    Some(tag)
}

/// Whether two tags name one language, whatever its region or script.
pub(crate) fn same_language(one: &str, other: &str) -> bool {
    let language = |tag: &str| {
        tag.split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    language(one) == language(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for (text, tag) in [
            ("de", Some("de")),
            ("EN-us", Some("en-US")),
            (" en_GB.UTF-8 ", Some("en-GB")),
            ("zh-hant-tw", Some("zh-Hant-TW")),
            ("es-419", Some("es-419")),
            ("sl-rozaj-biske", Some("sl-rozaj-biske")),
            ("en-x-shed", Some("en-x-shed")),
            ("English", None),
            ("en, de", None),
            ("{{ lang }}", None),
            ("e", None),
            ("en-", None),
            ("", None),
        ] {
            assert_eq!(language_tag(text).as_deref(), tag, "{text}");
        }
    }
}
