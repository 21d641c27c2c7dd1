//! [`KnowledgeGraph`](crate::graph::KnowledgeGraph) in, answers out.

pub mod recommend;
