//! Articles for the benchmarks: word salad from a seeded generator, as frequent and as long as news,
//! or the real ones below `RETOLD_DATA` where that is set.

use anyhow::Context;
use retold::corpus::{Article, ArticleDate, ArticleId, Origin, Precision};

/// A small generator that gives the same numbers everywhere (xorshift64*).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 33) % end.max(1)
    }

    /// Small numbers often, large ones seldom, as ranks of words are.
    fn rank(&mut self, end: u64) -> u64 {
        let unit = self.below(1 << 30) as f64 / f64::from(1 << 30);
        (((end as f64).ln() * unit).exp() as u64).saturating_sub(1)
    }
}

/// The word of a rank: common ones are short.
pub(crate) fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 20] = [
        "ta", "ren", "mo", "lis", "ka", "dor", "ve", "sin", "par", "go", "lu", "ber", "ni", "hal",
        "cor", "fe", "mun", "tri", "os", "jan",
    ];
    const ENDINGS: [&str; 6] = ["", "s", "ed", "ing", "er", "ly"];
    let mut rest = rank / 6 + 1;
    let mut out = String::new();
    while rest > 0 {
        out.push_str(SYLLABLES[(rest % 20) as usize]);
        rest /= 20;
    }
    out + ENDINGS[(rank % 6) as usize]
}

/// `count` articles of about 400 words.
pub(crate) fn articles(count: usize) -> Vec<Article> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    (0..count as u64)
        .map(|n| {
            let length = 100 + numbers.below(600);
            let mut body = String::new();
            for at in 0..length {
                let mut next = word(numbers.rank(60_000));
                if numbers.below(40) == 0 {
                    next = format!("{},{:03}", 1 + numbers.below(90), numbers.below(1000));
                }
                body.push_str(match at {
                    0 => "",
                    _ if at % 90 == 0 => ".\n\n",
                    _ if at % 17 == 0 => ". ",
                    _ => " ",
                });
                body.push_str(&next);
            }
            body.push('.');
            let title: Vec<String> = (0..8).map(|_| word(numbers.rank(60_000))).collect();
            Article {
                id: ArticleId::derive("salad.jsonl", &n.to_string(), 0),
                key: Some(n.to_string()),
                origin: Origin { path: "salad.jsonl".into(), record: Some(n + 1) },
                title: title.join(" "),
                byline: Some(format!("{} {}", word(numbers.below(300)), word(numbers.below(3000)))),
                source: Some(format!("{} Post", word(numbers.below(60)))),
                place: Some(word(numbers.below(500))),
                section: None,
                tags: Vec::new(),
                lang: Some("en".into()),
                url: Some(format!("https://salad.example/{n}")),
                date: Some(ArticleDate {
                    seconds: 1_900_000_000 + numbers.below(100_000_000) as i64,
                    precision: Precision::Minute,
                }),
                body,
            }
        })
        .collect()
}

/// The press releases below `RETOLD_DATA`; none where it is not set.
pub(crate) fn real() -> anyhow::Result<Option<Vec<Article>>> {
    let Some(root) = std::env::var_os("RETOLD_DATA") else {
        return Ok(None);
    };
    let path = std::path::Path::new(&root).join("data/senate_25k.jsonl");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let of = |(n, line): (usize, &str)| {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| record[name].as_str().map(str::to_string);
        Ok(Article {
            id: ArticleId::derive("senate", &n.to_string(), 0),
            key: field("id"),
            origin: Origin { path: "senate".into(), record: Some(n as u64 + 1) },
            title: field("title").unwrap_or_default(),
            byline: None,
            source: field("source"),
            place: None,
            section: None,
            tags: Vec::new(),
            lang: field("lang"),
            url: None,
            date: Some(ArticleDate { seconds: n as i64 * 86_400, precision: Precision::Day }),
            body: field("text").unwrap_or_default(),
        })
    };
    text.lines().enumerate().map(of).collect::<anyhow::Result<_>>().map(Some)
}
