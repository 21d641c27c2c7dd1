//! Front matter: splitting it off, reading its dialect, translating a site's own field names.

mod credits;
mod dates;
mod durations;
mod fields;
mod held_back;
mod json;
mod months;
mod numbers;
mod people_text;
mod people_words;
mod person_markup;
mod read_fields;
mod split;
mod toml;
mod value;
mod yaml;

pub(crate) use credits::{credited_names, is_slug, names, profile_url, role_named};
pub(crate) use dates::{date as parse_date, date_in_name};
pub(crate) use fields::Field;
pub use fields::Fields;
pub(crate) use numbers::{number, number_in_title};
pub(crate) use read_fields::{has_episode_signs, read};
pub(crate) use split::{fenced, split};
pub(crate) use value::{FieldNode, FieldValue, fold};
