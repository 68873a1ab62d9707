errcat::catalog!(pub mod codes, "FOLDER");

#[test]
fn an_error_is_raised() {
    let error = codes::errors::not_found("order 1001");
    assert_eq!(error.code(), codes::Code::NotFound);
    println!("{error:#}");
    println!("{}", error.public().body());
}
