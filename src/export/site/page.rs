//! A page of a site as data: what its front matter holds, and its text is made of; and how pages are to be.

use serde::Serialize;
use serde_json::Value;

/// The line of the front matter that marks a page as one that was written here.
pub const MARK: &str = "generated_by: showgraph";

/// The most things and related pages of a page.
pub(super) const MOST: usize = 12;

/// How the pages are to be.
#[derive(Debug, Clone, Default)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct SiteOptions {
    /// The address of an episode's page, with `{stem}`, `{slug}`, `{number}` or `{source}`; without it episodes are
    /// no links.
    pub episodes: Option<String>,
    /// Where the pages will be on the site: `/topics/`.
    pub address: String,
    /// The field `layout` of the front matter.
    pub layout: Option<String>,
}

/// A page.
#[derive(Debug, Default, Serialize)]
pub(super) struct SitePage {
    /// Path of its file below the folder of the pages.
    #[serde(skip)]
    pub(super) path: String,
    /// `topic`, `guest` or `index`.
    pub(super) page: &'static str,
    /// The key of the topic, or the id of the guest.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) id: String,
    #[serde(skip)]
    pub(super) title: String,
    #[serde(skip)]
    pub(super) description: String,
    /// The episodes, each with a sentence of it.
    pub(super) episodes: Vec<Said>,
    /// Of a topic what belongs to it, of a guest what the episodes are about.
    pub(super) things: Vec<Thing>,
    /// Of a topic its guests, of a guest the organizations, with the role.
    pub(super) people: Vec<Thing>,
    /// Other pages of the same set.
    pub(super) related: Vec<Thing>,
    /// The page's JSON-LD, as a text.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub(super) jsonld: Value,
}

/// An episode, and what it says.
#[derive(Debug, Serialize)]
pub(super) struct Said {
    pub(super) id: String,
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    /// Path of its file below the input root.
    pub(super) source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    #[serde(skip)]
    pub(super) iri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<String>,
    /// Seconds from the episode's start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seconds: Option<u32>,
}

/// Something that a page names.
#[derive(Debug, Default, Serialize)]
pub(super) struct Thing {
    pub(super) id: String,
    pub(super) label: String,
    /// Where its page is, seen from this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    /// How many episodes, or the role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}
