//! `showgraph path FROM TO`: how two nodes are connected.

use showgraph::analyze::paths::find_paths;
use showgraph::error::{Error, Result};
use showgraph::export::{Dot, Exporter, Mermaid, paths, read_graph};

use super::args::{PathArgs, PathFormat};
use super::filter;
use super::report::Report;
use super::status::Status;
use super::stdout::{print, shown};

pub fn run(args: &PathArgs, report: &Report) -> Result<Status> {
    let graph = read_graph(&args.graph)?;
    let [from, to] = [&args.from, &args.to].map(|name| filter::node(&graph, name, &[]));
    let (from, to) = (from?, to?);
    if from == to {
        let message = format!(
            "\"{}\" and \"{}\" are one node ({from})",
            args.from, args.to
        );
        return Err(Error::Argument(message));
    }
    let limits = args.limits.resolve(&graph)?;
    let graph = filter::kept(&limits, graph)?;
    let left_out = |name: &str| {
        Error::Argument(format!(
            "\"{name}\" is left out by the limits: give fewer of them"
        ))
    };
    for (id, name) in [(&from, &args.from), (&to, &args.to)] {
        graph.node(id).ok_or_else(|| left_out(name))?;
    }
    let found = find_paths(&graph, &from, &to, args.limit).ok_or_else(|| left_out(&args.from))?;
    let drawn = |exporter: &dyn Fn() -> std::io::Result<Vec<u8>>| {
        exporter().map_err(|error| Error::Argument(error.to_string()))
    };
    let bytes = match args.format {
        PathFormat::Text => shown(&paths::to_text(&found)).into_owned().into_bytes(),
        PathFormat::Json => paths::to_json(&found).into_bytes(),
        PathFormat::Dot => drawn(&|| Dot::new().write(&found.part_of(&graph), Vec::new()))?,
        PathFormat::Mermaid => drawn(&|| Mermaid::new().write(&found.part_of(&graph), Vec::new()))?,
    };
    print(&bytes)?;
    if found.paths.is_empty() {
        report.shortfall(format_args!(
            "no path leads from \"{}\" to \"{}\" but through shows, hosts, sponsors, platforms, or what most \
             episodes name",
            found.from.label, found.to.label
        ));
        return Ok(Status::Incomplete);
    }
    Ok(Status::Done)
}
