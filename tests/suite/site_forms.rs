//! What newcomers' sites look like: which files are episodes, which belong together, how pages link to
//! each other, as generators have it.

use showgraph::error::Severity;
use showgraph::vocabulary::Kind;
use showgraph::{Options, Pipeline};

use crate::graph_facts::{check, with};
use crate::project::folder;

#[test]
fn translations_are_no_second_episodes() {
    let (one, other) = (
        with("episode: 1\ndate: 2024-03-10"),
        with("episode: 1\ndate: 2024-03-10"),
    );
    let second = with("episode: 2\ndate: 2024-04-10");
    let keyed = with("episode: 1\ntranslationKey: clay");
    check(&[
        (
            "folders of languages",
            &[
                ("content/en/ep/clay.md", &one),
                ("content/de/ep/clay.md", &other),
            ],
            &["1 episodes"],
        ),
        (
            "the first language has no folder",
            &[
                ("_posts/2024-03-10-clay.md", &one),
                ("de/_posts/2024-03-10-clay.md", &other),
            ],
            &["1 episodes", "_posts/2024-03-10-clay.md title Clay"],
        ),
        (
            "Docusaurus",
            &[
                ("blog/clay.md", &one),
                ("i18n/fr/docusaurus-plugin-content-blog/clay.md", &other),
            ],
            &["1 episodes"],
        ),
        (
            "a key in common",
            &[("ep/clay.en.md", &keyed), ("ep/ton.de.md", &keyed)],
            &["1 episodes", "ep/clay.en.md title Clay"],
        ),
        (
            "two shows in folders of languages are two",
            &[("en/1.md", &one), ("de/1.md", &second)],
            &["2 episodes"],
        ),
    ]);
}

#[test]
fn links_lead_to_own_episodes_on_every_site() {
    let clay = with("number: 1\ndate: 2024-03-10");
    let ash = |link: &str| format!("---\ntitle: Ash\nnumber: 2\n---\nSee [that]({link}).\n");
    type Case<'a> = (&'a str, [(&'a str, &'a str); 2], &'a str, &'a str);
    let cases: [Case<'_>; 5] = [
        (
            "{{ site.baseurl }}/2024/03/10/clay.html",
            [
                ("_config.yml", "url: https://k.example\nbaseurl: /talk\n"),
                ("_posts/2024-03-10-clay.md", &clay),
            ],
            "_posts/2024-03-17-ash.md",
            "_posts/2024-03-10-clay.md",
        ),
        (
            "/2024/03/10/clay/",
            [
                ("_config.yml", "permalink: :year/:month/:day/:title/\n"),
                ("source/_posts/clay.md", &clay),
            ],
            "source/_posts/ash.md",
            "source/_posts/clay.md",
        ),
        (
            "{filename}/clay.md",
            [("pelicanconf.py", ""), ("content/clay.md", &clay)],
            "content/ash.md",
            "content/clay.md",
        ),
        (
            "/blog/2024/03/10/clay",
            [
                ("docusaurus.config.js", ""),
                ("blog/2024-03-10-clay.md", &clay),
            ],
            "blog/2024-03-17-ash.md",
            "blog/2024-03-10-clay.md",
        ),
        (
            "/ep/clay/",
            [
                ("hugo.toml", "baseURL = 'https://k.example/'\n"),
                ("content/ep/clay.md", &clay),
            ],
            "content/ep/ash.md",
            "content/ep/clay.md",
        ),
    ];
    for (link, [config, target], from, to) in cases {
        let text = ash(link);
        let expected = format!("{from} refers_to {to}");
        check(&[(
            link,
            &[config, target, (from, &text)],
            &[&expected, "2 episodes"],
        )]);
    }
    let field = "---\ntitle: Ash\nnumber: 2\nlinks: [{title: Clay, url: /ep/clay/}]\n---\nSee.\n";
    check(&[(
        "a field",
        &[("content/ep/clay.md", &clay), ("content/ep/ash.md", field)],
        &["content/ep/ash.md refers_to content/ep/clay.md"],
    )]);
}

#[test]
fn what_is_not_published_stays_out() {
    let shown = with("episode: 1");
    let held = [
        "status: scheduled",
        "status: WIP",
        "status: in-progress",
        "stage: draft",
        "permalink: false",
        "isPublished: false",
        "render: false",
    ];
    for field in held {
        let text = with(&format!("episode: 2\n{field}"));
        let files = [("content/ep/1.md", &*shown), ("content/ep/2.md", &*text)];
        check(&[(field, &files, &["1 episodes"])]);
    }
    let others = [
        ("exampleSite/content/ep/x.md", &*shown),
        ("templates/episode.md", &*shown),
        ("content/ep/template.md", "---\ntitle: Title\n---\nText.\n"),
        ("content/sponsors/acme.md", &*shown),
    ];
    for (file, text) in others {
        check(&[(
            file,
            &[("content/ep/1.md", &shown), (file, text)],
            &["1 episodes"],
        )]);
    }
    let jekyll = "exclude: ['*.later.md']\n";
    check(&[
        (
            "a star of Jekyll's reaches over folders",
            &[
                ("_config.yml", jekyll),
                ("_posts/2024-03-10-clay.md", &shown),
                ("_posts/2024-03-17-ash.later.md", &shown),
            ],
            &["1 episodes"],
        ),
        (
            "a collection of sponsors, whatever numbers they have",
            &[
                ("_posts/2024-03-10-clay.md", &shown),
                ("_sponsors/acme.md", &shown),
            ],
            &["1 episodes"],
        ),
        (
            "a blog beside the episodes",
            &[
                ("src/episodes/1.md", &shown),
                ("src/posts/news.md", "---\ntitle: News\n---\nNews.\n"),
            ],
            &["1 episodes"],
        ),
        (
            "posts alone are episodes",
            &[("src/posts/clay.md", "---\ntitle: Clay\n---\nClay.\n")],
            &["1 episodes"],
        ),
        (
            "a front page",
            &[
                ("docs/episodes/1.md", &shown),
                ("docs/index.md", "# Welcome\n\nHello.\n"),
            ],
            &["1 episodes"],
        ),
        (
            "a comment",
            &[(
                "a.md",
                "---\ntitle: Clay\n---\n{{< comment >}}By Jana Weber.{{< /comment >}}\n\nText.\n",
            )],
            &["no person Jana Weber"],
        ),
    ]);
}

#[test]
fn transcripts_may_lie_apart() {
    let episode = with("date: 2024-03-10");
    let words =
        "**Jana Weber:** We moved to Kubernetes.\n\n**Otto Lind:** Good.\n\n**Jana Weber:** Yes.\n";
    let captions = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Jana Weber>We moved to Kubernetes.\n";
    for (notes, transcript, text) in [
        ("episodes/clay.md", "transcripts/clay.md", words),
        ("episodes/clay.md", "transcripts/clay.vtt", captions),
        (
            "_posts/2024-03-10-clay.md",
            "assets/transcripts/clay.vtt",
            captions,
        ),
    ] {
        let files = [(notes, &*episode), (transcript, text)];
        let expected = [&*format!("{notes} mentions Kubernetes"), "1 episodes"];
        check(&[(transcript, &files, &expected)]);
    }
}

/// What real sites hold beside their episodes: each of these was once taken for an episode somewhere.
#[test]
fn nothing_beside_the_episodes_is_one_and_a_healthy_site_loses_nothing() {
    let episode = "+++\ntitle = 'Clay'\ndate = 2024-03-10\nepisode = '1'\npodcast_file = '1.mp3'\n+++\nText.\n";
    let dated = "+++\ntitle = 'A page'\ndate = 2024-03-10\n+++\nText.\n";
    let template = "+++\ntitle = \"{{ replace .Name \"-\" \" \" | title }}\"\ndate = \"{{ .Date }}\"\nepisode = ''\n+++\n";
    let hugo = [
        ("hugo.toml", "baseURL = 'https://k.example/'\n"),
        ("content/episode/clay.md", episode),
        ("content/episode/ash/index.md", episode),
        (
            "content/episode/ash/notes.md",
            "---\ntitle: Notes\n---\nText.\n",
        ),
        ("content/sponsors/acme.md", episode),
        (
            "content/redirect/phone.md",
            "+++\ntitle = 'phone'\ndate = '2003-10-05'\nlanding = 'https://k.example/app'\n+++\n",
        ),
        ("content/community/meet.md", dated),
        ("content/page/thanks.md", dated),
        ("content/about.md", dated),
        ("content/license.md", dated),
        ("content/search.md", dated),
        (
            "content/archive.md",
            "+++\ntitle = 'All'\ndate = 2024-03-10\ntype = 'archive'\n+++\n",
        ),
        (
            "content/guest/jw.md",
            "+++\ntitle = 'Jana Weber'\ndate = 2024-03-10\n+++\n",
        ),
        ("content/_index.md", "+++\ntitle = 'Home'\n+++\n"),
        ("archetypes/episode.md", template),
        ("themes/kiln/archetypes/default.md", template),
        ("themes/kiln/exampleSite/content/episode/first.md", episode),
    ];
    let jekyll = [
        (
            "_config.yml",
            "title: Kiln\nexclude: [YYYY-MM-DD-template.md, style_guide.md, drafts/]\n",
        ),
        (
            "_posts/2024-03-10-clay.md",
            "---\ntitle: Clay\naudio: a.mp3\n---\nText.\n",
        ),
        (
            "_posts/2024-03-17-ash.md",
            "---\ntitle: Ash\naudio: b.mp3\n---\nText.\n",
        ),
        (
            "_posts/2024-03-24-held.md",
            "---\ntitle: Held\naudio: c.mp3\npublished: no\n---\nText.\n",
        ),
        ("_posts/no-date.md", "---\ntitle: No date\n---\nText.\n"),
        (
            "_drafts/next.md",
            "---\ntitle: Next\naudio: d.mp3\n---\nText.\n",
        ),
        ("_includes/player.md", "Listen.\n"),
        ("_site/2024/clay.md", "# Clay\n"),
        (
            "YYYY-MM-DD-template.md",
            "---\ntitle: TITLE\nguests: []\n---\nText.\n",
        ),
        ("style_guide.md", "# Style\n\nText.\n"),
        (
            "drafts/later.md",
            "---\ntitle: Later\nepisode: 9\n---\nText.\n",
        ),
        ("README.md", "# Kiln\n\nText.\n"),
    ];
    for files in [&hugo[..], &jekyll[..]] {
        let folder = folder(files);
        let pipeline = Pipeline::open(&[folder.path().to_owned()], &Options::default()).unwrap();
        let outcome = pipeline.build().unwrap();
        let episodes: Vec<&str> = outcome
            .graph
            .nodes_of(Kind::Episode)
            .map(|node| &*node.label)
            .collect();
        assert_eq!(episodes.len(), 2, "{episodes:?}");
        let lost: Vec<String> = outcome
            .warnings
            .iter()
            .filter(|warning| warning.severity == Severity::Skipped)
            .map(ToString::to_string)
            .collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}
