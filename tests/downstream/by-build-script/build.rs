fn main() {
    errcat::build::compile("catalog");
}
