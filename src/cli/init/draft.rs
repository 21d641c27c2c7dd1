//! The text of a `showgraph.toml`: what a survey found, each with the counts that speak for it. What
//! showgraph finds by itself stands there as a comment, so that the file says what has to be said.

use std::fmt::Write as _;

use showgraph::source::{Corpus, FieldUse, FileKind, NamedPeople, Survey};
use toml::Value;

use super::folders;

/// Names that are named so many times each on average are those of hosts.
const HOSTS: u32 = 4;

/// Writes the file.
pub fn of(survey: &Survey, corpus: &Corpus) -> String {
    let mut draft = Draft {
        out: String::new(),
        survey,
    };
    draft.comment(&format!(
        "What showgraph should know of these notes. Written by `showgraph init`, which found {} in {}.",
        count(survey.episodes, "episode"),
        count(corpus.inputs().len() as u32, "file"),
    ));
    draft.comment("Lines that begin with # say what it finds by itself, or what may be wanted.");
    draft.comment("`showgraph init --help` lists every key.");
    draft.show();
    draft.base_iri();
    draft.episodes(corpus);
    draft.people();
    draft.language();
    draft.fields(corpus);
    draft.out
}

/// What was found, in a line.
pub fn summary(survey: &Survey) -> String {
    let unread = survey
        .fields
        .iter()
        .filter(|field| is_unread_people(survey, field));
    format!(
        "{}, {} that {} people and {} not read yet",
        count(survey.episodes, "episode"),
        count(unread.clone().count() as u32, "field"),
        if unread.clone().count() == 1 {
            "holds"
        } else {
            "hold"
        },
        if unread.count() == 1 { "is" } else { "are" },
    )
}

/// Whether a field names people, in more than one file where there are more, and nothing reads it.
pub fn is_unread_people(survey: &Survey, field: &FieldUse) -> bool {
    field.read_as.is_none() && field.people.is_some() && field.files >= survey.with_notes.min(2)
}

/// What the people of a field are, by how often each is named: hosts again and again, guests once.
pub fn role_of(people: &NamedPeople) -> &'static str {
    match people.named {
        named if named >= HOSTS * people.different => "hosts",
        named if named >= 2 * people.different => "people",
        _ => "guests",
    }
}

struct Draft<'s> {
    out: String,
    survey: &'s Survey,
}

impl Draft<'_> {
    fn comment(&mut self, text: &str) {
        let _ = writeln!(self.out, "# {}", in_comment(text));
    }

    fn section(&mut self, text: &str) {
        self.out.push('\n');
        self.comment(text);
    }

    /// A key, as a comment where it says what is so anyway.
    fn key(&mut self, name: &str, value: &Value, said: bool) {
        let mark = if said { "" } else { "# " };
        let _ = writeln!(self.out, "{mark}{name} = {value}");
    }

    fn show(&mut self) {
        let mut shows: Vec<(&String, &u32)> = self.survey.shows.iter().collect();
        shows.sort_by_key(|(_, episodes)| std::cmp::Reverse(**episodes));
        match shows.as_slice() {
            [] => {}
            [(show, episodes)] => {
                self.section(&format!("The show that all {episodes} episodes belong to."));
                self.key("show", &text(show), true);
            }
            [(first, _), ..] => {
                let named = shows.iter().take(5);
                let named: Vec<String> = named
                    .map(|(show, episodes)| format!("{show} ({episodes})"))
                    .collect();
                self.section(&format!(
                    "{} were found: {}. If they are one:",
                    count(shows.len() as u32, "show"),
                    named.join(", ")
                ));
                self.key("show", &text(first), false);
            }
        }
    }

    fn base_iri(&mut self) {
        self.section("What the IRIs of shows, episodes and entities begin with; an address of yours keeps them yours.");
        let host = self.survey.host.as_deref().unwrap_or("showgraph.example");
        self.key("base_iri", &text(&format!("https://{host}/graph/")), false);
    }

    fn episodes(&mut self, corpus: &Corpus) {
        let survey = self.survey;
        let Some(folders) = folders::of_episodes(survey) else {
            return;
        };
        let named: Vec<String> = folders
            .iter()
            .map(|(folder, files)| match folder.as_str() {
                "" => format!("{files} at the top"),
                _ => format!("{files} in {folder}"),
            })
            .collect();
        self.section(&format!(
            "Where notes of episodes lie: {}.",
            named.join(", ")
        ));
        let others = survey.passed_over.iter();
        let root = root_of(corpus);
        for group in others {
            let examples = group.examples.iter();
            let examples: Vec<&str> = examples
                .map(|path| path.strip_prefix(&*root).unwrap_or(path))
                .collect();
            self.comment(&format!(
                "Passed over: {}, {} ({}).",
                count(group.files, "file"),
                group.reason,
                examples.join(", ")
            ));
        }
        let narrows = !folders.contains_key("") && !survey.passed_over.is_empty();
        let said = narrows && !folders::let_in(&folders, &root, corpus.warnings());
        let named = folders.keys().filter(|folder| !folder.is_empty());
        let globs = named.map(|folder| folders::glob(folder));
        self.key("include", &list(globs), said);
        self.key("exclude", &list([]), false);
    }

    fn people(&mut self) {
        let survey = self.survey;
        self.section(&match survey.people {
            0 => {
                "Pages about people, which slugs in the notes lead to: none were found.".to_owned()
            }
            people => format!(
                "Pages about people, which slugs in the notes lead to: {people} were found."
            ),
        });
        for (folder, pages) in &survey.people_folders {
            self.comment(&format!(
                "{} about people in {folder}.",
                count(*pages, "page")
            ));
        }
        let mut as_episodes = Vec::new();
        for page in survey.missing_pages.iter().take(5) {
            let near = match (&page.notes, page.nearest.first()) {
                (Some(notes), _) => format!("; {notes} is called so"),
                (None, Some(slug)) => format!("; the nearest that has one is {slug}"),
                (None, None) => String::new(),
            };
            self.comment(&format!(
                "No page: {}, in {}{near}.",
                page.slug,
                count(page.episodes, "episode")
            ));
        }
        for notes in survey
            .missing_pages
            .iter()
            .filter_map(|page| page.notes.as_deref())
        {
            let folder = notes.rsplit_once('/').map_or("", |(folder, _)| folder);
            if !folder.is_empty() && !as_episodes.contains(&folder) {
                as_episodes.push(folder);
            }
        }
        if survey
            .people_folders
            .keys()
            .any(|folder| !folder.is_empty())
        {
            let folders = survey
                .people_folders
                .keys()
                .filter(|folder| !folder.is_empty());
            self.key("people", &list(folders.cloned()), true);
        } else if as_episodes.is_empty() {
            self.key("people", &list([]), false);
        } else {
            self.comment(
                "If these are pages about people, they are read as episodes until this says so:",
            );
            self.key(
                "people",
                &list(as_episodes.iter().map(|&folder| folder.to_owned())),
                false,
            );
        }
    }

    fn language(&mut self) {
        let survey = self.survey;
        if survey.languages.is_empty() {
            return;
        }
        let mut languages: Vec<_> = survey.languages.iter().collect();
        languages.sort_by_key(|(_, episodes)| std::cmp::Reverse(**episodes));
        let named = languages.iter().take(5);
        let named: Vec<String> = named
            .map(|(language, episodes)| format!("{language} ({episodes})"))
            .collect();
        self.section(&format!(
            "The notes say which language they are in: {}.",
            named.join(", ")
        ));
    }

    fn fields(&mut self, corpus: &Corpus) {
        let survey = self.survey;
        self.section("What the front matter calls the fields of an episode, where showgraph does not know the name.");
        for name in ["hosts", "guests", "people", "transcript"] {
            let known = survey
                .fields
                .iter()
                .filter(|field| field.read_as == Some(name));
            for field in known {
                self.comment(&format!(
                    "{name}: read from `{}`, in {} of {}.",
                    in_comment(&field.name),
                    field.files,
                    count(self.survey.with_notes, "file")
                ));
            }
        }
        self.comment(&format!(
            "{} of {} have a transcript in a file of its own.",
            survey.with_transcript,
            count(survey.episodes, "episode")
        ));
        self.out.push_str("[fields]\n");
        for role in ["hosts", "guests", "people"] {
            let mut names = Vec::new();
            for field in survey
                .fields
                .iter()
                .filter(|field| is_unread_people(survey, field))
            {
                let Some(people) = field
                    .people
                    .as_ref()
                    .filter(|people| role_of(people) == role)
                else {
                    continue;
                };
                self.comment(&format!(
                    "{} and names {} ({}), {:.1} times each.",
                    self.counted(field),
                    count(people.different, "person"),
                    people.examples.join(", "),
                    f64::from(people.named) / f64::from(people.different.max(1)),
                ));
                names.push(field.name.clone());
            }
            let said = !names.is_empty();
            self.key(role, &list(names), said);
        }
        let transcripts: Vec<&FieldUse> = survey
            .fields
            .iter()
            .filter(|field| field.read_as.is_none() && field.names_files > 0)
            .filter(|field| {
                field.name.to_lowercase().contains("transcript") || has_transcripts(corpus)
            })
            .collect();
        for field in transcripts {
            self.comment(&format!(
                "{} and names files; if they are transcripts:",
                self.counted(field)
            ));
            self.key("transcript", &list([field.name.clone()]), false);
        }
    }

    /// "`crew` stands in 78 of 80 files".
    fn counted(&self, field: &FieldUse) -> String {
        format!(
            "`{}` stands in {} of {}",
            in_comment(&field.name),
            field.files,
            count(self.survey.with_notes, "file")
        )
    }
}

fn has_transcripts(corpus: &Corpus) -> bool {
    let mut inputs = corpus.inputs().iter();
    inputs.any(|input| {
        matches!(
            input.kind,
            FileKind::Timed(_) | FileKind::LabelledTranscript
        )
    })
}

/// The path of the input root, as messages write it: what the paths of all files begin with.
fn root_of(corpus: &Corpus) -> String {
    let first = corpus.inputs().first();
    first.map_or_else(String::new, |input| {
        let path = input.path.to_string_lossy().replace('\\', "/");
        path.strip_suffix(&*input.source)
            .unwrap_or_default()
            .to_owned()
    })
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn list(items: impl IntoIterator<Item = String>) -> Value {
    Value::Array(items.into_iter().map(Value::String).collect())
}

/// A comment ends with its line, and TOML wants no control characters in it.
fn in_comment(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn count(number: u32, what: &str) -> String {
    match (number, what) {
        (1, _) => format!("1 {what}"),
        (_, "person") => format!("{number} people"),
        _ => format!("{number} {what}s"),
    }
}
