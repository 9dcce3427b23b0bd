//! `cargo xtask codegen`: generates the JSON Schemas, TypeScript and the reference from the Rust types.

mod capability;
pub mod catalog;
mod checks;
mod conformance;
pub mod declarations;
mod element_call;
mod outputs;
mod reference;
mod registry;
pub mod schema;
mod typescript;
mod vectors;

use anyhow::Result;

use self::{
    catalog::Catalog,
    outputs::{Outputs, SCHEMAS, TYPESCRIPT, VECTORS},
};
use crate::repository::root;

pub fn run(check: bool) -> Result<()> {
    let outputs = generate()?;
    if check { outputs.check(&root()) } else { outputs.write(&root()) }
}

fn generate() -> Result<Outputs> {
    let catalog = Catalog::new();
    eprintln!("{} actions", catalog.actions.len());
    let mut outputs = Outputs::new(&[SCHEMAS, TYPESCRIPT, VECTORS]);
    schema::generate(&catalog, &mut outputs)?;
    registry::generate(&catalog, &mut outputs)?;
    typescript::generate(&catalog, &mut outputs)?;
    checks::generate(&catalog, &mut outputs)?;
    capability::generate(&catalog, &mut outputs)?;
    vectors::generate(&mut outputs)?;
    reference::generate(&catalog, &mut outputs)?;
    element_call::generate(&catalog, &mut outputs)?;
    conformance::generate(&mut outputs)?;
    Ok(outputs)
}
