//! What a survey of notes finds wanting, as notices for `check`: what is read of them could be more.

use showgraph::config::FILE_NAME;
use showgraph::error::{Location, Warning};
use showgraph::source::{FieldUse, MissingPage, PassedOver, Survey, Unclaimed, UnclaimedKind};

use super::init::{is_unread_people, role_of};

/// So many slugs are named one by one.
const SLUGS: usize = 10;

/// The notices. Files that were passed over are grouped where `single` is not set, for then each of them
/// is named anyway.
pub fn notices(survey: &Survey, single: bool) -> Vec<Warning> {
    let fields = survey.fields.iter();
    let fields = fields.filter(|field| is_unread_people(survey, field));
    let mut notices: Vec<Warning> = fields.map(|field| unread(survey, field)).collect();
    notices.extend(missing(survey));
    notices.extend(survey.unclaimed.iter().map(unclaimed));
    if !single {
        notices.extend(survey.passed_over.iter().map(passed_over));
    }
    notices
}

fn unread(survey: &Survey, field: &FieldUse) -> Warning {
    let (examples, role) = match &field.people {
        Some(people) => (people.examples.join("\", \""), role_of(people)),
        None => (String::new(), "people"),
    };
    let message = format!(
        "the field \"{}\" looks like people (\"{examples}\") in {} of {} files and is not read; if they take \
         part, say so in {FILE_NAME}: [fields] {role} = [\"{}\"]",
        field.name, field.files, survey.with_notes, field.name
    );
    Warning::notice(field.first.clone(), message)
}

/// Slugs without a page. Where nobody has a page they are names like others, unless a file is called so.
fn missing(survey: &Survey) -> Vec<Warning> {
    let told = survey.missing_pages.iter();
    let told = told.filter(|page| survey.people > 0 || page.notes.is_some());
    let mut notices: Vec<Warning> = told.clone().take(SLUGS).map(without_page).collect();
    let more: Vec<&MissingPage> = told.skip(SLUGS).collect();
    if let Some(first) = more.first() {
        let message = format!("{} more slugs of people lead to no page", more.len());
        notices.push(Warning::notice(first.first.clone(), message));
    }
    notices
}

fn without_page(page: &MissingPage) -> Warning {
    let meant = match (&page.notes, page.nearest.as_slice()) {
        (Some(notes), _) => {
            let folder = notes.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!(
                "; {notes} is called so: if it is the page, put people = [\"{folder}\"] into {FILE_NAME}"
            )
        }
        (None, []) => String::new(),
        (None, near) => format!("; did you mean \"{}\"?", near.join("\" or \"")),
    };
    let episodes = match page.episodes {
        1 => "1 episode".to_owned(),
        episodes => format!("{episodes} episodes"),
    };
    let message = format!(
        "no page of a person is called \"{}\" (in {episodes}){meant}",
        page.slug
    );
    Warning::notice(page.first.clone(), message)
}

fn unclaimed(file: &Unclaimed) -> Warning {
    let message = match file.kind {
        UnclaimedKind::Feed => format!(
            "none of its items ({}) belongs to notes by guid, address, recording, number or title: each is an \
             episode of its own",
            file.episodes
        ),
        _ => "a transcript that no notes name, and none are called so: an episode of its own; name it in \
              their field \"transcript\", or call it as they are called"
            .to_owned(),
    };
    Warning::notice(Location::file(&*file.path), message)
}

fn passed_over(group: &PassedOver) -> Warning {
    let (first, others) = match group.examples.as_slice() {
        [] => (String::new(), String::new()),
        [first] => (first.clone(), String::new()),
        [first, rest @ ..] => {
            let more = group.files as usize - 1 - rest.len();
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            (first.clone(), format!("; so are {}{more}", rest.join(", ")))
        }
    };
    Warning::notice(
        Location::file(first),
        format!("passed over: {}{others}", group.reason),
    )
}
