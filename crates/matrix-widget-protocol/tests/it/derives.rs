//! JSON Schema and TypeScript types come from `#[payload]` and shapes, because direct derives may contradict serde.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Returns the derives of JSON Schema or TypeScript types in a folder.
fn derives(folder: &Path) -> Vec<String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let of_path = |path: PathBuf| {
        if path.is_dir() {
            return derives(&path);
        }
        let text = fs::read_to_string(&path).unwrap();
        let lists = text.split("derive(").skip(1).filter_map(|rest| rest.split(')').next());
        let is_foreign = |list: &&str| {
            list.split(|letter: char| !letter.is_alphanumeric())
                .any(|name| ["JsonSchema", "TS"].contains(&name))
        };
        lists.filter(is_foreign).map(|list| format!("{}: derive({list})", path.display())).collect()
    };
    paths.flat_map(of_path).collect()
}

#[test]
fn no_source_derives_json_schema_or_typescript_directly() {
    for name in ["matrix-widget-capability", "matrix-widget-protocol"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src");
        assert_eq!(derives(&folder), [""; 0], "use #[payload], or shape! with a handwritten implementation");
    }
}
