//! A show as its feed gives it.

use super::item::{Link, Location, Person, RemoteItem};
use super::notes::{Note, Notes};
use super::text::{At, FeedText};

/// What a channel says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct FeedShow {
    /// The show's title.
    pub title: Option<FeedText>,
    /// The show's page.
    pub link: Option<FeedText>,
    /// Where the feed itself is to be had: `atom:link rel="self"`, `itunes:new-feed-url`.
    pub self_link: Option<FeedText>,
    /// `podcast:guid`: a UUID.
    pub guid: Option<FeedText>,
    /// A BCP 47 tag.
    pub language: Option<FeedText>,
    /// All that is written about it.
    pub texts: Vec<Note>,
    /// Its people and authors.
    pub people: Vec<Person>,
    /// The name of who owns the feed; never a mail address.
    pub owner: Option<FeedText>,
    /// Categories; a subcategory stands behind its category.
    pub categories: Vec<FeedText>,
    /// `itunes:keywords`, parted at their commas.
    pub keywords: Vec<FeedText>,
    /// `podcast:podroll`, `podcast:publisher` and `podcast:remoteItem`.
    pub remote_items: Vec<RemoteItem>,
    /// `podcast:location`.
    pub locations: Vec<Location>,
    /// `podcast:funding` and other addresses.
    pub links: Vec<Link>,
    /// The licence's name or address.
    pub license: Option<FeedText>,
    /// `podcast:medium`.
    pub medium: Option<FeedText>,
    /// Whether it says that it is for adults.
    pub explicit: Option<At<bool>>,
    /// The address of its picture.
    pub image: Option<FeedText>,
}

impl FeedShow {
    /// The text about the show, and what else is worth reading.
    #[must_use]
    pub fn notes(&self) -> Notes<'_> {
        Notes::of(&self.texts)
    }
}
