//! Test cases for `errcat::catalog!` and `#[derive(errcat::Coded)]`, in `tests/ui/`.
