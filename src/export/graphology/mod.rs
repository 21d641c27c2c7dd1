//! graphology's JSON format: the one that loses nothing, and that the other commands read.

mod elements;
mod foreign;
mod ground;
mod lines;
mod read;
mod surrogates;
mod write;

pub use read::{parse_graph, read_graph, read_grounds};
pub use write::Json;
pub(crate) use write::name;
#[cfg(feature = "viewer")]
pub(crate) use write::shows_with_episodes;
