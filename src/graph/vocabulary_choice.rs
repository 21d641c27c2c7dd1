//! Which terms of an episode's text are kept: those that tell it from the others.
//!
//! A term weighs `(1 + ln count) · idf` with `idf = ln((1 + n) / (1 + episodes)) + 1` for `n` episodes
//! (the TF-IDF of scikit-learn, sublinear). What stands in titles, descriptions, tags, and names of guests
//! anywhere in the corpus weighs [`HEAD`] times as much in the choice: there the other end of a comparison
//! looks it up.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::term_vector::{Term, TermVector};
use crate::extract::Role;
use crate::knowledge::terms::visit_terms;
use crate::resolve::{EpisodeRelation, ResolvedEpisode};

/// So many terms of an episode are kept: about a kilobyte.
const KEPT: usize = 100;

/// How many times as much a term weighs in the choice that titles, descriptions, tags or guests have.
const HEAD: f64 = 4.0;

/// In corpora larger than this a term of one episode alone is not kept. An episode alone, as a draft
/// is, has nothing to choose by and keeps all.
const SMALL: usize = 30;

/// What the corpus knows of a term.
#[derive(Default)]
struct TermFacts {
    episodes: u32,
    head: bool,
}

/// The terms of each episode; none for one without text.
pub(super) fn term_vectors(episodes: &[ResolvedEpisode]) -> Vec<Option<TermVector>> {
    let counted: Vec<Vec<(&str, u32, bool)>> = episodes.par_iter().map(counted).collect();
    let mut facts: FxHashMap<&str, TermFacts> = FxHashMap::default();
    for (term, _, head) in counted.iter().flatten() {
        let known = facts.entry(term).or_default();
        known.episodes += 1;
        known.head |= head;
    }
    for resolved in episodes {
        let guest = EpisodeRelation::Role(Role::Guest);
        for entity in resolved
            .entities
            .iter()
            .filter(|entity| entity.relation == guest)
        {
            visit_terms(&entity.label, |term| {
                if let Some(known) = facts.get_mut(term) {
                    known.head = true;
                }
            });
        }
    }
    let vector = |terms: &Vec<(&str, u32, bool)>| choose(terms, &facts, episodes.len());
    counted.par_iter().map(vector).collect()
}

/// The terms of all blocks, sorted, each once.
fn counted(resolved: &ResolvedEpisode) -> Vec<(&str, u32, bool)> {
    let terms = resolved.terms.iter();
    let mut terms: Vec<(&str, u32, bool)> = terms
        .map(|counted| (counted.term, u32::from(counted.count), counted.head))
        .collect();
    terms.sort_unstable();
    terms.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1 += next.1;
            first.2 |= next.2;
        }
        same
    });
    terms
}

fn choose(
    terms: &[(&str, u32, bool)],
    facts: &FxHashMap<&str, TermFacts>,
    all: usize,
) -> Option<TermVector> {
    let least = if all > SMALL { 2 } else { 1 };
    let mut weighed: Vec<(f64, Term<'_>)> = terms
        .iter()
        .filter_map(|(term, count, _)| {
            let known = &facts[term];
            let idf = ((1.0 + all as f64) / (1.0 + f64::from(known.episodes))).ln() + 1.0;
            let weight = (1.0 + f64::from(*count).ln()) * idf * if known.head { HEAD } else { 1.0 };
            // To this precision: the last bits of logarithms differ between machines.
            let term = Term {
                term,
                count: *count,
                episodes: known.episodes,
            };
            (known.episodes >= least).then_some(((weight * 1e6).round(), term))
        })
        .collect();
    weighed.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.term.cmp(b.1.term)));
    if all > 1 {
        weighed.truncate(KEPT);
    }
    let vector = TermVector::new(weighed.into_iter().map(|(_, term)| term));
    (!vector.as_str().is_empty()).then_some(vector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_terms_come_first_and_what_titles_have_before_them() {
        let terms = [
            ("bees", 1, false),
            ("common", 1, false),
            ("often", 9, false),
            ("title", 1, true),
        ];
        let episodes = [
            ("bees", 2, false),
            ("common", 30, false),
            ("often", 30, false),
            ("title", 30, true),
        ];
        let facts = episodes
            .iter()
            .map(|(term, episodes, head)| {
                (
                    *term,
                    TermFacts {
                        episodes: *episodes,
                        head: *head,
                    },
                )
            })
            .collect();
        let vector = choose(&terms, &facts, 40).expect("terms");
        assert_eq!(
            vector.as_str(),
            "title 1/30,often 9/30,bees 1/2,common 1/30"
        );
    }

    #[test]
    fn a_term_of_one_episode_is_kept_in_small_corpora_only() {
        let facts: FxHashMap<&str, TermFacts> = [(
            "bees",
            TermFacts {
                episodes: 1,
                head: false,
            },
        )]
        .into_iter()
        .collect();
        for (all, expected) in [
            (1, Some("bees 3/1")),
            (SMALL, Some("bees 3/1")),
            (SMALL + 1, None),
        ] {
            let vector = choose(&[("bees", 3, false)], &facts, all);
            assert_eq!(vector.as_ref().map(TermVector::as_str), expected, "{all}");
        }
    }
}
