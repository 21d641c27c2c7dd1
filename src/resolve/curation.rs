//! What a producer knows better: the `[curation]` table of `showgraph.toml`, applied.
//!
//! It wins over every rule, so it comes before and after them. Before: a name of a `same` group is
//! read as the group's first name, names under `drop` are not read at all, and `kind` makes a name
//! an entity of that kind. After: names under `never_same` that a rule has united are taken apart
//! again, `rename` gives labels, and what the rules have made of other forms of a curated name
//! follows it. Names are compared by their [`key`]: without case, punctuation and plural.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::resolved::{EpisodeEntity, EpisodeRelation, Form, Identity, LexiconFacts};
use crate::config::Curation;
use crate::extract::{Candidate, ExtractedEpisode};
use crate::knowledge::lexicon::{EntryId, Lexicon};
use crate::text::name_key::key;
use crate::vocabulary::Kind;

/// A compiled [`Curation`].
#[derive(Debug, Default)]
pub(super) struct Curator {
    decisions: BTreeMap<String, CuratedName>,
}

/// What was decided about one name.
#[derive(Debug, Default)]
struct CuratedName {
    /// The name to read it as.
    same: Option<String>,
    /// The label of what is called so.
    rename: Option<String>,
    /// What it is, said by the producer.
    kind: Option<Kind>,
    /// What it is, guessed: the members of a group must agree on one.
    guess: Option<Kind>,
    /// Whether it was spelled with a capital: then only what has one is meant by its kind.
    capital: bool,
    /// It is no entity.
    drop: bool,
    /// The groups under `never_same` that it stands in.
    apart: Vec<usize>,
}

/// What is decided about a candidate before any rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CurationDecision {
    /// It is no entity.
    Drop,
    /// It is an entity of this kind.
    Kind(Kind),
}

impl Curator {
    /// Compiles a curation; nothing where it is empty. `guess` tells of a name what it probably is:
    /// a group whose names were found to be of several kinds takes the first one guessed.
    pub(super) fn new(curation: &Curation, guess: impl Fn(&str) -> Option<Kind>) -> Option<Self> {
        if curation.is_empty() {
            return None;
        }
        let mut curator = Self::default();
        for name in &curation.drop {
            curator.of(name).drop = true;
        }
        for (name, kind) in curation.kind.iter().filter(|(_, kind)| kind.is_entity()) {
            curator.of(name).kind = Some(*kind);
        }
        for (old, new) in &curation.rename {
            curator.of(old).rename = Some(new.clone());
        }
        for (group, names) in curation.never_same.iter().enumerate() {
            for name in names {
                curator.of(name).apart.push(group);
            }
        }
        for names in united(&curation.same) {
            let said = names
                .iter()
                .find_map(|name| curator.decisions.get(&key(name))?.kind);
            let guessed = names.iter().find_map(|name| guess(name));
            for name in &names {
                let decision = curator.of(name);
                decision.same = Some(names[0].to_owned());
                decision.kind = said;
                decision.guess = said.or(guessed);
            }
        }
        Some(curator)
    }

    fn of(&mut self, name: &str) -> &mut CuratedName {
        let decision = self.decisions.entry(key(name)).or_default();
        decision.capital |= name.contains(char::is_uppercase);
        decision
    }

    /// The name that another is to be read as.
    pub(super) fn same(&self, name: &str) -> Option<&str> {
        self.decisions.get(&key(name))?.same.as_deref()
    }

    /// What was decided about a candidate, by its form or the name that the lexicon has for it.
    pub(super) fn decision(
        &self,
        candidate: &Candidate,
        lexicon: &Lexicon,
    ) -> Option<CurationDecision> {
        if let Some(decision) = self.decisions.get(&candidate.key) {
            if decision.drop {
                return Some(CurationDecision::Drop);
            }
            // "go" is not what "Go" was said of.
            let shown = decision.capital <= candidate.form.contains(char::is_uppercase);
            if let Some(kind) = decision.kind.or(decision.guess).filter(|_| shown) {
                return Some(CurationDecision::Kind(kind));
            }
        }
        candidate.entries.iter().find_map(|id| {
            let name = lexicon.entry(EntryId(*id)).name;
            if self.apart(&candidate.form, name) {
                return None;
            }
            self.decisions
                .get(&key(name))?
                .kind
                .map(CurationDecision::Kind)
        })
    }

    /// Whether two names never mean the same.
    pub(super) fn apart(&self, one: &str, other: &str) -> bool {
        let (one, other) = (key(one), key(other));
        let groups = |name: &str| self.decisions.get(name).map(|decision| &decision.apart);
        one != other
            && groups(&one).is_some_and(|mine| {
                groups(&other).is_some_and(|theirs| mine.iter().any(|group| theirs.contains(group)))
            })
    }

    /// Whether a form must not be taken for a name, although a rule does so: the two are apart, or
    /// the form is apart from another form that the rule takes for that name.
    pub(super) fn forbids<'f>(
        &self,
        form: &str,
        name: &str,
        mut others: impl Iterator<Item = &'f str>,
    ) -> bool {
        key(form) != key(name)
            && (self.apart(form, name) || others.any(|other| self.apart(form, other)))
    }

    /// What a document says with the curated names in place of those that stand for them, and
    /// without what is dropped.
    pub(super) fn apply_before(
        &self,
        episode: &ExtractedEpisode,
        lexicon: &Lexicon,
    ) -> ExtractedEpisode {
        let mut read = episode.clone();
        let dropped = |name: &str| self.decisions.get(&key(name)).is_some_and(|name| name.drop);
        read.credits
            .retain(|credit| !dropped(credit.full_name.as_ref().unwrap_or(&credit.name)));
        read.speakers.retain(|speaker| !dropped(&speaker.label));
        for credit in &mut read.credits {
            let name = credit.full_name.as_ref().unwrap_or(&credit.name);
            if let Some(same) = self.same(name) {
                credit.full_name = Some(same.to_owned());
            }
        }
        for speaker in &mut read.speakers {
            if let Some(same) = self.same(&speaker.label) {
                speaker.label = same.to_owned();
            }
        }
        for candidate in &mut read.candidates {
            if let Some(same) = self
                .same(&candidate.form)
                .filter(|&same| same != candidate.form)
            {
                candidate.form = same.to_owned();
                candidate.key = key(same);
                candidate.entries = lexicon.find(same).iter().map(|id| id.0).collect();
            }
        }
        read
    }

    /// What an entity is called and what it is, after the rules; nothing where it is dropped.
    pub(super) fn apply_after(&self, mut entity: EpisodeEntity) -> Option<EpisodeEntity> {
        let (identity, label) = self.identity(&entity.identity, &entity.label)?;
        let label = label.to_owned();
        if label != entity.label {
            let old = std::mem::replace(&mut entity.label, label);
            entity.forms.push(Form::new(old, "curation"));
        }
        if identity.kind != Kind::Person && matches!(entity.relation, EpisodeRelation::Role(_)) {
            entity.relation = EpisodeRelation::Mention;
        }
        entity.identity = identity;
        // The lexicon's aliases may hold names that were decided otherwise.
        let label = entity.label.clone();
        let fits = |form: &str| {
            let elsewhere = self.same(form).is_some_and(|same| key(same) != key(&label));
            !elsewhere && !self.apart(form, &label)
        };
        entity.forms.retain(|form| fits(&form.text));
        if let Some(facts) = &mut entity.lexicon {
            let LexiconFacts {
                aliases, part_of, ..
            } = Arc::make_mut(facts);
            aliases.retain(|alias| fits(alias));
            *part_of = part_of.take().and_then(|whole| {
                let name = whole.key.clone();
                self.identity(&whole, &name).map(|(whole, _)| whole)
            });
        }
        Some(entity)
    }

    fn identity<'n>(&'n self, identity: &Identity, name: &'n str) -> Option<(Identity, &'n str)> {
        let (own, local) = match identity.key.split_once(" @ ") {
            Some((own, _)) => (own, true),
            None => (identity.key.as_str(), false),
        };
        // Keys of persons are without accents and titles; decisions go by names as written.
        let decision = self.decisions.get(own);
        let Some(decision) = decision.or_else(|| self.decisions.get(&key(name))) else {
            return Some((identity.clone(), name));
        };
        if decision.drop {
            return None;
        }
        let kind = decision.kind.or(decision.guess).unwrap_or(identity.kind);
        let renamed = |name: &str| self.decisions.get(&key(name))?.rename.as_deref();
        let same = decision.same.as_deref();
        let label = same.map_or(decision.rename.as_deref(), |same| {
            renamed(same).or(Some(same))
        });
        let key = match label {
            Some(label) => key(label),
            // A first name that is only given a kind still belongs to its episode alone.
            None if local && kind == Kind::Person => identity.key.clone(),
            None => own.to_owned(),
        };
        Some((Identity { kind, key }, label.unwrap_or(name)))
    }
}

/// The groups that share no name: those that do are one, and the first one's label is theirs.
pub(super) fn united(groups: &[Vec<String>]) -> Vec<Vec<&str>> {
    let mut out: Vec<(BTreeSet<String>, Vec<&str>)> = Vec::new();
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let mut keys: BTreeSet<String> = group.iter().map(|name| key(name)).collect();
        let mut names: Vec<&str> = Vec::new();
        out.retain_mut(|(known, members)| {
            let joins = !known.is_disjoint(&keys);
            if joins {
                keys.append(known);
                names.append(members);
            }
            !joins
        });
        names.extend(group.iter().map(String::as_str));
        out.push((keys, names));
    }
    out.into_iter().map(|(_, names)| names).collect()
}
