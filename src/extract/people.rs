//! What the words around a name say of a person: host, guest, and who works where.
//!
//! These rules only hint. Whether a name is a person's at all is weighed elsewhere; a hint counts
//! once it is.

use super::features::look::{Look, is_burdened, look};
use super::mention::{Role, Rule};
use super::reading::TokenizedDocument;
use super::spans::{Proposal, is_name_like};
use crate::knowledge::cues::{Cue, Cues, Section};
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::source::BlockKind;
use crate::text::token::{Separator, Token, WordShape};

/// A part that a rule gives to a proposal of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// The proposal, by index.
    pub proposal: usize,
    /// The part.
    pub role: Role,
    /// The rule.
    pub rule: Rule,
}

/// "NAME … ROLE at ORGANIZATION" in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employment {
    /// The person, as a proposal's index.
    pub person: usize,
    /// The organization, likewise.
    pub organization: usize,
    /// The role: first and last word, included.
    pub role: Option<(usize, usize)>,
}

/// How many words may stand between a cue and the name it points to ("talks with Google's own").
const REACH: usize = 5;

/// The parts that a block gives to the names in it.
pub fn hints(reading: &TokenizedDocument, block: usize, cues: &Cues, names: &[Name]) -> Vec<Hint> {
    let words = reading.words(block);
    let kind = reading.document.blocks[block].kind;
    let mut out = Vec::new();
    match kind {
        BlockKind::Title => title(reading, words, cues, names, &mut out),
        // "Shameless Plugs" announces something, and is nobody's name.
        BlockKind::Heading(_)
            if !matches!(cues.section(words), Section::Other | Section::Biography) => {}
        BlockKind::Heading(_) => heading(reading, block, words, names, &mut out),
        BlockKind::Tag | BlockKind::Category | BlockKind::Turn | BlockKind::Code => {}
        _ => {
            cued(reading, block, words, cues, names, &mut out);
            if reading.passages[block].section == Section::Contact {
                accounts(words, cues, names, &mut out);
            }
        }
    }
    if reading.passages[block].section == Section::Sponsor {
        out.clear();
    }
    out
}

/// A name in a block: a capitalised sequence that is part of no longer one.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    proposal: usize,
    first: usize,
    last: usize,
}

/// The names in a block.
pub fn names_in(
    reading: &TokenizedDocument,
    block: usize,
    cues: &Cues,
    proposals: &[Proposal],
) -> Vec<Name> {
    let words = reading.words(block);
    let text = reading.document.text.buffer();
    let mut names: Vec<Name> = Vec::new();
    for (index, proposal) in proposals.iter().enumerate() {
        let (first, last) = (proposal.first as usize, proposal.last as usize);
        // Names stand in order and apart.
        let overlaps = names.last().is_some_and(|name| first <= name.last);
        if overlaps || last - first >= 5 {
            continue;
        }
        let proper = is_name_like(&words[first])
            && is_name_like(&words[last])
            && words[first..=last]
                .iter()
                .all(|word| is_name_like(word) || is_particle(word.text(text)));
        if !proper {
            continue;
        }
        // "Jane Doe & John Roe" are two, though a line of both is proposed.
        let single = words[first + 1..=last]
            .iter()
            .all(|word| word.gap.joins() && word.gap != Separator::Ampersand)
            || look(&words[first..=last], text, cues) == Look::Full;
        if !single {
            continue;
        }
        let void = || {
            words[first..=last]
                .iter()
                .all(|word| name_lists::of_hash(word.hash).has(WordClass::STOP))
        };
        // "Program Manager Will Curran": the role is no part of the name.
        let titled = words[first..last.max(first + 1)]
            .iter()
            .any(|word| cues.is_role(word))
            || is_burdened(&words[first..=last], text, cues);
        if !titled && !void() {
            names.push(Name {
                proposal: index,
                first,
                last,
            });
        }
    }
    names
}

/// Small words inside names of people and bodies; "and" and "with" stand between names. Not the
/// list of `features::look`: here a name may be a body's ("Bank of America"), and what only that list
/// has ("du", "ten") would make names, and so hints, of more forms.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "de"
            | "van"
            | "von"
            | "der"
            | "den"
            | "la"
            | "le"
            | "da"
            | "di"
            | "del"
            | "bin"
            | "al"
            | "for"
    )
}

/// "Kubernetes 1.3 with Carter Morgan"; "Carter Morgan", "Carter Morgan (Google) and Kim Roe (Acme)".
fn title(
    reading: &TokenizedDocument,
    words: &[Token],
    cues: &Cues,
    names: &[Name],
    out: &mut Vec<Hint>,
) {
    let text = reading.document.text.buffer();
    // A title that opens with somebody's full name and says nothing behind it but where from.
    let opens = |name: &Name| {
        let whole = name.last + 1 == words.len();
        let bracket = words
            .get(name.last + 1)
            .is_some_and(|word| word.gap == Separator::Bracket);
        let full = look(&words[name.first..=name.last], text, cues) == Look::Full;
        full && (whole || bracket)
    };
    if names
        .first()
        .is_some_and(|name| name.first == 0 && opens(name))
    {
        for name in names.iter().filter(|name| opens(name)) {
            out.push(Hint {
                proposal: name.proposal,
                role: Role::Guest,
                rule: Rule::TitleWith,
            });
        }
        return;
    }
    let with = words.iter().rposition(|word| {
        matches!(
            word.text(text).to_ascii_lowercase().as_str(),
            "with" | "w" | "ft" | "feat" | "featuring" | "interview" | "interviewing"
        )
    });
    let Some(with) = with else { return };
    chain(reading, words, names, with + 1, |name| {
        out.push(Hint {
            proposal: name.proposal,
            role: Role::Guest,
            rule: Rule::TitleWith,
        });
    });
}

/// "About Carter Morgan", or a heading that is a name.
fn heading(
    reading: &TokenizedDocument,
    block: usize,
    words: &[Token],
    names: &[Name],
    out: &mut Vec<Hint>,
) {
    let whole = |first: usize| {
        names
            .iter()
            .find(|name| name.first == first && name.last + 1 == words.len())
    };
    let biography = reading.passages[block].section == Section::Biography;
    let found = whole(0).filter(|name| name.last - name.first >= 1 && name.last - name.first <= 3);
    let found = found.or_else(|| biography.then(|| whole(1)).flatten());
    if let Some(name) = found {
        out.push(Hint {
            proposal: name.proposal,
            role: Role::Guest,
            rule: Rule::Biography,
        });
    } else if biography {
        chain(reading, words, names, 1, |name| {
            out.push(Hint {
                proposal: name.proposal,
                role: Role::Guest,
                rule: Rule::Biography,
            });
        });
    }
}

/// Cue words before and after names, and the names that follow in the same list.
fn cued(
    reading: &TokenizedDocument,
    block: usize,
    words: &[Token],
    cues: &Cues,
    names: &[Name],
    out: &mut Vec<Hint>,
) {
    let text = reading.document.text.buffer();
    let base = reading.passages[block].words.start;
    // "[Interview with Jane Doe](…)": the title of something else gives no part in this episode.
    let titled = |name: &Name, cue: usize| {
        let link = |at: usize| reading.run(base + at as u32).link;
        link(cue).is_some() && link(cue) == link(name.first)
    };
    for (index, name) in names.iter().enumerate() {
        for back in 0..=REACH.min(name.first) {
            let at = name.first - back;
            // A new sentence cuts a cue off, a colon does not ("Hosts: A").
            let gap = words[at].gap;
            let colon = gap == Separator::Sentence
                && at > 0
                && text[words[at - 1].end as usize..]
                    .trim_start_matches(['*', '_'])
                    .starts_with(':');
            if let Some(cue) = cues.before(words, at).next() {
                if titled(name, at - 1) {
                    break;
                }
                if gap < Separator::Sentence || colon {
                    let (role, rule) = match cue {
                        Cue::HostAfterCue => (Role::Host, Rule::Cue),
                        // Said of this person in this episode, whoever else hosts.
                        Cue::GuestHostAfterCue => (Role::Host, Rule::Apposition),
                        _ => (Role::Guest, Rule::Cue),
                    };
                    chain(reading, words, names, name.first, |name| {
                        out.push(Hint {
                            proposal: name.proposal,
                            role,
                            rule,
                        });
                    });
                }
                break;
            }
            let other_name = names[..index]
                .iter()
                .rev()
                .take_while(|other| at <= other.last + 1)
                .any(|other| other.first < at);
            if gap >= Separator::Comma && back > 0 || other_name || gap >= Separator::Sentence {
                break;
            }
        }
        let after = name.last + 1;
        if after >= words.len() {
            continue;
        }
        if let Some(cue) = cues
            .after(words, after)
            .next()
            .filter(|_| words[after].gap < Separator::Comma && !titled(name, after))
        {
            let role = if cue == Cue::HostBeforeCue {
                Role::Host
            } else {
                Role::Guest
            };
            // The names before it in the same list play the same part.
            let mut at = index;
            loop {
                out.push(Hint {
                    proposal: names[at].proposal,
                    role,
                    rule: Rule::Cue,
                });
                let Some(before) = at.checked_sub(1) else {
                    break;
                };
                if !continues(reading, words, names[before].last, names[at].first) {
                    break;
                }
                at = before;
            }
        }
    }
}

/// "Ann's Instagram" where the listeners are told how to reach the makers: a host's account.
fn accounts(words: &[Token], cues: &Cues, names: &[Name], out: &mut Vec<Hint>) {
    for name in names {
        let label = words
            .get(name.last + 1)
            .is_some_and(|word| cues.is_label(&[*word]));
        // "Ann's Twitter", and "Ann: [X](…) [Instagram](…)".
        let possessive = words[name.last].shape.has(WordShape::POSSESSIVE)
            || words.get(name.last + 1).is_some_and(|word| {
                matches!(word.gap, Separator::Quote | Separator::Apostrophe)
                    || word.gap == Separator::Sentence && name.first == 0
            });
        if label && possessive {
            out.push(Hint {
                proposal: name.proposal,
                role: Role::Host,
                rule: Rule::Handle,
            });
        }
    }
}

/// Calls `found` for the first name at or behind a word and for those that continue its list.
fn chain(
    reading: &TokenizedDocument,
    words: &[Token],
    names: &[Name],
    from: usize,
    mut found: impl FnMut(&Name),
) {
    let mut last = None;
    let start = names.partition_point(|name| name.first < from);
    for name in &names[start..] {
        match last {
            None if name.first > from + REACH => return,
            None => {}
            Some(before) if continues(reading, words, before, name.first) => {}
            Some(_) => return,
        }
        found(name);
        last = Some(name.last);
    }
}

/// Whether only "and", "&" or a comma stands between two names.
fn continues(reading: &TokenizedDocument, words: &[Token], last: usize, first: usize) -> bool {
    let text = reading.document.text.buffer();
    let between = &words[last + 1..first];
    match between {
        [] => matches!(
            words[first].gap,
            Separator::Comma | Separator::Ampersand | Separator::Slash
        ),
        [and] => {
            let and = and.text(text);
            let joins = and.eq_ignore_ascii_case("and") || and.eq_ignore_ascii_case("und");
            joins && words[first].gap <= Separator::Quote
        }
        _ => false,
    }
}

/// How far a role may reach behind a name, in words.
const APPOSITION: usize = 12;

/// "NAME, a ROLE at ORGANIZATION" and "NAME is the ROLE of ORGANIZATION".
pub fn employments(
    reading: &TokenizedDocument,
    block: usize,
    cues: &Cues,
    names: &[Name],
) -> Vec<Employment> {
    let words = reading.words(block);
    let text = reading.document.text.buffer();
    let mut out = Vec::new();
    for name in names {
        let start = name.last + 1;
        if start >= words.len() || words[start].gap >= Separator::Sentence {
            continue;
        }
        let opens = words[start].gap == Separator::Comma
            || words[start].gap == Separator::Bracket
            || matches!(words[start].text(text), "is" | "was" | "works" | "leads");
        if !opens {
            continue;
        }
        let stop = (start + APPOSITION).min(words.len());
        let mut role: Option<(usize, usize)> = None;
        for at in start..stop {
            if at > start && words[at].gap >= Separator::Sentence {
                break;
            }
            if cues.is_role(&words[at]) {
                let first =
                    role.map_or_else(|| role_start(words, text, start, at), |(first, _)| first);
                role = Some((first, at));
            }
            let works = words[start].text(text) == "works";
            let joins = matches!(
                words[at].text(text),
                "at" | "of" | "for" | "from" | "with" | "@"
            );
            if !joins || role.is_none() && !works {
                continue;
            }
            let next = at + 1;
            let skip = usize::from(
                words
                    .get(next)
                    .is_some_and(|word| matches!(word.text(text), "the" | "a")),
            );
            if let Ok(organization) =
                names.binary_search_by_key(&(next + skip), |other| other.first)
            {
                out.push(Employment {
                    person: name.proposal,
                    organization: names[organization].proposal,
                    role,
                });
                break;
            }
        }
    }
    out
}

/// Where the role begins: behind "a", "is", "the", "our" or the comma before it.
fn role_start(words: &[Token], text: &str, from: usize, role: usize) -> usize {
    let mut start = role;
    while start > from {
        let stops = words[start].gap >= Separator::Comma
            || matches!(
                words[start - 1].text(text),
                "a" | "an"
                    | "the"
                    | "is"
                    | "was"
                    | "our"
                    | "as"
                    | "and"
                    | "currently"
                    | "now"
                    | "works"
            );
        if stops {
            break;
        }
        start -= 1;
    }
    start
}
