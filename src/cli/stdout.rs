//! Standard output: data as it is, texts for people without what a terminal would obey.

use std::borrow::Cow;
use std::io::{self, Write};

use showgraph::error::{Error, Result};
use showgraph::untrusted::is_obeyed;

/// Writes data, and nothing but data, to standard output.
pub(super) fn print(data: &[u8]) -> Result<()> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(data)
        .and_then(|()| stdout.flush())
        .map_err(|error| Error::io("standard output", "write", error))
}

/// Writes a text for people to standard output: a terminal obeys nothing that notes put into it.
pub(super) fn print_text(text: &str) -> Result<()> {
    print(shown(text).as_bytes())
}

/// A text without the characters that a terminal obeys, line breaks and tabs aside.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| is_obeyed(c) && !matches!(c, '\n' | '\t');
    match text.contains(obeyed) {
        true => Cow::Owned(text.replace(obeyed, "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}
