//! The file of `--merges`: which names were taken for the same thing, why, and where.
//!
//! It is TOML that can be pasted into `showgraph.toml`: a line under `same` holds on to a merge, a
//! line moved to `never_same` forbids it. There a group of names is one thing of one kind in every
//! episode, so what means several things is a comment here.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use showgraph::resolve::Merge;
use showgraph::text::name_key::key;
use showgraph::vocabulary::Kind;
use toml::Value;

const HEAD: &str = "\
# Which names were taken for the same thing: the rule, the first file, and in how many files.
# Paste a line into showgraph.toml to hold on to it, or put it under never_same to forbid it. There it
# counts for every episode, also where the rules had seen no entity in such a name.
# Names that mean several things, each in its own episodes, or things of several kinds, are comments.

[curation]
same = [
";

/// Writes the merges, sorted.
pub fn write(merges: &[Merge], mut out: impl Write) -> io::Result<()> {
    let mut places: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    let mut meanings: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    let mut kinds: BTreeMap<String, BTreeSet<Kind>> = BTreeMap::new();
    for Merge {
        kind,
        name,
        form,
        rule,
        source,
    } in merges
    {
        places
            .entry((*kind, name, form, rule))
            .or_default()
            .insert(source);
        meanings.entry(key(form)).or_default().insert(name);
        for said in [name, form] {
            kinds.entry(key(said)).or_default().insert(*kind);
        }
    }
    spread(merges, &mut kinds);
    out.write_all(HEAD.as_bytes())?;
    for ((kind, name, form, rule), sources) in places {
        let several = meanings[&key(form)].len() > 1 || kinds[&key(name)].len() > 1;
        let mark = if several { "# " } else { "" };
        let (name, form) = (Value::from(name.as_str()), Value::from(form.as_str()));
        write!(out, "    {mark}[{name}, {form}],  # {kind}, {rule}")?;
        match sources.len() {
            0 => {}
            1 => write!(out, ", in {}", sources.first().copied().unwrap_or_default())?,
            more => write!(
                out,
                ", in {} and {} more",
                sources.first().copied().unwrap_or_default(),
                more - 1
            )?,
        }
        writeln!(out)?;
    }
    writeln!(out, "]")
}

/// Gives names that are joined, by whatever way round, the kinds of all of them.
fn spread(merges: &[Merge], kinds: &mut BTreeMap<String, BTreeSet<Kind>>) {
    let mut changed = true;
    while changed {
        changed = false;
        for Merge { name, form, .. } in merges {
            let (name, form) = (key(name), key(form));
            let all: BTreeSet<Kind> = kinds[&name].union(&kinds[&form]).copied().collect();
            for joined in [name, form] {
                if kinds[&joined] != all {
                    kinds.insert(joined, all.clone());
                    changed = true;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use showgraph::config::Config;

    use super::*;

    fn merge(name: &str, form: &str, rule: &str, source: &str) -> Merge {
        Merge {
            kind: Kind::Person,
            name: name.into(),
            form: form.into(),
            rule: rule.into(),
            source: source.into(),
        }
    }

    #[test]
    fn it_can_be_pasted_into_the_configuration() {
        let merges = [
            merge("Mark Mandel", "Mark", "given name", "36.md"),
            merge("Mark Mirchandani", "Mark", "given name", "163.md"),
            merge("Carter \"C\" Morgan", "Carter", "given name", "36.md"),
            merge("Carter \"C\" Morgan", "Carter", "given name", "287.md"),
        ];
        let mut file = Vec::new();
        write(&merges, &mut file).unwrap();
        let text = String::from_utf8(file).unwrap();
        let config = Config::parse(&text, "merges.toml").unwrap();
        assert_eq!(config.curation.same, [["Carter \"C\" Morgan", "Carter"]]);
        assert!(text.contains("# [\"Mark Mandel\", \"Mark\"],"), "{text}");
        assert!(text.contains("given name, in 287.md and 1 more"), "{text}");
    }
    #[test]
    fn things_of_several_kinds_are_left_to_the_reader() {
        let of = |kind: Kind, name: &str, form: &str| Merge {
            kind,
            ..merge(name, form, "same name", "1.md")
        };
        let merges = [
            of(Kind::Organization, "GitHub", "github"),
            of(Kind::Product, "GitHub", "Git Hub"),
            of(Kind::Product, "Hub", "git hub"),
            of(Kind::Concept, "pet set", "PetSet"),
            of(Kind::Concept, "pet set", "Pet Sets"),
        ];
        let mut file = Vec::new();
        write(&merges, &mut file).unwrap();
        let text = String::from_utf8(file).unwrap();
        let config = Config::parse(&text, "merges.toml").unwrap();
        assert_eq!(
            config.curation.same,
            [["pet set", "Pet Sets"], ["pet set", "PetSet"]],
            "{text}"
        );
        assert_eq!(text.matches("# [\"").count(), 3, "{text}");
    }
}
