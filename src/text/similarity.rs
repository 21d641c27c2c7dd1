//! How alike two names are, for "did you mean".

use std::collections::BTreeMap;

/// How alike a name must be to be offered, from 0 to 1.
pub const SIMILAR: f64 = 0.6;

/// How alike a known name is to the one that was asked for, from 0 to 1: by edit distance (Damerau and
/// Levenshtein), or by how much of a longer name is there word for word. Both in one letter case.
pub fn similarity(asked: &str, name: &str) -> f64 {
    let (short, long) = (asked.len().min(name.len()), asked.len().max(name.len()));
    if short >= 3 && format!(" {name} ").contains(&format!(" {asked} ")) {
        return SIMILAR + 0.1;
    }
    // The distance is at least the difference in length: most names need no closer look.
    if (short as f64) < SIMILAR * long as f64 / 2.0 {
        return 0.0;
    }
    strsim::normalized_damerau_levenshtein(asked, name)
}

/// The names most like one that is unknown, best first, each once, whatever their letter case.
///
/// ```
/// use showgraph::text::similarity::most_similar;
///
/// let names = ["Kubernetes", "Kuber", "Docker"];
/// assert_eq!(most_similar("kubernets", names.into_iter(), 1), ["Kubernetes"]);
/// ```
pub fn most_similar<'n>(
    asked: &str,
    names: impl Iterator<Item = &'n str>,
    most: usize,
) -> Vec<&'n str> {
    ranked(asked, names.map(|name| (name, name)), most)
}

/// The same for things with several names: each name comes with what is offered for it.
pub fn ranked<'n>(
    asked: &str,
    names: impl Iterator<Item = (&'n str, &'n str)>,
    most: usize,
) -> Vec<&'n str> {
    let asked = asked.to_lowercase();
    let mut best: BTreeMap<&str, f64> = BTreeMap::new();
    for (name, offered) in names {
        let alike = similarity(&asked, &name.to_lowercase());
        if alike >= SIMILAR {
            let known = best.entry(offered).or_default();
            *known = known.max(alike);
        }
    }
    let mut ranked: Vec<(&str, f64)> = best.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
        .into_iter()
        .take(most)
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_come_first_and_once() {
        let names = [
            ("k8s", "Kubernetes"),
            ("Kubernetes", "Kubernetes"),
            ("Kubeflow", "Kubeflow"),
            ("Cloud Run", "Cloud Run"),
        ];
        let cases = [
            ("kubernets", vec!["Kubernetes"]),
            ("kubeflo", vec!["Kubeflow"]),
            ("run", vec!["Cloud Run"]),
            ("zebra", vec![]),
        ];
        for (asked, expected) in cases {
            assert_eq!(ranked(asked, names.into_iter(), 3), expected, "{asked}");
        }
    }
}
