//! A catalog that is right, under attributes and a visibility of the caller's.

#![deny(warnings)]

mod inside {
    errcat::catalog!(
        /// The codes of the shop.
        #[doc(alias = "goods")]
        pub(in crate::inside) mod codes, "catalogs/good";
    );

    pub fn status() -> Option<u16> {
        codes::Code::NotFound.status()
    }
}

fn main() {
    assert_eq!(inside::status(), Some(404));
}
