//! Formats, vocabularies, shows and encodings of feeds, and where their words stand.

use showgraph::source::feed::{
    FaultKind, FeedText, Format, NoteField, RemotePlace, decode, read_item,
};

use super::samples::{item, read, rss, said, shown};

#[test]
fn vocabularies_are_known_by_their_uris() {
    let uris = [
        "https://podcastindex.org/namespace/1.0",
        "http://podcastindex.org/namespace/1.0/",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ];
    for uri in uris {
        for prefix in ["podcast", "p"] {
            let text = format!(
                "<rss xmlns:{prefix}=\"{uri}\" xmlns:apple='http://www.itunes.com/DTDs/Podcast-1.0.dtd'><channel><item>\
                 <{prefix}:person>Ana Weber</{prefix}:person><apple:duration>90</apple:duration></item></channel></rss>"
            );
            let (_, items) = read(&text);
            assert_eq!(items[0].people[0].name.value, "Ana Weber", "{prefix} {uri}");
            assert_eq!(items[0].duration.unwrap().value, 90.0, "{prefix} {uri}");
        }
    }
    // Declared on the element itself, and nowhere.
    let own =
        item("<q:person xmlns:q=\"https://podcastindex.org/namespace/1.0\">Ana Weber</q:person>");
    assert_eq!(own.people.len(), 1);
    let (_, items) =
        read("<rss><channel><item><podcast:person>Ana</podcast:person></item></channel></rss>");
    assert_eq!(items[0].people.len(), 1);
    assert_eq!(said(&items[0], FaultKind::Prefix).len(), 1);
    // A prefix that is bound to something else is something else.
    let (_, items) = read(
        "<rss xmlns:podcast='urn:x'><channel><item><podcast:person>A</podcast:person></item></channel></rss>",
    );
    assert!(items[0].people.is_empty());
}

#[test]
fn a_show_and_its_neighbours() {
    let text = rss(
        r#"<link>https://shed.example/</link><description>About &lt;b&gt;sheds&lt;/b&gt;.</description><language>de-AT</language>
        <itunes:author>Ana Weber</itunes:author>
        <itunes:owner><itunes:name>Shed Studio</itunes:name><itunes:email>ana@shed.studio</itunes:email></itunes:owner>
        <managingEditor>ben@shed.studio (Ben Ito)</managingEditor>
        <atom:link rel="self" href="https://shed.example/feed"/>
        <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
        <podcast:person role="host">Ana Weber</podcast:person>
        <itunes:category text="Leisure"><itunes:category text="Home &amp; Garden"/></itunes:category>
        <itunes:keywords>soil, worms ,</itunes:keywords>
        <podcast:podroll><podcast:remoteItem feedGuid="g-1" feedUrl="https://other.example/feed" title="Other &amp; Co"/></podcast:podroll>
        <podcast:remoteItem feedGuid="g-2" itemGuid="i-2"/>
        <podcast:location geo="geo:48.2,16.3" osm="R109166">Vienna</podcast:location>
        <podcast:funding url="https://shed.example/give">Give</podcast:funding>
        <itunes:image href="https://shed.example/i.jpg"/><image><title>Not the title</title><url>j.jpg</url></image>
        <podcast:liveItem status="live"><title>To come</title><guid>live-1</guid><enclosure url="https://cdn.example/live"/></podcast:liveItem>
        <item><guid>1</guid><title>Soil</title></item>"#,
    );
    let (outline, items) = read(&text);
    let show = &outline.show;
    assert_eq!(outline.format, Format::Rss);
    assert_eq!(shown(&show.title), Some("Shed Hour"));
    assert_eq!(shown(&show.link), Some("https://shed.example/"));
    assert_eq!(shown(&show.self_link), Some("https://shed.example/feed"));
    assert_eq!(
        shown(&show.guid),
        Some("917393e3-1b1e-5cef-ace4-edaa54e1f810")
    );
    assert_eq!(shown(&show.language), Some("de-AT"));
    assert_eq!(shown(&show.owner), Some("Shed Studio"));
    assert_eq!(shown(&show.image), Some("https://shed.example/i.jpg"));
    let names: Vec<_> = show
        .people
        .iter()
        .map(|person| person.name.value.as_str())
        .collect();
    assert_eq!(names, ["Ana Weber", "Ben Ito", "Ana Weber"]);
    let values = |texts: &[FeedText]| {
        texts
            .iter()
            .map(|text| text.value.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(values(&show.categories), ["Leisure", "Home & Garden"]);
    assert_eq!(values(&show.keywords), ["soil", "worms"]);
    let remote: Vec<_> = show
        .remote_items
        .iter()
        .map(|remote| (remote.place, shown(&remote.title)))
        .collect();
    assert_eq!(
        remote,
        [
            (RemotePlace::Podroll, Some("Other & Co")),
            (RemotePlace::Plain, None)
        ]
    );
    assert_eq!(show.locations[0].name.as_ref().unwrap().value, "Vienna");
    assert_eq!(show.links[0].href.value, "https://shed.example/give");
    assert_eq!(show.notes().body.unwrap().text.value, "About <b>sheds</b>.");
    assert!(
        !format!("{outline:?}{items:?}").contains("ana@shed.studio"),
        "no mail address gets out"
    );
    // The live item stays apart, and whole.
    assert_eq!((items.len(), outline.live_items.len()), (1, 1));
    let live = read_item(&text, outline.live_items[0].range.clone(), &outline.context);
    assert_eq!(
        (shown(&live.title), live.guid.unwrap().value.value.as_str()),
        (Some("To come"), "live-1")
    );
}

#[test]
fn atom_entries_are_items() {
    let text = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://shed.example/">
        <title type="html">Shed &amp;amp; Co</title><subtitle>On sheds</subtitle><id>urn:shed</id>
        <link rel="self" href="/feed"/><link href="/"/>
        <entry><id>urn:1</id><title>A &lt;tag&gt;</title><updated>2020-01-06T10:00:00Z</updated><published>2020-01-05T10:00:00Z</published>
          <link rel="enclosure" href="a.mp3" type="audio/mpeg" length="5"/><link href="/1"/><link rel="related" href="/r" title="R"/>
          <author><name>Ana Weber</name><uri>https://ana.example/</uri></author><category term="soil" label="Soil"/><category term="worms"/>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Soil &amp; <b>worms</b></p></div></content><summary>Short</summary></entry>
        <entry><id>urn:2</id><title type="html">B &lt;i&gt;two&lt;/i&gt;</title><updated>2020-01-07T10:00:00Z</updated>
          <content type="html">&lt;p&gt;Two&lt;/p&gt;</content></entry></feed>"#;
    let (outline, items) = read(text);
    assert_eq!(outline.format, Format::Atom);
    assert_eq!(shown(&outline.show.title), Some("Shed & Co"));
    assert_eq!(shown(&outline.show.link), Some("https://shed.example/"));
    assert_eq!(
        shown(&outline.show.self_link),
        Some("https://shed.example/feed")
    );
    assert_eq!(shown(&outline.show.language), Some("en"));
    let [first, second] = &items[..] else {
        panic!("two entries")
    };
    assert_eq!(first.guid.as_ref().unwrap().value.value, "urn:1");
    assert_eq!(
        shown(&first.title),
        Some("A <tag>"),
        "plain text is no HTML"
    );
    assert_eq!(first.date().unwrap().value, "2020-01-05T10:00:00Z");
    assert_eq!(shown(&first.link), Some("https://shed.example/1"));
    assert_eq!(first.enclosures[0].url.value, "https://shed.example/a.mp3");
    assert_eq!(first.links[0].rel, "related");
    assert_eq!(shown(&first.people[0].href), Some("https://ana.example/"));
    let categories: Vec<_> = first
        .categories
        .iter()
        .map(|text| text.value.as_str())
        .collect();
    assert_eq!(categories, ["Soil", "worms"]);
    let note = first.text(NoteField::Content).unwrap();
    assert!(
        note.text.value.contains("<p>Soil &amp; <b>worms</b></p>"),
        "{}",
        note.text.value
    );
    assert_eq!(shown(&second.title), Some("B two"));
    assert_eq!(second.date().unwrap().value, "2020-01-07T10:00:00Z");
    assert_eq!(
        second.text(NoteField::Content).unwrap().text.value,
        "<p>Two</p>"
    );
}

#[test]
fn rss_1_has_its_items_beside_the_channel() {
    let text = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://shed.example/"><title>Shed</title><items><rdf:Seq><rdf:li resource="https://shed.example/1"/></rdf:Seq></items></channel>
        <image><title>Not the title</title></image>
        <item rdf:about="https://shed.example/1"><title>Soil</title><dc:date>2020-01-05T10:00:00Z</dc:date></item></rdf:RDF>"#;
    let (outline, items) = read(text);
    assert_eq!((outline.format, items.len()), (Format::Rdf, 1));
    assert_eq!(shown(&outline.show.title), Some("Shed"));
    assert_eq!(items[0].identity().unwrap().value, "https://shed.example/1");
    assert_eq!(items[0].date().unwrap().value, "2020-01-05T10:00:00Z");
}

#[test]
fn words_are_found_where_they_stand() {
    // Each word stands once in the feed, however it is hidden.
    let text = rss(
        "<item><title>First &amp;amp; sec&#111;nd <![CDATA[<b>third</b>]]></title>\
         <description>&lt;p&gt;fourth &amp;ndash; fifth ü&lt;/p&gt;</description>\
         <content:encoded><![CDATA[<p>sixth]]> seventh <![CDATA[eighth</p>]]></content:encoded>\
         <psc:chapters><psc:chapter start='1' title='ninth &amp; tenth'/></psc:chapters></item>",
    );
    let (_, items) = read(&text);
    let item = &items[0];
    let texts = [
        (item.title.as_ref().unwrap(), "First third"),
        (
            &item.text(NoteField::Description).unwrap().text,
            "fourth fifth ü",
        ),
        (
            &item.text(NoteField::Content).unwrap().text,
            "sixth seventh eighth",
        ),
        (item.chapters[0].title.as_ref().unwrap(), "ninth tenth"),
    ];
    for (found, words) in texts {
        for word in words.split(' ') {
            let at = found
                .value
                .find(word)
                .unwrap_or_else(|| panic!("{word} in {}", found.value));
            let origin = found.origin(at as u32) as usize;
            assert_eq!(&text[origin..][..word.len()], word);
            assert_eq!(
                found.origin((at + word.len() - 1) as u32) as usize,
                origin + word.len() - 1
            );
        }
    }
    let title = item.title.as_ref().unwrap();
    let second = title.value.find("second").unwrap() as u32;
    assert_eq!(&text[title.origin(second + 3) as usize..][..6], "&#111;");
    assert_eq!(&text[title.origin(second + 4) as usize..][..2], "nd");
}

#[test]
fn encodings_are_those_of_mark_and_prolog() {
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><title>Gr\xfcn</title></channel></rss>";
    let decoded = decode(latin.to_vec());
    let (outline, _) = read(&decoded.text);
    let title = outline.show.title.unwrap();
    assert_eq!(title.value, "Grün");
    assert_eq!(title.offset() as usize, decoded.text.find("Grün").unwrap());
}
