//! What the invented corpus answers about two articles, and about a story.

use crate::fixture::{LEFT, RIGHT, articles, at, card, loaded, relation};
use retold::app::event::{LoadedStory, Relations, StoryAnswer};
use retold::app::why::Explained;
use retold::corpus::ArticleId;
use retold::library::{Card, Copy, Member, Parent, Story, StoryId};
use retold::neardup::why::{Passage, PassageKind, Test};
use retold::neardup::{Relation, Verdict, Why};
use std::sync::Arc;

/// Why two articles are what they are: for the two reports of the fire in full.
pub(crate) fn explained(left: ArticleId, right: ArticleId) -> Result<Arc<Explained>, String> {
    let find = |id| loaded(id).map(|l| l.article.clone()).ok_or("no such article".to_string());
    let why = match (left.0, right.0) {
        (1, 2) => fire(),
        _ => {
            let relation = Relation { blocks: 0, masked: 0, ..relation(Verdict::Unrelated) };
            Why { relation, shared: Vec::new(), tests: Vec::new() }
        }
    };
    Ok(Arc::new(Explained::new(find(left)?, find(right)?, why)))
}

fn fire() -> Why {
    use PassageKind::{Boilerplate, Own, Quoted};
    let passage = |kind, words: &str| Passage {
        a: at(LEFT, "PORT", words),
        b: at(RIGHT, "A huge", words),
        words: words.split_whitespace().count() as u32,
        kind,
    };
    let bakery = LEFT.find("who runs").unwrap()..LEFT.find("calls.").unwrap() + 6;
    let test = |measure, value, bound, met| Test { measure, value, bound, met };
    Why {
        relation: Relation { masked: 7, ..relation(Verdict::Rewrite) },
        shared: vec![
            passage(Own, "swept through the harbour on Friday evening"),
            passage(Own, "The cause of the fire is not known"),
            passage(Own, "The harbour master, Anselm Reyk, said that the crews had been ashore"),
            passage(Quoted, "We saw the flames from the hill"),
            passage(Own, &LEFT[bakery]),
            passage(Boilerplate, "Hospitals in three towns took in the wounded through the night"),
        ],
        tests: vec![
            test("resemblance", 0.4996, 0.8, false),
            test("resemblance", 0.4996, 0.5, false),
            test("larger share of one outside quotation marks in the other", 0.7, 0.2, true),
            test("blocks of their own words", 9.0, 4.0, true),
            test("share of the text at its head and foot", 0.1, 0.4, true),
            test("longest block in words", 24.0, 12.0, true),
        ],
    }
}

/// The story of the fire: 1 came first, 2 was taken from it, 3 perhaps from 2, 5 from 1; of 6 neither
/// outlet nor date is known. 4 reports the same event.
pub(crate) fn story(asked: ArticleId) -> StoryAnswer {
    let all = articles();
    let card = |id: u64| all.iter().find(|a| a.id.0 == id).map(card);
    let copy = |id: u64, verdict| {
        let relation = Relation { containment_a: 0.03, containment_b: 0.04, ..relation(verdict) };
        Some(Copy { card: card(id)?, relation })
    };
    let copies = |ids: &[u64], verdict| ids.iter().filter_map(|&id| copy(id, verdict)).collect();
    match asked.0 {
        1..=3 | 5 | 6 => {}
        4 => return StoryAnswer::Alone(copies(&[1, 2], Verdict::SharesQuotes)),
        _ => return StoryAnswer::Alone(Vec::new()),
    }
    let from = |id, confidence| Some(Parent { id: ArticleId(id), confidence });
    let members =
        [(1, None), (2, from(1, 0.92)), (3, from(2, 0.62)), (5, from(1, 0.88)), (6, None)];
    let mut cards: Vec<Card> = members.iter().filter_map(|(id, _)| card(*id)).collect();
    if let Some(last) = cards.last_mut() {
        (last.date, last.source) = (None, None);
    }
    let shares =
        |verdict, a, b| Relation { containment_a: a, containment_b: b, ..relation(verdict) };
    let relations = [
        (0, 1, shares(Verdict::Rewrite, 0.78, 0.64)),
        (0, 2, shares(Verdict::PartialCopy, 0.314, 0.884)),
        (2, 1, shares(Verdict::Copy, 0.998, 1.0)),
        (0, 3, shares(Verdict::Excerpt, 0.004, 0.97)),
        (1, 4, shares(Verdict::SharesQuotes, 0.05, 0.06)),
        (5, 0, shares(Verdict::SameEvent, 0.04, 0.03)),
    ];
    StoryAnswer::Story(Arc::new(LoadedStory {
        asked,
        story: Story {
            id: StoryId(1),
            members: members.map(|(id, parent)| Member { id: ArticleId(id), parent }).to_vec(),
            medoid: ArticleId(2),
            first: Some(ArticleId(1)),
        },
        cards,
        relations: Relations::new(relations.into_iter()),
        same_event: card(4).into_iter().collect(),
    }))
}

/// A story of `n` members in a row, each taken from the one before, about whose first nothing is known.
pub(crate) fn long_story(n: u64) -> Arc<LoadedStory> {
    let all = articles();
    let cards = (1..=n)
        .zip(all.iter().cycle())
        .map(|(id, article)| Card { id: ArticleId(id), ..card(article) });
    let parent = |id: u64| Some(Parent { id: ArticleId(id - 1), confidence: 0.7 });
    let members = (1..=n)
        .map(|id| Member { id: ArticleId(id), parent: if id > 1 { parent(id) } else { None } });
    let next = (1..n as usize).map(|place| (place - 1, place, relation(Verdict::Copy)));
    Arc::new(LoadedStory {
        asked: ArticleId(n.div_ceil(2)),
        story: Story {
            id: StoryId(7),
            members: members.collect(),
            medoid: ArticleId(1),
            first: None,
        },
        cards: cards.collect(),
        relations: Relations::new(next),
        same_event: Vec::new(),
    })
}
