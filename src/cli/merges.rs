//! The file of `--merges`: which names were taken for the same thing, why, and where.
//!
//! It is TOML that can be pasted into `showgraph.toml`: a line under `same` holds on to a merge, a
//! line moved to `never_same` forbids it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use showgraph::resolve::Merge;
use toml::Value;

const HEAD: &str = "\
# Which names were taken for the same thing: the rule, the first file, and in how many files.
# Paste a line into showgraph.toml to hold on to it, or put it under never_same to forbid it.
# A form that means several things, each in its own episodes, is a comment.

[curation]
same = [
";

/// Writes the merges, sorted.
pub fn write(merges: &[Merge], mut out: impl Write) -> io::Result<()> {
    let mut places: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    let mut meanings: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
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
        meanings.entry((*kind, form)).or_default().insert(name);
    }
    out.write_all(HEAD.as_bytes())?;
    for ((kind, name, form, rule), sources) in places {
        let mark = if meanings[&(kind, form)].len() > 1 {
            "# "
        } else {
            ""
        };
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

#[cfg(test)]
mod tests {
    use showgraph::config::Config;
    use showgraph::vocabulary::Kind;

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
}
