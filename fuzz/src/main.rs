//! Feeds every target with generated inputs for a bounded time, on a stable compiler:
//!
//! ```text
//! showgraph-fuzz [--inputs N] [--seconds N] [--seed N] [--keep FOLDER] [TARGET]...
//! ```
//!
//! Ends at the first input for which something does not hold, made as small as it can be, and at one that takes
//! longer than 20 seconds; either is kept in a file. Exit status 0: all held.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{env, fs, panic, thread};

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use showgraph_fuzz::{Target, inputs};

/// No input takes so long, on however slow a machine.
const HANGS: Duration = Duration::from_secs(20);

struct Options {
    inputs: u64,
    seconds: u64,
    seed: u64,
    keep: PathBuf,
    targets: Vec<Target>,
}

fn main() -> ExitCode {
    let options = match options(env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    let share = options.targets.len() as u64;
    let mut all = true;
    for target in &options.targets {
        let time = Duration::from_secs(options.seconds) / share as u32;
        all &= run(*target, options.inputs.div_ceil(share), time, &options);
    }
    if all {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn options(mut words: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        inputs: 8_000,
        seconds: 60,
        seed: 0,
        keep: "target/fuzz".into(),
        targets: Vec::new(),
    };
    while let Some(word) = words.next() {
        let mut number = || {
            let value = words.next().and_then(|value| value.parse().ok());
            value.ok_or_else(|| format!("{word} needs a number"))
        };
        match word.as_str() {
            "--inputs" => options.inputs = number()?,
            "--seconds" => options.seconds = number()?,
            "--seed" => options.seed = number()?,
            "--keep" => options.keep = words.next().ok_or("--keep needs a folder")?.into(),
            name => {
                let target = Target::ALL.into_iter().find(|target| target.name() == name);
                let names = Target::ALL.map(Target::name).join(", ");
                options
                    .targets
                    .push(target.ok_or_else(|| format!("\"{name}\" is none of {names}"))?);
            }
        }
    }
    if options.targets.is_empty() {
        options.targets = Target::ALL.to_vec();
    }
    Ok(options)
}

/// Runs one target; says whether all held.
fn run(target: Target, most: u64, time: Duration, options: &Options) -> bool {
    let begun = Instant::now();
    // Each input that is tried while one is made smaller would say the same.
    panic::set_hook(Box::new(|_| {}));
    let watched = watch(target, options.keep.clone());
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&options.seed.to_le_bytes());
    let config = Config {
        cases: 256,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let slowest = Mutex::new(Duration::ZERO);
    let mut done = 0;
    let mut held = true;
    while done < most && begun.elapsed() < time && held {
        let result = runner.run(&inputs(target), |input| {
            let started = Instant::now();
            watched.begin(&input);
            let checked = panic::catch_unwind(|| target.check(&input));
            watched.end();
            let mut slowest = slowest.lock().expect("nothing panics while it holds this");
            *slowest = (*slowest).max(started.elapsed());
            checked.map_err(|_| TestCaseError::fail("it panicked"))
        });
        done += 256;
        if let Err(TestError::Fail(reason, input)) = result {
            // What it says of the smallest input, once.
            drop(panic::take_hook());
            let _ = panic::catch_unwind(|| target.check(&input));
            let path = keep(target, &input, &options.keep);
            eprintln!("{}: {reason}; see {}", target.name(), path.display());
            held = false;
        }
    }
    let slowest = slowest.lock().expect("nothing panics while it holds this");
    println!(
        "{}: {done} inputs in {:.1} s, the slowest {} ms",
        target.name(),
        begun.elapsed().as_secs_f64(),
        slowest.as_millis()
    );
    held
}

/// What is being checked, for the thread that looks at the clock.
struct Watched {
    /// When it began, in milliseconds from the start; 0 while nothing is checked.
    since: AtomicU64,
    input: Mutex<Vec<u8>>,
    start: Instant,
}

impl Watched {
    fn begin(&self, input: &[u8]) {
        let mut watched = self
            .input
            .lock()
            .expect("nothing panics while it holds this");
        watched.clear();
        watched.extend_from_slice(input);
        self.since.store(self.now(), Ordering::Release);
    }

    fn end(&self) {
        self.since.store(0, Ordering::Release);
    }

    fn now(&self) -> u64 {
        self.start.elapsed().as_millis() as u64 + 1
    }
}

fn watch(target: Target, folder: PathBuf) -> Arc<Watched> {
    let watched = Arc::new(Watched {
        since: AtomicU64::new(0),
        input: Mutex::new(Vec::new()),
        start: Instant::now(),
    });
    let own = Arc::downgrade(&watched);
    thread::spawn(move || {
        while let Some(watched) = own.upgrade() {
            let since = watched.since.load(Ordering::Acquire);
            if since > 0 && watched.now().saturating_sub(since) > HANGS.as_millis() as u64 {
                let input = watched
                    .input
                    .lock()
                    .expect("nothing panics while it holds this");
                let path = keep(target, &input, &folder);
                eprintln!("{}: it hangs; see {}", target.name(), path.display());
                std::process::exit(1);
            }
            drop(watched);
            thread::sleep(Duration::from_millis(200));
        }
    });
    watched
}

/// Keeps an input in a file.
fn keep(target: Target, input: &[u8], folder: &Path) -> PathBuf {
    let path = folder.join(format!("{}-found", target.name()));
    let kept = fs::create_dir_all(folder).and_then(|()| fs::write(&path, input));
    if let Err(error) = kept {
        eprintln!("{}: {error}", path.display());
    }
    path
}
