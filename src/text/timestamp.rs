//! Times within an episode, as notes and transcripts write them: `1:02:03`, `62:03`. Times of day are none.

/// Seconds as people write a place in a recording: `1:02:03`.
pub(crate) fn hours_minutes_seconds(seconds: u32) -> String {
    format!(
        "{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// A time at the start of a text: seconds, and its length in bytes.
///
/// Accepts `m:ss`, `mm:ss`, `mmm:ss`, `h:mm:ss`, each with a fraction. Not a time: `1:2`, `16:9`, `3:75`,
/// `3:15 AM`, `12:34:56:78`.
pub(crate) fn clock(text: &[u8]) -> Option<(u32, usize)> {
    let digits = |from: usize| {
        text[from..]
            .iter()
            .take(4)
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let number = |from: usize, len: usize| {
        text[from..from + len]
            .iter()
            .fold(0u32, |sum, digit| sum * 10 + u32::from(digit - b'0'))
    };
    let first = digits(0);
    if !(1..=3).contains(&first) || text.get(first) != Some(&b':') {
        return None;
    }
    let second = first + 1;
    if digits(second) != 2 || number(second, 2) > 59 {
        return None;
    }
    let mut end = second + 2;
    let mut seconds = number(0, first) * 60 + number(second, 2);
    if text.get(end) == Some(&b':') && digits(end + 1) == 2 {
        let last = number(end + 1, 2);
        if last > 59 {
            return None;
        }
        seconds = seconds * 60 + last;
        end += 3;
    }
    if matches!(text.get(end), Some(b'.' | b',')) && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    match text.get(end) {
        Some(b) if b.is_ascii_alphanumeric() => return None,
        Some(b':') if text.get(end + 1).is_some_and(u8::is_ascii_digit) => return None,
        _ => {}
    }
    let after = &text[end..];
    let blank = after.iter().take_while(|b| **b == b' ').count();
    let half_day = after.get(blank..blank + 2).is_some_and(|half| {
        matches!(half, b"AM" | b"PM" | b"am" | b"pm")
            && !after.get(blank + 2).is_some_and(u8::is_ascii_alphanumeric)
    }) || after
        .get(blank..blank + 3)
        .is_some_and(|half| matches!(half, b"a.m" | b"p.m"));
    (!half_day).then_some((seconds, end))
}

#[cfg(test)]
mod tests {
    use crate::text::timestamp::clock;

    #[test]
    fn times() {
        let cases: &[(&str, Option<(u32, usize)>)] = &[
            ("0:41", Some((41, 4))),
            ("00:21)", Some((21, 5))),
            ("62:03 Title", Some((3723, 5))),
            ("1:02:03", Some((3723, 7))),
            ("00:04:01.06]", Some((241, 11))),
            ("3:15 AM", None),
            ("3:15pm", None),
            ("10:00 a.m.", None),
            ("3:15 amber", Some((195, 4))),
            ("16:9", None),
            ("1:1", None),
            ("3:75", None),
            ("12:34:56:78", None),
            ("2020:10", None),
            ("10", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(clock(text.as_bytes()), *expected, "{text}");
        }
    }
}
