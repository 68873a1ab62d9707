//! `synthetic DIR COUNT`: writes the files of a catalog with COUNT codes into the folder DIR.

use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count] = &arguments[..] else { panic!("usage: synthetic DIR COUNT") };
    let count = count.parse().expect("COUNT is a number");
    std::fs::create_dir_all(folder).expect("the folder can be created");
    for (path, text) in synthetic::catalog("synthetic", count) {
        std::fs::write(Path::new(folder).join(path), text).expect("the file can be written");
    }
}
