"""Sites of Jekyll: posts, collections, defaults, permalinks."""

from written import Site, page


def post(title, more="", body="Words about bread.\n"):
    return page(f"title: {title}\naudio: https://cdn.example/a.mp3\n{more}".rstrip(), body)


POSTS = Site(
    name="jekyll-posts",
    generator="jekyll",
    episodes=r".*_posts/",
    links="_posts/2024-06-01-links.md",
    links_front="---\ntitle: Links\n---\n",
    files={
        "_config.yml": (
            "title: Crumb\nurl: https://crumb.example\nbaseurl: /cast\n"
            "exclude: [README.md, templates, '*.tmp.md', /_posts/2024-09-09-template.md]\n"
        ),
        "_posts/2024-01-05-rye.md": post(
            "Rye", body="[Oats]({{ site.baseurl }}{% post_url 2024-01-06-oats %}) and "
            "[again]({% link _posts/2024-01-06-oats.md %}) and [x](/cast/2024/01/07/Spelt-Two.html)\n"
        ),
        "_posts/2024-01-06-oats.md": post("Oats", "date: 2024-01-06 23:30:00 -0500", "[Rye](../05/rye.html)\n"),
        "_posts/2024-1-7-Spelt Two.md": post("Spelt &amp; two"),
        "_posts/2024-01-08-sliced.md": post("Sliced", "slug: cut\ncategories: [Whole Grain, rye]"),
        "_posts/2024-01-09-placed.md": post("Placed", "permalink: /own/place/"),
        "_posts/2024-01-10-spaced.md": post("Spaced", "categories: bread crust"),
        "_posts/2024-01-11-no-title.md": page("audio: https://cdn.example/a.mp3"),
        "extra/_posts/2024-01-12-bonus.md": post("Bonus"),
        "_posts/deep/2024-01-13-deep.markdown": post("Deep"),
        "_posts/2024-01-14-hidden.md": post("Hidden", "published: false"),
        "_posts/2024-01-15-hidden.md": post("Hidden too", "published: no"),
        "_posts/_2024-01-16-aside.md": post("Aside"),
        "_posts/2024-01-17-bare.md": "Words without front matter.\n",
        "_posts/undated.md": post("Undated"),
        "_posts/2024-09-09-template.md": post("Template"),
        "_drafts/soon.md": post("Soon"),
        "_includes/player.md": "Words.\n",
        "_layouts/post.html": "{{ content }}",
        "templates/episode.md": post("Template"),
        "note.tmp.md": post("Note"),
        "about.md": page("title: About\nlayout: page"),
        "archive.md": page("title: Archive\nlayout: page"),
        "people.md": page("title: People\nlayout: page"),
        "README.md": "# Crumb\n",
    },
)

COLLECTIONS = Site(
    name="jekyll-collections",
    generator="jekyll",
    episodes="_episodes/",
    links="_episodes/links.md",
    links_front="---\ntitle: Links\ndate: 2024-06-01\n---\n",
    files={
        "_config.yml": (
            "title: Oven\nurl: https://oven.example\ncollections:\n  episodes:\n    output: true\n"
            "    permalink: /:collection/:name/\n  hosts:\n    output: true\n"
            "  sponsors:\n    output: true\n"
            "defaults:\n  - scope: {path: '', type: episodes}\n    values: {layout: episode, podcast: yes}\n"
            "  - scope: {path: '_episodes/shelf'}\n    values: {published: false}\n"
        ),
        "_episodes/steam.md": post("Steam", "date: 2024-02-01", "[Stone]({% link _episodes/stone.md %})\n"),
        "_episodes/stone.md": post("Stone", "date: 2024-02-02", "[Steam](/episodes/steam/), [s](../steam)\n"),
        "_episodes/part/crust.md": post("Crust", "date: 2024-02-03"),
        "_episodes/2024-02-04-dated.md": post("Dated"),
        "_episodes/bare.md": "Words without front matter.\n",
        "_episodes/_aside.md": post("Aside", "date: 2024-02-05"),
        "_episodes/hidden.md": post("Hidden", "date: 2024-02-06\npublished: false"),
        "_episodes/shelf/old.md": post("Old", "date: 2024-02-07"),
        "_hosts/ana.md": page("title: Ana Weber\nusername: ana"),
        "_sponsors/mill.md": page("title: Mill"),
        "_posts/2024-02-10-news.md": page("title: News"),
        "index.md": page("layout: home"),
    },
)

UNDER_A_FOLDER = Site(
    name="jekyll-collections-dir",
    generator="jekyll",
    episodes="my/_shows/",
    links="my/_shows/links.md",
    links_front="---\ntitle: Links\ndate: 2024-06-01\n---\n",
    files={
        "_config.yml": (
            "title: Peel\nurl: https://peel.example\ncollections_dir: my\ncollections:\n  shows:\n    output: true\n"
            "defaults:\n  - scope: {path: '', type: shows}\n    values: {permalink: '/e/:title/'}\n"
        ),
        "my/_shows/one.md": post("One", "date: 2024-02-01", "[Two](/e/two/)\n"),
        "my/_shows/two.md": post("Two", "date: 2024-02-02\nslug: zwei", "[One](/e/one/)\n"),
    },
)


def by_permalink(name, permalink):
    """A site whose posts lie where one permalink says."""
    return Site(
        name=f"jekyll-{name}",
        generator="jekyll",
        episodes="_posts/",
        links="_posts/2024-06-01-links.md",
        links_front="---\ntitle: Links\n---\n",
        files={
            "_config.yml": f"title: Dough\nurl: https://dough.example\npermalink: {permalink}\n",
            "_posts/2024-01-05-rye.md": post("Rye bread"),
            "_posts/2024-01-06-oats.md": post("Oats", "slug: haver\ncategories: grain"),
            "_posts/2024-01-07-Big_Loaf.md": post("Loaf", "category: Big Ones"),
            "_posts/2024-01-08-dated.md": post("Dated", "date: 2024-02-09 10:20:30 +0000"),
            "_posts/2024-01-09-über.md": post("Über"),
        },
    )


PERMALINKS = [
    by_permalink("pretty", "pretty"),
    by_permalink("date", "date"),
    by_permalink("ordinal", "ordinal"),
    by_permalink("none", "none"),
    by_permalink("weekdate", "weekdate"),
    by_permalink("title", "/:title/"),
    by_permalink("slug", "/shows/:slug"),
    by_permalink("own", "/:categories/:short_year/:i_month/:i_day/:hour/:title:output_ext"),
    by_permalink("short-month", "/:short_month/:long_month/:y_day/:title.html"),
    by_permalink("slugified-categories", "/:slugified_categories/:title/"),
]

TIME_ZONE = Site(
    name="jekyll-time-zone",
    generator="jekyll",
    episodes="_posts/",
    links="_posts/2024-06-01-links.md",
    links_front="---\ntitle: Links\n---\n",
    files={
        "_config.yml": "title: Yeast\nurl: https://yeast.example\ntimezone: America/New_York\n",
        "_posts/2024-01-05-late.md": post("Late", "date: 2024-01-05 23:30:00 +0000"),
        "_posts/2024-01-06-early.md": post("Early", "date: 2024-01-06 03:30:00 +0000"),
    },
)

JEKYLL = [POSTS, COLLECTIONS, UNDER_A_FOLDER, *PERMALINKS, TIME_ZONE]
