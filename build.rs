//! Puts the data of the lexicon into a form that costs next to nothing at start-up: the TOML files
//! as one flat text, the word lists as one sorted table of hashes. Also looks whether the viewer's page
//! has been built.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/knowledge/lexicon/source.rs"]
mod source;
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/text/token/mod.rs"]
mod token;

const LEXICON: &str = "src/data/lexicon";
const NAMES: &str = "src/data/names";
const VIEWER: &str = "src/export/viewer/dist";

fn main() {
    println!("cargo::rerun-if-changed={LEXICON}");
    println!("cargo::rerun-if-changed={NAMES}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/knowledge/lexicon/source.rs");
    println!("cargo::rerun-if-changed=src/text/token/mod.rs");
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
                let (line, column) = problem.position(&toml);
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

/// The upper bits of a hash choose the slot, the lower bits are kept beside the flags.
const SLOT_BITS: u32 = 19;
const FLAG_BITS: u32 = 9;

/// The table that `name_lists.rs` reads; flags and layout are explained there.
fn words() -> Vec<u8> {
    const LISTS: [(&str, u32); 10] = [
        ("given.txt", 1),
        ("given_world.txt", 1),
        ("common_given.txt", 1 | 1 << 1),
        ("surnames_a_k.txt", 1 << 2),
        ("surnames_l_z.txt", 1 << 2),
        ("surnames_world.txt", 1 << 2),
        ("common_words.txt", 1 << 3),
        ("stop_words.txt", 1 << 4),
        ("ambiguous_names.txt", 1 << 5),
        ("place_openings.txt", 1 << 8),
    ];
    let mut flags: BTreeMap<u32, u32> = BTreeMap::new();
    for (list, flag) in LISTS {
        let text = read(&Path::new(NAMES).join(list));
        for word in text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
        {
            *flags.entry(token::word_hash(word)).or_default() |= flag;
        }
    }
    places(&mut flags);
    const NAME: u32 = 1 | 1 << 2;
    const WORD: u32 = 1 << 3 | 1 << 4;
    for flags in flags.values_mut() {
        if *flags & NAME != 0 && *flags & WORD != 0 {
            *flags |= 1 << 5;
        }
    }
    table(flags)
}

/// Marks places, and the words that end the names of places.
fn places(flags: &mut BTreeMap<u32, u32>) {
    let text = read(&Path::new(NAMES).join("places.txt"));
    let names = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(", "));
    for name in names {
        *flags.entry(token::word_hash(name)).or_default() |= 1 << 6;
        if let Some((_, last)) = name.rsplit_once(' ') {
            *flags.entry(token::word_hash(last)).or_default() |= 1 << 7;
        }
    }
}

/// Flags by word, as one table with open addressing.
fn table(flags: BTreeMap<u32, u32>) -> Vec<u8> {
    // A hash is told from all others as long as it lies near its slot: nearer than this.
    const NEAR: usize = 1 << (SLOT_BITS - FLAG_BITS);
    let mut table = vec![0u32; (1 << SLOT_BITS) + NEAR];
    for (hash, flags) in flags {
        let slot = (hash >> (32 - SLOT_BITS)) as usize;
        let near = &mut table[slot..slot + NEAR];
        let free = near.iter_mut().find(|word| **word == 0);
        *free.expect("the table is large enough") = hash << FLAG_BITS | flags;
    }
    table
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}
