//! Examples for the `--help` of each command.

pub const ALL: &str = "\
Examples:
  errcat check catalog              show the errors in the catalogs of a folder
  errcat explain CARD_DECLINED      explain a code, and what to do about it
  errcat explain EC0103             explain a diagnostic of errcat
  errcat list ozura                 list the codes of a catalog
  errcat lookup ozura iso8583 51    look up a provider's code
  errcat render mozarto/MISSING_FIELD --set field=pspType
                                    print the body of its answer
  errcat classify mozarto --status 400 < body.json
                                    recognize the code of an answer
  errcat redirect ozura/cancelled --cancel-url https://a.example/cart
                                    build the URL that it redirects to
  errcat retry mozarto/INTERNAL_ERROR
                                    show when to retry
  errcat expand catalog/shop        print the Rust code of a catalog
  errcat export typescript mozarto
                                    export its codes for TypeScript";

pub const INIT: &str = "Examples:
  errcat init                      create `catalog`, named after its parent folder
  errcat init shop --name shop";

pub const NEW: &str = r"Examples:
  errcat new CARD_LOST --status 402 --fixable-by customer --message 'The card is lost' \
      --remediation 'Pay with another card.'
  errcat new NOT_THERE --catalog shop --in orders.yaml --status 404 --fixable-by developer \
      --message 'There is no {thing}' --param thing=order --remediation 'Check the id.'";

pub const CHECK: &str = "Examples:
  errcat check                     check the folder `catalog`
  errcat check catalog/shop --watch
  errcat check --format github     annotate a pull request
  errcat check --format sarif > errcat.sarif";

pub const EXPLAIN: &str = r#"Examples:
  errcat explain CARD_DECLINED
  errcat explain mozarto/UNAUTHORIZED --lang de
  errcat explain EC0103            explain a diagnostic of errcat
  errcat explain iso8583:51        explain a provider's code
  errcat explain mozarto::Code::PspTimeout
  errcat explain '{"status":"error","message":"Validation failed","isSuccess":false,"errors":[]}'"#;

pub const LIST: &str = "Examples:
  errcat list
  errcat list mozarto --status 400 --fixable-by developer
  errcat list --catalog catalog --format json";

pub const SEARCH: &str = "Examples:
  errcat search card declined
  errcat search karte abgelehnt    search texts in any language
  errcat search iso8583:51         search a provider's code";

pub const LOOKUP: &str = "Examples:
  errcat lookup ozura iso8583 51
  errcat lookup ozura stripe expired_card --format json";

pub const RENDER: &str = "Examples:
  errcat render mozarto/MISSING_FIELD --set field=pspType
  errcat render ozura/BAD_REQUEST --set reason='Bad amount' --detail 'amount is negative'
  errcat render mozarto/PSP_TIMEOUT --context transaction_id=64a1 --envelope problem";

pub const CLASSIFY: &str = "Examples:
  errcat classify mozarto --status 400 < body.json
  errcat classify ozura --status 429 'slow down'
  errcat classify mozarto --upstream psp --status 504 '<html>'";

pub const REDIRECT: &str = r"Examples:
  errcat redirect ozura/SYSTEM_ERROR --error-url https://a.example/error \
      --cancel-url https://a.example/cart
  errcat redirect ozura/cancelled --cancel-url https://a.example/cart
  errcat redirect ozura --parse 'https://a.example/error?errorCode=SYSTEM_ERROR' \
      --cancel-url https://a.example/cart --allow-origin https://a.example";

pub const RETRY: &str = "Examples:
  errcat retry mozarto/INTERNAL_ERROR
  errcat retry mozarto/PSP_RATE_LIMITED --retry-after 60 --format json";

pub const LOCK: &str = "Examples:
  errcat lock                      with each release: write `catalog.lock`
  errcat lock --check              with each change: check its promises
  errcat lock --merge              after a merge with conflicts: keep the promises of both sides
  errcat lock catalog --reworded CARD_DECLINED ORDER_CLOSED";

pub const DIFF: &str = "Examples:
  errcat diff --against git:main   compare the folder `catalog` with branch `main`
  errcat diff --against git:origin/main catalog/shop --format github
  errcat diff git:v1.0.0 git:v1.1.0 --format json
  errcat diff --against git:main --deny review
  errcat diff catalog/shop/catalog.lock catalog/shop";

pub const EXPAND: &str = "Examples:
  errcat expand catalog --out src/codes.rs
  errcat expand catalog --check src/codes.rs";

pub const EXPORT: &str = "Examples:
  errcat export typescript mozarto --out src/errors.ts
  errcat export openapi --catalog catalog --out api/
  errcat export csv ozura --internal > codes.csv";

pub const SCHEMA: &str = "Examples:
  errcat schema codes > codes.schema.json";

pub const COMPLETIONS: &str = "Examples:
  errcat completions bash > ~/.local/share/bash-completion/completions/errcat";

pub const MAN: &str = "Examples:
  errcat man --out ~/.local/share/man/man1";

pub const DOCS: &str = "Examples:
  errcat docs --out site --catalog catalog
  errcat docs --out site --internal        with what only the team may see
  errcat docs --out book --markdown        write the sources of an mdBook";

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use crate::cli::Cli;

    /// errcat accepts every example. A comment follows an example after three spaces.
    #[test]
    fn every_example_is_understood() {
        let command = Cli::command();
        let helps = command.get_subcommands().chain([&command]).filter_map(clap::Command::get_after_help);
        let mut count = 0;
        for help in helps {
            let help = help.to_string().replace("\\\n", " ");
            for line in
                help.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| line.starts_with("errcat"))
            {
                let words = line.split("   ").next().unwrap_or_default().split(['<', '>']).next().unwrap_or_default();
                let words = if line.contains("<html>") { line } else { words };
                let arguments = shlex::split(words).unwrap();
                Cli::try_parse_from(&arguments).unwrap_or_else(|error| panic!("{line}: {error}"));
                count += 1;
            }
        }
        assert!(count > 30, "{count} examples");
    }
}
