//! A release: all packs and all other content together, one digest, never changed. It is its files; everything else is
//! computed from them, so keeping the files keeps the release.

use std::collections::BTreeMap;
use std::sync::Arc;

use bpmn::Process;
use domain::law::Law;
use sha2::{Digest, Sha256};

use crate::agency::{Party, Person, Unit};
use crate::form::Form;
use crate::manifest::Manifest;
use crate::scenario::Scenario;

/// A release, ready to run.
#[derive(Debug, Default)]
pub struct Release {
    /// `r-` and the first twelve digits of the digest.
    pub id: String,
    /// `sha256:…` over the names and bytes of all files, in the order of their names.
    pub digest: String,
    /// By process id.
    pub processes: BTreeMap<String, Arc<Process>>,
    /// Id of the pack that each process belongs to.
    pub pack_of: BTreeMap<String, String>,
    pub law: Law,
    /// By pack id.
    pub packs: BTreeMap<String, Manifest>,
    /// By `pack/form`.
    pub forms: BTreeMap<String, Form>,
    /// By `pack/scenario`.
    pub scenarios: BTreeMap<String, Scenario>,
    pub units: Vec<Unit>,
    pub persons: Vec<Person>,
    pub parties: Vec<Party>,
    /// Everything as published; names are relative to `definitions/`.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Release {
    /// Bytes of a file.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }
    /// The form of a task or of an event that people answer, by process and form id.
    pub fn form(&self, process: &str, form: &str) -> Option<&Form> {
        let pack = self.pack_of.get(process).map_or(process, String::as_str);
        self.forms.get(&format!("{pack}/{form}"))
    }
    /// Name and bytes of the typst template of a kind of document.
    pub fn template(&self, kind: &str) -> Option<(String, &[u8])> {
        let name = format!("documents/{}", self.law.documents.get(kind)?.template);
        self.file(&name).map(|bytes| (name, bytes))
    }
    /// Sample data of a kind of document, JSON.
    pub fn sample(&self, kind: &str) -> Option<&[u8]> {
        self.file(&format!("documents/{}", self.law.documents.get(kind)?.sample.as_deref()?))
    }
    /// The author's BPMN file of a process, byte for byte.
    pub fn diagram(&self, process: &str) -> Option<(String, &[u8])> {
        let pack = self.packs.get(self.pack_of.get(process)?)?;
        pack.processes.iter().find_map(|named| {
            let name = pack.path(&named.name);
            let bytes = self.file(&name)?;
            let marker = format!("id=\"{process}\"");
            (pack.processes.len() == 1 || String::from_utf8_lossy(bytes).contains(&marker)).then_some((name, bytes))
        })
    }
    /// Person of the demonstration by name or id.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.persons.iter().find(|person| person.name == name || person.id == name)
    }
}

/// Digest of a set of files: for each, in the order of names, the length of the name, the name, the length of the bytes,
/// the bytes; lengths as eight bytes, big end first.
pub fn digest(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        for part in [name.as_bytes(), bytes.as_slice()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_depends_on_every_name_and_byte() {
        let files = |entries: &[(&str, &str)]| -> BTreeMap<String, Vec<u8>> {
            entries.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let one = digest(&files(&[("a", "xy"), ("b", "z")]));
        assert_eq!(one, digest(&files(&[("b", "z"), ("a", "xy")])));
        assert_ne!(one, digest(&files(&[("a", "x"), ("b", "yz")])));
        assert_ne!(one, digest(&files(&[("ax", "y"), ("b", "z")])));
        assert_eq!(one.len(), 71);
    }
}
