//! The tables that `build.rs` generates.

macro_rules! generated {
    ($($(#[$doc:meta])* $name:ident: $($file:literal),+;)*) => {
        $($(#[$doc])* #[allow(missing_docs, clippy::all, reason = "generated")] pub mod $name {
            $(include!(concat!(env!("OUT_DIR"), "/", $file, ".rs"));)+
        })*
    };
}

generated! {
    /// A catalog of 20 codes.
    c20: "c20";
    c20_peers: "c20_peers";
    /// A catalog of 1,000 codes.
    c1000: "c1000";
    c1000_peers: "c1000_peers";
    /// A catalog of 10,000 codes.
    c10000: "c10000";
    c10000_peers: "c10000_peers";
    /// The SQLSTATEs of PostgreSQL, with ids such as `S_23505` and wire codes such as `23505`.
    sql: "sql";
    /// The other libraries' tables of the wire codes.
    sql_peers: "sql_peers";
    /// The other libraries' tables of the ids.
    sql_ids_peers: "sql_ids_peers";
    /// Enums that display the same texts with `thiserror`.
    sql_thiserror: "sql_thiserror";
}

/// The properties of the 1,000 codes, as written by hand.
pub mod by_hand {
    use super::c1000::Code;
    use errcat::FixableBy;

    include!(concat!(env!("OUT_DIR"), "/c1000_arrays.rs"));
}
