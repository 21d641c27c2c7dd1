//! Names of conferences: how they end, and the place and year of one edition.

use super::feature_set::FeatureSet;
use crate::extract::word::letter_case;
use crate::knowledge::cues::Cues;
use crate::knowledge::features::{FeatureValue, family, value};
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::text::token::{Token, WordShape};

/// The features of a form that may name a conference.
pub(super) fn of_form(out: &mut FeatureSet, words: &[Token], text: &str, cues: &Cues) {
    let Some(last) = words.last() else { return };
    let head = last.text(text);
    if let Some(suffix) = event_suffix(head) {
        let letter = [letter_case(last)];
        let letter = std::str::from_utf8(&letter).unwrap_or_default();
        out.pair(
            family!("event_suffix"),
            FeatureValue::new(suffix),
            FeatureValue::new(letter),
        );
    }
    if ends_in_year(head) {
        out.add(family!("joined_year"), value!("joined"));
    }
    let stem = words_before_edition(words);
    if stem > 0 && stem < words.len() {
        let head = words[stem - 1].text(text);
        if event_suffix(head).is_some() || cues.is_event_head(&words[stem - 1]) {
            out.add(family!("event_edition"), value!("headed"));
        }
    }
}

/// What a word ends in that is written like the name of a conference: "RustConf", "AnsibleFest".
fn event_suffix(word: &str) -> Option<&'static str> {
    let bytes = word.as_bytes();
    let ([first, ..], [.., one, two]) = (bytes, bytes) else {
        return None;
    };
    if !first.is_ascii_uppercase() {
        return None;
    }
    // The last two letters tell them apart.
    let suffix = match &[one.to_ascii_lowercase(), two.to_ascii_lowercase()] {
        b"nf" => "conf",
        b"on" => "con",
        b"st" => "fest",
        b"mp" => "camp",
        b"ys" => "days",
        b"ay" => "day",
        b"it" => "summit",
        b"po" => "expo",
        b"ld" => "world",
        b"ek" => "week",
        b"am" => "jam",
        b"up" => "meetup",
        _ => return None,
    };
    let ends = bytes.len() > suffix.len() + 1
        && bytes[bytes.len() - suffix.len()..].eq_ignore_ascii_case(suffix.as_bytes());
    ends.then_some(suffix)
}

/// Whether a name ends with the year of one edition: "TED2015", "RustConf 2019".
pub(crate) fn is_dated(words: &[Token], text: &str) -> bool {
    let Some(last) = words.last() else {
        return false;
    };
    let last = last.text(text);
    let year = last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit());
    ends_in_year(last) || year && words.len() > 1
}

/// "TED2015"
fn ends_in_year(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &word[letters.len()..];
    letters.chars().any(char::is_alphabetic)
        && year.len() == 4
        && (year.starts_with("19") || year.starts_with("20"))
}

/// How many words of a name stand before the place and the year of one edition: "RustConf" of
/// "RustConf Portland 2019".
pub(super) fn words_before_edition(words: &[Token]) -> usize {
    let mut end = words.len();
    while end > 1 {
        let known = name_lists::of_token(&words[end - 1]);
        let year = words[end - 1].shape.contains(WordShape::DIGITS);
        if !year && !known.intersects(WordClass::PLACE.union(WordClass::PLACE_END)) {
            break;
        }
        end -= 1;
        while !year
            && end > 1
            && name_lists::of_token(&words[end - 1]).contains(WordClass::PLACE_OPENING)
        {
            end -= 1;
        }
    }
    end
}
