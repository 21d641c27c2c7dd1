//! Dates and durations in the forms that front matters give them.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, fmt::strtime};

use crate::text::timestamp::clock;

/// An ISO 8601 date or date-time. What gives only a day stays a day.
pub(crate) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return epoch(number);
    }
    if is_iso(text) {
        return Some(text.to_owned());
    }
    // `2020-01-05 10:00:00 -0700`, as Jekyll writes it.
    for format in [
        "%Y-%m-%d %H:%M:%S %z",
        "%Y-%m-%d %H:%M:%S%z",
        "%Y-%m-%d %H:%M %z",
        "%Y-%m-%dT%H:%M:%S%z",
        "%Y-%m-%dT%H:%M%z",
        "%Y-%m-%d %H:%M:%S%:z",
        "%Y-%m-%d %H:%M:%S %:z",
        "%a, %d %b %Y %H:%M:%S %z",
        "%d %b %Y %H:%M:%S %z",
    ] {
        if let Ok(broken) = strtime::parse(format, text) {
            let (Ok(at), Some(offset)) = (broken.to_datetime(), broken.offset()) else {
                continue;
            };
            let minutes = offset.seconds() / 60;
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.abs();
            return Some(format!("{at}{sign}{:02}:{:02}", minutes / 60, minutes % 60));
        }
    }
    for format in ["%Y-%m-%d %H:%M:%S UTC", "%a, %d %b %Y %H:%M:%S GMT"] {
        if let Ok(at) = DateTime::strptime(format, text) {
            return Some(format!("{at}Z"));
        }
    }
    for format in ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S"] {
        if let Ok(at) = DateTime::strptime(format, text) {
            return Some(at.to_string());
        }
    }
    let plain = without_ordinal(text);
    [
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%Y-%m-%d",
        "%B %d, %Y",
        "%b %d, %Y",
        "%B %d %Y",
        "%b %d %Y",
        "%d %B %Y",
        "%d %b %Y",
        "%d. %B %Y",
        "%A, %B %d, %Y",
        "%a, %d %b %Y",
        "%d.%m.%Y",
        "%m/%d/%Y",
        "%Y%m%d",
    ]
    .into_iter()
    .find_map(|format| Date::strptime(format, &plain).ok())
    .map(|date| date.to_string())
}

/// The date that a file name begins with: `2020-01-05-title`.
pub(crate) fn date_in_name(stem: &str) -> Option<(String, usize)> {
    let head = stem.get(..10)?;
    let bytes = head.as_bytes();
    let separators = matches!(bytes[4], b'-' | b'_' | b'.') && bytes[4] == bytes[7];
    let iso = head.replace(['_', '.'], "-");
    (separators && iso.parse::<Date>().is_ok()).then_some((iso, 10))
}

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

fn is_iso(text: &str) -> bool {
    let date_only = text.len() == 10 && text.parse::<Date>().is_ok();
    let with_time = text.as_bytes().get(10) == Some(&b'T')
        && (text.parse::<Timestamp>().is_ok() || text.parse::<DateTime>().is_ok());
    date_only || with_time
}

/// Seconds or milliseconds since 1970; years (2020) and days (20200105) are neither.
fn epoch(number: f64) -> Option<String> {
    if (1e7..1e8).contains(&number) {
        let day = (number as i64).to_string();
        return Date::strptime("%Y%m%d", &day).ok().map(|d| d.to_string());
    }
    let at = if number >= 1e11 {
        Timestamp::from_millisecond(number as i64).ok()?
    } else if number >= 1e8 {
        Timestamp::from_second(number as i64).ok()?
    } else {
        return None;
    };
    Some(at.to_string())
}

/// `January 5th, 2020` -> `January 5, 2020`.
fn without_ordinal(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[at..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |len| at + len);
        plain.push_str(&rest[..digits]);
        rest = &rest[digits..];
        if let Some(after) = ["st", "nd", "rd", "th"]
            .into_iter()
            .find_map(|suffix| rest.strip_prefix(suffix))
            && !after.starts_with(char::is_alphanumeric)
        {
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let cases: &[(&str, Option<&str>)] = &[
            ("2016-07-27T01:07:49Z", Some("2016-07-27T01:07:49Z")),
            (
                "2019-12-19T23:00:00+00:00",
                Some("2019-12-19T23:00:00+00:00"),
            ),
            ("2021-11-17", Some("2021-11-17")),
            (
                "2023-04-16 19:45:00 -0700",
                Some("2023-04-16T19:45:00-07:00"),
            ),
            ("2023-04-16 19:45:00", Some("2023-04-16T19:45:00")),
            ("2020/01/05", Some("2020-01-05")),
            ("Jan 5, 2020", Some("2020-01-05")),
            ("January 5th, 2020", Some("2020-01-05")),
            ("5 January 2020", Some("2020-01-05")),
            ("05.01.2020", Some("2020-01-05")),
            ("20200105", Some("2020-01-05")),
            ("1682942400125", Some("2023-05-01T12:00:00.125Z")),
            ("1682942400", Some("2023-05-01T12:00:00Z")),
            (
                "Sun, 05 Jan 2020 10:00:00 +0100",
                Some("2020-01-05T10:00:00+01:00"),
            ),
            ("2020", None),
            ("soon", None),
            ("2020-13-45", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).as_deref(), *expected, "{text}");
        }
    }

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

    #[test]
    fn dates_in_file_names() {
        assert_eq!(
            date_in_name("2020-01-05-title").map(|(date, _)| date),
            Some("2020-01-05".into())
        );
        assert_eq!(date_in_name("2020-21-05-title"), None);
        assert_eq!(date_in_name("065-ed-page"), None);
        assert_eq!(date_in_name("žluťoučký-kůň"), None);
    }
}
