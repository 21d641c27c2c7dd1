//! What can be read in a file, as the readers of front matter and body collect it.

use super::document::{Block, BlockKind, Link, LinkKind, Run, Style};
use super::span::Span;
use crate::vocabulary::DocumentPart;

/// Blocks with their runs and links.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub blocks: Vec<Block>,
    pub runs: Vec<Run>,
    pub links: Vec<Link>,
}

impl Content {
    /// Adds a block of one plain run, and gives its index.
    pub(super) fn plain(&mut self, kind: BlockKind, place: DocumentPart, span: Span) -> u32 {
        let first = self.runs.len() as u32;
        self.runs.push(Run {
            span,
            style: Style::default(),
            link: None,
        });
        self.blocks.push(Block {
            kind,
            place,
            span,
            runs: first..first + 1,
            section: None,
            parent: None,
            speaker: None,
            seconds: None,
        });
        self.blocks.len() as u32 - 1
    }

    /// Makes the last block a link of the front matter.
    pub(super) fn link_last(&mut self, href: String, address: bool) {
        let Some(block) = self.blocks.last() else {
            return;
        };
        let index = self.links.len() as u32;
        for run in &mut self.runs[block.runs.start as usize..block.runs.end as usize] {
            run.link = Some(index);
            run.style |= Style::LINK
                | if address {
                    Style::ADDRESS
                } else {
                    Style::empty()
                };
        }
        self.links.push(Link {
            kind: LinkKind::Field,
            href,
            text: block.span,
            block: self.blocks.len() as u32 - 1,
            runs: block.runs.clone(),
        });
    }
}
