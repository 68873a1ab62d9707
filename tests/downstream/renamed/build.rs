fn main() {
    codes::build::compile_for("catalog", "::codes");
}
