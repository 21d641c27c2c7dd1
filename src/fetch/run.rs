//! The run: addresses in, files in a folder out.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use url::Url;

use crate::error::Result;
use crate::source::fetched::{self, Enclosed, Entry, Kind};

use super::client::{Body, Client, leads_inside};
use super::content;
use super::failure::Failure;
use super::folder::{Folder, ReceiveError};
use super::outcome::{Change, Fetched, FetchedFeed, Outcome, Stored};
use super::progress::Progress;
use super::queue::{Queue, Slot, Task};
use super::request::{EnclosedReader, Options};

/// Fetches feeds, and what they name as far as `options` want it, into a folder, which is created.
///
/// `enclosed` reads what the items of a feed name. What is wrong with one address is in its
/// [`Fetched`], and the file of an earlier run stays as it was.
///
/// # Errors
///
/// [`Error::Io`](crate::error::Error::Io) where the folder or its record cannot be written,
/// [`Error::Argument`](crate::error::Error::Argument) where another run is at it, or the certificates are none.
pub fn fetch(
    feeds: &[String],
    folder: &Path,
    options: &Options,
    enclosed: EnclosedReader<'_>,
    progress: &dyn Progress,
) -> Result<Outcome> {
    let (folder, notices) = Folder::open(folder)?;
    let run = Run {
        folder: &folder,
        options,
        client: Client::new(options)?,
        queue: Queue::new(options.per_host),
        enclosed,
        progress,
        results: Mutex::default(),
    };
    run.ask_for(feeds);
    thread::scope(|scope| {
        for _ in 0..options.jobs.max(1) {
            scope.spawn(|| run.work());
        }
    });
    let results = run.results.into_inner();
    folder.finish()?;
    Ok(Outcome {
        feeds: results.unwrap_or_else(PoisonError::into_inner).in_order(),
        notices,
    })
}

/// A file that has been fetched.
struct Transferred {
    stored: Stored,
    moved_to: Option<String>,
    /// The address that answered: relative ones in the file count from it.
    base: Url,
}

struct Run<'r> {
    folder: &'r Folder,
    options: &'r Options,
    client: Client,
    queue: Queue,
    enclosed: EnclosedReader<'r>,
    progress: &'r dyn Progress,
    results: Mutex<Results>,
}

/// What has come so far, by address.
#[derive(Default)]
struct Results {
    /// The feeds in the order in which they were asked for.
    feeds: Vec<String>,
    /// What each feed names.
    enclosed: HashMap<String, Vec<String>>,
    /// What became of what was asked for; none as long as that is open.
    fetched: HashMap<String, Option<Fetched>>,
}

impl Results {
    /// The results in the order of the request and of the feeds. A file that two feeds name is
    /// listed with the first of them.
    fn in_order(mut self) -> Vec<FetchedFeed> {
        let mut feeds = Vec::with_capacity(self.feeds.len());
        for address in &self.feeds {
            let Some(feed) = self.fetched.remove(address).flatten() else {
                continue;
            };
            let named = self.enclosed.remove(address).unwrap_or_default();
            let enclosed = named
                .iter()
                .filter_map(|address| self.fetched.remove(address).flatten())
                .collect();
            feeds.push(FetchedFeed { feed, enclosed });
        }
        feeds
    }
}

impl Run<'_> {
    /// Queues the feeds, each address once.
    fn ask_for(&self, feeds: &[String]) {
        for text in feeds {
            let address = web_address(text, None);
            let shown = shown(address.as_ref(), text);
            if !self.is_first(&shown) {
                continue;
            }
            self.results().feeds.push(shown.clone());
            match address {
                Some(address) => {
                    let file = self
                        .folder
                        .with_record(|record| record.name_of_feed(&address));
                    self.queue.push(Task {
                        address,
                        kind: Kind::Feed,
                        file,
                        attempts: 0,
                    });
                }
                None => self.settle(shown, Kind::Feed, Err(Failure::BadAddress), None),
            }
        }
    }

    /// Whether an address is asked for the first time; then it is expected from now on.
    fn is_first(&self, shown: &str) -> bool {
        let mut results = self.results();
        if results.fetched.contains_key(shown) {
            return false;
        }
        results.fetched.insert(shown.to_owned(), None);
        drop(results);
        self.progress.expect(1);
        true
    }

    /// Fetches until nothing is left.
    fn work(&self) {
        while let Some((turn, slot)) = self.queue.next() {
            self.attempt(turn.task.clone(), slot);
        }
    }

    /// Asks for one file, and queues it again if that may help.
    fn attempt(&self, mut task: Task, slot: Slot<'_>) {
        task.attempts += 1;
        let mut asked = task.address.clone();
        let shown = fetched::key(&task.address);
        let failure = match self.transfer(&task, &mut asked, slot) {
            Ok(transferred) => {
                if task.kind == Kind::Feed {
                    self.ask_for_enclosed(&shown, &transferred);
                }
                let Transferred {
                    stored, moved_to, ..
                } = transferred;
                return self.settle(shown, task.kind, Ok(stored), moved_to);
            }
            Err(failure) => failure,
        };
        let retry = &self.options.retry;
        let wait = match failure.is_transient() {
            true => retry.wait(task.attempts, failure.requested_wait()),
            false => None,
        };
        match wait {
            Some(wait) => {
                self.queue.hold(&asked, wait);
                self.progress
                    .waiting(asked.host_str().unwrap_or_default(), wait);
                self.queue.push(task);
            }
            None => self.settle(shown, task.kind, Err(failure.after(task.attempts)), None),
        }
    }

    /// Asks, receives, verifies, stores and records one file.
    fn transfer(
        &self,
        task: &Task,
        asked: &mut Url,
        slot: Slot<'_>,
    ) -> Result<Transferred, Failure> {
        let key = fetched::key(&task.address);
        let known = self.folder.known(&key);
        let answer = self.client.get(asked, known.as_ref(), &self.queue, slot)?;
        let moved_to = answer.moved_to.as_ref().map(fetched::key);
        let (mut entry, change) = match (answer.body, known) {
            (Some(body), _) => self.store(body, task, &answer.address)?,
            (None, Some(entry)) => (entry, Change::Unchanged),
            // The client takes a 304 for an answer only if it sent validators.
            (None, None) => return Err(Failure::Status { status: 304 }),
        };
        entry.moved_to.clone_from(&moved_to);
        let stored = self.stored(&entry, change);
        self.folder
            .record(&key, entry)
            .map_err(|error| self.not_written(std::io::Error::other(error), task))?;
        Ok(Transferred {
            stored,
            moved_to,
            base: answer.address,
        })
    }

    fn store(
        &self,
        mut body: Body<'_>,
        task: &Task,
        answered_by: &Url,
    ) -> Result<(Entry, Change), Failure> {
        let received = self
            .folder
            .receive(&mut body.reader, self.options.max_size, |bytes| {
                self.progress.received(bytes);
            })
            .map_err(|error| self.not_received(error, task))?;
        let is_page_expected = task.file.ends_with(".html");
        content::verify(&received.head, task.kind, is_page_expected, answered_by)?;
        let entry = Entry {
            file: task.file.clone(),
            kind: task.kind,
            bytes: received.bytes,
            answered_by: fetched::key(answered_by),
            etag: body.etag,
            last_modified: body.last_modified,
            moved_to: None,
        };
        let change = self
            .folder
            .publish(received, &task.file)
            .map_err(|source| self.not_written(source, task))?;
        Ok((entry, change))
    }

    /// Queues what the items of a feed name, as far as it is wanted and not yet asked for.
    fn ask_for_enclosed(&self, feed: &str, transferred: &Transferred) {
        if !self.options.transcripts && !self.options.chapters {
            return;
        }
        // It has been written a moment ago; if it is gone now, there is nothing that it names.
        let Ok(bytes) = fs::read(&transferred.stored.path) else {
            return;
        };
        let mut named = Vec::new();
        for enclosed in (self.enclosed)(&bytes) {
            if self.options.wants(enclosed.kind) {
                named.push(self.ask_for_one(&enclosed, &transferred.base));
            }
        }
        self.results().enclosed.insert(feed.to_owned(), named);
    }

    /// Queues a transcript or chapters, unless that has been done or the file is there; gives the
    /// address by which its result is found.
    fn ask_for_one(&self, enclosed: &Enclosed, base: &Url) -> String {
        let address = web_address(&enclosed.address, Some(base));
        let shown = shown(address.as_ref(), &enclosed.address);
        if !self.is_first(&shown) {
            return shown;
        }
        let kind = enclosed.kind;
        let known = self.folder.known(&shown);
        let media_type = enclosed.media_type.as_deref();
        let settled = match (address, known) {
            (None, _) => Err(Failure::BadAddress),
            (Some(address), _) if leads_inside(base, &address) => Err(Failure::LocalAddress {
                address: address.to_string(),
            }),
            (_, Some(entry)) if !self.options.refresh => Ok(self.stored(&entry, Change::Kept)),
            (Some(address), _) => match fetched::ending(&address, media_type) {
                Some(ending) => {
                    let file = self
                        .folder
                        .with_record(|record| record.name_of_enclosed(kind, &address, ending));
                    self.queue.push(Task {
                        address,
                        kind,
                        file,
                        attempts: 0,
                    });
                    return shown;
                }
                None => Err(Failure::UnknownType {
                    media_type: media_type.unwrap_or_default().to_owned(),
                }),
            },
        };
        self.settle(shown.clone(), kind, settled, None);
        shown
    }

    /// Notes what became of an address.
    fn settle(
        &self,
        address: String,
        kind: Kind,
        result: Result<Stored, Failure>,
        moved_to: Option<String>,
    ) {
        let fetched = Fetched {
            address: address.clone(),
            kind,
            result,
            moved_to,
        };
        self.results().fetched.insert(address, Some(fetched));
        self.progress.done();
    }

    fn stored(&self, entry: &Entry, change: Change) -> Stored {
        Stored {
            path: self.folder.path(&entry.file),
            bytes: entry.bytes,
            change,
        }
    }

    fn not_received(&self, error: ReceiveError, task: &Task) -> Failure {
        match error {
            ReceiveError::TooLarge => Failure::TooLarge {
                limit: self.options.max_size,
            },
            ReceiveError::Read(source) => {
                Failure::of_client(source.into(), self.options.timeouts.whole)
            }
            ReceiveError::Write(source) => self.not_written(source, task),
        }
    }

    fn not_written(&self, source: std::io::Error, task: &Task) -> Failure {
        Failure::Write {
            path: self.folder.path(&task.file),
            source,
        }
    }

    fn results(&self) -> MutexGuard<'_, Results> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How an address is named in results; a text that is none, as it was given.
fn shown(address: Option<&Url>, text: &str) -> String {
    address.map_or_else(|| text.trim().to_owned(), fetched::key)
}

/// A text as an http or https address, from `base` if it is relative.
fn web_address(text: &str, base: Option<&Url>) -> Option<Url> {
    let address = Url::options().base_url(base).parse(text.trim()).ok()?;
    let is_web = matches!(address.scheme(), "http" | "https") && address.has_host();
    is_web.then_some(address)
}
