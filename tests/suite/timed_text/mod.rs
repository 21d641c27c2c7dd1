//! What transcripts and chapters are read as.

mod captions;
mod chapters;
mod markup_transcripts;
mod properties;
mod sniffing;
mod turns;

use showgraph::source::transcript::Transcript;

/// A cue as tests compare it: start and end in milliseconds, speaker, words with single spaces.
type Said = (Option<u32>, Option<u32>, String, String);

/// The cues of a transcript.
fn said(file: &str, transcript: &Transcript) -> Vec<Said> {
    let read = |text| fold(&transcript.texts.value(file, text));
    let cue = |cue: &showgraph::source::transcript::Cue| {
        let speaker = cue.speaker.map_or_else(String::new, read);
        (cue.start, cue.end, speaker, read(cue.text))
    };
    transcript.cues.iter().map(cue).collect()
}

/// Speakers and words of a transcript, as `Ana: We dig.`
fn lines(file: &str, transcript: &Transcript) -> Vec<String> {
    let line = |(_, _, speaker, text): Said| match speaker.as_str() {
        "" => text,
        _ => format!("{speaker}: {text}"),
    };
    said(file, transcript).into_iter().map(line).collect()
}

/// The faults, each with what stands in the file where it is.
fn faults(file: &str, transcript: &Transcript) -> Vec<String> {
    let fault = |fault: &showgraph::source::Fault| {
        let at = file[fault.offset..].lines().next().unwrap_or_default();
        format!(
            "{}{}: {at}",
            if fault.lossy { "! " } else { "" },
            fault.message
        )
    };
    transcript.faults.iter().map(fault).collect()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
