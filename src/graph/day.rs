//! The ends of a span of time, as users give them.

use std::fmt;
use std::str::FromStr;

/// A year, a month or a day: `2016`, `2016-08`, `2016-08-18`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day(String);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let whole = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        let valid = whole.len() == 10 && whole.parse::<jiff::civil::Date>().is_ok();
        valid.then(|| Self(text.to_owned())).ok_or_else(|| {
            format!("\"{text}\" is no date; expected one like 2016, 2016-08 or 2016-08-18")
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Day {
    /// Whether a date is of this day (month, year) or later.
    pub(super) fn is_reached(&self, date: &str) -> bool {
        self.part(date) >= self.0.as_str()
    }

    /// Whether a date is of this day (month, year) or earlier.
    pub(super) fn is_not_passed(&self, date: &str) -> bool {
        self.part(date) <= self.0.as_str()
    }

    /// As much of a date as this one gives.
    fn part<'d>(&self, date: &'d str) -> &'d str {
        date.get(..self.0.len()).unwrap_or(date)
    }
}
