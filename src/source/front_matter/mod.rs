//! Front matter: splitting it off, reading its dialect, translating a site's own field names.

mod credits;
mod dates;
mod fields;
mod json;
mod read_fields;
mod split;
mod toml;
mod value;
mod yaml;

pub(crate) use credits::profile_url;
pub(crate) use dates::date_in_name;
pub use fields::Fields;
pub(crate) use read_fields::{has_episode_signs, read};
pub(crate) use split::{fenced, split};
pub(crate) use value::{FieldNode, fold};
