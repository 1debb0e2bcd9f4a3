//! `cargo run -p connectors-builtin --example seal FONTS IN.pdf OUT.pdf`: seals a file with a throw-away key, to look at it.

use connectors_builtin::eseal::{DevelopmentSeal, Identity, SealFace};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [fonts, input, output] = arguments.as_slice() else { return Err("FONTS IN.pdf OUT.pdf".into()) };
    let seal = DevelopmentSeal::new(Identity::generate(&[42; 32])?, SealFace::load(fonts.as_ref())?);
    let sealed = seal.seal(&std::fs::read(input)?, "example", "示例市生态环境局", "2026-09-08T01:30:00.000Z")?;
    std::fs::write(output, sealed)?;
    Ok(())
}
