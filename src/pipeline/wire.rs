//! The form in which extracted episodes, and counts of a corpus, travel to other processes or wait on
//! disk.
//!
//! A file begins with a line that says what it holds, in which format, and which weights and lexicon
//! its writer had; then follows a line for each episode, or one line of counts, as JSON. A reader
//! refuses what does not match its own, because scores of other weights, or names of another lexicon,
//! would be mixed into one graph without anybody noticing. Entries of the lexicon are written as
//! stable keys ([`EntryKeys`]), not as the row numbers that they are in memory.

use std::io::{self, BufRead, Lines, Write};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Location, Result};
use crate::extract::ExtractedEpisode;
use crate::knowledge::Knowledge;
use crate::knowledge::lexicon::{EntryId, EntryKeys};
use crate::resolve::CorpusStatistics;

/// The version of the form. It grows with every change that older readers would misunderstand.
pub const FORMAT: u32 = 2;

const EPISODES: &str = "episodes";
const STATISTICS: &str = "statistics";

/// The first line of a file.
#[derive(Serialize, Deserialize)]
struct Header {
    /// What the file holds: [`EPISODES`] or [`STATISTICS`].
    showgraph: String,
    format: u32,
    #[serde(default)]
    weights: String,
    #[serde(default)]
    lexicon: String,
}

/// The line of an episode, as it is written.
#[derive(Serialize)]
struct Written<'e> {
    /// The keys of the lexicon's entries for each candidate.
    entries: Vec<Vec<u64>>,
    episode: &'e ExtractedEpisode,
}

/// The line of an episode, as it is read.
#[derive(Deserialize)]
struct Read {
    entries: Vec<Vec<u64>>,
    episode: ExtractedEpisode,
}

/// Writes and reads files of one format, for one set of weights and one lexicon.
#[derive(Debug)]
pub struct Wire {
    weights: String,
    lexicon: String,
    keys: EntryKeys,
}

impl Wire {
    /// The wire of what is known in this process. Takes fingerprints of weights and lexicon, which
    /// costs some milliseconds.
    ///
    /// # Errors
    ///
    /// [`Error::Argument`] where two entries of the lexicon have the same kind and name.
    pub fn new(knowledge: &Knowledge) -> Result<Self> {
        Ok(Self {
            weights: format!("{:016x}", knowledge.model.fingerprint()),
            lexicon: format!("{:016x}", knowledge.lexicon.fingerprint()),
            keys: EntryKeys::new(&knowledge.lexicon).map_err(Error::Argument)?,
        })
    }

    /// Begins a file of episodes.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written.
    pub fn write_episodes<W: Write>(&self, mut out: W) -> io::Result<EpisodeWriter<'_, W>> {
        self.write_header(EPISODES, &mut out)?;
        Ok(EpisodeWriter {
            keys: &self.keys,
            out,
        })
    }

    /// Reads a file of episodes; `name` is for messages alone.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] where the file has another format, or was written with other weights or
    /// another lexicon.
    pub fn read_episodes<R: BufRead>(&self, name: &str, input: R) -> Result<EpisodeReader<'_, R>> {
        let mut lines = input.lines();
        self.check_header(EPISODES, name, lines.next())?;
        Ok(EpisodeReader {
            keys: &self.keys,
            name: name.to_owned(),
            line: 1,
            lines,
        })
    }

    /// Writes the counts of a corpus, or of a part of it. Equal counts give equal bytes.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written.
    pub fn write_statistics(
        &self,
        statistics: &CorpusStatistics,
        mut out: impl Write,
    ) -> io::Result<()> {
        self.write_header(STATISTICS, &mut out)?;
        write_line(&mut out, statistics)
    }

    /// Reads the counts of a corpus, or of a part of it; `name` is for messages alone.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] where the file has another format, was written with other weights or another
    /// lexicon, or is damaged.
    pub fn read_statistics(&self, name: &str, input: impl BufRead) -> Result<CorpusStatistics> {
        let mut lines = input.lines();
        self.check_header(STATISTICS, name, lines.next())?;
        let line = lines.next().unwrap_or_else(|| Ok(String::new()));
        let line = line.map_err(|error| invalid(name, 2, error))?;
        serde_json::from_str(&line).map_err(|error| damaged(name, 2, &error))
    }

    fn write_header(&self, holds: &str, out: &mut impl Write) -> io::Result<()> {
        let header = Header {
            showgraph: holds.to_owned(),
            format: FORMAT,
            weights: self.weights.clone(),
            lexicon: self.lexicon.clone(),
        };
        write_line(out, &header)
    }

    fn check_header(
        &self,
        expected: &str,
        name: &str,
        line: Option<io::Result<String>>,
    ) -> Result<()> {
        let line = line.unwrap_or_else(|| Ok(String::new()));
        let line = line.map_err(|error| invalid(name, 1, error))?;
        let refused = |message: String| Err(invalid(name, 1, message));
        let Ok(header) = serde_json::from_str::<Header>(&line) else {
            return refused(format!(
                "no header of showgraph, expected a file of {expected}"
            ));
        };
        let Header {
            showgraph,
            format,
            weights,
            lexicon,
        } = header;
        if format != FORMAT {
            return refused(format!(
                "format {format}, expected {FORMAT}: another version of showgraph wrote it, extract \
                 again with this one"
            ));
        }
        if showgraph != expected {
            return refused(format!("holds {showgraph}, expected {expected}"));
        }
        if weights != self.weights {
            return refused(format!(
                "extracted with other weights ({weights}, here {}): extract again with this build of \
                 showgraph",
                self.weights
            ));
        }
        if lexicon != self.lexicon {
            return refused(format!(
                "extracted with another lexicon ({lexicon}, here {}): give the same lexicon files in \
                 the same order to both, or extract again",
                self.lexicon
            ));
        }
        Ok(())
    }
}

/// Writes episodes, one after the other.
pub struct EpisodeWriter<'w, W> {
    keys: &'w EntryKeys,
    out: W,
}

impl<W: Write> EpisodeWriter<'_, W> {
    /// Writes the next episode.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn write(&mut self, episode: &ExtractedEpisode) -> io::Result<()> {
        let keys = |entries: &Vec<u32>| {
            let entries = entries.iter();
            entries.map(|id| self.keys.key(EntryId(*id))).collect()
        };
        let candidates = episode.candidates.iter();
        let line = Written {
            entries: candidates.map(|one| keys(&one.entries)).collect(),
            episode,
        };
        write_line(&mut self.out, &line)
    }
}

/// Reads episodes, in the order in which they were written.
pub struct EpisodeReader<'w, R> {
    keys: &'w EntryKeys,
    name: String,
    /// The number of the last line that was read.
    line: u32,
    lines: Lines<R>,
}

impl<R: BufRead> EpisodeReader<'_, R> {
    fn episode(&self, line: io::Result<String>) -> Result<ExtractedEpisode> {
        let line = line.map_err(|error| invalid(&self.name, self.line, error))?;
        let read: Read =
            serde_json::from_str(&line).map_err(|error| damaged(&self.name, self.line, &error))?;
        let mut episode = read.episode;
        if read.entries.len() != episode.candidates.len() {
            let message = format!(
                "{} lists of entries for {} candidates: the file is damaged, extract again",
                read.entries.len(),
                episode.candidates.len()
            );
            return Err(invalid(&self.name, self.line, message));
        }
        for (candidate, keys) in episode.candidates.iter_mut().zip(read.entries) {
            let ids = keys.into_iter().map(|key| {
                let id = self.keys.entry(key).map(|id| id.0);
                id.ok_or_else(|| {
                    let message = format!(
                        "the lexicon has no entry {key:016x} for \"{}\": the file is damaged, extract \
                         again",
                        candidate.form
                    );
                    invalid(&self.name, self.line, message)
                })
            });
            candidate.entries = ids.collect::<Result<_>>()?;
        }
        Ok(episode)
    }
}

impl<R: BufRead> Iterator for EpisodeReader<'_, R> {
    type Item = Result<ExtractedEpisode>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.lines.next()?;
        self.line += 1;
        Some(self.episode(line))
    }
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn invalid(name: &str, line: u32, message: impl ToString) -> Error {
    Error::Invalid {
        location: Location::at(name, line, 0),
        message: message.to_string(),
    }
}

fn damaged(name: &str, line: u32, error: &serde_json::Error) -> Error {
    invalid(
        name,
        line,
        format!("{error}: the file is damaged, extract again"),
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::extract::extract;
    use crate::knowledge::lexicon::Lexicon;
    use crate::knowledge::weights::Model;
    use crate::source::{Fields, People, parse};

    const BOATS: &str = "[product]\n\"Tide Table\" = [\"TT\"]\n\"Harbor Log\" = []\n";
    const KILNS: &str = "[product]\n\"Kiln Log\" = []\n";
    /// Claims an alias of [`BOATS`].
    const TRUCKS: &str = "[organization]\n\"Truck Town\" = [\"TT\"]\n";

    fn knowledge(files: [&str; 2]) -> Knowledge {
        let [lower, upper] =
            files.map(|toml| Lexicon::from_toml("test.toml", toml).expect("it is valid"));
        Knowledge {
            lexicon: Arc::new(lower.extended(&upper)),
            ..Knowledge::embedded()
        }
    }

    fn episode(knowledge: &Knowledge) -> ExtractedEpisode {
        let notes = "---\ntitle: Kilns and tides\nguests: [Ada Kern]\n---\n\nWith [Tide Table](https://tides.example/) and \
                     the Kiln Log, Ada Kern (@adakern) plans the year.\n";
        let document = parse(
            "1.md",
            notes.to_owned(),
            &Fields::default(),
            &People::default(),
        );
        extract(&document, knowledge)
    }

    fn written(knowledge: &Knowledge, episode: &ExtractedEpisode) -> Vec<u8> {
        let mut bytes = Vec::new();
        let wire = Wire::new(knowledge).expect("all entries differ");
        let mut writer = wire.write_episodes(&mut bytes).expect("memory takes all");
        writer.write(episode).expect("memory takes all");
        bytes
    }

    fn read(knowledge: &Knowledge, bytes: &[u8]) -> Result<Vec<ExtractedEpisode>> {
        let wire = Wire::new(knowledge).expect("all entries differ");
        wire.read_episodes("shard", bytes)?.collect()
    }

    /// The names of the lexicon's entries for each candidate.
    fn entries(knowledge: &Knowledge, episode: &ExtractedEpisode) -> Vec<(String, Vec<String>)> {
        let name = |id: &u32| knowledge.lexicon.entry(EntryId(*id)).name.to_owned();
        let candidates = episode.candidates.iter();
        candidates
            .map(|one| (one.form.clone(), one.entries.iter().map(name).collect()))
            .collect()
    }

    #[test]
    fn episodes_come_back_as_they_were() {
        let knowledge = knowledge([BOATS, KILNS]);
        let episode = episode(&knowledge);
        let bytes = written(&knowledge, &episode);
        let back = read(&knowledge, &bytes).expect("the same knowledge");
        assert_eq!(back.len(), 1);
        assert_eq!(entries(&knowledge, &back[0]), entries(&knowledge, &episode));
        assert!(
            entries(&knowledge, &episode)
                .iter()
                .any(|(_, names)| names == &["Tide Table"])
        );
        assert_eq!(written(&knowledge, &back[0]), bytes);
    }

    #[test]
    fn another_order_of_lexicons_finds_the_same_entries() {
        let [here, there] = [[BOATS, KILNS], [KILNS, BOATS]].map(knowledge);
        let episode = episode(&here);
        let back = read(&there, &written(&here, &episode)).expect("they know the same names");
        assert_eq!(entries(&there, &back[0]), entries(&here, &episode));
        let rows = |episode: &ExtractedEpisode| -> Vec<Vec<u32>> {
            let candidates = episode.candidates.iter();
            candidates.map(|one| one.entries.clone()).collect()
        };
        assert_ne!(rows(&back[0]), rows(&episode), "the rows are others");
    }

    #[test]
    fn what_another_process_knew_is_refused() {
        let here = knowledge([BOATS, KILNS]);
        let episode = episode(&here);
        let bytes = written(&here, &episode);
        let text = String::from_utf8(bytes).expect("JSON is UTF-8");
        let (header, line) = text.split_once('\n').expect("a header");
        let other_weights = Knowledge {
            model: Arc::new(Model::parse("bias\t0\t1\t1\t1\t1\t1\n").expect("valid")),
            ..knowledge([BOATS, KILNS])
        };
        let cases = [
            (
                "lexicons whose order counts",
                knowledge([BOATS, TRUCKS]),
                written(&knowledge([TRUCKS, BOATS]), &episode_of([TRUCKS, BOATS])),
                "shard:1: extracted with another lexicon (",
            ),
            (
                "other weights",
                other_weights,
                text.clone().into_bytes(),
                "shard:1: extracted with other weights (",
            ),
            (
                "a later format",
                knowledge([BOATS, KILNS]),
                text.replacen("\"format\":2", "\"format\":3", 1)
                    .into_bytes(),
                "shard:1: format 3, expected 2: ",
            ),
            (
                "counts",
                knowledge([BOATS, KILNS]),
                text.replacen("episodes", "statistics", 1).into_bytes(),
                "shard:1: holds statistics, expected episodes",
            ),
            (
                "no header",
                knowledge([BOATS, KILNS]),
                line.to_owned().into_bytes(),
                "shard:1: no header of showgraph, ",
            ),
            (
                "half a line",
                knowledge([BOATS, KILNS]),
                format!("{header}\n{}", &line[..line.len() / 2]).into_bytes(),
                "shard:2: ",
            ),
        ];
        for (name, knowledge, bytes, message) in cases {
            let error = read(&knowledge, &bytes).expect_err(name).to_string();
            assert!(error.starts_with(message), "{name}: {error}");
        }
    }

    fn episode_of(files: [&str; 2]) -> ExtractedEpisode {
        episode(&knowledge(files))
    }

    #[test]
    fn equal_counts_give_equal_bytes() {
        let knowledge = knowledge([BOATS, KILNS]);
        let wire = Wire::new(&knowledge).expect("all entries differ");
        let write = |statistics: &CorpusStatistics| {
            let mut bytes = Vec::new();
            wire.write_statistics(statistics, &mut bytes)
                .expect("memory takes all");
            bytes
        };
        let one = CorpusStatistics::of(&episode(&knowledge));
        let mut other = one.clone();
        other.names.clear();
        // The same names, put in the other way round.
        let mut names: Vec<_> = one.names.clone().into_iter().collect();
        names.sort_by(|a, b| b.0.cmp(&a.0));
        other.names.extend(names);
        let bytes = write(&one);
        assert_eq!(write(&other), bytes);
        let back = wire.read_statistics("counts", bytes.as_slice());
        assert_eq!(back.expect("the same knowledge"), one);
    }
}
