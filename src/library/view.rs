//! The corpus at one moment: its index and its stories. Everything a screen or a subcommand asks is
//! answered here.

use super::event;
use super::marks::Own;
use super::stories::Stories;
use super::{Card, Copy, Pair, Story, StoryId};
use crate::corpus::{Article, ArticleId};
use crate::index::{Cancel, Searcher};
use crate::neardup::{Document, Relation, Shingler, Verdict, Why, why};
use crate::text::Span;
use anyhow::{Context, bail};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Articles that share sketch terms and are then compared exactly, at most, in one question.
const CANDIDATES: usize = 400;
/// The shortest part of an id that is taken for one.
const SHORTEST_PREFIX: usize = 3;

/// The corpus at one moment: its index and its stories. Cheap to clone.
#[derive(Clone)]
pub struct View {
    pub(super) searcher: Searcher,
    /// Stops what this clone is asked.
    pub(super) cancel: Cancel,
    pub(super) stories: Arc<Stories>,
    /// What paths of origins are relative to; none for a corpus that is not on disk.
    pub(super) base: Option<PathBuf>,
    /// Whether the stories are those of these articles.
    pub(super) compared: bool,
    /// The user's own marks.
    pub(super) own: Arc<Own>,
    /// How many outlets tell each story, by its number; made when it is asked for.
    pub(super) spread: Arc<OnceLock<Arc<[u32]>>>,
}

impl View {
    /// The same, whose searches end with an error once `cancel` is used.
    #[must_use]
    pub fn until(&self, cancel: &Cancel) -> Self {
        Self { searcher: self.searcher.until(cancel), cancel: cancel.clone(), ..self.clone() }
    }

    /// Articles in it.
    pub fn len(&self) -> usize {
        self.searcher.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether all of its articles were compared, so that pairs and stories are those of the corpus as
    /// it is here; not while it is being indexed, or where that was cut off.
    pub fn is_compared(&self) -> bool {
        self.compared
    }

    pub(super) fn cards(&self, ids: impl Iterator<Item = ArticleId>) -> anyhow::Result<Vec<Card>> {
        ids.map(|id| self.card(id)).collect()
    }

    /// The article named so: an id, a key, a path inside the corpus with or without `:record`, or a
    /// unique prefix of an id (3 characters or more). The error says what was tried and, for a name
    /// that fits several, what it may mean.
    pub fn resolve(&self, name: &str) -> anyhow::Result<ArticleId> {
        if let Ok(id) = name.parse::<ArticleId>()
            && self.searcher.card(id)?.is_some()
        {
            return Ok(id);
        }
        if let Some(id) = self.only(name, "key", &self.searcher.by_key(name)?)? {
            return Ok(id);
        }
        for origin in self.origins(name) {
            if let Some(id) = self.searcher.by_origin(&origin)? {
                return Ok(id);
            }
            let records = self.searcher.in_file(&origin)?;
            if records.len() > 1 {
                bail!(
                    "{origin} holds {} articles: name one as {origin}:RECORD, or by its id",
                    records.len()
                );
            }
        }
        if name.len() >= SHORTEST_PREFIX
            && let Some(id) = self.only(name, "id", &self.searcher.by_prefix(name, 6)?)?
        {
            return Ok(id);
        }
        bail!(
            "no article of this corpus has the id, key or path {name:?}; `retold search` shows ids"
        )
    }

    /// The one article of `found`, none of none, and an error that lists several.
    fn only(
        &self,
        name: &str,
        what: &str,
        found: &[ArticleId],
    ) -> anyhow::Result<Option<ArticleId>> {
        match found {
            [] => Ok(None),
            [id] => Ok(Some(*id)),
            several => {
                let listed: Vec<String> = self
                    .cards(several.iter().take(5).copied())?
                    .iter()
                    .map(|card| format!("{} ({})", card.id, card.origin))
                    .collect();
                bail!("{name:?} is the {what} of more than one article: {}", listed.join(", "))
            }
        }
    }

    /// The origins that `name` may mean: as it stands, and as a path on disk seen from the base.
    fn origins(&self, name: &str) -> Vec<String> {
        let mut origins = vec![name.trim_start_matches("./").to_string()];
        if let Some(base) = self.base.as_deref() {
            origins.extend(within(base, name));
            if let Some((path, record)) = name.rsplit_once(':')
                && record.parse::<u64>().is_ok()
            {
                origins.extend(within(base, path).map(|path| format!("{path}:{record}")));
            }
        }
        origins.dedup();
        origins
    }

    /// An article, whole.
    pub fn article(&self, id: ArticleId) -> anyhow::Result<Article> {
        self.searcher.article(id)?.with_context(|| gone(id))
    }

    /// An article without its body.
    pub fn card(&self, id: ArticleId) -> anyhow::Result<Card> {
        self.searcher.card(id)?.with_context(|| gone(id))
    }

    /// The near-duplicates of an article of this corpus, closest first, itself left out: copies,
    /// rewrites, partial copies and excerpts; with `all`, everything that was verified but unrelated,
    /// and then the reports of the same event.
    pub fn similar(&self, id: ArticleId, all: bool) -> anyhow::Result<Vec<Copy>> {
        // Sketches do not lead to all that was compared because it is in one story.
        let known = self.stories.pairs_of(id);
        let known = known.filter(|(_, relation)| relation.verdict != Verdict::SameEvent);
        let mut copies = self.verified(&self.article(id)?, known.map(|(id, _)| id), all)?;
        if all {
            let events = self.same_event(id)?;
            append(&mut copies, events);
        }
        Ok(copies)
    }

    /// The same for a text that need not be in the corpus; another article with the very same text
    /// counts as a copy.
    pub fn similar_to(&self, article: &Article, all: bool) -> anyhow::Result<Vec<Copy>> {
        let mut copies = self.verified(article, std::iter::empty(), all)?;
        if all {
            let closer = copies.iter().filter(|copy| is_closer(copy.relation.verdict));
            let known = closer.map(|copy| copy.card.id).collect();
            let found = event::of(&self.searcher, &self.stories.rules, article, &known)?;
            append(&mut copies, self.copies(found)?);
        }
        Ok(copies)
    }

    /// The reports of the same event in words of their own, as they were found when the corpus was
    /// last compared, those nearest in time first.
    pub fn same_event(&self, id: ArticleId) -> anyhow::Result<Vec<Copy>> {
        let known = self.stories.pairs_of(id);
        let events = known.filter(|(_, relation)| relation.verdict == Verdict::SameEvent);
        let own = self.card(id)?.date;
        let mut copies = self.copies(events.collect())?;
        copies.sort_by_key(|copy| {
            let apart = own.zip(copy.card.date).map(|(x, y)| x.seconds.abs_diff(y.seconds));
            (apart.unwrap_or(u64::MAX), copy.card.id)
        });
        Ok(copies)
    }

    fn copies(&self, found: Vec<(ArticleId, Relation)>) -> anyhow::Result<Vec<Copy>> {
        found
            .into_iter()
            .map(|(id, relation)| Ok(Copy { card: self.card(id)?, relation }))
            .collect()
    }

    /// What shares wording with an article, closest first; with `all`, also what no copy is. Looked for
    /// by its sketch, and among those `known`.
    fn verified(
        &self,
        article: &Article,
        known: impl Iterator<Item = ArticleId>,
        all: bool,
    ) -> anyhow::Result<Vec<Copy>> {
        let rules = &self.stories.rules;
        let (sketch, mut own) = Shingler::new().sketch_and_fingerprint(document(article));
        own.mask(&rules.boilerplate);
        let sharing = self.searcher.candidates(&sketch, CANDIDATES)?;
        let candidates: BTreeSet<ArticleId> =
            sharing.into_iter().map(|(id, _)| id).chain(known).collect();
        let mut copies = Vec::new();
        for id in candidates.into_iter().filter(|&id| id != article.id) {
            let Some(other) = self.searcher.article(id)? else { continue };
            let relation = rules.relate(&own, &rules.fingerprint(document(&other)));
            let wanted = if all {
                relation.verdict != Verdict::Unrelated
            } else {
                relation.verdict.is_copy()
            };
            if wanted {
                copies.push(Copy { card: self.card(id)?, relation });
            }
        }
        copies.sort_by(|x, y| {
            let closeness = |copy: &Copy| {
                let r = copy.relation;
                (r.verdict.is_copy(), r.resemblance, r.containment_a.max(r.containment_b))
            };
            closeness(y)
                .partial_cmp(&closeness(x))
                .unwrap_or(std::cmp::Ordering::Equal)
                .then(x.card.id.cmp(&y.card.id))
        });
        Ok(copies)
    }

    /// The stories, largest first.
    pub fn stories(&self) -> &[Story] {
        self.stories.all()
    }

    /// The story an article belongs to.
    pub fn story_of(&self, id: ArticleId) -> Option<&Story> {
        self.stories.of(id)
    }

    /// The story of this name.
    pub fn story(&self, id: StoryId) -> Option<&Story> {
        self.stories.named(id)
    }

    /// Every verified pair but those that are unrelated.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> + '_ {
        self.stories.pairs()
    }

    /// The same, of those only that have one of `ids` in them.
    pub fn pairs_with(&self, ids: &[ArticleId]) -> Vec<Pair> {
        self.stories.pairs_with(ids)
    }

    /// What article `a` is to article `b`, as it was verified; none where they were not compared or
    /// are unrelated.
    pub fn relation(&self, a: ArticleId, b: ArticleId) -> Option<Relation> {
        self.stories.relation(a, b)
    }

    /// Why two articles are what they are to one another: what they share and which rules decided.
    ///
    /// # Errors
    /// When one of them is no longer in the index.
    pub fn why(&self, a: ArticleId, b: ArticleId) -> anyhow::Result<Why> {
        let (left, right) = (self.article(a)?, self.article(b)?);
        let mut why = why(document(&left), document(&right), &self.stories.rules);
        // That two report one event is told by the whole corpus, never by the wording of the two.
        let known = self.relation(a, b).map(|relation| relation.verdict);
        if known == Some(Verdict::SameEvent) && !is_closer(why.relation.verdict) {
            why.relation.verdict = Verdict::SameEvent;
        }
        Ok(why)
    }

    /// Where in a text stands what is printed under everything, in order.
    pub fn boilerplate(&self, body: &str) -> Vec<Span> {
        self.stories.rules.boilerplate.spans(body)
    }
}

/// What near-duplicate search needs of an article.
pub(super) fn document(article: &Article) -> Document<'_> {
    Document {
        body: &article.body,
        source: article.source.as_deref(),
        date: article.date.map(|date| date.seconds),
    }
}

/// Adds the reports of the same event to what shares wording. A pair that shares only boilerplate may
/// be of one event; one that is more is not.
fn append(copies: &mut Vec<Copy>, events: Vec<Copy>) {
    let known: HashSet<ArticleId> = copies
        .iter()
        .filter(|copy| is_closer(copy.relation.verdict))
        .map(|copy| copy.card.id)
        .collect();
    let new: Vec<Copy> = events.into_iter().filter(|copy| !known.contains(&copy.card.id)).collect();
    let same: HashSet<ArticleId> = new.iter().map(|copy| copy.card.id).collect();
    copies.retain(|copy| !same.contains(&copy.card.id));
    copies.extend(new);
}

/// Whether two of this verdict share wording of their own.
fn is_closer(verdict: Verdict) -> bool {
    verdict.is_copy() || verdict == Verdict::SharesQuotes
}

fn gone(id: ArticleId) -> String {
    format!("article {id} is no longer in the index; search again")
}

/// `path` relative to `base`, with `/` between its parts, when it names something below it.
fn within(base: &Path, path: &str) -> Option<String> {
    let full = std::fs::canonicalize(path).ok()?;
    let relative = full.strip_prefix(std::fs::canonicalize(base).ok()?).ok()?;
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    Some(parts.join("/"))
}
