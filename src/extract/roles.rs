//! Who hosts and who is a guest, as the words around a name say.
//!
//! These rules only hint: a role counts once the name is classified as a person's.

use super::features::name_pattern::{NamePattern, person_name_pattern};
use super::mention::{Role, Rule};
use super::name_spans::NameSpan;
use super::tokenized::TokenizedDocument;
use crate::knowledge::cues::{Cue, Cues, Section};
use crate::knowledge::name_lists::{self, WordClass};
use crate::source::BlockKind;
use crate::text::token::{Separator, Token, WordShape};

/// A role that a rule gives to a span of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SpanRole {
    /// The span, by index.
    pub span: usize,
    /// The role.
    pub role: Role,
    /// The rule.
    pub rule: Rule,
}

/// How many words may stand between a cue and the name it points to ("talks with Google's own").
const REACH: usize = 5;

/// The roles that a block gives to the names in it.
pub(super) fn roles_in(
    tokenized: &TokenizedDocument,
    block: usize,
    cues: &Cues,
    names: &[NameSpan],
) -> Vec<SpanRole> {
    let words = tokenized.words(block);
    let kind = tokenized.document.blocks[block].kind;
    let mut out = Vec::new();
    // "El Pasaje", "The Guardian": nobody is called so.
    let nobody = |name: &NameSpan| name.last > name.first && cues.is_article(&words[name.first]);
    let people: Vec<NameSpan>;
    let names = if names.iter().any(nobody) {
        people = names.iter().copied().filter(|name| !nobody(name)).collect();
        &people
    } else {
        names
    };
    match kind {
        BlockKind::Title => title(tokenized, words, cues, names, &mut out),
        // "Shameless Plugs" announces something, and is nobody's name.
        BlockKind::Heading(_)
            if !matches!(cues.section(words), Section::Other | Section::Biography) => {}
        BlockKind::Heading(_) => heading(tokenized, block, words, names, &mut out),
        BlockKind::Tag | BlockKind::Category | BlockKind::Turn | BlockKind::Code => {}
        _ => {
            listed(tokenized, block, words, cues, names, &mut out);
            cued(tokenized, block, words, cues, names, &mut out);
            if tokenized.blocks[block].section == Section::Contact {
                accounts(words, cues, names, &mut out);
            }
        }
    }
    if tokenized.blocks[block].section == Section::Sponsor {
        out.clear();
    }
    out
}

/// "Kubernetes 1.3 with Carter Morgan"; "Carter Morgan", "Carter Morgan (Google) and Kim Roe (Acme)".
fn title(
    tokenized: &TokenizedDocument,
    words: &[Token],
    cues: &Cues,
    names: &[NameSpan],
    out: &mut Vec<SpanRole>,
) {
    let text = tokenized.document.text.buffer();
    // A title that opens with somebody's full name and says nothing behind it but where from.
    let opens = |name: &NameSpan| {
        let whole = name.last + 1 == words.len();
        let bracket = words
            .get(name.last + 1)
            .is_some_and(|word| word.gap == Separator::Bracket);
        let full =
            person_name_pattern(&words[name.first..=name.last], text, cues) == NamePattern::Full;
        full && (whole || bracket)
    };
    if names
        .first()
        .is_some_and(|name| name.first == 0 && opens(name))
    {
        for name in names.iter().filter(|name| opens(name)) {
            out.push(SpanRole {
                span: name.span,
                role: Role::Guest,
                rule: Rule::TitleWith,
            });
        }
        return;
    }
    let with = words
        .iter()
        .rposition(|word| cues.introduces_guest_in_title(word));
    let Some(with) = with else { return };
    chain(tokenized, words, names, with + 1, |name| {
        out.push(SpanRole {
            span: name.span,
            role: Role::Guest,
            rule: Rule::TitleWith,
        });
    });
}

/// "About Carter Morgan", or a heading that is a name.
fn heading(
    tokenized: &TokenizedDocument,
    block: usize,
    words: &[Token],
    names: &[NameSpan],
    out: &mut Vec<SpanRole>,
) {
    let whole = |first: usize| {
        names
            .iter()
            .find(|name| name.first == first && name.last + 1 == words.len())
    };
    let biography = tokenized.blocks[block].section == Section::Biography;
    let found = whole(0).filter(|name| name.last - name.first >= 1 && name.last - name.first <= 3);
    // Any heading of two words may look like a name: one of them is known as that of people, or the
    // text below speaks of them, too.
    let found = found.filter(|name| {
        let is = |at: usize, class| name_lists::of_hash(words[at].hash).intersects(class);
        let last = words[name.last].hash;
        // Of "Toter der Woche" and "Zahl der Woche" neither heading is text that speaks of the other.
        let speaks = |block: usize| {
            !matches!(
                tokenized.document.blocks[block].kind,
                BlockKind::Heading(_) | BlockKind::Title
            )
        };
        // "AI der Woche": in letters of its own, a word is an abbreviation and nobody's given name.
        let capitals = |at: usize| words[at].shape.contains(WordShape::ALL_CAPS);
        let abbreviates = capitals(name.first) && !capitals(name.last);
        is(name.first, WordClass::GIVEN) && !abbreviates
            || is(name.last, WordClass::SURNAME)
            || (0..tokenized.document.blocks.len()).any(|other| {
                let words = tokenized.words(other).iter();
                other != block && speaks(other) && words.into_iter().any(|word| word.hash == last)
            })
    });
    let found = found.or_else(|| biography.then(|| whole(1)).flatten());
    if let Some(name) = found {
        out.push(SpanRole {
            span: name.span,
            role: Role::Guest,
            rule: Rule::Biography,
        });
    } else if biography {
        chain(tokenized, words, names, 1, |name| {
            out.push(SpanRole {
                span: name.span,
                role: Role::Guest,
                rule: Rule::Biography,
            });
        });
    }
}

/// The name that opens a line under a heading such as "Guests", and those that continue it.
fn listed(
    tokenized: &TokenizedDocument,
    block: usize,
    words: &[Token],
    cues: &Cues,
    names: &[NameSpan],
    out: &mut Vec<SpanRole>,
) {
    if tokenized.blocks[block].section != Section::Credits {
        return;
    }
    let heading = tokenized.document.blocks[block].section;
    let heading = heading.map(|heading| tokenized.words(heading as usize));
    let Some(cue) = heading.and_then(|heading| cues.people_heading(heading)) else {
        return;
    };
    if names.first().is_none_or(|name| name.first > 0) {
        return;
    }
    let role = match cue {
        Cue::HostAfterCue => Role::Host,
        _ => Role::Guest,
    };
    chain(tokenized, words, names, 0, |name| {
        out.push(SpanRole {
            span: name.span,
            role,
            rule: Rule::Cue,
        });
    });
}

/// Cue words before and after names, and the names that follow in the same list.
fn cued(
    tokenized: &TokenizedDocument,
    block: usize,
    words: &[Token],
    cues: &Cues,
    names: &[NameSpan],
    out: &mut Vec<SpanRole>,
) {
    let text = tokenized.document.text.buffer();
    let base = tokenized.blocks[block].words.start;
    // "[Interview with Jane Doe](…)": the title of something else gives no role in this episode.
    let titled = |name: &NameSpan, cue: usize| {
        let link = |at: usize| tokenized.run(base + at as u32).link;
        link(cue).is_some() && link(cue) == link(name.first)
    };
    let given = |name: &NameSpan| {
        name.first == name.last
            && person_name_pattern(&words[name.first..=name.last], text, cues) == NamePattern::Given
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
            let fits = |cue: &Cue| {
                *cue != Cue::GivenHostAfterCue
                    || back == 0
                        && given(name)
                        && !tokenized.is_introduced_in_full(block, name.first)
            };
            if let Some(cue) = cues.before(words, at).find(fits) {
                // "enjoying episodes with guests like Ann": they were guests of other episodes.
                let alike = back > 0 && cues.is_likeness(&words[at]);
                if titled(name, at - 1) || alike || cues.is_elsewhere(words, at) {
                    break;
                }
                if gap < Separator::Sentence || colon {
                    let (role, rule) = match cue {
                        Cue::HostAfterCue | Cue::GivenHostAfterCue => (Role::Host, Rule::Cue),
                        // CandidateEvidence of this person in this episode, whoever else hosts.
                        Cue::GuestHostAfterCue => (Role::Host, Rule::Apposition),
                        _ => (Role::Guest, Rule::Cue),
                    };
                    chain(tokenized, words, names, name.first, |name| {
                        out.push(SpanRole {
                            span: name.span,
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
        // "Ann's answer" is no verb.
        if after >= words.len() || words[name.last].shape.contains(WordShape::POSSESSIVE) {
            continue;
        }
        // Guests are introduced by their full names: who is known by the given name alone is a host, where a
        // language has such a cue.
        let is_given = given(name);
        let known_in_full = || tokenized.is_introduced_in_full(block, name.first);
        let mut cue = None;
        for next in cues.after(words, after) {
            match next {
                Cue::GivenHostBeforeCue if !is_given || known_in_full() => {}
                Cue::GivenHostBeforeCue => cue = Some(next),
                _ => cue = cue.or(Some(next)),
            }
        }
        if let Some(cue) = cue
            .filter(|_| words[after].gap < Separator::Comma && !titled(name, after))
            .filter(|_| !cues.is_elsewhere(words, name.first))
        {
            let role = if matches!(cue, Cue::HostBeforeCue | Cue::GivenHostBeforeCue) {
                Role::Host
            } else {
                Role::Guest
            };
            // The names before it in the same list have the same role.
            let mut at = index;
            loop {
                out.push(SpanRole {
                    span: names[at].span,
                    role,
                    rule: Rule::Cue,
                });
                let Some(before) = at.checked_sub(1) else {
                    break;
                };
                if !continues(tokenized, words, names[before].last, names[at].first) {
                    break;
                }
                at = before;
            }
        }
    }
}

/// "Ann's Instagram" where the listeners are told how to reach the makers: a host's account.
fn accounts(words: &[Token], cues: &Cues, names: &[NameSpan], out: &mut Vec<SpanRole>) {
    for name in names {
        let label = words
            .get(name.last + 1)
            .is_some_and(|word| cues.is_label(&[*word]));
        // "Ann's Twitter", and "Ann: [X](…) [Instagram](…)".
        let possessive = words[name.last].shape.contains(WordShape::POSSESSIVE)
            || words.get(name.last + 1).is_some_and(|word| {
                matches!(word.gap, Separator::Quote | Separator::Apostrophe)
                    || word.gap == Separator::Sentence && name.first == 0
            });
        if label && possessive {
            out.push(SpanRole {
                span: name.span,
                role: Role::Host,
                rule: Rule::Handle,
            });
        }
    }
}

/// Calls `found` for the first name at or behind a word and for those that continue its list.
fn chain(
    tokenized: &TokenizedDocument,
    words: &[Token],
    names: &[NameSpan],
    from: usize,
    mut found: impl FnMut(&NameSpan),
) {
    let mut last = None;
    let start = names.partition_point(|name| name.first < from);
    for name in &names[start..] {
        match last {
            None if name.first > from + REACH => return,
            None => {}
            Some(before) if continues(tokenized, words, before, name.first) => {}
            Some(_) => return,
        }
        found(name);
        last = Some(name.last);
    }
}

/// Whether only "and", "&" or a comma stands between two names.
fn continues(tokenized: &TokenizedDocument, words: &[Token], last: usize, first: usize) -> bool {
    let between = &words[last + 1..first];
    match between {
        [] => matches!(
            words[first].gap,
            Separator::Comma | Separator::Ampersand | Separator::Slash
        ),
        [and] => tokenized.cues.is_joint(and) && words[first].gap <= Separator::Quote,
        _ => false,
    }
}
