//! [`KnowledgeGraph`](crate::graph::KnowledgeGraph) in, answers out.

pub mod hubs;
pub mod recommend;
pub mod topics;
