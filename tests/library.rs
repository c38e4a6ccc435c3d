//! A corpus opened, refreshed and asked, on small folders of invented reports.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use retold::index::Order;
use retold::library::{Cancel, CorpusSpec, Library, Options, RefreshReport, Request};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A corpus in a folder and a data directory beside it.
struct Case {
    _root: TempDir,
    corpus: PathBuf,
    options: Options,
}

impl Case {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        let corpus = root.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        let options = Options::new(root.path().join("data"));
        Self { _root: root, corpus, options }
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.corpus.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn open(&self) -> Library {
        Library::open(spec(&self.corpus), &self.options).unwrap()
    }

    fn refreshed(&self) -> (Library, RefreshReport) {
        let library = self.open();
        let report = refresh(&library);
        (library, report)
    }
}

fn spec(path: &Path) -> CorpusSpec {
    CorpusSpec::Paths { paths: vec![path.to_path_buf()], fields: BTreeMap::new() }
}

fn refresh(library: &Library) -> RefreshReport {
    library.refresh(&|_| {}, &Cancel::default()).unwrap()
}

fn request(query: &str) -> Request {
    Request {
        query: query.into(),
        typing: false,
        order: Order::Relevance,
        fold: false,
        offset: 0,
        limit: 100,
        snippet: 80,
        windows: 1,
        copies: 100,
    }
}

/// The origins of what `query` finds, sorted.
fn found(library: &Library, query: &str) -> Vec<String> {
    let results = library.view().unwrap().search(&request(query)).unwrap();
    let mut origins: Vec<String> =
        results.hits.iter().map(|hit| hit.card.origin.to_string()).collect();
    assert_eq!(results.total, origins.len());
    origins.sort();
    origins
}

const FIRE: &str = "Warehouse burns at Tarn Quay\n\nTARN QUAY: A grain warehouse on the east quay \
burned through the night on Tuesday, and two of the watchmen who raised the alarm were taken to \
the infirmary with burns. The harbour master said the fire began in the conveyor house shortly \
before ten and reached the roof within a quarter of an hour. Crews from three towns pumped water \
from the dock until dawn. About 900 tonnes of barley were lost, the owner said.";

fn fire_with(tonnes: &str) -> String {
    FIRE.replace("900", tonnes)
}

#[test]
fn a_folder_is_indexed_searched_and_reopened_without_work() {
    let case = Case::new();
    case.write("fire.txt", FIRE);
    case.write("deep/er/orchard.txt", "Late frost spares the orchards of Lower Venn\n\nGrowers…");
    let (library, report) = case.refreshed();
    assert_eq!((report.articles, report.added, report.files), (2, 2, 2));
    assert_eq!(found(&library, "warehouse"), ["fire.txt"]);
    assert_eq!(found(&library, "frost"), ["deep/er/orchard.txt"]);
    assert_eq!(found(&library, ""), ["deep/er/orchard.txt", "fire.txt"]);
    drop(library);

    let library = case.open();
    assert_eq!(found(&library, "warehouse"), ["fire.txt"]);
    let again = refresh(&library);
    assert_eq!((again.added, again.changed, again.removed), (0, 0, 0));
}

#[test]
fn a_refresh_takes_up_what_changed_and_drops_what_is_gone() {
    let case = Case::new();
    case.write("fire.txt", FIRE);
    let gone = case.write("gone.txt", "Choir cancels its summer tour\n\nThe choir of Osterby…");
    let (library, _) = case.refreshed();
    let id = library.view().unwrap().resolve("fire.txt").unwrap();

    case.write("fire.txt", &format!("{}\n\nThe pumphouse survived.", fire_with("950")));
    case.write("new.txt", "Ferry timetable thinned for winter\n\nTwo sailings a day remain.");
    fs::remove_file(gone).unwrap();
    let report = refresh(&library);
    assert_eq!((report.added, report.changed, report.removed), (1, 1, 1));
    assert_eq!(found(&library, "pumphouse"), ["fire.txt"]);
    assert_eq!(found(&library, "ferry"), ["new.txt"]);
    assert!(found(&library, "choir").is_empty());
    assert_eq!(library.view().unwrap().resolve("fire.txt").unwrap(), id, "ids stay");
}

#[test]
fn a_line_added_to_a_dump_moves_no_id() {
    let case = Case::new();
    let line = |id: &str, text: &str| format!("{{\"id\":\"{id}\",\"text\":\"{text}\"}}\n");
    let two = line("a", "The quarry at Emm closes.") + &line("b", "A heron nests on the tower.");
    case.write("dump.jsonl", &two);
    let (library, _) = case.refreshed();
    let id = library.view().unwrap().resolve("b").unwrap();

    case.write("dump.jsonl", &(line("c", "The mill race is dry again.") + &two));
    let report = refresh(&library);
    assert_eq!((report.added, report.removed), (1, 0));
    let view = library.view().unwrap();
    assert_eq!(view.resolve("b").unwrap(), id);
    assert_eq!(view.card(id).unwrap().origin.to_string(), "dump.jsonl:3");
}

#[test]
fn a_refresh_equals_a_fresh_build() {
    let case = Case::new();
    for n in 0..12 {
        case.write(&format!("{n}.txt"), &fire_with(&(800 + n % 5).to_string()));
    }
    let (library, _) = case.refreshed();
    for n in 0..4 {
        fs::remove_file(case.corpus.join(format!("{n}.txt"))).unwrap();
    }
    case.write("7.txt", "Nothing burned\n\nThe watch was quiet, said the harbour master of Tarn.");
    case.write("20.txt", &fire_with("2,000"));
    refresh(&library);

    let fresh = Options::new(case.options.data_dir.join("fresh"));
    let built = Library::open(spec(&case.corpus), &fresh).unwrap();
    refresh(&built);
    for query in ["", "fire", "barley", "watch", "\"grain warehouse\"", "-fire"] {
        assert_eq!(found(&library, query), found(&built, query), "{query}");
    }
    let (left, right) = (library.view().unwrap(), built.view().unwrap());
    assert_eq!(left.stories().len(), right.stories().len());
    for (a, b) in left.stories().iter().zip(right.stories()) {
        assert_eq!(a.members, b.members);
    }
}

#[test]
fn copies_fold_under_their_best_hit() {
    let case = Case::new();
    case.write("a.txt", &fire_with("900"));
    case.write("b.txt", &fire_with("1,200"));
    case.write("c.txt", "Bakery fire put out\n\nA fire in a bakery oven was put out by its owner.");
    let (library, report) = case.refreshed();
    assert_eq!(report.stories, 1);
    let view = library.view().unwrap();
    let results = view.search(&Request { fold: true, ..request("fire") }).unwrap();
    assert_eq!((results.total, results.rows, results.hits.len()), (3, Some(2), 2));
    let folded = results.hits.iter().find(|hit| hit.copy_count == 1).unwrap();
    assert_eq!(folded.copies.len(), 1);

    let id = view.resolve("a.txt").unwrap();
    let copies = view.similar(id, false).unwrap();
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].card.origin.to_string(), "b.txt");
    assert!(copies[0].relation.verdict.is_copy());
}

#[test]
fn stories_follow_what_changes() {
    let case = Case::new();
    fillers(&case);
    case.write("a.txt", &fire_with("900"));
    case.write("b.txt", &fire_with("1,200"));
    let (library, report) = case.refreshed();
    assert_eq!(report.stories, 1);

    case.write("c.txt", &fire_with("1,400"));
    assert_eq!(refresh(&library).stories, 1);
    let view = library.view().unwrap();
    let id = view.resolve("c.txt").unwrap();
    assert_eq!(view.story_of(id).unwrap().members.len(), 3);

    fs::remove_file(case.corpus.join("a.txt")).unwrap();
    fs::remove_file(case.corpus.join("b.txt")).unwrap();
    assert_eq!(refresh(&library).stories, 0);
}

#[test]
fn a_broken_record_is_named_and_the_rest_is_read() {
    let case = Case::new();
    let mut dump: String = (1..=4100)
        .map(|n| format!("{{\"id\":{n},\"text\":\"Item number {n} of many.\"}}\n"))
        .collect();
    dump = dump.replace("{\"id\":4000,", "{\"id\":4000;");
    case.write("dump.jsonl", &dump);
    case.write("zeros.txt", &"\0".repeat(5000));
    let (library, report) = case.refreshed();
    assert_eq!((report.articles, report.problems), (4099, 2));
    let problems = library.problems();
    assert!(problems.iter().any(|problem| problem.place == "dump.jsonl:4000"), "{problems:?}");
    assert!(problems.iter().any(|problem| problem.place == "zeros.txt"), "{problems:?}");

    let again = refresh(&library);
    assert_eq!((again.problems, again.changed), (2, 0), "problems are kept, not found anew");
}

#[test]
fn a_second_library_reads_only_and_sees_new_commits() {
    let case = Case::new();
    case.write("fire.txt", FIRE);
    let (first, _) = case.refreshed();
    let second = case.open();
    assert!(!first.is_read_only());
    assert!(second.is_read_only());
    assert_eq!(found(&second, "warehouse"), ["fire.txt"]);

    case.write("more.txt", "Tarn Quay reopens\n\nThe quay reopened to coasters on Friday.");
    refresh(&first);
    assert_eq!(found(&second, "coasters"), ["more.txt"]);
    assert_eq!(refresh(&second).articles, 2, "a refresh of the reader is no error");
}

#[test]
fn a_cancelled_refresh_keeps_what_was_committed_and_goes_on_next_time() {
    let case = Case::new();
    for n in 0..40 {
        case.write(&format!("{n}.txt"), &format!("Item {n}\n\nThe tally stood at {n} on the day."));
    }
    let library = case.open();
    let cancel = Cancel::default();
    cancel.cancel();
    let report = library.refresh(&|_| {}, &cancel).unwrap();
    assert!(report.cancelled);
    assert_eq!(refresh(&library).articles, 40);
    assert_eq!(found(&library, "tally").len(), 40);
}

#[test]
fn names_resolve_by_id_prefix_key_and_path() {
    let case = Case::new();
    case.write(
        "dump.jsonl",
        "{\"id\":\"k-1\",\"text\":\"One.\"}\n{\"id\":\"k-2\",\"text\":\"Two.\"}\n",
    );
    let path = case.write("fire.txt", FIRE);
    let (library, _) = case.refreshed();
    let view = library.view().unwrap();
    let fire = view.resolve("fire.txt").unwrap();
    assert_eq!(view.resolve(path.to_str().unwrap()).unwrap(), fire);
    assert_eq!(view.resolve(&fire.to_string()).unwrap(), fire);
    assert_eq!(view.resolve(&fire.to_string()[..6]).unwrap(), fire);
    let two = view.resolve("k-2").unwrap();
    assert_eq!(view.resolve("dump.jsonl:2").unwrap(), two);
    let several = view.resolve("dump.jsonl").unwrap_err().to_string();
    assert!(several.contains("dump.jsonl:RECORD"), "{several}");
    let none = view.resolve("nowhere").unwrap_err().to_string();
    assert!(none.contains("nowhere"), "{none}");
}

#[test]
fn an_index_of_another_corpus_is_left_alone() {
    let case = Case::new();
    case.write("fire.txt", FIRE);
    let place = case.options.data_dir.join("here");
    let options = Options { index_dir: Some(place), ..case.options.clone() };
    refresh(&Library::open(spec(&case.corpus), &options).unwrap());
    let other = case.corpus.parent().unwrap().join("other");
    fs::create_dir(&other).unwrap();
    let error = Library::open(spec(&other), &options).err().unwrap().to_string();
    assert!(error.contains("another corpus"), "{error}");
}

#[test]
fn bad_places_are_named() {
    let case = Case::new();
    let missing = Library::open(spec(&case.corpus.join("nope")), &case.options).err().unwrap();
    assert!(format!("{missing:#}").contains("nope"));

    let blocked = Options::new(case.write("file", "x"));
    let error = Library::open(spec(&case.corpus), &blocked).err().unwrap();
    assert!(format!("{error:#}").contains("index"), "{error:#}");
}

/// The file of that name beside the one index below `at`.
fn kept(at: &Path, name: &str) -> PathBuf {
    let found = fs::read_dir(at).unwrap().find_map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let below = kept(&path, name);
            below.is_file().then_some(below)
        } else {
            path.ends_with(name).then_some(path)
        }
    });
    found.unwrap_or_default()
}

fn fillers(case: &Case) {
    for n in 0..30 {
        let text = format!("Notice {n}\n\nThe parish of number {n} meets on day {n} of the month.");
        case.write(&format!("filler/{n}.txt"), &text);
    }
}

#[test]
fn a_file_that_went_while_the_manifest_was_lost_leaves_the_index() {
    let case = Case::new();
    case.write("a.txt", &fire_with("900"));
    case.write("b.txt", "Bakery fire put out\n\nA fire in a bakery oven was put out by its owner.");
    drop(case.refreshed());
    fs::write(kept(&case.options.data_dir, "manifest.json"), "{\"files\":").unwrap();
    fs::remove_file(case.corpus.join("b.txt")).unwrap();
    let (library, report) = case.refreshed();
    assert_eq!((report.articles, report.removed, report.added), (1, 1, 0));
    assert_eq!(found(&library, "fire"), ["a.txt"]);
}

#[test]
fn stories_older_than_the_index_neither_fail_a_search_nor_hide_what_came_since() {
    let case = Case::new();
    fillers(&case);
    case.write("a.txt", &fire_with("900"));
    case.write("b.txt", &fire_with("1,200"));
    drop(case.refreshed());
    let stories = kept(&case.options.data_dir, "stories.bin");
    let old = fs::read(&stories).unwrap();

    fs::remove_file(case.corpus.join("a.txt")).unwrap();
    case.write("c.txt", &fire_with("1,400"));
    drop(case.refreshed());
    // As a refresh leaves them that is cut off after its last commit.
    fs::write(&stories, old).unwrap();

    let library = case.open();
    let view = library.view().unwrap();
    let results = view.search(&Request { fold: true, ..request("fire") }).unwrap();
    assert!(results.hits.iter().all(|hit| hit.copies.is_empty()));
    assert!(view.stories().is_empty(), "one report alone is no story");

    assert_eq!(refresh(&library).stories, 1);
    let view = library.view().unwrap();
    let id = view.resolve("c.txt").unwrap();
    assert_eq!(view.story_of(id).unwrap().members.len(), 2);
}

#[test]
fn damaged_stories_are_made_anew_under_the_same_names() {
    let case = Case::new();
    fillers(&case);
    case.write("a.txt", &fire_with("900"));
    case.write("b.txt", &fire_with("1,200"));
    let told = |library: &Library| {
        let view = library.view().unwrap();
        (view.pairs().collect::<Vec<_>>(), view.stories().to_vec())
    };
    let (library, _) = case.refreshed();
    let before = told(&library);
    assert!(!before.0.is_empty());
    drop(library);
    let path = kept(&case.options.data_dir, "stories.bin");
    let bytes = fs::read(&path).unwrap();
    for at in [0, 5, 15, bytes.len() / 2, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        fs::write(&path, damaged).unwrap();
        let (library, report) = case.refreshed();
        assert_eq!((report.added, report.changed), (0, 0));
        assert_eq!(told(&library), before, "damaged at {at}");
    }
}

#[cfg(unix)]
#[test]
fn a_problem_with_one_name_hides_no_other_that_starts_so() {
    let case = Case::new();
    case.write("fire.txt", FIRE);
    case.write("fire.txt.bak.txt", "Tarn Quay reopens\n\nThe quay reopened to coasters on Friday.");
    drop(case.refreshed());
    fs::remove_file(case.corpus.join("fire.txt")).unwrap();
    fs::remove_file(case.corpus.join("fire.txt.bak.txt")).unwrap();
    std::os::unix::fs::symlink("nowhere", case.corpus.join("fire.txt")).unwrap();
    let (library, report) = case.refreshed();
    assert_eq!(report.problems, 1);
    assert_eq!(found(&library, ""), ["fire.txt"], "what may come back is kept, what went is not");
}

#[test]
fn what_is_left_open_is_complained_of_once_nothing_is_found() {
    let case = Case::new();
    case.write("fire.txt", FIRE);
    let (library, _) = case.refreshed();
    let view = library.view().unwrap();
    let typed = |query: &str| view.search(&Request { typing: true, ..request(query) }).unwrap();
    assert!(typed("\"grain ware").complaints.is_empty(), "a phrase is being typed");
    let nothing = typed("\"unclosed (");
    assert_eq!(nothing.total, 0);
    assert!(!nothing.complaints.is_empty());
}
