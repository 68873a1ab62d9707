//! Errors as events of `tracing` (feature `tracing`).

use ::tracing::{error, info, warn};

use crate::catalog::error_code::ErrorCode;
use crate::catalog::vocabulary::Severity;
use crate::error::raise::Error;

/// Emits one event for an error, for its team: at the level of the code's severity, with the target `errcat`.
///
/// | field | value |
/// |---|---|
/// | `message` | the text for developers, of the code that was raised, masked or not |
/// | `code` | catalog and id, such as `mozarto/MISSING_FIELD` |
/// | `status` | the HTTP status code; absent for a code that has none |
/// | `fixable_by` | who can do something about it, such as `developer` |
///
/// Sensitive parameters, details, values of the request and the source are not in it.
pub fn event<C: ErrorCode>(error: &Error<C>) {
    let code = error.code().erase();
    macro_rules! event {
        ($level:ident) => {
            $level!(
                target: "errcat",
                code = ?code,
                status = code.status(),
                fixable_by = code.fixable_by().as_str(),
                "{}",
                error.internal().message(),
            )
        };
    }
    match code.severity() {
        Severity::Error => event!(error),
        Severity::Warn => event!(warn),
        Severity::Info => event!(info),
    }
}
