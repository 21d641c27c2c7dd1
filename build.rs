//! Puts the data of the lexicon into a form that costs next to nothing at start-up: the TOML files
//! as one flat text, the word lists as one sorted table of hashes. Also looks whether the viewer's page
//! has been built.

#![allow(
    unreachable_pub,
    reason = "what it shares with the library is public there"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/text/position.rs"]
mod position;
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/knowledge/lexicon/source.rs"]
mod source;
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/text/token/mod.rs"]
mod token;
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/knowledge/word_class.rs"]
mod word_class;

use word_class::{FLAG_BITS, SLOT_BITS, WordClass};

const LEXICON: &str = "src/data/lexicon";
const NAMES: &str = "src/data/names";
const VIEWER: &str = "src/export/viewer/dist";

fn main() {
    println!("cargo::rerun-if-changed={LEXICON}");
    println!("cargo::rerun-if-changed={NAMES}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/knowledge/lexicon/source.rs");
    println!("cargo::rerun-if-changed=src/knowledge/word_class.rs");
    println!("cargo::rerun-if-changed=src/text");
    viewer();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("lexicon.txt"), lexicon()).expect("OUT_DIR is writable");
    fs::write(out.join("words.bin"), words()).expect("OUT_DIR is writable");
}

/// Tells the compiler whether the viewer's page is there. Cargo never builds it: that takes npm.
fn viewer() {
    println!("cargo::rustc-check-cfg=cfg(viewer_template)");
    // The folder and not the file: a file that is missing would make every build start anew.
    println!("cargo::rerun-if-changed={VIEWER}");
    if Path::new(VIEWER).join("template.html").is_file() {
        println!("cargo::rustc-cfg=viewer_template");
    }
}

/// All lexicon files as flat lines.
fn lexicon() -> String {
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

/// The table that `name_lists.rs` reads; flags and layout are explained there.
fn words() -> Vec<u8> {
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
    places(&mut classes);
    const NAME: WordClass = WordClass::GIVEN.union(WordClass::SURNAME);
    const WORD: WordClass = WordClass::COMMON.union(WordClass::STOP);
    for class in classes.values_mut() {
        if class.intersects(NAME) && class.intersects(WORD) {
            class.insert(WordClass::AMBIGUOUS);
        }
    }
    table(classes)
}

/// Marks places, and the words that end the names of places.
fn places(classes: &mut BTreeMap<u32, WordClass>) {
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

/// Classes by word, as one table with open addressing.
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
