//! Which file of the library uses which: read from its `use` declarations and from the paths in its
//! code, without a compiler.
//!
//! A path leads to the file that defines what it names: a re-export is followed to where it comes
//! from, so that a folder's `mod.rs` may be its face without being a part of every circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::project::files_below;

/// A module's path below the crate's root.
pub type Module = Vec<String>;

/// The files of the library, and which of them each one uses.
pub struct Imports {
    code: BTreeMap<Module, String>,
    /// Module -> name -> the path that it stands for there.
    exports: BTreeMap<Module, BTreeMap<String, Module>>,
}

impl Imports {
    /// Reads the files below a source folder whose first folder or file is not one of `without`.
    pub fn read(folder: &Path, without: &[&str]) -> Self {
        let mut code = BTreeMap::new();
        for file in files_below(folder) {
            let mut module: Module = file
                .with_extension("")
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            if file.extension().is_none_or(|extension| extension != "rs")
                || without.contains(&module[0].as_str())
            {
                continue;
            }
            if module
                .last()
                .is_some_and(|last| last == "mod" || last == "lib")
            {
                module.pop();
            }
            code.insert(
                module,
                product_code(&fs::read_to_string(folder.join(file)).unwrap()),
            );
        }
        Self::of(code)
    }

    fn of(code: BTreeMap<Module, String>) -> Self {
        let exported = |code: &String| -> BTreeMap<String, Module> {
            uses(code)
                .filter(|(public, _)| *public)
                .flat_map(|(_, tree)| leaves(tree))
                .filter_map(|path| Some((path.last()?.clone(), path)))
                .collect()
        };
        let exports = code
            .iter()
            .map(|(module, code)| (module.clone(), exported(code)))
            .collect();
        Self { code, exports }
    }

    /// The modules.
    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.code.keys()
    }

    /// The modules that a module uses, itself and the crate's root aside.
    pub fn used_by(&self, module: &Module) -> BTreeSet<Module> {
        let code = &self.code[module];
        let private = uses(code)
            .filter(|(public, _)| !public)
            .flat_map(|(_, tree)| leaves(tree));
        let inline = paths(code).into_iter();
        private
            .chain(inline)
            .filter_map(|path| self.defined_in(&path, module, 0))
            .filter(|used| used != module && !used.is_empty())
            .collect()
    }

    /// The module that defines what a path names, as seen from a module.
    fn defined_in(&self, path: &[String], here: &[String], steps: usize) -> Option<Module> {
        /// Re-exports of re-exports end soon; a circle of them would not compile.
        const MOST: usize = 8;
        let mut at = here.to_vec();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => {
                at.clear();
                rest = &rest[1..];
            }
            "super" | "self" => {
                while let Some((first, after)) = rest.split_first() {
                    match first.as_str() {
                        "super" => drop(at.pop()),
                        "self" => {}
                        _ => break,
                    }
                    rest = after;
                }
            }
            first => {
                let child = [here, &[first.to_owned()]].concat();
                let exported = self.exports.get(here)?.contains_key(first);
                // Else it is another crate, or something of the same file.
                if !exported && !self.code.contains_key(&child) {
                    return None;
                }
            }
        }
        for name in rest {
            let inner = [at.as_slice(), std::slice::from_ref(name)].concat();
            if self.code.contains_key(&inner) {
                at = inner;
                continue;
            }
            let target = self.exports.get(&at).and_then(|names| names.get(name));
            return match target {
                Some(target) if steps < MOST => {
                    self.defined_in(target, &at, steps + 1).or(Some(at))
                }
                _ => Some(at),
            };
        }
        Some(at)
    }

    /// The sets of files that use each other, directly or through others.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let used: BTreeMap<&Module, BTreeSet<Module>> = self
            .modules()
            .map(|module| (module, self.used_by(module)))
            .collect();
        let reached = |from: &Module| {
            let mut found = BTreeSet::new();
            let mut open = vec![from];
            while let Some(module) = open.pop() {
                for next in &used[module] {
                    if found.insert(next) {
                        open.push(next);
                    }
                }
            }
            found
        };
        let reach: BTreeMap<&Module, BTreeSet<&Module>> =
            self.modules().map(|from| (from, reached(from))).collect();
        let circles: BTreeSet<Vec<String>> = reach
            .iter()
            .filter(|(module, found)| found.contains(*module))
            .map(|(module, found)| {
                let back = found
                    .iter()
                    .filter(|other| reach[**other].contains(*module));
                back.map(|other| other.join("/")).collect()
            })
            .collect();
        circles.into_iter().collect()
    }
}

/// The code without comments and without the unit tests at its end.
fn product_code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
    text[..end]
        .lines()
        .map(|line| line.find("//").map_or(line, |comment| &line[..comment]))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Each `use` declaration: whether it is a re-export, and its tree.
fn uses(code: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + code[from..].find("use ")?;
            from = at + "use ".len();
            let line = code[..at].rfind('\n').map_or(0, |end| end + 1);
            let before = code[line..at].trim();
            if before.is_empty() || before == "pub" || before.starts_with("pub(") {
                let tree = code[from..].split(';').next()?;
                return Some((!before.is_empty(), tree));
            }
        }
    })
}

/// The paths that a `use` tree names: `a::{b, c::{d, e as f}}` names three.
fn leaves(tree: &str) -> Vec<Module> {
    let Some((head, group)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree);
        return vec![
            path.split("::")
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty() && name != "*")
                .collect(),
        ];
    };
    let head: Module = head
        .split("::")
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let mut found = Vec::new();
    let (mut depth, mut begin) = (0, 0);
    let parts = group.char_indices().chain([(group.len(), ',')]);
    for (at, character) in parts {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                for leaf in leaves(group[begin..at].trim()) {
                    let leaf: Module = [head.clone(), leaf].concat();
                    found.push(leaf.into_iter().filter(|name| name != "self").collect());
                }
                begin = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The paths in the code that are no `use`: `super::spans::fold(…)`, `child::read(…)`.
fn paths(code: &str) -> BTreeSet<Module> {
    let name = |character: char| character.is_alphanumeric() || character == '_';
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("::") {
        let begin = code[..at]
            .rfind(|character: char| !name(character) && character != ':')
            .map_or(0, |end| end + 1);
        let line = code[..at].rfind('\n').map_or(0, |end| end + 1);
        let declares = code[line..at].trim_start();
        if declares.starts_with("use ") || declares.starts_with("pub") && declares.contains("use ")
        {
            continue;
        }
        let rest = &code[begin..];
        let end = rest.find(|character: char| !name(character) && character != ':');
        let path = &rest[..end.unwrap_or(rest.len())];
        found.insert(
            path.split("::")
                .map(str::to_owned)
                .filter(|name| !name.is_empty())
                .collect(),
        );
    }
    found
}

/// A crate of invented files, by module path.
fn invented(files: &[(&str, &str)]) -> Imports {
    let module = |path: &str| path.split('/').map(str::to_owned).collect();
    Imports::of(
        files
            .iter()
            .map(|(path, code)| (module(path), product_code(code)))
            .collect(),
    )
}

#[test]
fn paths_lead_to_the_file_that_defines_what_they_name() {
    let imports = invented(&[
        (
            "a",
            "mod one;\nmod two;\npub use one::Left;\npub use two::Right;",
        ),
        ("a/one", "pub struct Left;"),
        ("a/two", "pub struct Right;"),
        ("b", ""),
        ("b/user", ""),
    ]);
    let cases = [
        ("a whole module", "use crate::a;", vec!["a"]),
        ("a re-export", "use crate::a::Left;", vec!["a/one"]),
        (
            "a group",
            "use crate::{\n    a::{Left, two::Right as R},\n    b,\n};",
            vec!["a/one", "a/two", "b"],
        ),
        (
            "in an expression",
            "let x = crate::a::Right::new();",
            vec!["a/two"],
        ),
        ("from a child", "use super::helper;", vec!["b"]),
        ("another crate", "use serde::Serialize;", vec![]),
        (
            "a re-export of its own is no use",
            "pub(crate) use crate::a::Left;",
            vec![],
        ),
        (
            "a comment",
            "/// See [`crate::a`].\n// use crate::a::Left;",
            vec![],
        ),
        (
            "a test",
            "#[cfg(test)]\nmod tests {\n    use crate::a::Left;\n}",
            vec![],
        ),
    ];
    for (name, code, expected) in cases {
        let mut imports = Imports::of(imports.code.clone());
        let user: Module = vec!["b".into(), "user".into()];
        imports.code.insert(user.clone(), product_code(code));
        let found: Vec<String> = imports.used_by(&user).iter().map(|m| m.join("/")).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn circles_are_found_through_others_too() {
    let imports = invented(&[
        ("a", "use crate::b::f;"),
        ("b", "use crate::c::g;"),
        ("c", "fn g() { crate::a::h() }"),
        ("d", "use crate::a::h;"),
    ]);
    assert_eq!(imports.circles(), [["a", "b", "c"]]);
}
