//! Blobs: digests, limits, nothing half-written, damage found.

use crate::bench::{Bench, NOW, on_both};
use store::StoreError;

#[test]
fn a_blob_is_kept_once_under_both_digests() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let kept = store.put_blob(b"abc", NOW).await.unwrap();
        // Test vectors of FIPS 180-4 and GB/T 32905-2016 for "abc".
        assert_eq!(kept.digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(kept.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!(store.put_blob(b"abc", NOW + 1).await.unwrap().digest, kept.digest);
        assert_eq!(store.blob(&kept.digest).await.unwrap().unwrap().created_at, NOW, "the first record stays");
        assert_eq!(store.blobs().read_blob(&kept.digest).await.unwrap(), b"abc");
        assert_eq!(bench.unfinished_blobs(), 0);
        let verified = store.verify(None).await.unwrap();
        assert_eq!((verified.blobs, verified.faults), (1, vec![]));
    });
}

#[test]
fn a_blob_comes_in_pieces() {
    on_both(async |bench: &Bench| {
        let mut new = bench.store.blobs().begin(1_000_000).await.unwrap();
        for _ in 0..100 {
            new.write(&[b'x'; 10_000]).await.unwrap();
        }
        let kept = bench.store.keep_blob(new, NOW).await.unwrap();
        assert_eq!(kept.size, 1_000_000);
        assert_eq!(bench.store.put_blob(&vec![b'x'; 1_000_000], NOW).await.unwrap().digest, kept.digest);
    });
}

#[test]
fn a_blob_that_is_too_large_or_given_up_leaves_nothing() {
    on_both(async |bench: &Bench| {
        let mut new = bench.store.blobs().begin(4).await.unwrap();
        new.write(b"1234").await.unwrap();
        assert!(matches!(new.write(b"5").await, Err(StoreError::BlobTooLarge { limit: 4 })));
        assert_eq!(bench.unfinished_blobs(), 1);
        drop(new);
        assert_eq!(bench.unfinished_blobs(), 0);
    });
}

#[test]
fn only_a_digest_names_a_blob() {
    on_both(async |bench: &Bench| {
        let blobs = bench.store.blobs();
        for name in ["", "../../store.db", &"A".repeat(64), &"0".repeat(63)] {
            assert!(matches!(blobs.read_blob(name).await, Err(StoreError::BlobName { .. })), "{name}");
        }
        assert!(matches!(blobs.read_blob(&"0".repeat(64)).await, Err(StoreError::BlobMissing { .. })));
    });
}

#[test]
fn a_damaged_or_missing_blob_is_found() {
    on_both(async |bench: &Bench| {
        let damaged = bench.store.put_blob(b"damaged", NOW).await.unwrap().digest;
        let missing = bench.store.put_blob(b"missing", NOW).await.unwrap().digest;
        std::fs::write(bench.blob_path(&damaged), b"damagee").unwrap();
        std::fs::remove_file(bench.blob_path(&missing)).unwrap();
        let mut places: Vec<_> =
            bench.store.verify(None).await.unwrap().faults.into_iter().map(|fault| fault.place).collect();
        places.sort();
        let mut expected = [format!("blob {damaged}"), format!("blob {missing}")];
        expected.sort();
        assert_eq!(places, expected);
    });
}

#[test]
fn what_a_killed_process_left_unfinished_goes_at_the_next_opening() {
    on_both(async |bench: &Bench| {
        let path = bench.settings.blobs.join("tmp/1-1");
        for (age_hours, kept) in [(23, 1), (25, 0)] {
            let file = std::fs::File::create(&path).unwrap();
            let then = file.metadata().unwrap().modified().unwrap() - std::time::Duration::from_secs(age_hours * 3600);
            file.set_modified(then).unwrap();
            store::Store::open(&bench.settings).await.unwrap().close().await;
            assert_eq!(bench.unfinished_blobs(), kept, "{age_hours} h");
        }
    });
}
