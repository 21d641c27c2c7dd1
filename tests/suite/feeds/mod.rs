//! What feeds are read as.

mod broken;
mod formats;
mod items;
mod properties;
mod samples;
