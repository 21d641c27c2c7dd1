//! Where items end, found without reading them: the search looks at nothing but `<`.

use memchr::memmem::Finder;

/// Finds the ends of items without reading them.
pub(crate) struct Skip<'t> {
    text: &'t str,
    cdata_end: Finder<'static>,
    comment_end: Finder<'static>,
    /// Whether the ends of CDATA or of comments were looked for in vain: never again then.
    no_more: [bool; 2],
}

impl<'t> Skip<'t> {
    /// Nothing looked for yet.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            cdata_end: Finder::new(b"]]>"),
            comment_end: Finder::new(b"-->"),
            no_more: [false; 2],
        }
    }

    /// Where the item of this name ends that begins before `at`, and whether its end tag says so.
    ///
    /// It also ends before the next one, since items never stand in items, and before the end of what
    /// it stands in.
    pub(crate) fn item(
        &mut self,
        mut at: usize,
        name: &str,
        containers: &[(&str, usize)],
    ) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
            let start = at + found;
            let rest = &bytes[start + 1..];
            at = start + 1;
            if rest.starts_with(b"![CDATA[") {
                at = self.behind(at, 0);
            } else if rest.starts_with(b"!--") {
                at = self.behind(at, 1);
            } else if let Some(end_tag) = rest.strip_prefix(b"/") {
                if is_name(end_tag, name) {
                    let close = memchr::memchr(b'>', end_tag);
                    return (
                        close.map_or(bytes.len(), |close| start + 2 + close + 1),
                        true,
                    );
                }
                if containers
                    .iter()
                    .any(|(container, _)| is_name(end_tag, container))
                {
                    return (start, false);
                }
            } else if is_name(rest, name) {
                return (start, false);
            }
        }
        (bytes.len(), false)
    }

    /// Behind the end of CDATA (0) or of a comment (1). Where it has none, its inside is searched on.
    fn behind(&mut self, at: usize, kind: usize) -> usize {
        if self.no_more[kind] {
            return at;
        }
        let finder = if kind == 0 {
            &self.cdata_end
        } else {
            &self.comment_end
        };
        match finder.find(&self.text.as_bytes()[at..]) {
            Some(end) => at + end + 3,
            None => {
                self.no_more[kind] = true;
                at
            }
        }
    }
}

/// Whether a tag's name is this one.
fn is_name(tag: &[u8], name: &str) -> bool {
    tag.get(..name.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
        && matches!(
            tag.get(name.len()),
            None | Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n')
        )
}
