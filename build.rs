//! Tells the compiler whether the viewer's page has been built.
//!
//! `src/export/viewer` makes the page by a command of its own (`npm ci && npm run build` there); this
//! only looks whether it is there. A crate built without it does everything but write that page.

use std::path::Path;

const FOLDER: &str = "src/export/viewer/dist";

fn main() {
    println!("cargo::rustc-check-cfg=cfg(viewer_template)");
    // The folder and not the file: a file that is missing would make every build start anew.
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=build.rs");
    if Path::new(FOLDER).join("template.html").is_file() {
        println!("cargo::rustc-cfg=viewer_template");
    }
}
