//! The report in Markdown.

use super::sections::{Beside, PICTURE, Piece, sections};
use crate::analyze::report::GraphReport;

/// The report as a page in Markdown (CommonMark), with the picture [`PICTURE`] beside it where there are themes.
pub fn to_markdown(report: &GraphReport, beside: Beside<'_>) -> String {
    let (title, sentence, sections) = sections(report, beside);
    let mut text = format!("# {}\n\n{sentence}\n", escaped(&title));
    for section in sections {
        text += &format!("\n## {}\n\n{}\n\n", section.title, section.about);
        if section.title == "Themes" {
            text += &format!("![Themes over the years]({PICTURE})\n\n");
        }
        for line in section.lines {
            text += "- ";
            for piece in &line {
                match piece {
                    Piece::Text(plain) => text += &escaped(plain),
                    Piece::Strong(strong) => text += &format!("**{}**", escaped(strong).trim()),
                    Piece::Link {
                        text: label,
                        address,
                    } => {
                        text += &format!("[{}](<{address}>)", escaped(label));
                    }
                    Piece::Quote(quote) => text += &format!("“{}”", escaped(quote)),
                }
            }
            text += "\n";
        }
    }
    text
}

/// Text on one line in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || c == '\u{2028}' {
            escaped.push(' ');
            continue;
        }
        if "\\`*_{}[]<>#|~$&".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
