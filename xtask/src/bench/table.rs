//! Tables in Markdown.

/// Returns a row of a table.
pub fn row(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    cells.into_iter().fold("|".to_owned(), |row, cell| row + " " + cell.as_ref() + " |") + "\n"
}

/// Returns the first two rows of a table. The first column is aligned to the left, and the others to the right.
pub fn head(columns: &[&str]) -> String {
    let rules = columns.iter().enumerate().map(|(index, _)| if index == 0 { "---" } else { "---:" });
    row(columns) + &row(rules)
}
