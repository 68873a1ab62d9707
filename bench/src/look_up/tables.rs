//! What `build.rs` wrote.

macro_rules! generated {
    ($($(#[$doc:meta])* $name:ident: $($file:literal),+;)*) => {
        $($(#[$doc])* #[allow(missing_docs, clippy::all, reason = "generated")] pub mod $name {
            $(include!(concat!(env!("OUT_DIR"), "/", $file, ".rs"));)+
        })*
    };
}

generated! {
    /// 20 codes.
    c20: "c20";
    c20_peers: "c20_peers";
    /// 1,000 codes.
    c1000: "c1000";
    c1000_peers: "c1000_peers";
    /// 10,000 codes.
    c10000: "c10000";
    c10000_peers: "c10000_peers";
    /// The SQLSTATEs of PostgreSQL: `S_23505`, on the wire `23505`.
    sql: "sql";
    /// Over what travels.
    sql_peers: "sql_peers";
    /// Over the ids.
    sql_ids_peers: "sql_ids_peers";
    /// The same texts by `thiserror`.
    sql_thiserror: "sql_thiserror";
}

/// The properties of the 1,000 codes as somebody would write them by hand.
pub mod by_hand {
    use super::c1000::Code;
    use errcat::FixableBy;

    include!(concat!(env!("OUT_DIR"), "/c1000_arrays.rs"));
}
