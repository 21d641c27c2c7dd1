//! What newcomers' notes look like: fields, people, numbers, chapters and sponsors as people write them in
//! many languages.

use crate::graph_facts::{check, with};

#[test]
fn people_stand_in_fields_of_many_names() {
    let fields = [
        ("presented_by: Jana Weber", "hosted_by"),
        ("hostedBy: [Jana Weber]", "hosted_by"),
        ("moderation: Jana Weber", "hosted_by"),
        ("host1: Jana Weber\nhost2: Otto Lind", "hosted_by"),
        ("gäste: [Jana Weber]", "has_guest"),
        ("invités: [Jana Weber]", "has_guest"),
        ("special_guests: [Jana Weber]", "has_guest"),
        ("guest_1: Jana Weber", "has_guest"),
        ("podcast: {guests: [Jana Weber], number: 4}", "has_guest"),
        (
            "people: {hosts: [Otto Lind], guests: [Jana Weber]}",
            "has_guest",
        ),
        ("guests: {Jana Weber: https://jw.example}", "has_guest"),
        ("guests: [{vorname: Jana, nachname: Weber}]", "has_guest"),
        (
            "guests: [{first: Jana, last: Weber, title: Potter}]",
            "has_guest",
        ),
        ("guests: [{name: '**Jana Weber**'}]", "has_guest"),
        ("guests: JANA WEBER", "has_guest"),
        ("guests: \"Jana Weber\" and \"Otto Lind\"", "has_guest"),
        ("guests: [\"Otto Lind\", \"Jana Weber]", "has_guest"),
        ("guests: Jana Weber: potter", "has_guest"),
    ];
    for (field, role) in fields {
        let text = with(field);
        let expected = format!("a.md {role} Jana Weber");
        check(&[(field, &[("a.md", &text)], &[&expected])]);
    }
}

#[test]
fn fields_without_fences_are_fields() {
    check(&[
        (
            "Pelican",
            &[(
                "a.md",
                "Title: Clay: a story\nDate: 2024-03-10 10:20\nGuests: Jana Weber\n\nWe talk.\n",
            )],
            &[
                "a.md title Clay: a story",
                "a.md date 2024-03-10T10:20:00",
                "a.md has_guest Jana Weber",
            ],
        ),
        (
            "Hexo",
            &[(
                "a.md",
                "title: Clay\ndate: 2024-03-10\nguests:\n- Jana Weber\n---\nWe talk.\n",
            )],
            &[
                "a.md title Clay",
                "a.md date 2024-03-10",
                "a.md has_guest Jana Weber",
            ],
        ),
        (
            "a dialogue is none",
            &[("a.md", "Anna: Hello.\nOtto: Hello.\n\nWe talk.\n")],
            &["a.md title A"],
        ),
        (
            "one line is none",
            &[("a.md", "Title: who knows\n\nWe talk.\n")],
            &["a.md title A"],
        ),
    ]);
}

#[test]
fn pages_and_data_name_people() {
    let episode = with("number: 1\nguests: [jw]");
    let pages = [
        (
            "content/authors/jw/_index.md",
            "---\ntitle: Jana Weber\n---\n",
        ),
        ("content/gäste/jw.md", "---\ntitle: Jana Weber\n---\n"),
        (
            "content/people/jw.md",
            "---\nfirst_name: Jana\nlast_name: Weber\n---\n",
        ),
        (
            "content/people/jw.md",
            "---\nlayout: person\n---\n# Jana Weber\n",
        ),
        ("content/people/jw.md", "# Jana Weber\n\nPots.\n"),
        ("src/content/hosts/jw.yaml", "name: Jana Weber\n"),
        ("blog/authors.yml", "jw:\n  name: Jana Weber\n"),
        (
            "data/speakers.yml",
            "- key: jw\n  firstName: Jana\n  lastName: Weber\n",
        ),
    ];
    for (page, text) in pages {
        let files = [("content/ep/1.md", &*episode), (page, text)];
        let expected = [
            "content/ep/1.md has_guest Jana Weber",
            "1 episodes",
            "1 persons",
        ];
        check(&[(page, &files, &expected)]);
    }
    for slug in [
        "jana-weber",
        "/people/jw.md",
        "people/jw",
        "'[[Jana Weber]]'",
    ] {
        let episode = with(&format!("number: 1\nguests: [{slug}]"));
        let page = ("content/people/jw.md", "---\ntitle: Jana Weber\n---\n");
        let files = [("content/ep/1.md", &*episode), page];
        check(&[(slug, &files, &["person Jana Weber", "1 persons"])]);
    }
}

#[test]
fn lists_with_times_are_chapters() {
    let bodies = [
        "\\[0:00\\] Welcome\n\\[03:05\\] Kubernetes\n",
        "- Welcome (0:00)\n- Kubernetes (03:05)\n",
        "| When | What |\n|---|---|\n| 0:00 | Welcome |\n| 03:05 | Kubernetes |\n",
        "<table><tr><td>03:05</td><td>Kubernetes</td></tr><tr><td></td><td>Clay</td></tr></table>\n",
        "## 00:00 Welcome\n\n## 03:05 Kubernetes\n\nText.\n",
    ];
    for body in bodies {
        let text = format!("---\ntitle: Clay\n---\n{body}");
        check(&[(body, &[("a.md", &text)], &["a.md at 185 Kubernetes"])]);
    }
}

#[test]
fn a_link_to_a_page_about_somebody_names_a_person() {
    for link in [
        "[[people/otto|Otto Lindqvist]]",
        "[Otto Lindqvist](people/otto.md)",
    ] {
        let text = format!("---\ntitle: Clay\n---\nA {link} page.\n");
        check(&[(
            link,
            &[("a.md", &text)],
            &["a.md mentions Otto Lindqvist", "person Otto Lindqvist"],
        )]);
    }
}

#[test]
fn addresses_of_the_front_matter_name_nothing() {
    let text = with(
        "links:\n  - https://k.example/a\n  - {title: 'https://k.example/b', url: 'https://k.example/b'}",
    );
    check(&[(
        "a title",
        &[("a.md", &text)],
        &["2 urls", "no concept HTTP", "no concept HTTPS"],
    )]);
}

#[test]
fn headings_of_other_languages_are_no_people() {
    let notes = [
        "## Korta Nyheter\n\nVi pratar om lera, som vanligt, och om salt.\n",
        "## Korte Berichten\n\nWij praten over klei, zoals altijd, en over zout.\n",
        "## Notizie Brevi\n\nParliamo di argilla, come sempre, e di sale.\n",
    ];
    for text in notes {
        check(&[(text, &[("a.md", text)], &["0 persons"])]);
    }
}

#[test]
fn numbers_as_titles_files_and_fields_say_them() {
    let titles = [
        ("S1 E14: Wax", 14),
        ("S1:E14 Wax", 14),
        ("2x14 Wax", 14),
        ("14. Wax", 14),
        ("Épisode n°14 : Cire", 14),
        ("Puntata 14: Cera", 14),
        ("Выпуск 14: Воск", 14),
        ("第14回 蝋", 14),
        ("The Kiln Show 014: Wax", 14),
    ];
    for (title, number) in titles {
        let text = format!("---\ntitle: '{title}'\n---\nWe talk.\n");
        check(&[(
            title,
            &[("a.md", &text)],
            &[&format!("a.md number {number}")],
        )]);
    }
    let plain = with("mood: warm");
    for (file, number) in [("episodio-31-cera.md", 31), ("no-31-wax.md", 31)] {
        check(&[(
            file,
            &[(file, &plain)],
            &[&format!("{file} number {number}")],
        )]);
    }
    for (field, number) in [("№ 7", 7), ("第7回", 7), ("'7.'", 7)] {
        let text = with(&format!("episode: {field}"));
        check(&[(
            field,
            &[("a.md", &text)],
            &[&format!("a.md number {number}")],
        )]);
    }
    check(&[(
        "seasons in names make one show",
        &[
            ("season-1-episode-1.md", &plain),
            ("season-1-episode-2.md", &plain),
            ("season-2-episode-1.md", &plain),
            ("season-2-episode-2.md", &plain),
        ],
        &["1 shows", "4 episodes"],
    )]);
}

#[test]
fn lines_and_headings_say_who_takes_part() {
    let guest = ["a.md has_guest Jana Weber", "a.md hosted_by Otto Lindqvist"];
    for body in [
        "Guest: Jana Weber\nHost: Otto Lindqvist\n",
        "**Guest:** Jana Weber\n**Host:** Otto Lindqvist\n",
        "## Gäste\n\n- Jana Weber\n\n## Moderation\n\n- Otto Lindqvist\n",
        "## Invitée\n\n- Jana Weber\n\n## Animateur\n\n- Otto Lindqvist\n",
        "## Invitada\n\n- Jana Weber\n\n## Presentador\n\n- Otto Lindqvist\n",
        "## About the guest\n\nJana Weber makes pots.\n\n## Host\n\n- Otto Lindqvist\n",
    ] {
        let text = format!("---\ntitle: Clay\naudio: a\n---\n{body}");
        check(&[(body, &[("a.md", &text)], &guest)]);
    }
    for body in [
        "In last week's episode we talked with Jana Weber.\n",
        "Next time we'll be joined by Jana Weber.\n",
        "In the previous episode, Jana Weber joined us.\n",
    ] {
        let text = format!("---\ntitle: Talk about clay\n---\n{body}");
        check(&[(body, &[("a.md", &text)], &["no a.md has_guest Jana Weber"])]);
    }
}

#[test]
fn sponsors_stand_behind_labels_and_open_lines() {
    for body in [
        "Sponsor: [Sentry](https://sentry.io)\n",
        "**Sponsored by:** Sentry\n",
        "## Our sponsors\n\n- **Sentry**: errors\n",
        "## Sponsored by\n\nSentry shows errors.\n",
        "Este episódio é patrocinado por Sentry.\n",
    ] {
        let text = format!("---\ntitle: Clay\n---\nWe talk about clay.\n\n{body}");
        let expected = ["a.md sponsored_by Sentry", "no a.md mentions Sentry"];
        check(&[(body, &[("a.md", &text)], &expected)]);
    }
}

#[test]
fn names_are_written_out() {
    check(&[
        (
            "a slug without a page",
            &[("a.md", &with("hosts: [otto-lind]"))],
            &["a.md hosted_by Otto Lind"],
        ),
        (
            "titles",
            &[
                ("a.md", &with("guests: [Jana Weber]")),
                ("b.md", &with("guests: [Rev. Jana Weber]")),
                ("c.md", &with("guests: [Frau Jana Weber]")),
            ],
            &["1 persons"],
        ),
        (
            "a reference link",
            &[("a.md", &with("guests: '[Jana Weber][jw]'"))],
            &["person Jana Weber", "1 persons"],
        ),
        (
            "particles of Japanese and Korean end an address",
            &[(
                "a.md",
                "見てhttps://k.example/aです。 https://k.example/b입니다\n",
            )],
            &["url k.example/a", "url k.example/b"],
        ),
    ]);
}
