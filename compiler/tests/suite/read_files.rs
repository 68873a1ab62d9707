//! Whole files as typed values: every problem is reported, and valid values are kept.

use errcat_compiler::__private::yaml::Node;
use errcat_compiler::__private::{Entries, Field, List, Literal, Read, Sink, read_keys};

use crate::read::{Even, Fixer, read};

#[derive(Debug, Default)]
struct File {
    codes: Field<Entries<Code>>,
}

impl Read for File {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        let mut file = Self::default();
        let set = |_: &str, value: &Node, sink: &mut Sink| file.codes = Field::read(value, sink).unwrap();
        read_keys(node, &["codes"], sink, set)?;
        Some(file)
    }
}

#[derive(Debug, Default)]
struct Code {
    status: Field<u32>,
    fixable_by: Field<Fixer>,
    message: Field<String>,
    remediation: Field<String>,
    tags: Field<List<String>>,
    params: Field<Entries<Literal>>,
    even: Field<Even>,
}

impl Read for Code {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        const KEYS: [&str; 7] = ["status", "fixable_by", "message", "remediation", "tags", "params", "even"];
        let mut code = Self::default();
        read_keys(node, &KEYS, sink, |key, value, sink| match key {
            "status" => code.status = Field::read(value, sink).unwrap(),
            "fixable_by" => code.fixable_by = Field::read(value, sink).unwrap(),
            "message" => code.message = Field::read(value, sink).unwrap(),
            "remediation" => code.remediation = Field::read(value, sink).unwrap(),
            "tags" => code.tags = Field::read(value, sink).unwrap(),
            "params" => code.params = Field::read(value, sink).unwrap(),
            _ => code.even = Field::read(value, sink).unwrap(),
        })?;
        Some(code)
    }
}

#[test]
fn every_problem_is_reported() {
    let text = "\
codes:
  ONE:
    status: 0404
    fixable_by: develper
    message: true
    remediatoin: Send it
    tags: [a, 51, [b], c]
    even: 3
    params: {a: 1, b: [2], c: no, d: x}
  TWO: [1]
  THREE:
    status:
    message: fine
code: x
";
    let (file, lines) = read::<File>(text);
    assert_eq!(
        lines,
        [
            "3:13: error[EC0104]: expected a whole number, found `0404`; help: write `404`",
            "4:17: error[EC0105]: unknown value `develper`; help: did you mean `developer`?",
            "5:14: error[EC0104]: expected a text, found boolean `true`; help: write it in quotes: `\"true\"`",
            "6:5: error[EC0101]: unknown key `remediatoin`; help: did you mean `remediation`?",
            "7:15: error[EC0104]: expected a text, found number `51`; help: write it in quotes: `\"51\"`",
            "7:19: error[EC0104]: expected a text, found a list; help: write a text",
            "8:11: error[EC0105]: number is odd; help: write an even one",
            "9:23: error[EC0104]: expected a text, a number or a boolean, found a list; help: write a text, a number or a boolean",
            "9:31: error[EC0104]: `no` may be a boolean or a text; help: write `false`, or a text in quotes: `\"no\"`",
            "10:8: error[EC0104]: expected a mapping, found a list; help: write a mapping, such as `{name: value}`",
            "12:11: error[EC0104]: expected a whole number, found nothing; help: write a whole number in decimal digits, without quotes",
            "14:1: error[EC0101]: unknown key `code`; help: did you mean `codes`?",
        ]
    );
    let codes = file.as_ref().unwrap().codes.get().unwrap();
    let codes = &codes.0;
    let names = codes.iter().map(|(name, _)| name.value.as_str()).collect::<Vec<_>>();
    assert_eq!(names, ["ONE", "TWO", "THREE"]);
    let one = codes[0].1.get().unwrap();
    assert!(
        one.status.is_invalid() && one.fixable_by.is_invalid() && one.message.is_invalid() && one.even.is_invalid()
    );
    assert!(one.remediation.is_absent());
    assert_eq!(one.tags.get().unwrap().0.iter().map(|tag| tag.value.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    let params = one.params.get().unwrap().0.iter().map(|(name, value)| (name.value.as_str(), value.get()));
    let last = Literal::String("x".to_owned());
    assert_eq!(
        params.collect::<Vec<_>>(),
        [("a", Some(&Literal::Integer(1))), ("b", None), ("c", None), ("d", Some(&last))]
    );
    assert!(codes[1].1.is_invalid());
    let message = &codes[2].1.get().unwrap().message;
    let start = text.find("fine").unwrap();
    assert_eq!((message.span().unwrap().start as usize, message.get().unwrap().as_str()), (start, "fine"));
    assert_eq!(codes[2].0.span.start as usize, text.find("THREE").unwrap());
}

#[test]
fn keys_are_texts_and_nulls_are_not_absent() {
    let (entries, lines) = read::<Entries<u32>>("51: 1\ntrue: 2\n~: 3\n");
    assert_eq!(lines, [""; 0]);
    let names = entries.unwrap().0.into_iter().map(|(name, value)| (name.value, value.get().copied()));
    let names = names.collect::<Vec<_>>();
    assert_eq!(names, [("51".to_owned(), Some(1)), ("true".to_owned(), Some(2)), ("~".to_owned(), Some(3))]);
    let (value, lines) = read::<File>("codes:\n");
    assert!(value.unwrap().codes.is_invalid());
    assert_eq!(
        lines,
        ["1:6: error[EC0104]: expected a mapping, found nothing; help: write a mapping, such as `{name: value}`"]
    );
}
