//! The fields of the front matters: in how many files each stands, what it is read as, and whether it
//! holds people.

use std::collections::BTreeMap;

use serde::Serialize;

use super::person_like::{Likeness, likeness};
use crate::error::Location;
use crate::source::document::CreditRole;
use crate::source::front_matter::{FieldNode, FieldValue, Fields, credited_names, fold};
use crate::source::part_names::names_file;
use crate::source::people_pages::People;
use crate::text::position::line_and_column;

/// Longer texts are prose, and whoever is named in them is not what the field is for.
const LONGEST_NAMES: usize = 200;
/// How many people are named of each field.
const EXAMPLES: usize = 3;
/// How deep fields may lie in each other.
const DEPTH: usize = 4;

/// A field of the front matters, and in how many files it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FieldUse {
    /// Its path as it is written in most files, with `.` between keys.
    pub name: String,
    /// In how many files it has a value.
    pub files: u32,
    /// The field of an episode that it is read as.
    pub read_as: Option<&'static str>,
    /// Whom it names, where most of its values look like people.
    pub people: Option<NamedPeople>,
    /// In how many files it names a file, as transcripts are named.
    pub names_files: u32,
    /// Where it stands first.
    #[serde(skip)]
    pub first: Location,
}

/// The people that a field names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NamedPeople {
    /// How many different people.
    pub different: u32,
    /// How often somebody is named.
    pub named: u32,
    /// The ones that are named most.
    pub examples: Vec<String>,
}

/// A field of one file.
#[derive(Debug)]
pub(super) struct FieldFacts {
    name: String,
    read_as: Option<&'static str>,
    /// Who it would name if it held people.
    names: Vec<String>,
    names_file: bool,
    place: Location,
}

/// The fields of a front matter that have a value.
pub(super) fn fields_of(
    root: &FieldNode<'_>,
    fields: &Fields,
    text: &str,
    path: &str,
) -> Vec<FieldFacts> {
    let mut found = Vec::new();
    let mut walk = Walk {
        fields,
        place: |node: &FieldNode<'_>| {
            let (line, column) = line_and_column(text, node.span.start);
            Location::at(path, line, column)
        },
        found: &mut found,
    };
    walk.map(root, "", 0);
    found
}

struct Walk<'w, P> {
    fields: &'w Fields,
    place: P,
    found: &'w mut Vec<FieldFacts>,
}

impl<P: Fn(&FieldNode<'_>) -> Location> Walk<'_, P> {
    fn map(&mut self, node: &FieldNode<'_>, above: &str, depth: usize) {
        for (key, value) in node.entries() {
            if depth == 0 && self.fields.is_wrapper(&fold(key)) {
                self.map(value, "", depth + 1);
                continue;
            }
            let name = match above {
                "" => key.to_string(),
                above => format!("{above}.{key}"),
            };
            self.field(name, value, depth);
        }
    }

    fn field(&mut self, name: String, node: &FieldNode<'_>, depth: usize) {
        let folded: Vec<String> = name.split('.').map(fold).collect();
        let read_as = self.fields.read_as(&folded.join("."));
        // Credits are read as deep as they go.
        let whole = matches!(read_as, Some("hosts" | "guests" | "people" | "sponsors"));
        let maps = node
            .items()
            .iter()
            .filter(|item| !item.entries().is_empty());
        if !whole && depth < DEPTH {
            for map in maps.clone() {
                self.map(map, &name, depth + 1);
            }
        }
        // A map of fields is no value; one with a name may be a person.
        let values: Vec<&FieldNode<'_>> = node
            .items()
            .iter()
            .filter(|item| match &item.value {
                FieldValue::Map(_) => whole || has_name(item),
                FieldValue::Scalar(_) => item.text().is_some(),
                FieldValue::List(_) | FieldValue::Null => false,
            })
            .collect();
        if values.is_empty() {
            return;
        }
        let mut names = Vec::new();
        for value in &values {
            let prose = value.text().is_some_and(|text| text.len() > LONGEST_NAMES);
            if !prose {
                names.extend(credited_names(value, CreditRole::Other));
            }
        }
        self.found.push(FieldFacts {
            place: (self.place)(values[0]),
            names_file: values.iter().filter_map(|node| node.text()).any(names_file),
            read_as,
            names,
            name,
        });
    }
}

fn has_name(node: &FieldNode<'_>) -> bool {
    node.get(&["name", "fullname", "firstname"]).is_some()
}

/// What is known of a field of several files.
struct Tally<'f> {
    spellings: BTreeMap<&'f str, u32>,
    files: u32,
    read_as: Option<&'static str>,
    names_files: u32,
    people: BTreeMap<&'f str, u32>,
    first: &'f Location,
}

/// Counts the fields of the episodes, those of most files first.
pub(super) fn count<'f>(
    files: impl Iterator<Item = &'f [FieldFacts]>,
    people: &People,
) -> Vec<FieldUse> {
    let mut tallies: BTreeMap<String, Tally<'_>> = BTreeMap::new();
    for file in files {
        let mut seen: Vec<String> = Vec::new();
        for field in file {
            let key = fold(&field.name);
            let tally = tallies.entry(key.clone()).or_insert_with(|| Tally {
                spellings: BTreeMap::new(),
                files: 0,
                read_as: field.read_as,
                names_files: 0,
                people: BTreeMap::new(),
                first: &field.place,
            });
            // A field of a list of maps stands in each of them.
            if !seen.contains(&key) {
                tally.files += 1;
                tally.names_files += u32::from(field.names_file);
                *tally.spellings.entry(&field.name).or_default() += 1;
                seen.push(key);
            }
            for name in &field.names {
                *tally.people.entry(name).or_default() += 1;
            }
        }
    }
    let mut fields: Vec<FieldUse> = tallies
        .into_values()
        .map(|tally| {
            let mut spellings: Vec<_> = tally.spellings.into_iter().collect();
            spellings.sort_by_key(|(_, files)| std::cmp::Reverse(*files));
            FieldUse {
                name: spellings[0].0.to_owned(),
                files: tally.files,
                read_as: tally.read_as,
                people: named_people(&tally.people, people),
                names_files: tally.names_files,
                first: tally.first.clone(),
            }
        })
        .collect();
    fields.sort_by_key(|field| std::cmp::Reverse(field.files));
    fields
}

/// The people among the values of a field, if most of the values are people.
fn named_people(values: &BTreeMap<&str, u32>, pages: &People) -> Option<NamedPeople> {
    let looks: Vec<(&str, u32, Likeness)> = values
        .iter()
        .map(|(name, named)| (*name, *named, likeness(name, pages)))
        .collect();
    let of = |wanted| looks.iter().filter(|(_, _, look)| *look == wanted).count();
    let (surely, perhaps) = (of(Likeness::Surely), of(Likeness::Perhaps));
    // Lists of names are never whole: a name of the shape counts for half.
    let most = 10 * (2 * surely + perhaps) >= 12 * values.len();
    if !most || surely == 0 || 10 * surely < 3 * values.len() {
        return None;
    }
    let mut people: Vec<(&str, u32)> = looks
        .iter()
        .filter(|(_, _, look)| *look != Likeness::Not)
        .map(|(name, named, _)| (*name, *named))
        .collect();
    people.sort_by_key(|(_, named)| std::cmp::Reverse(*named));
    Some(NamedPeople {
        different: people.len() as u32,
        named: people.iter().map(|(_, named)| named).sum(),
        examples: people
            .iter()
            .take(EXAMPLES)
            .map(|(name, _)| (*name).to_owned())
            .collect(),
    })
}
