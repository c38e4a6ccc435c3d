//! Stories over a sequence of refreshes, on folders of generated reports: whatever was done, they are
//! those of a fresh build, and keep their names.

use crate::corpus::ArticleId;
use crate::library::view::document;
use crate::library::{Cancel, CorpusSpec, Library, Options, StoryId};
use crate::neardup::Verdict;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// Numbers that look random, the same for the same seed (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below
    }
}

/// Reports by file name, on disk and as they should be there.
struct Corpus {
    root: TempDir,
    dice: Dice,
    names: Vec<String>,
    made: usize,
}

impl Corpus {
    fn new(seed: u64, count: usize) -> Self {
        let root = TempDir::new().unwrap();
        fs::create_dir(root.path().join("corpus")).unwrap();
        let mut corpus = Self { root, dice: Dice(seed | 1), names: Vec::new(), made: 0 };
        (0..count).for_each(|_| corpus.add());
        corpus
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("corpus").join(name)
    }

    fn open(&self, data: &str, memory: u64) -> Library {
        // However little there is, only what was touched is compared again.
        let options = Options { memory, little: 0, ..Options::new(self.root.path().join(data)) };
        let paths = vec![self.root.path().join("corpus")];
        let spec = CorpusSpec::Paths { paths, fields: BTreeMap::new() };
        Library::open(spec, &options).unwrap()
    }

    /// A report on one of a few matters, in words more or less like those of others on it; now and
    /// then on two matters.
    fn text(&mut self) -> String {
        let (one, two) = (self.dice.roll(20), self.dice.roll(20));
        let split = if self.dice.roll(5) == 0 { 70 } else { 140 };
        let own = self.dice.roll(4) * 4;
        self.made += 1;
        let mut text = format!("Report {}\n\n", self.made);
        for at in 0..140 {
            let matter = if at < split { one } else { two };
            if self.dice.roll(100) < own {
                text += &format!("own{}x{at} ", self.made);
            } else {
                text += &format!("m{matter}w{at} ");
            }
        }
        text
    }

    fn add(&mut self) {
        let text = self.text();
        let name = format!("{}.txt", self.made);
        fs::write(self.path(&name), text).unwrap();
        self.names.push(name);
    }

    fn change_something(&mut self) {
        let at = self.dice.roll(self.names.len());
        match self.dice.roll(4) {
            0 => self.add(),
            1 => {
                let text = self.text();
                fs::write(self.path(&self.names[at]), text).unwrap();
            }
            2 => {
                let name = self.names.swap_remove(at);
                fs::remove_file(self.path(&name)).unwrap();
            }
            _ => {
                self.made += 1;
                let name = format!("moved{}.txt", self.made);
                fs::rename(self.path(&self.names[at]), self.path(&name)).unwrap();
                self.names[at] = name;
            }
        }
    }
}

fn refresh(library: &Library) {
    library.refresh(&|_| {}, &Cancel::default()).unwrap();
}

/// Pairs with their verdicts, and stories with members and medoid.
type Told = (Vec<(ArticleId, ArticleId, Verdict, u32)>, BTreeSet<(Vec<ArticleId>, ArticleId)>);

fn told(library: &Library) -> Told {
    let view = library.view().unwrap();
    let pair =
        |p: crate::library::Pair| (p.a, p.b, p.relation.verdict, p.relation.resemblance.to_bits());
    let stories = view.stories().iter().map(|story| (story.ids().collect(), story.medoid));
    (view.pairs().map(pair).collect(), stories.collect())
}

fn drift(library: &Library) -> u64 {
    library.view().unwrap().stories.drift
}

#[test]
fn after_any_refreshes_pairs_and_stories_are_those_of_a_fresh_build() {
    let mut small = 0;
    for seed in [0x9e37_79b9, 0x85eb_ca6b, 0xc2b2_ae35] {
        let mut corpus = Corpus::new(seed, 90);
        let library = corpus.open("data", 1_024);
        refresh(&library);
        for round in 0..4 {
            (0..=corpus.dice.roll(4)).for_each(|_| corpus.change_something());
            refresh(&library);
            small += u32::from(drift(&library) > 0);
            let fresh = corpus.open(&format!("fresh{round}"), 1_024);
            refresh(&fresh);
            let (told, want) = (told(&library), told(&fresh));
            let size = (want.1.len(), want.0.len());
            assert!(size.0 > 5 && size.1 > 60, "there is too little to compare: {size:?}");
            // What a fresh build learns of boilerplate a small refresh learns in part, so that shares
            // may differ a little.
            let verdicts = |told: &Told| -> BTreeSet<_> {
                told.0.iter().map(|&(a, b, verdict, _)| (a, b, verdict)).collect()
            };
            let (found, wanted) = (verdicts(&told), verdicts(&want));
            let differ: Vec<_> = found.symmetric_difference(&wanted).collect();
            assert!(differ.is_empty(), "seed {seed:x}, round {round}: {differ:?}");
            assert_eq!(told.1, want.1, "seed {seed:x}, round {round}");
            let opened = library.inner.store.directory();
            let kept = crate::library::stories::Stories::load(opened);
            assert_eq!(kept.pairs().count(), told.0.len(), "what is kept is what is told");
        }
    }
    assert!(small > 6, "{small} of the refreshes compared only what was touched");
}

#[test]
fn in_a_little_corpus_boilerplate_comes_and_goes_as_in_a_fresh_build() {
    let root = TempDir::new().unwrap();
    let file = root.path().join("reports.jsonl");
    let foot = "The Harbour Post is printed on the quay every day but Sunday. Write to the desk.";
    let write = |footed: usize| {
        let line = |at: usize| {
            let own: String = (0..120).map(|word| format!("own{}x{word} ", at / 2)).collect();
            let more: String = (0..40).map(|word| format!("more{at}x{word} ")).collect();
            let foot = if at < footed { foot } else { "" };
            format!("{{\"source\":\"Harbour Post\",\"text\":\"{own}{more}{foot}\"}}\n")
        };
        fs::write(&file, (0..40).map(line).collect::<String>()).unwrap();
    };
    let open = |data: &str| {
        let spec = CorpusSpec::Paths { paths: vec![file.clone()], fields: BTreeMap::new() };
        Library::open(spec, &Options::new(root.path().join(data))).unwrap()
    };
    write(2);
    let library = open("data");
    refresh(&library);
    let mut masked = BTreeSet::new();
    let mut fresh = 0;
    for footed in [3, 4, 6, 8, 4, 2, 0] {
        write(footed);
        refresh(&library);
        fresh += 1;
        let fresh = open(&format!("fresh{fresh}"));
        refresh(&fresh);
        assert_eq!(told(&library), told(&fresh), "{footed} with a foot");
        let view = library.view().unwrap();
        let known = view.boilerplate(foot);
        assert_eq!(known, fresh.view().unwrap().boilerplate(foot));
        masked.insert(known.is_empty());
    }
    assert_eq!(masked.len(), 2, "it was learned, and forgotten");
}

#[test]
fn little_memory_gives_the_pairs_that_much_memory_gives() {
    let corpus = Corpus::new(0x1234_5678, 160);
    let (much, little) = (corpus.open("much", 1_024), corpus.open("little", 0));
    refresh(&much);
    refresh(&little);
    assert_eq!(told(&much), told(&little));

    let sample = |memory| {
        let place = TempDir::new().unwrap();
        let options = Options { memory, ..Options::new(place.path().to_path_buf()) };
        let library = Library::open(CorpusSpec::Sample, &options).unwrap();
        refresh(&library);
        told(&library)
    };
    let all = sample(1_024);
    assert!(!all.1.is_empty());
    assert_eq!(all, sample(0));
}

/// That of every two articles in one story it is known what they are to one another.
fn assert_stories_are_compared(library: &Library) {
    let view = library.view().unwrap();
    let rules = view.stories.rules.clone();
    for story in view.stories() {
        let print = |id| (id, rules.fingerprint(document(&view.article(id).unwrap())));
        let prints: Vec<_> = story.ids().map(print).collect();
        for (a, print_a) in &prints {
            for (b, print_b) in prints.iter().filter(|(b, _)| b > a) {
                let exact = rules.relate(print_a, print_b);
                let known = view.relation(*a, *b);
                match exact.verdict {
                    Verdict::Unrelated => assert_eq!(known, None),
                    _ => assert_eq!(known, Some(exact)),
                }
            }
        }
    }
}

#[test]
fn every_pair_of_a_story_was_compared() {
    let corpus = Corpus::new(0xdead_beef, 80);
    let library = corpus.open("data", 1_024);
    refresh(&library);
    assert_stories_are_compared(&library);
}

#[test]
fn every_pair_of_a_story_that_grew_of_others_was_compared() {
    // Forms filled in: stories that stand close together join once their own pairs are known.
    let root = TempDir::new().unwrap();
    let file = root.path().join("forms.jsonl");
    let mut dice = Dice(0x51ab_1e5d);
    let line = |_| {
        let mut word = || format!("w{}", dice.roll(300));
        let (name, town) = (word(), word());
        let (sum, of, what, whose) = (word(), word(), word(), word());
        format!(
            "{{\"source\":\"{}\",\"text\":\"HARBOUR - Senator {name} today announced that {town} \
             in the state will receive {sum} in federal funding for {of} {what} {whose}. It is a great \
             day for {town}, said Senator {name}. The funding was made available by the department \
             under a programme for the country, which has helped hundreds of towns across the land \
             to build water works, schools and hospitals since it was set up.\"}}\n",
            sum.len()
        )
    };
    fs::write(&file, (0..700).map(line).collect::<String>()).unwrap();
    let spec = CorpusSpec::Paths { paths: vec![file], fields: BTreeMap::new() };
    let library = Library::open(spec, &Options::new(root.path().join("data"))).unwrap();
    refresh(&library);
    let sizes: Vec<usize> =
        library.view().unwrap().stories().iter().map(|story| story.members.len()).collect();
    assert!((10..=300).contains(&sizes[0]), "{sizes:?}");
    assert_stories_are_compared(&library);

    // And whoever asks for one article is told of all its pairs, though terms of its sketch that are
    // in so many articles lead to a few of them only.
    let view = library.view().unwrap();
    for id in view.stories()[0].ids().take(5) {
        let similar = view.similar(id, false).unwrap();
        let told: BTreeSet<ArticleId> = similar.iter().map(|copy| copy.card.id).collect();
        let known = view.stories.pairs_of(id);
        let known = known.filter(|(_, relation)| relation.verdict.is_copy());
        let pairs: BTreeSet<ArticleId> = known.map(|(id, _)| id).collect();
        assert!(pairs.len() > 9 && pairs.is_subset(&told), "{id}: {:?}", pairs.difference(&told));
    }
}

#[test]
fn names_of_stories_last_over_refreshes() {
    let mut corpus = Corpus::new(0x0bad_cafe, 90);
    let library = corpus.open("data", 1_024);
    refresh(&library);
    let mut before: BTreeMap<StoryId, BTreeSet<ArticleId>> = BTreeMap::new();
    let mut followed = 0;
    for _ in 0..6 {
        let view = library.view().unwrap();
        let now: BTreeMap<StoryId, BTreeSet<ArticleId>> =
            view.stories().iter().map(|story| (story.id, story.ids().collect())).collect();
        assert_eq!(now.len(), view.stories().len(), "no two stories share a name");
        for (id, members) in &before {
            // Where more than half of a story is in one story, and that has taken in no other as
            // large, it is the same story.
            let heir =
                now.iter().find(|(_, new)| 2 * new.intersection(members).count() > members.len());
            let Some((name, new)) = heir else { continue };
            let rival = before.iter().any(|(other, old)| {
                other != id && new.intersection(old).count() >= new.intersection(members).count()
            });
            if !rival {
                assert_eq!(name, id);
                followed += 1;
            }
        }
        before = now;
        (0..=corpus.dice.roll(3)).for_each(|_| corpus.change_something());
        refresh(&library);
    }
    assert!(followed > 20, "{followed} stories were followed");
    let names: BTreeSet<StoryId> =
        library.view().unwrap().stories().iter().map(|story| story.id).collect();
    drop(library);
    let again = corpus.open("data", 1_024);
    assert!(again.view().unwrap().stories().iter().all(|story| names.contains(&story.id)));
}

#[test]
fn other_thresholds_compare_everything_anew() {
    let corpus = Corpus::new(0x5eed, 40);
    let library = corpus.open("data", 1_024);
    refresh(&library);
    let copies = |library: &Library| {
        let view = library.view().unwrap();
        view.pairs().filter(|pair| pair.relation.verdict == Verdict::Copy).count()
    };
    assert!(copies(&library) > 0);
    drop(library);
    let mut options = Options::new(corpus.root.path().join("data"));
    options.thresholds.copy = 2.0;
    let paths = vec![corpus.root.path().join("corpus")];
    let spec = CorpusSpec::Paths { paths, fields: BTreeMap::new() };
    let strict = Library::open(spec, &options).unwrap();
    refresh(&strict);
    assert_eq!(copies(&strict), 0);
}
