//! [`KnowledgeGraph`](crate::graph::KnowledgeGraph) in, answers out.

pub mod recommend;
pub mod topics;
