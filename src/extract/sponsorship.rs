//! Who pays for the episode, as running text says: "This episode is brought to you by NAME", "Thanks to
//! NAME for supporting the show".

use super::candidates::CandidateSpan;
use super::tokenized::TokenizedDocument;
use super::word::is_name_like;
use crate::knowledge::cues::{Cues, Section};
use crate::source::BlockKind;
use crate::text::token::{Separator, Token};

/// How far before a cue the episode is named: "This week's episode of the show is sponsored by".
const REACH: usize = 10;

/// The names of a block, by index of their spans, that the text calls sponsors of the episode.
pub(super) fn sponsors_in(
    tokenized: &TokenizedDocument,
    block: usize,
    cues: &Cues,
    spans: &[CandidateSpan],
) -> Vec<usize> {
    let words = tokenized.words(block);
    let mut sponsors = Vec::new();
    if matches!(tokenized.document.blocks[block].kind, BlockKind::Heading(_)) {
        // "LogRocket - Sponsor"
        if tokenized.blocks[block].section == Section::Sponsor {
            // Those that are known, else the longest ones: of "Postlight Podcast" not the podcast.
            let names = || {
                let names = spans.iter().enumerate();
                names.filter(|(_, span)| is_name(words, span, cues))
            };
            let is_known = |span: &CandidateSpan| !span.entries.is_empty();
            let any_known = names().any(|(_, span)| is_known(span));
            let mut reach = 0;
            for (index, span) in names() {
                if span.first >= reach && (is_known(span) || !any_known) {
                    reach = span.last + 1;
                    sponsors.push(index);
                }
            }
        }
        return sponsors;
    }
    let text = tokenized.document.text.buffer();
    // "Sponsor: NAME", "Sponsored by: NAME, NAME".
    let labelled = (1..words.len().min(4)).find(|at| {
        let between = words[*at - 1].end as usize..words[*at].start as usize;
        let colon = text.get(between).is_some_and(|gap| gap.contains(':'));
        colon && cues.section(&words[..*at]) == Section::Sponsor
    });
    if let Some(at) = labelled {
        listed(words, at, cues, spans, &mut sponsors);
    }
    // Below a heading for sponsors a line opens with one, if that is known: "Push to Git" is none.
    if tokenized.blocks[block].section == Section::Sponsor {
        let mut known = spans.iter().enumerate();
        let first = known.find(|(_, span)| {
            span.first == 0 && !span.entries.is_empty() && is_name(words, span, cues)
        });
        sponsors.extend(first.map(|(index, _)| index));
    }
    for at in 1..words.len() {
        if cues.announces_sponsor(words, at) && tells_of_episode(words, at, cues) {
            listed(words, at, cues, spans, &mut sponsors);
        }
    }
    for (index, span) in spans.iter().enumerate() {
        let behind = span.last as usize + 1;
        let thanked = behind < words.len()
            && words[behind].gap.joins()
            && cues.thanks_sponsor(words, behind)
            && is_name(words, span, cues);
        if thanked {
            sponsors.push(index);
        }
    }
    sponsors
}

/// The names from a word on: "NAME", "our friends at NAME, NAME and by NAME".
fn listed(
    words: &[Token],
    from: usize,
    cues: &Cues,
    spans: &[CandidateSpan],
    out: &mut Vec<usize>,
) {
    /// So many small words may stand before a name: "the good people at".
    const SMALL: usize = 4;
    let mut at = from;
    let mut small = 0;
    while at < words.len() {
        let start = spans.partition_point(|span| (span.first as usize) < at);
        let here = spans[start..]
            .iter()
            .take_while(|span| span.first as usize == at);
        let mut here = here
            .enumerate()
            .filter(|(_, span)| is_name(words, span, cues));
        // The longest one comes first.
        let Some((index, span)) = here.next() else {
            let joined = at == from || words[at].gap <= Separator::Comma;
            if is_name_like(&words[at]) || small == SMALL || !joined {
                return;
            }
            small += 1;
            at += 1;
            continue;
        };
        out.push(start + index);
        at = span.last as usize + 1;
        small = 0;
        let Some(next) = words.get(at) else { return };
        let is_listed = next.gap <= Separator::Comma && next.gap != Separator::Space;
        if cues.joins_sponsors(next) && next.gap <= Separator::Comma {
            at += 1;
        } else if !is_listed || !is_name_like(next) {
            return;
        }
    }
}

/// Whether a span is written as a name and is no cue itself.
fn is_name(words: &[Token], span: &CandidateSpan, cues: &Cues) -> bool {
    let spelled = &words[span.first as usize..=span.last as usize];
    let proper = is_name_like(&spelled[0]) && is_name_like(&spelled[spelled.len() - 1]);
    proper && cues.section(spelled) != Section::Sponsor
}

/// Whether a cue right before `words[at]` stands in a sentence about the episode or to the listener.
fn tells_of_episode(words: &[Token], at: usize, cues: &Cues) -> bool {
    let mut before = words[at.saturating_sub(REACH)..at].iter().rev();
    let mut ends = false;
    before.any(|word| {
        let told = !ends && cues.is_own_work(word);
        ends |= word.gap >= Separator::Sentence;
        told
    })
}
