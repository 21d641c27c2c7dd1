//! The report of a graph as a page: Markdown, HTML in the style of the viewer, and a picture of its themes over
//! the years.
//!
//! Both pages say the same: `sections` makes the text of it once.

mod html;
mod markdown;
mod sections;
mod svg;

pub use html::to_html;
pub use markdown::to_markdown;
pub use sections::{Beside, PICTURE};
pub use svg::themes_over_years;
