//! Faults of one file, gathered by kind: a file that has a comma in each of its times is told so once.

use std::borrow::Cow;

use crate::source::fault::Fault;

/// Collects faults. Each kind is named once, where it first occurs, with the number of its occurrences.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    found: Vec<(Fault, u32)>,
}

impl Faults {
    /// Adds what nothing was lost by.
    pub(crate) fn note(&mut self, offset: usize, message: impl Into<Cow<'static, str>>) {
        self.push(offset, message.into(), false);
    }

    /// Adds what cost a part of the file.
    pub(crate) fn lost(&mut self, offset: usize, message: impl Into<Cow<'static, str>>) {
        self.push(offset, message.into(), true);
    }

    fn push(&mut self, offset: usize, message: Cow<'static, str>, lossy: bool) {
        match self
            .found
            .iter_mut()
            .find(|(known, _)| known.message == message)
        {
            Some((_, count)) => *count += 1,
            None => {
                let message = message.into_owned();
                self.found.push((
                    Fault {
                        offset,
                        message,
                        lossy,
                    },
                    1,
                ));
            }
        }
    }

    /// The faults, in the order of the file.
    pub(crate) fn finish(self) -> Vec<Fault> {
        let named = |(mut fault, count): (Fault, u32)| {
            if count > 1 {
                fault.message += &format!(" ({count} times in this file)");
            }
            fault
        };
        let mut faults: Vec<Fault> = self.found.into_iter().map(named).collect();
        faults.sort_by_key(|fault| fault.offset);
        faults
    }
}
