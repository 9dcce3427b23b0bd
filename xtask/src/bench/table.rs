//! Tables in Markdown.

/// A row of a table.
pub fn row(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    cells.into_iter().fold("|".to_owned(), |row, cell| row + " " + cell.as_ref() + " |") + "\n"
}

/// The first rows of a table: names of columns, the first of which is aligned to the left.
pub fn head(columns: &[&str]) -> String {
    let rules = columns.iter().enumerate().map(|(index, _)| if index == 0 { "---" } else { "---:" });
    row(columns) + &row(rules)
}
