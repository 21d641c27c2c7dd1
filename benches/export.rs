//! The whole export beside the floor, on the same files, in one run: `cargo bench --bench export -- [PATH...]`.
//!
//! The floor is what no tool of this sort can do without: walk, read, Markdown events with offsets
//! (pulldown-cmark), and one dictionary scan over the words of the text (this crate's own tokenizer
//! and trie, with the lexicon that ships: the fastest peer measured). The export is everything:
//! find, read, parse, extract, resolve, build the graph, write the four files into a sink.
//!
//! Both are measured in seconds of CPU over all threads, the mean of several rounds, so a busy
//! machine blurs the ratio little. The speed-up is that of the wall clock, and is only worth
//! something on an idle machine. Peak memory is of the process (Linux), reset before each export.

#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "what is measured is printed"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::ThreadPool;
use rayon::prelude::*;
use showgraph::export::{Dot, Exporter, GraphMl, Json, JsonLd};
use showgraph::knowledge::lexicon::Lexicon;
use showgraph::text::token::{Separator, tokenize};
use showgraph::{Options, Pipeline};

/// Each measurement takes so many rounds, and goes on until it has used so much time: the clocks of
/// threads are coarse.
const ROUNDS: u32 = 3;
const ENOUGH: Duration = Duration::from_millis(400);

fn main() {
    let given: Vec<PathBuf> = std::env::args_os()
        .skip(1)
        .filter(|argument| !argument.to_string_lossy().starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let corpora = if given.is_empty() { present() } else { given };
    println!(
        "{:<24} {:>7} {:>7} {:>9} {:>9} {:>7} {:>8} {:>9}",
        "corpus", "MB", "threads", "F MB/s", "ours MB/s", "ratio", "speed-up", "peak MiB"
    );
    // Both pools live to the end: the CPU time of a thread that ends would be lost.
    let pools = [1, 2].map(|threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads can be started")
    });
    for corpus in &corpora {
        measure(corpus, &pools);
    }
}

/// The sample, and the real corpora beside the repository where they are.
fn present() -> Vec<PathBuf> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("SHOWGRAPH_SHARED").map_or(top.join("../shared"), PathBuf::from);
    let mut corpora = vec![top.join("tests/corpus")];
    let names = [
        "rustacean-station",
        "syntax",
        "jupiter",
        "gcp-podcast",
        "changelog-transcripts",
    ];
    corpora.extend(names.map(|name| shared.join("corpora").join(name)));
    corpora.retain(|path| path.is_dir());
    corpora
}

fn measure(corpus: &Path, pools: &[ThreadPool]) {
    let name = corpus.file_name().unwrap_or_default().to_string_lossy();
    let mut alone = Duration::ZERO;
    for pool in pools {
        let threads = pool.current_num_threads();
        let (bytes, floor) = mean(|| pool.install(|| scan(corpus)));
        reset_peak();
        let (_, ours) = mean(|| pool.install(|| export(corpus)));
        let megabytes = bytes as f64 / 1e6;
        let speed_up = if threads == 1 {
            alone = ours.wall;
            String::new()
        } else {
            format!("{:.2}", alone.as_secs_f64() / ours.wall.as_secs_f64())
        };
        println!(
            "{name:<24} {megabytes:>7.2} {threads:>7} {:>9.1} {:>9.1} {:>7.2} {speed_up:>8} {:>9}",
            megabytes / floor.cpu.as_secs_f64(),
            megabytes / ours.cpu.as_secs_f64(),
            ours.cpu.as_secs_f64() / floor.cpu.as_secs_f64(),
            peak().map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string()),
        );
    }
}

/// What one piece of work cost.
#[derive(Clone, Copy)]
struct Cost {
    cpu: Duration,
    wall: Duration,
}

/// Does a piece of work several times, and gives what it cost on average.
fn mean<T>(mut work: impl FnMut() -> T) -> (T, Cost) {
    let (start, before) = (Instant::now(), cpu_time());
    let mut result = work();
    let mut rounds = 1;
    while rounds < ROUNDS || start.elapsed() < ENOUGH {
        result = work();
        rounds += 1;
    }
    let cost = Cost {
        cpu: cpu_time().saturating_sub(before) / rounds,
        wall: start.elapsed() / rounds,
    };
    (result, cost)
}

/// The floor: gives the number of bytes read.
fn scan(corpus: &Path) -> usize {
    let files: Vec<PathBuf> = ignore::WalkBuilder::new(corpus)
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            matches!(ending, Some("md" | "markdown" | "mdx"))
        })
        .collect();
    let lexicon = Lexicon::embedded();
    files
        .par_iter()
        .map_init(
            || (String::new(), Vec::new()),
            |(text, tokens), path| {
                text.clear();
                let read = fs::File::open(path)
                    .and_then(|mut file| io::Read::read_to_string(&mut file, text));
                if read.is_err() {
                    return 0;
                }
                let events = pulldown_cmark::Parser::new(text).into_offset_iter();
                let mut seen = events
                    .map(|(_, range)| range.len())
                    .fold(0, usize::wrapping_add);
                tokens.clear();
                tokenize(text, 0..text.len(), Separator::Block, tokens);
                lexicon.scan(text, tokens, |found| seen = seen.wrapping_add(found.last));
                std::hint::black_box(seen);
                text.len()
            },
        )
        .sum()
}

/// Everything: gives the number of nodes.
fn export(corpus: &Path) -> usize {
    let outcome = Pipeline::open(&[corpus.to_path_buf()], &Options::default())
        .and_then(|pipeline| pipeline.build())
        .expect("the corpus can be read");
    let graph = &outcome.graph;
    // Side by side, as the command does it.
    let writers: [&(dyn Fn() -> io::Result<io::Sink> + Sync); 4] = [
        &|| GraphMl::new().write(graph, io::sink()),
        &|| JsonLd::new().write(graph, io::sink()),
        &|| Dot::new().write(graph, io::sink()),
        &|| Json::new().write(graph, io::sink()),
    ];
    let written = writers.par_iter().all(|write| write().is_ok());
    assert!(written, "a sink takes all");
    graph.node_count()
}

/// CPU time of all threads that live, as the scheduler counts it.
fn cpu_time() -> Duration {
    let threads = fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    let nanoseconds = threads.filter_map(|thread| {
        let counted = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        counted.split(' ').next()?.parse::<u64>().ok()
    });
    let sum: u64 = nanoseconds.sum();
    if sum > 0 {
        return Duration::from_nanos(sum);
    }
    // Elsewhere the wall clock must do.
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

fn reset_peak() {
    // Not allowed everywhere; the peak is then that of the whole run.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The peak of resident memory, in KiB.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
