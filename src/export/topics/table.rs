//! The topics as a table: episodes, years and names, the narrower topics below their theme.

use crate::analyze::topics::{Topic, Topics};
use crate::export::text_table::{Cell, Column, aligned};

/// The topics as an aligned table; nothing where there are none.
pub fn to_table(topics: &Topics) -> String {
    if topics.topics.is_empty() {
        return String::new();
    }
    // Whether or not a topic is indented, and whatever years it has, the columns stand where they stood.
    let keys = topics.topics.iter().map(|topic| topic.key.chars().count());
    let columns = [
        Column::new("episodes"),
        Column::new("years").at_least("2016-2021".len()),
        Column::new("key").at_least(keys.max().unwrap_or(0) + INDENT.len()),
        Column::new("topic"),
    ];
    let row = |topic: &Topic| {
        let indent = if topic.parent.is_some() { INDENT } else { "" };
        vec![
            Cell::number(topic.episodes.len()),
            Cell::text(years(topic)),
            Cell::text([indent, &topic.key].concat()),
            Cell::text([indent, &topic.name].concat()),
        ]
    };
    aligned(&columns, topics.topics.iter().map(row).collect(), None)
}

/// Before what lies within a theme.
const INDENT: &str = "  ";

/// The first and the last year.
fn years(topic: &Topic) -> String {
    match (topic.years.first_key_value(), topic.years.last_key_value()) {
        (Some((first, _)), Some((last, _))) if first != last => format!("{first}-{last}"),
        (Some((only, _)), _) => only.clone(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_a_range_where_there_are_several() {
        for (years_of, expected) in [
            (&[][..], ""),
            (&["2016"], "2016"),
            (&["2016", "2018", "2021"], "2016-2021"),
        ] {
            let topic = Topic {
                years: years_of
                    .iter()
                    .map(|year| ((*year).to_owned(), 1))
                    .collect(),
                ..Topic::default()
            };
            assert_eq!(years(&topic), expected);
        }
    }

    #[test]
    fn narrower_topics_stand_below_their_theme() {
        assert_eq!(to_table(&Topics::default()), "");
        let topic = |key: &str, name: &str, parent: Option<&str>| Topic {
            key: key.into(),
            name: name.into(),
            parent: parent.map(str::to_owned),
            years: [("2016".to_owned(), 1)].into(),
            ..Topic::default()
        };
        let topics = Topics {
            topics: vec![
                topic("bees", "bees, honey", None),
                topic("wax", "wax", Some("bees")),
            ],
            ..Topics::default()
        };
        assert_eq!(
            to_table(&topics),
            "episodes  years      key     topic\n       0  2016       bees    bees, honey\n       0  2016         wax     wax\n"
        );
    }
}
