//! The report as a page of HTML that needs nothing else: its style is inside, its picture, too.

use super::sections::{Beside, Piece, sections};
use super::svg::themes_over_years;
use crate::analyze::report::GraphReport;
use crate::export::markup::escaped;

/// In the colours of the viewer, light and dark.
const STYLE: &str = include_str!("style.css");

/// The report as one HTML file: no script, no network.
pub fn to_html(report: &GraphReport, beside: Beside<'_>) -> String {
    let (title, sentence, sections) = sections(report, beside);
    let title = escaped(&title);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{sentence}</p>\n"
    );
    for section in sections {
        let about = escaped(section.about).replace('`', "");
        text += &format!("<section>\n<h2>{}</h2>\n<p>{about}</p>\n", section.title);
        if section.title == "Themes" {
            text += &themes_over_years(report);
        }
        text += "<ul>\n";
        for line in section.lines {
            text += "<li>";
            for piece in &line {
                match piece {
                    Piece::Text(plain) => text += &escaped(plain),
                    Piece::Strong(strong) => text += &format!("<b>{}</b>", escaped(strong)),
                    Piece::Link {
                        text: label,
                        address,
                    } => {
                        text += &format!("<a href=\"{}\">{}</a>", escaped(address), escaped(label));
                    }
                    Piece::Quote(quote) => text += &format!("<q>{}</q>", escaped(quote)),
                }
            }
            text += "</li>\n";
        }
        text += "</ul>\n</section>\n";
    }
    text + "</main>\n</body>\n</html>\n"
}
