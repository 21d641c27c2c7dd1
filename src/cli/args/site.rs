//! The flags of `site`.

use std::path::PathBuf;

use super::filter::FilterArgs;
use super::source::GraphSource;

/// Writes a page for each topic and each guest, for Hugo, Jekyll, Eleventy or Astro, and related.json with what to hear
/// next after each episode. Run again it replaces its own pages only: a page that lacks the line
/// "generated_by: showgraph" is yours and stays.
#[derive(Debug, clap::Args)]
pub struct SiteArgs {
    #[command(flatten)]
    pub source: GraphSource,
    /// Write the pages into this folder; it is created
    #[arg(short, long, value_name = "FOLDER", default_value = "content/topics")]
    pub output: PathBuf,
    /// Link episodes so: an address with {stem} (the name of the file or its folder), {slug}, {number} or {source}, for
    /// example /episodes/{stem}/ [default: name them without a link]
    #[arg(long, value_name = "ADDRESS")]
    pub episode_pages: Option<String>,
    /// Where the pages will be on the site [default: the folder below content, src or docs, else its name:
    /// /topics/]
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<String>,
    /// Name this layout in each page
    #[arg(long, value_name = "NAME")]
    pub layout: Option<String>,
    /// Write related.json here [default: into the folder of the pages]
    #[arg(long, value_name = "FILE")]
    pub related: Option<PathBuf>,
    /// Take topics from this file, as topics wrote it [default: find them]
    #[arg(long, value_name = "FILE")]
    pub topics: Option<PathBuf>,
    #[command(flatten)]
    pub filter: FilterArgs,
}
