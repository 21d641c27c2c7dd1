//! What the files of one episode say differently: worth a look, since only one of them can be right.

use jiff::civil::Date;

use super::assemble::{EpisodePart, PartKind};
use super::part_names::title_key;
use crate::error::{Location, Warning};

/// Compares the facts that notes and items of feeds state with those of the first part that states them.
///
/// Numbers have to be equal, dates may differ by a day (of time zones), titles in signs and in a number
/// before them. `path` gives the path of a part's file as the user knows it.
pub(crate) fn contradictions<'p>(
    parts: &'p [EpisodePart],
    path: impl Fn(&'p EpisodePart) -> String,
) -> Vec<Warning> {
    let mut found = Vec::new();
    let stating = parts.iter().filter(|part| {
        // Translations have titles of their own, and other files none.
        matches!(part.kind, PartKind::Notes | PartKind::FeedItem)
    });
    let stating: Vec<&EpisodePart> = stating.collect();
    for (at, part) in stating.iter().enumerate().skip(1) {
        let front = &part.document.front;
        let before = || stating[..at].iter();
        let facts = before().map(|part| (&part.document.front, *part));
        let mut say = |what: &str, own: String, other: String, from: &'p EpisodePart| {
            let place = part.document.text.position(0);
            found.push(Warning::notice(
                Location::at(path(part), place.line, place.column),
                format!(
                    "the {what} of this episode is {own} here and {other} in {}",
                    path(from)
                ),
            ));
        };
        let number = facts
            .clone()
            .find_map(|(known, from)| Some((known.number?, from)));
        if let (Some(own), Some((other, from))) = (front.number, number)
            && own != other
        {
            say("number", own.to_string(), other.to_string(), from);
        }
        let date = facts
            .clone()
            .find_map(|(known, from)| Some((known.date.as_deref()?, from)));
        if let (Some(own), Some((other, from))) = (front.date.as_deref(), date)
            && days_between(own, other).is_some_and(|days| days > 1)
        {
            say("date", own.to_owned(), other.to_owned(), from);
        }
        let title = facts
            .clone()
            .find_map(|(known, from)| Some((known.title.as_deref()?, from)));
        if let (Some(own), Some((other, from))) = (front.title.as_deref(), title)
            && !same_title(own, other)
        {
            say("title", format!("\"{own}\""), format!("\"{other}\""), from);
        }
    }
    found
}

/// Whether two titles have the same words, or one has those of the other and a name of the show.
fn same_title(one: &str, other: &str) -> bool {
    match (title_key(one), title_key(other)) {
        (Some(one), Some(other)) => one.contains(&other) || other.contains(&one),
        _ => true,
    }
}

fn days_between(one: &str, other: &str) -> Option<i32> {
    let day = |text: &str| text.get(..10)?.parse::<Date>().ok();
    let span = day(one)?.until(day(other)?).ok()?;
    Some(span.get_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_titles() {
        assert_eq!(
            days_between("2024-01-05", "2024-01-06T01:00:00+02:00"),
            Some(1)
        );
        assert_eq!(days_between("2024-03-01", "2024-02-01"), Some(29));
        assert_eq!(days_between("soon", "2024-02-01"), None);
        assert!(same_title("7: Warm beds", "Warm Beds!"));
        assert!(same_title("Shed Hour: Warm beds", "Warm beds"));
        assert!(!same_title("Warm beds", "Cold frames"));
    }
}
