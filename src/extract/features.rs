//! What speaks for and against a candidate: its features.
//!
//! Two sorts: what the form itself looks like ([`of_form`]), once for each distinct name, and what
//! stands around one mention of it ([`of_mention`]). A feature that several mentions share counts
//! once. The names of features are those of the file of weights (`src/data/model.tsv`); families:
//!
//! | family | value |
//! |---|---|
//! | `len`, `shape`, `head`, `first`, `suffix` | number of words, their letter case, last and first word |
//! | `lex`, `known`, `ends`, `starts`, `within` | the lexicon's word on it, on its parts and on what it is part of |
//! | `name` | which of its words are given names and surnames |
//! | `in`, `sec`, `line` | the block and section it stands in, and how much of the block it is |
//! | `case` | what a capital means there: middle or start of a sentence, a title, none |
//! | `p`, `n`, `left`, `right` | the words beside it, and whether they could belong to it |
//! | `link`, `part`, `label`, `subject` | what the page shows that it links to |
//! | `list` | what the lexicon says of its neighbours in a list |
//! | `cue`, `style`, `rule` | cue words beside it, how it is set, what proposed it |
//! | `told`, `tells`, `noun`, `called`, `defined` | words beside it that tell of a kind |
//! | `when`, `where`, `tail` | a date nearby; a place behind it; an ending that conferences have |
//! | `edition`, `year` | the place and year that conferences are held at |
//! | `place`, `joint`, `headof` | whether it is or ends with a place; the small word inside it, and the one before |

use super::address::Shape as Page;
use super::cues::{Cue, Cues, Section};
use super::edition;
use super::lexicon::names::{self, Word};
use super::lexicon::{EntryId, Lexicon, Traits};
use super::mention::Rule;
use super::model::{Family, Feature, Model, Scores, Value, family, value};
use super::reading::Reading;
use super::spans::{Proposal, is_name_like};
use super::telling;
use super::token::{Gap, Shape, Token, word_hash};
use crate::source::{BlockKind, Style};
use crate::vocabulary::Kind;

/// The features of one candidate, as the rows of their weights: what has no weight says nothing.
/// Keeps the names of all of them too when asked to, for fitting. One of these serves all candidates
/// of a document.
pub struct Features<'m> {
    model: &'m Model,
    /// The rows, each once.
    rows: Vec<u16>,
    /// Of each row: for which candidate it was added last.
    added: Vec<u32>,
    candidate: u32,
    /// All names, where wanted.
    names: Option<Vec<String>>,
}

impl<'m> Features<'m> {
    /// An empty set that keeps names or does not.
    pub fn new(model: &'m Model, named: bool) -> Self {
        Self {
            model,
            rows: Vec::new(),
            added: vec![0; model.row_count()],
            candidate: 1,
            names: named.then(Vec::new),
        }
    }

    /// Forgets all features, for the next candidate.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.candidate += 1;
    }

    #[inline]
    fn feature(&mut self, feature: Feature) {
        if let Some(row) = self.model.row(feature) {
            let added = &mut self.added[row as usize];
            if *added != self.candidate {
                *added = self.candidate;
                self.rows.push(row);
            }
        }
    }

    /// Adds `family=value`.
    #[inline]
    pub fn add(&mut self, family: Family, value: Value<'_>) {
        self.feature(Feature::new(family, value));
        if let Some(names) = &mut self.names {
            names.push(format!("{}={}", family.name, value.name));
        }
    }

    /// Adds `family=first/second`.
    #[inline]
    pub fn pair(&mut self, family: Family, first: Value<'_>, second: Value<'_>) {
        self.feature(Feature::pair(family, first, second));
        if let Some(names) = &mut self.names {
            names.push(format!("{}={}/{}", family.name, first.name, second.name));
        }
    }

    /// Adds `family=word`, for a word of the text in any letter case.
    #[inline]
    fn word(&mut self, family: Family, word: &Token, text: &str) {
        self.hashed(family, word.hash, word.text(text));
    }

    #[inline]
    fn hashed(&mut self, family: Family, hash: u32, word: &str) {
        self.feature(Feature::word(family, hash));
        if let Some(names) = &mut self.names {
            names.push(format!("{}={}", family.name, word.to_lowercase()));
        }
    }

    /// What all of them weigh together. Added up in the order of the weights, so that the order in
    /// which features are found changes nothing.
    pub fn score(&mut self) -> Scores {
        self.rows.sort_unstable();
        self.model.score(&self.rows)
    }

    /// Takes the names out, sorted, each once; none where they are not kept.
    pub fn take_names(&mut self) -> Vec<String> {
        let mut names = self.names.as_mut().map(std::mem::take).unwrap_or_default();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What the lexicon says of one proposal, in one word.
pub fn verdict(entries: &[u32], lexicon: &Lexicon) -> Value<'static> {
    let mut verdict = None;
    for id in entries {
        let Traits {
            kind, ambiguous, ..
        } = lexicon.traits(EntryId(*id));
        let word = match (kind, ambiguous) {
            (Kind::Person, false) => value!("person"),
            (Kind::Organization, false) => value!("organization"),
            (Kind::Product, false) => value!("product"),
            (Kind::Concept, false) => value!("concept"),
            (Kind::Event, false) => value!("event"),
            (Kind::Person, true) => value!("person?"),
            (Kind::Organization, true) => value!("organization?"),
            (Kind::Product, true) => value!("product?"),
            (Kind::Concept, true) => value!("concept?"),
            (Kind::Event, true) => value!("event?"),
            _ => continue,
        };
        // The first that is sure, or else the first.
        if verdict.is_none_or(|(_, known)| known && !ambiguous) {
            verdict = Some((word, ambiguous));
        }
    }
    verdict.map_or(value!("none"), |(word, _)| word)
}

/// The features of a form.
pub fn of_form(
    out: &mut Features,
    text: &str,
    words: &[Token],
    entries: &[u32],
    verdict: Value<'_>,
    lexicon: &Lexicon,
) {
    out.add(family!("bias"), value!("1"));
    out.add(
        family!("len"),
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
    let shape = Value::new(shape);
    out.add(family!("shape"), shape);
    out.add(family!("lex"), verdict);
    out.pair(family!("lexshape"), verdict, shape);
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return;
    };
    out.word(family!("head"), last, text);
    let head = last.text(text);
    if head.len() > 4 && head.is_ascii() {
        let suffix = &head[head.len() - 3..];
        out.hashed(family!("suffix"), word_hash(suffix), suffix);
    }
    edition::of_form(out, words, text);
    if words.len() > 1 {
        out.word(family!("first"), first, text);
        out.add(
            family!("lexlen"),
            if words.len() > 2 {
                verdict
            } else {
                value!("2")
            },
        );
    } else if is_common(first) {
        out.pair(family!("common"), shape, verdict);
    } else {
        out.pair(family!("uncommon"), shape, verdict);
    }
    if words.len() > 1 && words.iter().all(is_common) {
        out.pair(family!("allcommon"), shape, verdict);
    }
    if names::of_hash(last.hash).any(Word::PLACE.union(Word::PLACE_END)) {
        let part = Word::PLACE
            .union(Word::PLACE_END)
            .union(Word::PLACE_OPENING);
        let opening = &words[..words.len() - 1];
        let whole = opening
            .iter()
            .all(|word| names::of_hash(word.hash).any(part));
        let place = if whole {
            value!("whole")
        } else {
            value!("ends")
        };
        out.add(family!("place"), place);
    }
    // "Ann and Bob", "RustConf in Portland": what joins the parts tells whether they are one name.
    let small =
        |word: &Token| word.shape.has(Shape::LOWER) && names::of_hash(word.hash).has(Word::STOP);
    let mut headed = false;
    for at in (1..words.len()).filter(|at| small(&words[*at])) {
        let joint = words[at].text(text);
        out.word(family!("joint"), &words[at], text);
        // "University of Example": what it is stands before the joint.
        if !headed && matches!(joint, "of" | "for") && is_name_like(&words[at - 1]) {
            out.word(family!("headof"), &words[at - 1], text);
        }
        headed = true;
    }
    if words.len() > 1 && is_name_like(last) {
        out.word(family!("named"), last, text);
    }
    for id in entries {
        let known = lexicon.traits(EntryId(*id));
        if let Some(also) = known.also {
            let [kind, also] = [known.kind, also].map(|kind| Value::new(kind.as_str()));
            out.pair(family!("also"), kind, also);
        }
        out.add(
            family!("known"),
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
    if last.shape.has(Shape::HAS_DIGIT) && words.len() > 1 {
        let number = last.text(text);
        let year = last.shape.has(Shape::DIGITS)
            && (number.len() == 2 || number.len() == 4 && number.starts_with(['1', '2']));
        out.add(
            family!("version"),
            if year {
                value!("year")
            } else if last.shape.has(Shape::DIGITS) {
                value!("number")
            } else {
                value!("mixed")
            },
        );
        out.word(family!("dated"), &words[words.len() - 2], text);
    }
}

/// Whether a word is a common English one.
pub fn is_common(word: &Token) -> bool {
    names::of_hash(word.hash).any(Word::COMMON.union(Word::STOP))
}

/// Which words are very common given names (`G`), given names (`g`), surnames (`s`), both (`b`),
/// initials (`i`) or neither (`x`); a second letter `c` marks common words. For four words at most.
fn name_pattern(out: &mut Features, words: &[Token]) {
    let mut pattern = [0; 8];
    let mut len = 0;
    for word in words {
        let known = names::of_hash(word.hash);
        pattern[len] = match (known.has(Word::GIVEN), known.has(Word::SURNAME)) {
            _ if word.end - word.start == 1 => b'i',
            _ if known.has(Word::COMMON_GIVEN) => b'G',
            (true, true) => b'b',
            (true, false) => b'g',
            (false, true) => b's',
            (false, false) => b'x',
        };
        len += 1;
        if known.any(Word::COMMON.union(Word::STOP).union(Word::AMBIGUOUS)) {
            pattern[len] = b'c';
            len += 1;
        }
    }
    let pattern = std::str::from_utf8(&pattern[..len]).unwrap_or_default();
    out.add(family!("name"), Value::new(pattern));
}

/// The letter case of a word, as a letter of the feature `shape`.
pub(super) fn letter_case(word: &Token) -> u8 {
    let shape = word.shape;
    if shape.has(Shape::HANDLE) {
        b'@'
    } else if shape.has(Shape::DIGITS) {
        b'0'
    } else if shape.has(Shape::MIXED) {
        b'M'
    } else if shape.has(Shape::ALL_CAPS) {
        b'A'
    } else if shape.has(Shape::CAPITAL) {
        b'C'
    } else if shape.has(Shape::HAS_DIGIT) {
        b'k'
    } else {
        b'l'
    }
}

/// A link, as far as features need it.
#[derive(Debug, Clone)]
pub struct Target {
    /// What the page shows.
    pub page: Page,
    /// The name in its address, folded to letters and digits.
    pub subject: Option<String>,
    /// The label of its domain, folded likewise.
    pub domain: Option<String>,
}

/// What stands around one mention.
pub struct Context<'a> {
    /// The document.
    pub reading: &'a Reading<'a>,
    /// The block.
    pub block: usize,
    /// The block's links, by index, where they lead somewhere.
    pub targets: &'a [Option<Target>],
    /// The cue words.
    pub cues: &'a Cues,
    /// What the lexicon knows in the block.
    pub known: &'a Known,
    /// The words of the block that are dates, in order.
    pub dates: &'a [u32],
}

/// The proposals of a block that the lexicon knows, with its verdicts.
#[derive(Default)]
pub struct Known {
    /// First word, last word, verdict: by first word.
    found: Vec<(u32, u32, Value<'static>)>,
    /// The most words that one of them has beyond its first.
    reach: u32,
}

impl Known {
    /// Keeps them; each proposal comes with the lexicon's verdict.
    pub fn new<'p>(proposals: impl Iterator<Item = (&'p Proposal, Value<'static>)>) -> Self {
        let found: Vec<_> = proposals
            .map(|(proposal, verdict)| (proposal.first, proposal.last, verdict))
            .collect();
        let reach = found.iter().map(|(first, last, _)| last - first).max();
        Self {
            found,
            reach: reach.unwrap_or(0),
        }
    }

    /// Those that overlap a proposal or stand right beside it, and perhaps some more nearby.
    fn around(&self, proposal: &Proposal) -> &[(u32, u32, Value<'static>)] {
        let from = proposal.first.saturating_sub(self.reach + 1);
        let start = self.found.partition_point(|(first, ..)| *first < from);
        let behind = proposal.last + 1;
        let count = self.found[start..].partition_point(|(first, ..)| *first <= behind);
        &self.found[start..start + count]
    }
}

/// The rules as values.
const RULES: [Value<'static>; Rule::ALL.len()] = {
    let mut values = [Value::new(""); Rule::ALL.len()];
    let mut at = 0;
    while at < values.len() {
        assert!(Rule::ALL[at] as usize == at, "the rules stand in order");
        values[at] = Value::new(Rule::ALL[at].as_str());
        at += 1;
    }
    assert!(Rule::Handle as usize + 1 == at, "no rule is missing");
    values
};

/// The sections as values.
const SECTIONS: [Value<'static>; Section::ALL.len()] = {
    let mut values = [Value::new(""); Section::ALL.len()];
    let mut at = 0;
    while at < values.len() {
        assert!(
            Section::ALL[at] as usize == at,
            "the sections stand in order"
        );
        values[at] = Value::new(Section::ALL[at].as_str());
        at += 1;
    }
    assert!(Section::Top as usize + 1 == at, "no section is missing");
    values
};

/// The features of one mention in front matter or notes.
pub fn of_mention(
    out: &mut Features,
    context: &Context,
    proposal: &Proposal,
    verdict: Value<'static>,
) {
    let Context { reading, block, .. } = *context;
    let words = reading.words(block);
    let (first, last) = (proposal.first as usize, proposal.last as usize);
    let passage = &reading.passages[block];
    let kind = block_name(reading.document.blocks[block].kind);
    let section = passage.section;

    out.add(family!("rule"), RULES[proposal.rule as usize]);
    out.pair(family!("inlex"), kind, verdict);
    let within = SECTIONS[section as usize];
    out.pair(family!("insec"), kind, within);
    out.add(family!("sec"), within);
    let line = match (first == 0, last + 1 == words.len()) {
        (true, true) => value!("whole"),
        (true, false) => value!("start"),
        (false, true) => value!("end"),
        (false, false) => value!("middle"),
    };
    out.pair(family!("line"), kind, line);

    let opens = first == 0 || words[first].gap >= Gap::Quote;
    let case = if !is_name_like(&words[first]) {
        value!("lower")
    } else if passage.title_case {
        value!("title")
    } else if opens {
        value!("opens")
    } else {
        value!("middle")
    };
    out.add(family!("case"), case);
    out.pair(family!("caselex"), case, verdict);
    out.pair(
        family!("caselen"),
        case,
        match last - first {
            0 => value!("1"),
            1 => value!("2"),
            2 => value!("3"),
            _ => value!("4+"),
        },
    );
    if section == Section::Sponsor {
        out.pair(family!("sponsor"), case, verdict);
    }

    beside(out, context, words, first, last, case);
    linked(out, context, words, first, last, case);
    parts(out, context, proposal, verdict);
    cued(out, context, words, first, last);
    super::person::of_mention(out, context, proposal);
    telling::of_mention(out, context, words, first, last, case);

    let run = reading.run(passage.words.start + first as u32);
    for (flag, name) in [
        (Style::STRONG, value!("strong")),
        (Style::CODE, value!("code")),
        (Style::EMPHASIS, value!("emphasis")),
    ] {
        if run.style.has(flag) {
            out.pair(family!("style"), name, case);
        }
    }
}

fn beside(
    out: &mut Features,
    context: &Context,
    words: &[Token],
    first: usize,
    last: usize,
    case: Value<'_>,
) {
    let text = context.reading.document.text.buffer();
    let before = first.checked_sub(1).map(|at| &words[at]);
    let after = words.get(last + 1);
    match before {
        Some(word) if words[first].gap.joins() => {
            out.word(family!("p"), word, text);
            if word.shape.has(Shape::POSSESSIVE) {
                out.pair(family!("possessed"), case, value!("1"));
            }
            out.pair(family!("left"), belongs(word), case);
        }
        Some(_) => out.pair(family!("left"), gap_name(words[first].gap), case),
        None => out.pair(family!("left"), value!("^"), case),
    }
    match after {
        Some(word) if word.gap.joins() => {
            if words[last].shape.has(Shape::POSSESSIVE) {
                out.hashed(family!("n"), word_hash("'s"), "'s");
            } else {
                out.word(family!("n"), word, text);
            }
            out.pair(family!("right"), belongs(word), case);
        }
        Some(word) => out.pair(family!("right"), gap_name(word.gap), case),
        None => out.pair(family!("right"), value!("$"), case),
    }
    // "is a …", "was the …" behind a name.
    if let (Some(verb), Some(article)) = (after, words.get(last + 2)) {
        let is = matches!(verb.text(text), "is" | "was" | "are");
        let a = matches!(article.text(text), "a" | "an" | "the" | "our");
        if is && a {
            out.add(family!("isa"), case);
        }
    }
}

/// Whether a neighbour could belong to the name.
fn belongs(word: &Token) -> Value<'static> {
    if is_name_like(word) {
        value!("name")
    } else if word.shape.has(Shape::DIGITS) {
        value!("number")
    } else if names::of_hash(word.hash).has(Word::STOP) {
        value!("stop")
    } else {
        value!("content")
    }
}

fn linked(
    out: &mut Features,
    context: &Context,
    words: &[Token],
    first: usize,
    last: usize,
    case: Value<'_>,
) {
    let base = context.reading.passages[context.block].words.start;
    let link_of = |at: usize| context.reading.run(base + at as u32).link;
    let own = link_of(first);
    let target =
        |link: Option<u32>| link.and_then(|index| context.targets[index as usize].as_ref());
    if own.is_some() && own == link_of(last) {
        let opens = first == 0 || link_of(first - 1) != own;
        let closes = last + 1 == words.len() || link_of(last + 1) != own;
        match target(own) {
            Some(target) => {
                let family = if opens && closes {
                    family!("link")
                } else {
                    family!("part")
                };
                out.pair(family, page_name(target.page), case);
                subject(out, context, words, first, last, target, family);
            }
            None => out.pair(family!("link"), value!("nowhere"), case),
        }
    } else if own.is_none() {
        // A label right behind the name: "Bigtable [docs](…)", also in brackets.
        let label = last + 1;
        let link_of_next = |at: usize| (at < words.len()).then(|| link_of(at)).flatten();
        let follows = words
            .get(label)
            .is_some_and(|word| word.gap.joins() || word.gap == Gap::Bracket);
        if follows && let Some(link) = link_of(label) {
            let mut end = label;
            while end < words.len() && link_of(end) == Some(link) {
                end += 1;
            }
            if let Some(target) = target(Some(link)) {
                let family = if context.cues.is_label(&words[label..end]) {
                    family!("label")
                } else {
                    family!("before")
                };
                out.pair(family, page_name(target.page), case);
                subject(out, context, words, first, last, target, family);
            }
        } else {
            out.pair(family!("link"), value!("none"), case);
            label_of_account(
                out,
                context,
                words,
                first,
                last,
                target(link_of_next(label)),
            );
        }
    }
}

/// "Twitter: [@ann](https://twitter.com/ann)"
fn label_of_account(
    out: &mut Features,
    context: &Context,
    words: &[Token],
    first: usize,
    last: usize,
    target: Option<&Target>,
) {
    let Some(domain) = target.and_then(|target| target.domain.as_deref()) else {
        return;
    };
    let text = context.reading.document.text.buffer();
    if fold(words[first..=last].iter().map(|word| word.text(text))) == domain {
        out.add(family!("account"), value!("1"));
    }
}

/// Whether the address itself names the candidate.
fn subject(
    out: &mut Features,
    context: &Context,
    words: &[Token],
    first: usize,
    last: usize,
    target: &Target,
    family: Family,
) {
    let text = context.reading.document.text.buffer();
    let own = fold(words[first..=last].iter().map(|word| word.text(text)));
    if own.len() < 2 {
        return;
    }
    let compare = |theirs: &str| {
        if theirs == own {
            Some(value!("same"))
        } else if theirs.len() > 3
            && own.len() > 3
            && (theirs.contains(&own) || own.contains(theirs))
        {
            Some(value!("like"))
        } else {
            None
        }
    };
    let page = page_name(target.page);
    if let Some(how) = target.subject.as_deref().and_then(compare) {
        out.pair(family!("subject"), how, page);
        out.pair(family!("subjectby"), how, family.as_value());
    }
    if let Some(how) = target.domain.as_deref().and_then(compare) {
        out.pair(
            family!("domain"),
            how,
            if matches!(target.page, Page::Home) {
                value!("home")
            } else {
                value!("page")
            },
        );
        out.pair(family!("domainby"), how, family.as_value());
        // "[Twitter](https://twitter.com/ann)" is a label: the page is about someone else.
        let elsewhere = matches!(
            target.page,
            Page::Profile | Page::Channel | Page::Owner | Page::Item | Page::Video | Page::Article
        );
        if how == value!("same") && elsewhere {
            out.add(family!("account"), value!("1"));
        }
    }
}

/// Letters and digits alone, in lower case.
pub fn fold<'t>(words: impl Iterator<Item = &'t str>) -> String {
    words
        .flat_map(str::chars)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn parts(out: &mut Features, context: &Context, proposal: &Proposal, verdict: Value<'_>) {
    let words = context.reading.words(context.block);
    for &(first, last, theirs) in context.known.around(proposal) {
        if (first, last) == (proposal.first, proposal.last) {
            continue;
        }
        if first <= proposal.first && proposal.last <= last {
            out.pair(family!("within"), theirs, verdict);
        } else if proposal.first <= first && last <= proposal.last {
            let place = if first == proposal.first {
                family!("starts")
            } else if last == proposal.last {
                family!("ends")
            } else {
                family!("holds")
            };
            out.pair(place, theirs, verdict);
            let own = &words[proposal.first as usize..=proposal.last as usize];
            let event = theirs == value!("event") || theirs == value!("event?");
            if first == proposal.first
                && event
                && edition::without(own) <= (last - first) as usize + 1
            {
                out.add(family!("edition"), value!("known"));
            }
        } else if last + 1 == proposal.first && words[proposal.first as usize].gap == Gap::Comma
            || proposal.last + 1 == first && words[first as usize].gap == Gap::Comma
        {
            out.pair(family!("list"), theirs, verdict);
        }
    }
}

fn cued(out: &mut Features, context: &Context, words: &[Token], first: usize, last: usize) {
    // "RustConf Sept 10th", "RustConf in September"
    if first < last
        && words[first + 1..=last]
            .iter()
            .any(|word| context.cues.is_date(word))
    {
        out.add(family!("holds"), value!("date"));
    }
    // "CEO", "Developer Advocate"
    if context.cues.is_role(&words[last]) {
        out.add(family!("role"), value!("is"));
    }
    if first < last
        && words[first..last]
            .iter()
            .any(|word| context.cues.is_role(word))
    {
        out.add(family!("titled"), value!("1"));
    }
    for cue in context.cues.before(words, first) {
        out.add(family!("cue"), cue_name(cue));
    }
    if last + 1 < words.len() {
        for cue in context.cues.after(words, last + 1) {
            out.add(family!("cue"), cue_name(cue));
        }
        // "NAME, a ROLE …" and "NAME is a ROLE …"
        let role = words[last + 1..]
            .iter()
            .take(6)
            .take_while(|word| word.gap < Gap::Sentence)
            .any(|word| context.cues.is_role(word));
        if role {
            out.add(
                family!("role"),
                if words[last + 1].gap == Gap::Comma {
                    value!("comma")
                } else {
                    value!("near")
                },
            );
        }
    }
    if first >= 2 {
        let near = words[first.saturating_sub(3)..first]
            .iter()
            .any(|word| context.cues.is_role(word));
        if near {
            let text = context.reading.document.text.buffer();
            out.add(
                family!("rolebefore"),
                if words[first - 1].text(text) == "at" {
                    value!("at")
                } else {
                    value!("other")
                },
            );
        }
    }
}

/// The features of a candidate as far as the transcript goes.
pub fn of_transcript(
    out: &mut Features,
    mentions: u32,
    inner: u32,
    verdict: Value<'_>,
    opens_only: bool,
) {
    let bucket = match mentions {
        0 => return,
        1 => value!("1"),
        2 => value!("2"),
        3..=5 => value!("3"),
        _ => value!("6"),
    };
    out.pair(family!("spoken"), bucket, verdict);
    if opens_only {
        out.pair(family!("spokenopens"), bucket, verdict);
    }
    if inner > 0 {
        out.add(
            family!("spokeninner"),
            if inner > 1 { value!("2") } else { value!("1") },
        );
    }
}

const fn cue_name(cue: Cue) -> Value<'static> {
    match cue {
        Cue::HostAfterCue | Cue::GuestHostAfterCue => value!("host>"),
        Cue::GuestAfterCue => value!("guest>"),
        Cue::GuestBeforeCue => value!("<guest"),
        Cue::HostBeforeCue => value!("<host"),
    }
}

const fn gap_name(gap: Gap) -> Value<'static> {
    match gap {
        Gap::Quote => value!("quote"),
        Gap::Bracket => value!("bracket"),
        Gap::Comma => value!("comma"),
        Gap::Sentence => value!("sentence"),
        Gap::Block => value!("block"),
        _ => value!("sign"),
    }
}

const fn block_name(kind: BlockKind) -> Value<'static> {
    match kind {
        BlockKind::Title => value!("title"),
        BlockKind::Description => value!("description"),
        BlockKind::Category => value!("category"),
        BlockKind::Tag => value!("tag"),
        BlockKind::Chapter => value!("chapter"),
        BlockKind::Heading(_) => value!("heading"),
        BlockKind::Paragraph => value!("paragraph"),
        BlockKind::Item => value!("item"),
        BlockKind::Cell => value!("cell"),
        BlockKind::Quote => value!("quote"),
        BlockKind::Turn => value!("turn"),
        BlockKind::Code => value!("code"),
    }
}

const fn page_name(page: Page) -> Value<'static> {
    match page {
        Page::Repo => value!("repo"),
        Page::Owner => value!("owner"),
        Page::Package => value!("package"),
        Page::Product => value!("product"),
        Page::Wiki => value!("wiki"),
        Page::Profile => value!("profile"),
        Page::Channel => value!("channel"),
        Page::Video => value!("video"),
        Page::Article => value!("article"),
        Page::Docs => value!("docs"),
        Page::Event => value!("event"),
        Page::Item => value!("item"),
        Page::Home => value!("home"),
        Page::Mail => value!("mail"),
        Page::Page => value!("page"),
    }
}
