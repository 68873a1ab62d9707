//! errcat
