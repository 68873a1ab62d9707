//! Events for the team: see [`event`].

use ::tracing::{error, info, warn};

use crate::catalog::error_code::ErrorCode;
use crate::catalog::vocabulary::Severity;
use crate::error::raise::Error;

/// Emits one event for an error, with the level of the code's severity and the target `errcat`. It is for the team.
///
/// | field | value |
/// |---|---|
/// | `message` | the text for developers of the code that was raised, even if it is masked |
/// | `code` | catalog and id, such as `mozarto/MISSING_FIELD` |
/// | `status` | the HTTP status code; left out for a code without one |
/// | `fixable_by` | who can fix it, such as `developer` |
///
/// Sensitive parameters, details, values of the context and the cause are left out.
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
