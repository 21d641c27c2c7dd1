//! Puts what is known beforehand into a form that costs next to nothing at start-up: the lexicon's TOML files
//! as one flat text with the tables that it is searched by, the word lists as one sorted table of hashes, the
//! places as tables. Also looks whether the viewer's page has been built.

#![allow(
    unreachable_pub,
    dead_code,
    reason = "what it shares with the library is public there, and used to the full"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

// The modules of the library that stand alone, under the same paths.
#[path = "src/knowledge"]
mod knowledge {
    #[path = "gazetteer"]
    pub mod gazetteer {
        pub mod tables;
    }
    #[path = "lexicon"]
    pub mod lexicon {
        mod forms;
        mod line;
        pub mod source;
        pub mod tables;
        mod trie;
        mod trie_builder;
    }
    pub mod rows;
    pub mod word_class;
}
#[path = "src/text"]
mod text {
    pub mod position;
    pub mod token;
}

use knowledge::lexicon::source;
use knowledge::word_class::{FLAG_BITS, SLOT_BITS, WordClass};
use knowledge::{gazetteer, lexicon};
use text::{position, token};

const LEXICON: &str = "src/data/lexicon";
const NAMES: &str = "src/data/names";
const PLACES: &str = "src/data/places";
const VIEWER: &str = "src/export/viewer/dist";

fn main() {
    println!("cargo::rerun-if-changed={LEXICON}");
    println!("cargo::rerun-if-changed={NAMES}");
    println!("cargo::rerun-if-changed={PLACES}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/knowledge/gazetteer/tables.rs");
    println!("cargo::rerun-if-changed=src/knowledge/lexicon");
    println!("cargo::rerun-if-changed=src/knowledge/rows.rs");
    println!("cargo::rerun-if-changed=src/knowledge/word_class.rs");
    println!("cargo::rerun-if-changed=src/text");
    viewer();
    let text = flat_lexicon();
    let classes = word_classes();
    let common = WordClass::COMMON.union(WordClass::STOP);
    let is_common = |hash| {
        let class = classes.get(&hash);
        class.is_some_and(|class: &WordClass| class.intersects(common))
    };
    let tables = lexicon::tables::Tables::build(&text, text.len(), &is_common);
    let (places, place_names) = places();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let files: [(&str, &[u8]); 5] = [
        ("lexicon.txt", text.as_bytes()),
        ("lexicon.bin", &tables.to_bytes()),
        ("words.bin", &table(classes)),
        ("places.txt", place_names.as_bytes()),
        ("places.bin", &places.to_bytes()),
    ];
    for (name, bytes) in files {
        fs::write(out.join(name), bytes).expect("OUT_DIR is writable");
    }
}

/// Tells the compiler whether the viewer's page is there, and the user what to do where it is not. Cargo never
/// builds it: that takes npm.
fn viewer() {
    println!("cargo::rustc-check-cfg=cfg(viewer_template)");
    // The folder and not the file: a file that is missing would make every build start anew.
    println!("cargo::rerun-if-changed={VIEWER}");
    if Path::new(VIEWER).join("template.html").is_file() {
        println!("cargo::rustc-cfg=viewer_template");
    } else if env::var_os("CARGO_FEATURE_VIEWER").is_some() {
        println!(
            "cargo::warning=without the page of `showgraph view`, which is not built yet: everything else works. To have it, run \
             `npm ci && npm run build` in src/export/viewer (Node 20.19 or later), then build again"
        );
    }
}

/// All lexicon files as flat lines.
fn flat_lexicon() -> String {
    let mut text = String::new();
    for path in files(Path::new(LEXICON)) {
        let field = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        let toml = read(&path);
        match source::parse(&toml, field) {
            Ok(records) => records
                .iter()
                .for_each(|record| source::flatten(record, &mut text)),
            Err(problem) => {
                let (line, column) = position::line_and_column(&toml, problem.offset);
                panic!("{}:{line}:{column}: {}", path.display(), problem.message);
            }
        }
    }
    text
}

/// The TOML files in a folder and its folders, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the lexicon is there");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("readable").path())
        .collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
    files
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What is known of words, by their hashes.
fn word_classes() -> BTreeMap<u32, WordClass> {
    const LISTS: [(&str, WordClass); 18] = [
        ("given.txt", WordClass::GIVEN),
        ("given_world.txt", WordClass::GIVEN),
        (
            "common_given.txt",
            WordClass::GIVEN.union(WordClass::COMMON_GIVEN),
        ),
        ("surnames_a_k.txt", WordClass::SURNAME),
        ("surnames_l_z.txt", WordClass::SURNAME),
        ("surnames_world.txt", WordClass::SURNAME),
        ("common_words.txt", WordClass::COMMON),
        ("stop_words.txt", WordClass::STOP),
        ("ambiguous_names.txt", WordClass::AMBIGUOUS),
        ("place_openings.txt", WordClass::PLACE_OPENING),
        ("common_words_de.txt", WordClass::GERMAN),
        ("common_words_es.txt", WordClass::IBERIAN),
        ("common_words_fr.txt", WordClass::FRENCH),
        ("common_words_pt.txt", WordClass::IBERIAN),
        (
            "small_words_de.txt",
            WordClass::GERMAN.union(WordClass::SMALL),
        ),
        (
            "small_words_es.txt",
            WordClass::IBERIAN.union(WordClass::SMALL),
        ),
        (
            "small_words_fr.txt",
            WordClass::FRENCH.union(WordClass::SMALL),
        ),
        (
            "small_words_pt.txt",
            WordClass::IBERIAN.union(WordClass::SMALL),
        ),
    ];
    let mut classes: BTreeMap<u32, WordClass> = BTreeMap::new();
    for (list, class) in LISTS {
        let text = read(&Path::new(NAMES).join(list));
        for word in text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
        {
            classes
                .entry(token::word_hash(word))
                .or_default()
                .insert(class);
        }
    }
    mark_places(&mut classes);
    const NAME: WordClass = WordClass::GIVEN.union(WordClass::SURNAME);
    const WORD: WordClass = WordClass::COMMON.union(WordClass::STOP);
    for class in classes.values_mut() {
        if class.intersects(NAME) && class.intersects(WORD) {
            class.insert(WordClass::AMBIGUOUS);
        }
    }
    classes
}

/// Marks places, and the words that end the names of places.
fn mark_places(classes: &mut BTreeMap<u32, WordClass>) {
    let text = read(&Path::new(NAMES).join("places.txt"));
    let names = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(", "));
    for name in names {
        classes
            .entry(token::word_hash(name))
            .or_default()
            .insert(WordClass::PLACE);
        if let Some((_, last)) = name.rsplit_once(' ') {
            classes
                .entry(token::word_hash(last))
                .or_default()
                .insert(WordClass::PLACE_END);
        }
    }
}

/// The tables of places, and the text of their names.
fn places() -> (gazetteer::tables::Tables, String) {
    // From the most certain to the least: where two places share a name the first is meant.
    let lists = ["countries.tsv", "regions.tsv", "cities.tsv"];
    let lists = lists.map(|list| read(&Path::new(PLACES).join(list)));
    let cues = Path::new(PLACES).join("cues.toml");
    let table: toml::Table = read(&cues)
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", cues.display()));
    let plain = table["plain"].as_array().into_iter().flatten();
    let plain: BTreeSet<u64> = plain
        .filter_map(toml::Value::as_str)
        .map(gazetteer::tables::name_hash)
        .collect();
    gazetteer::tables::Tables::build(&lists, &plain)
}

/// Classes by word, as the table with open addressing that `name_lists.rs` reads.
fn table(classes: BTreeMap<u32, WordClass>) -> Vec<u8> {
    // A hash is told from all others as long as it lies near its slot: nearer than this.
    const NEAR: usize = 1 << (SLOT_BITS - FLAG_BITS);
    let mut table = vec![0u32; (1 << SLOT_BITS) + NEAR];
    for (hash, class) in classes {
        let slot = (hash >> (32 - SLOT_BITS)) as usize;
        let near = &mut table[slot..slot + NEAR];
        let free = near.iter_mut().find(|word| **word == 0);
        *free.expect("the table is large enough") = hash << FLAG_BITS | u32::from(class.bits());
    }
    table
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}
