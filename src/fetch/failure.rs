//! Why one address could not be fetched, said so that a person can act on it.

use std::time::Duration;

use super::content::Mismatch;

/// Why an address gave no file. The file of an earlier run, if there is one, stays as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The text is no absolute http or https address.
    #[error("this is no web address: expected https://… or http://…")]
    BadAddress,
    /// A redirect leads to something else than http or https, or is no address at all.
    #[error("the server redirects to {target:?}: only http and https are followed")]
    BadRedirect {
        /// The `Location` as the server sent it.
        target: String,
    },
    /// A feed or a redirect of the web names an address of this machine or of the network that it stands in.
    #[error(
        "{address} is an address of this machine or its own network, and was named from outside; give it as a feed if \
         it is meant"
    )]
    LocalAddress {
        /// The address.
        address: String,
    },
    /// There are more redirects than allowed; a loop, most likely.
    #[error("more than {limit} redirects, most likely a loop; open the address in a browser")]
    TooManyRedirects {
        /// How many are followed.
        limit: u32,
    },
    /// 410: the owner took it away for good.
    #[error("it is gone for good (410): take it off your list")]
    Gone,
    /// 429 or a passing fault of the server, and the allowed attempts are used up.
    #[error("{}", busy(*status, *attempts, *wait))]
    Busy {
        /// 429, 502, 503 or 504.
        status: u16,
        /// How often it was asked.
        attempts: u32,
        /// How long the server asks to wait, if it says so.
        wait: Option<Duration>,
    },
    /// Any other status that is no success.
    #[error("{}", refused(*status))]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The body, decompressed, is larger than allowed.
    #[error("it is larger than the {} MiB that are allowed", limit >> 20)]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The server says nothing for too long.
    #[error("no answer in time ({phase}); try again later")]
    Timeout {
        /// What was waited for.
        phase: &'static str,
    },
    /// It takes too long in all.
    #[error("it takes longer than the {} s that are allowed", limit.as_secs())]
    TooSlow {
        /// The limit.
        limit: Duration,
    },
    /// The connection ended before the body was complete.
    #[error("the connection ended before all of it had arrived; try again")]
    Cut,
    /// The compressed body cannot be decompressed.
    #[error("the server sent {encoding} data that is broken")]
    BrokenEncoding {
        /// The `Content-Encoding`.
        encoding: &'static str,
    },
    /// The body is compressed in a way that was not asked for.
    #[error("the server sent the encoding {encoding:?}; gzip and br were asked for")]
    UnknownEncoding {
        /// The `Content-Encoding`.
        encoding: String,
    },
    /// The answer holds something else.
    #[error("{0}")]
    Content(#[from] Mismatch),
    /// A transcript or chapters in a format that nothing here reads.
    #[error("no transcript or chapter format that can be read: {media_type}")]
    UnknownType {
        /// The type that the feed's tag states.
        media_type: String,
    },
    /// The name of the host is unknown.
    #[error("the host is not known; check the address and the connection")]
    HostNotFound,
    /// TLS failed: most often, nobody who is trusted vouches for the server.
    #[error("no secure connection: {0}")]
    Tls(String),
    /// TCP or HTTP failed in another way.
    #[error("the connection failed: {0}")]
    Network(String),
    /// The file could not be written.
    #[error("{}: cannot write: {source}", path.display())]
    Write {
        /// The file.
        path: std::path::PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
}

impl Failure {
    /// Whether the same request may succeed a little later.
    pub(super) fn is_transient(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Cut)
    }

    /// A failure of the HTTP client, which was given `whole` for all of a file.
    pub(super) fn of_client(error: ureq::Error, whole: Duration) -> Self {
        use std::io::ErrorKind;
        use ureq::{Error, Timeout};

        match error {
            Error::Timeout(Timeout::Global) => Self::TooSlow { limit: whole },
            Error::Timeout(timeout) => Self::Timeout {
                phase: match timeout {
                    Timeout::Resolve => "looking up the host",
                    Timeout::Connect => "connecting",
                    _ => "the server fell silent",
                },
            },
            Error::HostNotFound => Self::HostNotFound,
            Error::Decompress(encoding, _) => Self::BrokenEncoding { encoding },
            Error::BadUri(_) => Self::BadAddress,
            Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => Self::Tls(error.to_string()),
            Error::Io(source) => match source.kind() {
                // A body that ends early is an end of file to ureq, in whichever layer it shows.
                ErrorKind::UnexpectedEof
                | ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe => Self::Cut,
                ErrorKind::TimedOut => Self::Timeout {
                    phase: "connecting",
                },
                // So rustls says through a stream what it thinks of a certificate.
                ErrorKind::InvalidData => Self::Tls(source.to_string()),
                _ => Self::Network(source.to_string()),
            },
            other => Self::Network(other.to_string()),
        }
    }

    /// How long the server asks to wait, where it does.
    pub(super) fn requested_wait(&self) -> Option<Duration> {
        match self {
            Self::Busy { wait, .. } => *wait,
            _ => None,
        }
    }

    /// The same failure after this many attempts.
    pub(super) fn after(mut self, made: u32) -> Self {
        if let Self::Busy { attempts, .. } = &mut self {
            *attempts = made;
        }
        self
    }
}

fn busy(status: u16, attempts: u32, wait: Option<Duration>) -> String {
    let tries = match attempts {
        1 => "once".to_owned(),
        _ => format!("{attempts} times"),
    };
    let advice = match wait {
        Some(wait) => format!("it asks to come back in {} s", wait.as_secs()),
        None => "try again later".to_owned(),
    };
    format!("the server cannot answer now ({status}, asked {tries}); {advice}")
}

fn refused(status: u16) -> String {
    let advice = match status {
        401 | 403 => "the server does not let you in; a private feed has an address of its own",
        404 => "there is nothing at this address; check it",
        400..500 => "the server refuses the request; check the address",
        500..600 => "the server has a fault; try again later",
        _ => "a feed was expected with status 200",
    };
    format!("status {status}: {advice}")
}
