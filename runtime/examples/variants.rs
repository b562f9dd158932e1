//! Automation's VARIANT, as a value of Rust and back.

use comidl::{Value, Variant};

fn main() -> comidl::Result<()> {
    let values = [
        Value::Empty,
        Value::Bool(true),
        Value::I32(-40),
        Value::F64(21.5),
        Value::Text("grün".to_owned()),
    ];
    for value in values {
        let variant = Variant::new(&value)?;
        println!("VARTYPE {}: {:?}", variant.vartype(), variant.value());
    }
    println!("{}", Value::U16(7).into_u64()?);
    println!("{}", Value::Bool(true).into_u64().is_err());
    Ok(())
}
