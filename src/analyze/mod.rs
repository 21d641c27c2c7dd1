//! [`KnowledgeGraph`](crate::graph::KnowledgeGraph) in, answers out: topics, recommendations, paths, what
//! changed, suspicious hubs, where nodes stand on a map.
//!
//! Answers are owned data with a serialized form; they name nodes by their ids and do not hold on to the
//! graph. [`export`](crate::export) writes them.

pub mod diff;
mod grounds;
pub mod hubs;
pub mod layout;
pub mod paths;
pub mod recommend;
pub mod report;
pub mod topics;
