//! How much an answer holds: so many things, of so many bytes, and where the rest begins.

use serde::Serialize;

use super::arguments::Window;

/// The most things of a page, whatever is asked for.
pub(super) const MOST: usize = 100;

/// A page ends with the thing that makes it larger than this, in bytes of JSON: far below what any client takes (10 MiB
/// a message), with the copy as text that the protocol asks for.
const BYTES: usize = 128 << 10;

/// The most characters of a text. Quotes have 160; only what a stranger wrote into a graph is longer.
const CHARACTERS: usize = 500;

/// Some of a list.
pub(super) struct Page<T> {
    pub(super) items: Vec<T>,
    /// How many there are in all.
    pub(super) total: usize,
    /// Where the next page begins; none after the last.
    pub(super) next: Option<usize>,
}

impl<T: Serialize> Page<T> {
    /// The part of a list that is asked for, or less: what there is room for. `usual` is how many are given where no
    /// number is asked for.
    pub(super) fn of<S>(list: &[S], window: Window, usual: usize, make: impl Fn(&S) -> T) -> Self {
        let from = window.offset.unwrap_or(0).min(list.len());
        let most = window.limit.unwrap_or(usual).clamp(1, MOST);
        let mut items = Vec::new();
        let mut bytes = 0;
        for source in list[from..].iter().take(most) {
            let item = make(source);
            bytes += serde_json::to_vec(&item).map_or(0, |json| json.len());
            items.push(item);
            if bytes > BYTES {
                break;
            }
        }
        let end = from + items.len();
        Self {
            total: list.len(),
            next: (end < list.len()).then_some(end),
            items,
        }
    }
}

/// A text, no longer than texts are in an answer.
pub(super) fn clipped(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Why a page is empty, where it is and the list is not.
pub(super) fn beyond(window: Window, total: usize) -> Option<String> {
    let offset = window
        .offset
        .filter(|offset| *offset >= total && *offset > 0)?;
    (total > 0).then(|| format!("offset {offset} lies beyond the last of {total}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_bounded_in_number_and_size() {
        let list: Vec<usize> = (0..1000).collect();
        let window = |limit, offset| Window { limit, offset };
        let page = Page::of(&list, window(None, None), 5, |n| *n);
        assert_eq!(
            (page.items, page.total, page.next),
            ((0..5).collect(), 1000, Some(5))
        );
        let page = Page::of(&list, window(Some(usize::MAX), Some(990)), 5, |n| *n);
        assert_eq!((page.items.len(), page.next), (10, None));
        let page = Page::of(&list, window(Some(0), Some(usize::MAX)), 5, |n| *n);
        assert_eq!((page.items.len(), page.next), (0, None));
        assert!(beyond(window(None, Some(1000)), 1000).is_some());

        let large = Page::of(&list, window(Some(100), None), 5, |_| "x".repeat(BYTES / 3));
        assert_eq!((large.items.len(), large.next), (3, Some(3)));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(clipped("é"), "é");
        assert_eq!(
            clipped(&"é".repeat(CHARACTERS + 1)).chars().count(),
            CHARACTERS + 1
        );
    }
}
