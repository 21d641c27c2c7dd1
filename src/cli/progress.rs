//! A progress bar on a terminal, and only there.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use showgraph::Progress;

/// Counts the files that have been read.
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar on standard error, or none at all.
    pub fn new(shown: bool) -> Self {
        // Draws nothing where standard error is no terminal.
        let target = if shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let style = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} files {eta}")
            .expect("the template is a constant");
        Self(ProgressBar::with_draw_target(None, target).with_style(style))
    }
}

impl Progress for Bar {
    fn total(&self, files: usize) {
        self.0.set_length(files as u64);
    }

    fn step(&self) {
        self.0.inc(1);
    }

    fn finish(&self) {
        self.0.finish_and_clear();
    }
}
