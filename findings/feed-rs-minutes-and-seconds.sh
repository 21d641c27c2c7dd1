#!/bin/sh
# Library:  feed-rs 3.0.0 (Rust). Building takes about 40 s of processor time.
# Input:    itunes:duration as minutes and seconds, `45:30`, beside the forms
#           `00:45:30` and `2730` for the same length.
# Expected: 2730 seconds for all three. Apple's description of the tag lists
#           MM:SS beside HH:MM:SS, and feeds with episodes below an hour use it.
# Seen:     `45:30` becomes 45 seconds and `0:45` becomes zero: the text is tried
#           as hours, minutes and seconds, then as bare seconds, of which the
#           part up to the colon is taken. No error and no missing value.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "minutes-and-seconds"
version = "0.1.0"
edition = "2021"

[dependencies]
feed-rs = { version = "=3.0.0", default-features = false }

[profile.dev]
debug = false
TOML

cat > src/main.rs <<'RS'
fn seconds(duration: &str) -> Option<u64> {
    let feed = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
  <title>Kettle Hour</title><link>https://kettle.example/</link><description>Tea.</description>
  <item>
    <title>Green leaves</title><guid isPermaLink="false">kettle-1</guid>
    <enclosure url="https://kettle.example/1.mp3" type="audio/mpeg" length="1"/>
    <itunes:title>Green leaves</itunes:title>
    <itunes:duration>{duration}</itunes:duration>
  </item>
</channel></rss>"#
    );
    let feed = feed_rs::parser::parse(feed.as_bytes()).expect("a valid feed");
    let media = &feed.entries[0].media;
    media.iter().find_map(|m| m.duration).map(|d| d.as_secs())
}

fn main() {
    let today = [("00:45:30", 2730), ("2730", 2730), ("45:30", 45), ("0:45", 0)];
    let mut same = true;
    for (text, expected) in today {
        let seen = seconds(text);
        println!("<itunes:duration>{text}</itunes:duration>: {seen:?} seconds");
        same &= seen == Some(expected);
    }
    if !same {
        eprintln!("the behaviour has changed");
        std::process::exit(1);
    }
}
RS
CARGO_TARGET_DIR="$dir/target" cargo run --quiet
