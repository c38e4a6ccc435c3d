//! How alike two runs of sentences are: half their words, weighted by rarity, half their letters.
//! Vectors are made when first asked for and kept; those of a run are the sums of its sentences'.

use super::lexicon::Lexicon;
use super::prose::Prose;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Below this share of common words two sentences' letters are not looked at.
const WORDS_FLOOR: f32 = 0.04;
/// Letters in a gram.
const GRAM: usize = 4;

/// Inner products of two sentences' vectors, not normalised, so that they add up over runs.
#[derive(Clone, Copy, Debug, Default)]
struct Dots {
    words: f32,
    grams: f32,
}

impl std::ops::AddAssign for Dots {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.grams += other.grams;
    }
}

/// Measures likeness between the sentences of two texts.
pub(super) struct Features<'p, 'a> {
    lexicon: &'p Lexicon<'a>,
    sides: [Vectors<'p, 'a>; 2],
    rarity: Vec<f32>,
    across: FxHashMap<(u32, u32), Dots>,
}

/// The vectors of one text's sentences.
struct Vectors<'p, 'a> {
    prose: &'p Prose<'a>,
    slots: Vec<Option<Slot>>,
    /// Each sentence with the next and with the one after that, once asked for.
    near: Vec<[Option<Dots>; 2]>,
    words: Vec<(u32, f32)>,
    grams: Vec<u32>,
}

#[derive(Clone, Debug)]
struct Slot {
    words: Range<usize>,
    grams: Range<usize>,
    /// The vector with itself.
    own: Dots,
}

impl<'p, 'a> Features<'p, 'a> {
    /// Prepares to measure; linear in both texts.
    pub(super) fn new(left: &'p Prose<'a>, right: &'p Prose<'a>, lexicon: &'p Lexicon<'a>) -> Self {
        let (df_left, df_right) = (spread(left, lexicon.keys()), spread(right, lexicon.keys()));
        let sentences = left.len().max(right.len()).max(1) as f32;
        // The rarer of the two counts would favour words one text lacks; take the commoner.
        let rarity = df_left
            .iter()
            .zip(&df_right)
            .map(|(l, r)| (sentences / (*l).max(*r).max(1) as f32).ln_1p())
            .collect();
        let sides = [left, right].map(|prose| Vectors {
            prose,
            slots: vec![None; prose.len()],
            near: vec![[None; 2]; prose.len()],
            words: Vec::new(),
            grams: Vec::new(),
        });
        Self { lexicon, sides, rarity, across: FxHashMap::default() }
    }

    /// ½ idf-weighted cosine of the words + ½ cosine of the letters in fours, 0 to 1.
    pub(super) fn similarity(&mut self, left: &Range<u32>, right: &Range<u32>) -> f32 {
        let mut dots = Dots::default();
        for l in left.clone() {
            for r in right.clone() {
                dots += self.between(l, r);
            }
        }
        let (l, r) = (self.within(0, left), self.within(1, right));
        let cosine = |dot: f32, a: f32, b: f32| {
            let norm = (a * b).sqrt();
            if norm > 0.0 { (dot / norm).clamp(0.0, 1.0) } else { 0.0 }
        };
        (cosine(dots.words, l.words, r.words) + cosine(dots.grams, l.grams, r.grams)) / 2.0
    }

    /// Cosine of the words of two sentences alone, 0 to 1: a cheap first look.
    pub(super) fn in_words(&mut self, left: u32, right: u32) -> f32 {
        let [lefts, rights] = &mut self.sides;
        let (a, b) = (
            lefts.slot(left, self.lexicon, &self.rarity),
            rights.slot(right, self.lexicon, &self.rarity),
        );
        let norm = (a.own.words * b.own.words).sqrt();
        if norm > 0.0 {
            dot_words(&lefts.words[a.words], &rights.words[b.words]) / norm
        } else {
            0.0
        }
    }

    /// What `member`, a sentence of `run`, has in common with the other side that the rest of its
    /// run has not: share of its words by weight, 0 to 1.
    pub(super) fn adds(
        &mut self,
        side: usize,
        member: u32,
        run: &Range<u32>,
        other: &Range<u32>,
    ) -> f32 {
        let slots = |vectors: &mut Vectors<'_, '_>, range: &Range<u32>, but: Option<u32>| {
            let sentences = range.clone().filter(|s| Some(*s) != but);
            sentences.map(|s| vectors.slot(s, self.lexicon, &self.rarity)).collect::<Vec<_>>()
        };
        let [left, right] = &mut self.sides;
        let (own, across) = if side == 0 { (left, right) } else { (right, left) };
        let rest = slots(own, run, Some(member));
        let others = slots(across, other, None);
        let words = own.slot(member, self.lexicon, &self.rarity).words;
        let has = |vectors: &Vectors<'_, '_>, slots: &[Slot], key: u32| {
            slots.iter().any(|slot| {
                vectors.words[slot.words.clone()].binary_search_by_key(&key, |(k, _)| *k).is_ok()
            })
        };
        let (mut all, mut added) = (0.0, 0.0);
        for &(key, weight) in &own.words[words] {
            all += weight;
            if has(across, &others, key) && !has(own, &rest, key) {
                added += weight;
            }
        }
        if all > 0.0 { added / all } else { 0.0 }
    }

    /// Likeness of two sentences of one side.
    pub(super) fn similarity_within(&mut self, side: usize, a: u32, b: u32) -> f32 {
        let dots = self.sides[side & 1].pair(a, b, self.lexicon, &self.rarity);
        let (a, b) = (self.within(side, &(a..a + 1)), self.within(side, &(b..b + 1)));
        let cosine =
            |dot: f32, a: f32, b: f32| if a * b > 0.0 { dot / (a * b).sqrt() } else { 0.0 };
        (cosine(dots.words, a.words, b.words) + cosine(dots.grams, a.grams, b.grams)) / 2.0
    }

    fn between(&mut self, l: u32, r: u32) -> Dots {
        if let Some(dots) = self.across.get(&(l, r)) {
            return *dots;
        }
        let [left, right] = &mut self.sides;
        let (a, b) =
            (left.slot(l, self.lexicon, &self.rarity), right.slot(r, self.lexicon, &self.rarity));
        let words = dot_words(&left.words[a.words], &right.words[b.words]);
        let grams = if words > WORDS_FLOOR * (a.own.words * b.own.words).sqrt() {
            dot_grams(&left.grams[a.grams], &right.grams[b.grams])
        } else {
            0.0
        };
        let dots = Dots { words, grams };
        self.across.insert((l, r), dots);
        dots
    }

    /// The inner product of a run with itself.
    fn within(&mut self, side: usize, run: &Range<u32>) -> Dots {
        let vectors = &mut self.sides[side & 1];
        let mut sum = Dots::default();
        for a in run.clone() {
            sum += vectors.slot(a, self.lexicon, &self.rarity).own;
            for b in a + 1..run.end {
                let both = vectors.neighbours(a, b, self.lexicon, &self.rarity);
                sum += both;
                sum += both;
            }
        }
        sum
    }
}

impl Vectors<'_, '_> {
    /// Two sentences of one run, `a` before `b`.
    fn neighbours(&mut self, a: u32, b: u32, lexicon: &Lexicon<'_>, rarity: &[f32]) -> Dots {
        let apart = (b - a) as usize - 1;
        if let Some(Some(dots)) = self.near.get(a as usize).and_then(|n| n.get(apart)) {
            return *dots;
        }
        let dots = self.pair(a, b, lexicon, rarity);
        if let Some(place) = self.near.get_mut(a as usize).and_then(|n| n.get_mut(apart)) {
            *place = Some(dots);
        }
        dots
    }

    fn pair(&mut self, a: u32, b: u32, lexicon: &Lexicon<'_>, rarity: &[f32]) -> Dots {
        let (a, b) = (self.slot(a, lexicon, rarity), self.slot(b, lexicon, rarity));
        Dots {
            words: dot_words(&self.words[a.words], &self.words[b.words]),
            grams: dot_grams(&self.grams[a.grams], &self.grams[b.grams]),
        }
    }

    fn slot(&mut self, sentence: u32, lexicon: &Lexicon<'_>, rarity: &[f32]) -> Slot {
        let at = sentence as usize;
        if let Some(Some(slot)) = self.slots.get(at) {
            return slot.clone();
        }
        let keys = self.prose.keys_of(at);
        let words_from = self.words.len();
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        for run in sorted.chunk_by(|a, b| a == b) {
            let key = run.first().copied().unwrap_or(0);
            let weight = rarity.get(key as usize).copied().unwrap_or(0.0);
            self.words.push((key, run.len() as f32 * weight));
        }
        let grams_from = self.grams.len();
        push_grams(keys, lexicon, &mut self.grams);
        self.grams[grams_from..].sort_unstable();
        let words = &self.words[words_from..];
        let grams = &self.grams[grams_from..];
        let own = Dots {
            words: words.iter().map(|(_, w)| w * w).sum(),
            grams: grams.chunk_by(|a, b| a == b).map(|run| (run.len() * run.len()) as f32).sum(),
        };
        let slot =
            Slot { words: words_from..self.words.len(), grams: grams_from..self.grams.len(), own };
        if let Some(place) = self.slots.get_mut(at) {
            *place = Some(slot.clone());
        }
        slot
    }
}

/// In how many sentences each key stands.
fn spread(prose: &Prose<'_>, keys: usize) -> Vec<u32> {
    let mut counts = vec![0; keys];
    let mut seen = vec![u32::MAX; keys];
    for sentence in 0..prose.len() {
        for key in prose.keys_of(sentence) {
            let key = *key as usize;
            if seen[key] != sentence as u32 {
                seen[key] = sentence as u32;
                counts[key] += 1;
            }
        }
    }
    counts
}

/// The letters of the words, a space between two words, in overlapping fours, each hashed.
fn push_grams(keys: &[u32], lexicon: &Lexicon<'_>, out: &mut Vec<u32>) {
    // The last four letters, each in 32 bits.
    let mut window = 0u128;
    let mut filled = 0;
    let mut push = |c: char| {
        window = window << (u128::BITS / GRAM as u32) | u128::from(u32::from(c));
        filled += 1;
        if filled >= GRAM {
            let (high, low) = ((window >> 64) as u64, window as u64);
            let hash = high.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ low;
            let hash = (hash ^ hash >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            out.push((hash >> 32) as u32);
        }
    };
    for key in keys {
        push(' ');
        lexicon.word(*key).chars().for_each(&mut push);
    }
    push(' ');
}

/// When one side is this many times longer, its places are searched rather than walked.
const LOPSIDED: usize = 16;

fn dot_words(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut sum = 0.0;
    if a.len() * LOPSIDED < b.len() {
        for (key, weight) in a {
            if let Ok(at) = b.binary_search_by_key(key, |(k, _)| *k) {
                sum += weight * b[at].1;
            }
        }
        return sum;
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

fn dot_grams(a: &[u32], b: &[u32]) -> f32 {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut sum = 0.0;
    if a.len() * LOPSIDED < b.len() {
        for run in a.chunk_by(|x, y| x == y) {
            let gram = run.first().copied().unwrap_or(0);
            let from = b.partition_point(|x| *x < gram);
            let count = b[from..].partition_point(|x| *x == gram);
            sum += (run.len() * count) as f32;
        }
        return sum;
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        match x.cmp(&y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let (from_i, from_j) = (i, j);
                while a.get(i) == Some(&x) {
                    i += 1;
                }
                while b.get(j) == Some(&x) {
                    j += 1;
                }
                sum += ((i - from_i) * (j - from_j)) as f32;
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(left: &str, right: &str) -> f32 {
        let mut lexicon = Lexicon::default();
        let l = Prose::read(left, &mut lexicon);
        let r = Prose::read(right, &mut lexicon);
        let mut features = Features::new(&l, &r, &lexicon);
        let (ln, rn) = (l.len() as u32, r.len() as u32);
        features.similarity(&(0..ln), &(0..rn))
    }

    #[test]
    fn the_same_words_are_wholly_alike_and_others_not_at_all() {
        assert!(alike("The ferry burned.", "The ferry burned.") > 0.999);
        assert!(alike("The ferry burned.", "Quiet xylophone music.") < 0.01);
        let near = alike("The ferry burned at the quay.", "A ferry was burning at the quay.");
        assert!((0.3..0.95).contains(&near), "{near}");
    }

    #[test]
    fn a_split_sentence_is_like_its_parts_together() {
        let whole = "The ferry burned at the quay and the crew swam to the lighthouse.";
        let first = alike(whole, "The ferry burned at the quay.");
        let both = alike(whole, "The ferry burned at the quay. The crew swam to the lighthouse.");
        assert!(both > first && both > 0.85, "{first} {both}");
    }

    #[test]
    fn walking_and_searching_agree() {
        let long: Vec<u32> = (0..400).map(|i| i / 2).collect();
        let short = [3, 3, 7, 900];
        let mut slow = 0;
        for a in short {
            slow += long.iter().filter(|b| **b == a).count();
        }
        assert_eq!(dot_grams(&short, &long), slow as f32);
        let pairs: Vec<(u32, f32)> = (0..400).map(|i| (i, 2.0)).collect();
        assert_eq!(dot_words(&[(3, 1.5), (999, 1.0)], &pairs), 3.0);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(alike("...", "???"), 0.0);
        assert_eq!(alike("", ""), 0.0);
    }
}
