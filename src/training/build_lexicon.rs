//! Builds `src/data/lexicon/facts` from lists of facts:
//! `cargo run -p showgraph-training --bin build_lexicon -- FOLDER`.
//!
//! FOLDER holds the tables that the NOTICE beside the lexicon names, tab-separated with a header.
//! Each source has one rule that types its rows and leaves out what is no entity. What the curated
//! files already know is left to them. Names that are common words, given names or very short are
//! marked ambiguous and count only as they are spelled.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use showgraph::knowledge::lexicon::{Case, Lexicon};
use showgraph::knowledge::name_lists;
use showgraph::knowledge::name_lists::WordClass;
use showgraph::text::token::{Separator, tokenize};
use showgraph::vocabulary::Kind;

const LEXICON: &str = "src/data/lexicon";

/// A row of a source, typed.
struct Fact {
    kind: Kind,
    also: Option<Kind>,
    name: String,
    aliases: Vec<String>,
    part_of: Option<&'static str>,
    url: Option<String>,
}

impl Fact {
    fn new(kind: Kind, name: &str) -> Self {
        Self {
            kind,
            also: None,
            name: name.trim().to_owned(),
            aliases: Vec::new(),
            part_of: None,
            url: None,
        }
    }

    fn with_url(mut self, url: &str) -> Self {
        self.url = Some(url.trim().to_owned()).filter(|url| url.starts_with("http"));
        self
    }

    fn with_aliases(mut self, aliases: &str, separator: char) -> Self {
        let aliases = aliases
            .split(separator)
            .map(|alias| alias.trim().to_owned());
        self.aliases
            .extend(aliases.filter(|alias| !alias.is_empty()));
        self
    }
}

type Rule = fn(&[&str]) -> Option<Fact>;

/// File, field, how well known its rows are, and the rule for a row.
const SOURCES: [(&str, &str, u8, Rule); 7] = [
    ("google-cloud", "google cloud", 5, google_cloud),
    ("landscape", "cloud native", 3, landscape),
    ("releases", "releases", 4, release),
    ("languages", "languages", 3, language),
    ("brands", "brands", 3, brand),
    ("conferences", "conferences", 2, conference),
    ("universities", "universities", 2, university),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args()
        .nth(1)
        .ok_or("say where the facts are: build_lexicon FOLDER")?;
    let mut known = Known::curated()?;
    fs::create_dir_all(Path::new(LEXICON).join("facts"))?;
    for (source, field, rank, rule) in SOURCES {
        let table = fs::read_to_string(Path::new(&folder).join(format!("{source}.tsv")))?;
        let mut kinds: BTreeMap<Kind, BTreeMap<String, Fact>> = BTreeMap::new();
        let rows = table
            .lines()
            .skip(1)
            .map(|row| row.split('\t').collect::<Vec<_>>());
        for fact in rows
            .filter_map(|row| rule(&row))
            .filter_map(|fact| known.add(fact))
        {
            kinds
                .entry(fact.kind)
                .or_default()
                .insert(fact.name.clone(), fact);
        }
        let mut toml =
            format!("# Written by build_lexicon from {source}.tsv.\nfield = \"{field}\"\n");
        for (kind, facts) in kinds {
            println!("{source}: {} {kind}", facts.len());
            write!(toml, "\n[{kind}]\n")?;
            facts
                .values()
                .try_for_each(|fact| line(fact, rank, &mut toml))?;
        }
        let target = format!("{LEXICON}/facts/{}.toml", source.replace('-', "_"));
        fs::write(target, toml)?;
    }
    Ok(())
}

/// The names that need no fact any more.
struct Known {
    forms: BTreeSet<String>,
}

impl Known {
    fn curated() -> Result<Self, Box<dyn Error>> {
        let mut forms = BTreeSet::new();
        for file in fs::read_dir(LEXICON)? {
            let path = file?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                let lexicon =
                    Lexicon::from_toml(&path.to_string_lossy(), &fs::read_to_string(&path)?)?;
                for (_, entry) in lexicon.entries() {
                    forms.extend(entry.forms().map(folded));
                }
            }
        }
        Ok(Self { forms })
    }

    /// The fact, less what is known already.
    fn add(&mut self, mut fact: Fact) -> Option<Fact> {
        let dull = generic(&fact.name) || !quotable(&fact.name);
        if dull || !self.forms.insert(folded(&fact.name)) {
            return None;
        }
        fact.aliases.retain(|alias| {
            let safe = !generic(alias) && !guarded(alias) && quotable(alias);
            safe && self.forms.insert(folded(alias))
        });
        Some(fact)
    }
}

/// Whether a TOML string can hold the name as it is.
fn quotable(name: &str) -> bool {
    !name.contains(|c: char| c.is_control() || matches!(c, '|' | '"' | '\\'))
}

fn words(name: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    tokenize(name, 0..name.len(), Separator::Block, &mut tokens);
    tokens
        .iter()
        .map(|token| token.text(name).to_owned())
        .collect()
}

fn folded(name: &str) -> String {
    words(name).join(" ").to_lowercase()
}

/// Whether it is no name at all: stop words, numbers, single letters.
fn generic(name: &str) -> bool {
    let words = words(name);
    words.len() > 10
        || words.iter().map(String::len).sum::<usize>() < 2
        || words
            .iter()
            .all(|word| name_lists::is_stop(word) || word.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a name needs support: it is made of common words or given names, or is very short.
fn guarded(name: &str) -> bool {
    let plain = WordClass::COMMON
        .union(WordClass::STOP)
        .union(WordClass::GIVEN)
        .union(WordClass::AMBIGUOUS);
    let words = words(name);
    let short = words.len() == 1 && words[0].len() < 4;
    let surname = words.len() == 1 && name_lists::is_surname(&words[0]);
    short
        || surname
        || words
            .iter()
            .all(|word| name_lists::word(word).intersects(plain))
}

fn line(fact: &Fact, rank: u8, toml: &mut String) -> std::fmt::Result {
    let single = words(&fact.name).len() == 1;
    let guarded = guarded(&fact.name);
    let case = match single {
        _ if guarded && fact.name.len() < 4 => Case::Exact,
        true => Case::Capital,
        // Names of conferences are phrases too: "React Live".
        false if guarded || fact.kind == Kind::Event => Case::Capital,
        false => Case::Any,
    };
    write!(toml, "\"{}\" = {{ ", fact.name)?;
    if !fact.aliases.is_empty() {
        write!(toml, "aliases = [\"{}\"], ", fact.aliases.join("\", \""))?;
    }
    match case {
        Case::Any => {}
        Case::Capital => toml.push_str("case = \"capital\", "),
        Case::Exact => toml.push_str("case = \"exact\", "),
    }
    if guarded {
        toml.push_str("ambiguous = true, ");
    }
    if let Some(also) = fact.also {
        write!(toml, "also = \"{also}\", ")?;
    }
    if let Some(whole) = fact.part_of {
        write!(toml, "part_of = \"{whole}\", ")?;
    }
    if let Some(url) = fact.url.as_ref().filter(|url| url::Url::parse(url).is_ok()) {
        write!(toml, "url = \"{url}\", ")?;
    }
    writeln!(toml, "known = {rank} }}")
}

/// Columns: name, url.
fn google_cloud(row: &[&str]) -> Option<Fact> {
    let &[name, url, ..] = row else { return None };
    // "Google Kubernetes Engine (GKE)" is a name and its short form.
    let (name, short) = name.split_once(" (").unwrap_or((name, ""));
    let mut fact = Fact::new(Kind::Product, name)
        .with_url(url)
        .with_aliases(short.trim_end_matches(')'), '|');
    if url.contains("//cloud.google.com") {
        fact.part_of = Some("Google Cloud");
        if !name.starts_with("Google") {
            fact.aliases.push(format!("Google {name}"));
        }
    }
    Some(fact)
}

/// Columns: name, category, subcategory, cncf_status, homepage_url, …
fn landscape(row: &[&str]) -> Option<Fact> {
    let &[name, category, subcategory, _, url, ..] = row else {
        return None;
    };
    let company = matches!(category, "CNCF Members" | "Special" | "Training")
        || subcategory.contains("Service Provider");
    let kind = if company {
        Kind::Organization
    } else {
        Kind::Product
    };
    let name = name.split(" (").next().unwrap_or(name);
    // Many names carry what the company's law asks for.
    let bare = name.trim_end_matches('.');
    let endings = [
        ", Inc", " Inc", ", LLC", " LLC", ", Ltd", " Ltd", " GmbH", " AG", " Corp", " Co",
    ];
    let bare = endings
        .iter()
        .find_map(|ending| bare.strip_suffix(ending))
        .unwrap_or(name);
    Some(Fact::new(kind, bare.trim_end_matches(',')).with_url(url))
}

/// Columns: name, category, tags, …
fn release(row: &[&str]) -> Option<Fact> {
    let &[name, category, ..] = row else {
        return None;
    };
    (category != "standard").then(|| Fact::new(Kind::Product, name))
}

/// Columns: name, type, aliases, …
fn language(row: &[&str]) -> Option<Fact> {
    let &[name, sort, aliases, ..] = row else {
        return None;
    };
    let language = matches!(sort, "programming" | "markup") && !name.contains(['(', '/']);
    language.then(|| Fact::new(Kind::Product, name).with_aliases(aliases, ','))
}

/// Columns: name, aliases, source_domain.
fn brand(row: &[&str]) -> Option<Fact> {
    let &[name, aliases, ..] = row else {
        return None;
    };
    let mut fact = Fact::new(Kind::Product, name).with_aliases(aliases, ',');
    fact.also = Some(Kind::Organization);
    Some(fact)
}

/// Columns: name, years, topics, url, twitter.
fn conference(row: &[&str]) -> Option<Fact> {
    const HEADS: [&str; 16] = [
        "conf",
        "con",
        "camp",
        "fest",
        "days",
        "day",
        "summit",
        "conference",
        "forum",
        "congress",
        "festival",
        "world",
        "week",
        "meetup",
        "symposium",
        "connect",
    ];
    let &[name, _, _, url, ..] = row else {
        return None;
    };
    // Years and editions are no part of the name, nor is what follows a dash or a bar.
    let name = name
        .split([':', '|', '(', '–', '—', ','])
        .next()?
        .split(" - ")
        .next()?;
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| !edition(word))
        .collect();
    let name = words.join(" ").trim_start_matches('#').to_owned();
    let headed = words.iter().any(|word| {
        let word = word.to_lowercase();
        HEADS
            .iter()
            .any(|head| word == *head || word.len() > head.len() + 1 && word.ends_with(head))
    });
    let own = self::words(&name)
        .iter()
        .any(|word| name_lists::word(word) == WordClass::default());
    // A name without any word of its own is a phrase.
    (own && (headed || words.len() > 1)).then(|| Fact::new(Kind::Event, &name).with_url(home(url)))
}

/// The address, unless it is that of one year or of a page at someone else's.
fn home(url: &str) -> &str {
    let host = url
        .split_once("://")
        .map_or(url, |(_, rest)| rest)
        .trim_end_matches('/');
    let whole = !host.contains('/') && !host.contains("20");
    if whole { url } else { "" }
}

fn edition(word: &str) -> bool {
    let digits = word
        .trim_start_matches(['\'', '’', '#'])
        .trim_end_matches("th");
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Columns: name, country, domains. Those of countries whose people often speak in such shows.
fn university(row: &[&str]) -> Option<Fact> {
    const COUNTRIES: [&str; 24] = [
        "US", "GB", "CA", "AU", "NZ", "IE", "DE", "NL", "CH", "SE", "NO", "DK", "FI", "AT", "BE",
        "FR", "ZA", "SG", "IN", "IL", "HK", "ES", "IT", "PL",
    ];
    let &[name, country, ..] = row else {
        return None;
    };
    let name = name.split(" (").next().unwrap_or(name);
    let heads = [
        "Universit",
        "Institut",
        "College",
        "School",
        "Hochschule",
        "Polytech",
        "Academy",
    ];
    let headed = heads.iter().any(|head| name.contains(head));
    (COUNTRIES.contains(&country) && headed).then(|| Fact::new(Kind::Organization, name))
}
