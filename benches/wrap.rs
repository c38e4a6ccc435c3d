//! Wrapping a text and scrolling in it, beside ratatui's own wrapped `Paragraph`, which wraps from
//! the top for each frame. A frame must cost the same anywhere in an article of any length.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::widgets::{Paragraph, Wrap};
use retold::app::event::Loaded;
use retold::app::{self, Effect, Event, Setup, State};
use retold::config::{Depth, Keymap, Settings, Theme};
use retold::corpus::Article;
use retold::index::{Snippet, search::Card};
use retold::library::{Hit, Results};
use retold::{text, ui};
use std::hint::black_box;
use std::sync::Arc;

#[allow(dead_code, reason = "the real articles are for other benchmarks")]
mod salad;

const COLUMNS: u16 = 100;
const ROWS: u16 = 40;

/// An article of about `bytes` bytes, in paragraphs.
fn article(bytes: usize) -> Option<Article> {
    let mut articles = salad::articles(bytes / 1_500).into_iter();
    let mut long = articles.next()?;
    for article in articles {
        if long.body.len() >= bytes {
            break;
        }
        long.body.push_str("\n\n");
        long.body.push_str(&article.body);
    }
    Some(long)
}

/// A browser in which `article` is open, its lines wrapped.
fn reader(article: &Article) -> anyhow::Result<State> {
    let mut state = State::new(Setup {
        keymap: Keymap::defaults()?,
        theme: Theme::built_in("dark", Depth::True)?,
        size: (COLUMNS, ROWS),
        corpus_name: "salad".into(),
        read_only: false,
        settings: Settings::defaults()?,
        queries: Vec::new(),
    });
    let card = Card {
        id: article.id,
        key: None,
        origin: article.origin.clone(),
        title: article.title.clone(),
        source: None,
        place: None,
        date: article.date,
        lang: None,
        words: 0,
    };
    let snippet = Snippet::default();
    let hit = Hit {
        card,
        score: 1.0,
        snippet,
        snippets: Vec::new(),
        copy_count: 0,
        copies: Vec::new(),
        verdicts: Vec::new(),
    };
    let results = Results { total: 1, rows: Some(1), hits: vec![hit], ..Results::default() };
    let loaded = Arc::new(Loaded::new(article.clone(), Vec::new(), Vec::new()));
    let mut effects = app::start(&mut state);
    effects.extend(press(&mut state, KeyCode::Enter));
    while let Some(effect) = effects.pop() {
        let answer = match effect {
            Effect::Search(ticket, _) => Event::Searched(ticket, Ok(Arc::new(results.clone()))),
            Effect::Load(ticket, _) => Event::Loaded(ticket, Ok(loaded.clone())),
            _ => continue,
        };
        effects.extend(app::update(&mut state, answer));
        if effects.is_empty() && state.screen() != retold::command::Screen::Reader {
            effects.extend(press(&mut state, KeyCode::Enter));
        }
    }
    anyhow::ensure!(state.screen() == retold::command::Screen::Reader, "the article did not open");
    Ok(state)
}

fn press(state: &mut State, code: KeyCode) -> Vec<Effect> {
    app::update(state, Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

/// Sizes of text: a long article, and one ten times as long.
const SIZES: [(&str, usize); 2] = [("240 KB", 240_000), ("2.4 MB", 2_400_000)];

fn wrapping(c: &mut Criterion) {
    let mut group = c.benchmark_group("wrap at 80 columns");
    for (name, bytes) in SIZES {
        let Some(article) = article(bytes) else { continue };
        group.throughput(Throughput::Bytes(article.body.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &article, |b, article| {
            b.iter(|| text::wrap::wrap(black_box(&article.body), 80));
        });
    }
    group.finish();
}

fn scrolling(c: &mut Criterion) {
    let mut group = c.benchmark_group("a frame of the reader");
    group.sample_size(20);
    for (name, bytes) in SIZES {
        let Some(article) = article(bytes) else { continue };
        let mut state = match reader(&article) {
            Ok(state) => state,
            Err(error) => {
                eprintln!("not measured: {error:#}");
                return;
            }
        };
        let Ok(mut terminal) = Terminal::new(TestBackend::new(COLUMNS, ROWS));
        let mut cache = ui::Cache::default();
        for (place, keys) in [("start", ""), ("middle", "50%"), ("end", "G")] {
            keys.chars().for_each(|key| drop(press(&mut state, KeyCode::Char(key))));
            let id = BenchmarkId::new(place, name);
            group.bench_function(id, |b| {
                let mut back = false;
                b.iter(|| {
                    // One row on, one back, so that each frame is a scrolled one.
                    back = !back;
                    press(&mut state, KeyCode::Char(if back { 'k' } else { 'j' }));
                    let _ = terminal.draw(|frame| ui::draw(frame, &state, &mut cache));
                });
            });
        }
        let half = (text::wrap::wrap(&article.body, 80).len() / 2).min(usize::from(u16::MAX));
        group.bench_function(BenchmarkId::new("wrapped Paragraph, middle", name), |b| {
            b.iter(|| {
                let paragraph = Paragraph::new(article.body.as_str()).wrap(Wrap { trim: false });
                let paragraph = paragraph.scroll((half as u16, 0));
                let _ = terminal.draw(|frame| frame.render_widget(paragraph, frame.area()));
            });
        });
    }
    group.finish();
}

criterion_group!(benches, wrapping, scrolling);
criterion_main!(benches);
