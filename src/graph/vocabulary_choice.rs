//! Which terms of an episode's text are kept: those that tell it from the others.
//!
//! A term weighs `(1 + ln count) · idf` with `idf = ln((1 + n) / (1 + episodes)) + 1` for `n` episodes
//! (the TF-IDF of scikit-learn, sublinear). What stands in titles, descriptions, tags, and names of guests
//! anywhere in the corpus weighs [`HEAD`] times as much in the choice: there the other end of a comparison
//! looks it up. What stands in more than the share [`HUB`] of all episodes says nothing and takes no room.

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

/// A term of more than this share of the episodes is not kept, as comparisons take no notice of it
/// (`limits.hub` of recommendations).
const HUB: f64 = 0.4;

/// In corpora larger than this a term of one episode alone is not kept. An episode alone, as a draft
/// is, has nothing to choose by and keeps all.
const SMALL: usize = 30;

/// What the corpus knows of a term.
#[derive(Default)]
struct TermFacts {
    episodes: u32,
    head: bool,
}

/// A term of an episode, all its blocks together.
struct EpisodeTerm<'t> {
    term: &'t str,
    count: u32,
    head: bool,
    /// Its number among the terms of the corpus.
    number: u32,
}

/// The terms of each episode; none for one without text.
pub(super) fn term_vectors(episodes: &[ResolvedEpisode]) -> Vec<Option<TermVector>> {
    let mut corpus = CorpusTerms::default();
    let counted: Vec<Vec<EpisodeTerm<'_>>> = episodes
        .iter()
        .map(|episode| corpus.count(episode))
        .collect();
    for resolved in episodes {
        let guest = EpisodeRelation::Role(Role::Guest);
        for entity in resolved
            .entities
            .iter()
            .filter(|entity| entity.relation == guest)
        {
            visit_terms(&entity.label, |term| corpus.head(term));
        }
    }
    let choice = TermChoice::new(corpus.facts, episodes.len());
    counted
        .par_iter()
        .map(|terms| choice.choose(terms))
        .collect()
}

/// All terms of a corpus, numbered as they come.
#[derive(Default)]
struct CorpusTerms<'t> {
    numbers: FxHashMap<&'t str, u32>,
    /// By number.
    facts: Vec<TermFacts>,
}

impl<'t> CorpusTerms<'t> {
    /// Counts an episode, and gives its terms, each once. They are told apart by their numbers, so that no texts
    /// need to be compared.
    fn count(&mut self, resolved: &'t ResolvedEpisode) -> Vec<EpisodeTerm<'t>> {
        let mut terms: Vec<EpisodeTerm<'t>> = Vec::new();
        for counted in resolved.terms.iter() {
            let new = self.facts.len() as u32;
            let number = *self.numbers.entry(counted.term).or_insert(new);
            if number == new {
                self.facts.push(TermFacts::default());
            }
            terms.push(EpisodeTerm {
                term: counted.term,
                count: u32::from(counted.count),
                head: counted.head,
                number,
            });
        }
        terms.sort_unstable_by_key(|one| one.number);
        terms.dedup_by(|next, first| {
            let same = next.number == first.number;
            if same {
                first.count += next.count;
                first.head |= next.head;
            }
            same
        });
        for own in &terms {
            let known = &mut self.facts[own.number as usize];
            known.episodes += 1;
            known.head |= own.head;
        }
        terms
    }

    /// Marks a term as one that is looked up.
    fn head(&mut self, term: &str) {
        if let Some(number) = self.numbers.get(term) {
            self.facts[*number as usize].head = true;
        }
    }
}

/// Chooses terms of episodes. Logarithms are taken once for each number that occurs.
struct TermChoice {
    /// By number of the term.
    facts: Vec<TermFacts>,
    /// How many episodes there are.
    all: usize,
    /// The inverse document frequency of what is in so many episodes.
    idf: Vec<f64>,
    /// What standing so often in a text is worth.
    frequency: [f64; FREQUENT],
}

/// Counts below this are looked up.
const FREQUENT: usize = 64;

impl TermChoice {
    fn new(facts: Vec<TermFacts>, all: usize) -> Self {
        let idf = |episodes: usize| ((1.0 + all as f64) / (1.0 + episodes as f64)).ln() + 1.0;
        Self {
            facts,
            all,
            idf: (0..=all).map(idf).collect(),
            frequency: std::array::from_fn(|count| frequency(count as u32)),
        }
    }

    fn choose(&self, terms: &[EpisodeTerm<'_>]) -> Option<TermVector> {
        let least = if self.all > SMALL { 2 } else { 1 };
        let most = (HUB * self.all as f64).max(2.0);
        let mut weighed: Vec<(f64, Term<'_>)> = terms
            .iter()
            .filter_map(|own| {
                let known = &self.facts[own.number as usize];
                let often = self.frequency.get(own.count as usize).copied();
                let often = often.unwrap_or_else(|| frequency(own.count));
                let idf = self.idf[known.episodes as usize];
                let weight = often * idf * if known.head { HEAD } else { 1.0 };
                // To this precision: the last bits of logarithms differ between machines.
                let term = Term {
                    term: own.term,
                    count: own.count,
                    episodes: known.episodes,
                };
                let tells = known.episodes >= least && f64::from(known.episodes) <= most;
                tells.then_some(((weight * 1e6).round(), term))
            })
            .collect();
        let heavier = |one: &(f64, Term<'_>), other: &(f64, Term<'_>)| {
            let by_weight = other.0.total_cmp(&one.0);
            by_weight.then_with(|| one.1.term.cmp(other.1.term))
        };
        if self.all > 1 && weighed.len() > KEPT {
            weighed.select_nth_unstable_by(KEPT, heavier);
            weighed.truncate(KEPT);
        }
        weighed.sort_unstable_by(heavier);
        let vector = TermVector::new(weighed.into_iter().map(|(_, term)| term));
        (!vector.as_str().is_empty()).then_some(vector)
    }
}

/// What standing so often in a text is worth.
fn frequency(count: u32) -> f64 {
    1.0 + f64::from(count).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of an episode with these terms, of so many episodes each, in a corpus of `all`.
    fn chosen(terms: &[(&'static str, u32, u32, bool)], all: usize) -> Option<String> {
        let facts = terms.iter().map(|(_, _, episodes, head)| TermFacts {
            episodes: *episodes,
            head: *head,
        });
        let choice = TermChoice::new(facts.collect(), all);
        let own: Vec<EpisodeTerm<'_>> = (0..)
            .zip(terms)
            .map(|(number, (term, count, _, head))| EpisodeTerm {
                term,
                count: *count,
                head: *head,
                number,
            })
            .collect();
        let vector = choice.choose(&own)?;
        Some(vector.as_str().to_owned())
    }

    #[test]
    fn rare_terms_come_first_what_titles_have_before_them_and_hubs_never() {
        let terms = [
            ("bees", 1, 2, false),
            ("common", 1, 30, false),
            ("often", 9, 30, false),
            ("title", 1, 30, true),
            ("everywhere", 9, 41, true),
        ];
        assert_eq!(
            chosen(&terms, 100).as_deref(),
            Some("title 1/30,often 9/30,bees 1/2,common 1/30")
        );
    }

    #[test]
    fn only_the_weightiest_terms_are_kept() {
        let names: Vec<&'static str> = (0..=KEPT)
            .map(|at| &*format!("term{at:03}").leak())
            .collect();
        let mut terms: Vec<_> = names.iter().map(|name| (*name, 1, 2, false)).collect();
        terms[KEPT].1 = 70;
        let vector = chosen(&terms, 40).expect("terms");
        assert!(vector.starts_with("term100 70/2,term000 1/2,"), "{vector}");
        assert!(vector.ends_with(",term098 1/2"), "{vector}");
    }

    #[test]
    fn a_term_of_one_episode_is_kept_in_small_corpora_only() {
        for (all, expected) in [
            (1, Some("bees 3/1")),
            (SMALL, Some("bees 3/1")),
            (SMALL + 1, None),
        ] {
            let vector = chosen(&[("bees", 3, 1, false)], all);
            assert_eq!(vector.as_deref(), expected, "{all}");
        }
    }
}
