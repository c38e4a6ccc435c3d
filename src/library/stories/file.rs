//! The file that stories and pairs are kept in. Stories are read when it is opened, pairs when they
//! are first asked for: there are many, and most of a session needs none. Both carry a checksum, since
//! a disk that was full or lost its power can leave anything.

use super::pairs::{Linked, Pairs};
use crate::corpus::ArticleId;
use crate::library::{Member, Parent, Story, StoryId};
use crate::neardup::{Edge, Relation, Rules, Verdict};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, OnceLock};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// The file's name.
pub(super) const FILE: &str = "stories.bin";
/// Its form; another number means the file is made anew.
const VERSION: u32 = 5;

/// What stands at the start of the file, after version, length and checksum.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) commit: String,
    pub(super) drift: u64,
    pub(super) rules: Rules,
    pub(super) stories: Vec<KeptStory>,
    /// How many articles and pairs follow.
    pub(super) ids: u64,
    pub(super) pairs: u64,
    /// The checksum of these.
    pub(super) sum: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct KeptStory {
    id: u64,
    /// Members in order of time, each with its parent and how sure that is.
    members: Vec<(u64, Option<(u64, f32)>)>,
    medoid: u64,
    first: Option<u64>,
}

/// Pairs, in memory or still in their file.
#[derive(Debug, Default)]
pub(super) struct Lazy {
    read: OnceLock<Option<Pairs>>,
    from: Option<Section>,
}

/// Where in a file pairs stand.
#[derive(Debug)]
struct Section {
    /// Kept open: another file may be moved in its place, and this one stays what it is.
    file: Mutex<File>,
    at: u64,
    ids: usize,
    pairs: usize,
    sum: u64,
}

impl Lazy {
    /// These pairs.
    pub(super) fn of(pairs: Pairs) -> Self {
        Self { read: OnceLock::from(Some(pairs)), from: None }
    }

    /// The pairs; none where they cannot be read.
    pub(super) fn get(&self) -> Option<&Pairs> {
        self.read.get_or_init(|| self.from.as_ref().and_then(|from| from.read().ok())).as_ref()
    }

    /// What is known of two articles. Where the pairs were not read yet they stay in their file, of
    /// which a few hundred bytes are looked at.
    pub(super) fn relation(&self, a: ArticleId, b: ArticleId) -> Option<Relation> {
        match (self.read.get(), &self.from) {
            (Some(read), _) => read.as_ref()?.relation(a, b),
            (None, Some(from)) => from.relation(a, b).ok()?,
            (None, None) => None,
        }
    }

    /// Whether they can be read, and are what was written.
    pub(super) fn is_whole(&self) -> bool {
        match (self.read.get(), &self.from) {
            (Some(read), _) => read.is_some(),
            (None, Some(from)) => from.checksum().is_ok_and(|sum| sum == from.sum),
            (None, None) => true,
        }
    }

    /// A copy to make other pairs from; where they were not read yet, they are not kept.
    pub(super) fn copied(&self) -> Option<Pairs> {
        match self.read.get() {
            Some(read) => read.clone(),
            None => self.from.as_ref().and_then(|from| from.read().ok()),
        }
    }
}

impl Section {
    /// The checksum of what stands there now.
    fn checksum(&self) -> io::Result<u64> {
        let mut file = crate::library::lock(&self.file);
        file.seek(SeekFrom::Start(self.at))?;
        let mut sum = Xxh3::new();
        let mut buffer = vec![0; 1 << 18];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(sum.digest()),
                read => sum.update(buffer.get(..read).unwrap_or(&[])),
            }
        }
    }

    /// The relation of two articles, searched for in the file, which is sorted as [`Pairs`] are.
    fn relation(&self, a: ArticleId, b: ArticleId) -> io::Result<Option<Relation>> {
        let mut file = crate::library::lock(&self.file);
        let mut place = |id: ArticleId| {
            search(self.ids, |at| {
                let bytes = read_at::<8>(&mut file, self.at + 8 * at as u64)?;
                Ok(Some((u64::from_le_bytes(bytes).cmp(&id.0), at as u32)))
            })
        };
        let (Some(low), Some(high)) = (place(a.min(b))?, place(a.max(b))?) else { return Ok(None) };
        let start = self.at + 8 * self.ids as u64;
        let found = search(self.pairs, |at| {
            let bytes = read_at::<RECORD>(&mut file, start + (RECORD * at) as u64)?;
            Ok(from_bytes(&bytes).map(|pair| (pair.key().cmp(&(low, high)), pair)))
        })?;
        let relation = found.map(|pair| pair.edge.relation);
        Ok(relation.map(|known| if a <= b { known } else { known.reversed() }))
    }

    fn read(&self) -> io::Result<Pairs> {
        if self.checksum()? != self.sum {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut file = crate::library::lock(&self.file);
        file.seek(SeekFrom::Start(self.at))?;
        let mut from = BufReader::with_capacity(1 << 18, &mut *file);
        let mut ids = Vec::with_capacity(self.ids);
        for _ in 0..self.ids {
            let mut bytes = [0; 8];
            from.read_exact(&mut bytes)?;
            ids.push(ArticleId(u64::from_le_bytes(bytes)));
        }
        let mut list = Vec::with_capacity(self.pairs);
        for _ in 0..self.pairs {
            let mut bytes = [0; RECORD];
            from.read_exact(&mut bytes)?;
            list.push(from_bytes(&bytes).ok_or(io::ErrorKind::InvalidData)?);
        }
        Ok(Pairs::sorted(ids, list))
    }
}

/// Looks for the one of `count` sorted things that `look` finds equal to what is sought; it says how the
/// one at a place compares, or that nothing can be made of it.
fn search<T>(
    count: usize,
    mut look: impl FnMut(usize) -> io::Result<Option<(Ordering, T)>>,
) -> io::Result<Option<T>> {
    let (mut from, mut to) = (0, count);
    while from < to {
        let middle = from + (to - from) / 2;
        match look(middle)? {
            Some((Ordering::Equal, found)) => return Ok(Some(found)),
            Some((Ordering::Less, _)) => from = middle + 1,
            Some((Ordering::Greater, _)) => to = middle,
            None => return Ok(None),
        }
    }
    Ok(None)
}

fn read_at<const N: usize>(file: &mut File, at: u64) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Reads the head of the file in `directory`; nothing where there is none, or none of this form.
pub(super) fn load(directory: &Path) -> Option<(Head, Lazy)> {
    let mut file = File::open(directory.join(FILE)).ok()?;
    let all = file.metadata().ok()?.len();
    let mut start = [0; START];
    file.read_exact(&mut start).ok()?;
    let (version, rest) = start.split_first_chunk::<4>()?;
    if u32::from_le_bytes(*version) != VERSION {
        return None;
    }
    let (length, sum) = rest.split_first_chunk::<8>()?;
    let length = u64::from_le_bytes(*length);
    let sum = u64::from_le_bytes(*sum.first_chunk::<8>()?);
    let at = length.checked_add(start.len() as u64).filter(|at| *at <= all)?;
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    file.read_exact(&mut bytes).ok()?;
    if xxh3_64(&bytes) != sum {
        return None;
    }
    let head: Head = postcard::from_bytes(&bytes).ok()?;
    let rest = head.ids.checked_mul(8)?.checked_add(head.pairs.checked_mul(RECORD as u64)?)?;
    if at.checked_add(rest)? != all {
        return None;
    }
    let (ids, pairs) = (usize::try_from(head.ids).ok()?, usize::try_from(head.pairs).ok()?);
    let from = Section { file: Mutex::new(file), at, ids, pairs, sum: head.sum };
    Some((head, Lazy { read: OnceLock::new(), from: Some(from) }))
}

/// Bytes before the head: version, its length and its checksum.
const START: usize = 4 + 8 + 8;

/// Writes the file in `directory`, replacing what was there atomically. The numbers and the checksum of
/// what follows are put into `head`.
pub(super) fn save(directory: &Path, head: Head, pairs: &Pairs) -> anyhow::Result<()> {
    let mut sum = Xxh3::new();
    pairs.ids.iter().for_each(|id| sum.update(&id.0.to_le_bytes()));
    pairs.list.iter().for_each(|pair| sum.update(&to_bytes(pair)));
    let (ids, list) = (pairs.ids.len() as u64, pairs.list.len() as u64);
    let head = &Head { ids, pairs: list, sum: sum.digest(), ..head };
    let head = postcard::to_stdvec(head).context("cannot encode the stories")?;
    crate::library::replace_file(&directory.join(FILE), |file| {
        let mut to = BufWriter::with_capacity(1 << 18, file);
        to.write_all(&VERSION.to_le_bytes())?;
        to.write_all(&(head.len() as u64).to_le_bytes())?;
        to.write_all(&xxh3_64(&head).to_le_bytes())?;
        to.write_all(&head)?;
        for id in &pairs.ids {
            to.write_all(&id.0.to_le_bytes())?;
        }
        for pair in &pairs.list {
            to.write_all(&to_bytes(pair))?;
        }
        to.flush()
    })
}

/// Verdicts by the number they are written with.
const VERDICTS: [Verdict; 8] = [
    Verdict::Copy,
    Verdict::Rewrite,
    Verdict::PartialCopy,
    Verdict::Excerpt,
    Verdict::SharesQuotes,
    Verdict::Boilerplate,
    Verdict::SameEvent,
    Verdict::Unrelated,
];

/// Words of a record, and its bytes: one more for the verdict.
const WORDS: usize = 11;
const RECORD: usize = WORDS * 4 + 1;
/// Set in the last byte of a pair that was added.
const ADDED: u8 = 0x80;

fn to_bytes(pair: &Linked) -> [u8; RECORD] {
    let Edge { a, b, relation: r } = pair.edge;
    let words: [u32; WORDS] = [
        a,
        b,
        r.resemblance.to_bits(),
        r.containment_a.to_bits(),
        r.containment_b.to_bits(),
        r.unquoted_a.to_bits(),
        r.unquoted_b.to_bits(),
        r.covered.to_bits(),
        r.blocks,
        r.longest,
        r.masked,
    ];
    let mut bytes = [0; RECORD];
    let (places, last) = bytes.as_chunks_mut::<4>();
    for (place, word) in places.iter_mut().zip(words) {
        *place = word.to_le_bytes();
    }
    let verdict = VERDICTS.iter().zip(0..).find(|(known, _)| **known == r.verdict);
    for last in last {
        *last = verdict.map_or(0, |(_, number)| number) | if pair.added { ADDED } else { 0 };
    }
    bytes
}

fn from_bytes(bytes: &[u8; RECORD]) -> Option<Linked> {
    let (words, last) = bytes.as_chunks::<4>();
    let word = |at: usize| words.get(at).map(|word| u32::from_le_bytes(*word));
    let share = |at: usize| word(at).map(f32::from_bits);
    let last = *last.first()?;
    let relation = Relation {
        verdict: *VERDICTS.get(usize::from(last & !ADDED))?,
        resemblance: share(2)?,
        containment_a: share(3)?,
        containment_b: share(4)?,
        unquoted_a: share(5)?,
        unquoted_b: share(6)?,
        covered: share(7)?,
        blocks: word(8)?,
        longest: word(9)?,
        masked: word(10)?,
    };
    let edge = Edge { a: word(0)?, b: word(1)?, relation };
    Some(Linked { edge, added: last & ADDED != 0 })
}

impl From<&Story> for KeptStory {
    fn from(story: &Story) -> Self {
        let member = |member: &Member| {
            (member.id.0, member.parent.map(|parent| (parent.id.0, parent.confidence)))
        };
        Self {
            id: story.id.0,
            members: story.members.iter().map(member).collect(),
            medoid: story.medoid.0,
            first: story.first.map(|id| id.0),
        }
    }
}

impl From<KeptStory> for Story {
    fn from(kept: KeptStory) -> Self {
        let parent = |(id, confidence)| Parent { id: ArticleId(id), confidence };
        let member = |(id, from): (u64, Option<(u64, f32)>)| Member {
            id: ArticleId(id),
            parent: from.map(parent),
        };
        Self {
            id: StoryId(kept.id),
            members: kept.members.into_iter().map(member).collect(),
            medoid: ArticleId(kept.medoid),
            first: kept.first.map(ArticleId),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_as_they_were_written_and_only_when_whole() {
        let relation = |verdict| Relation {
            verdict,
            resemblance: 0.25,
            containment_a: 0.5,
            containment_b: 1.0,
            unquoted_a: 0.125,
            unquoted_b: 0.75,
            covered: 0.0625,
            blocks: 3,
            longest: 40,
            masked: 7,
        };
        let pairs = Pairs::sorted(
            (0..VERDICTS.len() as u64 + 1).map(|n| ArticleId(n * 1000 - n / 7)).collect(),
            VERDICTS
                .iter()
                .zip(0..)
                .map(|(&verdict, a)| {
                    let edge = Edge { a, b: a + 1, relation: relation(verdict) };
                    Linked { edge, added: a % 2 == 0 }
                })
                .collect(),
        );
        let head = Head {
            commit: "mark".into(),
            drift: 2,
            rules: Rules::default(),
            stories: Vec::new(),
            ids: 0,
            pairs: 0,
            sum: 0,
        };
        let place = tempfile::tempdir().unwrap();
        save(place.path(), head, &pairs).unwrap();
        let (read, lazy) = load(place.path()).unwrap();
        assert_eq!((read.commit.as_str(), read.drift), ("mark", 2));
        assert!(lazy.is_whole());
        for a in 0..=10 {
            for b in 0..=10 {
                let [a, b] = [a, b].map(|n| ArticleId(n * 1000 - n / 7));
                assert_eq!(lazy.relation(a, b), pairs.relation(a, b), "{a} and {b}");
            }
        }
        assert!(lazy.read.get().is_none(), "asking for one reads no others");
        assert_eq!(lazy.get(), Some(&pairs));

        let path = place.path().join(FILE);
        let bytes = std::fs::read(&path).unwrap();
        for end in [0, 3, 11, 20, bytes.len() - 1] {
            std::fs::write(&path, &bytes[..end]).unwrap();
            assert!(load(place.path()).is_none(), "cut at {end}");
        }
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            std::fs::write(&path, other).unwrap();
            let Some((_, lazy)) = load(place.path()) else { continue };
            assert!(!lazy.is_whole() && lazy.copied().is_none() && lazy.get().is_none(), "at {at}");
        }
    }
}
