//! What stays the same of a lexicon over processes: a fingerprint of the whole, and a key for each
//! entry.
//!
//! An [`EntryId`] is a row number, and another order of `--lexicon` files gives other ones. What
//! leaves the process therefore carries keys, and the fingerprint says whether the other side knows
//! the same names. Both are made only when they are asked for.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::{EntryId, Lexicon};

/// The stable keys of a lexicon's entries: the first 64 bits of the SHA-256 of kind and name.
#[derive(Debug)]
pub struct EntryKeys {
    /// By row number; 0 where a user's entry has taken the row's place.
    keys: Vec<u64>,
    ids: FxHashMap<u64, EntryId>,
}

impl EntryKeys {
    /// The keys of all entries.
    ///
    /// # Errors
    ///
    /// Two entries that share a key, as a message: they have the same kind and name.
    pub fn new(lexicon: &Lexicon) -> Result<Self, String> {
        let mut keys = vec![0; lexicon.size()];
        let mut ids = FxHashMap::default();
        for (id, entry) in lexicon.entries() {
            let digest = Sha256::new()
                .chain_update(entry.kind.as_str())
                .chain_update([0])
                .chain_update(entry.name)
                .finalize();
            let key = first_bits(&digest);
            keys[id.0 as usize] = key;
            if let Some(other) = ids.insert(key, id) {
                let other = lexicon.entry(other);
                return Err(format!(
                    "the lexicon's entries {} \"{}\" and {} \"{}\" cannot be told apart outside this \
                     process: remove one of them",
                    other.kind, other.name, entry.kind, entry.name
                ));
            }
        }
        Ok(Self { keys, ids })
    }

    /// The key of an entry.
    ///
    /// # Panics
    ///
    /// When the number is of another lexicon and out of range.
    pub fn key(&self, id: EntryId) -> u64 {
        self.keys[id.0 as usize]
    }

    /// The entry with a key.
    pub fn entry(&self, key: u64) -> Option<EntryId> {
        self.ids.get(&key).copied()
    }
}

impl Lexicon {
    /// A fingerprint of what the lexicon says, 64 bits of a SHA-256: its entries, and which of them
    /// each form leads to. The order of entries does not count where it changes neither.
    pub fn fingerprint(&self) -> u64 {
        let mut entries: Vec<_> = self
            .entries()
            .map(|(id, entry)| {
                let mut hash = Sha256::new().chain_update(self.line(id));
                for form in entry.forms() {
                    // A form may have been taken over by another lexicon's entry.
                    hash.update([u8::from(self.find(form).contains(&id))]);
                }
                hash.finalize()
            })
            .collect();
        entries.sort_unstable();
        let mut all = Sha256::new();
        entries.iter().for_each(|entry| all.update(entry));
        first_bits(&all.finalize())
    }
}

/// The first 64 bits of a digest.
fn first_bits(digest: &[u8]) -> u64 {
    u64::from_be_bytes(std::array::from_fn(|at| digest[at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(toml: &[&str]) -> Lexicon {
        let mut files = toml
            .iter()
            .map(|toml| Lexicon::from_toml("test.toml", toml).expect("it is valid"));
        let first = files.next().expect("at least one");
        files.fold(first, |lower, upper| lower.extended(&upper))
    }

    const BOATS: &str = "[product]\n\"Tide Table\" = [\"TT\"]\n";
    const KILNS: &str = "[product]\n\"Kiln Log\" = []\n[concept]\nglaze = []\n";
    /// Claims an alias of [`BOATS`].
    const TRUCKS: &str = "[organization]\n\"Truck Town\" = [\"TT\"]\n";

    #[test]
    fn fingerprints_tell_what_differs() {
        let cases: [(&str, &[&str], &[&str], bool); 4] = [
            ("the same file", &[BOATS], &[BOATS], true),
            ("another order", &[BOATS, KILNS], &[KILNS, BOATS], true),
            ("an entry more", &[BOATS], &[BOATS, KILNS], false),
            // Whose alias "TT" is depends on the order here.
            (
                "an order that counts",
                &[BOATS, TRUCKS],
                &[TRUCKS, BOATS],
                false,
            ),
        ];
        for (name, one, other, same) in cases {
            let equal = lexicon(one).fingerprint() == lexicon(other).fingerprint();
            assert_eq!(equal, same, "{name}");
        }
    }

    #[test]
    fn keys_do_not_depend_on_the_order() {
        let (one, other) = (lexicon(&[BOATS, KILNS]), lexicon(&[KILNS, BOATS]));
        let keys = [&one, &other].map(|lexicon| EntryKeys::new(lexicon).expect("all differ"));
        for (id, entry) in one.entries() {
            let there = keys[1].entry(keys[0].key(id)).expect(entry.name);
            assert_eq!(other.entry(there).name, entry.name);
        }
        assert_ne!(one.find("Kiln Log"), other.find("Kiln Log"), "the rows do");
        assert_eq!(keys[0].entry(1), None);
    }

    #[test]
    fn entries_of_one_name_are_refused() {
        let twice = "[[entity]]\nkind = \"product\"\nname = \"Oar\"\n".repeat(2);
        let error = EntryKeys::new(&lexicon(&[&twice])).expect_err("they share a key");
        assert!(
            error.contains("product \"Oar\" and product \"Oar\""),
            "{error}"
        );
    }

    #[test]
    fn the_shipped_lexicon_has_a_key_for_every_entry() {
        assert!(EntryKeys::new(Lexicon::embedded()).is_ok());
    }
}
