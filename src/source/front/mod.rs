//! Front matter: splitting it off, reading its dialect, translating a site's own field names.

mod credits;
mod fields;
mod json;
mod read;
mod split;
mod toml;
mod value;
mod when;
mod yaml;

pub(crate) use credits::profile_url;
pub use fields::Fields;
pub(crate) use read::read;
pub(crate) use split::split;
pub(crate) use value::{Node, fold};
pub(crate) use when::date_in_name;
