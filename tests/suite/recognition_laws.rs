//! Laws of recognition, over random catalogs and adversarial values: see the crate `errcat-laws`.

use errcat_laws::{Choices, Tally, check};

#[test]
fn laws_hold() {
    let mut tally = Tally::default();
    let mut seed = 0;
    while tally.renderings < 200_000 {
        check(&mut Choices::of_seed(seed), 500, &mut tally);
        seed += 1;
    }
    println!("{tally:?}");
    // Most catalogs are sound, most values can be read, and little is left out.
    assert!(tally.ambiguous < 2 * tally.catalogs, "{tally:?}");
    assert!(tally.masked > tally.renderings / 50, "{tally:?}");
    assert!(tally.values > tally.renderings, "{tally:?}");
    assert!(tally.redirects > tally.renderings / 8, "{tally:?}");
    assert!(tally.left_out + tally.contested < tally.readings / 8, "{tally:?}");
}
