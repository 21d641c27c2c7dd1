//! Times in transcripts and chapters: `00:01:02.500`, `62.5`, `1:02`, in milliseconds.

/// Milliseconds from the start of the episode. 49 days fit.
pub type Millis = u32;

/// A time of a cue, as it stands at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CueTime {
    /// The time.
    pub at: Millis,
    /// Its length in bytes.
    pub len: usize,
    /// Whether a comma stands before the fraction.
    pub comma: bool,
}

/// Reads `[hours:]minutes:seconds[.fraction]`.
///
/// Behind a comma stands a count of milliseconds, as SubRip has it: `8,5` is 8.005 s for most
/// readers. Behind a full stop stands a decimal fraction: `8.5` is 8.500 s. Minutes and seconds may
/// be greater than 59.
pub(crate) fn cue_time(text: &str) -> Option<CueTime> {
    let bytes = text.as_bytes();
    let mut total: u64 = 0;
    let mut at = 0;
    let mut parts = 0;
    loop {
        let digits = digits(&bytes[at..]);
        if !(1..=6).contains(&digits) {
            return None;
        }
        total = total * 60 + number(&bytes[at..at + digits]);
        at += digits;
        parts += 1;
        match bytes.get(at) {
            Some(b':') if parts < 3 => at += 1,
            _ => break,
        }
    }
    if parts < 2 || bytes.get(at) == Some(&b':') {
        return None;
    }
    let mut millis = 0;
    let mut comma = false;
    let fraction = bytes.get(at + 1..).map_or(0, digits);
    if matches!(bytes.get(at), Some(b'.' | b',')) && fraction > 0 {
        comma = bytes[at] == b',';
        let kept = &bytes[at + 1..at + 1 + fraction.min(3)];
        millis = number(kept);
        if !comma {
            millis *= 10u64.pow(3 - kept.len() as u32);
        }
        at += 1 + fraction;
    }
    let at_millis = Millis::try_from(total * 1000 + millis).ok()?;
    Some(CueTime {
        at: at_millis,
        len: at,
        comma,
    })
}

/// Reads a whole value: seconds as a number (`62.5`, `62.5s`), or hours, minutes and seconds.
pub(crate) fn time_value(text: &str) -> Option<Millis> {
    let text = text.trim();
    if text.contains(':') {
        return cue_time(text)
            .filter(|time| time.len == text.len())
            .map(|time| time.at);
    }
    let seconds = text.strip_suffix(['s', 'S']).unwrap_or(text);
    if !seconds.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    count(seconds, 1000.0)
}

/// Reads a number of units, of which one is so many milliseconds.
pub(crate) fn count(text: &str, unit: f64) -> Option<Millis> {
    let millis = (text.parse::<f64>().ok()? * unit).round();
    (0.0..=f64::from(u32::MAX))
        .contains(&millis)
        .then_some(millis as u32)
}

fn digits(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

fn number(digits: &[u8]) -> u64 {
    digits
        .iter()
        .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_cues() {
        let cases = [
            ("00:01.000 -->", Some((1_000, 9, false))),
            ("00:00:08,000", Some((8_000, 12, true))),
            ("00:00:08,5", Some((8_005, 10, true))),
            ("00:00:08.5", Some((8_500, 10, false))),
            ("123:00:00.0005", Some((442_800_000, 14, false))),
            ("62:30", Some((3_750_000, 5, false))),
            ("01:90:00", Some((9_000_000, 8, false))),
            ("00:01.", Some((1_000, 5, false))),
            ("1:2:3:4", None),
            ("5", None),
            ("a:1", None),
            ("999999:00:00", None),
            ("1234567:00", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|(at, len, comma)| CueTime { at, len, comma });
            assert_eq!(cue_time(text), expected, "{text}");
        }
    }

    #[test]
    fn values() {
        let cases = [
            ("62.5", Some(62_500)),
            ("62.480000000000004", Some(62_480)),
            ("90", Some(90_000)),
            (" 1.5s ", Some(1_500)),
            ("1e1", Some(10_000)),
            ("1:00:00", Some(3_600_000)),
            ("00:01:02.500", Some(62_500)),
            ("00:00:01,250", Some(1_250)),
            ("-1", None),
            ("inf", None),
            ("1e30", None),
            ("1:00 Intro", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(time_value(text), expected, "{text}");
        }
    }
}
