//! What the world knows: names of people, organizations, products, concepts and events.
//!
//! The entries lie as TOML in `src/data/lexicon`, one file per field; the build script checks and
//! flattens them, and makes the tables that [`Lexicon::embedded`] searches as they lie in the program.
//! `--lexicon` files are added by [`Lexicon::extended`] and win over it. [`Lexicon::scan`] finds entries in a text that
//! [`tokenize`](crate::text::token::tokenize) has cut.

mod entry;
mod fingerprint;
mod forms;
mod line;
#[allow(dead_code, reason = "the build script uses the rest")]
mod source;
#[allow(dead_code, reason = "the build script uses the rest")]
mod tables;
#[allow(dead_code, reason = "the build script uses the rest")]
mod trie;
mod trie_builder;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

pub use entry::{Entry, Traits};
pub use fingerprint::EntryKeys;
pub use line::{Case, EntryId};
pub use source::Record;
use tables::{Tables, folded};
pub use trie::{EntryForm, Match};

use crate::error::{Error, Location, Result};
use crate::knowledge::name_lists::{self, WordClass};
use crate::knowledge::rows::number;
use crate::text::position::line_and_column;
use crate::text::token::{Token, words_of};
use crate::untrusted::name_fault;
use crate::vocabulary::Kind;

/// A dictionary of entries.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// One line per entry.
    text: Cow<'static, str>,
    tables: Tables,
}

impl Lexicon {
    /// The lexicon that this program brings along.
    pub fn embedded() -> &'static Arc<Self> {
        static EMBEDDED: OnceLock<Arc<Lexicon>> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            Arc::new(Self {
                text: Cow::Borrowed(include_str!(concat!(env!("OUT_DIR"), "/lexicon.txt"))),
                tables: Tables::of_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"))),
            })
        })
    }

    /// Reads flat lines; entries that begin before the offset `wins` take their forms from those
    /// behind it.
    fn build(text: String, wins: usize) -> Self {
        let tables = Tables::build(&text, wins, &|hash| is_common(name_lists::of_hash(hash)));
        Self {
            text: Cow::Owned(text),
            tables,
        }
    }

    /// A lexicon of one TOML file; `path` is for messages alone.
    ///
    /// ```
    /// use showgraph::knowledge::lexicon::Lexicon;
    ///
    /// let lexicon = Lexicon::from_toml("my.toml", "[product]\nshowgraph = []\n")?;
    /// assert_eq!(lexicon.find("ShowGraph").len(), 1);
    /// # Ok::<(), showgraph::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with line and column of the first thing that is wrong.
    pub fn from_toml(path: &str, toml: &str) -> Result<Self> {
        let text = flat(path, toml)?;
        let len = text.len();
        Ok(Self::build(text, len))
    }

    /// This lexicon with another on top: where a name or alias of `user` is a name of an entry of
    /// ours, theirs replaces it; where it is an alias of ours, it means theirs alone.
    #[must_use]
    pub fn extended(&self, user: &Self) -> Self {
        let mut text = String::with_capacity(self.text.len() + user.text.len());
        text.extend(user.lines().flat_map(|(_, line)| [line, "\n"]));
        let wins = text.len();
        text.extend(self.lines().flat_map(|(_, line)| [line, "\n"]));
        Self::build(text, wins)
    }

    /// This lexicon less the entries that `hidden` picks: how it looks to whoever knows less.
    #[must_use]
    pub fn without(&self, hidden: impl Fn(&Entry<'_>) -> bool) -> Self {
        let mut text = String::with_capacity(self.text.len());
        for (id, entry) in self.entries() {
            if !hidden(&entry) {
                text.push_str(self.line(id));
                text.push('\n');
            }
        }
        let len = text.len();
        Self::build(text, len)
    }

    /// An entry by its number.
    ///
    /// # Panics
    ///
    /// When the number is of another lexicon and out of range.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        Entry::read(self.line(id))
    }

    /// What weighing a name asks of an entry: [`Lexicon::entry`] without reading its line.
    ///
    /// # Panics
    ///
    /// When the number is of another lexicon and out of range.
    #[inline]
    pub fn traits(&self, id: EntryId) -> Traits {
        Traits::of_row(&self.tables.entries[id.0 as usize])
    }

    /// How many ids there are: each is below it.
    pub fn size(&self) -> usize {
        self.tables.entries.len()
    }

    /// The line of an entry; empty where a user's entry has taken its place.
    fn line(&self, id: EntryId) -> &str {
        let row = &self.tables.entries[id.0 as usize];
        let (start, len) = (number(row, 0) as usize, number(row, 4) as usize);
        &self.text[start..start + len]
    }

    /// The lines that are not empty, in the order of their files.
    fn lines(&self) -> impl Iterator<Item = (EntryId, &str)> {
        let ids = (0..self.size() as u32).map(EntryId);
        ids.map(|id| (id, self.line(id)))
            .filter(|(_, line)| !line.is_empty())
    }

    /// All entries, in the order of their files.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, Entry<'_>)> {
        self.lines().map(|(id, line)| (id, Entry::read(line)))
    }

    /// The entries with this name or alias, in any letter case, each once.
    pub fn find(&self, name: &str) -> Vec<EntryId> {
        let tokens = words_of(name);
        let forms = self.tables.trie.get(&self.text, name, &tokens);
        let mut found: Vec<_> = forms.iter().map(|form| form.entry).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Finds names and aliases in a text: leftmost and longest first, without overlaps, each in the
    /// letter case that its entry asks for.
    ///
    /// `tokens` are those of `text` (of one block, or of a whole document: names never reach across
    /// a gap that does not [join](crate::text::token::Separator::joins)). Where several entries share a form, the match has
    /// them all. Concepts are found in the plural of their last word too.
    pub fn scan(&self, text: &str, tokens: &[Token], found: impl FnMut(Match<'_>)) {
        self.tables.trie.scan(&self.text, text, tokens, found);
    }

    /// What is inconsistent in the lexicon as a whole: one line per problem, in fixed order.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut names = BTreeMap::new();
        for (_, entry) in self.entries() {
            let key = (entry.kind, folded(entry.name));
            if let Some(first) = names.insert(key, entry.name) {
                problems.push(format!(
                    "{} \"{}\" is there twice (as \"{first}\")",
                    entry.kind, entry.name
                ));
            }
        }
        for (_, entry) in self.entries() {
            let Entry { kind, name, .. } = entry;
            if let Some(whole) = entry.part_of
                && !Kind::ENTITIES
                    .iter()
                    .any(|kind| names.contains_key(&(*kind, folded(whole))))
            {
                problems.push(format!(
                    "{kind} \"{name}\" is part of \"{whole}\", which is no entry"
                ));
            }
            if let Some(address) = entry.url
                && url::Url::parse(address).is_err()
            {
                problems.push(format!(
                    "{kind} \"{name}\" has the address \"{address}\", which is none"
                ));
            }
            let guarded = entry.ambiguous || entry.case != Case::Any;
            for form in entry.forms().filter(|_| !guarded && kind != Kind::Concept) {
                let acronym = form.chars().all(|c| c.is_ascii_uppercase());
                if !acronym && is_common(name_lists::word(form)) {
                    problems.push(format!(
                        "{kind} \"{name}\": \"{form}\" is a common word: say ambiguous or a letter case"
                    ));
                }
            }
            let mut forms = BTreeSet::new();
            for form in entry.forms().filter(|form| !forms.insert(*form)) {
                problems.push(format!("{kind} \"{name}\" has the form \"{form}\" twice"));
            }
        }
        problems
    }
}

fn is_common(class: WordClass) -> bool {
    class.intersects(WordClass::COMMON.union(WordClass::STOP))
}

/// A lexicon file as flat lines.
fn flat(path: &str, toml: &str) -> Result<String> {
    let invalid = |problem: source::Problem| {
        let (line, column) = line_and_column(toml, problem.offset);
        Error::Invalid {
            location: Location::at(path, line, column),
            message: problem.message,
        }
    };
    let field = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let field = field.strip_suffix(".toml").unwrap_or(field);
    let mut text = String::new();
    for record in source::parse(toml, field).map_err(invalid)? {
        let fault = |message| {
            invalid(source::Problem {
                offset: record.offset,
                message,
            })
        };
        if !record.url.is_empty() {
            let of_web = record.url.starts_with("https://") || record.url.starts_with("http://");
            let address = url::Url::parse(&record.url).ok().filter(|_| of_web);
            if address.is_none() {
                return Err(fault(format!(
                    "\"{}\" is no address such as https://example.org",
                    record.url.escape_debug()
                )));
            }
        }
        let forms = record.aliases.iter().chain(&record.context);
        let texts = [&record.name, &record.part_of, &record.field, &record.url];
        if let Some(message) = forms.chain(texts).find_map(|text| name_fault(text)) {
            return Err(fault(message));
        }
        source::flatten(&record, &mut text);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
        field = "test"
        [product]
        "Cloud Pub/Sub" = ["Pub/Sub"]
        "Cloud Run" = { aliases = [], case = "capital", part_of = "Google Cloud" }
        "Google Cloud" = ["GCP"]
        Go = { aliases = ["Golang"], case = "exact", ambiguous = true, context = ["gopher"] }
        "Node.js" = []
        BigQuery = []
        "C++" = []
        "Let's Encrypt" = []
        Docker = { aliases = [], also = "organization" }
        [organization]
        Docker = []
        "AT&T" = []
        "McDonald's" = []
        [concept]
        "container image" = []
        policy = []
        "front-end" = []
        "high availability" = ["HA"]
        [[entity]]
        kind = "person"
        name = "Ada Lovelace"
        url = "https://example.org/ada"
    "#;

    fn sample() -> Lexicon {
        Lexicon::from_toml("sample.toml", SAMPLE).expect("the sample is valid")
    }

    fn found(lexicon: &Lexicon, text: &str) -> Vec<String> {
        let tokens = words_of(text);
        let mut names = Vec::new();
        lexicon.scan(text, &tokens, |hit| {
            let entries = hit.forms.iter().map(|form| {
                let entry = lexicon.entry(form.entry);
                format!("{} {}", entry.kind, entry.name)
            });
            names.push(entries.collect::<Vec<_>>().join(" | "));
        });
        names
    }

    #[test]
    fn finds_forms_longest_first() {
        let lexicon = sample();
        let cases: &[(&str, &[&str])] = &[
            ("We use Cloud Pub/Sub.", &["product Cloud Pub/Sub"]),
            (
                "pub-sub and PUB SUB",
                &["product Cloud Pub/Sub", "product Cloud Pub/Sub"],
            ),
            ("on PubSub", &["product Cloud Pub/Sub"]),
            ("Google Cloud Run", &["product Google Cloud"]),
            ("Cloud Run, cloud run", &["product Cloud Run"]),
            ("Go, go, GO", &["product Go"]),
            ("Golang", &["product Go"]),
            ("NodeJS, node js", &["product Node.js", "product Node.js"]),
            ("Big Query but no big query", &["product BigQuery"]),
            ("C++17 and C", &["product C++"]),
            ("Let's Encrypt, not let encrypt", &["product Let's Encrypt"]),
            ("Docker's", &["product Docker | organization Docker"]),
            ("AT&T, at t", &["organization AT&T"]),
            ("McDonald's", &["organization McDonald's"]),
            ("container images", &["concept container image"]),
            ("policies", &["concept policy"]),
            ("frontends", &[]),
            ("frontend", &["concept front-end"]),
            ("it has HA", &["concept high availability"]),
            ("cloud, run", &[]),
            ("Google. Cloud", &[]),
            ("GitHub", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&found(&lexicon, text), expected, "{text}");
        }
    }

    #[test]
    fn entries_keep_what_the_file_says() {
        let lexicon = sample();
        let id = lexicon.find("golang")[0];
        let go = lexicon.entry(id);
        assert_eq!((go.name, go.case, go.ambiguous), ("Go", Case::Exact, true));
        assert_eq!(go.context().collect::<Vec<_>>(), ["gopher"]);
        assert_eq!((go.field, go.known), ("test", 5));
        let run = lexicon.entry(lexicon.find("cloud run")[0]);
        assert_eq!(run.part_of, Some("Google Cloud"));
        let ada = lexicon.entry(lexicon.find("ada lovelace")[0]);
        assert_eq!(
            (ada.kind, ada.url),
            (Kind::Person, Some("https://example.org/ada"))
        );
        assert_eq!(lexicon.find("docker").len(), 2);
        assert!(lexicon.find("").is_empty());
    }

    #[test]
    fn a_users_lexicon_wins() {
        let user =
            "[organization]\nGCP = []\nDocker = { aliases = [], url = \"https://d.example\" }\n";
        let user = Lexicon::from_toml("user.toml", user).expect("valid");
        let both = sample().extended(&user);
        assert_eq!(
            found(&both, "GCP, Google Cloud"),
            ["organization GCP", "product Google Cloud"]
        );
        let docker = both.find("Docker");
        assert_eq!(docker.len(), 1);
        assert_eq!(both.entry(docker[0]).url, Some("https://d.example"));
        assert_eq!(both.entries().count(), sample().entries().count());
    }

    #[test]
    fn a_file_says_how_well_known_its_entries_are() {
        let toml = "known = 4\n[product]\nA = []\nB = { known = 7 }\n";
        let known = |toml: &str| -> Vec<u8> {
            let lexicon = Lexicon::from_toml("x.toml", toml).expect("it is valid");
            lexicon.entries().map(|(_, entry)| entry.known).collect()
        };
        assert_eq!(known(toml), [4, 7]);
        assert_eq!(known(&toml.replace("known = 4", "")), [5, 7]);
        let error = Lexicon::from_toml("x.toml", "known = 12\n").expect_err("12 is no digit");
        assert!(
            error
                .to_string()
                .starts_with("x.toml:1:9: \"known\" must be"),
            "{error}"
        );
    }

    #[test]
    fn mistakes_are_named_with_line_and_column() {
        let cases = [
            (
                "[product]\nA = 1\n",
                "x.toml:2:5: expected a list of aliases or a table",
            ),
            (
                "[product]\nA = { alias = [] }\n",
                "x.toml:2:7: unknown key \"alias\"",
            ),
            ("[thing]\n", "x.toml:1:2: unknown key \"thing\""),
            (
                "[[entity]]\nname = \"A\"\n",
                "x.toml:1:1: entry without kind",
            ),
            (
                "[product]\nA = [\"\"]\n",
                "x.toml:2:1: \"\" has neither letters nor digits",
            ),
            (
                "[product]\nA = { case = \"no\" }\n",
                "x.toml:2:14: \"no\" is no case",
            ),
            (
                "[product]\nA = { url = \"no\" }\n",
                "x.toml:2:1: \"no\" is no address",
            ),
            ("[product\n", "x.toml:1:9: "),
        ];
        for (toml, message) in cases {
            let error = Lexicon::from_toml("dir/x.toml", toml)
                .expect_err(toml)
                .to_string();
            assert!(
                error.starts_with(&format!("dir/{message}")),
                "{toml}: {error}"
            );
        }
    }

    #[test]
    fn every_form_finds_its_entry() {
        let lexicon = Lexicon::embedded();
        for (id, entry) in lexicon.entries() {
            for form in entry.forms() {
                assert!(lexicon.find(form).contains(&id), "{}: {form}", entry.name);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn matches_are_ordered_and_apart(words in proptest::collection::vec(
            "cloud|pub|sub|run|Go|Node|js|google|image|container|C\\+\\+|x", 0..20)
        ) {
            let (lexicon, text) = (sample(), words.join(" "));
            let tokens = words_of(&text);
            let mut next = 0;
            lexicon.scan(&text, &tokens, |hit| {
                assert!(next <= hit.first && hit.first <= hit.last && hit.last < tokens.len());
                assert!(!hit.forms.is_empty());
                next = hit.last + 1;
            });
        }
    }

    #[test]
    fn the_embedded_lexicon_is_consistent() {
        assert_eq!(Lexicon::embedded().problems(), Vec::<String>::new());
    }

    #[test]
    fn only_the_shortest_form_is_ambiguous() {
        let lexicon = Lexicon::from_toml(
            "my.toml",
            "[product]\n\"AWS Lambda\" = { aliases = [\"Lambda\"], case = \"capital\", ambiguous = true }\n\
             \"Cloud Run\" = { case = \"capital\", ambiguous = true }\nRedis = []\n",
        )
        .unwrap();
        let cases = [
            ("Lambda", true),
            ("AWS Lambda", false),
            // It has no shorter one.
            ("Cloud Run", true),
            ("Redis", false),
        ];
        for (form, expected) in cases {
            let id = lexicon.find(form)[0];
            let words = form.split(' ').count();
            let ambiguous = lexicon.traits(id).is_ambiguous(words);
            assert_eq!(ambiguous, expected, "{form}");
        }
    }
}
