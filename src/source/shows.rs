//! Which show a file belongs to that does not say so itself: by configuration, site, feed, the names of
//! files, or the folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::discover::{Found, Root};
use super::feed_file::FeedFile;
use super::input::Input;
use super::{file_name, site};

/// Which show a file of one root belongs to.
pub(crate) struct Shows {
    /// Folder with a site's configuration -> title.
    sites: BTreeMap<PathBuf, Arc<str>>,
    /// Folder and series of file names -> show.
    series: BTreeMap<(String, String), Arc<str>>,
    /// What the configuration says.
    pub told: Option<Arc<str>>,
    above: Option<Arc<str>>,
    /// The name of the folder: what is left where nothing else says.
    pub folder: Arc<str>,
}

impl Shows {
    /// Looks for what names the shows of one root.
    pub(crate) fn new(root: &Root, found: &Found, told: Option<String>) -> Self {
        let mut sites = BTreeMap::new();
        for path in &found.sites {
            let folder = path.parent().unwrap_or(path).to_owned();
            if let Some(title) = site::title(path) {
                sites.entry(folder).or_insert_with(|| title.into());
            }
        }
        let series = site::series(found.notes().map(|(source, _)| source))
            .into_iter()
            .map(|(series, show)| (series, show.into()))
            .collect();
        let mut folder = root.folder();
        let bundle = root.is_file
            && root
                .real
                .file_stem()
                .is_some_and(|stem| stem.eq_ignore_ascii_case("index"));
        if bundle {
            folder = folder.parent().unwrap_or(folder);
        }
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            sites,
            series,
            told: told.map(Into::into),
            above: site::title_above(&root.real).map(Into::into),
            folder: file_name::readable(name.as_deref().unwrap_or("show")).into(),
        }
    }

    /// The show of a file.
    pub(crate) fn of(&self, source: &str, path: &Path) -> Arc<str> {
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.told
            .as_ref()
            .or_else(|| path.ancestors().skip(1).find_map(|dir| self.sites.get(dir)))
            .or(self.above.as_ref())
            .or_else(|| {
                let series = file_name::read(source).series?;
                self.series.get(&(folder.to_owned(), series))
            })
            .unwrap_or(&self.folder)
            .clone()
    }
}

fn is_one_of(shows: &[Arc<str>], show: &Arc<str>) -> bool {
    shows.iter().any(|known| Arc::ptr_eq(known, show))
}

/// Names of shows that nothing but a configuration or the name of a folder gives.
#[derive(Default)]
pub(crate) struct ShowNames {
    /// By configurations.
    pub told: Vec<Arc<str>>,
    /// By folders.
    pub folders: Vec<Arc<str>>,
}

impl ShowNames {
    /// Gives feeds the titles that they have. A feed alone names all that lies with it, unless a
    /// configuration or the site does so; of several each names its own episodes.
    pub(crate) fn take_titles(&self, inputs: &mut [Input], feeds: &FxHashMap<u32, FeedFile>) {
        let mut titles: Vec<(usize, Arc<str>)> = feeds
            .iter()
            .filter_map(|(at, feed)| Some((*at as usize, feed.show.title.as_deref()?.into())))
            .filter(|(at, _)| !is_one_of(&self.told, &inputs[*at].show))
            .collect();
        titles.sort_by_key(|(at, _)| *at);
        let shows: Vec<Arc<str>> = titles
            .iter()
            .map(|(at, _)| Arc::clone(&inputs[*at].show))
            .collect();
        for ((at, title), show) in titles.iter().zip(&shows) {
            let several = shows
                .iter()
                .filter(|other| Arc::ptr_eq(other, show))
                .count()
                > 1;
            if several {
                inputs[*at].show = Arc::clone(title);
            } else if is_one_of(&self.folders, show) {
                let same = inputs
                    .iter_mut()
                    .filter(|input| Arc::ptr_eq(&input.show, show));
                same.for_each(|input| input.show = Arc::clone(title));
            }
        }
    }
}
