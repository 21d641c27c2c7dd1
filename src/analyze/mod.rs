//! [`KnowledgeGraph`](crate::graph::KnowledgeGraph) in, answers out: topics, recommendations, suspicious
//! hubs.
//!
//! Answers are owned data with a serialized form; they name nodes by their ids and do not hold on to the
//! graph. [`export`](crate::export) writes them.

mod grounds;
pub mod hubs;
pub mod recommend;
pub mod topics;
