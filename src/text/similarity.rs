//! How alike two names are, for "did you mean".

use std::collections::BTreeMap;

/// How alike a name must be to be offered, from 0 to 1.
pub const SIMILAR: f64 = 0.6;

/// How alike a known name is to the one that was asked for, from 0 to 1: by edit distance (Damerau and
/// Levenshtein), or by how much of a longer name is there word for word; 0 where it is less than [`SIMILAR`] for sure.
/// Both in one letter case.
pub fn similarity(asked: &str, name: &str) -> f64 {
    if asked.len().min(name.len()) >= 3 && format!(" {name} ").contains(&format!(" {asked} ")) {
        return SIMILAR + 0.1;
    }
    if 1.0 - least_distance(asked, name) < SIMILAR {
        return 0.0;
    }
    strsim::normalized_damerau_levenshtein(asked, name)
}

/// What the distance of two names is at least, as a share of the longer one: each letter that one has more often than
/// the other is an edit. Most names need no closer look.
fn least_distance(a: &str, b: &str) -> f64 {
    // Letters that share a place count as one, which makes it less, never more.
    let mut surplus = [0_i32; 64];
    let mut lengths = [0_u32; 2];
    for (text, step, length) in [(a, 1, 0), (b, -1, 1)] {
        for letter in text.chars() {
            surplus[letter as usize % 64] += step;
            lengths[length] += 1;
        }
    }
    let more: i32 = surplus.iter().filter(|count| **count > 0).sum();
    let less: i32 = surplus.iter().filter(|count| **count < 0).sum();
    f64::from(more.max(-less)) / f64::from(lengths[0].max(lengths[1]).max(1))
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
    fn the_quick_look_never_hides_a_similar_name() {
        let names = [
            "",
            "a",
            "kubernetes",
            "kuberntes",
            "kubernetes 1.3",
            "sekubernet",
            "größe",
            "grösse",
            "ñandú",
            "日本",
            "日本語",
        ];
        for a in names {
            for b in names {
                let exact = 1.0 - strsim::normalized_damerau_levenshtein(a, b);
                assert!(least_distance(a, b) <= exact + 1e-9, "{a} {b}");
            }
        }
    }

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
