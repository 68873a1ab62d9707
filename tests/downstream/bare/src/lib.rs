//! Proof that errcat works without the standard library, whose panic handler would collide with the one here.
#![no_std]

use core::fmt;
use core::panic::PanicInfo;

struct Count(usize);

impl fmt::Write for Count {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

/// Returns the length of the help text of a code.
#[unsafe(no_mangle)]
pub extern "C" fn help_len() -> usize {
    let mut count = Count(0);
    match no_std::print("E-07", &mut count) {
        Ok(()) => count.0,
        Err(fmt::Error) => 0,
    }
}

#[panic_handler]
fn stop(_: &PanicInfo<'_>) -> ! {
    loop {}
}
