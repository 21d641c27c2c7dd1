//! Items of feeds: what a reader that loses nothing makes of each element.

use showgraph::source::feed::{Credited, FaultKind, FeedItem, NoteField, NoteForm, PersonSource};

use super::samples::{item, read, rss, said, shown};

#[test]
fn people_have_roles_and_groups() {
    let item = item(
        r#"<podcast:person>Ana Weber</podcast:person>
           <podcast:person role="Guest" href="https://ben.example/?a=1&b=2" img="ben.jpg">Ben Ito &amp;amp; Co</podcast:person>
           <podcast:person role="Editor" group="Writing"><![CDATA[Cleo <b>Park</b>]]></podcast:person>
           <podcast:person role="guest"> </podcast:person>
           <itunes:author>Shed Studio</itunes:author><author>ana@shed.studio (Ana Weber)</author>
           <dc:creator>dan@shed.studio</dc:creator>
           <atom:author><atom:name>Eve</atom:name><atom:email>eve@shed.studio</atom:email></atom:author>"#,
    );
    let people: Vec<_> = item
        .people
        .iter()
        .map(|person| {
            let value = |part: &Option<Credited>| part.as_ref().map(|part| part.value.clone());
            (
                person.name.value.as_str(),
                value(&person.role),
                value(&person.group),
                person.source,
            )
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        people,
        [
            (
                "Ana Weber",
                some("host"),
                some("cast"),
                PersonSource::Podcast
            ),
            (
                "Ben Ito & Co",
                some("guest"),
                some("cast"),
                PersonSource::Podcast
            ),
            (
                "Cleo Park",
                some("editor"),
                some("writing"),
                PersonSource::Podcast
            ),
            ("Shed Studio", None, None, PersonSource::ItunesAuthor),
            ("Ana Weber", None, None, PersonSource::RssAuthor),
            ("Eve", None, None, PersonSource::AtomAuthor),
        ]
    );
    assert_eq!(
        shown(&item.people[1].href),
        Some("https://ben.example/?a=1&b=2")
    );
    assert_eq!(
        said(&item, FaultKind::Incomplete).len(),
        1,
        "a person without a name"
    );
}

#[test]
fn numbers_and_seasons() {
    let cases: [(&str, Option<f64>, Option<&str>, usize); 9] = [
        (
            r#"<podcast:episode display="Ch.3">7.5</podcast:episode>"#,
            Some(7.5),
            Some("Ch.3"),
            0,
        ),
        ("<itunes:episode>12</itunes:episode>", Some(12.0), None, 0),
        (
            "<itunes:episode>12</itunes:episode><podcast:episode>13</podcast:episode>",
            Some(13.0),
            None,
            0,
        ),
        ("<itunes:episode>012</itunes:episode>", Some(12.0), None, 0),
        ("<itunes:episode>Ep. 7</itunes:episode>", Some(7.0), None, 0),
        ("<itunes:episode>seven</itunes:episode>", None, None, 1),
        ("<itunes:episode>-3</itunes:episode>", None, None, 1),
        ("<itunes:episode>1 of 2</itunes:episode>", None, None, 1),
        ("<itunes:episode/>", None, None, 0),
    ];
    for (elements, value, display, faults) in cases {
        let item = item(elements);
        let number = item.number.as_ref();
        assert_eq!(number.map(|number| number.value), value, "{elements}");
        assert_eq!(
            number.and_then(|number| shown(&number.display)),
            display,
            "{elements}"
        );
        assert_eq!(said(&item, FaultKind::Number).len(), faults, "{elements}");
    }
    let item =
        item("<podcast:season name=\"Spring\">3</podcast:season><itunes:season>2</itunes:season>");
    let season = item.season.unwrap();
    assert_eq!((season.value, shown(&season.name)), (3, Some("Spring")));
}

#[test]
fn durations() {
    let cases = [
        ("62:30", Some(3750.0), 0),
        ("1:2:3", Some(3723.0), 0),
        ("01:90:00", Some(9000.0), 0),
        ("100:00:00", Some(360_000.0), 0),
        ("3723.7", Some(3723.7), 0),
        ("0:45", Some(45.0), 0),
        ("PT1H2M3S", Some(3723.0), 0),
        ("00:00:00", None, 0),
        ("", None, 0),
        ("bad", None, 1),
        ("1h2m", None, 1),
        ("1:02:03:04", None, 1),
        ("1,234", None, 1),
    ];
    for (text, seconds, faults) in cases {
        let item = item(&format!("<itunes:duration>{text}</itunes:duration>"));
        assert_eq!(item.duration.map(|at| at.value), seconds, "{text}");
        assert_eq!(said(&item, FaultKind::Duration).len(), faults, "{text}");
    }
}

#[test]
fn dates() {
    let cases = [
        (
            "Mon, 05 Jan 2020 10:00:00 EST",
            Some("2020-01-05T10:00:00-05:00"),
            1,
        ),
        (
            "Sun, 19 January 2020 24:00:00 GMT",
            Some("2020-01-20T00:00:00Z"),
            0,
        ),
        (
            "Di, 05 Jan 2021 08:05:00 +0100",
            Some("2021-01-05T08:05:00+01:00"),
            0,
        ),
        (
            "Sun, 05 Jan 2020 10:00:00 CET",
            Some("2020-01-05T10:00:00+01:00"),
            0,
        ),
        ("2020-01-12 10:00", Some("2020-01-12T10:00:00"), 1),
        (
            "Tue, 5 Jan 2021 8:05 PST",
            Some("2021-01-05T08:05:00-08:00"),
            0,
        ),
        ("next Tuesday", None, 1),
    ];
    for (text, date, faults) in cases {
        let item = item(&format!("<pubDate>{text}</pubDate>"));
        assert_eq!(item.date().map(|at| at.value.as_str()), date, "{text}");
        let said = item
            .faults
            .iter()
            .filter(|fault| fault.kind == FaultKind::Date);
        let lossy: Vec<bool> = said.map(|fault| fault.lossy).collect();
        assert_eq!(lossy, vec![date.is_none(); faults], "{text}");
    }
}

#[test]
fn titles_are_shown_and_texts_are_kept() {
    let cases = [
        ("<title>Compost &amp;amp; Worms</title>", "Compost & Worms"),
        ("<title>Compost &amp; Worms</title>", "Compost & Worms"),
        (
            "<title><![CDATA[Compost &amp; Worms]]></title>",
            "Compost & Worms",
        ),
        ("<title>Compost & Worms</title>", "Compost & Worms"),
        (
            "<title>Soil <![CDATA[and <i>worms</i>]]> again</title>",
            "Soil and worms again",
        ),
        (
            "<title>Vec&lt;T&gt; &#8211; a tale</title>",
            "Vec<T> – a tale",
        ),
        ("<title>Caf&eacute;&nbsp;talk</title>", "Café talk"),
        ("<title>Soil <em>and</em> worms</title>", "Soil and worms"),
        ("<title>I &lt;3 worms</title>", "I <3 worms"),
        ("<title>I <3 worms</title>", "I <3 worms"),
        ("<title>1984</title>", "1984"),
        ("<title>007</title>", "007"),
    ];
    for (elements, title) in cases {
        let item = item(&format!("{elements}<guid>worms</guid>"));
        assert_eq!(shown(&item.title), Some(title), "{elements}");
        assert_eq!(item.guid.unwrap().value.value, "worms", "{elements}");
    }
}

#[test]
fn all_texts_are_kept_and_the_notes_are_the_fullest() {
    let content = "<content:encoded><![CDATA[<p>All of <b>it</b>.</p>]]></content:encoded>";
    let description = "<description>&lt;p&gt;A part &amp;amp; more.&lt;/p&gt;</description>";
    let summary = "<itunes:summary>Other words.</itunes:summary>";
    let orders = [
        [content, description, summary],
        [summary, description, content],
        [description, content, summary],
    ];
    for order in orders {
        let item = item(&order.concat());
        let text = |field| {
            item.text(field)
                .map(|note| (note.form, note.text.value.as_str()))
        };
        assert_eq!(
            text(NoteField::Content),
            Some((NoteForm::Html, "<p>All of <b>it</b>.</p>"))
        );
        assert_eq!(
            text(NoteField::Description),
            Some((NoteForm::Html, "<p>A part &amp; more.</p>"))
        );
        assert_eq!(
            text(NoteField::Summary),
            Some((NoteForm::Plain, "Other words."))
        );
        let notes = item.notes();
        assert_eq!(notes.body.unwrap().field, NoteField::Content);
        let others: Vec<NoteField> = notes.others.iter().map(|note| note.field).collect();
        assert_eq!(others, [NoteField::Description, NoteField::Summary]);
    }
}

#[test]
fn html_that_stands_as_elements_stays_html() {
    let item = item(
        "<description>Of <p>soil &amp; <a href=\"x?a&amp;b\">worms</a><br/></p></description><guid>1</guid>",
    );
    let note = item.text(NoteField::Description).unwrap();
    assert_eq!(
        note.text.value,
        "Of <p>soil &amp; <a href=\"x?a&amp;b\">worms</a><br/></p>"
    );
    assert_eq!(note.form, NoteForm::Html);
}

#[test]
fn what_an_item_is_known_by() {
    let file = "<enclosure url=\"https://cdn.example/1.mp3\" length=\"0\" type=\"audio/mpeg\"/>";
    let cases = [
        (
            "<guid isPermaLink=\"false\">ep-1</guid><link>https://shed.example/1</link>".to_owned(),
            "ep-1",
            Some("https://shed.example/1"),
        ),
        (
            "<guid>https://shed.example/1</guid>".to_owned(),
            "https://shed.example/1",
            Some("https://shed.example/1"),
        ),
        (
            "<guid isPermaLink=\"false\">https://shed.example/1</guid>".to_owned(),
            "https://shed.example/1",
            None,
        ),
        ("<guid>ep-1</guid>".to_owned(), "ep-1", None),
        (
            format!("<link>https://shed.example/1</link>{file}"),
            "https://shed.example/1",
            Some("https://shed.example/1"),
        ),
        (file.to_owned(), "https://cdn.example/1.mp3", None),
    ];
    for (elements, identity, link) in cases {
        let item = item(&elements);
        assert_eq!(item.identity().unwrap().value, identity, "{elements}");
        assert_eq!(shown(&item.link), link, "{elements}");
        let faults = usize::from(!elements.contains("guid"));
        assert_eq!(said(&item, FaultKind::NoGuid).len(), faults, "{elements}");
    }
    let (_, items) = read(
        "<rss xml:base='https://shed.example/'><channel><item><guid>ep-1</guid><link>/1</link></item></channel></rss>",
    );
    assert_eq!(items[0].identity().unwrap().value, "ep-1");
    assert_eq!(shown(&items[0].link), Some("https://shed.example/1"));
}

#[test]
fn files_transcripts_chapters_and_soundbites() {
    let item = item(
        r#"<title>Worms</title>
        <enclosure url="https://cdn.example/v.mp4?a=1&b=2" type="video/mp4" length="123"/>
        <enclosure url="https://cdn.example/a.mp3" type="audio/mpeg" length="0"/>
        <podcast:alternateEnclosure type="audio/opus"><podcast:source uri="https://cdn.example/a.opus"/></podcast:alternateEnclosure>
        <media:group><media:content url="https://cdn.example/a.mp3" duration="90"/><media:content url="i.jpg" medium="image"/></media:group>
        <podcast:transcript url="t.vtt" type="text/vtt" language="de" rel="captions"/>
        <podcast:transcript url="t.srt" type="application/srt"/>
        <podcast:transcript url="t.json" type="application/json"/>
        <podcast:transcript type="text/html"/>
        <podcast:chapters url="c.json" type="application/json+chapters"/>
        <psc:chapters><psc:chapter start="00:01:02.500" title="Soil &amp; worms" href="https://soil.example/"/>
          <psc:chapter start="90" title="B"/><psc:chapter start="1:00:00"/><psc:chapter start="soon" title="D"/></psc:chapters>
        <podcast:soundbite startTime="73.5" duration="60.0"/>
        <podcast:soundbite startTime="1" duration="2">Best of it</podcast:soundbite>"#,
    );
    let files: Vec<_> = item
        .enclosures
        .iter()
        .map(|file| (file.url.value.as_str(), file.length.map(|at| at.value)))
        .collect();
    assert_eq!(
        files,
        [
            ("https://cdn.example/v.mp4?a=1&b=2", Some(123)),
            ("https://cdn.example/a.mp3", None),
            ("https://cdn.example/a.opus", None),
        ]
    );
    assert_eq!(item.duration.unwrap().value, 90.0);
    let transcripts: Vec<_> = item
        .transcripts
        .iter()
        .map(|file| (file.url.value.as_str(), shown(&file.language)))
        .collect();
    assert_eq!(
        transcripts,
        [("t.vtt", Some("de")), ("t.srt", None), ("t.json", None)]
    );
    assert_eq!(item.chapters_file.as_ref().unwrap().url.value, "c.json");
    let chapters: Vec<_> = item
        .chapters
        .iter()
        .map(|chapter| (chapter.start, shown(&chapter.title)))
        .collect();
    assert_eq!(
        chapters,
        [
            (62.5, Some("Soil & worms")),
            (90.0, Some("B")),
            (3600.0, None)
        ]
    );
    let soundbites: Vec<_> = item
        .soundbites
        .iter()
        .map(|bite| (bite.start, bite.duration, shown(&bite.title)))
        .collect();
    assert_eq!(
        soundbites,
        [(73.5, 60.0, Some("Worms")), (1.0, 2.0, Some("Best of it"))]
    );
    assert_eq!(
        said(&item, FaultKind::Incomplete).len(),
        2,
        "a transcript without url, a chapter without time"
    );
    assert_eq!(said(&item, FaultKind::BareAmpersand).len(), 1);
}

#[test]
fn transcripts_have_the_language_of_the_item_or_of_the_feed() {
    let transcripts =
        "<podcast:transcript url=\"a\" language=\"fr\"/><podcast:transcript url=\"b\"/>";
    let text = rss(&format!(
        "<item>{transcripts}</item><item><dc:language>en</dc:language>{transcripts}</item><language>de</language>"
    ));
    let (_, items) = read(&text);
    let languages = |item: &FeedItem| {
        let languages = item.transcripts.iter().map(|file| shown(&file.language));
        languages
            .map(|language| language.map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(languages(&items[0]), [some("fr"), some("de")]);
    assert_eq!(languages(&items[1]), [some("fr"), some("en")]);
}

#[test]
fn explicit() {
    let cases = [
        ("yes", Some(true)),
        ("true", Some(true)),
        ("clean", Some(false)),
        ("no", Some(false)),
        ("", None),
    ];
    for (text, expected) in cases {
        let item = item(&format!("<itunes:explicit>{text}</itunes:explicit>"));
        assert_eq!(item.explicit.map(|at| at.value), expected, "{text}");
    }
}
