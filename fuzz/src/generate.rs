//! Inputs: files of the sample corpus and small seeds, cut, doubled and put together with the words of their format.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;

use crate::Target;

/// The longest seed that is taken of the sample corpus, in bytes: long files say the same again.
const SEED: usize = 3000;
/// The longest input.
const LONGEST: usize = 64 * 1024;

/// A change of an input. Places are shares of its length, so that they mean something after other changes.
#[derive(Debug, Clone)]
enum Change {
    Insert(f64, &'static str),
    Delete(f64, f64),
    /// Doubles a part so many times.
    Repeat(f64, f64, usize),
    Byte(f64, u8),
    /// Puts a part of another seed there.
    Splice(f64, usize, f64, f64),
}

/// Inputs for a target.
pub fn inputs(target: Target) -> impl Strategy<Value = Vec<u8>> {
    let seeds = seeds(target);
    let words = words(target);
    let share = || 0.0..1.0_f64;
    let change = prop_oneof![
        6 => (share(), select(words)).prop_map(|(at, word)| Change::Insert(at, word)),
        3 => (share(), share()).prop_map(|(at, end)| Change::Delete(at, end)),
        2 => (share(), share(), 1..40_usize).prop_map(|(at, end, times)| Change::Repeat(at, end, times)),
        2 => (share(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        2 => (share(), any::<usize>(), share(), share())
            .prop_map(|(at, seed, from, to)| Change::Splice(at, seed, from, to)),
    ];
    let changed =
        (0..seeds.len(), prop::collection::vec(change, 0..8)).prop_map(move |(seed, changes)| {
            changes
                .into_iter()
                .fold(seeds[seed].clone(), |text, change| {
                    applied(text, change, seeds)
                })
        });
    let piece = prop_oneof![
        8 => select(words).prop_map(|word| word.as_bytes().to_vec()),
        1 => ".{0,6}".prop_map(String::into_bytes),
    ];
    let written = prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat());
    prop_oneof![2 => changed, 1 => written]
}

fn applied(mut text: Vec<u8>, change: Change, seeds: &[Vec<u8>]) -> Vec<u8> {
    let place = |share: f64, length: usize| (share * length as f64) as usize;
    let part = |one: f64, other: f64, length: usize| {
        place(one.min(other), length)..place(one.max(other), length)
    };
    match change {
        Change::Insert(at, word) => {
            let at = place(at, text.len());
            text.splice(at..at, word.bytes());
        }
        Change::Delete(from, to) => {
            text.drain(part(from, to, text.len()));
        }
        Change::Repeat(from, to, times) => {
            let part = part(from, to, text.len());
            let again = text[part.clone()].repeat(times);
            text.splice(part.end..part.end, again);
        }
        Change::Byte(at, byte) => {
            let at = place(at, text.len());
            if let Some(old) = text.get_mut(at) {
                *old = byte;
            }
        }
        Change::Splice(at, seed, from, to) => {
            let other = &seeds[seed % seeds.len()];
            let at = place(at, text.len());
            text.splice(at..at, other[part(from, to, other.len())].iter().copied());
        }
    }
    text.truncate(LONGEST);
    text
}

/// The seeds of a target: small ones, and files of the sample corpus.
fn seeds(target: Target) -> &'static [Vec<u8>] {
    static SEEDS: LazyLock<Vec<Vec<Vec<u8>>>> =
        LazyLock::new(|| Target::ALL.map(read_seeds).into_iter().collect());
    let at = Target::ALL.iter().position(|one| *one == target);
    at.map_or(&[], |at| &SEEDS[at])
}

fn read_seeds(target: Target) -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = own_seeds(target)
        .iter()
        .map(|seed| seed.as_bytes().to_vec())
        .collect();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let mut files = Vec::new();
    for folder in ["corpus", "inputs"] {
        walk(&tests.join(folder), &mut files);
    }
    files.push(tests.join("../output/graph.json"));
    files.sort();
    for file in files {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Ok(mut bytes) = std::fs::read(&file) else {
            continue;
        };
        bytes.truncate(SEED);
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        let front = || {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            text.split("---\n")
                .nth(1)
                .map(|front| front.as_bytes().to_vec())
        };
        let with_format = |format: u8| [&[format], &*bytes].concat();
        match target {
            Target::FrontMatter if ends(&[".md", ".mdx"]) => seeds.extend(front()),
            Target::MarkdownBody if ends(&[".md", ".mdx"]) => seeds.push(bytes),
            Target::Feed if ends(&[".xml"]) => seeds.push(bytes),
            Target::Transcript if ends(&[".vtt"]) => seeds.push(with_format(0)),
            Target::Transcript if ends(&[".srt"]) => seeds.push(with_format(1)),
            Target::Transcript if ends(&[".json"]) => seeds.push(with_format(5)),
            Target::Configuration if ends(&["showgraph.toml"]) => seeds.push(bytes),
            _ => {}
        }
    }
    seeds
}

/// The files below a folder.
fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

const fn own_seeds(target: Target) -> &'static [&'static str] {
    match target {
        Target::FrontMatter => &[
            "title: Kilns: part 2\nnumber: 7\ndate: 2024-03-01\nguests:\n  - name: Ann Quill\n    url: https://quill.example\nhosts: [ben, \"Cy Roe\"]\ntags: a, b\nchapters:\n  - start: 0:10\n    title: Clay\nlinks:\n  - https://a.example/\n",
            "x: &a [1, 2]\ny: *a\nz: {k: [v, {w: 1}]}\n<<: *a\nduration: 1:02:03\ndescription: |\n  Kubernetes\n",
        ],
        Target::MarkdownBody => &[
            "# Clay\n\n- [Kubernetes](https://kubernetes.io): by *Ann Quill*\n\n> quote\n\n| a | b |\n|---|---|\n| Docker | [x][r] |\n\n[r]: https://a.example\n",
            "## Transcript\n\n**Ann Quill:** [00:12] hello Kubernetes.\n\n**Ben:** hi Ann.\n",
            "{{< transcript \"ANN: hi\" >}}\n{% link a.md %} [[Wiki|link]] <a href='x'>y</a> &amp; ![i](j.png)\n",
        ],
        Target::Feed => &[
            "<rss version=\"2.0\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>Clay</title><podcast:person href=\"https://q.example\">Ann Quill</podcast:person><item><title>1: Kilns</title><guid>a</guid><pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate><description><![CDATA[<p>With <a href=\"https://a.example\">Docker</a></p>]]></description><itunes:duration>10:00</itunes:duration><enclosure url=\"https://a.example/1.mp3\" type=\"audio/mpeg\" length=\"1\"/></item></channel></rss>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Clay</title><entry><id>a</id><title>Kilns</title><content type=\"html\">&lt;p&gt;Docker&lt;/p&gt;</content></entry></feed>",
            "<opml version=\"2.0\"><body><outline type=\"rss\" text=\"Clay\" xmlUrl=\"https://a.example/f\"/></body></opml>",
        ],
        Target::Transcript => &[
            "\0WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:02.000 align:start\n<v Ann Quill>Hello <c.x>Kubernetes</c>.\n",
            "\u{1}1\n00:00:01,000 --> 00:00:02,000\nAnn: Hello.\n\n",
            "\u{2}{\"version\":\"1.0.0\",\"segments\":[{\"speaker\":\"Ann\",\"startTime\":0.5,\"endTime\":1,\"body\":\"Hello\"}]}",
            "\u{3}<cite>Ann Quill:</cite><time>0:01</time><p>Hello</p>",
            "\u{4}Ann Quill 00:01\nHello Kubernetes.\n\nBen: hi\n",
            "\u{5}{\"version\":\"1.2.0\",\"chapters\":[{\"startTime\":0,\"title\":\"Clay\",\"url\":\"https://a.example\"}]}",
            "\u{6};FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=Clay\n",
            "\u{7}<psc:chapters xmlns:psc=\"http://podlove.org/simple-chapters\"><psc:chapter start=\"0:01\" title=\"Clay\"/></psc:chapters>",
        ],
        Target::SavedGraph => &[
            "{\"attributes\":{\"base_iri\":\"https://a.example/\"},\"nodes\":[{\"key\":\"person:a\",\"attributes\":{\"kind\":\"person\",\"label\":\"A\",\"iri\":\"https://a.example/person/a\",\"aliases\":\"[\\\"B\\\"]\",\"same_as\":\"[\\\"https://b.example/\\\"]\"}},{\"key\":\"url:u\",\"attributes\":{\"kind\":\"url\",\"label\":\"u\",\"url\":\"https://u.example/\",\"category\":\"docs\"}},{\"key\":\"episode:e\",\"attributes\":{\"kind\":\"episode\",\"label\":\"E\",\"source\":\"e.md\",\"date\":\"2024-03-01\"}}],\"edges\":[{\"key\":\"1\",\"source\":\"episode:e\",\"target\":\"url:u\",\"attributes\":{\"relation\":\"links_to\",\"weight\":1,\"confidence\":1,\"basis\":\"stated\",\"href\":\"https://u.example/\",\"text\":\"u\",\"where\":\"[\\\"notes\\\"]\"}}]}",
            "t{\"base_iri\":\"https://a.example/\",\"topics\":[{\"key\":\"a\",\"name\":\"A, B\",\"members\":[{\"id\":\"product:a\",\"label\":\"A\",\"kind\":\"product\",\"weight\":1}],\"episodes\":[{\"id\":\"episode:e\",\"label\":\"E\",\"share\":0.5}],\"neighbours\":[{\"key\":\"b\",\"weight\":1}]}]}",
        ],
        Target::Lexicon => &[
            "field = \"clay\"\nknown = 3\n[product]\nKiln = [\"k1\", \"K-One\"]\nWheel = { aliases = [\"w\"], case = \"exact\", ambiguous = true, context = [\"clay\"] }\n",
            "[[entity]]\nkind = \"person\"\nname = \"Ann Quill\"\naliases = [\"@ann\"]\nwikidata = \"Q42\"\nurl = \"https://a.example\"\npart_of = \"Kiln\"\n",
        ],
        Target::Query => &[
            "#+ summary: products\n#+ param: product (kind product) default Kubernetes -- which\n#+ columns: episode, label\nPREFIX schema: <https://schema.org/>\nSELECT ?episode ?label WHERE { ?episode schema:about ?product . OPTIONAL { ?episode schema:name ?label } FILTER(?label != \"x\") } ORDER BY ?label LIMIT 5\n",
            "#+ param: n (number) default 2\nPREFIX sg: <https://showgraph.example/vocab#>\nASK { ?a ?p ?b . FILTER(?n > 1 && !(?a = ?b) || STRLEN(STR(?b)) > ?n) }\n",
            "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { ?o ?p ?s } VALUES ?p { <https://schema.org/name> } }",
        ],
        Target::Configuration => &[
            "show = \"Clay\"\nbase_iri = \"https://a.example/\"\ninclude = [\"*.md\"]\nexclude = [\"x/**\"]\n[fields]\nguests = [\"with\"]\n[curation]\nsame = [[\"Ann Quill\", \"Annie\"]]\nnever_same = [[\"A\", \"B\"]]\ndrop = [\"Kubernetes\"]\nrename = { Ann = \"Anne\" }\nkind = { Docker = \"product\" }\n",
        ],
    }
}

/// Words of a format, with what commonly breaks its readers.
const fn words(target: Target) -> &'static [&'static str] {
    match target {
        Target::FrontMatter => &[
            "title: ",
            "guests:\n",
            "  - ",
            "hosts: ",
            "tags: [",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "<<: ",
            "|\n",
            ">-\n",
            "\"",
            "'",
            ": ",
            "#",
            "---\n",
            "...\n",
            "\t",
            "\n",
            "\r\n",
            "date: 2024-13-40\n",
            "number: 010\n",
            "duration: 99:99\n",
            "chapters:\n",
            "links:\n",
            "notes: ",
            "\u{0}",
            "\u{feff}",
            "é",
            "- - - ",
            "? ",
            "!!str ",
            "%YAML 1.2\n",
            "javascript:alert(1)",
            "Ann Quill",
            "Ann & Ben",
            "{{< x >}}",
            "\u{85}",
            "aliases: ",
        ],
        Target::MarkdownBody => &[
            "# ",
            "## Transcript\n\n",
            "- ",
            "1. ",
            "> ",
            "| a |\n|---|\n",
            "```\n",
            "    ",
            "\n",
            "\n\n",
            "\r",
            "**",
            "_",
            "`",
            "[",
            "](",
            ")",
            "![",
            "<a href=\"",
            "\">",
            "</a>",
            "<td>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "&amp;",
            "&#0;",
            "\\",
            "https://a.example/b_(c)",
            "www.a.example",
            "a@b.example",
            "[a]: ",
            "{{< transcript \"",
            "\" >}}",
            "{{< /transcript >}}",
            "{{% x %}}",
            "{{",
            "}}",
            "{% a %}",
            "{:",
            "MARK: ",
            "**Ann Quill:** ",
            "[00:12] ",
            "(1:02:03)",
            "[LAUGHTER]",
            "é",
            "\u{301}",
            "\u{feff}",
            "\u{a0}",
            "日本",
            "💥",
            "\u{0}",
            "\u{c}",
            "Kubernetes",
            "Ann Quill",
            " by ",
            "“",
            "”",
            "»",
            "«",
            "[[",
            "]]",
            "|",
            "from Lisbon, Portugal",
            "the novel ",
            "## Sponsors\n",
            "data:text/html,x",
            "Docker 1.2",
            "i\u{307}",
            "\u{202e}",
            "ﬁ",
            "ß",
            "İ",
        ],
        Target::Feed => &[
            "<",
            ">",
            "&",
            ";",
            "\"",
            "'",
            "/",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "</item>",
            "<item>",
            "</title>",
            "<title>",
            "<guid>a</guid>",
            "<x a=",
            "&amp;",
            "&#x110000;",
            "&s;",
            "<?",
            "<!DOCTYPE rss [<!ENTITY s \"t\">]>",
            "ü",
            "\u{feff}",
            "xmlns:p='urn:p'",
            " ",
            "<podcast:person>",
            "<podcast:liveItem status=\"live\">",
            "<podcast:remoteItem feedGuid=\"",
            "<podcast:chapters url=\"a.json\"/>",
            "<podcast:transcript url=\"a.vtt\"/>",
            "<itunes:season>",
            "<pubDate>",
            "32 Foo 99",
            "encoding=\"utf-16\"",
            "encoding=\"windows-1252\"",
            "<entry>",
            "<outline xmlUrl=\"",
            "javascript:alert(1)",
            "&lt;b&gt;",
            "<br>",
            "\u{1}",
        ],
        Target::Transcript => &[
            "WEBVTT\n\n",
            "NOTE ",
            "STYLE\n",
            "REGION\n",
            "\n",
            "\n\n",
            "\r\n",
            "00:00:01.000",
            " --> ",
            "99:99:99,999",
            "<v ",
            "<v Ann>",
            "</v>",
            "<c.x>",
            "<00:00:01.000>",
            "&amp;",
            "&lrm;",
            "1\n",
            "{\"",
            "\":",
            ",",
            "[",
            "]",
            "{",
            "}",
            "\"startTime\"",
            "1e999",
            "-1",
            "\"body\"",
            "\"speaker\"",
            "\\ud800",
            "\\u0000",
            "<cite>",
            "<time>",
            "<p>",
            "Ann: ",
            "ANN QUILL: ",
            "[00:01]",
            ";FFMETADATA1\n",
            "[CHAPTER]\n",
            "TIMEBASE=0/0\n",
            "START=",
            "<psc:chapter start=\"",
            "title=",
            "\u{feff}",
            "\u{0}",
            "é",
            "Kubernetes",
        ],
        Target::SavedGraph => &[
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "1e999",
            "-0",
            "9999999999999999999",
            "\\ud800",
            "\\u001b",
            "\\\\",
            "\"kind\":\"show\"",
            "\"iri\":\"javascript:x\"",
            "\"same_as\":\"[\\\"data:,x\\\"]\"",
            "\"terms\":\"a 1\"",
            "\"key\":\"\"",
            "\"where\":\"[\\\"notes\\\"]\"",
            "\"weight\":-1",
            "\"label\":\"\"",
            "> <",
            "é",
            "\u{feff}",
            "t{",
            "\"parent\":\"a\"",
            "\"base_iri\":\"x\"",
            "\"url\":\"https://a.example/ b\"",
            "\"seconds\":4294967295",
        ],
        Target::Lexicon => &[
            "[product]\n",
            "[person]\n",
            "[[entity]]\n",
            "kind = ",
            "name = ",
            "\"\"",
            "\"a\"",
            " = ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "aliases = ",
            "case = \"exact\"\n",
            "known = 9\n",
            "known = 99\n",
            "\n",
            "\"\\u0000\"",
            "\"\\t\"",
            "'",
            "'''",
            "wikidata = \"Qx\"\n",
            "url = \"javascript:x\"\n",
            "#",
            "é",
            "C++",
            "\"|\"",
            "ambiguous = 1\n",
            "part_of = \"a\"\n",
            "\u{301}",
            "field = \"x\"\n",
            "1979-05-27",
            "0x1",
        ],
        Target::Query => &[
            "#+ summary: ",
            "#+ param: a (text) default b\n",
            "#+ columns: a, b\n",
            "#+",
            "\n",
            "SELECT ",
            "*",
            "?a ",
            "{ ",
            "} ",
            "( ",
            ") ",
            "FILTER(",
            "UNION ",
            "OPTIONAL ",
            "MINUS ",
            "BIND(1 AS ?x) ",
            "VALUES ?x { 1 2 } ",
            "GROUP BY ?a ",
            "ORDER BY ",
            "LIMIT 1 ",
            "<a:b> ",
            "\"x\"@en ",
            "'''",
            "\\",
            "!",
            "- ",
            "|| ",
            "&& ",
            "^ ",
            "* ",
            "/ ",
            "+ ",
            "SERVICE <a:b> {}",
            "REGEX(?a, \"(\")",
            "GRAPH ?g ",
            "<< ",
            ">> ",
            "a ",
            "; ",
            ". ",
            "EXISTS ",
            "PREFIX x: <y:z> ",
            "CONSTRUCT ",
            "DESCRIBE ",
            "ASK ",
            "é",
            "\u{0}",
            "STR(",
            "COUNT(*)",
            "LATERAL ",
            "NOW()",
            "RAND()",
        ],
        Target::Configuration => &[
            "show = ",
            "base_iri = ",
            "include = [",
            "exclude = [",
            "lexicons = [",
            "people = [",
            "[fields]\n",
            "[curation]\n",
            "same = [[\"Ann Quill\", \"Kubernetes\"]]\n",
            "never_same = [[\"a\"]]\n",
            "drop = [\"Ann Quill\"]\n",
            "rename = { \"Ann Quill\" = \"\" }\n",
            "kind = { Kubernetes = \"person\" }\n",
            "\"",
            "'",
            "[",
            "]",
            "{",
            "}",
            "=",
            "\n",
            "\"\\u001b\"",
            "\"**/[\"",
            "\"!*\"",
            "guests = [\"title\"]\n",
            "hosts = [\"\"]\n",
            "\"javascript://x/\"",
            "é",
            "\"/\"",
            "\"../..\"",
            "true",
            "1",
        ],
    }
}
