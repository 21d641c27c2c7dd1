//! A list that holds each item once.

use std::hash::Hash;

use rustc_hash::FxHashSet;

use super::work;

/// So many items are looked through; of more, a set knows which are there.
const FEW: usize = 16;

/// A list without doubles, in the order in which items came. Cheap while it is short, as nearly all are, and no
/// slower for an item where a hostile note makes it long.
#[derive(Debug, Clone)]
pub(crate) struct DistinctList<T> {
    items: Vec<T>,
    /// All items, once there are more than a few.
    known: FxHashSet<T>,
}

impl<T> Default for DistinctList<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            known: FxHashSet::default(),
        }
    }
}

impl<T: Clone + Eq + Hash> DistinctList<T> {
    /// Adds an item that is not there yet; says whether it was new.
    pub(crate) fn push(&mut self, item: T) -> bool {
        let new = if self.items.len() < FEW {
            work::steps(self.items.len());
            !self.items.contains(&item)
        } else {
            if self.known.is_empty() {
                self.known.extend(self.items.iter().cloned());
            }
            self.known.insert(item.clone())
        };
        if new {
            self.items.push(item);
        }
        new
    }

    /// The items.
    pub(crate) fn into_vec(self) -> Vec<T> {
        self.items
    }
}

impl<T: Clone + Eq + Hash> From<Vec<T>> for DistinctList<T> {
    /// Takes a list over that has no doubles.
    fn from(items: Vec<T>) -> Self {
        Self {
            items,
            known: FxHashSet::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_is_there_once_in_the_order_of_its_first_coming() {
        let mut list = DistinctList::from(vec![7]);
        for item in (0..40).chain(0..40) {
            list.push(item);
        }
        let expected: Vec<u32> = [7]
            .into_iter()
            .chain((0..40).filter(|item| *item != 7))
            .collect();
        assert_eq!(list.into_vec(), expected);
    }
}
