//! Durations in the forms that front matters give them.

use crate::text::timestamp::clock;

/// Seconds: `1:02:03`, `62:03`, `3723`, `PT1H2M3S`, `1h 2m 3s`, `62 min`.
pub(crate) fn duration(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        // More than two days is a size in bytes.
        return (0.0 < seconds && seconds < 172_800.0).then_some(seconds as u32);
    }
    if let Some((seconds, len)) = clock(text.as_bytes()) {
        return (len == text.len()).then_some(seconds);
    }
    units(text)
}

fn units(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.strip_prefix("pt").unwrap_or(&lower).trim();
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start();
        let letters = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        seconds += number
            * match &rest[..letters] {
                "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
                "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
                "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
                _ => return None,
            };
        rest = rest[letters..].trim_start_matches([' ', ',']);
    }
    (seconds > 0.0 && seconds < 172_800.0).then_some(seconds as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        let cases: &[(&str, Option<u32>)] = &[
            ("1:10:32", Some(4232)),
            ("00:27:56", Some(1676)),
            ("35:10", Some(2110)),
            ("2110", Some(2110)),
            ("2110.5", Some(2110)),
            ("PT35M10S", Some(2110)),
            ("1h 2m", Some(3720)),
            ("62 minutes", Some(3720)),
            ("67724852", None),
            ("35:10 or so", None),
            ("0", None),
            ("long", None),
        ];
        for (text, expected) in cases {
            assert_eq!(duration(text), *expected, "{text}");
        }
    }
}
