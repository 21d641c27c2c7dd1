//! The queries that ship, as (name, text), sorted by name: every file of `queries/`.

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../queries/", $name, ".rq")))),+]
    };
}

pub(super) const SHIPPED: &[(&str, &str)] = shipped![
    "affiliations",
    "appearances",
    "bridges",
    "cited-domains",
    "cited-pages",
    "episode-card",
    "episodes-about",
    "guests-on",
    "hosts",
    "is-guest",
    "no-page",
    "organization-topics",
    "products-by-year",
    "related-episodes",
    "returning-guests",
    "shared-pages",
    "sponsors",
    "together",
    "topic-map",
    "trends",
    "where-named",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_ships() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/queries");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let shipped: Vec<String> = SHIPPED
            .iter()
            .map(|(name, _)| format!("{name}.rq"))
            .collect();
        assert_eq!(shipped, files);
    }
}
