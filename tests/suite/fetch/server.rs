//! A server on the loopback address that does what it is told, also what no server should.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a client asked for.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    headers: Vec<(String, String)>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter();
        let found = all.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// What the server does after it has sent its bytes.
#[derive(Debug, Clone, Copy)]
enum Then {
    /// Waits for the next request.
    Keep,
    /// Ends the connection.
    Close,
    /// Says nothing more, until the client has had enough.
    Silence,
    /// Sends this again and again.
    Repeat(&'static [u8], Duration),
}

/// What the server sends.
#[derive(Debug, Clone)]
pub struct Reply {
    head: String,
    body: Vec<u8>,
    length: Option<usize>,
    delay: Duration,
    then: Then,
}

impl Reply {
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self {
            head: format!("HTTP/1.1 {status} Status\r\n"),
            length: Some(body.len()),
            body,
            delay: Duration::ZERO,
            then: Then::Keep,
        }
    }

    pub fn redirect(status: u16, location: &str) -> Self {
        Self::new(status, "moved").header("Location", location)
    }

    /// A body that is chunked already.
    pub fn chunked(body: &str) -> Self {
        let reply = Self::new(200, body).header("Transfer-Encoding", "chunked");
        Self {
            length: None,
            ..reply
        }
    }

    /// These bytes alone.
    pub fn raw(bytes: &str) -> Self {
        Self {
            head: bytes.to_owned(),
            ..Self::new(200, "").unstated()
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// States another length than the body has, and closes.
    pub fn claims(mut self, length: usize) -> Self {
        self.length = Some(length);
        self.then = Then::Close;
        self
    }

    /// States no length, and closes.
    pub fn unstated(mut self) -> Self {
        self.length = None;
        self.then = Then::Close;
        self
    }

    /// Waits before it answers.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Never ends the body, and says nothing more.
    pub fn then_silence(mut self) -> Self {
        self.length = None;
        self.then = Then::Silence;
        self
    }

    /// Never ends the body.
    pub fn then_for_ever(mut self, part: &'static [u8], pause: Duration) -> Self {
        self.length = None;
        self.then = Then::Repeat(part, pause);
        self
    }

    fn send(&self, stream: &mut TcpStream) -> std::io::Result<Then> {
        thread::sleep(self.delay);
        let length = self
            .length
            .map(|length| format!("Content-Length: {length}\r\n"));
        write!(stream, "{}{}\r\n", self.head, length.unwrap_or_default())?;
        stream.write_all(&self.body)?;
        stream.flush()?;
        Ok(self.then)
    }
}

/// A server that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    log: Arc<Log>,
}

#[derive(Default)]
struct Log {
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
    most_connections: AtomicUsize,
    stopped: AtomicBool,
}

impl Server {
    /// `answer` gets the request and how many requests for this path there were before.
    pub fn start(answer: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Log::default());
        let (shared, answer) = (log.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (log, answer) = (shared.clone(), answer.clone());
                thread::spawn(move || {
                    let open = log.connections.fetch_add(1, Ordering::SeqCst) + 1;
                    log.most_connections.fetch_max(open, Ordering::SeqCst);
                    // The client may hang up at any time, and that is the end of it.
                    let _ = stream.and_then(|stream| serve(stream, &log, &*answer));
                    log.connections.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { address, log }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked for so far.
    pub fn requests(&self) -> Vec<Request> {
        self.log.requests.lock().unwrap().clone()
    }

    /// How often a path was asked for.
    pub fn count(&self, path: &str) -> usize {
        let requests = self.requests();
        requests
            .iter()
            .filter(|request| request.path == path)
            .count()
    }

    /// How many connections there were at one time.
    pub fn most_connections(&self) -> usize {
        self.log.most_connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.log.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(
    stream: TcpStream,
    log: &Log,
    answer: &dyn Fn(&Request, usize) -> Reply,
) -> std::io::Result<()> {
    // No test takes longer, so no thread stays.
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader)? {
        let before = {
            let mut requests = log.requests.lock().unwrap();
            let same = requests.iter().filter(|other| other.path == request.path);
            let before = same.count();
            requests.push(request.clone());
            before
        };
        match answer(&request, before).send(&mut writer)? {
            Then::Keep => {}
            Then::Close => return Ok(()),
            Then::Silence => {
                // Ends with the client's connection, or the time-out above.
                reader.read_line(&mut String::new())?;
                return Ok(());
            }
            Then::Repeat(part, pause) => loop {
                writer.write_all(part)?;
                thread::sleep(pause);
            },
        }
    }
    Ok(())
}

fn read_request(reader: &mut impl BufRead) -> std::io::Result<Option<Request>> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let Some(path) = line.split(' ').nth(1).map(str::to_owned) else {
        return Ok(None);
    };
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
            None => return Ok(Some(Request { path, headers })),
        }
    }
}
