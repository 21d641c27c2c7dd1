//! What to hear next: `recommend`.

use super::answers::{Because, NodeRef, Recommended, RecommendedEpisode};
use super::arguments::Recommend;
use super::page::clipped;
use super::session::Session;
use crate::analyze::recommend::{RecommendOptions, Recommendation, Time};
use crate::graph::{Day, EntityId};
use crate::vocabulary::Kind;

/// The most episodes.
const MOST: usize = 50;

/// How many are given where no number is asked for.
const USUAL: usize = 5;

/// The most names that are asked about.
const ASKED: usize = 100;

impl Session {
    pub(super) fn recommend(&self, asked: &Recommend) -> Result<Recommended, String> {
        let (names, kinds): (&[String], Vec<Kind>) = match (asked.after.len(), asked.about.len()) {
            (0, 0) => {
                return Err("give episodes (after), or people, things and pages (about)".into());
            }
            (after, 0) if after <= ASKED => (&asked.after, vec![Kind::Episode]),
            (0, about) if about <= ASKED => {
                let things = |kind: &Kind| kind.is_entity() || *kind == Kind::Url;
                (
                    &asked.about,
                    Kind::ALL.iter().copied().filter(things).collect(),
                )
            }
            (_, 0) | (0, _) => return Err(format!("give at most {ASKED} names")),
            _ => return Err("give either after or about".into()),
        };
        let nodes = names.iter().map(|name| self.node(name, &kinds));
        let nodes = nodes.collect::<Result<Vec<_>, String>>()?;
        let ids: Vec<EntityId> = nodes.iter().map(|node| node.id.clone()).collect();
        let mut options = RecommendOptions {
            limit: asked.limit.unwrap_or(USUAL).clamp(1, MOST),
            ..RecommendOptions::default()
        };
        if let Some(before) = &asked.before {
            let day: Day = before.parse().map_err(|error| format!("before: {error}"))?;
            options.time = Time::Before(day.to_string());
        }
        let recommender = self.recommender();
        let answer = match asked.after.is_empty() {
            true => recommender.for_entities(&ids, &options),
            false => {
                options.exclude.extend(ids.iter().cloned());
                match &ids[..] {
                    [only] => recommender
                        .episode(only, &options)
                        .unwrap_or_else(|| recommender.heard(&ids, &options)),
                    several => recommender.heard(several, &options),
                }
            }
        };
        let note = answer.recommendations.is_empty().then(|| match answer.entities {
            0 => "what was asked about has nothing that tells episodes apart: hosts, sponsors and platforms do not count"
                .to_owned(),
            _ => "no other episode, within the limits, shares anything with it".to_owned(),
        });
        Ok(Recommended {
            asked: nodes.into_iter().map(NodeRef::from).collect(),
            recommendations: answer
                .recommendations
                .iter()
                .filter_map(|recommendation| self.recommended(recommendation))
                .collect(),
            note,
        })
    }

    fn recommended(&self, recommendation: &Recommendation) -> Option<RecommendedEpisode> {
        let because = recommendation.because.iter().filter_map(|reason| {
            Some(Because {
                node: self.graph.node(&reason.id)?.into(),
                share: reason.share,
                quote: clipped(&reason.quote),
            })
        });
        Some(RecommendedEpisode {
            episode: self.graph.node(&recommendation.episode)?.into(),
            score: recommendation.score,
            because: because.collect(),
            words: recommendation
                .words
                .iter()
                .map(|word| clipped(&word.word))
                .collect(),
        })
    }
}
