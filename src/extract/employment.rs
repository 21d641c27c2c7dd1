//! Who works where, as the words around a name say.

use super::features::edition;
use super::name_spans::NameSpan;
use super::tokenized::TokenizedDocument;
use crate::knowledge::cues::Cues;
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::source::Span;
use crate::text::token::{Separator, Token};
use crate::vocabulary::Kind;

/// "NAME … ROLE at ORGANIZATION" in a block. `N` says which names: spans of the block by index, or
/// names of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Employment<N> {
    /// The person.
    pub person: N,
    /// The organization.
    pub organization: N,
    /// Where the person is named, and behind that the organization.
    pub stated: [Span; 2],
    /// The role as written.
    pub role: Option<Span>,
    /// The block in the document.
    pub block: u32,
}

impl<N> Employment<N> {
    /// The same between other sorts of names.
    pub(super) fn map<M>(self, mut name: impl FnMut(N) -> M) -> Employment<M> {
        Employment {
            person: name(self.person),
            organization: name(self.organization),
            stated: self.stated,
            role: self.role,
            block: self.block,
        }
    }
}

/// How far a role may reach behind a name, in words.
const APPOSITION: usize = 12;

/// "NAME, a ROLE at ORGANIZATION" and "NAME is the ROLE of ORGANIZATION".
pub(super) fn employments(
    tokenized: &TokenizedDocument,
    block: usize,
    cues: &Cues,
    names: &[NameSpan],
) -> Vec<Employment<usize>> {
    let words = tokenized.words(block);
    let text = tokenized.document.text.buffer();
    let base = tokenized.blocks[block].words.start;
    let mut out = Vec::new();
    for name in names {
        let start = name.last + 1;
        if start >= words.len() || words[start].gap >= Separator::Sentence {
            continue;
        }
        let opens = words[start].gap == Separator::Comma
            || words[start].gap == Separator::Bracket
            || cues.is_employment_verb(&words[start]);
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
            if !cues.is_employment_place(&words[at]) || role.is_none() && !works {
                continue;
            }
            let next = at + 1;
            let skip = usize::from(words.get(next).is_some_and(|word| cues.is_article(word)));
            if let Ok(organization) =
                names.binary_search_by_key(&(next + skip), |other| other.first)
            {
                let organization = &names[organization];
                if !may_employ(words, text, cues, names, organization) {
                    continue;
                }
                let stated = [name, organization]
                    .map(|name| tokenized.span(base + name.first as u32, base + name.last as u32));
                out.push(Employment {
                    person: name.span,
                    organization: organization.span,
                    stated,
                    role: role.map(|(first, last)| {
                        tokenized.span(base + first as u32, base + last as u32)
                    }),
                    block: block as u32,
                });
                break;
            }
        }
    }
    out
}

/// Whether a name behind "ROLE at" may be that of an employer. "Director of Cloud Products at Acme" works
/// for Acme, "at the Seattle startup" says where the startup is, and "speaker at TED2015" is no post.
fn may_employ(
    words: &[Token],
    text: &str,
    cues: &Cues,
    names: &[NameSpan],
    name: &NameSpan,
) -> bool {
    let own = &words[name.first..=name.last];
    let next = |at: usize| words.get(name.last + at).filter(|word| word.gap.joins());
    let named = |first: usize| {
        let found = names.binary_search_by_key(&first, |other| other.first);
        found.is_ok()
    };
    let at_another = next(1).is_some_and(|word| matches!(word.text(text), "at" | "bei" | "chez"))
        && named(name.last + 2);
    let part = WordClass::PLACE
        .union(WordClass::PLACE_END)
        .union(WordClass::PLACE_OPENING);
    let place = own
        .iter()
        .all(|word| name_lists::of_token(word).intersects(part));
    let organization = |word: &Token| cues.noun(word) == Some(Kind::Organization);
    let based = place && next(1).is_some_and(organization);
    !at_another && !based && !edition::is_dated(own, text)
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
