//! Doors for programs in other languages, at the right end of the data flow: each puts what the library answers into
//! the form that its readers speak.

pub mod mcp;
