//! Records that wait: in memory while they are few, and in a file from then on.
//!
//! What a corpus needs twice (its extracted episodes, the edges of its graph) is written once, in order, and read
//! again record by record. A record is what serde makes of a value in [postcard](https://postcard.jamesmunns.com/)'s
//! form, compressed with LZ4: it is read by this process alone, so that it has no version. The file has no name from
//! the beginning, so that nothing is left behind, however a run ends.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// How much may wait in memory, and where the rest waits.
#[derive(Debug, Clone)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct SpillOptions {
    /// So many bytes of records may lie in memory.
    pub memory: u64,
    /// In this folder lies the file for the others; where none is given, among the system's temporary files.
    pub folder: Option<PathBuf>,
}

impl Default for SpillOptions {
    fn default() -> Self {
        Self {
            memory: 32 << 20,
            folder: None,
        }
    }
}

/// Where a record lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    start: u64,
    length: u32,
}

/// Records in the order in which they were appended.
#[derive(Debug)]
pub(crate) struct Spill {
    options: SpillOptions,
    /// What is not in the file: all records while they are few, then the last ones.
    waiting: Vec<u8>,
    file: Option<Mutex<File>>,
    /// How long the file is.
    written: u64,
}

/// So much is written at once.
const CHUNK: usize = 1 << 20;

impl Spill {
    /// Without records.
    pub(crate) fn new(options: SpillOptions) -> Self {
        Self {
            options,
            waiting: Vec::new(),
            file: None,
            written: 0,
        }
    }

    /// Whether a file was needed.
    pub(crate) fn is_on_disk(&self) -> bool {
        self.file.is_some()
    }

    /// A value as a record, which [`Spill::push`] takes.
    pub(crate) fn record(value: &impl Serialize) -> Vec<u8> {
        let plain = postcard::to_allocvec(value).expect("memory takes all");
        lz4_flex::compress_prepend_size(&plain)
    }

    /// Appends a record.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(crate) fn push(&mut self, record: &[u8]) -> Result<Place> {
        let place = Place {
            start: self.written + self.waiting.len() as u64,
            length: u32::try_from(record.len()).map_err(|_| {
                Error::Argument("a record of more than four gigabytes: split this file".into())
            })?,
        };
        self.waiting.extend_from_slice(record);
        let limit = match self.file {
            Some(_) => CHUNK as u64,
            None => self.options.memory,
        };
        if self.waiting.len() as u64 > limit {
            self.write_out()
                .map_err(|error| self.failed("write", error))?;
        }
        Ok(place)
    }

    fn write_out(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(Mutex::new(match &self.options.folder {
                Some(folder) => tempfile::tempfile_in(folder)?,
                None => tempfile::tempfile()?,
            })),
        };
        let file = file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::End(0))?;
        file.write_all(&self.waiting)?;
        self.written += self.waiting.len() as u64;
        self.waiting.clear();
        self.waiting.shrink_to(2 * CHUNK);
        Ok(())
    }

    /// The bytes of a record.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub(crate) fn bytes(&self, place: Place) -> Result<Vec<u8>> {
        let length = place.length as usize;
        let mut record = vec![0; length];
        if let Some(start) = place.start.checked_sub(self.written) {
            let start = start as usize;
            record.copy_from_slice(&self.waiting[start..start + length]);
        } else if let Some(file) = &self.file {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(place.start))
                .and_then(|_| file.read_exact(&mut record))
                .map_err(|error| self.failed("read", error))?;
        }
        Ok(record)
    }

    /// The value of a record.
    ///
    /// # Errors
    ///
    /// Where the record is not what was written: something else wrote into the file.
    pub(crate) fn value<T: DeserializeOwned>(&self, record: &[u8]) -> Result<T> {
        let plain = lz4_flex::decompress_size_prepended(record);
        let plain = plain.map_err(|error| self.failed("read", io::Error::other(error)))?;
        postcard::from_bytes(&plain).map_err(|error| self.failed("read", io::Error::other(error)))
    }

    /// Reads a record.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub(crate) fn read<T: DeserializeOwned>(&self, place: Place) -> Result<T> {
        self.value(&self.bytes(place)?)
    }

    fn failed(&self, what: &'static str, source: io::Error) -> Error {
        let folder = self.options.folder.clone();
        Error::io(folder.unwrap_or_else(std::env::temp_dir), what, source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_from_memory_and_from_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        for (memory, on_disk) in [(1 << 30, false), (1000, true), (0, true)] {
            let mut spill = Spill::new(SpillOptions {
                memory,
                folder: Some(folder.path().to_owned()),
            });
            let value = |at: u32| (at, "text".repeat(at as usize % 50), vec![at; 3]);
            let places: Vec<Place> = (0..500)
                .map(|at| spill.push(&Spill::record(&value(at))).expect("a place"))
                .collect();
            assert_eq!(spill.is_on_disk(), on_disk, "{memory}");
            for (at, place) in (0..500).zip(&places).rev() {
                let read: (u32, String, Vec<u32>) = spill.read(*place).expect("it was written");
                assert_eq!(read, value(at), "{memory}");
            }
            let left = std::fs::read_dir(folder.path()).expect("a folder").count();
            assert_eq!(left, 0, "the file has no name");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let mut spill = Spill::new(SpillOptions {
            memory: 0,
            folder: Some("no/such/folder".into()),
        });
        let error = spill.push(&Spill::record(&1)).expect_err("no folder");
        assert!(error.to_string().contains("no/such/folder"), "{error}");
    }
}
