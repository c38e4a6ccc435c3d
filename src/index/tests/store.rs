//! Opening, sharing, losing and repairing an index.

use super::*;
use std::path::Path;

#[test]
fn a_second_opener_reads_and_follows() {
    let dir = TempDir::new().unwrap();
    let first = Store::open(dir.path()).unwrap();
    let second = Store::open(dir.path()).unwrap();
    assert_eq!((first.access(), second.access()), (Access::Write, Access::ReadOnly));
    assert!(second.writer().is_err());
    assert_eq!(second.searcher().unwrap().len(), 0);
    let mut writer = first.writer().unwrap();
    writer.add(&article(1, "One", "alpha"), &[], 0).unwrap();
    let before = second.searcher().unwrap();
    writer.commit("new").unwrap();
    assert_eq!(before.len(), 0, "a searcher stays as it is");
    assert_eq!(second.searcher().unwrap().len(), 1);
    assert_eq!(second.payload().as_deref(), Some("new"));
    drop((writer, first));
    assert_eq!(Store::open(dir.path()).unwrap().access(), Access::Write);
}

#[test]
fn what_was_committed_survives_and_the_rest_is_gone() {
    let dir = TempDir::new().unwrap();
    {
        let store = Store::open(dir.path()).unwrap();
        let mut writer = store.writer().unwrap();
        writer.add(&article(1, "One", "alpha"), &[], 0).unwrap();
        writer.commit("kept").unwrap();
        writer.add(&article(2, "Two", "beta"), &[], 0).unwrap();
    }
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.searcher().unwrap().len(), 1);
    assert_eq!(store.payload().as_deref(), Some("kept"));
    assert!(store.set_aside().is_none());
}

/// An index of one article, closed, and its directory of files.
fn closed(dir: &Path) -> std::path::PathBuf {
    let store = Store::open(dir).unwrap();
    let mut writer = store.writer().unwrap();
    writer.add(&article(1, "One", "alpha"), &[], 0).unwrap();
    writer.commit("").unwrap();
    store.directory().to_path_buf()
}

fn file_ending(directory: &Path, ending: &str) -> std::path::PathBuf {
    let mut entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.find(|path| path.to_string_lossy().ends_with(ending)).unwrap()
}

#[test]
fn a_broken_index_is_set_aside_and_an_empty_one_started() {
    let dir = TempDir::new().unwrap();
    for _ in 0..2 {
        let files = closed(dir.path());
        std::fs::remove_file(file_ending(&files, ".term")).unwrap();
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(store.access(), Access::Write);
        assert_eq!(store.searcher().unwrap().len(), 0);
        assert!(store.set_aside().unwrap().is_dir());
    }
    let home = std::fs::read_dir(dir.path()).unwrap().next().unwrap().unwrap().path();
    let aside = std::fs::read_dir(home).unwrap().filter(|entry| {
        entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("broken-")
    });
    assert_eq!(aside.count(), 1, "at most one is kept");
}

#[test]
fn flipped_bytes_are_found_after_an_unclean_stop() {
    let dir = TempDir::new().unwrap();
    let files = closed(dir.path());
    let store_file = file_ending(&files, ".store");
    let mut bytes = std::fs::read(&store_file).unwrap();
    bytes[3] ^= 0xff;
    std::fs::write(&store_file, bytes).unwrap();
    std::fs::write(files.join("dirty"), "").unwrap();
    let store = Store::open(dir.path()).unwrap();
    assert!(store.set_aside().is_some());
}

#[test]
fn an_unclean_stop_without_damage_costs_nothing() {
    let dir = TempDir::new().unwrap();
    let files = closed(dir.path());
    std::fs::write(files.join("dirty"), "").unwrap();
    let store = Store::open(dir.path()).unwrap();
    assert!(store.set_aside().is_none());
    assert_eq!(store.searcher().unwrap().len(), 1);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "").unwrap();
    match Store::open(&file.join("index")) {
        Err(error @ OpenError::Unwritable { .. }) => {
            assert!(error.to_string().contains(&*file.to_string_lossy()));
        }
        other => panic!("{:?}", other.map(|store| store.access())),
    }
}

#[test]
fn other_versions_go_when_asked() {
    let dir = TempDir::new().unwrap();
    let stale = dir.path().join("0123456789abcdef");
    std::fs::create_dir_all(stale.join("gen-1")).unwrap();
    std::fs::write(stale.join("lock"), "").unwrap();
    let bystander = dir.path().join("notes");
    std::fs::create_dir(&bystander).unwrap();
    let store = Store::open(dir.path()).unwrap();
    store.remove_stale().unwrap();
    assert!(!stale.join("gen-1").exists() && stale.join("lock").exists());
    assert!(bystander.exists() && store.directory().exists());
}
