//! Durations and times within an episode, as feeds give them.
//!
//! Unlike the times of day in notes, these fields hold nothing but a time, so `1:2:3` and `01:90:00` are
//! taken for what they say.

/// The longest time that a plain number is taken for: a week. Above that it is the size of a file.
const LONGEST: f64 = 604_800.0;

/// Seconds of `1:02:03`, `62:30`, `1:2:3.5`, `3723.7` and `PT1H2M3S`. None for anything else.
pub(crate) fn seconds(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.starts_with(['P', 'p']) {
        return iso(text);
    }
    let mut parts = text.split(':').rev();
    let last = parts.next()?;
    let mut seconds = decimal(last)?;
    let mut unit = 60.0;
    let mut colons = 0;
    for part in parts {
        colons += 1;
        let whole = part.bytes().all(|byte| byte.is_ascii_digit());
        if colons > 2 || !whole || part.is_empty() || part.len() > 6 {
            return None;
        }
        seconds += part.parse::<f64>().ok()? * unit;
        unit *= 60.0;
    }
    (colons > 0 || seconds <= LONGEST).then_some(seconds)
}

/// `3723.7`: digits, with a fraction perhaps.
fn decimal(text: &str) -> Option<f64> {
    let digits = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = digits && text.starts_with(|c: char| c.is_ascii_digit()) && text.len() < 20;
    number.then(|| text.parse().ok()).flatten()
}

/// `PT1H2M3S`, without days and longer.
fn iso(text: &str) -> Option<f64> {
    let upper = text.to_ascii_uppercase();
    let mut rest = upper.strip_prefix("PT").filter(|rest| !rest.is_empty())?;
    let mut seconds = 0.0;
    for (unit, factor) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, after)) = rest.split_once(unit) {
            seconds += decimal(number)? * factor;
            rest = after;
        }
    }
    rest.is_empty().then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        let cases = [
            ("62:30", Some(3750.0)),
            ("1:2:3", Some(3723.0)),
            ("01:90:00", Some(9000.0)),
            ("100:00:00", Some(360_000.0)),
            ("3723.7", Some(3723.7)),
            ("0:45", Some(45.0)),
            ("00:01:02.500", Some(62.5)),
            ("90", Some(90.0)),
            (" 1:00:00\n", Some(3600.0)),
            ("PT1H2M3S", Some(3723.0)),
            ("PT35M", Some(2100.0)),
            ("0", Some(0.0)),
            ("bad", None),
            ("1h2m", None),
            ("1:02:03:04", None),
            ("1,234", None),
            ("67724852", None),
            ("-5", None),
            ("1.2.3", None),
            ("PT", None),
            (":", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
