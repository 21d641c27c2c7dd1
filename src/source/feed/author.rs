//! Names out of fields that hold mail addresses, too. No address ever gets out of here.

use super::text::FeedText;

/// The name in `ana@shed.studio (Ana Weber)`, `Ana Weber <ana@shed.studio>` or `Ana Weber`. None where
/// there is only an address.
pub(crate) fn name(text: &FeedText) -> Option<FeedText> {
    let value = text.value.as_str();
    let mut words = value.split(|c: char| c.is_whitespace() || "<>(),;".contains(c));
    let (start, end) = if words.any(is_address) {
        beside_address(value)?
    } else {
        (0, value.len())
    };
    let mut name = FeedText::default();
    name.push_from(text, start, end);
    let name = name.trimmed();
    (!name.is_empty()).then_some(name)
}

fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}

/// The range of a name beside an address.
fn beside_address(value: &str) -> Option<(usize, usize)> {
    // `address (name)`
    if let Some(open) = value.find('(')
        && let Some(close) = value.rfind(')').filter(|close| *close > open)
        && !value[open + 1..close].contains('@')
    {
        let (start, end) = trimmed(value, open + 1, close);
        return (start < end).then_some((start, end));
    }
    // What is longest of that which stands before, between and behind the addresses.
    let mut best: Option<(usize, usize)> = None;
    let mut offer = |start: usize, end: usize| {
        let (start, end) = trimmed(value, start, end);
        let longer = best.is_none_or(|(from, to)| end.saturating_sub(start) > to - from);
        if start < end && longer {
            best = Some((start, end));
        }
    };
    let mut from = 0;
    let mut at = 0;
    for word in value.split_inclusive(char::is_whitespace) {
        if is_address(word.trim_matches(|c: char| !c.is_alphanumeric())) {
            offer(from, at);
            from = at + word.len();
        }
        at += word.len();
    }
    offer(from, value.len());
    best
}

/// Without the brackets and commas that part a name from an address.
fn trimmed(value: &str, start: usize, end: usize) -> (usize, usize) {
    let frill = |c: char| c.is_whitespace() || "<>()[],;:|\"-–".contains(c);
    let kept = value[start..end.max(start)].trim_end_matches(frill);
    let end = start + kept.len();
    (end - kept.trim_start_matches(frill).len(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_hold_addresses() {
        let cases = [
            ("ana@shed.studio (Ana Weber)", Some("Ana Weber")),
            ("Ana Weber <ana@shed.studio>", Some("Ana Weber")),
            ("\"Ana Weber\" <ana@shed.studio>", Some("Ana Weber")),
            ("Ana Weber, ana@shed.studio", Some("Ana Weber")),
            ("mailto:ana@shed.studio Ana Weber", Some("Ana Weber")),
            ("Ana Weber (ana@shed.studio)", Some("Ana Weber")),
            ("Ana Weber (she/her)", Some("Ana Weber (she/her)")),
            ("Müller, Jörg", Some("Müller, Jörg")),
            ("@ana", Some("@ana")),
            ("ana@shed.studio", None),
            ("<ana@shed.studio>", None),
            ("ana@shed.studio ()", None),
            ("ana@shed.studio, ben@shed.studio", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let name = name(&FeedText::verbatim(text, 3)).map(|name| name.value);
            assert_eq!(name.as_deref(), expected, "{text}");
        }
    }
}
