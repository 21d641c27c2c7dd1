//! Everything that `export` writes of a graph, staged in its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use showgraph::error::{Error, Result};
use showgraph::export::{
    Annotations, Exporter, FRAME, Flavors, FolderExporter, Format, JsonLdPages, SHAPES, Subfolder,
};
use showgraph::graph::KnowledgeGraph;

use super::args::Export;
use super::output::Staged;

/// The folder of the JSON-LD files for the pages of a site.
const PAGES: &str = "jsonld/";

/// Where the notes are that the evidence points to, by their path below the input root: none of those that
/// cannot be opened, and none where a saved graph was read.
pub type Places = BTreeMap<String, PathBuf>;

/// Stages the graph in every format that was asked for, and the files beside them. A format that cannot
/// hold the graph is left out and named, and with `--all-or-none` everything is.
pub fn stage(
    staged: &mut Staged,
    args: &Export,
    flavors: Flavors,
    graph: &KnowledgeGraph,
    notes: &Places,
) -> Result<Vec<String>> {
    let mut formats: BTreeSet<Format> = args.formats.iter().copied().collect();
    let mut refused = Vec::new();
    formats.retain(|format| match format.refusal(graph) {
        Some(reason) => {
            refused.push(reason);
            false
        }
        None => true,
    });
    if (args.all_or_none || formats.is_empty())
        && let Some(reason) = refused.first()
    {
        return Err(Error::Argument(format!("nothing was written: {reason}")));
    }
    let formats: Vec<(&str, Format)> = formats
        .into_iter()
        .map(|format| (format.file_name(), format))
        .collect();
    staged.write_each_below(&args.output, &formats, |format, sink| {
        format.write_to(flavors, graph, sink)
    })?;
    if args.jsonld_split {
        let mut pages = JsonLdPages::new();
        if let Some(context) = args.context {
            pages = pages.with_context(context);
        }
        staged.write_below(&args.output, PAGES, |sink| {
            pages.write_to(graph, &mut Subfolder::new(PAGES, sink))
        })?;
    }
    if args.frame {
        staged.write(&args.output.join("frame.jsonld"), |file| {
            file.write_all(FRAME.as_bytes())
        })?;
    }
    if args.shapes {
        staged.write(&args.output.join("shapes.ttl"), |file| {
            file.write_all(SHAPES.as_bytes())
        })?;
    }
    if args.evidence {
        let read = |source: &str| notes.get(source).and_then(|path| fs::read(path).ok());
        staged.write(&args.output.join("evidence.jsonld"), |file| {
            let annotations = Annotations::new().with_files(&read);
            annotations.write(graph, file).map(drop)
        })?;
    }
    Ok(refused)
}

/// Refuses targets that are folders before any notes are read: a long run must not end in that.
pub fn check(args: &Export) -> Result<()> {
    for format in args.formats.iter().filter(|format| !format.is_folder()) {
        let target = args.output.join(format.file_name());
        if target.is_dir() {
            let error = std::io::Error::new(std::io::ErrorKind::IsADirectory, "it is a folder");
            return Err(Error::io(target, "write", error));
        }
    }
    Ok(())
}

/// The flavours that were asked for; one that no file would have is a mistake.
pub fn flavors(args: &Export) -> Result<Flavors> {
    let mut flavors = Flavors::new();
    let unused = |flag: &str, format: Format| {
        Err(Error::Argument(format!(
            "{flag} is for the format {format}; add it to --format"
        )))
    };
    if let Some(flavor) = args.graphml_flavor {
        if !args.formats.contains(&Format::GraphMl) {
            return unused("--graphml-flavor", Format::GraphMl);
        }
        flavors = flavors.with_graphml(flavor);
    }
    if args.csv_safe {
        if !args.formats.contains(&Format::Csv) {
            return unused("--csv-safe", Format::Csv);
        }
        flavors = flavors.with_safe_cells();
    }
    if args.positions {
        if !args.formats.contains(&Format::Dot) {
            return unused("--positions", Format::Dot);
        }
        flavors = flavors.with_positions();
    }
    if let Some(context) = args.context {
        if !args.formats.contains(&Format::JsonLd) && !args.jsonld_split {
            return unused("--context", Format::JsonLd);
        }
        flavors = flavors.with_context(context);
    }
    Ok(flavors)
}

/// Whether the graph that was read would be replaced.
pub fn replaces(args: &Export, saved: &Path) -> bool {
    let same = |a: &Path, b: &Path| match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    let target = args.output.join(Format::Json.file_name());
    args.formats.contains(&Format::Json) && same(saved, &target)
}
