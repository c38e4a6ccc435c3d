//! The browser driven by keys: the same state, workers and drawing as in a terminal, on a screen that is
//! kept in memory.

use anyhow::{Result, bail};
use crossbeam_channel::{Receiver, unbounded};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use retold::app::{self, Effect, Event, Setup, State};
use retold::config::{Depth, Keymap, Settings, Theme};
use retold::library::Library;
use retold::ui;
use retold::worker::Workers;
use std::time::{Duration, Instant};

/// Columns and rows.
const SIZE: (u16, u16) = (120, 40);
/// No answer takes as long as this.
const PATIENCE: Duration = Duration::from_secs(120);

/// A browser on one corpus.
pub(crate) struct Session {
    state: State,
    workers: Workers,
    answers: Receiver<Event>,
    terminal: Terminal<TestBackend>,
    cache: ui::Cache,
}

/// What one key took.
pub(crate) struct Key {
    /// The query as it was then.
    pub(crate) typed: String,
    /// Until the letter stood in the query line.
    pub(crate) echo: Duration,
    /// What the library says that its part took.
    pub(crate) search: Duration,
    /// Until the frame with its results was drawn.
    pub(crate) shown: Duration,
}

impl Session {
    /// Opens the corpus, and waits until it was scanned and shows all its articles.
    pub(crate) fn start(name: &str, library: Library) -> Result<Self> {
        let (sender, answers) = unbounded();
        let workers = Workers::start(library, sender)?;
        let state = State::new(Setup {
            keymap: Keymap::defaults()?,
            theme: Theme::built_in("dark", Depth::True)?,
            size: SIZE,
            corpus_name: name.into(),
            read_only: false,
            settings: Settings::defaults()?,
            queries: Vec::new(),
        });
        let terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1))?;
        let cache = ui::Cache::default();
        let mut session = Self { state, workers, answers, terminal, cache };
        let effects = app::start(&mut session.state);
        session.carry_out(effects);
        let started = Instant::now();
        while session.state.search.results.is_none() || session.state.status.progress.is_some() {
            session.wait(started)?;
        }
        session.settle();
        Ok(session)
    }

    /// Types `query` into an empty line, each key once the results of the one before it are shown.
    pub(crate) fn type_out(&mut self, query: &str) -> Result<Vec<Key>> {
        self.clear();
        query.chars().map(|letter| self.key(letter)).collect()
    }

    /// Types `query` as fast as the browser takes it; how long the last key took to its results.
    pub(crate) fn burst(&mut self, query: &str) -> Result<Duration> {
        self.clear();
        let mut keys: Vec<char> = query.chars().collect();
        let last = keys.pop();
        for key in keys {
            self.press(KeyCode::Char(key), KeyModifiers::NONE);
            self.draw()?;
        }
        Ok(last.map(|last| self.key(last)).transpose()?.map_or(Duration::ZERO, |key| key.shown))
    }

    fn key(&mut self, letter: char) -> Result<Key> {
        let started = Instant::now();
        self.press(KeyCode::Char(letter), KeyModifiers::NONE);
        self.draw()?;
        let echo = started.elapsed();
        let typed = self.state.search.editor.text().to_string();
        let search = loop {
            let results = self.state.search.results.as_ref();
            if let Some(results) = results.filter(|found| found.query == typed)
                && !self.state.search.is_waiting()
            {
                break results.took;
            }
            if let Some(error) = &self.state.search.error {
                bail!("{typed}: {error}");
            }
            self.wait(started)?;
        };
        self.draw()?;
        let shown = started.elapsed();
        self.settle();
        Ok(Key { typed, echo, search, shown })
    }

    /// Empties the query line and waits for what that brings.
    fn clear(&mut self) {
        self.press(KeyCode::Char('u'), KeyModifiers::CONTROL);
        while self.state.search.is_waiting() {
            if self.wait(Instant::now()).is_err() {
                return;
            }
        }
        self.settle();
    }

    /// Lets go by what still comes in: a preview, a count.
    fn settle(&mut self) {
        while let Ok(event) = self.answers.recv_timeout(Duration::from_millis(5)) {
            self.take(event);
        }
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.take(Event::Key(KeyEvent::new(code, modifiers)));
    }

    fn wait(&mut self, since: Instant) -> Result<()> {
        match self.answers.recv_timeout(PATIENCE.saturating_sub(since.elapsed())) {
            Ok(event) => self.take(event),
            Err(_) => bail!("{:?}: no answer", self.state.search.editor.text()),
        }
        Ok(())
    }

    fn take(&mut self, event: Event) {
        let effects = app::update(&mut self.state, event);
        self.carry_out(effects);
    }

    fn carry_out(&self, effects: Vec<Effect>) {
        effects.into_iter().for_each(|effect| self.workers.run(effect));
    }

    fn draw(&mut self) -> Result<()> {
        self.terminal.draw(|frame| ui::draw(frame, &self.state, &mut self.cache))?;
        Ok(())
    }
}
