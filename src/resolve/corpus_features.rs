//! What the rest of the corpus says for and against a candidate.

use crate::extract::Candidate;
use crate::extract::features::FeatureSet;
use crate::knowledge::features::{FeatureValue, family, value};
use crate::knowledge::weights::WEIGHED_KINDS;
use crate::vocabulary::Kind;

use super::statistics::{CorpusStatistics, NameStatistics, ShowStatistics};

/// Adds the features that come from other episodes.
///
/// The episode's own share is taken out of the counts first, so that a name cannot speak for itself.
pub fn add(
    out: &mut FeatureSet,
    candidate: &Candidate,
    statistics: &CorpusStatistics,
    show: &ShowStatistics,
) {
    let Some(count) = statistics.names.get(&candidate.key) else {
        return;
    };
    let others = count.episodes.saturating_sub(1);
    out.add(family!("other_episodes"), bucket(others));
    if others > 0 {
        let own = candidate.scores.probabilities();
        let rest = count.expected_count.iter().zip(&own[1..]);
        let rest = rest.map(|(expected, own)| {
            expected.saturating_sub((own * 1000.0).round() as u64) / u64::from(others)
        });
        add_elsewhere(out, rest);
    }
    let own_tag = candidate.prominence >= 0.5;
    if count.tagged > u32::from(own_tag) {
        out.add(family!("tagged"), value!("elsewhere"));
    }
    if count.linked > u32::from(!candidate.pages.is_empty()) {
        out.add(family!("linked"), value!("elsewhere"));
    }
    if statistics.episodes >= 8 && count.episodes * 2 > statistics.episodes {
        out.add(family!("other_episodes"), value!("most"));
    }
    if is_boilerplate(candidate, show) {
        out.add(family!("boilerplate"), value!("all"));
    }
}

/// Adds what the whole corpus says of a name to each of its episodes, with none of them in mind.
pub(super) fn add_common(out: &mut FeatureSet, count: &NameStatistics) {
    let episodes = count.episodes.max(1);
    out.add(family!("other_episodes"), bucket(episodes - 1));
    let shares = count.expected_count.iter();
    add_elsewhere(out, shares.map(|sum| sum / u64::from(episodes)));
    if count.tagged > 1 {
        out.add(family!("tagged"), value!("elsewhere"));
    }
    if count.linked > 1 {
        out.add(family!("linked"), value!("elsewhere"));
    }
}

/// What other episodes take a name for: how much they expect each kind, in thousandths.
fn add_elsewhere(out: &mut FeatureSet, shares: impl Iterator<Item = u64>) {
    let mut best: Option<(Kind, u64)> = None;
    let mut total = 0;
    for (kind, share) in WEIGHED_KINDS.iter().zip(shares) {
        total += share;
        if best.is_none_or(|(_, most)| share > most) {
            best = Some((*kind, share));
        }
    }
    if let Some((kind, _)) = best.filter(|(_, share)| *share >= 300) {
        out.add(family!("kind_elsewhere"), FeatureValue::new(kind.as_str()));
    }
    let sure = match total {
        0..=150 => value!("never"),
        151..=400 => value!("rarely"),
        401..=700 => value!("often"),
        _ => value!("always"),
    };
    out.add(family!("entity_elsewhere"), sure);
}

/// Whether all mentions stand in blocks that many episodes of the show repeat.
pub(crate) fn is_boilerplate(candidate: &Candidate, show: &ShowStatistics) -> bool {
    !candidate.blocks.is_empty()
        && candidate.count as usize <= candidate.blocks.len()
        && candidate.blocks.iter().all(|block| repeats(*block, show))
}

/// Whether a block of notes is boilerplate: it stands in at least three episodes of the show, and
/// in a tenth of them.
pub(crate) fn repeats(block: u64, show: &ShowStatistics) -> bool {
    let count = show.blocks.get(&block).copied().unwrap_or(0);
    count >= 3 && count * 10 >= show.episodes
}

/// Whether the words of a block of notes say nothing of its episode: three episodes of the show have it.
pub(crate) fn is_repeated(block: u64, show: &ShowStatistics) -> bool {
    show.blocks.get(&block).is_some_and(|count| *count >= 3)
}

fn bucket(count: u32) -> FeatureValue<'static> {
    match count {
        0 => value!("0"),
        1 => value!("1"),
        2..=3 => value!("2"),
        4..=8 => value!("4"),
        9..=30 => value!("9"),
        _ => value!("31"),
    }
}
