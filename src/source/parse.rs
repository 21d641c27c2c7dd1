//! One file to one [`Document`].

use super::body::{self, Content, Part};
use super::document::{BlockKind, Document};
use super::front::{self, Fields};
use super::name;
use super::people::{self, People};
use super::text::{SourceText, Span};
use crate::error::{Location, Severity, Warning};

/// A parsed file, and what decides whether it is an episode.
pub(crate) struct Page {
    pub document: Document,
    /// `type` or `layout`, in lower case.
    pub kind: Option<String>,
    pub draft: bool,
    /// Whether a recording, number or date is given in the file itself.
    pub episode_signs: bool,
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
    page(source, text, fields, people).document
}

pub(crate) fn page(source: &str, text: String, fields: &Fields, people: &People) -> Page {
    let split = front::split(&text);
    let mut content = Content::default();
    let root = split.front.as_ref().map(|parsed| &parsed.root);
    let front = front::read(&text, root, fields, people, &mut content);
    let person = root.is_some_and(people::is_person);
    let mut matter = front.matter;

    let part = if source.to_ascii_lowercase().ends_with(".mdx") {
        Part::MdxBody
    } else {
        Part::Body
    };
    let body_blocks = content.blocks.len();
    body::read(&mut content, &text[split.body..], split.body as u32, part);

    let faults: Vec<_> = split.front.map(|parsed| parsed.faults).unwrap_or_default();
    let episode_signs = front.audio || matter.number.is_some() || matter.date.is_some();

    let file_name = name::read(source);
    matter.number = matter
        .number
        .or_else(|| matter.slug.as_deref().and_then(slug_number))
        .or(file_name.number);
    matter.date = matter.date.or(file_name.date);
    if matter.title.is_none() {
        let heading = content.blocks[body_blocks..]
            .iter()
            .find(|block| block.kind == BlockKind::Heading(1))
            .map(|block| block.span);
        matter.title = heading
            .map(|span| plain(&content, span, &text))
            .filter(|title| !title.is_empty())
            .or(file_name.title);
    }

    let mut source_text = SourceText::new(text);
    for (text, origin) in front.additions.texts {
        source_text.append(&text, origin);
    }
    let lines = (!faults.is_empty()).then(|| source_text.lines());
    let warnings = faults
        .iter()
        .map(|fault| {
            let offset = (fault.offset as u32).min(source_text.file().len() as u32);
            let (line, column) = lines
                .as_ref()
                .map_or((0, 0), |lines| lines.position(offset));
            Warning {
                location: Location::at(source, line, column),
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
    Page {
        kind: front.kind,
        draft: front.draft,
        episode_signs,
        person,
        document: Document {
            source: source.to_owned(),
            show: None,
            text: source_text,
            front: matter,
            blocks: content.blocks,
            runs: content.runs,
            links: content.links,
            warnings,
        },
    }
}

/// The words of the block that has this span.
fn plain(content: &Content, span: Span, text: &str) -> String {
    let words: String = content
        .runs
        .iter()
        .filter(|run| span.contains(run.span))
        .map(|run| &text[run.span.start as usize..run.span.end as usize])
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
