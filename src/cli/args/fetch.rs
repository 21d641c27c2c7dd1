//! The flags of `fetch`.

use std::path::PathBuf;

/// Downloads feeds into a folder that export reads.
///
/// What has not changed since the last run is not sent again, and an interrupted run goes on where it
/// was. Files are stored as they were sent.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 all is there; 1 some of it could not be fetched (each named); 2 no feed could be fetched, or misused.\n\nA proxy is taken from ALL_PROXY, HTTPS_PROXY or HTTP_PROXY; NO_PROXY names what goes without."
)]
pub struct Fetch {
    /// Addresses of feeds
    #[arg(required_unless_present = "opml", value_name = "FEED-URL")]
    pub feeds: Vec<String>,
    /// Also fetch the feeds of this OPML list
    #[arg(long, value_name = "FILE")]
    pub opml: Vec<PathBuf>,
    /// Write into this folder; it is created
    #[arg(short, long, value_name = "FOLDER", default_value = "feeds")]
    pub output: PathBuf,
    /// Also fetch the transcripts that the feeds name
    #[arg(long)]
    pub transcripts: bool,
    /// Also fetch the chapters that the feeds name
    #[arg(long)]
    pub chapters: bool,
    /// Ask again for transcripts and chapters that are there already; feeds are always asked for
    #[arg(long)]
    pub refresh: bool,
    /// Fetch this many files at a time, two at most from one host
    #[arg(long, value_name = "N", default_value = "4", value_parser = clap::value_parser!(u8).range(1..=64))]
    pub jobs: u8,
    /// Refuse files that are larger than this
    #[arg(long, value_name = "MIB", default_value = "256", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_size: u32,
    /// Give up a file that takes longer than this
    #[arg(long, value_name = "SECONDS", default_value = "900", value_parser = clap::value_parser!(u32).range(1..))]
    pub timeout: u32,
    /// Trust the root certificates of this PEM file instead of Mozilla's: for a company's proxy, or a
    /// host of your own
    #[arg(long, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
}
