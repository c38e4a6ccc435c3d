//! The thresholds every verdict goes by, each with where it comes from; here and nowhere else.
//! All can be set in the configuration; together with what is known of boilerplate they are the rules.

use super::{Boilerplate, Document, Fingerprint, Relation, relate};
use serde::{Deserialize, Serialize};

/// What verdicts go by. Shares lie between 0 and 1, lengths are in words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// Resemblance from which two texts are copies.
    pub copy: f32,
    /// Resemblance from which two texts are copies in some way, whatever their blocks: the field's
    /// usual bound for near-duplicates (Broder, 1997).
    pub near: f32,
    /// Share of the smaller text, outside quotation marks, that must stand in the other: the three
    /// wire rewrites this was measured on have .24 to .46, independent reports of the same event
    /// below .01.
    pub contained: f32,
    /// Blocks such a pair has at least: those rewrites have 8 to 15, independent reports at most 2.
    pub blocks: u32,
    /// Or the share of the shorter that its blocks cover: short wire items have few blocks.
    pub covered: f32,
    /// Or, between two outlets, the words of the longest of its blocks: a column that takes over three
    /// paragraphs of another's report has few. Within an outlet such a block is a list it keeps, or the
    /// background to everything it writes of the matter.
    pub passage: u32,
    /// Share of a text that stands in another from which it is an excerpt,
    pub excerpt: f32,
    /// where the other is this many times as long.
    pub longer: f32,
    /// And the longest of the blocks has so many words. Shorter ones are turns of phrase.
    pub phrase: u32,
    /// The same for two texts of one outlet, which has its own turns of phrase. Below that the
    /// dividend and money market items of Reuters would be rewrites of one another.
    pub phrase_at_home: u32,
    /// Or the blocks cover so many words together. A text with a word changed in every line is a
    /// rewrite, too.
    pub much: u32,
    /// Or so much of the smaller text's shingles is in it: short wire items that differ in a figure.
    pub half: f32,
    /// Words a quotation in common has to be worth naming; shorter ones are titles and slogans.
    pub quote: u32,
    /// Words boilerplate has to be worth naming.
    pub foot: u32,
    /// Mean length of blocks from which text was taken over by the sentence, not reworded.
    pub sentence: f32,
    /// An outlet's head and foot stand within so many words of the ends of a text, and of one another.
    pub slack: u32,
    /// They have no more words than this,
    pub furniture: u32,
    /// nor more than this share of either text: an update may well keep the end of what it updates.
    pub aside: f32,
    /// How alike two reports of one event are at least, in the smallest corpus (see
    /// [`super::event`]; tuned on news of many outlets, read by hand).
    pub event: f32,
    /// And for each e-fold of the corpus beyond a hundred articles,
    pub event_crowd: f32,
    /// that much more by this share for each e-fold of days between the two: what follows on an event
    /// is told with its names,
    pub event_late: f32,
    /// and for each e-fold of articles that stand as close to one another in time.
    pub event_rivals: f32,
    /// The same for two texts of one outlet, in a corpus of a thousand articles or more.
    pub event_at_home: f32,
    /// The same for texts of two languages, which are compared by names and figures alone.
    pub event_abroad: f32,
    /// Share of that which will do for two that have two partners in common; its square for four.
    pub event_borne_out: f32,
    /// Rare names and figures that such a pair shares.
    pub event_telling: u32,
    /// Days between two reports of one event, at most.
    pub event_days: u32,
    /// Below so many articles rarity says nothing, and all pairs are looked at.
    pub event_small: u32,
    /// Reports of the same event that are kept for one article, at most; none are sought where it is 0.
    pub event_partners: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            copy: 0.8,
            near: 0.5,
            contained: 0.2,
            blocks: 4,
            covered: 0.5,
            passage: 60,
            excerpt: 0.8,
            longer: 2.0,
            phrase: 12,
            phrase_at_home: 20,
            much: 100,
            half: 0.5,
            quote: 12,
            foot: 8,
            sentence: 25.0,
            slack: 15,
            furniture: 150,
            aside: 0.4,
            event: 0.075,
            event_crowd: 0.052,
            event_late: 0.3,
            event_rivals: 0.05,
            event_at_home: 0.08,
            event_abroad: 0.12,
            event_borne_out: 0.7,
            event_telling: 3,
            event_days: 30,
            event_small: 300,
            event_partners: 20,
        }
    }
}

/// What a verdict goes by: the thresholds, and what is known of the corpus' boilerplate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// The thresholds.
    pub thresholds: Thresholds,
    /// What is printed under everything and so counts for nothing.
    pub boilerplate: Boilerplate,
}

impl Rules {
    /// The fingerprint of `document` with its boilerplate marked.
    pub fn fingerprint(&self, document: Document<'_>) -> Fingerprint {
        let mut fingerprint = Fingerprint::of(document);
        fingerprint.mask(&self.boilerplate);
        fingerprint
    }

    /// The exact verdict on two fingerprints whose boilerplate is marked.
    pub fn relate(&self, a: &Fingerprint, b: &Fingerprint) -> Relation {
        relate(a, b, &self.thresholds)
    }
}
