//! One [`Document`](crate::source::Document) in, its mentions out.
pub mod address;
