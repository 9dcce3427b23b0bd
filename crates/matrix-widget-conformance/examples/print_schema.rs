fn main() { print!("{}", matrix_widget_conformance::scenario::schema()); }
