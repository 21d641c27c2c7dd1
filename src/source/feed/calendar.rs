//! The words of dates: months, weekdays and time zones.

use jiff::civil::Weekday;

/// Where a clock stands that a time is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone<'t> {
    /// `Z`, UTC, GMT.
    Universal,
    /// Minutes east.
    Offset(i32),
    /// A name that nobody knows.
    Unknown(&'t str),
}

/// The digits that a text begins with, and the rest.
pub(crate) fn digits(text: &str) -> Option<(&str, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (len > 0).then(|| text.split_at(len))
}

/// Minutes east of `+0100`, `+01:00`, `+1`.
pub(crate) fn offset(text: &str) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, rest) = digits(&text[1..])?;
    let (hours, minutes) = match (hours.len(), rest) {
        (1 | 2, "") => (hours, "0"),
        (3 | 4, "") => hours.split_at(hours.len() - 2),
        (1 | 2, _) => (hours, digits(rest.strip_prefix(':')?)?.0),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 15 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// The zones of RFC 822 and those that hosts write besides. Names that mean several offsets (IST) are
/// not among them.
pub(crate) fn zone(word: &str) -> Option<Zone<'_>> {
    let upper = word.to_ascii_uppercase();
    for name in ["GMT", "UTC"] {
        if let Some(rest) = upper
            .strip_prefix(name)
            .filter(|rest| rest.starts_with(['+', '-']))
        {
            return offset(rest).map(Zone::Offset);
        }
    }
    let hours = match upper.as_str() {
        "Z" | "UT" | "UTC" | "GMT" | "WET" => return Some(Zone::Universal),
        "EST" => -5.0,
        "EDT" => -4.0,
        "CST" => -6.0,
        "CDT" => -5.0,
        "MST" => -7.0,
        "MDT" => -6.0,
        "PST" => -8.0,
        "PDT" => -7.0,
        "AKST" => -9.0,
        "AKDT" => -8.0,
        "HST" => -10.0,
        "NST" => -3.5,
        "NDT" => -2.5,
        "BRT" => -3.0,
        "CET" | "MEZ" | "BST" | "WEST" => 1.0,
        "CEST" | "MESZ" | "EET" | "SAST" => 2.0,
        "EEST" | "MSK" => 3.0,
        "JST" | "KST" => 9.0,
        "AWST" => 8.0,
        "ACST" => 9.5,
        "ACDT" => 10.5,
        "AEST" => 10.0,
        "AEDT" => 11.0,
        "NZST" => 12.0,
        "NZDT" => 13.0,
        _ => return None,
    };
    Some(Zone::Offset((hours * 60.0) as i32))
}

/// How the names of the months begin, in English, German, French, Spanish, Italian, Portuguese, Dutch,
/// Swedish, Danish, Norwegian and Polish; accents dropped.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "sty"],
    &["feb", "fev", "lut"],
    &["mar", "maer", "mrz", "mrt", "maa"],
    &["apr", "avr", "abr", "kwi"],
    &["may", "mai", "maj", "mei", "mag"],
    &["jun", "juin", "giu", "cze"],
    &["jul", "juil", "lug", "lip"],
    &["aug", "ago", "aou", "sie"],
    &["sep", "set", "wrz"],
    &["oct", "okt", "ott", "out", "paz"],
    &["nov", "lis"],
    &["dec", "dez", "des", "dic", "gru"],
];

pub(crate) fn month(word: &str) -> Option<i8> {
    let word: String = word
        .chars()
        .flat_map(char::to_lowercase)
        .map(unaccented)
        .collect();
    let of = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    MONTHS.iter().position(of).map(|index| index as i8 + 1)
}

const fn unaccented(letter: char) -> char {
    match letter {
        'ä' | 'á' | 'à' | 'â' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ü' => 'u',
        'ź' => 'z',
        _ => letter,
    }
}

/// An English weekday: the only ones that are checked.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    let head = word.get(..3)?.to_ascii_lowercase();
    Some(match head.as_str() {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// Whether a word that begins a date names a weekday though a month's name begins so, too.
pub(crate) fn weekday_like(word: &str) -> bool {
    ["mardi", "martes", "martedì"].contains(&word.to_lowercase().as_str())
}

pub(crate) const fn full_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
