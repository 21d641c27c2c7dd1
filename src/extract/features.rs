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
use super::lexicon::names::{self, Word};
use super::lexicon::{Entry, Lexicon};
use super::model::{Feature, Model, Scores};
use super::reading::Reading;
use super::spans::{Proposal, is_name_like};
use super::token::{Gap, Shape, Token};
use crate::source::{BlockKind, Style};
use crate::vocabulary::Kind;

/// A set of features, as the rows of their weights: what has no weight says nothing. Keeps the names
/// of all of them too when asked to, for fitting.
#[derive(Clone)]
pub struct Features<'m> {
    model: &'m Model,
    /// The rows, in the order added, with doubles until [`Features::score`].
    rows: Vec<u16>,
    /// All names, where wanted.
    pub names: Option<Vec<String>>,
}

impl<'m> Features<'m> {
    /// An empty set that keeps names or does not.
    pub fn new(model: &'m Model, named: bool) -> Self {
        Self {
            model,
            rows: Vec::new(),
            names: named.then(Vec::new),
        }
    }

    /// Adds `family=value`.
    // In line, so that the hash of the family is a constant.
    #[inline]
    pub fn add(&mut self, family: &str, value: &str) {
        self.rows
            .extend(self.model.row(Feature::new(family, value)));
        if let Some(names) = &mut self.names {
            names.push(format!("{family}={value}"));
        }
    }

    #[inline]
    fn folded(&mut self, family: &str, value: &str) {
        self.rows
            .extend(self.model.row(Feature::folded(family, value)));
        if let Some(names) = &mut self.names {
            names.push(format!("{family}={}", value.to_lowercase()));
        }
    }

    fn pair(&mut self, family: &str, first: &str, second: &str) {
        let mut value = [0; 40];
        let length = first.len() + 1 + second.len();
        if length > value.len() {
            return;
        }
        value[..first.len()].copy_from_slice(first.as_bytes());
        value[first.len()] = b'/';
        value[first.len() + 1..length].copy_from_slice(second.as_bytes());
        if let Ok(text) = std::str::from_utf8(&value[..length]) {
            self.add(family, text);
        }
    }

    /// What all of them weigh together.
    pub fn score(&mut self) -> Scores {
        self.settle();
        self.model.score(&self.rows)
    }

    /// The names, sorted, each once.
    pub fn into_names(mut self) -> Vec<String> {
        self.settle();
        self.names.unwrap_or_default()
    }

    /// Sorts and removes doubles.
    fn settle(&mut self) {
        self.rows.sort_unstable();
        self.rows.dedup();
        if let Some(names) = &mut self.names {
            names.sort_unstable();
            names.dedup();
        }
    }
}

/// What the lexicon says of one proposal, in one word.
pub fn verdict(entries: &[u32], lexicon: &Lexicon) -> &'static str {
    let mut verdict = "none";
    for id in entries {
        let entry = lexicon.entry(super::lexicon::EntryId(*id));
        let word = match (entry.kind, entry.ambiguous) {
            (Kind::Person, false) => "person",
            (Kind::Organization, false) => "organization",
            (Kind::Product, false) => "product",
            (Kind::Concept, false) => "concept",
            (Kind::Event, false) => "event",
            (Kind::Person, true) => "person?",
            (Kind::Organization, true) => "organization?",
            (Kind::Product, true) => "product?",
            (Kind::Concept, true) => "concept?",
            (Kind::Event, true) => "event?",
            _ => continue,
        };
        if verdict == "none" || verdict.ends_with('?') && !word.ends_with('?') {
            verdict = word;
        }
    }
    verdict
}

/// The features of a form.
pub fn of_form(
    out: &mut Features,
    text: &str,
    words: &[Token],
    entries: &[u32],
    verdict: &str,
    lexicon: &Lexicon,
) {
    out.add("bias", "1");
    out.add(
        "len",
        ["0", "1", "2", "3", "4", "5"]
            .get(words.len())
            .unwrap_or(&"6+"),
    );
    let mut letters = [0; 4];
    for (letter, word) in letters.iter_mut().zip(words) {
        *letter = letter_case(word);
    }
    let shape = std::str::from_utf8(&letters[..words.len().min(4)]).unwrap_or_default();
    out.add("shape", shape);
    out.add("lex", verdict);
    out.pair("lexshape", verdict, shape);
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return;
    };
    out.folded("head", last.text(text));
    let head = last.text(text);
    if let Some(tail) = event_tail(head) {
        let letter = [letter_case(last)];
        out.pair(
            "tail",
            tail,
            std::str::from_utf8(&letter).unwrap_or_default(),
        );
    }
    if head.len() > 4 && head.is_ascii() {
        out.folded("suffix", &head[head.len() - 3..]);
    }
    if ends_in_year(head) {
        out.add("year", "joined");
    }
    let stem = without_edition(words);
    if stem > 0 && stem < words.len() {
        let head = words[stem - 1].text(text);
        if event_tail(head).is_some() || is_event_word(head) {
            out.add("edition", "headed");
        }
    }
    if words.len() > 1 {
        out.folded("first", first.text(text));
        out.add("lexlen", if words.len() > 2 { verdict } else { "2" });
    } else if is_common(first) {
        out.pair("common", shape, verdict);
    } else {
        out.pair("uncommon", shape, verdict);
    }
    if words.len() > 1 && words.iter().all(is_common) {
        out.pair("allcommon", shape, verdict);
    }
    if names::of_hash(last.hash).has(Word::PLACE) {
        let part = Word::PLACE.union(Word::PLACE_OPENING);
        let opening = &words[..words.len() - 1];
        let whole = opening
            .iter()
            .all(|word| names::of_hash(word.hash).any(part));
        out.add("place", if whole { "whole" } else { "ends" });
    }
    // "Ann and Bob", "RustConf in Portland": what joins the parts tells whether they are one name.
    let small =
        |word: &Token| word.shape.has(Shape::LOWER) && names::of_hash(word.hash).has(Word::STOP);
    let mut headed = false;
    for at in (1..words.len()).filter(|at| small(&words[*at])) {
        let joint = words[at].text(text);
        out.folded("joint", joint);
        // "University of Example": what it is stands before the joint.
        if !headed && matches!(joint, "of" | "for") && is_name_like(&words[at - 1]) {
            out.folded("headof", words[at - 1].text(text));
        }
        headed = true;
    }
    if words.len() > 1 && is_name_like(last) {
        out.folded("named", head);
    }
    for id in entries {
        let entry: Entry = lexicon.entry(super::lexicon::EntryId(*id));
        if let Some(also) = entry.also {
            out.pair("also", entry.kind.as_str(), also.as_str());
        }
        out.add(
            "known",
            ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"][entry.known.min(9) as usize],
        );
    }
    if words.len() <= 4
        && words
            .iter()
            .all(|word| is_name_like(word) || word.end - word.start <= 3)
    {
        out.add("name", name_pattern(words).as_str());
    }
    if last.shape.has(Shape::HAS_DIGIT) && words.len() > 1 {
        let number = last.text(text);
        let year = last.shape.has(Shape::DIGITS)
            && (number.len() == 2 || number.len() == 4 && number.starts_with(['1', '2']));
        out.add(
            "version",
            if year {
                "year"
            } else if last.shape.has(Shape::DIGITS) {
                "number"
            } else {
                "mixed"
            },
        );
        out.folded("dated", words[words.len() - 2].text(text));
    }
}

/// What a word ends in that is written like the name of a conference: "RustConf", "AnsibleFest".
fn event_tail(word: &str) -> Option<&'static str> {
    const TAILS: [&str; 12] = [
        "conf", "con", "fest", "camp", "days", "day", "summit", "expo", "world", "week", "jam",
        "meetup",
    ];
    let bytes = word.as_bytes();
    TAILS.into_iter().find(|tail| {
        bytes.len() > tail.len() + 1
            && bytes[0].is_ascii_uppercase()
            && bytes[bytes.len() - tail.len()..].eq_ignore_ascii_case(tail.as_bytes())
    })
}

/// Words that conferences are called by.
fn is_event_word(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "conf",
        "con",
        "conference",
        "summit",
        "meetup",
        "fest",
        "festival",
        "camp",
        "days",
        "day",
        "hackathon",
        "workshop",
        "symposium",
        "expo",
        "congress",
        "forum",
    ];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
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
fn without_edition(words: &[Token]) -> usize {
    let mut end = words.len();
    while end > 1 {
        let known = names::of_hash(words[end - 1].hash);
        let year = words[end - 1].shape.has(Shape::DIGITS);
        if !year && !known.has(Word::PLACE) {
            break;
        }
        end -= 1;
        while !year && end > 1 && names::of_hash(words[end - 1].hash).has(Word::PLACE_OPENING) {
            end -= 1;
        }
    }
    end
}

/// Whether a word is a common English one.
pub fn is_common(word: &Token) -> bool {
    names::of_hash(word.hash).any(Word::COMMON.union(Word::STOP))
}

/// Which words are very common given names (`G`), given names (`g`), surnames (`s`), both (`b`), initials (`i`) or neither (`x`);
/// a second letter `c` marks common words.
fn name_pattern(words: &[Token]) -> String {
    let mut pattern = String::with_capacity(8);
    for word in words {
        let known = names::of_hash(word.hash);
        pattern.push(match (known.has(Word::GIVEN), known.has(Word::SURNAME)) {
            _ if word.end - word.start == 1 => 'i',
            _ if known.has(Word::COMMON_GIVEN) => 'G',
            (true, true) => 'b',
            (true, false) => 'g',
            (false, true) => 's',
            (false, false) => 'x',
        });
        if is_common(word) || known.has(Word::AMBIGUOUS) {
            pattern.push('c');
        }
    }
    pattern
}

fn letter_case(word: &Token) -> u8 {
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
pub struct Known {
    /// First word, last word, verdict: by first word.
    found: Vec<(u32, u32, &'static str)>,
    /// The most words that one of them has beyond its first.
    reach: u32,
}

impl Known {
    /// Picks them out; each proposal comes with the lexicon's verdict.
    pub fn new<'p>(proposals: impl Iterator<Item = (&'p Proposal, &'static str)>) -> Self {
        let found: Vec<_> = proposals
            .filter(|(proposal, _)| !proposal.entries.is_empty())
            .map(|(proposal, verdict)| (proposal.first, proposal.last, verdict))
            .collect();
        let reach = found.iter().map(|(first, last, _)| last - first).max();
        Self {
            found,
            reach: reach.unwrap_or(0),
        }
    }

    /// Those that overlap a proposal or stand right beside it, and perhaps some more nearby.
    fn around(&self, proposal: &Proposal) -> &[(u32, u32, &'static str)] {
        let from = proposal.first.saturating_sub(self.reach + 1);
        let start = self.found.partition_point(|(first, ..)| *first < from);
        let behind = proposal.last + 1;
        let count = self.found[start..].partition_point(|(first, ..)| *first <= behind);
        &self.found[start..start + count]
    }
}

/// The features of one mention in front matter or notes.
pub fn of_mention(
    out: &mut Features,
    context: &Context,
    proposal: &Proposal,
    verdict: &'static str,
) {
    let Context { reading, block, .. } = *context;
    let words = reading.words(block);
    let (first, last) = (proposal.first as usize, proposal.last as usize);
    let passage = &reading.passages[block];
    let kind = block_name(reading.document.blocks[block].kind);
    let section = passage.section;

    out.add("rule", proposal.rule.as_str());
    out.pair("inlex", kind, verdict);
    out.pair("insec", kind, section.as_str());
    out.add("sec", section.as_str());
    let line = match (first == 0, last + 1 == words.len()) {
        (true, true) => "whole",
        (true, false) => "start",
        (false, true) => "end",
        (false, false) => "middle",
    };
    out.pair("line", kind, line);

    let opens = first == 0 || words[first].gap >= Gap::Quote;
    let case = if !is_name_like(&words[first]) {
        "lower"
    } else if passage.title_case {
        "title"
    } else if opens {
        "opens"
    } else {
        "middle"
    };
    out.add("case", case);
    out.pair("caselex", case, verdict);
    out.pair(
        "caselen",
        case,
        ["1", "2", "3"].get(last - first).unwrap_or(&"4+"),
    );
    if section == Section::Sponsor {
        out.pair("sponsor", case, verdict);
    }

    beside(out, context, words, first, last, case);
    linked(out, context, words, first, last, case);
    parts(out, context, proposal, verdict);
    cued(out, context, words, first, last);
    told(out, context, words, first, last, case);

    let run = reading.run(passage.words.start + first as u32);
    for (flag, name) in [
        (Style::STRONG, "strong"),
        (Style::CODE, "code"),
        (Style::EMPHASIS, "emphasis"),
    ] {
        if run.style.has(flag) {
            out.pair("style", name, case);
        }
    }
}

fn beside(
    out: &mut Features,
    context: &Context,
    words: &[Token],
    first: usize,
    last: usize,
    case: &str,
) {
    let text = context.reading.document.text.buffer();
    let before = first.checked_sub(1).map(|at| &words[at]);
    let after = words.get(last + 1);
    match before {
        Some(word) if words[first].gap.joins() => {
            out.folded("p", word.text(text));
            if word.shape.has(Shape::POSSESSIVE) {
                out.pair("possessed", case, "1");
            }
            out.pair("left", belongs(word), case);
        }
        Some(_) => out.pair("left", gap_name(words[first].gap), case),
        None => out.pair("left", "^", case),
    }
    match after {
        Some(word) if word.gap.joins() => {
            if words[last].shape.has(Shape::POSSESSIVE) {
                out.add("n", "'s");
            } else {
                out.folded("n", word.text(text));
            }
            out.pair("right", belongs(word), case);
        }
        Some(word) => out.pair("right", gap_name(word.gap), case),
        None => out.pair("right", "$", case),
    }
    // "is a …", "was the …" behind a name.
    if let (Some(verb), Some(article)) = (after, words.get(last + 2)) {
        let is = matches!(verb.text(text), "is" | "was" | "are");
        let a = matches!(article.text(text), "a" | "an" | "the" | "our");
        if is && a {
            out.add("isa", case);
        }
    }
}

/// Whether a neighbour could belong to the name.
fn belongs(word: &Token) -> &'static str {
    if is_name_like(word) {
        "name"
    } else if word.shape.has(Shape::DIGITS) {
        "number"
    } else if names::of_hash(word.hash).has(Word::STOP) {
        "stop"
    } else {
        "content"
    }
}

fn linked(
    out: &mut Features,
    context: &Context,
    words: &[Token],
    first: usize,
    last: usize,
    case: &str,
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
                let family = if opens && closes { "link" } else { "part" };
                out.pair(family, page_name(target.page), case);
                subject(out, context, words, first, last, target, family);
            }
            None => out.pair("link", "nowhere", case),
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
                    "label"
                } else {
                    "before"
                };
                out.pair(family, page_name(target.page), case);
                subject(out, context, words, first, last, target, family);
            }
        } else {
            out.pair("link", "none", case);
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
        out.add("account", "1");
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
    family: &str,
) {
    let text = context.reading.document.text.buffer();
    let own = fold(words[first..=last].iter().map(|word| word.text(text)));
    if own.len() < 2 {
        return;
    }
    let compare = |theirs: &str| {
        if theirs == own {
            Some("same")
        } else if theirs.len() > 3
            && own.len() > 3
            && (theirs.contains(&own) || own.contains(theirs))
        {
            Some("like")
        } else {
            None
        }
    };
    let page = page_name(target.page);
    if let Some(how) = target.subject.as_deref().and_then(compare) {
        out.pair("subject", how, page);
        out.pair("subjectby", how, family);
    }
    if let Some(how) = target.domain.as_deref().and_then(compare) {
        out.pair(
            "domain",
            how,
            if matches!(target.page, Page::Home) {
                "home"
            } else {
                "page"
            },
        );
        out.pair("domainby", how, family);
        // "[Twitter](https://twitter.com/ann)" is a label: the page is about someone else.
        let elsewhere = matches!(
            target.page,
            Page::Profile | Page::Channel | Page::Owner | Page::Item | Page::Video | Page::Article
        );
        if how == "same" && elsewhere {
            out.add("account", "1");
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

fn parts(out: &mut Features, context: &Context, proposal: &Proposal, verdict: &str) {
    let words = context.reading.words(context.block);
    for (first, last, theirs) in context.known.around(proposal) {
        if (*first, *last) == (proposal.first, proposal.last) {
            continue;
        }
        if *first <= proposal.first && proposal.last <= *last {
            out.pair("within", theirs, verdict);
        } else if proposal.first <= *first && *last <= proposal.last {
            let place = if *first == proposal.first {
                "starts"
            } else if *last == proposal.last {
                "ends"
            } else {
                "holds"
            };
            out.pair(place, theirs, verdict);
            let own = &words[proposal.first as usize..=proposal.last as usize];
            if *first == proposal.first
                && theirs.starts_with("event")
                && without_edition(own) <= (*last - *first) as usize + 1
            {
                out.add("edition", "known");
            }
        } else if *last + 1 == proposal.first && words[proposal.first as usize].gap == Gap::Comma
            || proposal.last + 1 == *first && words[*first as usize].gap == Gap::Comma
        {
            out.pair("list", theirs, verdict);
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
        out.add("holds", "date");
    }
    // "CEO", "Developer Advocate"
    if context.cues.is_role(&words[last]) {
        out.add("role", "is");
    }
    if first < last
        && words[first..last]
            .iter()
            .any(|word| context.cues.is_role(word))
    {
        out.add("titled", "1");
    }
    for cue in context.cues.before(words, first) {
        out.add("cue", cue_name(cue));
    }
    if last + 1 < words.len() {
        for cue in context.cues.after(words, last + 1) {
            out.add("cue", cue_name(cue));
        }
        // "NAME, a ROLE …" and "NAME is a ROLE …"
        let role = words[last + 1..]
            .iter()
            .take(6)
            .take_while(|word| word.gap < Gap::Sentence)
            .any(|word| context.cues.is_role(word));
        if role {
            out.add(
                "role",
                if words[last + 1].gap == Gap::Comma {
                    "comma"
                } else {
                    "near"
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
                "rolebefore",
                if words[first - 1].text(text) == "at" {
                    "at"
                } else {
                    "other"
                },
            );
        }
    }
}

/// What the words around a name say of its kind.
fn told(
    out: &mut Features,
    context: &Context,
    words: &[Token],
    first: usize,
    last: usize,
    case: &str,
) {
    let cues = context.cues;
    let mut start = first;
    // "at the NAME conference": the article is no part of the cue.
    if start > 0 && words[start].gap.joins() && is_stop_article(&words[start - 1], context) {
        start -= 1;
    }
    if start > 0 && words[start].gap.joins() {
        for kind in cues.announced(words, start) {
            out.pair("told", kind.as_str(), case);
        }
        let before = &words[start - 1];
        let text = before.text(context.reading.document.text.buffer());
        let called = matches!(text, "called" | "named") && start > 1;
        let noun = if called { &words[start - 2] } else { before };
        if let Some(kind) = cues.noun(noun) {
            out.pair(if called { "called" } else { "noun<" }, kind.as_str(), case);
        }
    }
    if let Some(next) = words.get(last + 1) {
        if next.gap.joins() {
            for kind in cues.told(words, last + 1) {
                out.pair("tells", kind.as_str(), case);
            }
            if let Some(kind) = cues.noun(next) {
                out.pair("noun>", kind.as_str(), case);
            }
        }
        // "RustConf in Portland"
        let place = words.get(last + 2).is_some_and(|word| {
            let part = Word::PLACE.union(Word::PLACE_OPENING);
            is_name_like(word) && names::of_hash(word.hash).any(part)
        });
        if place && next.text(context.reading.document.text.buffer()) == "in" {
            out.add("where", case);
        }
        if let Some(kind) = definition(context, words, last + 1) {
            out.pair("defined", kind.as_str(), case);
        }
    }
    if !context.dates.is_empty() {
        let at = context
            .dates
            .partition_point(|date| (*date as usize) < first);
        let near = |from: usize, to: usize| {
            to - from <= 8
                && words[from + 1..=to]
                    .iter()
                    .all(|word| word.gap < Gap::Sentence)
        };
        let behind = context
            .dates
            .get(at)
            .is_some_and(|date| near(first, *date as usize));
        let before = at > 0 && near(context.dates[at - 1] as usize, first);
        if behind || before {
            out.pair("when", if behind { "behind" } else { "before" }, case);
        }
    }
}

fn is_stop_article(word: &Token, context: &Context) -> bool {
    let text = word.text(context.reading.document.text.buffer());
    matches!(text, "the" | "a" | "an" | "our" | "this" | "their")
}

/// What a name is said to be right behind it: "X is a company that …", "X, an open source library".
fn definition(context: &Context, words: &[Token], next: usize) -> Option<Kind> {
    let text = context.reading.document.text.buffer();
    let article = |at: usize| {
        let word = words.get(at).filter(|word| word.gap < Gap::Sentence)?;
        matches!(
            word.text(text),
            "a" | "an" | "the" | "our" | "another" | "one"
        )
        .then_some(at + 1)
    };
    let from = if words[next].gap == Gap::Comma {
        article(next)
    } else if matches!(words[next].text(text), "is" | "was" | "are" | "as") {
        article(next + 1)
    } else {
        None
    }?;
    // The last word before the next small word is the noun that the others only describe.
    let noun = words[from..]
        .iter()
        .take(6)
        .take_while(|word| word.gap.joins() && !names::of_hash(word.hash).has(Word::STOP))
        .last()?;
    context.cues.noun(noun)
}

/// The features of a candidate as far as the transcript goes.
pub fn of_transcript(
    out: &mut Features,
    mentions: u32,
    inner: u32,
    verdict: &str,
    opens_only: bool,
) {
    let bucket = match mentions {
        0 => return,
        1 => "1",
        2 => "2",
        3..=5 => "3",
        _ => "6",
    };
    out.pair("spoken", bucket, verdict);
    if opens_only {
        out.pair("spokenopens", bucket, verdict);
    }
    if inner > 0 {
        out.add("spokeninner", if inner > 1 { "2" } else { "1" });
    }
}

const fn cue_name(cue: Cue) -> &'static str {
    match cue {
        Cue::HostAfterCue => "host>",
        Cue::GuestAfterCue => "guest>",
        Cue::GuestBeforeCue => "<guest",
        Cue::HostBeforeCue => "<host",
    }
}

const fn gap_name(gap: Gap) -> &'static str {
    match gap {
        Gap::Quote => "quote",
        Gap::Bracket => "bracket",
        Gap::Comma => "comma",
        Gap::Sentence => "sentence",
        Gap::Block => "block",
        _ => "sign",
    }
}

const fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Description => "description",
        BlockKind::Category => "category",
        BlockKind::Tag => "tag",
        BlockKind::Chapter => "chapter",
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Item => "item",
        BlockKind::Cell => "cell",
        BlockKind::Quote => "quote",
        BlockKind::Turn => "turn",
        BlockKind::Code => "code",
    }
}

const fn page_name(page: Page) -> &'static str {
    match page {
        Page::Repo => "repo",
        Page::Owner => "owner",
        Page::Package => "package",
        Page::Product => "product",
        Page::Wiki => "wiki",
        Page::Profile => "profile",
        Page::Channel => "channel",
        Page::Video => "video",
        Page::Article => "article",
        Page::Docs => "docs",
        Page::Event => "event",
        Page::Item => "item",
        Page::Home => "home",
        Page::Mail => "mail",
        Page::Page => "page",
    }
}
