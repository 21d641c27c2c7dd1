//! One pass over a feed: what the channel says of itself, and where each item begins and ends.
//!
//! Items are passed over without being read: only `<` is looked for, so a feed of any size is outlined
//! about as fast as it can be searched, and nothing of an item is held.

use std::ops::Range;

use super::address::based;
use super::draft::ShowDraft;
use super::element::Element;
use super::fault::{Fault, FaultKind, Faults};
use super::namespaces::{Namespaces, Resolved, Vocabulary};
use super::reading::{Context, Reading};
use super::reference::Entities;
use super::show::FeedShow;
use super::skip::Skip;
use super::token::{Tag, Token, Tokens};
use super::{atom, fields, itunes, modules, podcast, rss};

/// Which format a feed has. The vocabularies in it are read alike in all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// RSS 0.9x and 2.0: items in the channel.
    Rss,
    /// RSS 1.0: items beside the channel, in RDF.
    Rdf,
    /// Atom.
    Atom,
}

/// A feed without its items.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Outline {
    /// Its format.
    pub format: Format,
    /// What the channel says of itself.
    pub show: FeedShow,
    /// Where the items stand, in the order of the feed: from `<item>` up to and with `</item>`.
    pub items: Vec<Range<u32>>,
    /// Live items, in the order of the feed.
    pub live_items: Vec<LiveItem>,
    /// What reading an item needs to know.
    pub context: Context,
    /// What is wrong with the channel and with the borders of items.
    pub faults: Vec<Fault>,
}

/// A `podcast:liveItem`: an announcement, until it has been broadcast.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LiveItem {
    /// Where it stands: from `<podcast:liveItem>` up to and with its end.
    pub range: Range<u32>,
    /// What it says of its state: `pending`, `live` or `ended`, in lower case. None where it says nothing.
    pub status: Option<String>,
}

impl LiveItem {
    /// Whether it is over, and so an episode.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.status.as_deref() == Some("ended")
    }
}

/// Outlines a feed.
///
/// # Errors
///
/// When there is no feed in the text: its root is neither `rss`, `feed` nor `RDF`; or when it is longer
/// than 4 GiB.
pub fn outline(text: &str) -> Result<Outline, Fault> {
    if u32::try_from(text.len()).is_err() {
        return Err(no_feed(
            "a feed is longer than 4 GiB, expected less: it was not read",
        ));
    }
    let mut channel = Channel::new(text);
    loop {
        let open = channel.containers.last().map_or("", |(name, _)| *name);
        match channel.tokens.next(open, &mut channel.faults) {
            Token::Start(tag) => channel.start(tag),
            Token::Empty(tag) => channel.empty(tag),
            Token::End(name, offset) => channel.end(name, offset),
            Token::Text(start, end) | Token::Cdata(start, end) => {
                if !text[start..end].trim().is_empty() {
                    channel.stray(
                        start,
                        "text stands between elements, expected it inside one",
                    );
                }
            }
            Token::Doctype(doctype) => channel.context.entities = Entities::declared(doctype),
            Token::Eof => return channel.finished(),
        }
    }
}

fn no_feed(message: &str) -> Fault {
    Fault {
        offset: 0,
        kind: FaultKind::Stray,
        message: message.to_owned(),
        lossy: true,
    }
}

/// A channel while it is read.
struct Channel<'t> {
    text: &'t str,
    tokens: Tokens<'t>,
    names: Namespaces,
    faults: Faults,
    /// The elements around the items that are open: their names, and what they have bound.
    containers: Vec<(&'t str, usize)>,
    root: bool,
    format: Format,
    /// Whether the text ends in an item.
    cut: bool,
    context: Context,
    draft: ShowDraft,
    items: Vec<Range<u32>>,
    live_items: Vec<LiveItem>,
    skip: Skip<'t>,
}

impl<'t> Channel<'t> {
    fn new(text: &'t str) -> Self {
        let names = Namespaces::new(Vocabulary::Rss);
        Self {
            text,
            tokens: Tokens::new(text, 0, text.len()),
            faults: Faults::default(),
            containers: Vec::new(),
            root: false,
            format: Format::Rss,
            cut: false,
            context: Context {
                namespaces: names.clone(),
                entities: Entities::default(),
                language: None,
                base: None,
            },
            names,
            draft: ShowDraft::default(),
            items: Vec::new(),
            live_items: Vec::new(),
            skip: Skip::new(text),
        }
    }

    fn start(&mut self, tag: Tag<'t>) {
        let mark = self.names.enter(&tag);
        let mut resolved = self.names.resolve(tag.name);
        if !self.root {
            let Some(format) = root_format(resolved.local) else {
                self.stray(
                    tag.offset,
                    "an element stands before the feed, expected <rss>, <feed> or <rdf:RDF>",
                );
                self.names.leave(mark);
                return;
            };
            self.root = true;
            self.format = format;
            self.names.set_bare(match format {
                Format::Rss | Format::Rdf => Vocabulary::Rss,
                Format::Atom => Vocabulary::Atom,
            });
            resolved = self.names.resolve(tag.name);
        }
        if is_container(resolved) {
            self.containers.push((tag.name, mark));
            self.container(&tag);
            return;
        }
        if let Some(live) = holds_episode(resolved) {
            let end = self.skipped(&tag);
            self.tokens.seek(end);
            self.names.leave(mark);
            self.found(live, &tag, end);
            return;
        }
        self.names.leave(mark);
        let ends = |name: Resolved<'_>| is_item(name.vocabulary, name.local) || is_container(name);
        let element = Element::read(
            &mut self.tokens,
            tag,
            &mut self.names,
            &mut self.faults,
            ends,
        );
        self.told(&element);
    }

    fn empty(&mut self, tag: Tag<'t>) {
        if !self.root {
            return;
        }
        let end = self.tokens.position();
        let element = Element::empty(tag, &mut self.names, end, &mut self.faults);
        match holds_episode(Resolved {
            vocabulary: element.vocabulary,
            local: element.local,
            unbound: None,
        }) {
            Some(live) => self.found(live, &tag, end),
            None => self.told(&element),
        }
    }

    fn end(&mut self, name: &str, offset: usize) {
        let known = self
            .containers
            .iter()
            .rposition(|(open, _)| open.eq_ignore_ascii_case(name));
        match known {
            Some(at) => {
                self.names.leave(self.containers[at].1);
                self.containers.truncate(at);
            }
            None if self.root => self.faults.mended(FaultKind::Tag, offset, || {
                format!("\"</{name}>\" ends what nothing began: it was passed over")
            }),
            None => {}
        }
    }

    /// Keeps what a container's own attributes say.
    fn container(&mut self, tag: &Tag<'_>) {
        let (base, language) = self.reading(|reading, _| {
            let base = reading.tag_attribute(tag, "xml:base");
            (base, reading.tag_attribute(tag, "xml:lang"))
        });
        if let Some(base) = base {
            self.context.base = based(self.context.base.as_ref(), &base.value);
        }
        self.draft.language.offer_some(2, language);
    }

    /// Reads an element of the channel's own.
    fn told(&mut self, element: &Element<'_>) {
        self.reading(|reading, draft| match element.vocabulary {
            Vocabulary::Rss => rss::channel(draft, element, reading),
            Vocabulary::Atom => atom::feed(draft, element, reading),
            Vocabulary::Itunes | Vocabulary::GooglePlay => itunes::channel(draft, element, reading),
            Vocabulary::Podcast => podcast::channel(draft, element, reading),
            Vocabulary::DublinCore => modules::dublin_core_channel(draft, element, reading),
            Vocabulary::CreativeCommons => draft
                .license
                .offer_some(1, fields::license(element, reading)),
            _ => {}
        });
    }

    fn reading<R>(&mut self, read: impl FnOnce(&mut Reading<'_>, &mut ShowDraft) -> R) -> R {
        let mut reading = Reading::new(self.text, &self.context, std::mem::take(&mut self.faults));
        let read = read(&mut reading, &mut self.draft);
        self.faults = reading.faults;
        read
    }

    fn found(&mut self, live: Live, tag: &Tag<'_>, end: usize) {
        if self.items.is_empty() && self.live_items.is_empty() {
            self.context.namespaces = self.names.clone();
        }
        let range = tag.offset as u32..end as u32;
        match live {
            Live::No => self.items.push(range),
            Live::Yes => {
                let status = self.reading(|reading, _| reading.tag_attribute(tag, "status"));
                self.live_items.push(LiveItem {
                    range,
                    status: status.map(|status| status.value.to_ascii_lowercase()),
                });
            }
        }
    }

    /// Where the item ends whose start tag was just read. What is wrong with its end is said when it is
    /// read itself.
    fn skipped(&mut self, tag: &Tag<'_>) -> usize {
        let (position, name) = (self.tokens.position(), tag.name);
        let (end, closed) = self.skip.item(position, name, &self.containers);
        self.cut = !closed && end == self.text.len();
        end
    }

    fn stray(&mut self, offset: usize, what: &str) {
        self.faults.mended(FaultKind::Stray, offset, || {
            format!("{what}: it was passed over")
        });
    }

    fn finished(mut self) -> Result<Outline, Fault> {
        if !self.root {
            return Err(no_feed(
                "no feed, expected a root <rss>, <feed> or <rdf:RDF>",
            ));
        }
        if let Some((name, _)) = self.containers.last()
            && !self.cut
        {
            let message = format!(
                "the file ends inside <{name}>, expected \"</{name}>\": what stands before was read"
            );
            self.faults.cut(self.text.len(), || message);
        }
        if self.items.is_empty() && self.live_items.is_empty() {
            self.context.namespaces = self.names;
        }
        let show = self.draft.finished();
        self.context.language.clone_from(&show.language);
        Ok(Outline {
            format: self.format,
            show,
            items: self.items,
            live_items: self.live_items,
            context: self.context,
            faults: self.faults.into_sorted(),
        })
    }
}

/// Whether an item is one to come.
#[derive(Debug, Clone, Copy)]
enum Live {
    Yes,
    No,
}

fn holds_episode(name: Resolved<'_>) -> Option<Live> {
    if is_item(name.vocabulary, name.local) {
        Some(Live::No)
    } else {
        is_live_item(name.vocabulary, name.local).then_some(Live::Yes)
    }
}

/// Whether an element holds an episode. Hosts write `<item>` in Atom, too.
fn is_item(vocabulary: Vocabulary, local: &str) -> bool {
    matches!(vocabulary, Vocabulary::Rss | Vocabulary::Atom)
        && (local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry"))
}

/// Whether an element is a live item: it has a title, a guid and enclosures of its own.
fn is_live_item(vocabulary: Vocabulary, local: &str) -> bool {
    vocabulary == Vocabulary::Podcast && local.eq_ignore_ascii_case("liveItem")
}

/// The format that the name of a root tells. A channel may have lost its `rss`, an item its channel.
fn root_format(local: &str) -> Option<Format> {
    Some(match local.to_ascii_lowercase().as_str() {
        "rss" | "channel" | "item" => Format::Rss,
        "rdf" => Format::Rdf,
        "feed" | "entry" => Format::Atom,
        _ => return None,
    })
}

/// Whether an element holds items.
fn is_container(name: Resolved<'_>) -> bool {
    let is = |local: &str| name.local.eq_ignore_ascii_case(local);
    match name.vocabulary {
        Vocabulary::Rss => is("rss") || is("channel"),
        Vocabulary::Atom => is("feed"),
        Vocabulary::Rdf => is("rdf"),
        _ => false,
    }
}
