//! A second YAML reader: `serde_yaml` reads the same trees, except for a few intended differences.

use errcat_compiler::__private::Plain;
use errcat_compiler::__private::Sink;
use errcat_compiler::__private::yaml::{self, Node, Scalar, Value};
use errcat_compiler::Sources;

/// Reads a text twice and compares structure, order and scalars. Returns the first difference.
pub fn compare(text: &str) -> Result<(), String> {
    let mut sources = Sources::default();
    let mut sink = Sink::new();
    let file = sources.add("c.yaml", text);
    let ours = yaml::parse(&sources, file, &mut sink).filter(|_| sink.is_empty());
    let theirs = serde_yaml::from_str::<serde_yaml::Value>(text);
    match (ours, theirs) {
        (Some(ours), Ok(theirs)) => same(&ours, &theirs, "$"),
        (None, Err(_)) => Ok(()),
        (Some(_), Err(error)) => Err(format!("only we read it; they say {error}")),
        (None, Ok(_)) => {
            let said: Vec<_> = sink.into_sorted(&sources).iter().map(|one| one.one_line(&sources)).collect();
            Err(format!("only they read it; we say {said:#?}"))
        }
    }
}

fn same(ours: &Node, theirs: &serde_yaml::Value, at: &str) -> Result<(), String> {
    match (&ours.value, theirs) {
        (Value::Mapping(ours), serde_yaml::Value::Mapping(theirs)) => {
            if ours.len() != theirs.len() {
                return Err(format!("{at}: {} entries, not {}", ours.len(), theirs.len()));
            }
            for ((key, ours), (other, theirs)) in ours.iter().zip(theirs) {
                // Our keys are always texts; theirs may be numbers.
                let plain = Scalar { text: key.text.clone(), quoted: false };
                let quoted = Scalar { text: key.text.clone(), quoted: true };
                if !same_scalar(&quoted, other) && !same_scalar(&plain, other) {
                    return Err(format!("{at}: key {:?}, not {other:?}", key.text));
                }
                same(ours, theirs, &format!("{at}.{}", key.text))?;
            }
            Ok(())
        }
        // We read an empty file as a mapping without entries.
        (Value::Mapping(ours), serde_yaml::Value::Null) if ours.is_empty() && at == "$" => Ok(()),
        (Value::Sequence(ours), serde_yaml::Value::Sequence(theirs)) => {
            if ours.len() != theirs.len() {
                return Err(format!("{at}: {} items, not {}", ours.len(), theirs.len()));
            }
            let mut items = ours.iter().zip(theirs).enumerate();
            items.try_for_each(|(index, (ours, theirs))| same(ours, theirs, &format!("{at}[{index}]")))
        }
        (Value::Scalar(scalar), theirs) if same_scalar(scalar, theirs) => Ok(()),
        (ours, theirs) => Err(format!("{at}: {ours:?}, not {theirs:?}")),
    }
}

/// Whether two scalars are equal; `true` for scalars that errcat refuses wherever their type matters.
fn same_scalar(ours: &Scalar, theirs: &serde_yaml::Value) -> bool {
    let text = theirs.as_str() == Some(&ours.text);
    if ours.quoted {
        return text;
    }
    match Plain::of(&ours.text) {
        Plain::Null => theirs.is_null(),
        Plain::Bool(value) => theirs.as_bool() == Some(value),
        // Beyond 64 bits we report an error, and they read a decimal number or a text.
        Plain::Integer => match ours.text.parse::<i64>() {
            Ok(value) => theirs.as_i64() == Some(value),
            Err(_) => theirs.is_number() || text,
        },
        Plain::Decimal => theirs.as_f64() == ours.text.parse().ok(),
        Plain::LikeBool(value) => text || theirs.as_bool() == Some(value),
        Plain::LikeNumber => text || theirs.is_number(),
        Plain::Text => text,
    }
}
