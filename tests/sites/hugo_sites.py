"""Sites of Hugo: sections, bundles, languages, permalinks."""

from written import Site, page

AUDIO = "audio: https://cdn.example/{}.mp3\n"


def episode(title, number, more="", body="Words about the shore.\n"):
    quoted = title.replace("'", "''")
    return page(f"title: '{quoted}'\ndate: 2024-03-{number:02}\nepisode: {number}\n{more}".rstrip(), body)


SECTIONS = Site(
    name="hugo-sections",
    generator="hugo",
    episodes="content/episode/",
    links="content/episode/links.md",
    files={
        "hugo.toml": (
            'baseURL = "https://www.tideline.example/talk/"\ntitle = "Tideline Talk"\ntheme = "sand"\n'
            'timeZone = "Europe/Berlin"\n'
            '[permalinks.page]\nepisode = "/:year/:slug/"\nblog = "/news/:contentbasename/"\n'
        ),
        "content/_index.md": page("title: Home"),
        "content/about.md": page("title: About us\ndate: 2023-01-01"),
        "content/search.md": page("title: Search\nlayout: search"),
        "content/archive.md": page("title: All episodes\ntype: archive\ndate: 2023-01-01"),
        "content/episode/_index.md": page("title: Episodes"),
        "content/episode/tides.md": (
            '+++\ntitle = "Spring  tides"\ndate = 2024-03-01T20:30:00-05:00\nepisode = 1\n'
            'audio = "https://cdn.example/1.mp3"\naliases = ["/old/tides/", "flood"]\n+++\n'
            "See [the kelp]({{< ref \"kelp\" >}}), [it again]({{< relref \"/episode/kelp\" >}}#part) and "
            "[the trench](/talk/2024/into-the-trench/).\n"
        ),
        # A leaf bundle: its further pages are resources.
        "content/episode/kelp/index.md": episode(
            "Kelp", 2, AUDIO.format(2), 'After [tides]({{% ref "tides.md" %}}) and [flood](/talk/old/tides/).\n'
        ),
        "content/episode/kelp/notes.md": page("title: Further notes"),
        "content/episode/kelp/transcript.md": page("title: Transcript", body="**Ana:** It grows.\n"),
        # A branch bundle: its pages are pages.
        "content/episode/deep/_index.md": page("title: The deep"),
        "content/episode/deep/trench.md": episode(
            "Into the Trench", 3, body="[Up](../kelp/), [up](https://tideline.example/talk/2024/kelp).\n"
        ),
        "content/episode/json.md": '{"title": "Wrack", "date": "2024-03-04", "episode": 4, "slug": "w"}\n\nWords.\n',
        "content/episode/own-url.md": episode("Own", 5, "url: /by/hand/"),
        "content/episode/file-url.md": episode("Filed", 6, "url: by/pen.html"),
        "content/episode/published.md": page("title: Later\npublishDate: 2024-03-07\nepisode: 7"),
        "content/episode/lastmod.md": page("title: Changed\nlastmod: 2024-03-08\nepisode: 8"),
        "content/episode/Capital Words.md": episode("Signs & wonders: 50% more!", 9),
        "content/episode/umlaut.md": episode("Ebbe größer als Flut – über Wattführer", 10),
        "content/episode/slashed.md": episode("I/O + C++: the 2nd #hash -- way", 13),
        "content/episode/plain-local.md": page("title: Local\ndate: 2024-03-11T10:00:00\nepisode: 11"),
        "content/episode/markdown.markdown": episode("Other ending", 12),
        "content/episode/drafted.md": episode("Drafted", 20, "draft: true"),
        "content/episode/drafted-yes.md": episode("Drafted too", 21, "draft: yes"),
        "content/episode/unlisted.md": episode("Unlisted", 23, "build:\n  list: never"),
        "content/episode/unlisted-old.md": episode("Unlisted", 24, "build: {render: never, list: never}"),
        "content/episode/headless/index.md": episode("Headless", 25, "headless: true"),
        # Sections without recordings.
        "content/blog/news.md": page("title: Moving house\ndate: 2024-02-01"),
        "content/sponsors/saltworks.md": page("title: Saltworks\nepisode: 3"),
        "content/people/ana.md": page("title: Ana Weber\nusername: ana"),
        "content/redirect/shop.md": page("title: Shop\nredirect_to: https://shop.example/"),
        "archetypes/default.md": page("title: '{{ .Name }}'\ndate: {{ .Date }}\ndraft: true"),
        "archetypes/episode.md": page("title: '{{ .Name }}'\nepisode: 0"),
        "themes/sand/archetypes/default.md": page("title: '{{ .Name }}'"),
        "themes/sand/exampleSite/content/post/one.md": page("title: One\ndate: 2020-01-01"),
        "themes/sand/README.md": "# Sand\n",
        "README.md": "# The site of Tideline Talk\n",
    },
    # Hugo 0.168 takes "yes" for a text; to older versions it is a draft.
    held_back=("content/episode/drafted-yes.md",),
)

LANGUAGES_BY_NAME = Site(
    name="hugo-languages-by-name",
    generator="hugo",
    episodes=r"content/folge/",
    links="content/folge/links.md",
    files={
        "hugo.yaml": (
            "baseURL: https://watt.example/\ntitle: Watt\ndefaultContentLanguage: de\n"
            "languages:\n  de:\n    weight: 1\n  en:\n    weight: 2\n"
        ),
        "content/folge/ebbe.md": episode("Ebbe", 1),
        "content/folge/ebbe.en.md": episode("Low tide", 1),
        "content/folge/flut/index.md": episode("Flut", 2, body='[Ebbe]({{< ref "ebbe" >}})\n'),
        "content/folge/flut/index.en.md": episode("High tide", 2),
        "content/folge/nur-deutsch.de.md": episode("Nur hier", 3, body="[Flut](../flut/)\n"),
        "content/impressum.md": page("title: Impressum"),
    },
)

LANGUAGES_BY_FOLDER = Site(
    name="hugo-languages-by-folder",
    generator="hugo",
    episodes=r"content/(en|pt)/show/",
    links="content/en/show/links.md",
    files={
        "hugo.toml": (
            'baseURL = "https://mare.example/"\ntitle = "Mare"\ndefaultContentLanguage = "en"\n'
            '[languages.en]\nweight = 1\ncontentDir = "content/en"\n'
            '[languages.pt]\nweight = 2\ncontentDir = "content/pt"\n'
        ),
        "content/en/show/low.md": episode("Low", 1, body='[High]({{< relref "high" >}}) and [x](/show/high)\n'),
        "content/en/show/high.md": episode("High", 2),
        "content/pt/show/low.md": episode("Baixa", 1),
        "content/pt/show/high.md": episode("Alta", 2),
        "content/en/about.md": page("title: About"),
        "content/pt/about.md": page("title: Sobre"),
    },
)

CONFIG_FOLDER = Site(
    name="hugo-config-folder",
    generator="hugo",
    episodes="content/podcast/",
    links="content/podcast/links.md",
    files={
        "config/_default/hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Dunes"\n',
        "config/_default/permalinks.toml": '[page]\npodcast = "/p/:month/:slugorcontentbasename/"\n',
        "config/_default/params.toml": 'title = "No show"\n',
        "content/podcast/one.md": episode("First sand", 1, body='[Two]({{< ref "two.md#x" >}})\n'),
        "content/podcast/two.md": episode("Second sand", 2, "slug: zwei", body="[One](/p/03/one/index.html)\n"),
        "content/podcast/third/index.md": episode("Third sand", 3),
    },
)

UGLY = Site(
    name="hugo-ugly",
    generator="hugo",
    episodes="content/episodes/",
    links="content/episodes/links.md",
    files={
        "config.toml": 'baseURL = "http://dune.example"\ntitle = "Dune"\nuglyURLs = true\n',
        "content/episodes/one.md": episode("One", 1, body='[Two]({{< ref "two" >}}), [three](three.html)\n'),
        "content/episodes/two.md": episode("Two", 2, "slug: zwei", "[One](one.html)\n"),
        "content/episodes/three.md": episode("Three", 3),
    },
)


def by_pattern(name, pattern, more=""):
    """A site whose episodes lie where one pattern says."""
    return Site(
        name=f"hugo-{name}",
        generator="hugo",
        episodes="content/show/",
        links="content/show/links.md",
        files={
            "hugo.toml": f'baseURL = "https://reef.example/"\ntitle = "Reef"\n[permalinks]\nshow = "{pattern}"\n{more}',
            "content/show/corals.md": episode("The Corals' Own Night", 5),
            "content/show/season/fish.md": episode("Fish, Part 2", 6, "slug: fish-two"),
            "content/show/2024-01-07-crabs.md": episode("Crabs", 7),
            "content/show/snails/index.md": episode("Snails", 8),
        },
    )


PATTERNS = [
    by_pattern("title", "/:year/:month/:day/:title/"),
    by_pattern("filename", "/e/:filename/"),
    by_pattern("nested-sections", "/:sections/:slug"),
    by_pattern("last-sections", "/:sections[last]/:slug"),
    by_pattern("basename", "/:section/:contentbasename"),
    by_pattern("slug-or-name", "/x/:slugorcontentbasename/"),
    by_pattern("year-day", "/:yearday/:monthname/:weekdayname/:weekday/:slug/"),
    by_pattern("layout", "/:2006/:01-:02/:slug/"),
]

DATED_NAMES = Site(
    name="hugo-dated-names",
    generator="hugo",
    episodes="content/posts/",
    links="content/posts/2024-06-01-links.md",
    files={
        "hugo.toml": (
            'baseURL = "https://shell.example/"\ntitle = "Shell"\n'
            '[frontmatter]\ndate = [":filename", ":default"]\n'
        ),
        "content/posts/2024-02-01-mussels.md": page("title: Mussels\nepisode: 1"),
        "content/posts/2024-02-02-clams.md": page("title: Clams\nepisode: 2", "[M](/posts/mussels/)\n"),
    },
)

HUGO = [
    SECTIONS,
    LANGUAGES_BY_NAME,
    LANGUAGES_BY_FOLDER,
    CONFIG_FOLDER,
    UGLY,
    *PATTERNS,
    DATED_NAMES,
]
