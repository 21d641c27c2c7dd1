//! The registry of features: every family, the values that it has, and what it says in words.
//!
//! A feature is named `family=value`, or `family=first/second` where it joins two values:
//! `capital=middle`, `verb=verb/full`. All who deal in features read this one table: extraction and
//! resolution (`family!` names a family and does not compile with one that is not here), the loader of
//! weights, which refuses a row of any other family, the fit, and `explain`, which shows
//! [`FeatureFamilyDef::in_words`]. A test holds the table against what extraction produces and what
//! the shipped weights name, so it has neither gaps nor families of the past.

use crate::vocabulary::Kind;

/// A family of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeatureFamilyDef {
    /// What stands before the `=` of a feature's name.
    pub name: &'static str,
    /// The values behind it: one, or two with a `/` between.
    pub values: &'static [FeatureValues],
    /// What a feature says, with `{}` for its whole value, `{1}` and `{2}` for the values that it
    /// joins and `{kind}` for the kind that it speaks for or against.
    pub about: &'static str,
}

/// The values that stand in one place of a family's features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FeatureValues {
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Some of these letters, one for each word.
    Pattern(&'static str),
    /// A word of the text, in lower case; it is found in any letter case.
    Word,
}

impl FeatureValues {
    /// Whether a value is one of them.
    pub fn contain(self, value: &str) -> bool {
        match self {
            Self::OneOf(values) => values.contains(&value),
            Self::Pattern(letters) => {
                !value.is_empty() && value.chars().all(|letter| letters.contains(letter))
            }
            Self::Word => !value.is_empty(),
        }
    }
}

impl FeatureFamilyDef {
    /// The family with this name.
    pub const fn find(name: &str) -> Option<&'static Self> {
        let mut at = 0;
        while at < FAMILIES.len() {
            if same(FAMILIES[at].name.as_bytes(), name.as_bytes()) {
                return Some(&FAMILIES[at]);
            }
            at += 1;
        }
        None
    }

    /// Whether the value is a word of the text.
    pub const fn is_of_words(&self) -> bool {
        matches!(self.values, [FeatureValues::Word])
    }

    /// The value as the values that it joins.
    fn split<'v>(&self, value: &'v str) -> (&'v str, Option<&'v str>) {
        match (self.values, value.split_once('/')) {
            ([_, _], Some((first, second))) => (first, Some(second)),
            _ => (value, None),
        }
    }

    /// Whether a feature of the family may have this value.
    pub fn accepts(&self, value: &str) -> bool {
        match (self.values, self.split(value)) {
            ([values], (value, None)) => values.contain(value),
            ([first, second], (one, Some(two))) => first.contain(one) && second.contain(two),
            _ => false,
        }
    }

    /// What the feature with this value says of a name that may be of a kind.
    pub fn in_words(&self, value: &str, kind: Kind) -> String {
        let (first, second) = self.split(value);
        let second = second.unwrap_or_default();
        let whole = match second {
            "" => first.to_owned(),
            second => format!("{first}, {second}"),
        };
        let mut out = String::new();
        let mut rest = self.about;
        while let Some((before, (mark, after))) = rest
            .split_once('{')
            .and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
        {
            out.push_str(before);
            out.push_str(match mark {
                "1" => first,
                "2" => second,
                "kind" => kind.as_str(),
                _ => &whole,
            });
            rest = after;
        }
        out + rest
    }
}

/// What a feature says, by its whole name, of a name that may be of a kind; the name itself where no
/// family is called so.
///
/// ```
/// use showgraph::knowledge::feature_families::feature_in_words;
/// use showgraph::vocabulary::Kind;
///
/// let words = feature_in_words("previous_word=at", Kind::Organization);
/// assert_eq!(words, "\"at\" stands before it");
/// ```
pub fn feature_in_words(feature: &str, kind: Kind) -> String {
    let (family, value) = feature.split_once('=').unwrap_or((feature, ""));
    match FeatureFamilyDef::find(family) {
        Some(family) => family.in_words(value, kind),
        None => feature.to_owned(),
    }
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

use FeatureValues::{OneOf, Pattern, Word};

/// The feature is there or not.
const FLAG: FeatureValues = OneOf(&["1"]);
/// What a capital means there: none, little in a block of capitals, little at the start of a sentence,
/// a name.
const CAPITAL: FeatureValues = OneOf(&["lower", "title", "opens", "middle"]);
/// What the lexicon has a form as; with `?` where it is a word or another's name too.
const LABEL: FeatureValues = OneOf(&[
    "none",
    "person",
    "organization",
    "product",
    "concept",
    "event",
    "person?",
    "organization?",
    "product?",
    "concept?",
    "event?",
]);
/// How a form looks as a person's name: given name and surname, given name, capitalised words that no
/// list knows, anything else.
const PERSON: FeatureValues = OneOf(&["full", "given", "unknown", "other"]);
/// The same, with a single capitalised word that no list knows apart.
const LOOKS: FeatureValues = OneOf(&["full", "given", "unknown", "word", "other"]);
const KIND: FeatureValues = OneOf(&["person", "organization", "product", "concept", "event"]);
/// The letter case of up to four words, a letter each.
const SHAPE: FeatureValues = Pattern("CAMlk0@");
/// The rule that proposed a name.
const RULE: FeatureValues = OneOf(&[
    "credit",
    "sponsor",
    "label",
    "title_with",
    "biography",
    "cue",
    "apposition",
    "speaker",
    "link",
    "lexicon",
    "line",
    "marked",
    "capitals",
    "phrase",
    "handle",
]);
const SUBJECT: FeatureValues = OneOf(&["mixed", "other"]);
/// Languages other than English, by what a capital means in them.
const LANGUAGE: FeatureValues = OneOf(&["german", "foreign"]);
const BLOCK: FeatureValues = OneOf(&[
    "title",
    "description",
    "label",
    "chapter",
    "heading",
    "paragraph",
    "item",
    "cell",
    "quote",
    "turn",
    "code",
]);
const SECTION: FeatureValues = OneOf(&[
    "sponsor",
    "transcript",
    "credits",
    "events",
    "contact",
    "biography",
    "links",
    "picks",
    "news",
    "topics",
    "interview",
    "other",
    "top",
]);
/// What stands beside a name: a word of some sort, a sign, or an end of the block.
const NEIGHBOUR: FeatureValues = OneOf(&[
    "name", "number", "stop", "content", "quote", "bracket", "comma", "sentence", "block", "sign",
    "^", "$",
]);
/// What a page shows, as its address says.
const PAGE: FeatureValues = OneOf(&[
    "repo", "owner", "package", "product", "wiki", "profile", "channel", "video", "article",
    "docs", "event", "item", "home", "mail", "page",
]);
const LINK: FeatureValues = OneOf(&["link", "link_part", "link_label", "link_behind"]);
const LIKENESS: FeatureValues = OneOf(&["same", "like"]);
const ROLE: FeatureValues = OneOf(&["host", "guest"]);
const SPOKEN: FeatureValues = OneOf(&["1", "2", "3", "6", "12"]);

/// One line a family: name, values, what it says.
macro_rules! families {
    ($($name:literal [$($values:expr),+] $about:literal;)*) => {
        /// Every family, by what it looks at.
        pub const FAMILIES: &[FeatureFamilyDef] = &[
            $(FeatureFamilyDef { name: $name, values: &[$($values),+], about: $about }),*
        ];
    };
}

families! {
    // The form alone.
    "bias" [FLAG] "how common a {kind} is among all names";
    "length" [OneOf(&["0", "1", "2", "3", "4", "5", "6+"])] "its number of words: {}";
    "shape" [SHAPE] "its letter case: {}";
    "head" [Word] "its last word is \"{}\"";
    "suffix" [Word] "it ends in \"-{}\"";
    "first_word" [Word] "its first word is \"{}\"";
    "proper_head" [Word] "its last word, with a capital, is \"{}\"";
    "connector" [Word] "\"{}\" stands inside it";
    "word_before_connector" [Word] "\"{}\" stands before the \"of\" or \"for\" inside it";
    "common_word" [SHAPE, LABEL] "it is a common word: letter case {1}, lexicon {2}";
    "uncommon_word" [SHAPE, LABEL] "it is no common word: letter case {1}, lexicon {2}";
    "all_common_words" [SHAPE, LABEL] "its words are common ones: letter case {1}, lexicon {2}";
    "word_form" [OneOf(&["verb", "adverb"]), OneOf(&["whole", "first", "last"])] "by its ending this is in it: {1} ({2})";
    "all_stop_words" [FLAG] "it consists of small words";
    "place" [OneOf(&["1", "whole", "ends"])] "it is a place or ends with one ({})";
    "final_number" [OneOf(&["year", "number", "mixed"])] "it ends with a number: {}";
    "word_before_number" [Word] "\"{}\" stands before the number that it ends with";

    // The document as a whole: its subject and its language.
    "subject" [SUBJECT] "the notes are about technology in part (mixed) or not at all (other): {}";
    "subject_shape" [SUBJECT, SHAPE] "in notes that are not about technology ({1}), its letter case: {2}";
    "subject_label" [SUBJECT, LABEL] "in notes that are not about technology ({1}), the lexicon has it as {2}";
    "subject_person" [SUBJECT, LOOKS] "in notes that are not about technology ({1}), as the name of a person it looks {2}";
    "subject_rule" [RULE] "in notes that are not about technology, it was found by the rule {}";
    "subject_written" [OneOf(&["0", "1", "2", "3", "4", "5+"]), OneOf(&["1", "2", "3", "4+"])] "in notes that are not about technology, it stands {1} times and has {2} words";
    "language" [LANGUAGE] "the language of the notes: {}";
    "language_shape" [LANGUAGE, SHAPE] "in notes of another language than English ({1}), its letter case: {2}";
    "language_label" [LANGUAGE, LABEL] "in notes of another language than English ({1}), the lexicon has it as {2}";
    "language_person" [LANGUAGE, LOOKS] "in notes of another language than English ({1}), as the name of a person it looks {2}";

    // What a name of several words is called, in languages where that opens it.
    "opening_noun" [KIND] "its first word says that it is a {}";
    "closing_noun" [KIND] "its last word says that it is a {}";

    // What the lexicon says of the form.
    "lexicon_label" [LABEL] "the lexicon has it as {}";
    "lexicon_label_shape" [LABEL, SHAPE] "the lexicon has it as {1}, its letter case is {2}";
    "lexicon_label_length" [OneOf(&[
        "2", "none", "person", "organization", "product", "concept", "event",
        "person?", "organization?", "product?", "concept?", "event?",
    ])] "it has two words (2), or more that the lexicon has so: {}";
    "entry_kinds" [KIND, KIND] "the lexicon has it as {1}, and as {2} too";
    "entry_form" [KIND, OneOf(&["acronym", "short", "full"])] "of a {1} in the lexicon it is this much of the name: {2}";
    "entry_prominence" [OneOf(&["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])] "how well known the lexicon's entry is, from 0 to 9: {}";

    // What looks like the name of a person, and of a conference.
    "name_lists_pattern" [Pattern("Ggsbixc")] "given names (g, G) and surnames (s) in it, both (b), initials (i), neither (x), common words (c): {}";
    "person_name_pattern" [PERSON] "as the name of a person it looks {}";
    "foreign_prefix" [FLAG] "its first words belong to no name of a person";
    "event_suffix" [OneOf(&[
        "conf", "con", "fest", "camp", "days", "day", "summit", "expo", "world", "week", "jam", "meetup",
    ]), SHAPE] "it ends as names of conferences do, in \"-{1}\" (letter case {2})";
    "joined_year" [OneOf(&["joined"])] "a year ends its last word";
    "event_edition" [OneOf(&["headed", "known"])] "it is a conference with its place or year ({})";

    // Where a mention stands.
    "rule" [RULE] "it was found by the rule {}";
    "section" [SECTION] "it stands in the section {}";
    "block_section" [BLOCK, SECTION] "it stands in a {1}, in the section {2}";
    "block_label" [BLOCK, LABEL] "it stands in a {1}, and the lexicon has it as {2}";
    "line_position" [BLOCK, OneOf(&["whole", "start", "end", "middle"])] "of its {1} it is this: {2}";
    "coined" [OneOf(&["label"])] "as a tag, it is no word and no name that is known";
    "capital" [CAPITAL] "what its capital means there: {}";
    "capital_label" [CAPITAL, LABEL] "what its capital means there: {1}; the lexicon has it as {2}";
    "capital_length" [CAPITAL, OneOf(&["1", "2", "3", "4+"])] "what its capital means there: {1}; its number of words: {2}";
    "sponsor_section" [CAPITAL, LABEL] "it stands in a sponsor's section (capital: {1}, lexicon: {2})";
    "style" [OneOf(&["strong", "code", "emphasis"]), CAPITAL] "how it is set: {}";

    // What stands beside a mention.
    "previous_word" [Word] "\"{}\" stands before it";
    "next_word" [Word] "\"{}\" stands behind it";
    "left_neighbour" [NEIGHBOUR, CAPITAL] "what stands left of it: {1} (capital: {2})";
    "right_neighbour" [NEIGHBOUR, CAPITAL] "what stands right of it: {1} (capital: {2})";
    "after_possessive" [CAPITAL, FLAG] "a possessive stands before it (capital: {1})";
    "before_is_a" [CAPITAL] "\"is a\" or the like stands behind it (capital: {})";
    "inside_known" [LABEL, LABEL] "it stands inside a name that the lexicon has as {1}, itself as {2}";
    "starts_with_known" [LABEL, LABEL] "it starts with a name that the lexicon has as {1}, itself as {2}";
    "ends_with_known" [LABEL, LABEL] "it ends with a name that the lexicon has as {1}, itself as {2}";
    "contains_known" [LABEL, LABEL] "it contains a name that the lexicon has as {1}, itself as {2}";
    "list_neighbour" [LABEL, LABEL] "its neighbour in a list is one that the lexicon has as {1}, itself as {2}";
    "contains_date" [FLAG] "it contains the name of a month";

    // What trigger words say of its kind.
    "cue_before" [KIND, CAPITAL] "the words before it announce the kind {1} (capital: {2})";
    "cue_after" [KIND, CAPITAL] "the words behind it tell of the kind {1} (capital: {2})";
    "article_possessive" [CAPITAL] "an article stands before it, and it owns what stands behind it (capital: {})";
    "noun_before" [KIND, CAPITAL] "a noun for the kind {1} stands before it (capital: {2})";
    "noun_after" [KIND, CAPITAL] "a noun for the kind {1} stands behind it (capital: {2})";
    "called" [KIND, CAPITAL] "something of the kind {1} is called so (capital: {2})";
    "defined_as" [KIND, CAPITAL] "the text says that it is of the kind {1} (capital: {2})";
    "date_nearby" [OneOf(&["before", "behind"]), CAPITAL] "a date stands {1} it (capital: {2})";
    "place_after" [CAPITAL] "\"in\" and a place stand behind it (capital: {})";
    "credit" [OneOf(&["label", "full", "given", "unknown", "other"])] "what a line of credits says of it: {}";

    // What speaks for a person.
    "cue" [OneOf(&["host>", "guest>", "<guest", "<host"])] "a cue word beside it: {}";
    "role" [ROLE] "a rule makes it a {}";
    "role_pattern" [ROLE, PERSON] "a rule makes it a {1}, and as the name of a person it looks {2}";
    "role_rule" [OneOf(&["title_with", "biography", "cue", "apposition", "handle"])] "the rule {} makes it a host or guest";
    "role_word" [OneOf(&["is", "comma", "near"])] "a word for a person's occupation is its last word or stands behind it ({})";
    "role_word_inside" [FLAG] "it contains a word for a person's occupation";
    "role_word_before" [OneOf(&["at", "other"])] "a word for a person's occupation stands before it ({})";
    "employment" [OneOf(&["person", "employer"])] "somebody is said to work somewhere; it is the {}";
    "coordination" [PERSON, PERSON] "\"and\" or a comma joins it to what looks {1} as the name of a person; it looks {2}";
    "left_trigger" [OneOf(&["role", "title", "with", "by", "from"]), PERSON] "what stands before it or its list: {1}; as the name of a person it looks {2}";
    "verb" [OneOf(&["verb"]), PERSON] "a verb for what people do stands behind it; as the name of a person it looks {2}";
    "account" [OneOf(&["account", "label", "profile"]), PERSON] "an account is shown behind it ({1}); as the name of a person it looks {2}";
    "truncated" [OneOf(&["left", "right"]), PERSON] "a word {1} of it belongs to the same name; as the name of a person it looks {2}";

    // What links say.
    "link" [OneOf(&[
        "repo", "owner", "package", "product", "wiki", "profile", "channel", "video", "article", "docs",
        "event", "item", "home", "mail", "page", "nowhere", "none",
    ]), CAPITAL] "the page that it links to: {1} (capital: {2})";
    "link_part" [PAGE, CAPITAL] "it is part of a link's text, to a page of this sort: {1} (capital: {2})";
    "link_label" [PAGE, CAPITAL] "the link that labels it leads to a page of this sort: {1} (capital: {2})";
    "link_behind" [PAGE, CAPITAL] "the link behind it leads to a page of this sort: {1} (capital: {2})";
    "link_subject" [LIKENESS, PAGE] "the address of its link names something: {1}, on a page of this sort: {2}";
    "link_subject_by" [LIKENESS, LINK] "the address of its link names something: {1}, by this: {2}";
    "link_domain" [LIKENESS, OneOf(&["home", "page"])] "the domain of its link has a name: {1}, and the page is this: {2}";
    "link_domain_by" [LIKENESS, LINK] "the domain of its link has a name: {1}, by this: {2}";
    "link_slug" [OneOf(&["in", "with"]), PERSON] "the address of its link spells it ({1}); as the name of a person it looks {2}";
    "software_home" [OneOf(&["software"])] "it is what an address of software is the home of";
    "link_tail" [OneOf(&["same", "like", "other"])] "it is set off at the end of a link's text, and the link's domain names it: {}";
    "crosses_link" [OneOf(&["link"])] "a link begins or ends inside it";
    "account_label" [FLAG] "it labels an account: its link leads to somebody's page there";
    "person_page" [OneOf(&["profile", "home", "own"]), PERSON] "its link leads to a page of people ({1}); as the name of a person it looks {2}";

    // How often it stands there.
    "titled" [OneOf(&["again"])] "the title or description has it, and the notes {}";
    "written" [OneOf(&["0", "1", "2", "3", "4", "5+"])] "how often it is written: {}";
    "spoken" [SPOKEN, LABEL] "how often it is spoken, at least: {1}; the lexicon has it as {2}";
    "spoken_rank" [OneOf(&["0", "5", "15", "40"]), LABEL] "so many names of the lexicon are spoken more often, at least: {1}; the lexicon has it as {2}";
    "spoken_sentence_start" [SPOKEN, LABEL] "it is spoken at the start of sentences alone, this often at least: {1}; the lexicon has it as {2}";
    "spoken_inside_sentence" [OneOf(&["1", "2"])] "it is spoken inside sentences, this often at least: {}";
    "standalone" [OneOf(&["never"])] "it never stands outside longer names";

    // What other episodes say.
    "other_episodes" [OneOf(&["0", "1", "2", "4", "9", "31", "most"])] "in how many other episodes it stands, at least: {}";
    "kind_elsewhere" [KIND] "in other episodes it is a {}";
    "entity_elsewhere" [OneOf(&["never", "rarely", "often", "always"])] "in other episodes it is an entity: {}";
    "tagged" [OneOf(&["elsewhere"])] "it is tagged {}";
    "linked" [OneOf(&["elsewhere"])] "it is linked {}";
    "boilerplate" [OneOf(&["all"])] "it stands in text that many episodes repeat";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_in_words() {
        let cases = [
            ("bias=1", "how common a product is among all names"),
            ("head=engine", "its last word is \"engine\""),
            ("next_word=tcp/ip", "\"tcp/ip\" stands behind it"),
            ("style=code/lower", "how it is set: code, lower"),
            (
                "coordination=full/given",
                "\"and\" or a comma joins it to what looks full as the name of a person; it looks given",
            ),
            ("threshold", "threshold"),
        ];
        for (feature, words) in cases {
            assert_eq!(feature_in_words(feature, Kind::Product), words);
        }
    }

    #[test]
    fn values_of_a_family() {
        let cases = [
            ("capital", "middle", true),
            ("capital", "sideways", false),
            ("capital", "middle/product", false),
            ("capital_label", "middle/product?", true),
            ("capital_label", "middle", false),
            ("shape", "CCl", true),
            ("shape", "CZ", false),
            ("head", "c/c++", true),
        ];
        for (family, value, accepted) in cases {
            let family = FeatureFamilyDef::find(family).unwrap();
            assert_eq!(family.accepts(value), accepted, "{}={value}", family.name);
        }
    }

    #[test]
    fn names_are_unique_and_words_hold_what_they_promise() {
        for (at, family) in FAMILIES.iter().enumerate() {
            let name = family.name;
            assert!(
                FAMILIES[..at].iter().all(|other| other.name != name),
                "{name}"
            );
            assert!(matches!(family.values.len(), 1 | 2), "{name}");
            let joins = family.about.contains("{1}") || family.about.contains("{2}");
            assert!(!joins || family.values.len() == 2, "{name}");
        }
    }
}
