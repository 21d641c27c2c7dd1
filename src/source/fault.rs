//! What readers find wrong with a file.

/// What is wrong, and where. The rest of the file was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// Offset in the file.
    pub offset: usize,
    /// What was found or expected: lower case, no full stop.
    pub message: String,
    /// Whether a part of the file could not be used.
    pub lossy: bool,
}
