//! One file to one [`Document`].

use super::assemble::Guesses;
use super::content::Content;
use super::document::{BlockKind, Document};
use super::episode_key::EpisodeKey;
use super::file_name;
use super::front_matter::{self, FieldNode, Fields};
use super::markdown::{self, TextRegion};
use super::page_address::StatedAddress;
use super::people_pages::{self, People};
use super::source_map::SourceMap;
use super::span::Span;
use crate::error::{Location, Severity, Warning};
use crate::text::path::page_stem;
use std::sync::Arc;

/// A parsed file, and what decides whether it is an episode.
pub(crate) struct ParsedPage {
    pub document: Document,
    /// What headings and the file's name say.
    pub guesses: Guesses,
    /// What the page says of its own address.
    pub stated: StatedAddress,
    /// `type` or `layout`, in lower case.
    pub kind: Option<String>,
    pub draft: bool,
    /// When the page is no longer published, as ISO 8601.
    pub expires: Option<String>,
    /// Whether a recording, number or duration is given in the file itself.
    pub episode_signs: bool,
    /// Whether the page only leads elsewhere.
    pub redirect: bool,
    /// Whether the front matter is that of a person.
    pub person: bool,
}

/// Parses a file of show notes.
///
/// `source` names the file, and gives title, number and date where the text does not. Never fails:
/// what could not be read is in [`Document::warnings`].
///
/// # Panics
///
/// When the text is longer than `u32::MAX` bytes.
///
/// ```
/// use showgraph::source::{Fields, People, parse};
///
/// let text = "---\ntitle: On graphs\nhosts: [ada]\n---\nAbout [petgraph](https://docs.rs/petgraph).\n";
/// let document = parse("001-graphs.md", text.into(), &Fields::default(), &People::default());
/// assert_eq!(document.front.title.as_deref(), Some("On graphs"));
/// assert_eq!(document.front.number, Some(1));
/// assert_eq!(document.links[0].href, "https://docs.rs/petgraph");
/// ```
pub fn parse(source: &str, text: String, fields: &Fields, people: &People) -> Document {
    let ParsedPage {
        mut document,
        guesses,
        ..
    } = page(&source.into(), text, fields, people);
    guesses.complete(&mut document.front);
    document
}

/// Parses a file without the facts that are only guessed.
pub(crate) fn page(
    source: &Arc<str>,
    text: String,
    fields: &Fields,
    people: &People,
) -> ParsedPage {
    let split = front_matter::split(&text);
    let mut content = Content::default();
    let of_jekyll = source.split('/').any(|folder| folder == "_posts");
    let root = split.front.as_ref().map(|parsed| &parsed.root);
    let front = front_matter::read(&text, root, fields, people, of_jekyll, &mut content);
    let person = root.is_some_and(people_pages::is_person);
    let matter = front.matter;
    let redirect = root.is_some_and(|root| root.get(&["redirectto"]).is_some());
    let stated = root.map(StatedAddress::read).unwrap_or_default();
    let expires = root.and_then(|root| root.get(&["expirydate", "unpublishdate"]));
    let expires = expires.and_then(FieldNode::text);
    let expires = expires.and_then(front_matter::parse_date);
    let body = Span::new(split.body as u32, text.len() as u32);
    let mut faults: Vec<_> = split.front.map(|parsed| parsed.faults).unwrap_or_default();
    faults.extend(front.faults);

    let mut map = SourceMap::new(Arc::clone(source), text);
    for (text, origin) in front.additions.texts {
        map.append(&text, origin);
    }
    let region = if source.to_ascii_lowercase().ends_with(".mdx") {
        TextRegion::MdxBody
    } else {
        TextRegion::Body
    };
    let body_blocks = content.blocks.len();
    let body = markdown::decoded(&mut map, body);
    markdown::read(&mut content, map.slice(body), body.start, region);
    let episode_signs = front.audio || matter.number.is_some() || matter.duration.is_some();

    let named = file_name::read(source);
    let mut guesses = Guesses {
        title: None,
        number: matter
            .slug
            .as_deref()
            .and_then(slug_number)
            .or(named.number),
        date: named.date,
    };
    if matter.title.is_none() {
        let heading = content.blocks[body_blocks..]
            .iter()
            .find(|block| block.kind == BlockKind::Heading(1))
            .map(|block| block.span);
        guesses.title = heading
            .map(|span| plain(&content, span, &map))
            .filter(|title| !title.is_empty())
            .or(named.title);
    }

    let lines = (!faults.is_empty()).then(|| map.lines());
    let warnings = faults
        .iter()
        .map(|fault| {
            let offset = (fault.offset as u32).min(map.first_text().len() as u32);
            let (line, column) = lines.as_ref().map_or((0, 0), |lines| {
                let at = lines.position(offset);
                (at.line, at.column)
            });
            Warning {
                location: Location::at(&**source, line, column),
                severity: if fault.lossy {
                    Severity::Skipped
                } else {
                    Severity::Note
                },
                message: if fault.lossy {
                    format!("broken front matter: {}", fault.message)
                } else {
                    fault.message.clone()
                },
            }
        })
        .collect();
    ParsedPage {
        stated,
        expires,
        kind: front.kind,
        draft: front.draft || source.split('/').any(|folder| folder == "_drafts"),
        episode_signs,
        redirect,
        person,
        guesses,
        document: Document {
            key: EpisodeKey::of_file(Arc::clone(source)),
            name: page_stem(source).into(),
            show: None,
            host: None,
            paths: Vec::new(),
            text: map,
            front: matter,
            blocks: content.blocks,
            runs: content.runs,
            links: content.links,
            warnings,
        },
    }
}

/// The words of the block that has this span.
fn plain(content: &Content, span: Span, text: &SourceMap) -> String {
    let words: String = content
        .runs
        .iter()
        .filter(|run| span.contains(run.span))
        .map(|run| text.slice(run.span))
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `506` and `065-ed-page` carry a number, `2020-was-a-year` and `3-ways` do not.
fn slug_number(slug: &str) -> Option<i64> {
    let digits = slug.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits == slug.len() && digits <= 5;
    let padded = digits == 3 && slug.as_bytes().get(3) == Some(&b'-');
    (whole || padded)
        .then(|| slug[..digits].parse().ok())
        .flatten()
}
