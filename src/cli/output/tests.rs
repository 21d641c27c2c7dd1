//! Sets and files are replaced whole, whatever happens.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use showgraph::error::Error;

use super::Staged;
use super::staged::LIST;
use super::step::STOP_AT;

/// The folder that a child process writes into.
const FOLDER: &str = "SHOWGRAPH_TEST_FOLDER";

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_set_is_replaced_together() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("new/one"), folder.path().join("new/two"));
    let mut staged = Staged::default();
    staged.write(&one, |file| file.write_all(b"1")).unwrap();
    staged.write(&two, |file| file.write_all(b"2")).unwrap();
    assert!(!one.exists());
    assert_eq!(staged.publish().unwrap(), [one.clone(), two]);
    assert_eq!(names(one.parent().unwrap()), ["one", "two"]);
    assert_eq!(fs::read(one).unwrap(), b"1");
}

#[test]
fn a_failure_leaves_the_old_set_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    fs::write(&one, "old").unwrap();
    let mut staged = Staged::default();
    staged.write(&one, |file| file.write_all(b"new")).unwrap();
    let error = staged
        .write(&two, |_| Err(io::Error::other("the disk is full")))
        .unwrap_err();
    drop(staged);
    assert_eq!(
        error.to_string(),
        format!("{}: cannot write", two.display())
    );
    assert_eq!(names(folder.path()), ["one"]);
    assert_eq!(fs::read(one).unwrap(), b"old");
}

#[test]
fn what_is_written_side_by_side_is_told_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let items: Vec<(&str, u64)> = vec![("a", 20), ("b", 10), ("c", 0)];
    let write = |staged: &mut Staged, failing: u64| {
        staged.write_each_below(folder.path(), &items, |delay, sink| {
            std::thread::sleep(std::time::Duration::from_millis(*delay));
            if *delay < failing {
                return Err(io::Error::other("the disk is full"));
            }
            sink.create(items.iter().find(|item| item.1 == *delay).unwrap().0)?
                .write_all(b"x")
        })
    };
    let mut staged = Staged::default();
    let error = write(&mut staged, 15).unwrap_err();
    let failed = folder.path().join("b");
    assert_eq!(
        error.to_string(),
        format!("{}: cannot write", failed.display())
    );
    drop(staged);
    assert!(names(folder.path()).is_empty());

    let mut staged = Staged::default();
    write(&mut staged, 0).unwrap();
    let all = ["a", "b", "c"];
    assert_eq!(
        staged.publish().unwrap(),
        all.map(|name| folder.path().join(name))
    );
    assert_eq!(names(folder.path()), all);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_found_before_anything_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("graph.json");
    fs::create_dir(&taken).unwrap();
    let error = Staged::default().write(&taken, |_| Ok(())).unwrap_err();
    assert!(matches!(error, Error::Io { .. }));
    assert_eq!(names(folder.path()), ["graph.json"]);
}

#[test]
fn a_folder_loses_what_is_no_longer_written_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let write = |names: &[&str]| {
        let mut staged = Staged::into_folder(folder.path()).unwrap();
        staged
            .write_below(folder.path(), "vault/", |sink| {
                for name in names {
                    sink.create(&format!("vault/{name}"))?.write_all(b"x")?;
                }
                Ok(())
            })
            .unwrap();
        staged.publish().unwrap()
    };
    assert_eq!(write(&["a.md", "people/b.md"]), [vault.join("")]);
    fs::write(vault.join("mine.md"), "my own note").unwrap();
    fs::write(folder.path().join("precious"), "").unwrap();
    let list = fs::read_to_string(vault.join(LIST)).unwrap();
    assert_eq!(list, "a.md\npeople/b.md\n");
    fs::write(vault.join(LIST), list + "../precious\n").unwrap();

    write(&["a.md", "c.md"]);
    assert_eq!(names(&vault), [LIST, "a.md", "c.md", "mine.md", "people"]);
    assert!(names(&vault.join("people")).is_empty());
    assert!(folder.path().join("precious").exists());
}

#[cfg(unix)]
#[test]
fn nothing_vanishes_through_a_link() {
    let above = tempfile::tempdir().unwrap();
    let (folder, kept) = (above.path().join("output"), above.path().join("kept"));
    fs::create_dir_all(folder.join("vault")).unwrap();
    fs::create_dir(&kept).unwrap();
    fs::write(kept.join("mine"), "").unwrap();
    std::os::unix::fs::symlink(&kept, folder.join("vault/way")).unwrap();
    let lists = [
        // Of what once was written, as somebody wrote it: read, and not followed.
        &|list: &Path| fs::write(list, "way/mine\nold.md\n").unwrap() as (),
        // A link in place of the list: not read, be it without end.
        &|list: &Path| std::os::unix::fs::symlink("/dev/zero", list).unwrap(),
    ] as [&dyn Fn(&Path); 2];
    for list in lists {
        let _ = fs::remove_file(folder.join("vault").join(LIST));
        fs::write(folder.join("vault/old.md"), "").unwrap();
        list(&folder.join("vault").join(LIST));
        let mut staged = Staged::into_folder(&folder).unwrap();
        staged
            .write_below(&folder, "vault/", |sink| {
                sink.create("vault/new.md")?.write_all(b"x")
            })
            .unwrap();
        // Where two folders cannot change places, files are replaced one by one.
        staged.set_is_replaced_one_by_one();
        staged.publish().unwrap();
        assert!(kept.join("mine").exists());
        assert_eq!(fs::read(folder.join("vault/new.md")).unwrap(), b"x");
    }
    assert!(folder.join("vault/old.md").exists());
}

#[test]
fn a_set_that_fails_leaves_no_folder_behind() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("new/output");
    let mut staged = Staged::into_folder(&folder).unwrap();
    staged
        .write(&folder.join("csv/a"), |file| file.write_all(b"1"))
        .unwrap();
    drop(staged);
    assert!(names(above.path()).is_empty());
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let first = Staged::into_folder(folder.path()).unwrap();
    let error = Staged::into_folder(folder.path()).unwrap_err().to_string();
    assert!(error.contains("another run of showgraph"), "{error}");
    drop(first);
    assert!(Staged::into_folder(folder.path()).is_ok());
}

#[cfg(unix)]
#[test]
fn modes_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for in_set in [true, false] {
        let file = folder.path().join("one");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o750)).unwrap();
        let mut staged = match in_set {
            true => Staged::into_folder(folder.path()).unwrap(),
            false => Staged::default(),
        };
        staged.write(&file, |file| file.write_all(b"new")).unwrap();
        staged.publish().unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!((mode(&file), mode(folder.path())), (0o640, 0o750));
    }
}

/// Writes the new set where a parent process says so.
#[test]
fn publishes_for_its_parent() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    let folder = Path::new(&folder);
    let mut staged = Staged::into_folder(folder).unwrap();
    for name in ["a", "b"] {
        staged
            .write(&folder.join(name), |file| file.write_all(b"new"))
            .unwrap();
    }
    staged
        .write_below(folder, "vault/", |sink| {
            sink.create("vault/note")?.write_all(b"new")
        })
        .unwrap();
    staged.publish().unwrap();
}

#[test]
fn a_run_that_is_killed_leaves_the_old_set_or_the_new_one() {
    let child = |folder: &Path, stop: Option<usize>| {
        let mut command = Command::new(env::current_exe().unwrap());
        command
            .args(["--exact", "cli::output::tests::publishes_for_its_parent"])
            .env(FOLDER, folder)
            .env_remove(STOP_AT);
        if let Some(stop) = stop {
            command.env(STOP_AT, stop.to_string());
        }
        command.output().unwrap().status.success()
    };
    let mut killed = 0;
    for stop in 0.. {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("output");
        for (name, text) in [
            ("a", "old"),
            ("b", "old"),
            ("vault/note", "old"),
            ("vault/gone", "old"),
            ("vault/mine", "mine"),
            ("mine/note", "mine"),
            (&*format!("vault/{LIST}"), "gone\nnote\n"),
        ] {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let done = child(&folder, Some(stop));
        let texts: Vec<String> = ["a", "b", "vault/note"]
            .map(|name| fs::read_to_string(folder.join(name)).unwrap())
            .into();
        // Elsewhere the files are replaced one by one.
        if cfg!(target_os = "linux") {
            assert!(
                texts.iter().all(|text| *text == texts[0]),
                "step {stop}: {texts:?}"
            );
            assert_eq!(
                folder.join("vault/gone").exists(),
                texts[0] == "old",
                "step {stop}"
            );
        }
        // The next run makes it good.
        assert!(child(&folder, None));
        assert_eq!(names(above.path()), ["output"], "step {stop}");
        assert_eq!(names(&folder), ["a", "b", "mine", "vault"], "step {stop}");
        assert_eq!(
            names(&folder.join("vault")),
            [LIST, "mine", "note"],
            "step {stop}"
        );
        for (name, text) in [
            ("a", "new"),
            ("vault/note", "new"),
            ("vault/mine", "mine"),
            ("mine/note", "mine"),
        ] {
            assert_eq!(
                fs::read_to_string(folder.join(name)).unwrap(),
                text,
                "step {stop}"
            );
        }
        if done {
            break;
        }
        killed += 1;
    }
    assert!(killed >= 5, "{killed} steps");
}
