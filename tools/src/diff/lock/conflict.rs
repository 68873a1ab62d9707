//! The conflict markers that git leaves in a file.

/// Returns whether a text has the conflict markers of git.
pub fn has_conflict(text: &str) -> bool {
    text.lines().any(|line| marker(line, '<') || marker(line, '>'))
}

/// Returns whether a line is a conflict marker: seven of a character, alone or before a space.
fn marker(line: &str, of: char) -> bool {
    line.strip_prefix(&of.to_string().repeat(7)).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The texts of a file in conflict.
pub struct Sides {
    pub ours: String,
    pub theirs: String,
    /// The common ancestor, if the markers contain it.
    pub base: Option<String>,
}

impl Sides {
    /// Reads the sides of a text; `None` if its markers are not complete.
    pub fn of(text: &str) -> Option<Self> {
        #[derive(PartialEq)]
        enum In {
            Both,
            Ours,
            Base,
            Theirs,
        }
        let (mut ours, mut theirs, mut base) = (String::new(), String::new(), String::new());
        let (mut has_base, mut place) = (true, In::Both);
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches('\n');
            let is = |of| marker(content, of);
            place = match place {
                In::Both if is('<') => In::Ours,
                In::Ours if is('|') => In::Base,
                In::Ours if is('=') => {
                    has_base = false;
                    In::Theirs
                }
                In::Base if is('=') => In::Theirs,
                In::Theirs if is('>') => In::Both,
                _ if is('<') || is('>') => return None,
                other => {
                    let parts: &mut [&mut String] = match other {
                        In::Both => &mut [&mut ours, &mut theirs, &mut base],
                        In::Ours => &mut [&mut ours],
                        In::Base => &mut [&mut base],
                        In::Theirs => &mut [&mut theirs],
                    };
                    for part in parts {
                        part.push_str(line);
                    }
                    other
                }
            };
        }
        (place == In::Both).then_some(Self { ours, theirs, base: has_base.then_some(base) })
    }
}
