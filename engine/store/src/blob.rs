//! Blobs: content-addressed files in a folder, `sha256/ab/<digest>`. A file appears under its name only when its bytes are durable:
//! written to `tmp/`, synced, renamed, and the folder synced. Never changed afterwards.

use crate::audit::hex;
use crate::error::StoreError;
use crate::record::file::BlobRow;
use sha2::{Digest, Sha256};
use sm3::Sm3;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Bytes read at once when a blob is checked.
const CHUNK: usize = 256 * 1024;

/// How long an unfinished file may lie before it counts as left behind.
const UNFINISHED_KEPT: Duration = Duration::from_secs(24 * 3600);

/// The folder of the blobs.
#[derive(Debug, Clone)]
pub struct Blobs {
    root: PathBuf,
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError + use<> {
    let path = path.display().to_string();
    move |source| StoreError::File { path, source }
}

impl Blobs {
    /// Opens the folder; makes it if absent.
    pub(crate) async fn open(root: &Path) -> Result<Blobs, StoreError> {
        for folder in ["sha256", "tmp"] {
            let folder = root.join(folder);
            fs::create_dir_all(&folder).await.map_err(failed(&folder))?;
        }
        sync_folder(root).await?;
        let blobs = Blobs { root: root.to_owned() };
        blobs.sweep().await?;
        Ok(blobs)
    }

    /// Removes what killed processes left unfinished: files more than a day older, by the file system's own clock, than a new one.
    async fn sweep(&self) -> Result<(), StoreError> {
        let folder = self.root.join("tmp");
        let probe = self.begin(0).await?;
        let modified = async |path: &Path| fs::metadata(path).await.and_then(|facts| facts.modified()).ok();
        let Some(now) = modified(&probe.part.path).await else { return Ok(()) };
        let mut entries = fs::read_dir(&folder).await.map_err(failed(&folder))?;
        while let Some(entry) = entries.next_entry().await.map_err(failed(&folder))? {
            let age = modified(&entry.path()).await.and_then(|then| now.duration_since(then).ok());
            if age.is_some_and(|age| age > UNFINISHED_KEPT) {
                // Another process may be sweeping too.
                let _ = fs::remove_file(entry.path()).await;
            }
        }
        Ok(())
    }

    /// Begins a blob of at most `limit` bytes. Dropped without [`crate::Store::keep_blob`], it leaves nothing behind.
    pub async fn begin(&self, limit: u64) -> Result<NewBlob, StoreError> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        loop {
            let name = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
            let path = self.root.join("tmp").join(name);
            match OpenOptions::new().write(true).create_new(true).open(&path).await {
                Ok(file) => {
                    let part = Part { path };
                    return Ok(NewBlob { file, part, sha256: Sha256::new(), sm3: Sm3::new(), size: 0, limit });
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(failed(&path)(error)),
            }
        }
    }

    /// Where the bytes of a digest lie. Refuses what is not a digest, so that no path can be smuggled in.
    fn path(&self, digest: &str) -> Result<PathBuf, StoreError> {
        let is_hex = digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digest.len() != 64 || !is_hex {
            return Err(StoreError::BlobName { digest: digest.to_owned() });
        }
        Ok(self.root.join("sha256").join(&digest[..2]).join(digest))
    }

    /// Opens a blob for reading.
    pub async fn open_blob(&self, digest: &str) -> Result<File, StoreError> {
        let path = self.path(digest)?;
        match File::open(&path).await {
            Ok(file) => Ok(file),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(StoreError::BlobMissing { digest: digest.to_owned() })
            }
            Err(error) => Err(failed(&path)(error)),
        }
    }

    /// Reads a blob whole. Only for files whose size is bounded (PDFs, signatures).
    pub async fn read_blob(&self, digest: &str) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        let path = self.path(digest)?;
        self.open_blob(digest).await?.read_to_end(&mut bytes).await.map_err(failed(&path))?;
        Ok(bytes)
    }

    /// Computes both digests and the size of the bytes that lie under a digest now.
    pub(crate) async fn measure(&self, digest: &str) -> Result<(String, String, i64), StoreError> {
        let path = self.path(digest)?;
        let mut file = self.open_blob(digest).await?;
        let (mut sha256, mut sm3, mut size) = (Sha256::new(), Sm3::new(), 0_i64);
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = file.read(&mut chunk).await.map_err(failed(&path))?;
            if read == 0 {
                return Ok((hex(&sha256.finalize()), hex(&sm3.finalize()), size));
            }
            sha256.update(&chunk[..read]);
            sm3.update(&chunk[..read]);
            size += read as i64;
        }
    }

    /// Makes a blob durable under its digest.
    pub(crate) async fn finish(&self, mut new: NewBlob, created_at: i64) -> Result<BlobRow, StoreError> {
        let part = new.part.path.clone();
        new.file.flush().await.map_err(failed(&part))?;
        new.file.sync_all().await.map_err(failed(&part))?;
        let (digest, sm3) = (hex(&new.sha256.finalize()), hex(&new.sm3.finalize()));
        let path = self.path(&digest)?;
        let shelves = self.root.join("sha256");
        let shelf = shelves.join(&digest[..2]);
        if !fs::try_exists(&shelf).await.map_err(failed(&shelf))? {
            fs::create_dir_all(&shelf).await.map_err(failed(&shelf))?;
            sync_folder(&shelves).await?;
        }
        fs::rename(&part, &path).await.map_err(failed(&path))?;
        sync_folder(&shelf).await?;
        Ok(BlobRow { digest, sm3, size: new.size as i64, created_at })
    }
}

/// A blob that is being written.
#[derive(Debug)]
pub struct NewBlob {
    file: File,
    part: Part,
    sha256: Sha256,
    sm3: Sm3,
    size: u64,
    limit: u64,
}

impl NewBlob {
    /// Appends bytes. Fails as soon as the limit is passed.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(StoreError::BlobTooLarge { limit: self.limit });
        }
        self.sha256.update(bytes);
        self.sm3.update(bytes);
        self.file.write_all(bytes).await.map_err(failed(&self.part.path))
    }

    /// Bytes written so far.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// The unfinished file; removed on drop unless it was renamed.
#[derive(Debug)]
struct Part {
    path: PathBuf,
}

impl Drop for Part {
    fn drop(&mut self) {
        // After the rename there is nothing to remove, and that is the usual case.
        let _ = std::fs::remove_file(&self.path);
    }
}

async fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    let handle = File::open(folder).await.map_err(failed(folder))?;
    handle.sync_all().await.map_err(failed(folder))
}
