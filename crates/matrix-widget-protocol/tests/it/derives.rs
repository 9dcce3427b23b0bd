//! Schema and TypeScript types come from `#[payload]` and from shapes, never from a derive that serde may contradict.

use std::{fs, path::Path};

/// The lines below a folder that derive a schema or a TypeScript type.
fn derives(folder: &Path) -> Vec<String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let of_path = |path: std::path::PathBuf| {
        if path.is_dir() {
            return derives(&path);
        }
        let text = fs::read_to_string(&path).unwrap();
        let is_derive =
            |line: &&str| line.contains("derive(") && (line.contains("JsonSchema") || line.contains("TS"));
        text.lines().filter(is_derive).map(|line| format!("{}: {}", path.display(), line.trim())).collect()
    };
    paths.flat_map(of_path).collect()
}

#[test]
fn no_source_derives_schema_or_typescript_by_hand() {
    for name in ["matrix-widget-capability", "matrix-widget-protocol"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src");
        assert_eq!(derives(&folder), [""; 0], "use #[payload], or shape! with a reader by hand");
    }
}
