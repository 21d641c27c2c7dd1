//! The roles of the people of an episode: who hosts, who is a guest, and who only speaks.

use super::person::{EpisodePeople, Person};
use crate::extract::{ExtractedEpisode, Role, Rule};
use crate::resolve::corpus_features;

impl EpisodePeople<'_> {
    pub(super) fn assign_roles(&mut self, episode: &ExtractedEpisode) {
        let stated = self
            .people
            .iter()
            .any(|person| matches!(person.role, Some((Role::Host, Rule::Credit))));
        let stated_guest = self
            .people
            .iter()
            .any(|person| matches!(person.role, Some((Role::Guest, Rule::Credit))));
        for person in &mut self.people {
            if person.role.is_some() {
                continue;
            }
            let hints = person
                .candidates
                .iter()
                .flat_map(|index| episode.candidates[*index as usize].roles.iter().copied());
            let mut hints: Vec<(Role, Rule)> = hints.collect();
            hints.sort_by_key(|(role, rule)| (*rule, *role));
            let count = self.show.people.get(&person.name);
            let usual_host = count.is_some_and(|count| {
                let often =
                    count.hosted * 4 >= self.show.episodes || count.hosted * 2 >= count.episodes;
                count.hosted >= 3 && often && count.hosted > 2 * count.guested
            });
            let role = hints.iter().find(|(role, rule)| match role {
                // "guest host NAME" is said of this episode; another host may be another show's.
                Role::Host => !stated || *rule == Rule::Apposition,
                // Somebody who often hosts may still be a guest where others are said to host.
                Role::Guest => stated || !usual_host && !stated_guest,
            });
            person.role = role.copied();
            // "Hosting infrastructure: Ann Quill" below every episode says nothing of this one.
            let aside = !person.candidates.is_empty()
                && person.candidates.iter().all(|index| {
                    corpus_features::is_boilerplate(&episode.candidates[*index as usize], self.show)
                });
            if person.role.is_none() && usual_host && !stated && !aside {
                person.role = Some((Role::Host, Rule::Cue));
            }
        }
        self.drop_producers();
        self.speaker_roles(stated);
    }

    /// Whose accounts are listed makes the show, but where the notes tell of some of them, who stands in
    /// the list alone ("Ann: [X](…)", the producer) is not heard.
    fn drop_producers(&mut self) {
        let is_told_of =
            |person: &Person| matches!(person.role, Some((Role::Host, _))) && person.count > 1;
        if !self.people.iter().any(is_told_of) {
            return;
        }
        for person in &mut self.people {
            if person.role == Some((Role::Host, Rule::Handle)) && person.count <= 1 {
                person.role = None;
            }
        }
    }

    /// Who speaks and is no host is a guest, once the hosts are known.
    fn speaker_roles(&mut self, stated: bool) {
        let total: u32 = self.people.iter().map(|person| person.turns).sum();
        if total < 8 {
            return;
        }
        let show = self.show;
        for person in &mut self.people {
            if person.role.is_some() || person.turns * 25 < total {
                continue;
            }
            let recurs = show.people.get(&person.name).is_some_and(|count| {
                show.episodes >= 4 && count.spoke * 5 >= show.episodes && count.spoke >= 3
            });
            person.role = if recurs && !stated {
                Some((Role::Host, Rule::Speaker))
            } else if stated || show.episodes >= 4 {
                Some((Role::Guest, Rule::Speaker))
            } else {
                None
            };
        }
    }
}
