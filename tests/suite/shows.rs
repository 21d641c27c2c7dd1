//! What feeds say of their shows, of other shows, and of episodes reaches the graph and every format.

use std::fs;
use std::path::Path;

use serde_json::Value;
use showgraph::graph::{EpisodeDetail, KnowledgeGraph, Node, ShowDetail};
use showgraph::vocabulary::{Kind, Relation};
use showgraph::{Options, Outcome, Pipeline};

use crate::project::{folder, said, showgraph};

const FEED: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>Shed Hour</title>
<link>https://shed.example/</link>
<atom:link rel="self" href="https://shed.example/feed.xml"/>
<description>Talk &lt;b&gt;about&lt;/b&gt; gardens.</description>
<language>de-at</language>
<itunes:author>Shed Studio</itunes:author>
<itunes:owner><itunes:name>Ana Weber</itunes:name><itunes:email>ana@shed.example</itunes:email></itunes:owner>
<managingEditor>ana@shed.example</managingEditor>
<itunes:category text="Leisure"><itunes:category text="Home &amp; Garden"/></itunes:category>
<podcast:guid>917393E3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
<podcast:location geo="geo:48.2,16.3">Vienna</podcast:location>
<podcast:podroll>
  <podcast:remoteItem feedGuid="a1b2c3d4-0000-5000-8000-000000000001" feedUrl="https://kiln.example/rss" title="Kiln &amp; Clay"/>
  <podcast:remoteItem feedUrl="https://boats.example/feed"/>
</podcast:podroll>
<podcast:liveItem status="pending"><title>Next week's show</title><guid>live-1</guid></podcast:liveItem>
<podcast:liveItem status="ENDED"><title>The harvest, live</title><guid>live-2</guid></podcast:liveItem>
<podcast:liveItem status="ended"><title>Soil, live</title><guid>soil</guid></podcast:liveItem>
<item>
  <title>Soil</title><guid isPermaLink="false">soil</guid>
  <podcast:season name="Spring &amp; Summer">3</podcast:season><podcast:episode>7</podcast:episode>
  <language>en</language>
  <podcast:location osm="R113314">Lake Turkana</podcast:location>
  <podcast:value><podcast:valueTimeSplit startTime="75" duration="60">
    <podcast:remoteItem feedGuid="a1b2c3d4-0000-5000-8000-000000000001" itemGuid="clay-9"/>
  </podcast:valueTimeSplit></podcast:value>
  <description>With Kubernetes.</description>
</item>
<item>
  <title>Worms</title><guid>worms</guid>
  <podcast:value><podcast:valueTimeSplit startTime="5" duration="9">
    <podcast:remoteItem feedGuid="917393e3-1b1e-5cef-ace4-edaa54e1f810" itemGuid="soil"/>
  </podcast:valueTimeSplit></podcast:value>
</item>
</channel></rss>"#;

fn build(path: &Path) -> Outcome {
    let pipeline = Pipeline::open(&[path.into()], &Options::default()).unwrap();
    pipeline.build().unwrap()
}

fn node<'g>(graph: &'g KnowledgeGraph, kind: Kind, label: &str) -> &'g Node {
    let mut nodes = graph.nodes_of(kind);
    nodes
        .find(|node| node.label == label)
        .unwrap_or_else(|| panic!("no {kind} is called {label}"))
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn shows_and_episodes_are_as_their_feed_says() {
    let folder = folder(&[("feed.xml", FEED)]);
    let graph = build(folder.path()).graph;
    let show = node(&graph, Kind::Show, "Shed Hour");
    assert_eq!(show.description.as_deref(), Some("Talk about gardens."));
    assert_eq!(
        show.same_as,
        ["urn:uuid:917393e3-1b1e-5cef-ace4-edaa54e1f810"]
    );
    let expected = ShowDetail {
        guid: some("917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        url: some("https://shed.example/"),
        feed: some("https://shed.example/feed.xml"),
        author: some("Shed Studio"),
        language: some("de-AT"),
        categories: owned(&["Leisure", "Home & Garden"]),
        locations: owned(&["Vienna"]),
    };
    assert_eq!(show.detail, expected.into());

    let soil = node(&graph, Kind::Episode, "Soil");
    let terms = soil.detail.episode().and_then(|own| own.terms.clone());
    let expected = EpisodeDetail {
        terms,
        source: "feed.xml".to_owned(),
        number: Some(7),
        season: Some(3),
        season_name: some("Spring & Summer"),
        language: some("en"),
        guid: some("soil"),
        locations: owned(&["Lake Turkana"]),
        ..EpisodeDetail::default()
    };
    assert_eq!(soil.detail, expected.into());
    // What an item does not say of its language, its feed does.
    let worms = node(&graph, Kind::Episode, "Worms").detail.episode();
    assert_eq!(worms.and_then(|own| own.language.as_deref()), Some("de-AT"));
}

#[test]
fn every_format_holds_what_a_feed_says() {
    let folder = folder(&[("feed.xml", FEED)]);
    let output = folder.path().join("out");
    let formats = "json,graphml,jsonld,nquads,turtle,csv,neo4j,gexf,cyjs,obsidian";
    let (status, _, errors) = said(
        showgraph()
            .arg("export")
            .arg(folder.path().join("feed.xml"))
            .args(["--format", formats, "-o"])
            .arg(&output),
    );
    assert_eq!(status, 0, "{errors}");
    let read = |name: &str| fs::read_to_string(output.join(name)).unwrap();
    for file in [
        "graph.json",
        "graph.graphml",
        "graph.jsonld",
        "graph.nq",
        "graph.ttl",
        "csv/nodes.csv",
        "neo4j/episode.csv",
        "graph.gexf",
        "graph.cyjs",
    ] {
        let text = read(file);
        let season = ["Spring & Summer", "Spring &amp; Summer"];
        assert!(season.iter().any(|name| text.contains(name)), "{file}");
        assert!(!text.contains("ana@shed.example"), "{file}");
    }
    for (file, values) in [
        (
            "graph.jsonld",
            ["\"inLanguage\":\"en\"", "\"sg:season\":3", "\"webFeed\":"],
        ),
        (
            "graph.ttl",
            [
                "schema:inLanguage \"en\"",
                "sg:season 3",
                "schema:creditText \"Shed Studio\"",
            ],
        ),
        (
            "neo4j/show.csv",
            ["Shed Studio", "917393e3", "https://shed.example/feed.xml"],
        ),
    ] {
        for value in values {
            assert!(read(file).contains(value), "{file}: {value}");
        }
    }
    // What is read back is what was written.
    let saved = showgraph::export::read_graph(&output.join("graph.json")).unwrap();
    let built = build(&folder.path().join("feed.xml")).graph;
    assert!(saved.nodes().eq(built.nodes()));
}

#[test]
fn feeds_name_other_shows() {
    let folder = folder(&[("feed.xml", FEED)]);
    let graph = build(folder.path()).graph;
    let found: Vec<String> = graph
        .edges()
        .filter(|view| view.edge.relation == Relation::RefersTo)
        .map(|view| {
            let (edge, at) = (view.edge, &view.edge.evidence);
            format!(
                "{} -> {}: {}, {}:{}:{} \"{}\" {:?}",
                view.from.label,
                view.to.label,
                edge.rule,
                at.source,
                at.line,
                at.column,
                at.quote,
                at.seconds
            )
        })
        .collect();
    let expected = [
        "Soil -> Kiln & Clay: value_time_split, feed.xml:29:35 \"a1b2c3d4-0000-5000-8000-000000000001\" Some(75)",
        "Worms -> Soil: value_time_split, feed.xml:36:35 \"917393e3-1b1e-5cef-ace4-edaa54e1f810\" Some(5)",
        "Shed Hour -> boats.example/feed: podroll, feed.xml:18:32 \"https://boats.example/feed\" None",
        "Shed Hour -> Kiln & Clay: podroll, feed.xml:17:113 \"Kiln & Clay\" None",
    ];
    assert_eq!(found, expected);
    let kiln = node(&graph, Kind::Show, "Kiln & Clay");
    assert_eq!(
        kiln.same_as,
        ["urn:uuid:a1b2c3d4-0000-5000-8000-000000000001"]
    );
}

#[test]
fn a_show_that_is_named_and_read_is_one() {
    let kiln = r#"<rss xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
        <title>Kiln and Clay, the podcast</title><atom:link rel="self" href="http://www.kiln.example/rss/"/>
        <item><title>Glazes</title><guid>clay-9</guid></item></channel></rss>"#;
    let folder = folder(&[("a/feed.xml", FEED), ("b/feed.xml", kiln)]);
    let graph = build(folder.path()).graph;
    let shows: Vec<&str> = graph
        .nodes_of(Kind::Show)
        .map(|show| &*show.label)
        .collect();
    assert_eq!(
        shows,
        [
            "boats.example/feed",
            "Kiln and Clay, the podcast",
            "Shed Hour"
        ]
    );
    // What the episode hears is an episode that was read.
    let soil = node(&graph, Kind::Episode, "Soil");
    let heard = graph.neighbours(&soil.id, Relation::RefersTo);
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].label, "Glazes");
}

#[test]
fn live_items_are_episodes_when_they_are_over() {
    let folder = folder(&[("feed.xml", FEED)]);
    let outcome = build(folder.path());
    let mut titles: Vec<&str> = outcome
        .graph
        .nodes_of(Kind::Episode)
        .map(|node| &*node.label)
        .collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Soil", "The harvest, live", "Worms"]);
    let said: Vec<String> = outcome
        .warnings
        .iter()
        .map(|warning| format!("{}:{}", warning.location.line, warning.message))
        .collect();
    assert_eq!(
        said,
        [
            "20:the live item \"Next week's show\" is no episode before it has ended (status: pending): it was left out",
            "22:the live item \"Soil, live\" is the item with the guid \"soil\": it was left out",
        ]
    );
}

#[test]
fn evidence_with_a_time_leads_to_its_own_episode() {
    let feed = r#"<rss xmlns:psc="http://podlove.org/simple-chapters"><channel><title>Shed Hour</title>
        <item><title>Soil</title><guid>1</guid><psc:chapters><psc:chapter start="10" title="PostgreSQL"/></psc:chapters></item>
        <item><title>Worms</title><guid>2</guid><psc:chapters><psc:chapter start="20" title="Kubernetes"/></psc:chapters></item>
        </channel></rss>"#;
    let folder = folder(&[("feed.xml", feed)]);
    let output = folder.path().join("out");
    let (status, _, errors) = said(
        showgraph()
            .arg("export")
            .arg(folder.path().join("feed.xml"))
            .args(["--format", "json", "--evidence", "-o"])
            .arg(&output),
    );
    assert_eq!(status, 0, "{errors}");
    let text = fs::read_to_string(output.join("evidence.jsonld")).unwrap();
    let evidence: Value = serde_json::from_str(&text).unwrap();
    let mut moments = Vec::new();
    for annotation in evidence["@graph"].as_array().unwrap() {
        for target in annotation["target"].as_array().into_iter().flatten() {
            let moment = target["selector"]["value"].as_str();
            if let Some(moment) = moment.filter(|moment| moment.starts_with("t=")) {
                let episode = target["source"].as_str().unwrap();
                moments.push((
                    moment.to_owned(),
                    episode.rsplit('/').next().unwrap().to_owned(),
                ));
            }
        }
    }
    moments.sort();
    moments.dedup();
    let expected = [("t=10", "shed-hour-soil"), ("t=20", "shed-hour-worms")];
    let expected = expected.map(|(moment, episode)| (moment.to_owned(), episode.to_owned()));
    assert_eq!(moments, expected);
}

/// `line:column label` of what a graph has of some kinds, sorted.
fn named(graph: &KnowledgeGraph, kinds: &[Kind]) -> Vec<String> {
    let mut found: Vec<String> = graph
        .edges()
        .filter(|view| view.from.kind == Kind::Episode && kinds.contains(&view.to.kind))
        .map(|view| {
            let at = &view.edge.evidence;
            format!("{}:{} {}", at.line, at.column, view.to.label)
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn references_are_letters_where_they_stand() {
    let words = "Our guest is Tim O&#8217;Hara. We don&#8217;t use Grafana&rsquo;s plots, said Ren&eacute; Dupont.";
    let feed = format!(
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Shed Hour</title><item>\n\
         <title>Don&#8217;t</title><guid>1</guid><content:encoded><![CDATA[<p>{words}</p>\n\
         <p><a href=\"https://redis.io/?a=1&amp;b=2\">Redis&trade;</a> &amp; <b>Docker&nbsp;</b>or &lt;Terraform&gt;.</p>]]></content:encoded>\n\
         </item></channel></rss>"
    );
    let folder = folder(&[
        ("feed.xml", &feed),
        ("notes.md", &format!("# Soil\n\n{words}\n")),
    ]);
    let from_feed = build(&folder.path().join("feed.xml")).graph;
    let people = |graph| named(graph, &[Kind::Person]);
    assert_eq!(people(&from_feed), ["2:148 René Dupont", "2:83 Tim O’Hara"]);
    let things = named(&from_feed, &[Kind::Product]);
    assert_eq!(
        things,
        [
            "2:120 Grafana",
            "3:44 Redis",
            "3:70 Docker",
            "3:93 Terraform"
        ]
    );
    let hara = from_feed
        .edges()
        .find(|view| view.to.label == "Tim O’Hara")
        .unwrap();
    let quote = &*hara.edge.evidence.quote;
    assert!(
        quote.starts_with("Our guest is Tim O’Hara. We don’t use Grafana’s plots"),
        "{quote}"
    );
    assert!(
        from_feed
            .edges()
            .any(|view| view.edge.href.as_deref() == Some("https://redis.io/?a=1&b=2"))
    );

    let from_notes = build(&folder.path().join("notes.md")).graph;
    assert_eq!(people(&from_notes), ["3:14 Tim O’Hara", "3:79 René Dupont"]);
}

#[test]
fn items_without_a_title_are_called_after_their_page_file_or_guid() {
    let items = [
        (
            "<link>https://shed.example/soil</link>",
            "https://shed.example/soil",
        ),
        (
            "<enclosure url='https://cdn.example/the-long-night.mp3?x=1'/>",
            "The Long Night",
        ),
        (
            "<enclosure url='https://cdn.example/77.mp3'/><guid>urn:x:77</guid>",
            "urn:x:77",
        ),
        ("<itunes:title>Worms</itunes:title>", "Worms"),
        ("<description>Nothing but words.</description>", "feed.xml"),
    ];
    for (item, title) in items {
        let feed = format!("<rss><channel><title>S</title><item>{item}</item></channel></rss>");
        let folder = folder(&[("feed.xml", &feed)]);
        let graph = build(folder.path()).graph;
        let labels: Vec<&str> = graph
            .nodes_of(Kind::Episode)
            .map(|node| &*node.label)
            .collect();
        assert_eq!(labels, [title], "{item}");
    }
}

/// Prefixes of its own, broken references, a second guid, weekdays in German, an hour 24, no end.
const AS_SERVED: &str = r#"<rss xmlns:ap="http://www.itunes.com/DTDs/PodCast-1.0.dtd" xmlns:pp="https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md">
<channel><title>Nest &amp;amp; Hive&nbsp;Weekly</title><link>https://hive.example/?a=1&b=2</link>
<pp:person role="Host">Mara Lindqvist</pp:person>
<item><title><![CDATA[Queens &amp; <b>Kubernetes</b>]]></title><pubDate>Di, 05 Jan 2021 08:05:00 CET</pubDate>
<description>We talk with Tom&aacute;s Ortega about Grafana & more.</description><enclosure url="https://cdn.example/1.mp3?x=1&y=2"/></item>
<item><title>&lt;Vec&gt; of bees &amp;#8211; again</title><guid>twice</guid><pubDate>Sun, 19 January 2020 24:00:00 GMT</pubDate>
<ap:duration>62:30</ap:duration><ap:episode>Ep. 12</ap:episode></item>
<item><title>Swarms</title><guid>twice</guid><pubDate>Mon, 32 Foo 2020</pubDate><ap:author>ana@hive.example (Ana Weber)</ap:author></item>
<item><guid>untitled</guid><description>&lt;p&gt;Ansible &amp;amp; Puppet.&lt;/p&gt;</description></item>
</channel>"#;

#[test]
fn a_feed_is_read_as_hosts_serve_it() {
    let folder = folder(&[("feed.xml", AS_SERVED)]);
    let outcome = build(folder.path());
    let graph = &outcome.graph;
    assert_eq!(
        node(graph, Kind::Show, "Nest & Hive Weekly").detail,
        ShowDetail {
            url: some("https://hive.example/?a=1&b=2"),
            ..ShowDetail::default()
        }
        .into()
    );
    let mut episodes: Vec<String> = graph
        .nodes_of(Kind::Episode)
        .map(|node| {
            let own = node.detail.episode().unwrap();
            let date = own.date.as_deref().unwrap_or("-");
            format!(
                "{} | {date} | {:?} | {:?}",
                node.label, own.number, own.duration
            )
        })
        .collect();
    episodes.sort();
    assert_eq!(
        episodes,
        [
            "<Vec> of bees – again | 2020-01-20T00:00:00Z | Some(12) | Some(3750)",
            "Queens & Kubernetes | 2021-01-05T08:05:00+01:00 | None | None",
            "Swarms | - | None | None",
            "untitled | - | None | None",
        ]
    );
    assert_eq!(
        named(graph, &[Kind::Person]),
        [
            "3:24 Mara Lindqvist",
            "5:27 Tomás Ortega",
            "8:110 Ana Weber"
        ]
    );
    assert!(named(graph, &[Kind::Product]).contains(&"9:50 Ansible".to_owned()));
    let faults: Vec<(u32, u32)> = outcome
        .warnings
        .iter()
        .map(|warning| (warning.location.line, warning.location.column))
        .collect();
    assert_eq!(
        faults,
        [(2, 36), (2, 87), (4, 1), (8, 34), (8, 55), (9, 1), (10, 11)],
        "{:?}",
        outcome.warnings
    );
}

#[test]
fn a_name_in_capitals_is_no_label_where_it_is_written_otherwise_too() {
    let captions = "1\n00:00:01,000 --> 00:00:02,000\nBEN ITO: Rye.\n\n2\n00:00:03,000 --> 00:00:04,000\nMIRA KOLB: Oats.\n\n\
                    3\n00:00:05,000 --> 00:00:06,000\nBEN ITO: Yes.\n";
    let folder = folder(&[
        ("a.srt", captions),
        (
            "b.md",
            "---\ntitle: Bread\nguests: [Ben Ito]\n---\nWords.\n",
        ),
    ]);
    let graph = build(folder.path()).graph;
    let people: Vec<&str> = graph
        .nodes_of(Kind::Person)
        .map(|node| &*node.label)
        .collect();
    assert!(
        people.contains(&"Ben Ito") && !people.contains(&"BEN ITO"),
        "{people:?}"
    );
}
