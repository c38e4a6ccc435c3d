//! Folders with links, loops, hidden files and roots that overlap.

use super::*;
use std::fs;

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(files: &[&str]) -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        for file in files {
            let path = folder.path(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        folder
    }

    fn path(&self, inner: &str) -> PathBuf {
        self.0.path().join(inner)
    }

    fn scan(&self, inner: &[&str]) -> Scan {
        let paths = inner.iter().map(|path| self.path(path)).collect();
        scan(&CorpusSpec::Paths { paths, fields: BTreeMap::new() }).unwrap()
    }
}

fn paths(scan: &Scan) -> Vec<&str> {
    scan.files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn a_folder_gives_what_formats_claim_in_order() {
    let folder = Folder::with(&[
        "b.txt",
        "a/c.JSONL",
        "a/.hidden.txt",
        ".git/x.txt",
        "pic.png",
        "z.md",
        ".gitignore",
        "a/d.json",
    ]);
    fs::write(folder.path(".gitignore"), "*.txt").unwrap();
    let scan = folder.scan(&[""]);
    assert_eq!(paths(&scan), ["a/c.JSONL", "a/d.json", "b.txt", "z.md"]);
    assert_eq!(scan.skipped, 1);
    assert!(scan.problems.is_empty());
    assert_eq!(scan.size(), 16);
    assert!(scan.files.iter().all(|file| file.size == 4 && file.mtime > 0));
}

#[test]
fn what_is_named_outright_is_taken() {
    let folder = Folder::with(&[".hidden", "a.log", ".cases/x.txt"]);
    assert_eq!(paths(&folder.scan(&[".hidden"])), [".hidden"]);
    assert_eq!(paths(&folder.scan(&["a.log", ".cases"])), [".cases/x.txt", "a.log"]);
    assert_eq!(paths(&folder.scan(&[".cases"])), ["x.txt"]);
}

#[test]
fn paths_are_told_from_the_deepest_common_folder() {
    let folder = Folder::with(&["x/a/1.txt", "x/b/2.txt", "y/3.txt"]);
    assert_eq!(paths(&folder.scan(&["x/a", "x/b/2.txt"])), ["a/1.txt", "b/2.txt"]);
    assert_eq!(paths(&folder.scan(&["x/a"])), ["1.txt"]);
    assert_eq!(paths(&folder.scan(&["x", "x/a", "x/a/1.txt"])), ["a/1.txt", "b/2.txt"]);
    assert_eq!(paths(&folder.scan(&["y/3.txt", "x"])), ["x/a/1.txt", "x/b/2.txt", "y/3.txt"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_loops_are_told() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&["real/a.txt", "other/b.txt"]);
    symlink(folder.path("real/a.txt"), folder.path("again.txt")).unwrap();
    symlink(folder.path("other"), folder.path("real/linked")).unwrap();
    symlink(folder.path(""), folder.path("real/loop")).unwrap();
    symlink(folder.path("nowhere.txt"), folder.path("dangling.txt")).unwrap();
    let scan = folder.scan(&[""]);
    assert_eq!(paths(&scan), ["other/b.txt", "real/a.txt"]);
    let places: Vec<_> = scan.problems.iter().map(|p| p.place.as_str()).collect();
    assert_eq!(places, ["dangling.txt", "real/loop"]);
    assert!(scan.problems[0].message.contains("not there"), "{:?}", scan.problems);
    assert!(scan.problems[1].message.contains("links back"), "{:?}", scan.problems);
    assert_eq!(folder.scan(&[""]), scan);
    // From a folder that holds only the link, the file goes by the link's path.
    assert_eq!(paths(&folder.scan(&["real"])), ["a.txt", "linked/b.txt", "loop/other/b.txt"][..2]);
}

#[test]
fn a_path_that_leads_nowhere_is_an_error() {
    let missing = PathBuf::from("no/such/\u{1b}place");
    let spec = CorpusSpec::Paths { paths: vec![missing], fields: BTreeMap::new() };
    let message = scan(&spec).unwrap_err().to_string();
    assert!(message.contains("no/such/␛place"), "{message}");
    let none = CorpusSpec::Paths { paths: Vec::new(), fields: BTreeMap::new() };
    assert!(matches!(scan(&none), Err(ScanError::NoPaths)));
}

#[test]
fn standard_input_and_an_empty_folder() {
    let spec = CorpusSpec::Paths { paths: vec!["-".into()], fields: BTreeMap::new() };
    let stdin = scan(&spec).unwrap();
    assert_eq!(stdin.files[0].source, Source::Stdin);
    assert!(Folder::with(&[]).scan(&[""]).files.is_empty());
}

#[test]
fn the_sample_holds_articles_only() {
    let sample = scan(&CorpusSpec::Sample).unwrap();
    assert!(sample.files.iter().all(|file| format::of_name(&file.path).is_some()));
    assert!(
        !paths(&sample).iter().any(|path| path.contains("RELATIONS") || path.contains("README"))
    );
    assert!(paths(&sample).is_sorted());
}
