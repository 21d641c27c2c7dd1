//! Who goes next: a list of tasks, and how many connections each host has.
//!
//! A worker takes the first task whose host is free, so that a slow host, or one that asked for
//! patience, holds up its own files alone.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::source::fetched::Kind;

use url::Url;

/// One file to be fetched.
#[derive(Debug, Clone)]
pub(super) struct Task {
    /// Where it is.
    pub(super) address: Url,
    /// What it is.
    pub(super) kind: Kind,
    /// The name of its file below the folder.
    pub(super) file: String,
    /// How often it has been asked for.
    pub(super) attempts: u32,
}

/// Tasks that wait, and hosts that are busy.
#[derive(Debug)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    per_host: usize,
}

#[derive(Debug, Default)]
struct State {
    hosts: BTreeMap<String, Host>,
    /// How many tasks have been added: their order.
    added: u64,
    /// How many tasks wait.
    waiting: usize,
    /// Tasks that workers are at, and that may yet add others.
    running: usize,
}

#[derive(Debug, Default)]
struct Host {
    connections: usize,
    not_before: Option<Instant>,
    /// Its tasks with their numbers, in order: a feed can name ten thousand transcripts, and who
    /// looks for the next task looks at hosts only.
    waiting: VecDeque<(u64, Task)>,
}

impl Host {
    /// Whether it takes a connection, and if not, in how long, as far as that is known.
    fn availability(&self, per_host: usize, now: Instant) -> Result<(), Option<Duration>> {
        match self.not_before {
            Some(then) if then > now => Err(Some(then - now)),
            _ if self.connections >= per_host => Err(None),
            _ => Ok(()),
        }
    }
}

/// A task that a worker is at, until dropped.
#[derive(Debug)]
pub(super) struct Turn<'q> {
    /// The task.
    pub(super) task: Task,
    queue: &'q Queue,
}

/// A connection that a host grants, until dropped.
#[derive(Debug)]
pub(super) struct Slot<'q> {
    queue: &'q Queue,
    host: String,
}

impl Queue {
    /// An empty queue that grants each host so many connections, at least one.
    pub(super) fn new(per_host: usize) -> Self {
        Self {
            state: Mutex::default(),
            changed: Condvar::new(),
            per_host: per_host.max(1),
        }
    }

    /// Adds a task at the end.
    pub(super) fn push(&self, task: Task) {
        let mut state = self.state();
        let number = state.added;
        state.added += 1;
        state.waiting += 1;
        let host = state.hosts.entry(host_of(&task.address)).or_default();
        host.waiting.push_back((number, task));
        drop(state);
        self.changed.notify_all();
    }

    /// The next task whose host is free, and its connection; waits for one as long as there are
    /// tasks that wait or that may add others.
    pub(super) fn next(&self) -> Option<(Turn<'_>, Slot<'_>)> {
        let mut state = self.state();
        loop {
            if state.waiting == 0 && state.running == 0 {
                return None;
            }
            let now = Instant::now();
            let mut shortest = None::<Duration>;
            let mut first = None::<(u64, &String)>;
            for (name, host) in &state.hosts {
                let Some((number, _)) = host.waiting.front() else {
                    continue;
                };
                match host.availability(self.per_host, now) {
                    Ok(()) => first = first.into_iter().chain([(*number, name)]).min(),
                    Err(wait) => shortest = shortest.into_iter().chain(wait).min(),
                }
            }
            if let Some(name) = first.map(|(_, name)| name.clone())
                && let Some(host) = state.hosts.get_mut(&name)
                && let Some((_, task)) = host.waiting.pop_front()
            {
                host.connections += 1;
                state.waiting -= 1;
                state.running += 1;
                let slot = Slot {
                    queue: self,
                    host: name,
                };
                return Some((Turn { task, queue: self }, slot));
            }
            state = self.wait(state, shortest);
        }
    }

    /// A connection to the host of an address, when it is free: for redirects. To be called without
    /// holding another, or two tasks could wait for each other.
    pub(super) fn enter(&self, address: &Url) -> Slot<'_> {
        let host = host_of(address);
        let mut state = self.state();
        loop {
            let known = state.hosts.entry(host.clone()).or_default();
            match known.availability(self.per_host, Instant::now()) {
                Ok(()) => {
                    known.connections += 1;
                    return Slot { queue: self, host };
                }
                Err(wait) => state = self.wait(state, wait),
            }
        }
    }

    /// Leaves the host of an address alone for a while.
    pub(super) fn hold(&self, address: &Url, wait: Duration) {
        let then = Instant::now() + wait;
        let mut state = self.state();
        let host = state.hosts.entry(host_of(address)).or_default();
        host.not_before = host.not_before.max(Some(then));
    }

    fn wait<'s>(
        &self,
        state: MutexGuard<'s, State>,
        at_most: Option<Duration>,
    ) -> MutexGuard<'s, State> {
        match at_most {
            None => self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner),
            Some(wait) => {
                self.changed
                    .wait_timeout(state, wait)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that panics runs while it is locked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        let mut state = self.queue.state();
        if let Some(host) = state.hosts.get_mut(&self.host) {
            host.connections -= 1;
        }
        drop(state);
        self.queue.changed.notify_all();
    }
}

impl Drop for Turn<'_> {
    // Also when the worker panics: otherwise the others would wait for it for ever.
    fn drop(&mut self) {
        self.queue.state().running -= 1;
        self.queue.changed.notify_all();
    }
}

/// Hosts are counted without their ports: the limit is for the machine.
fn host_of(address: &Url) -> String {
    address.host_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(address: &str) -> Task {
        Task {
            address: Url::parse(address).unwrap(),
            kind: Kind::Feed,
            file: String::new(),
            attempts: 0,
        }
    }

    fn queue(addresses: &[&str]) -> Queue {
        let queue = Queue::new(2);
        for address in addresses {
            queue.push(task(address));
        }
        queue
    }

    fn path(next: Option<(Turn<'_>, Slot<'_>)>) -> Option<String> {
        next.map(|(turn, _)| turn.task.address.path().to_owned())
    }

    #[test]
    fn a_task_whose_host_is_busy_is_passed_over_until_it_is_free() {
        let queue = queue(&[
            "http://a.example/1",
            "http://a.example:8080/2",
            "http://a.example/3",
            "http://b.example/4",
        ]);
        let first = queue.next().unwrap();
        let _second = queue.next().unwrap();
        assert_eq!(
            path(queue.next()).unwrap(),
            "/4",
            "a.example has two connections"
        );
        drop(first);
        assert_eq!(path(queue.next()).unwrap(), "/3");
    }

    #[test]
    fn a_host_that_is_held_waits_and_others_do_not() {
        let queue = queue(&["http://a.example/1", "http://b.example/2"]);
        let wait = Duration::from_millis(50);
        let started = Instant::now();
        queue.hold(&Url::parse("http://a.example/").unwrap(), wait);
        assert_eq!(path(queue.next()).unwrap(), "/2");
        assert_eq!(path(queue.next()).unwrap(), "/1");
        assert!(started.elapsed() >= wait);
    }

    #[test]
    fn the_queue_ends_when_nothing_waits_and_nobody_works() {
        let queue = queue(&["http://a.example/1"]);
        let working = queue.next().unwrap();
        std::thread::scope(|scope| {
            let other = scope.spawn(|| path(queue.next()));
            queue.push(task("http://b.example/2"));
            assert_eq!(other.join().unwrap().unwrap(), "/2");
        });
        drop(working);
        assert!(queue.next().is_none());
    }
}
