//! Writes the tables in `docs/performance.md`. The text around them is written by hand.

use anyhow::{Context, Result};

const PATH: &str = "docs/performance.md";

/// Prints a table, and replaces the table of this name in the document.
pub fn write(name: &str, table: &str) -> Result<()> {
    println!("\n{table}");
    let path = crate::repository::root().join(PATH);
    let text = std::fs::read_to_string(&path).with_context(|| format!("{PATH} cannot be read"))?;
    let text = replaced(&text, name, table)
        .with_context(|| format!("{PATH} has no place for the table `{name}`"))?;
    std::fs::write(&path, text).with_context(|| format!("{PATH} cannot be written"))
}

fn replaced(text: &str, name: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(&format!("<!-- cargo xtask bench: {name} -->\n"))?;
    let (_, after) = rest.split_once("<!-- end -->")?;
    Some(format!("{before}<!-- cargo xtask bench: {name} -->\n\n{table}\n<!-- end -->{after}"))
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn replaced_replaces_the_table_of_that_name() {
        let text = "a\n<!-- cargo xtask bench: one -->\nold\n<!-- end -->\nb\n";
        let new = "a\n<!-- cargo xtask bench: one -->\n\nnew\n\n<!-- end -->\nb\n";
        assert_eq!(replaced(text, "one", "new\n").as_deref(), Some(new));
        assert_eq!(replaced(new, "one", "new\n").as_deref(), Some(new));
        assert_eq!(replaced(text, "other", "new\n"), None);
    }
}
