//! One element and all that stands in it, as slices of the feed.
//!
//! End tags that match nothing, elements that nothing closes and nesting without measure are mended
//! here, without recursion: what an unclosed element has swallowed is given back to its parent.

use super::fault::{FaultKind, Faults};
use super::namespaces::{Namespaces, Resolved, Vocabulary};
use super::token::{Tag, Token, Tokens};

/// A part of an element's content.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece {
    /// Text with its references: where it begins and ends in the feed.
    Text(usize, usize),
    /// The inside of a CDATA section.
    Cdata(usize, usize),
}

/// An element.
#[derive(Debug)]
pub(crate) struct Element<'t> {
    pub vocabulary: Vocabulary,
    /// The name without its prefix, as written.
    pub local: &'t str,
    pub tag: Tag<'t>,
    /// The text that stands in it directly.
    pub pieces: Vec<Piece>,
    pub children: Vec<Element<'t>>,
    /// From behind its start tag up to its end tag.
    pub inner: (usize, usize),
    mark: usize,
}

/// How deep elements may stand in each other. HTML that stands unescaped in notes nests a dozen deep.
const DEEPEST: usize = 200;

/// Elements that HTML never closes, and that no feed's vocabulary has.
const VOID: [&str; 4] = ["br", "hr", "img", "wbr"];

impl<'t> Element<'t> {
    fn new(tag: Tag<'t>, names: &mut Namespaces, start: usize, faults: &mut Faults) -> Self {
        let mark = names.enter(&tag);
        let resolved = names.resolve(tag.name);
        if let Some(prefix) = resolved.unbound {
            faults.mended(FaultKind::Prefix, tag.offset, || {
                format!(
                    "no xmlns binds the prefix \"{prefix}\", it was read as what it is by custom"
                )
            });
        }
        Self {
            vocabulary: resolved.vocabulary,
            local: resolved.local,
            tag,
            pieces: Vec::new(),
            children: Vec::new(),
            inner: (start, start),
            mark,
        }
    }

    /// An element that is its own end.
    pub(crate) fn empty(
        tag: Tag<'t>,
        names: &mut Namespaces,
        end: usize,
        faults: &mut Faults,
    ) -> Self {
        let element = Self::new(tag, names, end, faults);
        names.leave(element.mark);
        element
    }

    /// Reads on behind a start tag up to its end tag.
    ///
    /// `ends` says of a name that it is that of something which never stands in this element: it ends
    /// there then, unclosed.
    pub(crate) fn read(
        tokens: &mut Tokens<'t>,
        tag: Tag<'t>,
        names: &mut Namespaces,
        faults: &mut Faults,
        ends: fn(Resolved<'_>) -> bool,
    ) -> Self {
        let root = Self::new(tag, names, tokens.position(), faults);
        let mut open = Open {
            root,
            stack: Vec::new(),
        };
        let mut too_deep = 0_usize;
        loop {
            let here = tokens.position();
            match tokens.next(open.top().tag.name, faults) {
                Token::Start(tag) if ends(names.resolve(tag.name)) => {
                    unclosed(open.top(), tag.offset, faults);
                    tokens.seek(tag.offset);
                    return open.close_all(tag.offset, names);
                }
                Token::Start(tag) if VOID.contains(&tag.name) => {
                    let element = Self::empty(tag, names, tokens.position(), faults);
                    open.top().children.push(element);
                }
                Token::Start(tag) if open.stack.len() == DEEPEST => {
                    if too_deep == 0 {
                        faults.lost(
                            FaultKind::Depth,
                            tag.offset,
                            format!("elements stand in each other more than {DEEPEST} deep: tags below were not read"),
                        );
                    }
                    too_deep += 1;
                }
                Token::Start(tag) => {
                    let element = Self::new(tag, names, tokens.position(), faults);
                    open.stack.push(element);
                }
                Token::Empty(tag) => {
                    let element = Self::empty(tag, names, tokens.position(), faults);
                    open.top().children.push(element);
                }
                Token::End(name, offset) => {
                    if too_deep > 0 && !open.is_outer(name) {
                        too_deep -= 1;
                        continue;
                    }
                    match open.find(name) {
                        Some(depth) => {
                            too_deep = 0;
                            if depth < open.stack.len() {
                                unclosed(open.top(), offset, faults);
                            }
                            if let Some(whole) = open.close(depth, offset, names) {
                                return whole;
                            }
                        }
                        None if ends(names.resolve(name)) => {
                            unclosed(open.top(), offset, faults);
                            tokens.seek(offset);
                            return open.close_all(offset, names);
                        }
                        None if VOID.contains(&name) => {}
                        None => faults.mended(FaultKind::Tag, offset, || {
                            format!("\"</{name}>\" ends what nothing began: it was passed over")
                        }),
                    }
                }
                Token::Text(start, end) => open.top().pieces.push(Piece::Text(start, end)),
                Token::Cdata(start, end) => open.top().pieces.push(Piece::Cdata(start, end)),
                Token::Doctype(_) => {}
                Token::Eof => {
                    let name = open.top().tag.name;
                    if tokens.are_all() {
                        faults.cut(here, || {
                            format!(
                                "the file ends inside <{name}>, expected \"</{name}>\": what stands before was read"
                            )
                        });
                    } else {
                        unclosed(open.top(), here, faults);
                    }
                    return open.close_all(here, names);
                }
            }
        }
    }

    /// The children of a vocabulary and a name.
    pub(crate) fn named(&self, vocabulary: Vocabulary, local: &str) -> impl Iterator<Item = &Self> {
        self.children
            .iter()
            .filter(move |child| child.vocabulary == vocabulary && child.is(local))
    }

    /// Whether the name is this one, whatever its case: hosts write `<pubdate>`.
    pub(crate) fn is(&self, local: &str) -> bool {
        self.local.eq_ignore_ascii_case(local)
    }

    /// Ends here without an end tag: gives back the elements that it has swallowed.
    fn give_back(&mut self) -> Vec<Self> {
        if let Some(first) = self.children.first() {
            let end = first.tag.offset;
            self.inner.1 = end;
            self.pieces.retain(|piece| {
                let (Piece::Text(start, _) | Piece::Cdata(start, _)) = piece;
                *start < end
            });
        }
        std::mem::take(&mut self.children)
    }
}

/// The elements that are open at one place.
struct Open<'t> {
    root: Element<'t>,
    stack: Vec<Element<'t>>,
}

impl<'t> Open<'t> {
    fn top(&mut self) -> &mut Element<'t> {
        self.stack.last_mut().unwrap_or(&mut self.root)
    }

    /// How many elements stay open when the tag of this name closes one: its place on the stack.
    fn find(&self, name: &str) -> Option<usize> {
        let is = |element: &Element<'_>| element.tag.name.eq_ignore_ascii_case(name);
        match self.stack.iter().rposition(is) {
            Some(at) => Some(at + 1),
            None => is(&self.root).then_some(0),
        }
    }

    /// Whether the name is that of the root or of the element next to it.
    fn is_outer(&self, name: &str) -> bool {
        let mut outer = std::iter::once(&self.root).chain(self.stack.first());
        outer.any(|element| element.tag.name.eq_ignore_ascii_case(name))
    }

    /// Closes the element at `depth` by its end tag, and before that all in it. Gives the root, once
    /// it is closed.
    fn close(&mut self, depth: usize, end: usize, names: &mut Namespaces) -> Option<Element<'t>> {
        while self.stack.len() > depth {
            self.end_top(end, names, true);
        }
        if depth > 0 {
            self.end_top(end, names, false);
            return None;
        }
        Some(self.take_root(end, names))
    }

    /// Closes everything, where no end tag does.
    fn close_all(&mut self, end: usize, names: &mut Namespaces) -> Element<'t> {
        while !self.stack.is_empty() {
            self.end_top(end, names, true);
        }
        self.take_root(end, names)
    }

    fn end_top(&mut self, end: usize, names: &mut Namespaces, gives_back: bool) {
        let Some(mut element) = self.stack.pop() else {
            return;
        };
        names.leave(element.mark);
        element.inner.1 = end;
        let swallowed = if gives_back {
            element.give_back()
        } else {
            Vec::new()
        };
        let parent = self.top();
        parent.children.push(element);
        parent.children.extend(swallowed);
    }

    fn take_root(&mut self, end: usize, names: &mut Namespaces) -> Element<'t> {
        names.leave(self.root.mark);
        self.root.inner.1 = end;
        Element {
            pieces: std::mem::take(&mut self.root.pieces),
            children: std::mem::take(&mut self.root.children),
            ..self.root
        }
    }
}

fn unclosed(element: &Element<'_>, offset: usize, faults: &mut Faults) {
    let name = element.tag.name;
    faults.mended(FaultKind::Tag, offset, || {
        format!("<{name}> has no end, expected \"</{name}>\" before here: it was taken to end before the next element")
    });
}
