//! What the link of a mention says, or the link that labels it.

use super::context::{LinkTarget, MentionContext};
use super::feature_set::FeatureSet;
use crate::knowledge::addresses::PageType;
use crate::knowledge::features::{FeatureFamily, FeatureValue, family, value};
use crate::text::fold::fold_letters;
use crate::text::token::{Separator, Token};

/// The features of the link that a mention is, stands in, or is labelled by.
pub(super) fn linked(
    out: &mut FeatureSet,
    context: &MentionContext,
    words: &[Token],
    first: usize,
    last: usize,
    case: FeatureValue<'_>,
) {
    let base = context.tokenized.blocks[context.block].words.start;
    let link_of = |at: usize| context.tokenized.run(base + at as u32).link;
    let own = link_of(first);
    let target =
        |link: Option<u32>| link.and_then(|index| context.targets[index as usize].as_ref());
    if own != link_of(last) {
        // "Container initialization [initContainers](…)" names two things, or one twice.
        out.add(family!("crosses_link"), value!("link"));
    }
    if own.is_some() && own == link_of(last) {
        let opens = first == 0 || link_of(first - 1) != own;
        let closes = last + 1 == words.len() || link_of(last + 1) != own;
        match target(own) {
            Some(target) => {
                let family = if opens && closes {
                    family!("link")
                } else {
                    family!("link_part")
                };
                out.pair(family, page_name(target.page), case);
                // "How glass is made - The Example": who published it stands behind the title.
                if closes && !opens && words[first].gap >= Separator::Symbol {
                    let how = target.domain.as_deref();
                    let how = how
                        .and_then(|domain| likeness(domain, &folded(context, words, first, last)));
                    out.add(family!("link_tail"), how.unwrap_or(value!("other")));
                }
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
            .is_some_and(|word| word.gap.joins() || word.gap == Separator::Bracket);
        if follows && let Some(link) = link_of(label) {
            let mut end = label;
            while end < words.len() && link_of(end) == Some(link) {
                end += 1;
            }
            if let Some(target) = target(Some(link)) {
                let family = if context.cues.is_label(&words[label..end]) {
                    family!("link_label")
                } else {
                    family!("link_behind")
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
    out: &mut FeatureSet,
    context: &MentionContext,
    words: &[Token],
    first: usize,
    last: usize,
    target: Option<&LinkTarget>,
) {
    let Some(domain) = target.and_then(|target| target.domain.as_deref()) else {
        return;
    };
    let text = context.tokenized.document.text.buffer();
    if fold_letters(words[first..=last].iter().map(|word| word.text(text))) == domain {
        out.add(family!("account_label"), value!("1"));
    }
}

/// Whether the address itself names the candidate.
fn subject(
    out: &mut FeatureSet,
    context: &MentionContext,
    words: &[Token],
    first: usize,
    last: usize,
    target: &LinkTarget,
    family: FeatureFamily,
) {
    if target.subject.is_none() && target.domain.is_none() {
        return;
    }
    let own = folded(context, words, first, last);
    if own.len() < 2 {
        return;
    }
    let compare = |theirs: &str| likeness(theirs, &own);
    let page = page_name(target.page);
    if let Some(how) = target.subject.as_deref().and_then(compare) {
        out.pair(family!("link_subject"), how, page);
        out.pair(family!("link_subject_by"), how, family.as_value());
    }
    if let Some(how) = target.domain.as_deref().and_then(compare) {
        out.pair(
            family!("link_domain"),
            how,
            if matches!(target.page, PageType::Home) {
                value!("home")
            } else {
                value!("page")
            },
        );
        out.pair(family!("link_domain_by"), how, family.as_value());
        if how == value!("same") && target.software && matches!(target.page, PageType::Home) {
            out.add(family!("software_home"), value!("software"));
        }
        // "[Twitter](https://twitter.com/ann)" is a label: the page is about someone else.
        let elsewhere = matches!(
            target.page,
            PageType::Profile
                | PageType::Channel
                | PageType::Owner
                | PageType::Item
                | PageType::Video
                | PageType::Article
        );
        if how == value!("same") && elsewhere {
            out.add(family!("account_label"), value!("1"));
        }
    }
}

/// A name as letters and digits.
fn folded(context: &MentionContext, words: &[Token], first: usize, last: usize) -> String {
    let text = context.tokenized.document.text.buffer();
    fold_letters(words[first..=last].iter().map(|word| word.text(text)))
}

/// Whether a part of an address is a name, or one of them holds the other.
fn likeness(theirs: &str, own: &str) -> Option<FeatureValue<'static>> {
    let long = theirs.len() > 3 && own.len() > 3;
    if theirs == own {
        Some(value!("same"))
    } else if long && (theirs.contains(own) || own.contains(theirs)) {
        Some(value!("like"))
    } else {
        None
    }
}

const fn page_name(page: PageType) -> FeatureValue<'static> {
    match page {
        PageType::Repo => value!("repo"),
        PageType::Owner => value!("owner"),
        PageType::Package => value!("package"),
        PageType::Product => value!("product"),
        PageType::Wiki => value!("wiki"),
        PageType::Profile => value!("profile"),
        PageType::Channel => value!("channel"),
        PageType::Video => value!("video"),
        PageType::Article => value!("article"),
        PageType::Docs => value!("docs"),
        PageType::Event => value!("event"),
        PageType::Item => value!("item"),
        PageType::Home => value!("home"),
        PageType::Mail => value!("mail"),
        PageType::Page => value!("page"),
    }
}
