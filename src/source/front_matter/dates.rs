//! Dates in the forms that front matters give them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, ISOWeekDate};

use super::months::month;

/// An ISO 8601 date or date-time, or a month (`2024-03`). What gives only a day stays a day.
///
/// Read are ISO 8601, RFC 2822, what generators write, and days with the month's name in some
/// languages. Of two numbers before a year the first is the month, unless it can only be the day.
pub(crate) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    // `<2024-03-10 Sun>`, as Org writes it.
    let bracketed = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    let text = bracketed.unwrap_or(text);
    if let Ok(number) = text.parse::<f64>() {
        return epoch(number);
    }
    if is_iso(text) {
        return Some(text.to_owned());
    }
    if let Some(basic) = basic_format(text) {
        return Some(basic);
    }
    if let Some(day) = week_or_day_of_year(text) {
        return Some(day);
    }
    if let Some(year_first) = year_last(text) {
        return date(&year_first);
    }
    let (day, rest) = day_first(text)?;
    let rest = rest.trim_start_matches([' ', ',', '\u{a0}']);
    // "10 March 2024 at 9:05", "10. März 2024 um 9:05 Uhr", "10 марта 2024 г."
    let rest = ["at ", "um ", "à ", "г."]
        .into_iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let rest = rest.strip_suffix(" Uhr").unwrap_or(rest);
    let Some((time, rest)) = time_first(rest.trim_start_matches(['T', 't', ' ', ',', '\u{a0}']))
    else {
        let rest = rest.trim_matches([' ', ',', '.']);
        let weekday = bracketed.is_some() && rest.chars().all(char::is_alphabetic);
        return (rest.is_empty() || weekday).then_some(day);
    };
    if day.len() < 10 {
        return None;
    }
    Some(format!("{day}T{time}{}", zone(rest.trim())?))
}

/// ISO 8601's times without signs: `20240310T093000Z`.
fn basic_format(text: &str) -> Option<String> {
    let (day, time) = text.split_once('T')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (clock, utc) = time
        .strip_suffix('Z')
        .map_or((time, ""), |clock| (clock, "Z"));
    if !(day.len() == 8 && digits(day) && matches!(clock.len(), 4 | 6) && digits(clock)) {
        return None;
    }
    let second = clock
        .get(4..)
        .filter(|second| !second.is_empty())
        .unwrap_or("00");
    let (hour, minute) = (&clock[..2], &clock[2..4]);
    let (year, month, of_month) = (&day[..4], &day[4..6], &day[6..]);
    let text = format!("{year}-{month}-{of_month}T{hour}:{minute}:{second}{utc}");
    is_iso(&text).then_some(text)
}

/// ISO 8601's other days: `2024-W10-6`, `2024-069`.
fn week_or_day_of_year(text: &str) -> Option<String> {
    let day = match text.len() {
        8 => Date::strptime("%Y-%j", text).ok(),
        10 => text.parse::<ISOWeekDate>().ok().map(ISOWeekDate::date),
        _ => None,
    };
    day.map(|day| day.to_string())
}

/// The form of C's `ctime`, "Sat Mar 9 10:00:00 2024", with the year before the time.
fn year_last(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (year, rest) = words.split_last()?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let time = rest.iter().position(|word| word.contains(':'))?;
    let zone = rest.len() - time - 1;
    (is_year && time >= 2 && zone <= 1)
        .then(|| [&rest[..time], &[year], &rest[time..]].concat().join(" "))
}

/// The day or month that a text begins with, and what follows.
fn day_first(text: &str) -> Option<(String, &str)> {
    let mut rest = text;
    // "Sun, 10 Mar", "Sunday 10 March", "So., 10. März".
    if let Some((word, after)) = text.split_once([' ', ','])
        && word.chars().all(|c| c.is_alphabetic() || c == '.')
        && month(word).is_none()
        && (2..=12).contains(&word.chars().count())
    {
        rest = after.trim_start_matches([' ', ',']);
    }
    let mut parts: Vec<(Part, usize)> = Vec::new();
    let mut at = 0;
    while parts.len() < 3 {
        let Some((part, len)) = part(&rest[at..]) else {
            break;
        };
        at += len;
        parts.push((part, at));
        let gap = rest[at..].len() - rest[at..].trim_start_matches(GAPS).len();
        let little = rest[at + gap..].split(' ').next().unwrap_or_default();
        at += gap;
        // "10 de marzo de 2024", "10th of March".
        if matches!(little, "de" | "of" | "del") {
            at += little.len() + 1;
            at = at.min(rest.len());
        }
    }
    use Part::{Month, Number};
    let end = |count: usize| &rest[parts[count - 1].1..];
    let (year, month, day, after) = match parts.as_slice() {
        [(Number(y, 4), _), (Number(m, _), _), (Number(d, _), _)] => (*y, *m, *d, end(3)),
        [(Number(y, 4), _), (Month(m), _), (Number(d, _), _)] => (*y, *m, *d, end(3)),
        [(Month(m), _), (Number(d, 1..=2), _), (Number(y, 4), _)]
        | [(Number(d, 1..=2), _), (Month(m), _), (Number(y, 4), _)] => (*y, *m, *d, end(3)),
        // "10-Mar-24", "March 10, '24".
        [(Month(m), _), (Number(d, 1..=2), _), (Number(y, 2), _)]
        | [(Number(d, 1..=2), _), (Month(m), _), (Number(y, 2), _)] => (2000 + *y, *m, *d, end(3)),
        [
            (Number(first, 1..=2), _),
            (Number(second, 1..=2), _),
            (Number(y, digits @ (2 | 4)), _),
        ] => {
            let year = if *digits == 2 { 2000 + y } else { *y };
            let dotted = rest.as_bytes().get(parts[0].1) == Some(&b'.');
            let (day, month) = if dotted || *first > 12 {
                (*first, *second)
            } else {
                (*second, *first)
            };
            (year, month, day, end(3))
        }
        [(Month(m), _), (Number(y, 4), _)] if at >= rest.len() => {
            return Some((format!("{y:04}-{m:02}"), ""));
        }
        [(Number(m @ 1..=12, 1..=2), _), (Number(y, 4), _)] if at >= rest.len() => {
            return Some((format!("{y:04}-{m:02}"), ""));
        }
        [(Number(y, 4), _), (Number(m @ 1..=12, 2), _)] if at >= rest.len() => {
            return Some((format!("{y:04}-{m:02}"), ""));
        }
        _ => return None,
    };
    let day = Date::new(year, month as i8, day as i8).ok()?;
    let suffix = after.strip_prefix(['日', '일']).unwrap_or(after);
    (year >= 1000).then(|| (day.to_string(), suffix))
}

/// What may stand between the parts of a day.
const GAPS: [char; 13] = [
    ' ', ',', '-', '/', '.', '\'', '’', '年', '月', '년', '월', '\u{a0}', '_',
];

/// A part of a day: a number with its digits, or a month by name.
enum Part {
    Number(i16, usize),
    Month(i16),
}

fn part(text: &str) -> Option<(Part, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = text[..digits].parse().ok()?;
        let ordinal = ["st", "nd", "rd", "th", "er", "º", "ª"];
        let ordinal = ordinal.into_iter().find(|suffix| {
            let after = text[digits..].strip_prefix(suffix);
            after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        });
        let len = digits + ordinal.map_or(0, str::len);
        return (digits <= 4).then_some((Part::Number(number, digits), len));
    }
    let len = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    Some((Part::Month(month(&text[..len])?), len))
}

/// The time of day that a text begins with, as `hh:mm:ss`, and what follows.
fn time_first(text: &str) -> Option<(String, &str)> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
        .unwrap_or(text.len());
    let (clock, mut rest) = text.split_at(end);
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = whole.split(':').map(str::parse::<u8>);
    let (mut hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().transpose().ok()?.unwrap_or(0);
    let half = rest.trim_start();
    let half = half.get(..2).map(str::to_ascii_lowercase);
    match half.as_deref() {
        Some("am") if hour <= 12 => hour %= 12,
        Some("pm") if hour <= 12 => hour = hour % 12 + 12,
        _ => {
            if parts.next().is_some() || hour > 23 || minute > 59 || second > 60 {
                return None;
            }
            let fraction = if fraction.is_empty() {
                String::new()
            } else {
                format!(".{fraction}")
            };
            return Some((format!("{hour:02}:{minute:02}:{second:02}{fraction}"), rest));
        }
    }
    rest = &rest.trim_start()[2..];
    Some((format!("{hour:02}:{minute:02}:{second:02}"), rest))
}

/// An offset as ISO 8601 writes it; empty where there is none. Names of zones are those of RFC 2822
/// and others that mean one offset only.
fn zone(text: &str) -> Option<String> {
    // "GMT+0100 (CET)", as JavaScript writes it.
    let text = text.split_once(" (").map_or(text, |(text, _)| text);
    let plain = ["GMT", "UTC"]
        .into_iter()
        .find_map(|name| text.strip_prefix(name));
    let text = plain
        .filter(|text| text.starts_with(['+', '-']))
        .unwrap_or(text);
    let minutes = match text {
        "" => return Some(String::new()),
        "Z" | "z" | "UTC" | "GMT" | "UT" => return Some("Z".into()),
        "EST" | "CDT" => -300,
        "EDT" => -240,
        "CST" | "MDT" => -360,
        "MST" | "PDT" => -420,
        "PST" | "AKDT" => -480,
        "AKST" => -540,
        "HST" => -600,
        "BRT" => -180,
        "WET" => 0,
        "BST" | "CET" | "MEZ" | "WEST" => 60,
        "CEST" | "MESZ" | "EET" | "SAST" => 120,
        "EEST" | "MSK" => 180,
        "HKT" | "AWST" => 480,
        "JST" | "KST" => 540,
        "AEST" => 600,
        "AEDT" => 660,
        "NZST" => 720,
        "NZDT" => 780,
        // What offset a place had needs a database: the time stays local.
        place if place.contains('/') && place.starts_with(char::is_alphabetic) => {
            return Some(String::new());
        }
        _ => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let sign = match text.chars().next()? {
                '+' => 1,
                '-' | '−' => -1,
                _ => return None,
            };
            let plain = text.chars().skip(1).all(|c| c.is_ascii_digit() || c == ':');
            let hours: i32 = digits.get(..2)?.parse().ok()?;
            let minutes: i32 = match digits.len() {
                2 => 0,
                4 => digits[2..].parse().ok()?,
                _ => return None,
            };
            if !plain || hours > 14 || minutes > 59 {
                return None;
            }
            sign * (hours * 60 + minutes)
        }
    };
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    Some(format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
}

/// The date that a file name begins with, and its length: `2020-01-05-title`, `2020-1-5-title`,
/// `20200105-title`.
pub(crate) fn date_in_name(stem: &str) -> Option<(String, usize)> {
    let bytes = stem.as_bytes();
    if let Some(day) = stem.get(..8)
        && day.bytes().all(|byte| byte.is_ascii_digit())
        && bytes
            .get(8)
            .is_some_and(|byte| matches!(byte, b'-' | b'_' | b'.' | b' '))
        && matches!(&day[..2], "19" | "20")
    {
        let date = Date::strptime("%Y%m%d", day).ok()?;
        return Some((date.to_string(), 8));
    }
    let digits = |from: usize, most: usize| {
        let rest = bytes.get(from..).unwrap_or_default().iter().take(most + 1);
        let count = rest.take_while(|byte| byte.is_ascii_digit()).count();
        (1..=most).contains(&count).then_some(count)
    };
    let separator = *bytes.get(4)?;
    if digits(0, 4)? != 4 || !matches!(separator, b'-' | b'_' | b'.') {
        return None;
    }
    let month = digits(5, 2)?;
    if bytes.get(5 + month) != Some(&separator) {
        return None;
    }
    let at = 6 + month;
    let day = digits(at, 2)?;
    let number = |from: usize, len: usize| stem[from..from + len].parse::<i16>().ok();
    let (year, month, day_of) = (number(0, 4)?, number(5, month)?, number(at, day)?);
    let date = Date::new(year, month as i8, day_of as i8).ok()?;
    Some((date.to_string(), at + day))
}

/// Whether a text is a date or date-time as ISO 8601 and `xsd:dateTime` write it.
fn is_iso(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else {
        return text.len() == 10 && text.parse::<Date>().is_ok();
    };
    let parsed = text.parse::<Timestamp>().is_ok() || text.parse::<DateTime>().is_ok();
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let seconds = time[..zone].matches(':').count() == 2;
    let offset = matches!(&time[zone..], "" | "Z") || time.as_bytes()[zone..].get(3) == Some(&b':');
    day.len() == 10 && parsed && seconds && offset
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
            ("March 2024", Some("2024-03")),
            ("2024-03", Some("2024-03")),
            ("3/9/24", Some("2024-03-09")),
            ("25/03/2024", Some("2024-03-25")),
            ("Sept 5, 2024", Some("2024-09-05")),
            ("10. März 2024", Some("2024-03-10")),
            ("10 mars 2024", Some("2024-03-10")),
            ("10 de marzo de 2024", Some("2024-03-10")),
            ("2024年3月10日", Some("2024-03-10")),
            ("10th of March 2024", Some("2024-03-10")),
            ("2024-03-10 9:05 AM", Some("2024-03-10T09:05:00")),
            ("2024-03-10 12:05 am", Some("2024-03-10T00:05:00")),
            ("Sat Mar  9 10:00:00 2024", Some("2024-03-09T10:00:00")),
            ("Sat Mar 9 10:00:00 UTC 2024", Some("2024-03-09T10:00:00Z")),
            ("2024-W10-6", Some("2024-03-09")),
            ("2024-069", Some("2024-03-09")),
            ("03/2024", Some("2024-03")),
            (
                "2024-03-09 10:00 Europe/Berlin",
                Some("2024-03-09T10:00:00"),
            ),
            (
                "Sunday, 10-Mar-24 23:30:00 GMT",
                Some("2024-03-10T23:30:00Z"),
            ),
            (
                "Sun Mar 10 2024 23:30:00 GMT+0100 (CET)",
                Some("2024-03-10T23:30:00+01:00"),
            ),
            ("20240310T093000Z", Some("2024-03-10T09:30:00Z")),
            ("Mar 10, 2024 at 9:05 PM", Some("2024-03-10T21:05:00")),
            ("10. März 2024 um 9:05 Uhr", Some("2024-03-10T09:05:00")),
            ("March 10, '24", Some("2024-03-10")),
            ("<2024-03-10 Sun>", Some("2024-03-10")),
            ("10 марта 2024 г.", Some("2024-03-10")),
            ("10 marca 2024", Some("2024-03-10")),
            ("10. maaliskuuta 2024", Some("2024-03-10")),
            ("2024. március 10.", Some("2024-03-10")),
            ("10 Mart 2024", Some("2024-03-10")),
            ("2024년 3월 10일", Some("2024-03-10")),
            ("2024-07-10 09:05 JST", Some("2024-07-10T09:05:00+09:00")),
            ("20241310T093000Z", None),
            ("10 Foo 2024", None),
            ("2024-02-30", None),
            ("Sunday, March 10, 2024 at noon", None),
            (
                "Sun, 10 Mar 2024 23:30:00 EST",
                Some("2024-03-10T23:30:00-05:00"),
            ),
            (
                "2024-03-10T02:30:00-0800",
                Some("2024-03-10T02:30:00-08:00"),
            ),
            ("2024-03-10T23:30+09:00", Some("2024-03-10T23:30:00+09:00")),
            ("2020/02/03 10:00", Some("2020-02-03T10:00:00")),
            ("2023-04-16 19:45:00 UTC", Some("2023-04-16T19:45:00Z")),
            ("12", None),
            ("31/02/2024", None),
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
    fn dates_in_file_names() {
        assert_eq!(
            date_in_name("2020-01-05-title").map(|(date, _)| date),
            Some("2020-01-05".into())
        );
        assert_eq!(date_in_name("2024-1-5-x"), Some(("2024-01-05".into(), 8)));
        assert_eq!(date_in_name("20240105-x"), Some(("2024-01-05".into(), 8)));
        assert_eq!(date_in_name("20241305-x"), None);
        assert_eq!(date_in_name("2024-1-555"), None);
        assert_eq!(date_in_name("2020-21-05-title"), None);
        assert_eq!(date_in_name("065-ed-page"), None);
        assert_eq!(date_in_name("žluťoučký-kůň"), None);
    }
}
