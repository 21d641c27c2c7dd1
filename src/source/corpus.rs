//! All inputs of a run: which files, which shows, which people.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::assemble::{EpisodePart, PartKind, assemble};
use super::decode::decode;
use super::discover::{self, Root, slashed};
use super::document::{BlockKind, Document};
use super::episode_filter::{self, PageClass};
use super::front_matter::Fields;
use super::index::{self, EpisodeInput, PartAt, PartEntry, PartKeys};
use super::page_address::{self, PageFacts};
use super::parse::ParsedPage;
use super::people_pages::{self, People, PersonPage, Portraits};
use super::site_config::{self, SiteConfig};
use super::{file_name, sections, site};
use crate::config::{self, Config};
use crate::error::{Error, Location, Result, Warning};

/// Longer files are refused: spans are 32 bits wide.
const MAX_FILE: u64 = u32::MAX as u64 / 2;

/// One file, found but not read.
#[derive(Debug, Clone)]
pub struct Input {
    /// Path below its input root, with `/`: unique in the corpus.
    pub source: Arc<str>,
    /// Where to open it.
    pub path: PathBuf,
    /// The name of the show, if its file does not give one.
    pub show: Arc<str>,
}

/// What became of an episode's files.
// Nearly all are episodes, and each is taken apart at once: a box would only cost.
#[allow(clippy::large_enum_variant)]
#[derive(Debug)]
pub enum ReadOutcome {
    /// An episode.
    Episode(Document),
    /// No episode, and why.
    LeftOut(Warning),
    /// None of its files could be read.
    Failed(Warning),
}

/// What became of one part.
// As above.
#[allow(clippy::large_enum_variant)]
enum PartOutcome {
    Part(EpisodePart),
    LeftOut(Warning),
    Failed(Warning),
}

/// What discovery found.
#[derive(Debug)]
pub struct Corpus {
    inputs: Vec<Input>,
    episodes: Vec<EpisodeInput>,
    warnings: Vec<Warning>,
    config: Config,
    fields: Fields,
    people: People,
    sites: Vec<SiteConfig>,
    drafts: bool,
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
        if paths.is_empty() {
            return Err(Error::Argument("no path was given".into()));
        }
        let roots = roots(paths)?;
        let mut merged = config.map(Config::load).transpose()?.unwrap_or_default();
        let mut inputs = Vec::new();
        let mut warnings = Vec::new();
        let mut portraits = Vec::new();
        let mut people_data = Vec::new();
        let mut all_sites: Vec<SiteConfig> = Vec::new();
        let walks: Vec<_> = roots.iter().map(discover::walk).collect();
        let prefixes = prefixes(&roots, &walks);
        for ((root, mut found), prefix) in roots.iter().zip(walks).zip(prefixes) {
            let own = match config {
                Some(_) => Config::default(),
                None => own_config(root)?,
            };
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
            found.notes.retain(|(source, path)| {
                let Some(place) = about_people(source) else {
                    return true;
                };
                let Some(page) = person_page(source, path, place) else {
                    return true;
                };
                portraits.push((format!("{prefix}{source}"), page));
                if place == Portraits::Perhaps {
                    return true;
                }
                let location = Location::file(slashed(path));
                let reason = "a page about a person, not an episode";
                warnings.push(Warning::note(location, reason));
                false
            });
            people_data.append(&mut found.people_data);
            let sites = sites_of(root, &found.sites);
            // A field that does not exist is reported below.
            let own_fields = Fields::new(&told.fields).unwrap_or_default();
            let passed_over =
                sections::pass_over(&mut found.notes, &folder, &sites, told, &own_fields);
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
            inputs.extend(found.notes.into_iter().map(|(source, path)| Input {
                show: shows.of(&source, &path),
                source: format!("{prefix}{source}").into(),
                path,
            }));
            merged = merged.merged(Config { show: None, ..own });
        }
        inputs.sort_by(|a, b| a.source.cmp(&b.source));
        let fields = Fields::new(&merged.fields).map_err(|message| Error::Invalid {
            location: Location::file(config.map_or_else(|| config::FILE_NAME.into(), slashed)),
            message,
        })?;
        let people = find_people(portraits, people_data, &merged.people, &mut warnings)?;
        // The site whose folder is the deepest comes first.
        all_sites.sort_by(|a, b| {
            b.folder
                .len()
                .cmp(&a.folder.len())
                .then(a.folder.cmp(&b.folder))
        });
        warnings.sort();
        let (episodes, _) = index::episodes(entries(&inputs));
        Ok(Self {
            inputs,
            episodes,
            warnings,
            config: merged,
            fields,
            people,
            sites: all_sites,
            drafts: false,
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

    /// Reads an episode's files and joins what they say. Nothing but the files decides the result, so
    /// that any thread may.
    ///
    /// A part that is left out or cannot be read is a warning of the document; where no part is left
    /// it is the result.
    pub fn read(&self, episode: &EpisodeInput) -> ReadOutcome {
        let mut parts = Vec::with_capacity(episode.parts.len());
        let mut missing = Vec::new();
        for at in &episode.parts {
            match self.read_part(at) {
                PartOutcome::Part(part) => parts.push(part),
                PartOutcome::LeftOut(warning) => missing.push(ReadOutcome::LeftOut(warning)),
                PartOutcome::Failed(warning) => missing.push(ReadOutcome::Failed(warning)),
            }
        }
        let Some(mut document) = assemble(episode.key.clone(), parts) else {
            return missing.swap_remove(0);
        };
        for outcome in missing {
            if let ReadOutcome::LeftOut(warning) | ReadOutcome::Failed(warning) = outcome {
                document.warnings.push(warning);
            }
        }
        ReadOutcome::Episode(document)
    }

    /// Reads and parses one part.
    fn read_part(&self, at: &PartAt) -> PartOutcome {
        let input = &self.inputs[at.input as usize];
        let path = slashed(&input.path);
        let bytes = match open(&input.path) {
            Ok(bytes) => bytes,
            Err(reason) => {
                return PartOutcome::Failed(Warning::skipped(Location::file(path), reason));
            }
        };
        let (text, mut warnings) = decode(bytes, &path);
        let mut page = super::parse::page(&input.source, text, &self.fields, &self.people);
        page.draft &= !self.drafts;
        match episode_filter::classify(&input.source, &page) {
            PageClass::Episode => {}
            PageClass::LeftOut(reason) => {
                return PartOutcome::LeftOut(Warning::note(Location::file(path), reason));
            }
            PageClass::Empty => {
                return PartOutcome::LeftOut(Warning::skipped(
                    Location::file(path),
                    "the file is empty, expected show notes",
                ));
            }
        }
        let site = self.sites.iter();
        let mut site = site.filter(|site| input.source.starts_with(&site.folder));
        let site = site.next();
        let paths = own_paths(&page, site);
        let mut document = page.document;
        document.show = Some(input.show.to_string());
        document.host = site.and_then(|site| site.host.clone());
        document.paths = paths;
        for warning in &mut document.warnings {
            warning.location.path.clone_from(&path);
        }
        warnings.append(&mut document.warnings);
        document.warnings = warnings;
        PartOutcome::Part(EpisodePart {
            kind: at.kind,
            document,
            guesses: page.guesses,
        })
    }
}

/// The files as parts. Where there are only notes, nothing of what stands in them is needed to tell
/// episodes apart.
fn entries(inputs: &[Input]) -> Vec<PartEntry> {
    let notes = |(at, input): (usize, &Input)| PartEntry {
        at: PartAt {
            input: at as u32,
            range: None,
            kind: PartKind::Notes,
        },
        source: Arc::clone(&input.source),
        keys: PartKeys::default(),
    };
    inputs.iter().enumerate().map(notes).collect()
}

fn open(path: &Path) -> std::result::Result<Vec<u8>, String> {
    let reason = |error: std::io::Error| format!("cannot read: {error}");
    let size = fs::metadata(path).map_err(reason)?.len();
    if size > MAX_FILE {
        return Err(format!(
            "the file is too large: {size} bytes, at most {MAX_FILE}"
        ));
    }
    fs::read(path).map_err(reason)
}

/// The roots in an order of their own, without those that lie in another.
fn roots(paths: &[PathBuf]) -> Result<Vec<Root>> {
    let mut roots = paths
        .iter()
        .map(|path| Root::find(path))
        .collect::<Result<Vec<_>>>()?;
    roots.sort_by(|a, b| (&a.real, &a.path).cmp(&(&b.real, &b.path)));
    let mut kept: Vec<Root> = Vec::new();
    for root in roots {
        if !kept.iter().any(|outer| root.real.starts_with(&outer.real)) {
            kept.push(root);
        }
    }
    Ok(kept)
}

/// What tells the sources of several roots apart: nothing, or the end of each root's path.
fn prefixes(roots: &[Root], walks: &[discover::Found]) -> Vec<String> {
    if roots.len() == 1 {
        return vec![String::new()];
    }
    let tail = |root: &Root, parts: usize| -> String {
        let names: Vec<_> = root
            .folder()
            .iter()
            .rev()
            .take(parts)
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        names.into_iter().rev().map(|name| name + "/").collect()
    };
    let sources: Vec<BTreeSet<&str>> = walks
        .iter()
        .map(|walk| {
            walk.notes
                .iter()
                .map(|(source, _)| source.as_str())
                .collect()
        })
        .collect();
    let clash = |index: usize| {
        sources
            .iter()
            .enumerate()
            .any(|(other, names)| other != index && !names.is_disjoint(&sources[index]))
    };
    (0..roots.len())
        .map(|index| {
            if !clash(index) {
                return String::new();
            }
            (1..)
                .map(|parts| tail(&roots[index], parts))
                .zip(1..)
                .find(|(own, parts)| {
                    let longest = roots[index].real.iter().count() <= *parts;
                    longest
                        || roots
                            .iter()
                            .enumerate()
                            .all(|(other, root)| other == index || tail(root, *parts) != *own)
                })
                .map_or_else(String::new, |(own, _)| own)
        })
        .collect()
}

fn own_config(root: &Root) -> Result<Config> {
    let path = if root.is_file {
        root.path
            .parent()
            .unwrap_or(Path::new(""))
            .join(config::FILE_NAME)
    } else {
        root.path.join(config::FILE_NAME)
    };
    if path.is_file() {
        Config::load(&path)
    } else {
        Ok(Config::default())
    }
}

/// Which show a file of one root belongs to.
struct Shows {
    /// Folder with a site's configuration -> title.
    sites: BTreeMap<PathBuf, Arc<str>>,
    /// Folder and series of file names -> show.
    series: BTreeMap<(String, String), Arc<str>>,
    told: Option<Arc<str>>,
    above: Option<Arc<str>>,
    folder: Arc<str>,
}

impl Shows {
    fn new(root: &Root, found: &discover::Found, told: Option<String>) -> Self {
        let mut sites = BTreeMap::new();
        for path in &found.sites {
            let folder = path.parent().unwrap_or(path).to_owned();
            if let Some(title) = site::title(path) {
                sites.entry(folder).or_insert_with(|| title.into());
            }
        }
        let series = site::series(found.notes.iter().map(|(source, _)| source.as_str()))
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

    fn of(&self, source: &str, path: &Path) -> Arc<str> {
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

/// The sites whose configurations a walk found: one for each folder.
fn sites_of(root: &Root, configurations: &[PathBuf]) -> Vec<SiteConfig> {
    let mut sites: Vec<SiteConfig> = Vec::new();
    for path in configurations {
        let folder = path.parent().unwrap_or(path);
        let below = slashed(folder.strip_prefix(&root.path).unwrap_or(folder));
        let below = if below.is_empty() { below } else { below + "/" };
        let site = site_config::read(path, &below);
        let known = |site: &SiteConfig| sites.iter().any(|known| known.folder == site.folder);
        sites.extend(
            site.filter(|site| site.host.is_some() || !site.exclude.is_empty())
                .filter(|site| !known(site)),
        );
    }
    sites
}

/// Where a page lies on its site.
fn own_paths(page: &ParsedPage, site: Option<&SiteConfig>) -> Vec<String> {
    let document = &page.document;
    let categories = document.blocks.iter();
    let categories = categories.filter(|block| block.kind == BlockKind::Category);
    let front = &document.front;
    let facts = PageFacts {
        source: document.source(),
        slug: front.slug.as_deref(),
        title: front.title.as_deref(),
        date: front.date.as_deref(),
        categories: categories
            .map(|block| document.text.slice(block.span).to_lowercase())
            .collect(),
        stated: &page.stated,
    };
    page_address::paths(&facts, site)
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
    warnings: &mut Vec<Warning>,
) -> Result<People> {
    let mut people = People::default();
    for path in configured {
        let mut found = discover::walk(&Root::find(path)?);
        warnings.append(&mut found.warnings);
        for (source, path) in found.notes {
            if let Some(page) = person_page(&source, &path, Portraits::Surely) {
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
    people_pages::read(&text, source, portraits)
}
