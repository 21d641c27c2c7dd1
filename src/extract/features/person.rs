//! What stands around a name and speaks for a person: who stands beside it, what is said of it, where
//! it links to.
//!
//! Each feature names how the form looks as a person's name ([`NamePattern`]) too, because "with" before
//! a given name and a surname means more than before two unknown words.

use super::context::MentionContext;
use super::feature_set::FeatureSet;
use super::name_pattern::{
    LONGEST, NamePattern, is_given, is_known_word, is_possessive, person_name_pattern,
};
use crate::extract::candidates::CandidateSpan;
use crate::knowledge::addresses::PageType;
use crate::knowledge::cues::Cues;
use crate::knowledge::features::{FeatureValue, family, value};
use crate::knowledge::name_lists;
use crate::text::fold::fold_letters;
use crate::text::token::{Separator, Token, WordShape};

/// How many names of a list are passed on the way to what stands before it.
const LIST: usize = 6;

/// The features of a role that a rule gives to a name.
pub(crate) fn of_role(
    out: &mut FeatureSet,
    context: &MentionContext,
    span: &CandidateSpan,
    role: FeatureValue<'_>,
) {
    let words = context.tokenized.words(context.block);
    let text = context.tokenized.document.text.buffer();
    let words = &words[span.first as usize..=span.last as usize];
    let own = person_name_pattern(words, text, context.cues);
    out.pair(family!("role_pattern"), role, own.value());
}

/// The account names that a page shows beside a name: in brackets behind it, or as the profile that
/// the name links to.
pub(crate) fn accounts(context: &MentionContext, span: &CandidateSpan) -> Vec<String> {
    let words = context.tokenized.words(context.block);
    let text = context.tokenized.document.text.buffer();
    let (first, last) = (span.first as usize, span.last as usize);
    let mut found = Vec::new();
    if person_name_pattern(&words[first..=last], text, context.cues) == NamePattern::Other {
        return found;
    }
    let base = context.tokenized.blocks[context.block].words.start;
    let link = |at: usize| context.tokenized.run(base + at as u32).link;
    let profile = |link: Option<u32>| {
        let target = context.targets[link? as usize].as_ref()?;
        (target.page == PageType::Profile)
            .then(|| target.subject.clone())
            .flatten()
    };
    let own = link(first);
    if own.is_some() {
        // "[Jane on GitHub](…)", "[Jane's Twitter](…)": the name opens the link.
        if own == link(last) && (first == 0 || link(first - 1) != own) {
            found.extend(profile(own));
        }
        return found;
    }
    let Some(next) = words.get(last + 1) else {
        return found;
    };
    if next.gap == Separator::Bracket && next.shape.contains(WordShape::HANDLE) {
        // An account name may have several words: "@left_pad".
        let more = words[last + 2..]
            .iter()
            .take_while(|word| matches!(word.gap, Separator::Hyphen | Separator::Dot))
            .count();
        let name = &words[last + 1..=last + 1 + more];
        found.push(fold_letters(name.iter().map(|word| word.text(text))));
    }
    // "Jane: [X](…) [Instagram](…)", "Jane [Twitter](…)": labels of the name's own pages.
    let labels = words[last + 1..]
        .iter()
        .enumerate()
        .take_while(|(at, word)| context.cues.is_label(&[**word]) && link(last + 1 + at).is_some());
    for (at, _) in labels {
        found.extend(profile(link(last + 1 + at)));
    }
    found.sort();
    found.dedup();
    found
}

/// The features of one mention.
pub(crate) fn of_mention(out: &mut FeatureSet, context: &MentionContext, span: &CandidateSpan) {
    let words = context.tokenized.words(context.block);
    let text = context.tokenized.document.text.buffer();
    let (first, last) = (span.first as usize, span.last as usize);
    let own = person_name_pattern(&words[first..=last], text, context.cues);
    if own == NamePattern::Other {
        return;
    }
    let cues = context.cues;
    let (opener, partner) = list_before(words, text, cues, first);
    let partner = partner
        .into_iter()
        .chain(joined_behind(words, text, cues, last))
        .min();
    if let Some(partner) = partner {
        out.pair(family!("coordination"), partner.value(), own.value());
    }
    if let Some(trigger) = opener.and_then(|at| left_trigger(&words[at], text, cues)) {
        out.pair(family!("left_trigger"), trigger, own.value());
    }
    if let Some(next) = words.get(last + 1) {
        let possessive = is_possessive(&words[last]);
        if next.gap == Separator::Space && !possessive && cues.is_person_verb(next) {
            out.pair(family!("verb"), value!("verb"), own.value());
        }
        if next.gap == Separator::Bracket && next.shape.contains(WordShape::HANDLE) {
            out.pair(family!("account"), value!("account"), own.value());
        }
        let label = |at: usize| words.get(at).is_some_and(|word| cues.is_label(&[*word]));
        if possessive && next.gap <= Separator::Quote && label(last + 1) {
            out.pair(family!("account"), value!("label"), own.value());
        }
        if next.gap == Separator::Space
            && next.text(text) == "on"
            && words
                .get(last + 2)
                .is_some_and(|word| cues.is_network(word))
        {
            out.pair(family!("account"), value!("profile"), own.value());
        }
        if next.gap == Separator::Space
            && !possessive
            && next.shape.contains(WordShape::CAPITAL)
            && !is_known_word(next)
        {
            out.pair(family!("truncated"), value!("right"), own.value());
        }
    }
    if first > 0 && words[first].gap == Separator::Space {
        let left = &words[first - 1];
        let same_name = left.shape.contains(WordShape::CAPITAL)
            && !is_possessive(left)
            && !is_known_word(left)
            && !cues.is_role(left)
            && !cues.is_title(left)
            && !left.shape.contains(WordShape::ALL_CAPS);
        if same_name && is_given(name_lists::of_token(left)) {
            out.pair(family!("truncated"), value!("left"), own.value());
        }
    }
    let base = context.tokenized.blocks[context.block].words.start;
    let link = |at: usize| context.tokenized.run(base + at as u32).link;
    let target = link(first)
        .filter(|own| link(last) == Some(*own))
        .and_then(|own| context.targets.get(own as usize)?.as_ref());
    if let Some(target) = target {
        match target.page {
            PageType::Profile => out.pair(family!("person_page"), value!("profile"), own.value()),
            PageType::Home => out.pair(family!("person_page"), value!("home"), own.value()),
            _ => {}
        }
        // "johnallspaw.com": people have domains of their own name.
        let name = || fold_letters(words[first..=last].iter().map(|word| word.text(text)));
        if target
            .domain
            .as_deref()
            .is_some_and(|domain| domain == name())
        {
            out.pair(family!("person_page"), value!("own"), own.value());
        }
    }
    if own != NamePattern::Given {
        spelled(out, context, &words[first..=last], span, own);
    }
}

/// Whether the address of the name's link, or of the link behind it, spells the name.
fn spelled(
    out: &mut FeatureSet,
    context: &MentionContext,
    words: &[Token],
    span: &CandidateSpan,
    own: NamePattern,
) {
    let tokenized = context.tokenized;
    let tokenized_block = &tokenized.blocks[context.block].words;
    let here = |at: u32| {
        let token = tokenized_block.start + at;
        (token < tokenized_block.end)
            .then(|| tokenized.run(token).link)
            .flatten()
    };
    let link = here(span.first).or_else(|| here(span.last + 1));
    let Some(link) = link else { return };
    let text = tokenized.document.text.buffer();
    let mut name = String::new();
    for word in words {
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.text(text).chars().flat_map(char::to_lowercase));
    }
    let href = tokenized.document.links[link as usize].href.to_lowercase();
    if let Some(at) = href.find(&name) {
        let led = href[..at].ends_with("with-") || href[..at].ends_with("-and-");
        let place = if led { value!("with") } else { value!("in") };
        out.pair(family!("link_slug"), place, own.value());
    }
}

/// What a word says of the name or the list behind it.
fn left_trigger(word: &Token, text: &str, cues: &Cues) -> Option<FeatureValue<'static>> {
    if cues.is_role(word) {
        return Some(value!("role"));
    }
    if cues.is_title(word) {
        return Some(value!("title"));
    }
    if cues.introduces_guest(word) {
        return Some(value!("with"));
    }
    match word.text(text).to_ascii_lowercase().as_str() {
        "by" => Some(value!("by")),
        "from" | "via" => Some(value!("from")),
        _ => None,
    }
}

/// The word before a name, or before the list in which it stands, and how the name
/// looks that stands before it in that list.
fn list_before(
    words: &[Token],
    text: &str,
    cues: &Cues,
    first: usize,
) -> (Option<usize>, Option<NamePattern>) {
    let mut partner = None;
    let mut at = first;
    for _ in 0..LIST {
        let end = match at.checked_sub(1) {
            None => return (None, partner),
            Some(and) if cues.is_joint(&words[and]) && words[at].gap == Separator::Space => {
                and.checked_sub(1)
            }
            Some(end) if matches!(words[at].gap, Separator::Comma | Separator::Ampersand) => {
                Some(end)
            }
            Some(word) => {
                let joined = matches!(words[at].gap, Separator::Space | Separator::Abbreviation);
                return (joined.then_some(word), partner);
            }
        };
        let Some(end) = end else {
            return (None, partner);
        };
        // The longest name that ends there.
        let start = (1..LONGEST)
            .rev()
            .filter_map(|length| (end + 1).checked_sub(length))
            .find(|start| {
                person_name_pattern(&words[*start..=end], text, cues) != NamePattern::Other
            });
        let Some(start) = start else {
            // "ROLE at ORGANIZATION, NAME": a comma behind a role.
            return (None, partner);
        };
        partner = partner.or_else(|| Some(person_name_pattern(&words[start..=end], text, cues)));
        at = start;
    }
    (None, partner)
}

/// How the name looks that "and" or a comma joins behind a name.
fn joined_behind(words: &[Token], text: &str, cues: &Cues, last: usize) -> Option<NamePattern> {
    let next = words.get(last + 1)?;
    let start = if cues.is_joint(next) {
        last + 2
    } else if matches!(next.gap, Separator::Comma | Separator::Ampersand) {
        last + 1
    } else {
        return None;
    };
    (1..LONGEST)
        .rev()
        .filter_map(|length| words.get(start..start + length))
        .map(|words| person_name_pattern(words, text, cues))
        .find(|pattern| *pattern != NamePattern::Other)
}
