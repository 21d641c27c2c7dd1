//! All inputs of a run: which files, which shows, which people.

use std::path::{Path, PathBuf};

use jiff::Zoned;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bounds::{Bounds, Reach};
use super::decode::decode;
use super::discover::{self, Root, slashed};
use super::episode_filter;
use super::feed_file::{FeedFile, ItemHead};
use super::feed_list::listed_feeds;
use super::file_kind::FileKind;
use super::front_matter::Fields;
use super::index::{self, EpisodeInput};
use super::input::{Input, open};
use super::part_names::without_language;
use super::people_pages::{self, People, PersonPage, Portraits};
use super::roots::{check_bounds, nothing_to_read, own_config, prefixes, roots};
use super::show_facts::ShowFacts;
use super::shows::{ShowNames, Shows};
use super::site_config::{SiteConfig, sites_of};
use super::transcript_choice::TranscriptVersions;
use super::{part_list, sections};
use crate::config::{self, Config};
use crate::error::{Error, Location, Result, Warning};

/// What discovery found.
#[derive(Debug)]
pub struct Corpus {
    pub(super) inputs: Vec<Input>,
    episodes: Vec<EpisodeInput>,
    warnings: Vec<Warning>,
    config: Config,
    pub(super) fields: Fields,
    pub(super) people: People,
    /// By the place of their files among the inputs.
    pub(super) feeds: FxHashMap<u32, FeedFile>,
    pub(super) versions: TranscriptVersions,
    pub(super) sites: Vec<SiteConfig>,
    pub(super) drafts: bool,
    /// Notes are made of what is dated after it; nothing else depends on it.
    pub(super) today: Date,
}

impl Corpus {
    /// Finds the files below paths, each a folder or a file.
    ///
    /// `showgraph.toml` is looked for at each input root, unless `config` names one. The result
    /// does not depend on the order of the paths.
    ///
    /// # Errors
    ///
    /// A path that does not exist, or a configuration that is wrong.
    pub fn discover(paths: &[PathBuf], config: Option<&Path>) -> Result<Self> {
        Self::discover_with(paths, config, None, Reach::Roots)
    }

    /// As [`Corpus::discover`]; the path `-` is standard input, which is read as a file of this name.
    /// Where none is given, its content says what it is. What a configuration that was found at a root,
    /// and links, lead to is read as far as `reach` says.
    ///
    /// # Errors
    ///
    /// Those of [`Corpus::discover`], and paths with nothing to read in them.
    pub fn discover_with(
        paths: &[PathBuf],
        config: Option<&Path>,
        stdin_name: Option<&str>,
        reach: Reach,
    ) -> Result<Self> {
        if paths.is_empty() {
            return Err(Error::Argument("no path was given".into()));
        }
        let roots = roots(paths, stdin_name)?;
        let mut merged = config.map(Config::load).transpose()?.unwrap_or_default();
        let mut inputs = Vec::new();
        let mut warnings = Vec::new();
        let mut portraits = Vec::new();
        let mut names = ShowNames::default();
        let mut empty = Vec::new();
        let mut people_data = Vec::new();
        let mut all_sites: Vec<SiteConfig> = Vec::new();
        let folders = roots.iter().map(|root| root.folder().to_owned());
        let bounds = Bounds::new(folders.collect(), reach);
        let walks = roots.iter().map(|root| discover::walk(root, &bounds));
        let walks: Vec<_> = walks.collect();
        let prefixes = prefixes(&roots, &walks);
        for ((root, mut found), prefix) in roots.iter().zip(walks).zip(prefixes) {
            let own = match config {
                Some(_) => Config::default(),
                None => own_config(root, &bounds)?,
            };
            check_bounds(&own, &bounds)?;
            let told = config.and(merged.show.clone()).or(own.show.clone());
            warnings.append(&mut found.warnings);
            let shows = Shows::new(root, &found, told);
            let folder = root.folder_name();
            let told = config.map_or(&own, |_| &merged);
            let told_people = real_paths(&told.people);
            let about_people = |source: &str| {
                let real = root.real.join(source);
                let told = told_people.iter().any(|people| real.starts_with(people));
                episode_filter::portraits(&folder, source, told)
            };
            // Pages about people are known before sections are told apart.
            let instead = found.instead();
            let (mut notes, others) = found.take_files();
            notes.retain(|(source, path)| {
                let Some(place) = about_people(source) else {
                    return true;
                };
                let named = format!("{prefix}{source}");
                // A page that says so itself is left out when it is read.
                if let Some(page) = person_page(source, path, Portraits::Perhaps) {
                    portraits.push((named, page));
                    return true;
                }
                let Some(page) = person_page(source, path, place) else {
                    return true;
                };
                portraits.push((named, page));
                let location = Location::file(slashed(path));
                let reason = "a page about a person, not an episode";
                warnings.push(Warning::note(location, reason));
                false
            });
            people_data.append(&mut found.people_data);
            let sites = sites_of(root, &found.sites);
            // A field that does not exist is reported below.
            let own_fields = Fields::new(&told.fields).unwrap_or_default();
            let passed_over = sections::pass_over(&mut notes, &folder, &sites, told, &own_fields);
            let passed_over = passed_over.map_err(|message| Error::Invalid {
                location: Location::file(config.map_or_else(|| config::FILE_NAME.into(), slashed)),
                message,
            })?;
            warnings.extend(
                passed_over
                    .into_iter()
                    .map(|(path, reason)| Warning::note(Location::file(slashed(&path)), reason)),
            );
            all_sites.extend(sites.into_iter().map(|site| SiteConfig {
                folder: format!("{prefix}{}", site.folder),
                ..site
            }));
            let before = inputs.len();
            let notes = notes.into_iter();
            let notes = notes.map(|(source, path)| (source, path, FileKind::Notes));
            inputs.extend(notes.chain(others).map(|(source, path, kind)| Input {
                show: shows.of(&source, &path),
                source: format!("{prefix}{source}").into(),
                path,
                kind,
                bytes: root.bytes.clone(),
            }));
            if inputs.len() == before {
                empty.push((slashed(&root.path), instead));
            }
            names.told.extend(shows.told);
            names.folders.push(shows.folder);
            merged = merged.merged(Config { show: None, ..own });
        }
        nothing_to_read(empty, !inputs.is_empty(), &mut warnings)?;
        let listed = listed_feeds(&inputs, &bounds, &mut warnings);
        inputs.extend(listed);
        inputs.sort_by(|a, b| a.source.cmp(&b.source));
        let fields = Fields::new(&merged.fields).map_err(|message| Error::Invalid {
            location: Location::file(config.map_or_else(|| config::FILE_NAME.into(), slashed)),
            message,
        })?;
        let people = find_people(
            portraits,
            people_data,
            &merged.people,
            &bounds,
            &mut warnings,
        )?;
        let (feeds, heads) = read_feeds(&inputs, &mut warnings);
        names.take_titles(&mut inputs, &feeds);
        let parts = part_list::parts(&inputs, heads, &fields);
        warnings.extend(parts.warnings);
        let (episodes, without_notes) = index::episodes(parts.entries);
        warnings.extend(without_notes.iter().map(|part| {
            let path = slashed(&inputs[part.at.input as usize].path);
            Warning::notice(
                Location::file(path),
                "belongs to no episode: no notes, item or transcript is called so or names it",
            )
        }));
        // The site whose folder is the deepest comes first.
        all_sites.sort_by(|a, b| {
            b.folder
                .len()
                .cmp(&a.folder.len())
                .then(a.folder.cmp(&b.folder))
        });
        warnings.sort();
        Ok(Self {
            inputs,
            episodes,
            warnings,
            config: merged,
            fields,
            people,
            feeds,
            versions: parts.versions,
            sites: all_sites,
            drafts: false,
            today: Zoned::now().date(),
        })
    }

    /// Reads notes, too, that say of themselves that they are not published yet.
    #[must_use]
    pub fn with_drafts(mut self) -> Self {
        self.drafts = true;
        self
    }

    /// The files, sorted by their source.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The episodes that the files make up, sorted by the source of their first file.
    pub fn episodes(&self) -> &[EpisodeInput] {
        &self.episodes
    }

    /// The files of an episode.
    pub fn files_of<'c>(&'c self, episode: &'c EpisodeInput) -> impl Iterator<Item = &'c Input> {
        let parts = episode.parts.iter();
        parts.map(|part| &self.inputs[part.input as usize])
    }

    /// What the feeds among the files say of their shows, in the order of the files.
    pub fn shows(&self) -> Vec<ShowFacts> {
        let inputs = self.inputs.iter().enumerate();
        let feeds = inputs.filter_map(|(at, input)| Some((input, self.feeds.get(&(at as u32))?)));
        let named = |(input, feed): (&Input, &FeedFile)| ShowFacts {
            name: input.show.to_string(),
            ..feed.show.clone()
        };
        feeds.map(named).collect()
    }

    /// What could not be read while looking for files, sorted.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The configuration: that of all input roots together.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The names of the front matter's fields.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The people that have a page.
    pub fn people(&self) -> &People {
        &self.people
    }
}

/// What became of the feeds among the inputs: the feeds, and the heads of their items.
type FeedHeads = Vec<(usize, Vec<ItemHead>)>;

/// Outlines the feeds.
fn read_feeds(
    inputs: &[Input],
    warnings: &mut Vec<Warning>,
) -> (FxHashMap<u32, FeedFile>, FeedHeads) {
    let indexed = inputs.par_iter().enumerate();
    let found: Vec<_> = indexed
        .filter(|(_, input)| input.kind == FileKind::Feed)
        .map(|(at, input)| (at, FeedFile::read(input)))
        .collect();
    let (mut feeds, mut heads) = (FxHashMap::default(), Vec::new());
    for (at, read) in found {
        match read {
            Ok((feed, items, mut said)) => {
                feeds.insert(at as u32, feed);
                heads.push((at, items));
                warnings.append(&mut said);
            }
            Err(warning) => warnings.push(warning),
        }
    }
    (feeds, heads)
}

/// Where paths really lie; those that do not exist are reported when they are read.
fn real_paths(paths: &[PathBuf]) -> Vec<PathBuf> {
    let paths = paths.iter();
    paths.filter_map(|path| path.canonicalize().ok()).collect()
}

/// Gathers the people that have a page or an entry of a data file: those that the configuration names
/// first, then those in folders and data files of the input that are called so.
fn find_people(
    mut portraits: Vec<(String, PersonPage)>,
    data: Vec<PathBuf>,
    configured: &[PathBuf],
    bounds: &Bounds,
    warnings: &mut Vec<Warning>,
) -> Result<People> {
    let mut people = People::default();
    for path in configured {
        let mut found = discover::walk(&Root::find(path)?, bounds);
        warnings.append(&mut found.warnings);
        for (source, path) in found.notes() {
            if let Some(page) = person_page(source, path, Portraits::Surely) {
                people.insert(page);
            }
        }
    }
    portraits.sort_by(|a, b| a.0.cmp(&b.0));
    for (_, page) in portraits {
        people.insert(page);
    }
    for path in data {
        let Ok(bytes) = open(&path) else { continue };
        let (text, _) = decode(bytes, &slashed(&path));
        for person in people_pages::read_data(&path, &text) {
            people.insert(person);
        }
    }
    Ok(people)
}

/// The person that a page is about.
fn person_page(source: &str, path: &Path, portraits: Portraits) -> Option<PersonPage> {
    // A file that cannot be read is reported when it is read as notes.
    let (text, _) = decode(open(path).ok()?, source);
    people_pages::read(&text, &without_language(source), portraits)
}
