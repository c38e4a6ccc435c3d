//! `retold dedup`: the corpus written back as JSON Lines, each article with its story and its role, or
//! a report of what would go. Deletes nothing.

use super::Outcome;
use super::args::{CorpusArgs, DedupArgs};
use super::interrupt::Interrupted;
use super::opening::Setting;
use super::out::{Out, json_line};
use crate::corpus::ArticleId;
use crate::export::json::{DedupOut, PlanOut, TotalsOut};
use crate::export::plain::{self, Pen, count, number};
use crate::export::target::Target;
use crate::index::search::Card;
use crate::library::{Cancel, Fate, Plan, Role, StoryId, Totals, View};
use crate::neardup::Verdict;
use anyhow::{Result, bail};
use std::collections::HashMap;
use std::io::Write;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &DedupArgs) -> Result<Outcome> {
    let verdicts: Vec<Verdict> = args.verdict.iter().copied().map(Verdict::from).collect();
    if let Some(other) = verdicts.iter().find(|verdict| !verdict.is_copy()) {
        bail!(
            "articles are no duplicates for being \"{}\": --verdict takes copy, rewrite, partial_copy \
             and excerpt",
            other.label()
        );
    }
    if args.json && !args.report {
        bail!("articles are written as JSON Lines in any case; --json goes with --report");
    }
    let named = if args.paths.is_empty() { &args.corpus.corpus } else { &args.paths };
    let choice = setting.choose(named)?;
    let target = args.output.as_deref().map(|path| Target::new(path, choice.spec())).transpose()?;
    let corpus = CorpusArgs { corpus: Vec::new(), no_refresh: args.corpus.no_refresh };
    let view = setting.view_of(&choice, &corpus)?;
    if !view.is_compared() {
        bail!(
            "duplicates can be told once all of the corpus was compared: let `retold index` finish"
        );
    }
    let plans = view.dedup(args.keep.into(), &verdicts)?;
    let pen = Pen { colour: out.pen.colour && target.is_none(), ..out.pen };
    let found = setting.interrupt.while_busy(|cancel| {
        let job = Job { setting, args, view: &view, plans: &plans, pen, cancel };
        match &target {
            Some(target) => target.write(|file| job.write(file)),
            None => job.write(out),
        }
    })?;
    Ok(if found > 0 { Outcome::Found } else { Outcome::Nothing })
}

/// What is to be written.
struct Job<'a> {
    setting: &'a Setting,
    args: &'a DedupArgs,
    view: &'a View,
    plans: &'a [Plan],
    pen: Pen,
    cancel: &'a Cancel,
}

impl Job<'_> {
    /// Writes it; returns how many articles were written, or reported to be duplicates.
    fn write(&self, out: &mut dyn Write) -> Result<usize> {
        let written = if self.args.report { self.report(out)? } else { self.articles(out)? };
        out.flush()?;
        Ok(written)
    }

    fn go_on(&self) -> Result<()> {
        if self.cancel.is_cancelled() { Err(Interrupted.into()) } else { Ok(()) }
    }

    /// Every article, or those of the roles that are wanted.
    fn articles(&self, out: &mut dyn Write) -> Result<usize> {
        let fates: HashMap<ArticleId, (StoryId, Fate)> = self
            .plans
            .iter()
            .flat_map(|plan| plan.fates.iter().map(|fate| (fate.id, (plan.story, *fate))))
            .collect();
        let wanted: Vec<Role> = self.args.only.iter().copied().map(Role::from).collect();
        let mut counts: HashMap<Role, usize> = HashMap::new();
        let mut written = 0;
        for id in self.view.in_order()? {
            self.go_on()?;
            let fate = fates.get(&id).copied();
            let role = fate.map_or(Role::Single, |(_, fate)| fate.role);
            *counts.entry(role).or_default() += 1;
            if wanted.is_empty() || wanted.contains(&role) {
                json_line(out, &DedupOut::new(&self.view.article(id)?, fate))?;
                written += 1;
            }
        }
        let of = |role| number(counts.get(&role).copied().unwrap_or_default() as u64);
        self.setting.note(&format!(
            "{} written: of the corpus {} keep, {} duplicate, {} related, {} single",
            count(written, "article", "articles"),
            of(Role::Keep),
            of(Role::Duplicate),
            of(Role::Related),
            of(Role::Single),
        ));
        Ok(written)
    }

    /// Of each story with duplicates what stays and what would go, and what that comes to.
    fn report(&self, out: &mut dyn Write) -> Result<usize> {
        let mut totals = Totals { stories: self.plans.len(), ..Totals::default() };
        for id in self.view.in_order()? {
            totals.articles += 1;
            totals.words += self.view.card(id)?.words;
        }
        totals.singles = totals.articles;
        for plan in self.plans {
            self.go_on()?;
            totals.singles = totals.singles.saturating_sub(plan.fates.len());
            let duplicates = plan.fates.iter().filter(|fate| fate.role == Role::Duplicate);
            let duplicates: Vec<ArticleId> = duplicates.map(|fate| fate.id).collect();
            totals.related += plan.fates.len().saturating_sub(duplicates.len() + 1);
            if duplicates.is_empty() {
                continue;
            }
            totals.duplicates += duplicates.len();
            let fates = plan
                .fates
                .iter()
                .map(|&fate| Ok((self.view.card(fate.id)?, fate)))
                .collect::<Result<Vec<(Card, Fate)>>>()?;
            for (card, _) in fates.iter().filter(|(_, fate)| fate.role == Role::Duplicate) {
                totals.words_saved += card.words;
                totals.bytes_saved += self.view.article(card.id)?.body.len();
            }
            if self.args.json {
                let kept = fates.iter().map(|(card, _)| card).find(|card| card.id == plan.kept);
                if let Some(kept) = kept {
                    json_line(out, &PlanOut::new(plan.story, kept, &fates))?;
                }
            } else {
                plain::plan(out, self.pen, plan.story, plan.kept, &fates)?;
            }
        }
        if self.args.json {
            json_line(out, &TotalsOut { totals })?;
        } else {
            plain::totals(out, self.pen, &totals)?;
        }
        Ok(totals.duplicates)
    }
}
