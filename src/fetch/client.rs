//! One request with its redirects, until there is a body to be read.
//!
//! Redirects are followed here and not by the HTTP client: each hop is checked, counts as a
//! connection to its host, and is asked with the validators of its own address only. A redirect may
//! lead to any host, and from https to http, which old hosts do; but not from the web to this machine or its
//! own network: which of those is asked, only the user says.
//!
//! Certificates are checked against Mozilla's roots, built in through webpki-roots: the same trust on
//! every machine, also in containers that have no certificates, and without the system libraries of
//! the platform's verifier. Who needs others, behind a company's proxy for example, names a file.

use std::fs;
use std::io::Read;
use std::net::Ipv4Addr;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;
use ureq::Agent;
use ureq::http::{HeaderMap, Response, StatusCode, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use url::{Host, Url};

use crate::error::{Error, Result};
use crate::source::fetched::{self, Entry};

use super::failure::Failure;
use super::queue::{Queue, Slot};
use super::request::{Options, Timeouts};

/// What feeds, transcripts and chapters are served as; anything else is taken too.
const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/xml;q=0.9, \
                      text/xml;q=0.9, text/vtt, application/json, */*;q=0.5";

/// Asks servers.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    timeouts: Timeouts,
    max_redirects: u32,
}

/// What a server answers.
pub(super) struct Answer<'q> {
    /// The address that answered, after redirects.
    pub(super) address: Url,
    /// Where permanent redirects lead, if the first one is permanent.
    pub(super) moved_to: Option<Url>,
    /// The body; none when the file of the last time is still right.
    pub(super) body: Option<Body<'q>>,
}

/// A body that is still to be read.
pub(super) struct Body<'q> {
    /// Decompressed.
    pub(super) reader: Box<dyn Read>,
    /// Its `ETag`.
    pub(super) etag: Option<String>,
    /// Its `Last-Modified`.
    pub(super) last_modified: Option<String>,
    /// Given back when the body has been read. After the reader: fields are dropped in this order.
    _slot: Slot<'q>,
}

impl Client {
    /// A client for one run.
    ///
    /// # Errors
    ///
    /// When the file with certificates cannot be read, or holds none.
    pub(super) fn new(options: &Options) -> Result<Self> {
        let roots = match &options.certificates {
            Some(path) => certificates(path)?,
            None => RootCerts::WebPki,
        };
        let config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .user_agent(options.user_agent.as_str())
            .accept(ACCEPT)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_idle_connections_per_host(options.per_host.max(1))
            .timeout_resolve(Some(options.timeouts.connect))
            .timeout_connect(Some(options.timeouts.connect))
            .timeout_per_read(Some(options.timeouts.idle))
            .timeout_per_write(Some(options.timeouts.idle))
            .build();
        Ok(Self {
            agent: config.into(),
            timeouts: options.timeouts,
            max_redirects: options.max_redirects,
        })
    }

    /// Asks for an address, if `known` with the validators of the last time.
    ///
    /// `asked` is the address to begin with, and afterwards the one that was asked last, also when
    /// that failed: it is this one's host that needs patience.
    pub(super) fn get<'q>(
        &self,
        asked: &mut Url,
        known: Option<&Entry>,
        queue: &'q Queue,
        mut slot: Slot<'q>,
    ) -> Result<Answer<'q>, Failure> {
        let deadline = Instant::now() + self.timeouts.whole;
        let mut moved_to = None;
        let mut is_permanent = true;
        for _ in 0..=self.max_redirects {
            let validators = known
                .filter(|entry| entry.etag.is_some() || entry.last_modified.is_some())
                .filter(|entry| entry.answered_by == fetched::key(asked));
            let response = self.request(asked, validators, deadline)?;
            let status = response.status();
            if let Some(next) = redirect(&response, asked)? {
                is_permanent &= matches!(
                    status,
                    StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT
                );
                *asked = next;
                if is_permanent {
                    moved_to = Some(asked.clone());
                }
                // The connection goes before the next one is asked for.
                drop(response);
                drop(slot);
                slot = queue.enter(asked);
                continue;
            }
            let body = match status {
                StatusCode::NOT_MODIFIED if validators.is_some() => None,
                StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION => {
                    Some(body(response, slot)?)
                }
                _ => return Err(refusal(&response)),
            };
            return Ok(Answer {
                address: asked.clone(),
                moved_to,
                body,
            });
        }
        Err(Failure::TooManyRedirects {
            limit: self.max_redirects,
        })
    }

    fn request(
        &self,
        address: &Url,
        validators: Option<&Entry>,
        deadline: Instant,
    ) -> Result<Response<ureq::Body>, Failure> {
        let mut address = address.clone();
        address.set_fragment(None);
        let left = deadline.saturating_duration_since(Instant::now());
        let mut request = self.agent.get(address.as_str());
        if let Some(entry) = validators {
            if let Some(etag) = &entry.etag {
                request = request.header(header::IF_NONE_MATCH, etag);
            }
            if let Some(date) = &entry.last_modified {
                request = request.header(header::IF_MODIFIED_SINCE, date);
            }
        }
        let mut config = request.config().timeout_global(Some(left));
        if is_loopback(&address) {
            // A proxy's loopback address is another machine's.
            config = config.proxy(None);
        }
        let response = config.build().call();
        response.map_err(|error| Failure::of_client(error, self.timeouts.whole))
    }
}

/// The root certificates in a PEM file.
fn certificates(path: &Path) -> Result<RootCerts> {
    let pem = fs::read(path).map_err(|error| Error::io(path, "read", error))?;
    let invalid = |found: &str| {
        Error::Argument(format!(
            "{}: {found}; expected PEM with -----BEGIN CERTIFICATE-----",
            path.display()
        ))
    };
    let mut found = Vec::new();
    for item in parse_pem(&pem) {
        // A key beside its certificate does no harm.
        if let PemItem::Certificate(certificate) =
            item.map_err(|error| invalid(&error.to_string()))?
        {
            found.push(certificate);
        }
    }
    match found.is_empty() {
        true => Err(invalid("there is no certificate in it")),
        false => Ok(RootCerts::from(found)),
    }
}

/// The address that a response redirects to.
fn redirect(response: &Response<ureq::Body>, base: &Url) -> Result<Option<Url>, Failure> {
    let status = response.status();
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = response.headers().get(header::LOCATION) else {
        return Ok(None);
    };
    let target = String::from_utf8_lossy(location.as_bytes()).into_owned();
    match base.join(&target) {
        Ok(next) if leads_inside(base, &next) => Err(Failure::LocalAddress {
            address: next.to_string(),
        }),
        Ok(next) if matches!(next.scheme(), "http" | "https") => Ok(Some(next)),
        _ => Err(Failure::BadRedirect { target }),
    }
}

fn body(response: Response<ureq::Body>, slot: Slot<'_>) -> Result<Body<'_>, Failure> {
    let headers = response.headers();
    // What was decompressed has lost this header.
    let encoding = text(headers, header::CONTENT_ENCODING);
    if let Some(encoding) = encoding.filter(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
        return Err(Failure::UnknownEncoding { encoding });
    }
    Ok(Body {
        etag: text(headers, header::ETAG),
        last_modified: text(headers, header::LAST_MODIFIED),
        reader: Box::new(response.into_body().into_reader()),
        _slot: slot,
    })
}

/// Why a response that is no success and no redirect is of no use.
fn refusal(response: &Response<ureq::Body>) -> Failure {
    match response.status().as_u16() {
        410 => Failure::Gone,
        status @ (429 | 502 | 503 | 504) => Failure::Busy {
            status,
            attempts: 1,
            wait: retry_after(response.headers(), SystemTime::now()),
        },
        status => Failure::Status { status },
    }
}

/// `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3). A date counts from the
/// server's own `Date`, where it gives one: clocks differ.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = text(headers, header::RETRY_AFTER)?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text: &str| Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp());
    let now = text(headers, header::DATE)
        .and_then(|text| date(&text))
        .or_else(|| Timestamp::try_from(now).ok())?;
    // One that has passed means now.
    Some(Duration::try_from(date(&value)?.duration_since(now)).unwrap_or_default())
}

/// A header as text that can be sent back; none where it is empty or no text.
fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Whether an address that came from another one leads from the web into this machine or its own network, as those of
/// a stranger's feed must not.
pub(super) fn leads_inside(from: &Url, to: &Url) -> bool {
    is_local(to) && !is_local(from)
}

/// Whether an address says by itself that it is one of this machine or of the network it stands in.
fn is_local(address: &Url) -> bool {
    let is_local_v4 = |address: Ipv4Addr| {
        address.is_loopback()
            || address.is_private()
            || address.is_link_local()
            || address.is_unspecified()
    };
    match address.host() {
        Some(Host::Ipv4(address)) => is_local_v4(address),
        Some(Host::Ipv6(address)) => {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
                || address.to_ipv4_mapped().is_some_and(is_local_v4)
        }
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            let ends = |end| {
                name.strip_suffix(end)
                    .is_some_and(|rest: &str| rest.is_empty() || rest.ends_with('.'))
            };
            ["localhost", "local", "internal"].into_iter().any(ends)
        }
        None => false,
    }
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_outside_leads_into_the_own_network() {
        let url = |text: &str| Url::parse(text).unwrap();
        let outside = url("https://shed.example/feed");
        for (to, inside) in [
            ("http://127.0.0.1:8080/admin", true),
            ("http://0x7f.1/", true),
            ("http://localhost./x", true),
            ("http://a.localhost/x", true),
            ("http://router.local/", true),
            ("http://10.0.0.1/", true),
            ("http://169.254.169.254/latest/meta-data", true),
            ("http://metadata.google.internal/", true),
            ("http://[::1]/", true),
            ("http://[::ffff:192.168.1.1]/", true),
            ("http://[fd00::1]/", true),
            ("https://8.8.8.8/", false),
            ("https://notlocalhost/", false),
            ("https://local.example/", false),
        ] {
            assert_eq!(leads_inside(&outside, &url(to)), inside, "{to}");
            // Whoever reads a feed of the own network may be led about in it.
            assert!(
                !leads_inside(&url("http://127.0.0.1/feed"), &url(to)),
                "{to}"
            );
        }
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_date() {
        let now = "2026-11-28T12:00:00Z".parse::<Timestamp>().unwrap();
        for (value, date, expected) in [
            ("7", None, Some(7)),
            ("Sat, 28 Nov 2026 12:00:30 GMT", None, Some(30)),
            ("Sat, 28 Nov 2026 11:00:00 GMT", None, Some(0)),
            (
                "Sat, 28 Nov 2026 12:00:30 GMT",
                Some("Sat, 28 Nov 2026 12:00:25 GMT"),
                Some(5),
            ),
            ("soon", None, None),
            ("-1", None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, value.parse().unwrap());
            if let Some(date) = date {
                headers.insert(header::DATE, date.parse().unwrap());
            }
            let wait = retry_after(&headers, now.into());
            assert_eq!(wait.map(|wait| wait.as_secs()), expected, "{value}");
        }
    }
}
