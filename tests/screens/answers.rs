//! What the invented corpus answers about two articles, and about a story.

use crate::fixture::{LEFT, RIGHT, articles, at, card, loaded, relation};
use retold::app::event::{LoadedStory, Relations, Stated, StoryAnswer};
use retold::app::why::Explained;
use retold::corpus::ArticleId;
use retold::diff::facts::{Cell, Column, FactKind, Row, Table, Value};
use retold::library::{Card, Copy, Member, Parent, Story, StoryId};
use retold::neardup::why::{Passage, PassageKind, Test};
use retold::neardup::{Relation, Verdict, Why};
use retold::text::Span;
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

type Fact = (FactKind, &'static str, &'static [(u64, &'static str)]);

/// What the reports of the fire state: a fact, and who says what of it, as `report: words`. A report that
/// is not asked for says nothing.
const FACTS: [Fact; 8] = [
    (
        FactKind::Figure,
        "dead",
        &[(1, "40"), (2, "60"), (3, "60"), (4, "63"), (5, "63"), (6, "115")],
    ),
    (FactKind::Figure, "injured", &[(1, "100"), (2, "100"), (3, "115"), (5, "117")]),
    (
        FactKind::Name,
        "harbour master",
        &[(1, "Anselm Reyk"), (2, "Anselm Reyk"), (3, "Anselm Rijk")],
    ),
    (
        FactKind::Quote,
        "Dora Quist",
        &[
            (1, "We saw the flames from the hill"),
            (
                2,
                "We saw the \u{1b}[31mflames\u{202e} from the hill, and then we saw nothing at all",
            ),
        ],
    ),
    (FactKind::Figure, "tugs", &[(1, "two"), (2, "two"), (3, "two"), (5, "two")]),
    (FactKind::Date, "date", &[(1, "2031-03-21"), (2, "2031-03-21"), (3, "2031-03-21")]),
    (FactKind::Figure, "pier", &[(1, "7")]),
    (FactKind::Time, "time", &[(4, "19:58")]),
];

/// The same as a table, its columns in order of time.
pub(crate) fn stated(reports: &[ArticleId]) -> Stated {
    let all = articles();
    let date = |id: &ArticleId| {
        all.iter().find(|a| a.id == *id).filter(|a| a.id.0 != 6).and_then(|a| a.date)
    };
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|at| (date(&reports[*at]).is_none(), date(&reports[*at])));
    let columns = order.iter().map(|&report| Column {
        report,
        label: String::new(),
        date: date(&reports[report]),
    });
    let said = |(kind, label, said): &Fact| {
        let mut row = Row {
            label: (*label).into(),
            about: String::new(),
            kind: *kind,
            disagrees: false,
            cells: Vec::new(),
            values: Vec::new(),
        };
        for (column, report) in order.iter().enumerate() {
            let id = reports[*report].0;
            let Some((_, words)) = said.iter().find(|(of, _)| *of == id) else { continue };
            let known = row.values.iter().position(|value| value.value == *words);
            let variant = known.unwrap_or(row.values.len());
            match row.values.get_mut(variant) {
                Some(value) => value.reports += 1,
                None => {
                    row.values.push(Value { value: (*words).into(), first: column, reports: 1 });
                }
            }
            let body = all.iter().find(|a| a.id.0 == id).map_or("", |a| &a.body);
            let start = body.find(words).unwrap_or(0);
            row.cells.push(Cell {
                column,
                variant,
                value: (*words).into(),
                number: words.parse().ok(),
                text: (*words).into(),
                modifier: (*label == "injured").then_some("over"),
                span: Span::new(start, start + 2),
                differs: false,
            });
        }
        row.disagrees = row.values.len() > 1;
        let most = row.values.iter().map(|value| value.reports).max().unwrap_or(0);
        let usual = row.values.iter().position(|value| value.reports == most);
        for cell in &mut row.cells {
            cell.differs = Some(cell.variant) != usual;
        }
        row
    };
    let mut rows: Vec<Row> = FACTS.iter().map(said).filter(|row| !row.cells.is_empty()).collect();
    rows.sort_by_key(|row| (!row.disagrees, row.cells.len() < 2));
    let columns = columns.collect();
    Stated { reports: reports.to_vec(), table: Table { columns, rows } }
}
