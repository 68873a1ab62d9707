//! Makes a catalog and its answers of any bytes, and checks the laws of recognition.
#![no_main]

use errcat_laws::{Choices, Tally, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check(&mut Choices::Bytes(bytes), 50, &mut Tally::default()));
