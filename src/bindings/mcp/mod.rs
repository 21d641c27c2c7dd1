//! A graph for assistants, over the Model Context Protocol.
//!
//! A [`Session`] keeps one graph open, with its triples, queries, topics and recommender, and answers questions as
//! data; [`serve`] puts it behind the protocol on standard input and output. Nothing writes: a client can only ask.
//!
//! Every answer names nodes by their ids, which the next question takes, holds a bounded number of things of a bounded
//! size, and says where the rest begins (`next_offset`); one that is empty says why (`note`).
//!
//! ```no_run
//! use showgraph::bindings::mcp::{Session, serve};
//! use showgraph::export::read_graph;
//!
//! let graph = read_graph("output/graph.json".as_ref())?;
//! serve(Session::new(graph))?;
//! # Ok::<(), showgraph::error::Error>(())
//! ```

mod answers;
mod arguments;
mod card;
mod neighbours;
mod nodes;
mod page;
mod paths;
mod queries;
mod recommend;
mod server;
mod session;
mod topics;

pub use server::serve;
pub use session::Session;
