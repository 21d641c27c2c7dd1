//! What the form of a name says: letter case, known words, what the lexicon has.

use super::edition;
use super::feature_set::FeatureSet;
use super::kind_cues::kind_value;
use super::name_pattern::{NamePattern, is_known_word, person_name_pattern};
use super::subject::Nature;
use crate::extract::word::{is_common, is_name_like, letter_case};
use crate::knowledge::cues::{Cues, WordForm};
use crate::knowledge::features::{FeatureValue, family, value};
use crate::knowledge::lexicon::{EntryId, Lexicon};
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::text::token::{Language, Token, WordShape, word_hash};

/// The features of a form.
pub(crate) fn of_form(
    out: &mut FeatureSet,
    text: &str,
    words: &[Token],
    entries: &[u32],
    label: FeatureValue<'_>,
    nature: Nature,
    (lexicon, cues): (&Lexicon, &Cues),
) {
    out.add(family!("bias"), value!("1"));
    out.add(
        family!("length"),
        [
            value!("0"),
            value!("1"),
            value!("2"),
            value!("3"),
            value!("4"),
            value!("5"),
        ]
        .get(words.len())
        .copied()
        .unwrap_or(value!("6+")),
    );
    let mut letters = [0; 4];
    for (letter, word) in letters.iter_mut().zip(words) {
        *letter = letter_case(word);
    }
    let shape = std::str::from_utf8(&letters[..words.len().min(4)]).unwrap_or_default();
    let shape = FeatureValue::new(shape);
    out.add(family!("shape"), shape);
    out.add(family!("lexicon_label"), label);
    out.pair(family!("lexicon_label_shape"), label, shape);
    nature.of_form(out, shape, label, || {
        match person_name_pattern(words, text, cues) {
            // A surname, a pseudonym or a saint, for all the form says.
            NamePattern::Other if is_coined(words) => value!("word"),
            pattern => pattern.value(),
        }
    });
    word_forms(out, words, text, cues);
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return;
    };
    out.word(family!("head"), last, text);
    let head = last.text(text);
    if head.len() > 4 && head.is_ascii() {
        let suffix = &head[head.len() - 3..];
        out.hashed(family!("suffix"), word_hash(suffix), suffix);
    }
    edition::of_form(out, words, text, cues);
    if words.len() > 1 {
        out.word(family!("first_word"), first, text);
        out.add(
            family!("lexicon_label_length"),
            if words.len() > 2 { label } else { value!("2") },
        );
    } else if is_common(first) {
        out.pair(family!("common_word"), shape, label);
    } else {
        out.pair(family!("uncommon_word"), shape, label);
    }
    if words.len() > 1 && words.iter().all(is_common) {
        out.pair(family!("all_common_words"), shape, label);
    }
    if name_lists::of_token(last).intersects(WordClass::PLACE.union(WordClass::PLACE_END)) {
        let part = WordClass::PLACE
            .union(WordClass::PLACE_END)
            .union(WordClass::PLACE_OPENING);
        let opening = &words[..words.len() - 1];
        let whole = opening
            .iter()
            .all(|word| name_lists::of_token(word).intersects(part));
        let place = if whole {
            value!("whole")
        } else {
            value!("ends")
        };
        out.add(family!("place"), place);
    }
    // "Ann and Bob", "RustConf in Portland": what joins the parts tells whether they are one name.
    let small = |word: &Token| {
        word.shape.contains(WordShape::LOWER)
            && name_lists::of_token(word).contains(WordClass::STOP)
    };
    let mut headed = false;
    for at in (1..words.len()).filter(|at| small(&words[*at])) {
        let joint = words[at].text(text);
        out.word(family!("connector"), &words[at], text);
        // "University of Example": what it is stands before the joint.
        if !headed && matches!(joint, "of" | "for") && is_name_like(&words[at - 1]) {
            out.word(family!("word_before_connector"), &words[at - 1], text);
        }
        headed = true;
    }
    // "Universidad de X", "X-Institut": in other languages what a name is called may open it.
    if words.len() > 1 && first.language != Language::English {
        if let Some(kind) = cues.noun(first).filter(|_| is_name_like(first)) {
            out.add(family!("opening_noun"), kind_value(kind));
        }
        if let Some(kind) = cues.noun(last).filter(|_| is_name_like(last)) {
            out.add(family!("closing_noun"), kind_value(kind));
        }
    }
    if words.len() > 1 && is_name_like(last) {
        out.word(family!("proper_head"), last, text);
    }
    for id in entries {
        let known = lexicon.traits(EntryId(*id));
        if let Some(also) = known.also {
            let [kind, also] = [known.kind, also].map(|kind| FeatureValue::new(kind.as_str()));
            out.pair(family!("entry_kinds"), kind, also);
        }
        // "cloud" for "cloud computing", "GKE" for "Google Kubernetes Engine".
        let kind = FeatureValue::new(known.kind.as_str());
        let way = match words {
            [word] if known.words > 1 && word.shape.contains(WordShape::ALL_CAPS) => {
                value!("acronym")
            }
            _ if words.len() < usize::from(known.words) => value!("short"),
            _ => value!("full"),
        };
        out.pair(family!("entry_form"), kind, way);
        out.add(
            family!("entry_prominence"),
            [
                value!("0"),
                value!("1"),
                value!("2"),
                value!("3"),
                value!("4"),
                value!("5"),
                value!("6"),
                value!("7"),
                value!("8"),
                value!("9"),
            ][known.known.min(9) as usize],
        );
    }
    if words.len() <= 4
        && words
            .iter()
            .all(|word| is_name_like(word) || word.end - word.start <= 3)
    {
        name_pattern(out, words);
    }
    if last.shape.contains(WordShape::HAS_DIGIT) && words.len() > 1 {
        let number = last.text(text);
        let year = last.shape.contains(WordShape::DIGITS)
            && (number.len() == 2 || number.len() == 4 && number.starts_with(['1', '2']));
        out.add(
            family!("final_number"),
            if year {
                value!("year")
            } else if last.shape.contains(WordShape::DIGITS) {
                value!("number")
            } else {
                value!("mixed")
            },
        );
        out.word(family!("word_before_number"), &words[words.len() - 2], text);
    }
}

/// Whether a name is a single capitalised word that no list knows.
fn is_coined(words: &[Token]) -> bool {
    let [word] = words else { return false };
    let other = WordShape::ALL_CAPS
        .union(WordShape::HAS_DIGIT)
        .union(WordShape::HANDLE);
    word.shape.contains(WordShape::CAPITAL) && !word.shape.intersects(other) && !is_known_word(word)
}

/// What the endings of the first and the last word say, where these have small letters.
fn word_forms(out: &mut FeatureSet, words: &[Token], text: &str, cues: &Cues) {
    let ends = match words {
        [] => return,
        [word] => [(Some(word), value!("whole")), (None, value!("last"))],
        [first, .., last] => [(Some(first), value!("first")), (Some(last), value!("last"))],
    };
    for (word, place) in ends {
        let small = word.filter(|word| word.shape.contains(WordShape::LOWER));
        match small.and_then(|word| cues.word_form(word.text(text))) {
            Some(WordForm::Verb) => out.pair(family!("word_form"), value!("verb"), place),
            Some(WordForm::Adverb) => out.pair(family!("word_form"), value!("adverb"), place),
            None => {}
        }
    }
}

/// Which words are very common given names (`G`), given names (`g`), surnames (`s`), both (`b`),
/// initials (`i`) or neither (`x`); a second letter `c` marks common words. For four words at most.
fn name_pattern(out: &mut FeatureSet, words: &[Token]) {
    let mut pattern = [0; 8];
    let mut len = 0;
    for word in words {
        let known = name_lists::of_token(word);
        pattern[len] = match (
            known.contains(WordClass::GIVEN),
            known.contains(WordClass::SURNAME),
        ) {
            _ if word.end - word.start == 1 => b'i',
            _ if known.contains(WordClass::COMMON_GIVEN) => b'G',
            (true, true) => b'b',
            (true, false) => b'g',
            (false, true) => b's',
            (false, false) => b'x',
        };
        len += 1;
        if known.intersects(
            WordClass::COMMON
                .union(WordClass::STOP)
                .union(WordClass::AMBIGUOUS),
        ) {
            pattern[len] = b'c';
            len += 1;
        }
    }
    let pattern = std::str::from_utf8(&pattern[..len]).unwrap_or_default();
    out.add(family!("name_lists_pattern"), FeatureValue::new(pattern));
}
