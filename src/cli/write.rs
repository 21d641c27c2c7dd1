//! Everything that `export` writes of a graph, staged in its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use showgraph::error::{Error, Result};
use showgraph::export::{
    Annotations, Exporter, FRAME, Flavors, FolderExporter, Format, JsonLdPages, Subfolder,
};
use showgraph::graph::KnowledgeGraph;
use showgraph::source::Corpus;

use super::args::Export;
use super::output::Staged;

/// The folder of the JSON-LD files for the pages of a site.
const PAGES: &str = "jsonld/";

/// Stages the graph in every format that was asked for, and the files beside them.
pub fn stage(
    staged: &mut Staged,
    args: &Export,
    flavors: Flavors,
    graph: &KnowledgeGraph,
) -> Result<()> {
    let formats: BTreeSet<Format> = args.formats.iter().copied().collect();
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
    if args.evidence {
        let notes = notes(args)?;
        let read = |source: &str| notes.get(source).and_then(|path| fs::read(path).ok());
        staged.write(&args.output.join("evidence.jsonld"), |file| {
            let annotations = Annotations::new().with_files(&read);
            annotations.write(graph, file).map(drop)
        })?;
    }
    Ok(())
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
    if let Some(context) = args.context {
        if !args.formats.contains(&Format::JsonLd) && !args.jsonld_split {
            return unused("--context", Format::JsonLd);
        }
        flavors = flavors.with_context(context);
    }
    Ok(flavors)
}

/// Where the notes are that the evidence points to; nowhere when a saved graph was read.
fn notes(args: &Export) -> Result<BTreeMap<String, PathBuf>> {
    // What came from standard input cannot be opened.
    let paths: Vec<PathBuf> = args
        .paths
        .iter()
        .filter(|path| path.as_os_str() != "-")
        .cloned()
        .collect();
    if paths.is_empty() {
        return Ok(BTreeMap::new());
    }
    let corpus = Corpus::discover(&paths, args.notes.config.as_deref())?;
    let places = corpus.inputs().iter();
    Ok(places
        .map(|input| (input.source.to_string(), input.path.clone()))
        .collect())
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
