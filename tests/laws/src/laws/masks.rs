//! A masked answer is that of its mask, raised with the same parameters and context, without details.

use errcat_core::Public;

use super::{Answer, Laws};
use crate::Tally;
use crate::choices::Choices;
use crate::spec::Mask;
use crate::values::Raised;

impl Laws<'_> {
    /// Compares an answer of a masked code with that of its mask, in every envelope.
    pub(super) fn masked(&self, at: usize, answer: &Answer<'_>, choices: &mut Choices<'_>, tally: &mut Tally) {
        let own = &self.spec.codes[at];
        let Mask::As(number) = own.mask else { return };
        let (mask, raised) = (&self.spec.codes[number], &answer.raised);
        let value =
            |name: &str| own.params.iter().position(|param| param.name == name).map(|at| raised.params[at].clone());
        let params = mask.params.iter().filter_map(|param| value(param.name)).collect();
        let of_mask = Raised { params, context: raised.context.clone(), details: Vec::new() };
        let code = |at: usize| self.catalog.codes().nth(at).expect("as many codes as were written");
        let tag = choices.pick(&["de", "fr", "en"]);
        let seen = |public: Public<'_>| {
            let public = public.in_language(tag);
            let envelopes = public.catalog().envelopes().filter_map(|envelope| public.body_in(envelope.name()));
            let bodies = [public.body(), public.problem()].into_iter().chain(envelopes);
            let bodies: Vec<String> = bodies.map(|body| format!("{body} {:?}", body.language())).collect();
            format!("{:?} {} {public} {public:?} {bodies:?}", public.status(), public.wire_code())
        };
        let expected = seen(Public::new(code(number), &of_mask));
        let masked = seen(Public::new(code(at), raised));
        assert_eq!(masked, expected, "{} is shown as {} in\n{}", own.id, mask.id, self.yaml);
        tally.masked += 1;
    }
}
