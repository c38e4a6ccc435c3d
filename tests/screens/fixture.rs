//! Invented articles, results and a comparison, and a browser that is played like a piano: keys go
//! in, answers are given at once, frames come out.

use crate::{answers, completion};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use retold::app::beside::{Other, Several};
use retold::app::event::{Compared, Loaded, Partner};
use retold::app::{self, Effect, Event, Setup, State};
use retold::config::{Depth, Keymap, Settings, Theme};
use retold::corpus::{Article, ArticleDate, ArticleId, Origin, Precision};
use retold::diff::{
    Change, ChangeKind, Comparison, Figure, FigureText, Group, GroupKind, Labels, Repeat, Scores,
    Side, Text, Which, compare, facts,
};
use retold::index::{Complaint, Snippet};
use retold::library::{
    By, Card, Copy, Facet, FacetRequest, FacetValue, Facets, Hit, Period, Request, Results,
};
use retold::neardup::{Relation, Verdict};
use retold::text::{Span, segment};
use retold::ui;
use std::sync::Arc;
use std::time::Duration;

pub(crate) const LEFT: &str = "Blaze at Port Calder kills at least 40
By Ilse Marrow

PORT CALDER: A fire that broke out on a ferry berthed at pier 7 swept through the harbour on Friday \
evening, leaving at least 40 people dead and more than 100 injured, the coast guard said. The cause \
of the fire is not known.

Two tugs were lost as well. The harbour master, Anselm Reyk, said that the crews had been ashore.

“We saw the flames from the hill,” said Dora Quist, who runs a bakery in Lantern Street. The ferry, \
the Maren II, had been in dock for repairs since January. It was to have sailed again on Sunday. \
Its owners did not answer calls.

The ministry has opened an inquiry into the safety of the berths.

Hospitals in three towns took in the wounded through the night.

The cause of the fire is not known.
";

pub(crate) const RIGHT: &str = "Port Calder ferry fire: 60 dead

A huge fire that broke out on the ferry Maren II swept through the harbour on Friday evening. It left \
60 people dead and more than 100 injured, according to the coast guard. The cause of the fire is not \
known.

Hospitals in three towns took in the wounded through the night.

The harbour master, Anselm Reyk, said that the crews had been ashore.

“We saw the flames from the hill,” said Dora Quist, who runs a bakery in Lantern Street. The ferry, \
the Maren II, had been in dock for repairs since January. It was to have sailed again on Sunday. \
Its owners did not answer calls.

The safety of the berths will now be looked into by the government.

The port stays closed until Monday.
";

fn date(seconds: i64) -> Option<ArticleDate> {
    Some(ArticleDate { seconds, precision: Precision::Minute })
}

fn article(id: u64, title: &str, source: &str, seconds: i64, body: &str) -> Article {
    Article {
        id: ArticleId(id),
        key: None,
        origin: Origin { path: format!("case/{id:03}.txt"), record: None },
        title: title.into(),
        byline: None,
        source: Some(source.into()),
        place: Some("Port Calder".into()),
        section: None,
        tags: Vec::new(),
        lang: Some("en".into()),
        url: None,
        date: date(seconds),
        body: body.into(),
    }
}

/// The articles of the corpus.
pub(crate) fn articles() -> Vec<Article> {
    let mut left =
        article(1, "Blaze at Port Calder kills at least 40", "Calder Post", 1_931_933_400, LEFT);
    left.byline = Some("Ilse Marrow".into());
    let warned = "Ferry company warned twice before fire\n\nInspectors at the harbour had asked for \
                  new hoses twice, letters seen by The Lantern show.\n\nThe Lantern is lit every \
                  morning. Write to the desk on the hill with your corrections.\n";
    let owned = "The ship at pier 7 changed hands three times in five years.\n";
    let mut all = vec![
        left,
        article(2, "Port Calder ferry fire: 60 dead", "Meridian Wire", 1_931_946_300, RIGHT),
        article(3, "Ferry company warned twice before fire", "The Lantern", 1_932_106_500, warned),
        article(4, "Who owned the Maren II?", "Calder Post", 1_932_192_000, owned),
    ];
    for n in 5..40 {
        let title = format!("Harbour notes, part {}", n - 4);
        all.push(article(n, &title, "Coast FM", 1_932_192_000 + n as i64 * 86_400, owned));
    }
    all
}

pub(crate) fn card(article: &Article) -> Card {
    Card {
        id: article.id,
        key: None,
        origin: article.origin.clone(),
        title: article.title.clone(),
        source: article.source.clone(),
        place: article.place.clone(),
        date: article.date,
        lang: article.lang.clone(),
        words: article.body.split_whitespace().count(),
    }
}

fn find_words(text: &str, query: &str) -> Vec<Span> {
    let lower = text.to_lowercase();
    let mut marks: Vec<Span> = query
        .split_whitespace()
        .flat_map(|word| {
            let word = word.to_lowercase();
            lower
                .match_indices(&word)
                .map(|(at, m)| Span::new(at, at + m.len()))
                .collect::<Vec<_>>()
        })
        .filter(|span| text.get(span.range()).is_some())
        .collect();
    marks.sort();
    marks.dedup_by(|b, a| b.start < a.end);
    marks
}

/// What a search over the invented corpus finds: 1 and 2 retell one another.
pub(crate) fn results(request: &Request) -> Results {
    let all = articles();
    let matching: Vec<&Article> = all
        .iter()
        .filter(|a| {
            let text = format!("{} {}", a.title, a.body).to_lowercase();
            request
                .query
                .split_whitespace()
                .filter(|word| !word.starts_with("date:") && !word.starts_with("source:"))
                .all(|word| text.contains(&word.to_lowercase()))
        })
        .collect();
    let folded: Vec<&&Article> = matching.iter().filter(|a| a.id.0 != 2).collect();
    let hits = folded.iter().skip(request.offset).take(request.limit).map(|a| {
        let line = a.body.lines().rev().find(|l| !find_words(l, &request.query).is_empty());
        let mut text: String = line.unwrap_or("").chars().take(request.snippet).collect();
        text.insert(0, '…');
        let marks = find_words(&text, &request.query);
        let copies = if a.id.0 == 1 {
            (2..5).filter_map(|i| all.get(i - 1)).map(card).collect()
        } else {
            Vec::new()
        };
        let snippet = Snippet { text, marks };
        let verdicts = [Some(Verdict::Rewrite), Some(Verdict::PartialCopy), None];
        let verdicts = verdicts.into_iter().take(copies.len()).collect();
        let (snippets, copy_count) = (Vec::new(), copies.len());
        Hit { card: card(a), score: 1.0, snippet, snippets, copy_count, copies, verdicts }
    });
    let faults = [
        ("date:", "a date is needed here, such as 2031-03-22"),
        ("source:?", "no outlet is called so; expected a name, or how one starts"),
        (
            "date:?",
            "a day, a month, a year, yesterday, or a range of them, such as 2031-03..2031-05, is needed",
        ),
    ];
    let bad = faults.into_iter().filter_map(|(what, message)| {
        let start = request.query.find(what)?;
        Some(Complaint { span: Span::new(start, start + what.len()), message: message.into() })
    });
    let mut bad: Vec<Complaint> = bad.collect();
    bad.sort_by_key(|complaint| complaint.span);
    Results {
        complaints: bad,
        query: request.query.clone(),
        total: matching.len(),
        rows: Some(folded.len()),
        hits: hits.collect(),
        suggestion: request.query.contains("harbuor").then(|| "harbour fire".to_string()),
        took: Duration::from_millis(4),
        ..Results::default()
    }
}

pub(crate) fn relation(verdict: Verdict) -> Relation {
    Relation {
        verdict,
        resemblance: 0.5,
        containment_a: 0.78,
        containment_b: 0.64,
        unquoted_a: 0.7,
        unquoted_b: 0.6,
        covered: 0.5,
        blocks: 9,
        masked: 0,
        longest: 24,
    }
}

/// The near-duplicates of an article.
pub(crate) fn copies(id: u64) -> Vec<Copy> {
    let all = articles();
    let kinds = [(1, Verdict::Rewrite), (2, Verdict::Rewrite), (3, Verdict::PartialCopy)];
    if id > 3 {
        return Vec::new();
    }
    let others = kinds.into_iter().filter(|(other, _)| *other != id);
    others
        .filter_map(|(other, verdict)| {
            let article = all.iter().find(|a| a.id.0 == other)?;
            Some(Copy { card: card(article), relation: relation(verdict) })
        })
        .collect()
}

/// An article with its near-duplicates.
pub(crate) fn loaded(id: ArticleId) -> Option<Arc<Loaded>> {
    let article = articles().into_iter().find(|a| a.id == id)?;
    let boilerplate = boilerplate(&article.body);
    let mut like = copies(id.0);
    if id.0 == 3 {
        let quotes = |other: u64, verdict| {
            let card = articles().iter().find(|a| a.id.0 == other).map(card);
            card.map(|card| Copy { card, relation: relation(verdict) })
        };
        like.extend(quotes(4, Verdict::SharesQuotes));
        like.extend(quotes(5, Verdict::SameEvent));
    }
    let story = matches!(id.0, 1..=3 | 5 | 6).then_some(5);
    Some(Arc::new(Loaded { story, ..Loaded::new(article, like, boilerplate) }))
}

/// What The Lantern prints under everything.
fn boilerplate(body: &str) -> Vec<Span> {
    body.find("The Lantern is lit").map(|start| Span::new(start, body.len())).into_iter().collect()
}

/// Places of `words` in `body`, from `after` on.
pub(crate) fn at(body: &str, after: &str, words: &str) -> Span {
    let from = body.find(after).unwrap();
    let start = from + body[from..].find(words).unwrap();
    Span::new(start, start + words.len())
}

pub(crate) fn change(kind: ChangeKind, left: &str, right: &str) -> Change {
    let (l, r) = ("PORT CALDER:", "A huge");
    let empty = |body: &str, after: &str| {
        let start = body.find(after).unwrap();
        Span::new(start, start)
    };
    Change {
        kind,
        left: if left.is_empty() { empty(LEFT, l) } else { at(LEFT, l, left) },
        right: if right.is_empty() { empty(RIGHT, r) } else { at(RIGHT, r, right) },
        other: None,
    }
}

fn group(kind: GroupKind, left: &[usize], right: &[usize]) -> Group {
    Group {
        kind,
        left: left.to_vec(),
        right: right.to_vec(),
        similarity: 0.7,
        moved: false,
        changes: Vec::new(),
        quiet: Vec::new(),
    }
}

/// How the two reports of the fire compare.
pub(crate) fn comparison() -> Comparison {
    use GroupKind::{Edited, LeftOnly, Rewritten, RightOnly, Same};
    let side = |body: &str| Side { sentences: segment::sentences(body) };
    let mut edited = group(Edited, &[2], &[1, 2]);
    edited.changes = vec![
        change(ChangeKind::Wording, "PORT CALDER:", ""),
        change(ChangeKind::Wording, "", "huge"),
        change(ChangeKind::Name, "berthed at pier 7", "Maren II"),
        change(ChangeKind::Wording, "leaving at least", "It left"),
        change(ChangeKind::Figure, "40", "60"),
        change(ChangeKind::Wording, "said", "according to"),
    ];
    let mut moved = group(Same, &[11], &[4]);
    moved.moved = true;
    let figure = |label: &str, left: &str, right: &str| Figure {
        label: label.into(),
        left: Some(FigureText { text: left.into(), span: at(LEFT, "PORT", left) }),
        right: Some(FigureText { text: right.into(), span: at(RIGHT, "A huge", right) }),
        agrees: left == right,
        group: 2,
    };
    Comparison {
        left: side(LEFT),
        right: side(RIGHT),
        groups: vec![
            group(Rewritten, &[0], &[0]),
            group(LeftOnly, &[1], &[]),
            edited,
            group(Same, &[3], &[3]),
            group(LeftOnly, &[4], &[]),
            group(Same, &[5], &[5]),
            group(Same, &[6], &[6]),
            group(Same, &[7], &[7]),
            group(Same, &[8], &[8]),
            group(Same, &[9], &[9]),
            group(Rewritten, &[10], &[10]),
            group(RightOnly, &[], &[11]),
            moved,
            group(LeftOnly, &[12], &[]),
        ],
        repeats: vec![Repeat { side: Which::Left, sentence: 12, of: 3 }],
        figures: vec![figure("over · injured", "100", "100"), figure("dead", "40", "60")],
        scores: Scores {
            resemblance: 0.5,
            containment_left: 0.78,
            containment_right: 0.64,
            aligned: 0.8,
            moved: 0.1,
        },
        coarse: false,
    }
}

/// Two articles compared.
pub(crate) fn compared(left: ArticleId, partner: Partner) -> Result<Arc<Compared>, String> {
    let copies = copies(left.0);
    let right = match partner {
        Partner::Article(id) => id,
        Partner::Closest => copies.first().ok_or("nothing retells it")?.card.id,
    };
    let find = |id| loaded(id).map(|l| l.article.clone()).ok_or("no such article".to_string());
    let known = (left.0, right.0) == (1, 2);
    let comparison = if known { comparison() } else { Comparison::default() };
    let (of_left, of_right) = (find(left)?, find(right)?);
    Ok(Arc::new(Compared {
        facts: facts::of_both(&comparison, &of_left, &of_right, Labels::built_in()).into(),
        left: of_left,
        right: of_right,
        comparison,
        place: copies.iter().position(|copy| copy.card.id == right),
        story: if (1..=3).contains(&left.0) { [1, 2, 3].map(ArticleId).to_vec() } else { vec![] },
        copies,
        boilerplate: [left, right]
            .map(|id| loaded(id).map(|loaded| loaded.boilerplate.clone()).unwrap_or_default()),
    }))
}

/// Several articles compared with one, their texts in earnest.
fn several(left: ArticleId, columns: &[ArticleId]) -> Result<Arc<Several>, String> {
    let find = |id: ArticleId| loaded(id).ok_or("no such article".to_string());
    let base = find(left)?;
    let other = |id: &ArticleId| {
        let loaded = find(*id)?;
        let texts = [&base, &loaded].map(|loaded| Text { body: &loaded.article.body });
        let comparison = compare(texts[0], texts[1]);
        let (article, boilerplate) = (loaded.article.clone(), loaded.boilerplate.clone());
        let facts = facts::of_both(&comparison, &base.article, &article, Labels::built_in()).into();
        Ok(Other { article, comparison, facts, boilerplate })
    };
    let columns_there: Result<Vec<Other>, String> = columns.iter().map(other).collect();
    let there = |id: &u64| ArticleId(*id) != left && !columns.contains(&ArticleId(*id));
    let more = [1, 2, 3, 5, 6].into_iter().filter(there);
    let more = more.filter_map(|id| articles().iter().find(|a| a.id.0 == id).map(card)).collect();
    let (boilerplate, left) = (base.boilerplate.clone(), base.article.clone());
    Ok(Arc::new(Several { left, boilerplate, columns: columns_there?, more }))
}

/// Counts, fewer of them once something was taken into the query.
fn facets(request: &FacetRequest) -> Facets {
    let narrowed = request.query.contains(':');
    let facet = |by, values: &[(&str, usize)], period| Facet {
        by,
        period,
        values: values
            .iter()
            .map(|&(value, count)| FacetValue { value: value.into(), title: None, count })
            .collect(),
        distinct: values.len() + 1,
        without: 2,
    };
    let sources = [("Calder Post", 12), ("Meridian \u{1b}[31mWire", 7), ("Coast FM", 1)];
    let years = [("2030", 4), ("2031", 16)];
    let months = [("2031-02", 1), ("2031-03", 11)];
    if request.by == [By::Related] {
        let words =
            facet(By::Related, &[("Port Calder", 9), ("tugs", 4), ("evil \u{1b}[31m", 2)], None);
        return Facets { total: 20, facets: vec![words], ..Facets::default() };
    }
    Facets {
        total: if narrowed { 12 } else { 20 },
        facets: vec![
            facet(By::Source, if narrowed { &sources[..1] } else { &sources }, None),
            match narrowed {
                true => facet(By::Date, &months, Some(Period::Month)),
                false => facet(By::Date, &years, Some(Period::Year)),
            },
        ],
        ..Facets::default()
    }
}

/// The answer to an effect, where it has one.
pub(crate) fn answer(effect: &Effect) -> Option<Event> {
    Some(match effect {
        Effect::Search(ticket, request) => Event::Searched(*ticket, Ok(Arc::new(results(request)))),
        Effect::Load(ticket, id) => Event::Loaded(*ticket, loaded(*id).ok_or("gone".to_string())),
        Effect::Compare(ticket, left, partner, _) => {
            Event::Compared(*ticket, compared(*left, *partner))
        }
        Effect::CompareSeveral(ticket, left, columns, _) => {
            Event::ComparedSeveral(*ticket, several(*left, columns))
        }
        Effect::Complete(ticket, query, cursor) => {
            Event::Completed(*ticket, Ok(completion::offered(query, *cursor)))
        }
        Effect::Count(ticket, request) => Event::Counted(*ticket, Ok(Arc::new(facets(request)))),
        Effect::Liken(ticket, _) => Event::Likened(*ticket, Ok("like:\"ferry tugs\"".to_string())),
        Effect::Story(ticket, id) => Event::StoryLoaded(*ticket, Ok(answers::story(*id))),
        Effect::Facts(ticket, reports) => {
            Event::FactsRead(*ticket, Ok(Arc::new(answers::stated(reports))))
        }
        Effect::Explain(ticket, left, right) => {
            Event::Explained(*ticket, answers::explained(*left, *right))
        }
        _ => return None,
    })
}

/// A browser with a terminal of its own.
pub(crate) struct Player {
    pub(crate) state: State,
    pub(crate) effects: Vec<Effect>,
    cache: ui::Cache,
}

impl Player {
    /// Started, with the newest articles listed.
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        Self::themed(columns, rows, "dark")
    }

    pub(crate) fn themed(columns: u16, rows: u16, theme: &str) -> Self {
        let state = State::new(Setup {
            keymap: Keymap::defaults().unwrap(),
            theme: Theme::built_in(theme, Depth::True).unwrap(),
            size: (columns, rows),
            corpus_name: "harbour-fire".into(),
            read_only: false,
            settings: Settings::defaults().unwrap(),
            queries: Vec::new(),
        });
        let mut player = Self { state, effects: Vec::new(), cache: ui::Cache::default() };
        let effects = app::start(&mut player.state);
        player.carry_out(effects);
        player
    }

    /// Carries out effects and what follows from their answers.
    fn carry_out(&mut self, mut effects: Vec<Effect>) {
        while !effects.is_empty() {
            let answers: Vec<Event> = effects.iter().filter_map(answer).collect();
            self.effects.append(&mut effects);
            for event in answers {
                effects.extend(app::update(&mut self.state, event));
            }
        }
    }

    pub(crate) fn event(&mut self, event: Event) -> &mut Self {
        let effects = app::update(&mut self.state, event);
        self.carry_out(effects);
        self
    }

    /// An event whose effects are not carried out.
    pub(crate) fn unanswered(&mut self, event: Event) -> Vec<Effect> {
        app::update(&mut self.state, event)
    }

    pub(crate) fn press(&mut self, code: KeyCode) -> &mut Self {
        let shift = matches!(code, KeyCode::BackTab);
        let modifiers = if shift { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
        self.event(Event::Key(KeyEvent::new(code, modifiers)))
    }

    pub(crate) fn write(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.press(KeyCode::Char(c));
        }
        self
    }

    /// The frame as text, one line a row, trailing spaces cut.
    pub(crate) fn frame(&mut self) -> String {
        let (columns, rows) = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| ui::draw(frame, &self.state, &mut self.cache)).unwrap();
        let buffer = terminal.backend().buffer();
        let mut out = String::new();
        for y in 0..rows {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..columns {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                skip = retold::text::width::width(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}
