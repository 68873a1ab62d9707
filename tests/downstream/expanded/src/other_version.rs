// The code that a version of errcat with other tables could have written.
errcat::__format!(0);

pub enum Code {
    Declined,
}

pub static CATALOG: errcat::Catalog<'static> =
    errcat::Catalog::new(errcat::__private::Tables { texts: "declinedDeclined", u16s: [&[402], &[1]] });

const fn number_of(code: Code) -> u16 {
    code as u16
}

errcat::__code!(Code, CATALOG, 1, number_of);
