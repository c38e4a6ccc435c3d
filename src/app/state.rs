//! The whole state of the browser: the search screen, what was opened over it, and what is said.

use super::areas::{self, SearchAreas};
use super::beside::Beside;
use super::changes::Changes;
use super::comparing::Comparing;
use super::effect::Effect;
use super::event::{Partner, Ticket};
use super::facts::Facts;
use super::history::History;
use super::line::Line;
use super::marking::Marking;
use super::quiet::{Choosing, Quiet};
use super::reader::Reader;
use super::renew::Renewing;
use super::saving::Saving;
use super::search::{Focus, Search};
use super::searches::{Panel as SearchPanel, Running};
use super::shown::Signs;
use super::status::Status;
use super::story::Telling;
use super::why::Panel;
use crate::command::Screen;
use crate::config::{Keymap, Settings, Theme};
use crate::corpus::ArticleId;
use crate::diff::Granularity;
use crate::index::Highlighter;
use crate::library::Problem;
use crate::text::Span;

/// What the browser starts from.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Which key does what.
    pub keymap: Keymap,
    /// How everything looks.
    pub theme: Theme,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// What the corpus is called on screen.
    pub corpus_name: String,
    /// Whether another process holds the writer.
    pub read_only: bool,
    /// What the user has set.
    pub settings: Settings,
    /// The queries asked before, oldest first.
    pub queries: Vec<String>,
}

/// A screen opened over the search.
#[derive(Clone, Debug)]
pub enum Station {
    /// An article.
    Reader(Box<Reader>),
    /// Two articles side by side.
    Comparing(Box<Comparing>),
    /// Three or more articles side by side.
    Beside(Box<Beside>),
    /// The reports of a story.
    Story(Box<Telling>),
    /// Why two articles got their verdict.
    Why(Box<Panel>),
}

/// A list laid over the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// The keys of the screen under it; rows scrolled.
    Help(usize),
    /// The facts of the comparison under it.
    Facts(Facts),
    /// Which quiet changes the comparison under it shows.
    Quiet(Choosing),
    /// The saved searches.
    Searches(SearchPanel),
    /// A line that is typed at the foot.
    Line(Line),
    /// The changes of the comparison under it.
    Changes(Changes),
    /// The name of the file that the comparison under it is exported to.
    Export(Saving),
    /// The files that could not be read; rows scrolled.
    Problems(usize),
}

/// An article that is being loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loading {
    pub(super) ticket: Ticket,
    pub(super) id: ArticleId,
    /// Whether it is to be read; else it is for the preview.
    pub(super) open: bool,
}

/// The state of the browser.
#[derive(Clone, Debug)]
pub struct State {
    /// Which key does what.
    pub keymap: Keymap,
    /// How everything looks.
    pub theme: Theme,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// What the corpus is called on screen.
    pub corpus_name: String,
    /// Whether another process holds the writer.
    pub read_only: bool,
    /// What the user has set.
    pub settings: Settings,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// The queries asked before.
    pub history: History,
    /// Which quiet changes comparisons show.
    pub quiet: Quiet,
    /// How finely changes are told apart.
    pub granularity: Granularity,
    /// What the user said of articles and stories.
    pub marking: Marking,
    /// The saved search that was run last.
    pub(super) running: Option<Running>,
    /// The search screen.
    pub search: Search,
    /// What was opened over it, the last on top.
    pub stations: Vec<Station>,
    /// The list over everything, where there is one.
    pub overlay: Option<Overlay>,
    /// What is said above the keys.
    pub status: Status,
    /// The files and records that could not be read.
    pub problems: Vec<Problem>,
    /// Digits typed before the percent key.
    pub digits: String,
    pub(super) loading: Option<Loading>,
    pub(super) comparing: Option<Ticket>,
    pub(super) telling: Option<Ticket>,
    /// Where in its left text the comparison is to open that is awaited, in bytes.
    pub(super) landing: Option<usize>,
    /// Where in its body the article is to open that is to be read, in bytes.
    pub(super) spot: Option<Span>,
    pub(super) explaining: Option<Ticket>,
    /// The passage that a query is being made of, and its article.
    pub(super) likening: Option<(Ticket, ArticleId, String)>,
    /// What is open and being loaded anew, because the corpus changed.
    pub(super) renewing: Option<Renewing>,
    /// The last question that was asked before the corpus changed last.
    pub(super) outdated: Ticket,
    pub(super) last: Ticket,
}

impl State {
    /// The browser before anything happened.
    pub fn new(setup: Setup) -> Self {
        let Setup { keymap, theme, size, corpus_name, read_only, settings, queries } = setup;
        let search = Search::new(settings.order, settings.fold, settings.snippet, settings.preview);
        Self {
            keymap,
            theme,
            size,
            corpus_name,
            read_only,
            mouse: settings.mouse,
            history: History::new(queries),
            quiet: Quiet::default(),
            granularity: settings.granularity,
            marking: Marking::default(),
            running: None,
            settings,
            search,
            stations: Vec::new(),
            overlay: None,
            status: Status::default(),
            problems: Vec::new(),
            digits: String::new(),
            loading: None,
            comparing: None,
            telling: None,
            landing: None,
            spot: None,
            explaining: None,
            likening: None,
            renewing: None,
            outdated: 0,
            last: 0,
        }
    }

    /// Which screen has the keys.
    pub fn screen(&self) -> Screen {
        match &self.overlay {
            Some(Overlay::Help(_)) => Screen::Help,
            Some(Overlay::Facts(_)) => Screen::Facts,
            Some(Overlay::Quiet(_)) => Screen::Quiet,
            Some(Overlay::Searches(_)) => Screen::Searches,
            Some(Overlay::Line(_)) => Screen::Line,
            Some(Overlay::Changes(_)) => Screen::Changes,
            Some(Overlay::Export(_)) => Screen::Export,
            Some(Overlay::Problems(_)) => Screen::Problems,
            None => self.station(),
        }
    }

    /// Which screen lies under the overlay, if there is one.
    pub fn station(&self) -> Screen {
        match (self.stations.last(), self.search.focus) {
            (Some(Station::Reader(reader)), _) => match &reader.find {
                Some(find) if find.typing => Screen::Find,
                _ => Screen::Reader,
            },
            (Some(Station::Comparing(_)), _) => Screen::Comparison,
            (Some(Station::Beside(_)), _) => Screen::Beside,
            (Some(Station::Story(_)), _) => Screen::Story,
            (Some(Station::Why(_)), _) => Screen::Why,
            (None, Focus::Query) => Screen::Query,
            (None, Focus::List) => Screen::List,
            (None, Focus::Facets) => Screen::Facets,
        }
    }

    /// Whether something moves by itself, so that ticks are needed.
    pub fn is_moving(&self) -> bool {
        self.status.is_moving() || self.awaits_station() || self.is_reading()
    }

    /// Whether an article is open that will soon count as read.
    fn is_reading(&self) -> bool {
        self.overlay.is_none() && self.marking.is_watching()
    }

    /// Whether an article that is to be read is awaited.
    pub fn is_opening(&self) -> bool {
        self.loading.is_some_and(|loading| loading.open)
    }

    /// Whether a comparison is awaited.
    pub fn is_comparing(&self) -> bool {
        self.comparing.is_some()
    }

    /// Whether a story is awaited.
    pub fn is_telling(&self) -> bool {
        self.telling.is_some()
    }

    /// Whether an explanation is awaited.
    pub fn is_explaining(&self) -> bool {
        self.explaining.is_some()
    }

    /// Whether a screen is awaited.
    pub(super) fn awaits_station(&self) -> bool {
        self.is_comparing() || self.is_telling() || self.is_explaining() || self.is_opening()
    }

    /// Waits no longer for a screen: one asks for another, or goes back.
    pub(super) fn give_up(&mut self) {
        self.comparing = None;
        self.landing = None;
        self.spot = None;
        self.explaining = None;
        self.likening = None;
        self.telling = None;
        self.renewing = None;
        self.loading.take_if(|loading| loading.open);
    }

    /// The two articles of the list that are to be explained: those of [`Search::pair`], else the
    /// selected one and the closest of those folded under it or known to the preview.
    pub fn pair_to_explain(&self) -> Option<(ArticleId, ArticleId)> {
        let search = &self.search;
        if let Some(pair) = search.pair() {
            return Some(pair);
        }
        let id = search.list.selected_card()?.id;
        let loaded = search.preview.as_ref().map(|page| &page.loaded);
        let known = loaded.filter(|loaded| loaded.article.id == id);
        let closest = known.and_then(|loaded| loaded.relatives().next()).map(|copy| copy.card.id);
        let hit = search.list.selected_hit().and_then(|hit| search.list.hits().get(hit));
        let folded = hit.and_then(|hit| hit.copies.first()).map(|card| card.id);
        Some((id, closest.or(folded)?))
    }

    /// Whether marks need signs: where there is no colour.
    pub fn signs(&self) -> Signs {
        if self.theme.name() == "mono" { Signs::Drawn } else { Signs::Styles }
    }

    /// Where things stand on the search screen.
    pub fn search_areas(&self) -> SearchAreas {
        let counting = self.search.facets.is_some();
        let faults = self.search.faults(self.size.0).len();
        areas::search(self.size, self.search.wanted, counting, self.settings.measure, faults)
    }

    /// What marks the query's matches.
    pub(super) fn highlighter(&self) -> Highlighter {
        self.search.results.as_ref().map(|r| r.highlighter.clone()).unwrap_or_default()
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.last += 1;
        self.last
    }

    /// Asks for a comparison.
    pub(super) fn compare(&mut self, left: ArticleId, partner: Partner) -> Vec<Effect> {
        let ticket = self.ticket();
        self.give_up();
        self.comparing = Some(ticket);
        vec![Effect::Compare(ticket, left, partner, self.granularity)]
    }

    /// Asks for several articles beside one.
    pub(super) fn compare_several(
        &mut self,
        left: ArticleId,
        columns: Vec<ArticleId>,
    ) -> Vec<Effect> {
        let ticket = self.ticket();
        self.give_up();
        self.comparing = Some(ticket);
        vec![Effect::CompareSeveral(ticket, left, columns, self.granularity)]
    }

    /// Asks for the story of an article.
    pub(super) fn tell(&mut self, id: ArticleId) -> Vec<Effect> {
        let ticket = self.ticket();
        self.give_up();
        self.telling = Some(ticket);
        vec![Effect::Story(ticket, id)]
    }

    /// Asks why two articles are what they are to one another.
    pub(super) fn explain(&mut self, left: ArticleId, right: ArticleId) -> Vec<Effect> {
        let ticket = self.ticket();
        self.give_up();
        self.explaining = Some(ticket);
        vec![Effect::Explain(ticket, left, right)]
    }

    /// Asks for an article.
    pub(super) fn load(&mut self, id: ArticleId, open: bool) -> Vec<Effect> {
        let ticket = self.ticket();
        if open {
            self.give_up();
        }
        self.loading = Some(Loading { ticket, id, open });
        vec![Effect::Load(ticket, id)]
    }
}
