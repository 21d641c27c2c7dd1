//! Dates as feeds give them: RFC 822 and its successors, ISO 8601, and what hosts make of both.
//!
//! Weekdays are checked against the date, and never decide it. Month names are read in the languages that feeds are
//! written in; a zone is an offset or one of the names that mean one offset to most people.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{Timestamp, ToSpan};

use super::calendar::{Zone, digits, full_name, month, offset, weekday, weekday_like, zone};

/// A date that was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// ISO 8601: a day, or a day and a time with `Z`, an offset, or no zone where none is given.
    pub value: String,
    /// What is wrong with it, if anything.
    pub remark: Option<String>,
}

/// Reads a date. None when there is no day in it.
pub(crate) fn date(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let value = number(text)?;
        return Some(Moment {
            value,
            remark: None,
        });
    }
    let mut parts = Parts::default();
    let rest = parts.iso_day(text).unwrap_or(text);
    let rest = rest.split('(').next().unwrap_or(rest);
    for (index, word) in rest
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .enumerate()
    {
        parts.word(word, index == 0)?;
    }
    parts.moment()
}

/// `20200105`, or seconds or milliseconds since 1970.
fn number(digits: &str) -> Option<String> {
    match digits.len() {
        8 => Date::strptime("%Y%m%d", digits)
            .ok()
            .map(|day| day.to_string()),
        9 | 10 => Timestamp::from_second(digits.parse().ok()?)
            .ok()
            .map(|at| at.to_string()),
        12 | 13 => Timestamp::from_millisecond(digits.parse().ok()?)
            .ok()
            .map(|at| at.to_string()),
        _ => None,
    }
}

/// What the words of a date have said so far.
#[derive(Debug, Default)]
struct Parts<'t> {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<(&'t str, Weekday)>,
    /// Hour (up to 24), minute, second, nanosecond.
    time: Option<(i8, i8, i8, i32)>,
    zone: Option<Zone<'t>>,
}

impl<'t> Parts<'t> {
    /// Takes `2020-01-05` from the beginning of a text, and gives the rest.
    fn iso_day(&mut self, text: &'t str) -> Option<&'t str> {
        let (year, rest) = digits(text)?;
        let separator = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | '/' | '.'))?;
        let (month, rest) = digits(&rest[1..])?;
        let (day, rest) = digits(rest.strip_prefix(separator)?)?;
        if year.len() != 4 {
            return None;
        }
        self.year = year.parse().ok();
        self.month = month.parse().ok();
        self.day = day.parse().ok();
        Some(rest.strip_prefix(['T', 't']).unwrap_or(rest))
    }

    fn word(&mut self, word: &'t str, first: bool) -> Option<()> {
        let begins = |c: char| word.starts_with(c);
        if (begins('+') || begins('-')) && self.time.is_some() {
            self.zone = Some(offset(word).map_or(Zone::Unknown(word), Zone::Offset));
            return Some(());
        }
        let Some((number, rest)) = digits(word) else {
            return self.name(word.trim_matches(['.', '-']), first);
        };
        if rest.starts_with(':') {
            return self.clock(word);
        }
        if let Some(parted) = rest
            .strip_prefix(['-', '/', '.'])
            .filter(|rest| !rest.is_empty())
        {
            return self.parted_day(number, &rest[..1], parted);
        }
        // `5.`, `5th`, `1er`, `5pm`
        match (rest.to_ascii_lowercase().as_str(), self.day) {
            ("am" | "pm", Some(_)) if self.time.is_none() => {
                self.time = Some((number.parse().ok()?, 0, 0, 0));
                return self.half_day(rest);
            }
            ("" | "." | "st" | "nd" | "rd" | "th" | "er" | "º" | "ª", None) if number.len() < 3 =>
            {
                self.day = number.parse().ok();
            }
            ("" | ".", _) if self.year.is_none() => self.year = Some(year(number)?),
            _ => return None,
        }
        Some(())
    }

    /// `05-Jan-2020`, `05.01.2020`, `01/05/2020`.
    fn parted_day(&mut self, first: &str, separator: &str, rest: &'t str) -> Option<()> {
        let (second, last) = rest.split_once(separator)?;
        self.year = Some(year(last)?);
        let first = first.parse().ok()?;
        let (day, month) = match second.parse::<i8>() {
            // Only Americans part days by slashes with the month before.
            Ok(second) if separator == "/" && first <= 12 => (second, first),
            Ok(second) => (first, second),
            Err(_) => (first, month(second)?),
        };
        (self.day, self.month) = (Some(day), Some(month));
        Some(())
    }

    /// `10:00:00.5` with whatever zone is glued to it.
    fn clock(&mut self, word: &'t str) -> Option<()> {
        let (hour, rest) = digits(word)?;
        let (minute, mut rest) = digits(rest.strip_prefix(':')?)?;
        let (mut second, mut nanosecond) = ("0", 0);
        if let Some((digits_of, after)) = rest.strip_prefix(':').and_then(digits) {
            (second, rest) = (digits_of, after);
            if let Some((fraction, after)) = rest.strip_prefix(['.', ',']).and_then(digits) {
                rest = after;
                let nine = format!("{fraction:0<9}");
                nanosecond = nine.get(..9)?.parse().ok()?;
            }
        }
        let (hour, minute, second): (i8, i8, i8) = (
            hour.parse().ok()?,
            minute.parse().ok()?,
            second.parse().ok()?,
        );
        // A leap second is none that any clock of ours knows.
        self.time = Some((hour, minute, second.min(59), nanosecond));
        if second > 60 {
            return None;
        }
        if rest.is_empty() {
            Some(())
        } else {
            self.word(rest, false)
        }
    }

    fn half_day(&mut self, word: &str) -> Option<()> {
        let afternoon = word.eq_ignore_ascii_case("pm");
        let time = self
            .time
            .as_mut()
            .filter(|time| (1..=12).contains(&time.0))?;
        time.0 = time.0 % 12 + if afternoon { 12 } else { 0 };
        Some(())
    }

    fn name(&mut self, word: &'t str, first: bool) -> Option<()> {
        let upper = word.to_ascii_uppercase();
        if self.time.is_some() {
            if matches!(upper.as_str(), "AM" | "PM") {
                return self.half_day(word);
            }
            if self.zone.is_none() && (self.year.is_some() || zone(word).is_some()) {
                self.zone = Some(zone(word).unwrap_or(Zone::Unknown(word)));
                return Some(());
            }
        }
        // A month that stands behind the day is one; what began the date was a weekday then.
        if (self.month.is_none() || self.day.is_some() && self.year.is_none())
            && let Some(month) = month(word)
            && !(first && weekday_like(word))
        {
            self.month = Some(month);
            return Some(());
        }
        if first {
            self.weekday = weekday(word).map(|day| (word, day));
            return Some(());
        }
        let joins = [
            "de", "of", "del", "den", "le", "el", "um", "at", "à", "às", "a", "t",
        ];
        joins.contains(&word.to_lowercase().as_str()).then_some(())
    }

    fn moment(self) -> Option<Moment> {
        let day = Date::new(self.year?, self.month?, self.day?).ok()?;
        let mut remark = self.weekday.and_then(|(word, weekday)| {
            let right = day.weekday();
            (right != weekday).then(|| format!("{day} is a {}, not \"{word}\"", full_name(right)))
        });
        let Some((hour, minute, second, nanosecond)) = self.time else {
            return Some(Moment {
                value: day.to_string(),
                remark,
            });
        };
        let at: DateTime = if (hour, minute, second) == (24, 0, 0) {
            day.checked_add(1.day()).ok()?.to_datetime(Time::midnight())
        } else {
            day.to_datetime(Time::new(hour, minute, second, nanosecond).ok()?)
        };
        let zone = match self.zone {
            Some(Zone::Universal) => "Z".to_owned(),
            Some(Zone::Offset(minutes)) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.abs();
                format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
            Some(Zone::Unknown(name)) => {
                remark.get_or_insert_with(|| {
                    format!("\"{name}\" is no known time zone, expected an offset as in \"+0100\"")
                });
                String::new()
            }
            None => {
                remark.get_or_insert_with(|| {
                    "no time zone, expected an offset as in \"+0100\"".to_owned()
                });
                String::new()
            }
        };
        Some(Moment {
            value: format!("{at}{zone}"),
            remark,
        })
    }
}

/// `2020`, or `20` and `98` of the time when years had two digits.
fn year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_feeds() {
        let cases: &[(&str, Option<&str>)] = &[
            (
                "Sun, 05 Jan 2020 10:00:00 +0100",
                Some("2020-01-05T10:00:00+01:00"),
            ),
            (
                "Sun, 05 Jan 2020 10:00:00 GMT",
                Some("2020-01-05T10:00:00Z"),
            ),
            (
                "Mon, 05 Jan 2020 10:00:00 EST",
                Some("2020-01-05T10:00:00-05:00"),
            ),
            (
                "Sun, 19 January 2020 24:00:00 GMT",
                Some("2020-01-20T00:00:00Z"),
            ),
            (
                "Di, 05 Jan 2021 08:05:00 +0100",
                Some("2021-01-05T08:05:00+01:00"),
            ),
            (
                "Dienstag, 5. Januar 2021 08:05 MEZ",
                Some("2021-01-05T08:05:00+01:00"),
            ),
            (
                "Sun, 05 Jan 2020 10:00:00 CET",
                Some("2020-01-05T10:00:00+01:00"),
            ),
            ("2020-01-12 10:00", Some("2020-01-12T10:00:00")),
            (
                "Tue, 5 Jan 2021 8:05 PST",
                Some("2021-01-05T08:05:00-08:00"),
            ),
            ("5 Sept 2024 10:00:00 UT", Some("2024-09-05T10:00:00Z")),
            (
                "mar., 05 mars 2024 10:00:00 +0100",
                Some("2024-03-05T10:00:00+01:00"),
            ),
            ("Mar 5, 2024", Some("2024-03-05")),
            ("5 de enero de 2020", Some("2020-01-05")),
            ("2020-01-05T10:00:00.250Z", Some("2020-01-05T10:00:00.25Z")),
            (
                "2020-01-05T10:00:00-07:00",
                Some("2020-01-05T10:00:00-07:00"),
            ),
            ("2020-01-05T10:00Z", Some("2020-01-05T10:00:00Z")),
            (
                "2020-01-05 10:00:00 -0700",
                Some("2020-01-05T10:00:00-07:00"),
            ),
            ("2020-01-05", Some("2020-01-05")),
            ("Sun, 05-Jan-20 10:00:00 UTC", Some("2020-01-05T10:00:00Z")),
            ("05.01.2020 10:00 CET", Some("2020-01-05T10:00:00+01:00")),
            ("01/05/2020", Some("2020-01-05")),
            (
                "Jan 5th, 2020 3:15 pm EST",
                Some("2020-01-05T15:15:00-05:00"),
            ),
            (
                "Sun, 05 Jan 2020 12:00 AM GMT+1",
                Some("2020-01-05T00:00:00+01:00"),
            ),
            (
                "Sun, 05 Jan 2020 10:00:00 -0800 (PST)",
                Some("2020-01-05T10:00:00-08:00"),
            ),
            (
                "Sat Jan 4 10:00:00 PST 2020",
                Some("2020-01-04T10:00:00-08:00"),
            ),
            (
                "Sun, 05 Jan 2020 23:59:60 GMT",
                Some("2020-01-05T23:59:59Z"),
            ),
            (
                "Sun, 05 Jan 2020 10:00:00 Nowhere",
                Some("2020-01-05T10:00:00"),
            ),
            ("20200105", Some("2020-01-05")),
            ("1578218400", Some("2020-01-05T10:00:00Z")),
            ("Sun, 31 Feb 2020 10:00:00 GMT", None),
            ("Sun, 05 Jan 2020 25:00:00 GMT", None),
            ("next week", None),
            ("2020", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let value = date(text).map(|moment| moment.value);
            assert_eq!(value.as_deref(), *expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_date_is_said() {
        let cases = [
            (
                "Mon, 05 Jan 2020 10:00:00 GMT",
                Some("2020-01-05 is a Sunday, not \"Mon\""),
            ),
            (
                "05 Jan 2020 10:00:00 IST",
                Some("\"IST\" is no known time zone, expected an offset as in \"+0100\""),
            ),
            (
                "2020-01-12 10:00",
                Some("no time zone, expected an offset as in \"+0100\""),
            ),
            ("Sun, 05 Jan 2020 10:00:00 GMT", None),
            ("Di, 05 Jan 2021 08:05:00 +0100", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).unwrap().remark.as_deref(), expected, "{text}");
        }
    }
}
