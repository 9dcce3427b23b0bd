//! The adapter of a widget's session, on standard input and output.

use std::io;

use matrix_widget_conformance::{adapter::SessionWidget, serve};

fn main() -> io::Result<()> {
    serve(io::stdin().lock(), io::stdout().lock(), &mut SessionWidget::default())
}
