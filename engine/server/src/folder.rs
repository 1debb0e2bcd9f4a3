//! A definitions folder as names and bytes.

use std::collections::BTreeMap;
use std::path::Path;

/// All files below `folder`, by their path with `/`. Hidden files and README files are left out.
///
/// # Errors
/// The file that cannot be read, by name.
pub fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = BTreeMap::new();
    walk(folder, "", &mut files)?;
    if files.is_empty() {
        return Err(format!("expected definitions in {}, but there are none", folder.display()));
    }
    Ok(files)
}

/// All files of a definitions folder, with those of an agency's own folder in the place of `agency/…`: units, persons and profiles
/// of the agency stay its own when new definitions arrive.
///
/// # Errors
/// The file that cannot be read, by name.
pub fn read_with(folder: &Path, agency: Option<&Path>) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = read(folder)?;
    if let Some(agency) = agency {
        files.extend(read(agency)?.into_iter().map(|(name, bytes)| (format!("agency/{name}"), bytes)));
    }
    Ok(files)
}

fn walk(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let entry = entry.map_err(|e| format!("{}: {e}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.') || name.ends_with(".md") {
            continue;
        }
        let full = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if path.is_dir() {
            walk(&path, &full, files)?;
        } else {
            let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            files.insert(full, bytes);
        }
    }
    Ok(())
}
