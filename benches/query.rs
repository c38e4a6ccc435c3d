//! From a key to results: every prefix of some queries, typed into an index, with what a screen of
//! results needs: hits, marks, and the card and snippet of each row.

mod salad;

use retold::corpus::Article;
use retold::index::{Label, Order, Query, Searcher, Store, Tally};
use std::time::{Duration, Instant};

const ARTICLES: usize = 20_000;
const ROWS: usize = 20;

fn main() -> anyhow::Result<()> {
    let common: Vec<String> = [7, 40, 300, 2000, 15_000].map(salad::word).to_vec();
    let queries = [
        common.join(" "),
        format!("\"{} {}\" {}", common[0], common[1], common[2]),
        format!("{} OR {} -{}", common[2], common[3], common[0]),
        format!("source:{} {}", salad::word(5), common[1]),
    ];
    measure("word salad", &salad::articles(ARTICLES), &queries)?;
    if let Some(articles) = salad::real()? {
        let queries = [
            "senator announces funding for veterans",
            "\"health care\" reform -budget",
            "agriculture disaster OR drought relief",
            "source:a tax cuts",
            "a",
            "s",
            "t",
            "the",
        ];
        measure("press releases", &articles, &queries.map(String::from))?;
    }
    Ok(())
}

fn measure(name: &str, articles: &[Article], queries: &[String]) -> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    let store = Store::open(dir.path())?;
    let started = Instant::now();
    let mut writer = store.writer()?;
    let sketch: fn(&Article) -> Vec<u32> = |article| retold::neardup::sketch(&article.body);
    for article in articles {
        writer.add(article, &sketch(article), 1)?;
    }
    writer.commit("")?;
    writer.finish()?;
    println!(
        "{name}: {} articles, indexed and sketched in {:.1?}",
        articles.len(),
        started.elapsed()
    );
    drop(store);

    let started = Instant::now();
    let store = Store::open(dir.path())?;
    let searcher = store.searcher()?;
    screen(&searcher, "")?;
    println!("  opened, first answer        {:8.2?}", started.elapsed());

    let mut by_stage: [Vec<Duration>; 4] = Default::default();
    let mut slowest = (Duration::ZERO, String::new());
    for query in queries {
        for (end, _) in query.char_indices().skip(1).chain([(query.len(), ' ')]) {
            let typed = &query[..end];
            let stages = screen(&searcher, typed)?;
            let whole = stages.iter().sum();
            slowest = slowest.max((whole, typed.to_string()));
            for (all, stage) in by_stage.iter_mut().zip(stages.into_iter().chain([whole])) {
                all.push(stage);
            }
        }
    }
    for (name, mut times) in ["search", "cards", "snippets", "all"].into_iter().zip(by_stage) {
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!("  {name:9} p50 {:8.2?}  p99 {:8.2?}  max {:8.2?}", at(0.5), at(0.99), at(1.0));
    }
    println!("  slowest {:?}: {:.2?}", slowest.1, slowest.0);

    whole(&searcher)?;

    let ids = searcher.ids()?;
    let each = |name: &str, work: &dyn Fn(usize) -> anyhow::Result<()>| -> anyhow::Result<()> {
        let count = ids.len().min(2000);
        let started = Instant::now();
        for at in 0..count {
            work(at * 7919 % ids.len())?;
        }
        println!("  {name:27} {:8.2?} each", started.elapsed() / count as u32);
        Ok(())
    };
    each("a card", &|at| searcher.card(ids[at]).map(drop))?;
    each("an article", &|at| searcher.article(ids[at]).map(drop))?;
    let sketches: Vec<Vec<u32>> = articles.iter().take(2000).map(sketch).collect();
    each("candidates of one article", &|at| {
        let sketch = sketches.get(at % sketches.len()).map_or(&[][..], Vec::as_slice);
        searcher.candidates(sketch, 100).map(drop)
    })?;
    let started = Instant::now();
    let (mut terms, mut places) = (0, 0);
    searcher.sketch_postings(&mut |found| {
        terms += 1;
        places += found.len();
    })?;
    let took = started.elapsed();
    println!("  all candidates              {took:8.2?} ({terms} shared terms, {places} places)");
    Ok(())
}

/// What all articles cost: a page at the top and one at the bottom in each order, and counting them.
fn whole(searcher: &Searcher) -> anyhow::Result<()> {
    let all = Query::parse("", false);
    for order in Order::all().filter(|order| !order.is_scored()) {
        let page = |offset: usize| -> anyhow::Result<Duration> {
            let started = Instant::now();
            searcher.search(&all, order, offset, ROWS)?;
            Ok(started.elapsed())
        };
        let (top, bottom) = (page(0)?, page(searcher.len().saturating_sub(ROWS))?);
        println!("  {order:9} first page {top:8.2?}  last page {bottom:8.2?}");
    }
    let labels = vec![Label::Source, Label::Place, Label::Lang, Label::Tag, Label::Section];
    let started = Instant::now();
    searcher.tally(&all, &Tally { labels, days: true, group: None })?;
    println!("  five facets and a histogram {:8.2?}", started.elapsed());
    Ok(())
}

/// What a key costs: searching, the rows' cards, their snippets.
fn screen(searcher: &Searcher, typed: &str) -> anyhow::Result<[Duration; 3]> {
    let started = Instant::now();
    let query = Query::parse(typed, true);
    let found = searcher.search(&query, Order::Relevance, 0, ROWS)?;
    let highlighter = searcher.highlighter(&query)?;
    let searched = started.elapsed();
    for &(id, _) in &found.hits {
        searcher.card(id)?;
    }
    let carded = started.elapsed();
    for &(id, _) in &found.hits {
        if let Some(article) = searcher.article(id)? {
            highlighter.snippet(&article.body, 120);
        }
    }
    Ok([searched, carded - searched, started.elapsed() - carded])
}
