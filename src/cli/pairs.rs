//! `retold pairs`: every verified pair of the corpus, one a line.
//! Half a million of them stream; an article's metadata is read once, however many pairs it is in.

use super::Outcome;
use super::args::PairsArgs;
use super::opening::Setting;
use super::out::Out;
use crate::corpus::ArticleId;
use crate::export::json::PairOut;
use crate::export::plain::{self, count};
use crate::index::search::Card;
use crate::library::{Pair, View};
use crate::neardup::Verdict;
use anyhow::Result;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &PairsArgs) -> Result<Outcome> {
    let view = setting.view(&args.corpus)?;
    let wanted: Vec<Verdict> = args.verdict.iter().copied().map(Verdict::from).collect();
    let listed = Listed::new(&view, |verdict| wanted.is_empty() || wanted.contains(&verdict))?;
    if listed.pairs.is_empty() {
        let articles = count(view.len(), "article", "articles");
        let such = if wanted.is_empty() { "" } else { "such " };
        setting.note(&format!("no {such}pairs among {articles}"));
        return Ok(Outcome::Nothing);
    }
    let pen = out.pen;
    for (a, b, pair) in listed.iter() {
        if args.json {
            out.json_line(&PairOut::new(a, b, &pair.relation))?;
        } else {
            plain::pair(out, pen, a, b, &pair.relation)?;
        }
    }
    Ok(Outcome::Found)
}

/// Pairs in the order of the corpus.
struct Listed {
    /// The articles they are of, in that order.
    cards: Vec<Card>,
    /// Each with the places of its two articles in `cards`, the earlier one first.
    pairs: Vec<(u32, u32, Pair)>,
}

impl Listed {
    fn new(view: &View, wanted: impl Fn(Verdict) -> bool) -> Result<Self> {
        let pairs: Vec<Pair> = view.pairs().filter(|pair| wanted(pair.relation.verdict)).collect();
        let mut ids: Vec<ArticleId> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut cards = ids.iter().map(|&id| view.card(id)).collect::<Result<Vec<_>>>()?;
        cards.sort_by(|x, y| x.origin.cmp(&y.origin).then(x.id.cmp(&y.id)));
        let mut place = vec![0u32; ids.len()];
        for (card, at) in cards.iter().zip(0u32..) {
            if let Some(slot) = ids.binary_search(&card.id).ok().and_then(|n| place.get_mut(n)) {
                *slot = at;
            }
        }
        let place_of = |id| {
            ids.binary_search(&id).ok().and_then(|n| place.get(n).copied()).unwrap_or_default()
        };
        let turned = |pair: Pair| {
            let (a, b) = (place_of(pair.a), place_of(pair.b));
            if a <= b {
                return (a, b, pair);
            }
            (b, a, Pair { a: pair.b, b: pair.a, relation: pair.relation.reversed() })
        };
        let mut pairs: Vec<(u32, u32, Pair)> = pairs.into_iter().map(turned).collect();
        pairs.sort_unstable_by_key(|&(a, b, _)| (a, b));
        Ok(Self { cards, pairs })
    }

    fn iter(&self) -> impl Iterator<Item = (&Card, &Card, &Pair)> {
        let card = |at: u32| self.cards.get(at as usize);
        self.pairs.iter().filter_map(move |(a, b, pair)| Some((card(*a)?, card(*b)?, pair)))
    }
}
