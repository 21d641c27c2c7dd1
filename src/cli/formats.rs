//! `showgraph formats`: the formats as a table.

use std::fmt::Write as _;

use showgraph::error::Result;
use showgraph::export::Format;

use super::status::Status;
use super::stdout::print;

pub fn run() -> Result<Status> {
    let mut table = String::new();
    let mut row = |[format, file, readers]: [&str; 3]| {
        let _ = writeln!(table, "{format:10}{file:16}{readers}");
    };
    row(["format", "writes", "for"]);
    for format in Format::ALL {
        row([format.as_str(), format.file_name(), format.readers()]);
    }
    print(table.as_bytes())?;
    Ok(Status::Done)
}
