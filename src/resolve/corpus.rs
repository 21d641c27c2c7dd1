//! What the rest of the corpus says for and against a candidate.

use crate::extract::Candidate;
use crate::extract::features::Features;
use crate::vocabulary::Kind;

use super::summary::{ShowCount, Summary};

/// Adds the features that come from other episodes.
///
/// The episode's own share is taken out of the counts first, so that a name cannot speak for itself.
pub fn features(out: &mut Features, candidate: &Candidate, summary: &Summary, show: &ShowCount) {
    let Some(count) = summary.names.get(&candidate.key) else {
        return;
    };
    let others = count.episodes.saturating_sub(1);
    out.add("others", bucket(others));
    if others > 0 {
        let own = candidate.scores.probabilities();
        let mut best: Option<(Kind, u64)> = None;
        let mut total = 0;
        for ((kind, mass), own) in Kind::ENTITIES.iter().zip(count.mass).zip(&own[1..]) {
            let rest = mass.saturating_sub((own * 1000.0).round() as u64) / u64::from(others);
            total += rest;
            if best.is_none_or(|(_, most)| rest > most) {
                best = Some((*kind, rest));
            }
        }
        if let Some((kind, _)) = best.filter(|(_, share)| *share >= 300) {
            out.add("elsewhere", kind.as_str());
        }
        let sure = match total {
            0..=150 => "never",
            151..=400 => "rarely",
            401..=700 => "often",
            _ => "always",
        };
        out.add("entity", sure);
    }
    let own_tag = candidate.prominence >= 0.5;
    if count.tagged > u32::from(own_tag) {
        out.add("tagged", "elsewhere");
    }
    if count.linked > u32::from(!candidate.pages.is_empty()) {
        out.add("linked", "elsewhere");
    }
    if summary.episodes >= 8 && count.episodes * 2 > summary.episodes {
        out.add("others", "most");
    }
    if is_boilerplate(candidate, show) {
        out.add("boilerplate", "all");
    }
}

/// Whether all mentions stand in blocks that many episodes of the show repeat.
pub fn is_boilerplate(candidate: &Candidate, show: &ShowCount) -> bool {
    !candidate.blocks.is_empty()
        && candidate.count as usize <= candidate.blocks.len()
        && candidate.blocks.iter().all(|block| repeats(*block, show))
}

/// Whether a block of notes is boilerplate: it stands in at least three episodes of the show, and
/// in a tenth of them.
pub fn repeats(block: u64, show: &ShowCount) -> bool {
    let count = show.blocks.get(&block).copied().unwrap_or(0);
    count >= 3 && count * 10 >= show.episodes
}

const fn bucket(count: u32) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2..=3 => "2",
        4..=8 => "4",
        9..=30 => "9",
        _ => "31",
    }
}
