//! A picture of the themes over the years: a row a theme, a dot a year, as large as its episodes are many.

use std::fmt::Write as _;

use crate::analyze::report::GraphReport;
use crate::export::markup::escaped;
use crate::export::style::shortened;

/// The height of a row, and the width of a year, in pixels.
const ROW: usize = 26;
const YEAR: usize = 46;

/// Room for the names of themes.
const NAMES: usize = 440;

/// The themes over the years as SVG 1.1; nothing where no episode of a theme has a date.
///
/// The areas of the dots are as the numbers of episodes; each says its number where the pointer rests. Letters
/// take the colour of the page.
pub fn themes_over_years(report: &GraphReport) -> String {
    let counts = || report.themes.iter().flat_map(|theme| theme.years.values());
    let years: Vec<i32> = report
        .themes
        .iter()
        .flat_map(|theme| theme.years.keys())
        .filter_map(|year| year.parse().ok())
        .filter(|year| (1900..2200).contains(year))
        .collect();
    let (Some(first), Some(last), Some(most)) =
        (years.iter().min(), years.iter().max(), counts().max())
    else {
        return String::new();
    };
    let columns = (last - first + 1) as usize;
    let (width, height) = (NAMES + columns * YEAR, (report.themes.len() + 1) * ROW);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"currentColor\" role=\"img\" \
         aria-label=\"Themes over the years\">\n"
    );
    for (at, year) in (*first..=*last).enumerate() {
        let x = NAMES + at * YEAR + YEAR / 2;
        let _ = writeln!(
            svg,
            "<text x=\"{x}\" y=\"17\" text-anchor=\"middle\" opacity=\".7\">{year}</text>"
        );
    }
    for (row, theme) in report.themes.iter().enumerate() {
        let y = (row + 1) * ROW + ROW / 2;
        let name = escaped(&shortened(&theme.name));
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{name}</text>",
            NAMES - 12,
            y + 5
        );
        for (year, count) in &theme.years {
            let Some(at) = year
                .parse::<i32>()
                .ok()
                .filter(|year| (first..=last).contains(&year))
            else {
                continue;
            };
            let x = NAMES + (at - first) as usize * YEAR + YEAR / 2;
            let radius = 11.0 * (f64::from(*count) / f64::from(*most)).sqrt();
            let _ = writeln!(
                svg,
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius:.1}\" fill=\"#d55e00\" fill-opacity=\".75\">\
                 <title>{name}, {year}: {count}</title></circle>"
            );
        }
    }
    svg + "</svg>\n"
}
