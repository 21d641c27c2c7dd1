//! Sets of words, by the hashes that tokens carry.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use super::identity_hasher::IdentityHasher;

/// Words by their hashes, which need no hashing again. Nearly all words that are asked for are not
/// in a set: a bit for each hash tells so at once.
#[derive(Default)]
pub(crate) struct WordSet {
    bits: Bits,
    hashes: HashSet<u32, BuildHasherDefault<IdentityHasher>>,
}

/// One bit for each value of the upper twelve bits of a hash.
type Bits = [[u64; 32]; 2];

impl WordSet {
    /// Whether the word with this hash is one of them.
    pub(crate) fn contains(&self, hash: &u32) -> bool {
        let (half, word, bit) = bit(*hash);
        self.bits[half][word] & bit != 0 && self.hashes.contains(hash)
    }
}

impl Extend<u32> for WordSet {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, hashes: I) {
        for hash in hashes {
            let (half, word, bit) = bit(hash);
            self.bits[half][word] |= bit;
            self.hashes.insert(hash);
        }
    }
}

impl FromIterator<u32> for WordSet {
    fn from_iter<I: IntoIterator<Item = u32>>(hashes: I) -> Self {
        let mut all = Self::default();
        all.extend(hashes);
        all
    }
}

/// Where the bit of a hash stands.
const fn bit(hash: u32) -> (usize, usize, u64) {
    let at = hash >> 20;
    ((at >> 11) as usize, (at >> 6 & 31) as usize, 1 << (at & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_whose_hashes_share_a_bit_are_told_apart() {
        let set: WordSet = [0x1234_5678, 0xffff_ffff].into_iter().collect();
        assert!(set.contains(&0x1234_5678));
        assert!(set.contains(&0xffff_ffff));
        assert!(!set.contains(&0x1234_5679));
        assert!(!set.contains(&0));
    }
}
