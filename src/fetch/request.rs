//! What a run of `fetch` is asked for: which files, and within which limits.

use std::path::PathBuf;
use std::time::Duration;

use crate::source::fetched::{Enclosed, Kind};

/// Finds what the items of a feed name, in the bytes of its file.
///
/// The reader of feeds is given from outside, so that this module knows HTTP and no XML.
pub type EnclosedReader<'r> = &'r (dyn Fn(&[u8]) -> Vec<Enclosed> + Sync);

/// How a run fetches.
#[derive(Debug, Clone)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Options {
    /// Also fetch the transcripts that the feeds name.
    pub transcripts: bool,
    /// Also fetch the chapters that the feeds name.
    pub chapters: bool,
    /// Ask again for transcripts and chapters that lie in the folder already. Feeds are always
    /// asked for.
    pub refresh: bool,
    /// How many files are fetched at a time, at least 1.
    pub jobs: usize,
    /// How many connections one host gets at a time, at least 1.
    pub per_host: usize,
    /// The largest file in bytes, decompressed.
    pub max_size: u64,
    /// How many redirects are followed for one file.
    pub max_redirects: u32,
    /// How long to wait for what.
    pub timeouts: Timeouts,
    /// When to ask again.
    pub retry: Retry,
    /// A PEM file with the root certificates to trust in the place of Mozilla's: a company's proxy,
    /// a host of one's own.
    pub certificates: Option<PathBuf>,
    /// The `User-Agent`.
    pub user_agent: String,
}

impl Options {
    /// The size of the largest feed by default: 256 MiB, more than twice the largest known.
    pub const MAX_SIZE: u64 = 256 << 20;

    /// Whether files of this kind are wanted.
    pub(super) fn wants(&self, kind: Kind) -> bool {
        match kind {
            Kind::Feed => true,
            Kind::Transcript => self.transcripts,
            Kind::Chapters => self.chapters,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            transcripts: false,
            chapters: false,
            refresh: false,
            jobs: 4,
            per_host: 2,
            max_size: Self::MAX_SIZE,
            max_redirects: 10,
            timeouts: Timeouts::default(),
            retry: Retry::default(),
            certificates: None,
            user_agent: user_agent(
                env!("CARGO_PKG_VERSION"),
                option_env!("CARGO_PKG_REPOSITORY"),
            ),
        }
    }
}

/// `showgraph/VERSION`, with the address of the project if the package names one: an operator who
/// wonders about the requests can look up where they come from.
fn user_agent(version: &str, repository: Option<&str>) -> String {
    match repository.filter(|address| !address.is_empty()) {
        Some(address) => format!("showgraph/{version} (+{address})"),
        None => format!("showgraph/{version}"),
    }
}

/// How long to wait for what.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Timeouts {
    /// For the name of a host, and again for a connection with TLS.
    pub connect: Duration,
    /// For the next bytes, at any time.
    pub idle: Duration,
    /// For a whole file, with redirects.
    pub whole: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            idle: Duration::from_secs(30),
            whole: Duration::from_secs(15 * 60),
        }
    }
}

/// When to ask again after 429, 502, 503, 504 or a connection that ended early.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Retry {
    /// How often an address is asked in all, at least 1.
    pub attempts: u32,
    /// The first wait; each one after it is twice as long.
    pub first_wait: Duration,
    /// The longest wait. A server that asks for more with `Retry-After` is not asked again.
    pub longest_wait: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
        }
    }
}

impl Retry {
    /// How long to wait after this many attempts, or not to ask again.
    pub(super) fn wait(&self, attempts: u32, requested: Option<Duration>) -> Option<Duration> {
        if attempts >= self.attempts {
            return None;
        }
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let own = self.first_wait.saturating_mul(doubled);
        match requested {
            Some(wait) => (wait <= self.longest_wait).then_some(wait),
            None => Some(own.min(self.longest_wait)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_bound_and_a_server_may_ask_for_another_within_it() {
        let retry = Retry {
            attempts: 5,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(3),
        };
        let seconds = |wait: Option<Duration>| wait.map(|wait| wait.as_secs());
        for (attempts, requested, expected) in [
            (1, None, Some(1)),
            (2, None, Some(2)),
            (3, None, Some(3)),
            (4, None, Some(3)),
            (5, None, None),
            (1, Some(0), Some(0)),
            (1, Some(3), Some(3)),
            (1, Some(4), None),
            (5, Some(0), None),
        ] {
            let requested = requested.map(Duration::from_secs);
            assert_eq!(
                seconds(retry.wait(attempts, requested)),
                expected,
                "{attempts} {requested:?}"
            );
        }
    }

    #[test]
    fn the_user_agent_names_the_project_where_it_has_an_address() {
        assert_eq!(user_agent("1.2.3", Some("")), "showgraph/1.2.3");
        assert_eq!(
            user_agent("1.2.3", Some("https://code.example/showgraph")),
            "showgraph/1.2.3 (+https://code.example/showgraph)"
        );
    }
}
