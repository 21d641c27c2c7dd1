//! `showgraph formats`: the formats, and the programs that read them, as tables.

use std::fmt::Write as _;

use showgraph::error::Result;
use showgraph::export::{Format, GraphMlFlavor, Reader};

use super::status::Status;
use super::stdout::print;

pub fn run() -> Result<Status> {
    let mut text = String::new();
    let mut row = |[format, file, readers]: [&str; 3]| {
        let _ = writeln!(text, "{format:10}{file:16}{readers}");
    };
    row(["format", "writes", "for"]);
    for format in Format::ALL {
        row([format.as_str(), format.file_name(), format.readers()]);
    }
    text += "\n`export --for READER` writes what a program reads best. Loading is of 6,426 nodes and 15,454 edges, one \
             run on two cores.\n\n";
    let mut row = |[reader, format, load, how]: [&str; 4]| {
        let _ = writeln!(text, "{reader:14}{format:14}{load:18}{how}");
    };
    row(["reader", "format", "loads in", "how"]);
    for reader in Reader::ALL {
        row([reader.name, &format(reader), &load(reader), reader.how]);
    }
    print(text.as_bytes())?;
    Ok(Status::Done)
}

/// The format, with its flavour where it needs one.
fn format(reader: &Reader) -> String {
    let flavor = reader.graphml.map(GraphMlFlavor::as_str);
    let flavor = flavor.map(|flavor| [" ", flavor].concat());
    [reader.format.as_str(), &flavor.unwrap_or_default()].concat()
}

fn load(reader: &Reader) -> String {
    let Some(load) = reader.load else {
        return String::new();
    };
    match load.memory {
        Some(memory) => format!("{} s, {memory} MiB", load.seconds),
        None => format!("{} s", load.seconds),
    }
}
