//! Broken feeds are read on, and what is broken is said.

use showgraph::source::feed::{FaultKind, duplicate_guids, fold, outline};

use super::samples::{read, rss, said, shown};

#[test]
fn items_with_one_guid_are_both_kept() {
    let text = rss(
        "<item><title>A</title><guid>same</guid></item><item><title>B</title><guid>same</guid></item>",
    );
    let (_, items) = read(&text);
    assert_eq!(items.len(), 2);
    let faults = duplicate_guids(items.iter().filter_map(|item| item.guid.as_ref()));
    assert_eq!(faults.len(), 1);
    assert_eq!(&text[faults[0].offset as usize..][..4], "same");
    assert_eq!(faults[0].offset as usize, text.rfind("same").unwrap());
}

#[test]
fn broken_feeds_are_read_on() {
    type Case<'a> = (
        &'a str,
        String,
        &'a [Option<&'a str>],
        &'a [(FaultKind, bool)],
    );
    let soil = "<item><title>Soil</title><guid>1</guid></item>";
    let worms = "<item><title>Worms</title><guid>2</guid></item>";
    let deep = format!("{}{}", "<x>".repeat(100_000), "</x>".repeat(100_000));
    let both: &[Option<&str>] = &[Some("Soil"), Some("Worms")];
    let cases: &[Case<'_>] = &[
        ("whole", rss(&format!("{soil}{worms}")), both, &[]),
        (
            "an item without an end",
            rss(&format!("<item><title>Soil</title><guid>1</guid>{worms}")),
            both,
            &[(FaultKind::Tag, false)],
        ),
        (
            "a title without an end",
            rss(&format!("<item><title>Soil<guid>1</guid></item>{worms}")),
            both,
            &[(FaultKind::Tag, false)],
        ),
        (
            "a channel's title without an end",
            format!("<rss><channel><title>Shed{soil}{worms}</channel></rss>"),
            both,
            &[(FaultKind::Tag, false)],
        ),
        (
            "ends that nothing began",
            rss(&format!(
                "</b><item><title>Soil</title></i><guid>1</guid></item>{worms}"
            )),
            both,
            &[(FaultKind::Tag, false), (FaultKind::Tag, false)],
        ),
        (
            "cut between items",
            format!("<rss><channel>{soil}{worms}"),
            both,
            &[(FaultKind::CutOff, true)],
        ),
        (
            "cut in an item",
            format!("<rss><channel>{soil}<item><title>Worms</title><guid>2</guid><descr"),
            both,
            &[(FaultKind::CutOff, true)],
        ),
        (
            "cut in CDATA",
            format!(
                "<rss><channel>{soil}<item><title>Worms</title><guid>2</guid><description><![CDATA[<p>So"
            ),
            both,
            &[(FaultKind::CutOff, true)],
        ),
        (
            "CDATA without an end",
            rss(&format!(
                "<item><title><![CDATA[Soil</title><guid>1</guid></item>{worms}"
            )),
            both,
            &[(FaultKind::Tag, false)],
        ),
        (
            "an attribute twice",
            rss(&format!(
                "<item><title>Soil</title><guid isPermaLink='false' isPermaLink='true' x=1>1</guid></item>{worms}"
            )),
            both,
            &[(FaultKind::Attribute, false)],
        ),
        (
            "entities of its own, and a bomb",
            format!(
                "<!DOCTYPE rss [<!ENTITY s \"Soil\"><!ENTITY a \"&s;&s;\">]><rss><channel><item><title>&s;</title><guid>&a;</guid></item>{worms}</channel></rss>"
            ),
            both,
            &[(FaultKind::Entity, false)],
        ),
        (
            "nested without measure",
            rss(&format!(
                "<item><description>{deep}</description><title>Soil</title><guid>1</guid></item>{worms}"
            )),
            both,
            &[(FaultKind::Depth, true)],
        ),
        (
            "text before the feed",
            format!(
                "<br/>\nWarning: soil\n<?xml version=\"1.0\"?>{}",
                rss(&format!("{soil}{worms}"))
            ),
            both,
            &[(FaultKind::Stray, false)],
        ),
        (
            "no rss around it",
            format!("<channel>{soil}{worms}</channel>"),
            both,
            &[],
        ),
        (
            "no title, no guid",
            rss("<item><description>Soil</description></item>"),
            &[None],
            &[(FaultKind::NoTitle, false), (FaultKind::NoGuid, false)],
        ),
        (
            "an item that is its own end",
            rss("<item/>"),
            &[None],
            &[(FaultKind::NoTitle, false), (FaultKind::NoGuid, false)],
        ),
        ("no items", rss(""), &[], &[]),
    ];
    for (name, text, titles, faults) in cases {
        let (outline, items) = read(text);
        let read: Vec<_> = items.iter().map(|item| shown(&item.title)).collect();
        assert_eq!(read, *titles, "{name}");
        let mut all = outline.faults.clone();
        all.extend(items.iter().flat_map(|item| item.faults.clone()));
        let kinds: Vec<_> = all.iter().map(|fault| (fault.kind, fault.lossy)).collect();
        let mut sorted = kinds.clone();
        sorted.sort_unstable();
        let mut expected = faults.to_vec();
        expected.sort_unstable();
        assert_eq!(sorted, expected, "{name}: {all:?}");
        for fault in &all {
            assert!(
                text.is_char_boundary(fault.offset as usize),
                "{name}: {fault:?}"
            );
        }
    }
}

#[test]
fn declared_entities_are_no_bombs() {
    let long = "x".repeat(64);
    let uses = "&a;".repeat(100_000);
    let text = format!(
        "<!DOCTYPE rss [<!ENTITY a \"{long}\">]><rss><channel><item><guid>1</guid><description>{uses}</description></item></channel></rss>"
    );
    let (_, items) = read(&text);
    let len = items[0].texts[0].text.value.len();
    assert!((1 << 20..2 << 20).contains(&len), "{len}");
    assert_eq!(said(&items[0], FaultKind::Entity).len(), 1);
}

#[test]
fn what_is_no_feed_is_said_to_be_none() {
    for text in ["", "<html><body>no</body></html>", "# Notes", "<opml/>"] {
        let fault = outline(text).unwrap_err();
        assert!(fault.message.contains("expected a root <rss>"), "{text}");
    }
}

#[test]
fn faults_that_lose_nothing_are_named_once() {
    let item =
        "<item><title>A & B</title><guid>1</guid><itunes:duration>bad</itunes:duration></item>";
    let text = rss(&item.repeat(3));
    let (_, items) = read(&text);
    let faults: Vec<_> = items.into_iter().flat_map(|item| item.faults).collect();
    let folded = fold(faults);
    let kinds: Vec<_> = folded.iter().map(|fault| fault.kind).collect();
    use FaultKind::{BareAmpersand, Duration};
    assert_eq!(kinds, [BareAmpersand, Duration, Duration, Duration]);
    assert!(
        folded[0].message.ends_with("(as in 2 more items)"),
        "{}",
        folded[0].message
    );
}
