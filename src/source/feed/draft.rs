//! Items and shows while they are read: of what several elements may say, the best word counts.

use super::item::{EpisodeNumber, FeedItem, Guid, Season};
use super::show::FeedShow;
use super::text::{At, FeedText};

/// An item while it is read, in whatever order its elements stand.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub item: FeedItem,
    pub title: Ranked<FeedText>,
    pub guid: Ranked<Guid>,
    pub link: Ranked<FeedText>,
    pub number: Ranked<EpisodeNumber>,
    pub season: Ranked<Season>,
    pub published: Ranked<At<String>>,
    pub language: Ranked<FeedText>,
    pub license: Ranked<FeedText>,
    pub image: Ranked<FeedText>,
    pub duration: Ranked<At<f64>>,
}

impl Draft {
    pub(crate) fn finished(self) -> FeedItem {
        let mut item = self.item;
        item.title = self.title.best();
        item.guid = self.guid.best();
        item.link = self.link.best();
        item.number = self.number.best();
        item.season = self.season.best();
        item.published = self.published.best();
        item.language = self.language.best();
        item.license = self.license.best();
        item.image = self.image.best();
        item.duration = self.duration.best();
        let permalink = item.guid.as_ref().filter(|guid| guid.is_permalink);
        if item.link.is_none()
            && let Some(guid) = permalink
            && is_web_address(&guid.value.value)
        {
            item.link = Some(guid.value.clone());
        }
        for soundbite in &mut item.soundbites {
            if soundbite.title.is_none() {
                soundbite.title.clone_from(&item.title);
            }
        }
        item
    }
}

/// The best of several values: that of the lowest rank, and the first of these.
#[derive(Debug)]
pub(crate) struct Ranked<T>(Option<(u8, T)>);

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Ranked<T> {
    /// Takes the value if there is no better one.
    pub(crate) fn offer(&mut self, rank: u8, value: T) {
        if self.0.as_ref().is_none_or(|(known, _)| rank < *known) {
            self.0 = Some((rank, value));
        }
    }

    /// Takes the value if there is one, and no better one.
    pub(crate) fn offer_some(&mut self, rank: u8, value: Option<T>) {
        if let Some(value) = value {
            self.offer(rank, value);
        }
    }

    pub(crate) fn best(self) -> Option<T> {
        self.0.map(|(_, value)| value)
    }
}

/// Whether a text is an address of the web.
pub(crate) fn is_web_address(text: &str) -> bool {
    let scheme = |scheme: &str| {
        text.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    scheme("http://") || scheme("https://")
}

/// A show while it is read.
#[derive(Debug, Default)]
pub(crate) struct ShowDraft {
    pub show: FeedShow,
    pub title: Ranked<FeedText>,
    pub link: Ranked<FeedText>,
    pub self_link: Ranked<FeedText>,
    pub language: Ranked<FeedText>,
    pub license: Ranked<FeedText>,
    pub image: Ranked<FeedText>,
}

impl ShowDraft {
    pub(crate) fn finished(self) -> FeedShow {
        let mut show = self.show;
        show.title = self.title.best();
        show.link = self.link.best();
        show.self_link = self.self_link.best();
        show.language = self.language.best();
        show.license = self.license.best();
        show.image = self.image.best();
        show
    }
}
