//! Why a name is an entity of an episode, or why it is none.

use super::corpus;
use super::entity::{EpisodeEntity, Merge};
use super::resolver::Resolver;
use super::summary::CorpusStatistics;
use crate::extract::features::FeatureSet;
use crate::extract::{ExtractedEpisode, Quote, Rule};
use crate::knowledge::Knowledge;
use crate::knowledge::features::Feature;
use crate::knowledge::weights::{Model, outcome};
use crate::text::name_key::key;
use crate::vocabulary::{DocumentPart, DocumentParts, Kind};

/// How many features are named for and against.
const NAMED: usize = 5;

/// What an episode makes of a name.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The entities that go by the name.
    pub entities: Vec<EpisodeEntity>,
    /// The forms of these entities, and the name itself, as they were weighed.
    pub forms: Vec<Weighed>,
    /// What was taken for one of these entities, and why.
    pub merges: Vec<Merge>,
}

/// One form of a name, weighed.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The form as written.
    pub form: String,
    /// The likeliest kind.
    pub kind: Kind,
    /// How likely it is that.
    pub probability: f32,
    /// How likely it must be.
    pub threshold: f32,
    /// The rule that found it.
    pub rule: Rule,
    /// How often it stands in the document.
    pub count: u32,
    /// What became of it.
    pub fate: Fate,
    /// Whether it stands only in what many episodes of the show repeat.
    pub boilerplate: bool,
    /// The strongest features for the kind, strongest first: name, and what it adds.
    pub supports: Vec<(String, f32)>,
    /// The strongest against it.
    pub opposes: Vec<(String, f32)>,
}

/// What became of a form.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It is an entity, of this kind and label.
    Entity(Kind, String),
    /// The configuration drops it.
    Dropped,
    /// It is not likely enough.
    Unlikely,
    /// It is only part of longer names.
    PartOf(Vec<String>),
}

/// Explains a name in an episode; nothing where the episode does not have it.
///
/// `mentions` and `features` are those of [`extract_traced`](crate::extract::extract_traced).
pub fn explain(
    resolver: &Resolver,
    summary: &CorpusStatistics,
    knowledge: &Knowledge,
    mentions: &ExtractedEpisode,
    features: &[Vec<String>],
    name: &str,
) -> Option<Explanation> {
    let wanted = key(name);
    let resolved = resolver.episode(mentions);
    let is_called =
        |entity: &EpisodeEntity, name: &str| entity.names().any(|form| key(form) == name);
    let entities: Vec<EpisodeEntity> = resolved
        .entities
        .iter()
        .filter(|entity| is_called(entity, &wanted))
        .cloned()
        .collect();
    let show = resolver.show(mentions);
    let mut forms = Vec::new();
    for (candidate, own) in mentions.candidates.iter().zip(features) {
        let of_entity = entities
            .iter()
            .any(|entity| entity.names().any(|form| form == candidate.form));
        if candidate.key != wanted && !of_entity {
            continue;
        }
        let (kind, probability) = resolver.scores(candidate, show).best();
        let spoken = candidate.places == DocumentParts::of(DocumentPart::Transcript);
        let threshold = knowledge.model.threshold(kind, spoken);
        let entity = resolved
            .entities
            .iter()
            .find(|entity| is_called(entity, &candidate.key));
        let fate = match entity {
            Some(entity) => Fate::Entity(entity.identity.kind, entity.label.clone()),
            None if resolver.drops(candidate) => Fate::Dropped,
            None if probability < threshold => Fate::Unlikely,
            None => {
                let longer = candidate.inside.iter();
                let longer = longer.map(|at| mentions.candidates[*at as usize].form.clone());
                Fate::PartOf(longer.collect())
            }
        };
        let mut all = FeatureSet::new(&knowledge.model, true);
        corpus::features(&mut all, candidate, summary, show);
        let mut names = own.clone();
        names.extend(all.take_names());
        let (supports, opposes) = strongest(names, &knowledge.model, kind);
        forms.push(Weighed {
            form: candidate.form.clone(),
            kind,
            probability,
            threshold,
            rule: candidate.rule,
            count: candidate.count,
            fate,
            boilerplate: corpus::is_boilerplate(candidate, show),
            supports,
            opposes,
        });
    }
    let merges = resolved.merges().filter(|merge| {
        let label = |entity: &EpisodeEntity| entity.label == merge.name;
        key(&merge.form) == wanted || entities.iter().any(label)
    });
    let mut merges: Vec<Merge> = merges.collect();
    merges.sort();
    merges.dedup();
    let found = !entities.is_empty() || !forms.is_empty();
    found.then_some(Explanation {
        entities,
        forms,
        merges,
    })
}

/// Named features with what each adds.
type Named = Vec<(String, f32)>;

/// The features that say most for a kind rather than none, and those that say most against it.
fn strongest(names: Vec<String>, model: &Model, kind: Kind) -> (Named, Named) {
    let at = outcome(kind).unwrap_or(0);
    let mut weighed: Named = names
        .into_iter()
        .map(|name| {
            let row = Feature::named(&name)
                .ok()
                .and_then(|feature| model.row(feature));
            let scores = row
                .map_or_else(Default::default, |row| model.score([row]))
                .0;
            (name, scores[at] - scores[0])
        })
        .collect();
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    weighed.dedup_by(|a, b| a.0 == b.0);
    let supports = weighed.iter().take(NAMED);
    let opposes = weighed.iter().rev().take(NAMED);
    (
        supports.filter(|(_, adds)| *adds > 0.05).cloned().collect(),
        opposes.filter(|(_, adds)| *adds < -0.05).cloned().collect(),
    )
}

/// Every name that an episode has, for "did you mean".
pub fn names_in(mentions: &ExtractedEpisode) -> impl Iterator<Item = &str> {
    let credits = mentions
        .credits
        .iter()
        .map(|credit| credit.full_name.as_ref().unwrap_or(&credit.name));
    let candidates = mentions.candidates.iter().map(|candidate| &candidate.form);
    let speakers = mentions.speakers.iter().map(|speaker| &speaker.label);
    credits
        .chain(candidates)
        .chain(speakers)
        .map(String::as_str)
}

/// Where an entity is named in fields that no text of the notes repeats.
pub fn stated(mentions: &ExtractedEpisode, explanation: &Explanation) -> Vec<Quote> {
    let called = |name: &str| {
        let mut entities = explanation.entities.iter();
        entities.any(|entity| entity.names().any(|form| key(form) == key(name)))
    };
    let credits = mentions
        .credits
        .iter()
        .filter(|credit| called(&credit.name) || credit.full_name.as_deref().is_some_and(called));
    let speakers = mentions
        .speakers
        .iter()
        .filter(|speaker| called(&speaker.label));
    credits
        .map(|credit| credit.quote.clone())
        .chain(speakers.map(|speaker| speaker.quote.clone()))
        .collect()
}
