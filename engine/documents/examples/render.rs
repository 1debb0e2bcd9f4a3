//! `cargo run -p documents --example render W57 OUT.pdf [DATA.json]`: renders a document of `definitions/documents` with its sample or
//! other data, to look at it while writing a template.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

use documents::{Entry, Fonts, Library, Renderer};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [id, output, rest @ ..] = arguments.as_slice() else { return Err("W57 OUT.pdf [DATA.json]".into()) };
    let definitions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../definitions");
    let folder = definitions.join("documents");
    let entry = Entry::parse(&std::fs::read_to_string(folder.join(id).join("document.json"))?)?;
    let data = match rest {
        [data] => std::fs::read_to_string(data)?,
        _ => std::fs::read_to_string(folder.join(&entry.sample))?,
    };
    let mut files = BTreeMap::new();
    for item in std::fs::read_dir(folder.join("lib"))? {
        let item = item?;
        files.insert(item.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(item.path())?);
    }
    let library = Library { files, facts: std::fs::read_to_string(definitions.join("facts.json"))? };
    let template = std::fs::read_to_string(folder.join(&entry.template))?;
    let data = serde_json::from_str(&data)?;
    for problem in entry.empty_fields(&data) {
        eprintln!("{problem}");
    }
    #[expect(clippy::disallowed_methods, reason = "a tool that says how long it took")]
    let start = Instant::now();
    let renderer = Renderer::new(Fonts::load(&Fonts::default_folder())?);
    eprintln!("fonts {:?}", start.elapsed());
    for _ in 0..3 {
        let before = start.elapsed();
        match renderer.render(&template, &library, &data) {
            Ok(pdf) => {
                eprintln!("{} pages, {} bytes, {:?}", pdf.pages, pdf.bytes.len(), start.elapsed() - before);
                std::fs::write(output, pdf.bytes)?;
            }
            Err(problems) => {
                problems.iter().for_each(|problem| eprintln!("{problem}"));
                return Err("not rendered".into());
            }
        }
    }
    Ok(())
}
