//! Indexing through the writer against a bare Tantivy loop that fills the same schema from memory.
//! The share printed last is the budget's: at least .85.

mod salad;

use retold::corpus::Article;
use retold::index::{Store, WriterOptions};
use std::time::{Duration, Instant};
use tantivy::TantivyDocument;

const ARTICLES: usize = 20_000;
const ROUNDS: usize = 3;

fn main() -> anyhow::Result<()> {
    measure("word salad", &salad::articles(ARTICLES))?;
    if let Some(articles) = salad::real()? {
        measure("press releases", &articles)?;
    }
    Ok(())
}

fn measure(name: &str, articles: &[Article]) -> anyhow::Result<()> {
    let bytes: usize = articles.iter().map(|a| a.body.len() + a.title.len()).sum();
    let sketches: Vec<Vec<u32>> = articles.iter().map(sketch).collect();
    println!("{name}: {} articles, {:.0} MB", articles.len(), bytes as f64 / 1e6);
    for threads in [1, 2] {
        let options = WriterOptions { threads, ..WriterOptions::default() };
        let mut ours = Duration::MAX;
        let mut bare = Duration::MAX;
        for _ in 0..ROUNDS {
            bare = bare.min(bare_loop(articles, &sketches, options)?);
            ours = ours.min(writer(articles, &sketches, options)?);
        }
        let rate = |took: Duration| {
            let seconds = took.as_secs_f64();
            format!(
                "{:6.0} articles/s {:5.1} MB/s",
                articles.len() as f64 / seconds,
                bytes as f64 / 1e6 / seconds
            )
        };
        println!("  {threads} thread(s)  writer {}", rate(ours));
        println!("               bare   {}", rate(bare));
        println!("               share  {:.2}", bare.as_secs_f64() / ours.as_secs_f64());
    }
    Ok(())
}

/// As many terms as a sketch has, some of them shared.
fn sketch(article: &Article) -> Vec<u32> {
    let seed = article.id.0 as u32;
    (0..article.body.len() as u32 / 200).map(|n| seed.wrapping_mul(n + 1) >> (n % 3)).collect()
}

fn writer(
    articles: &[Article],
    sketches: &[Vec<u32>],
    options: WriterOptions,
) -> anyhow::Result<Duration> {
    let dir = tempfile::tempdir()?;
    let store = Store::open(dir.path())?;
    let started = Instant::now();
    let mut writer = store.writer_with(options)?;
    for (article, sketch) in articles.iter().zip(sketches) {
        writer.add(article, sketch, 1)?;
    }
    writer.commit("")?;
    Ok(started.elapsed())
}

fn bare_loop(
    articles: &[Article],
    sketches: &[Vec<u32>],
    options: WriterOptions,
) -> anyhow::Result<Duration> {
    let dir = tempfile::tempdir()?;
    let store = Store::open(dir.path())?;
    let index = store.tantivy();
    let schema = index.schema();
    let field = |name| schema.get_field(name);
    let (id, body, words, hash) =
        (field("id")?, field("body")?, field("words")?, field("content_hash")?);
    let (date, meta, lead) = (field("date")?, field("meta")?, field("lead")?);
    let (title, byline, source) = (field("title")?, field("byline")?, field("source")?);
    let (place, lang, url, key) = (field("place")?, field("lang")?, field("url")?, field("key")?);
    let (origin, path) = (field("origin")?, field("path")?);
    let (figure, sketched) = (field("figure")?, field("sketch")?);
    let started = Instant::now();
    let mut writer = index.writer_with_num_threads(options.threads, options.heap)?;
    for (article, sketch) in articles.iter().zip(sketches) {
        let mut document = TantivyDocument::new();
        document.add_u64(id, article.id.0);
        document.add_text(title, &article.title);
        document.add_text(body, &article.body);
        let mut end = article.body.len().min(360);
        while !article.body.is_char_boundary(end) {
            end -= 1;
        }
        document.add_text(lead, &article.body[..end]);
        document.add_text(figure, &article.body);
        document.add_text(path, &article.origin.path);
        document.add_text(origin, article.origin.to_string());
        let labels = [
            (byline, &article.byline),
            (source, &article.source),
            (place, &article.place),
            (lang, &article.lang),
            (url, &article.url),
            (key, &article.key),
        ];
        for (field, label) in labels {
            if let Some(label) = label {
                document.add_text(field, label);
            }
        }
        document.add_i64(date, article.date.map_or(0, |date| date.seconds));
        document.add_u64(words, 400);
        document.add_u64(hash, 1);
        for &term in sketch {
            document.add_u64(sketched, u64::from(term));
        }
        document.add_bytes(meta, format!("{} {}", article.origin, article.title).as_bytes());
        writer.add_document(document)?;
    }
    writer.commit()?;
    Ok(started.elapsed())
}
