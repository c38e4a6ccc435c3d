//! The event loop: joins keys, workers, signals, state and frames.
//! Everything that waits is taken in before a frame is drawn, and frames keep a distance.

use crate::app::{self, Effect, Event, Setup, State};
use crate::config::{Depth, Keymap, Paths, Settings, Theme, history, labels};
use crate::corpus::CorpusSpec;
use crate::diff::Labels;
use crate::library::Library;
use crate::term::probe::{self, Background};
use crate::term::{Canvas, Input, Signal, Signals, clipboard, crash};
use crate::ui;
use crate::worker::Workers;
use anyhow::{Context, Result};
use crossbeam_channel::{Receiver, after, never, select};
use std::path::Path;
use std::time::{Duration, Instant};

/// Least time between two frames.
const FRAME: Duration = Duration::from_millis(8);
/// Time between two ticks while something on the screen moves.
const TICK: Duration = Duration::from_millis(100);
/// How long the first frame waits for the terminal to say whether it is light or dark.
const GLANCE: Duration = Duration::from_millis(20);
/// How long the answer is waited for in all, by one who leaves at once.
const ANSWER: Duration = Duration::from_millis(250);
/// Events taken in before a frame is drawn, should they come without end.
const GULP: usize = 1024;

/// Browses `library` until the reader leaves. The terminal is left as it was, also on a panic, which
/// is then written to the log. A signal that asks to end does so with 128 plus its number as the
/// exit code.
pub fn run(library: Library, paths: &Paths, settings: Settings) -> Result<()> {
    let keymap = Keymap::load(paths)?;
    let depth = Depth::from_env();
    // The background matters only where there are colours and the user did not choose.
    let background = match settings.theme == "auto" && depth > Depth::Mono {
        true => Background::from_env(),
        false => Background::Unknown,
    };
    // A theme that cannot be had is told before the screen is taken over.
    let light = background == Background::Known(true);
    let theme = Theme::load(&settings.theme, paths, depth, light)?;
    let labels = labels::load(paths)?;
    crash::install(paths.log_file());
    let signals = Signals::listen().context("cannot listen to signals")?;
    let canvas = Canvas::open(settings.mouse).context("cannot take over the terminal")?;
    let setup = Setup {
        keymap,
        theme,
        size: canvas.size()?,
        corpus_name: name_of(library.spec()),
        read_only: library.is_read_only(),
        settings,
        queries: history::load(paths),
    };
    let mut browser = Browser::new(setup, canvas, signals, library, labels)?;
    browser.paths = Some(paths.clone());
    if background == Background::Askable {
        browser.ask_for_background()?;
    }
    match browser.run()? {
        Ending::Quit => Ok(()),
        Ending::Signal(number) => std::process::exit(128 + number),
    }
}

/// How browsing came to its end.
enum Ending {
    /// The reader left.
    Quit,
    /// A signal asked for it.
    Signal(i32),
}

/// Everything the loop holds. The fields are dropped in this order: the terminal is given back
/// first, so that nobody looks at a dead screen while threads come to their end.
struct Browser {
    canvas: Canvas,
    input: Input,
    signals: Signals,
    workers: Workers,
    events: Receiver<Event>,
    state: State,
    cache: ui::Cache,
    size: (u16, u16),
    /// Whether something happened that is not on the screen yet.
    stale: bool,
    drawn: Instant,
    ticked: Instant,
    /// Where queries are remembered.
    paths: Option<Paths>,
    /// When the terminal was asked for its background, until it answers.
    asked: Option<Instant>,
    ending: Option<Ending>,
}

impl Browser {
    fn new(
        setup: Setup,
        canvas: Canvas,
        signals: Signals,
        library: Library,
        (labels, complaints): (Labels, Vec<String>),
    ) -> Result<Self> {
        let (sender, events) = crossbeam_channel::unbounded();
        for complaint in complaints {
            let _ = sender.send(Event::Told(complaint));
        }
        let size = setup.size;
        let now = Instant::now();
        Ok(Self {
            canvas,
            input: Input::start(sender.clone(), translate).context("cannot read keys")?,
            signals,
            workers: Workers::with_labels(library, labels, sender)
                .context("cannot start threads")?,
            events,
            state: State::new(setup),
            cache: ui::Cache::default(),
            size,
            stale: true,
            drawn: now,
            ticked: now,
            paths: None,
            asked: None,
            ending: None,
        })
    }

    fn run(mut self) -> Result<Ending> {
        // The first frame comes before anything that may take its time.
        let first = app::start(&mut self.state);
        self.draw()?;
        self.carry_out(first)?;
        loop {
            self.wait()?;
            if let Some(ending) = self.ending.take() {
                self.await_background(ANSWER)?;
                return Ok(ending);
            }
            let now = Instant::now();
            if self.state.is_moving() && now.duration_since(self.ticked) >= TICK {
                self.ticked = now;
                self.happen(Event::Tick)?;
            }
            if self.stale && now.duration_since(self.drawn) >= FRAME {
                self.draw()?;
            }
        }
    }

    /// Asks the terminal whether it is light or dark, and waits a moment, so that the first frame
    /// comes in the right colours where the answer comes as quickly as it mostly does.
    fn ask_for_background(&mut self) -> Result<()> {
        probe::ask().context("cannot write to the terminal")?;
        self.asked = Some(Instant::now());
        self.await_background(GLANCE)
    }

    /// Waits for an answer that is due, at most so long after it was asked for. Leaving without it,
    /// it would arrive at the shell as if it had been typed.
    fn await_background(&mut self, patience: Duration) -> Result<()> {
        if let Some(asked) = self.asked
            && let Ok(light) = self.input.light().recv_deadline(asked + patience)
        {
            self.show_on(light)?;
        }
        Ok(())
    }

    /// Takes in the terminal's answer. Dark was the guess; a theme chosen meanwhile stays.
    fn show_on(&mut self, light: bool) -> Result<()> {
        let guess = self.state.theme.name() == "dark";
        if self.asked.take().is_some() && light && guess {
            self.state.theme = Theme::built_in("light", self.state.theme.depth())?;
            self.stale = true;
        }
        Ok(())
    }

    /// Waits until something happens or is due, and takes in everything that waits by then.
    fn wait(&mut self) -> Result<()> {
        let due = self.due().map_or_else(never, after);
        select! {
            recv(self.events) -> event => self.happen(event.context("all threads have ended")?)?,
            recv(self.signals.receiver()) -> signal => self.obey(signal.context("no signals")?)?,
            recv(self.input.failed()) -> failure => {
                let failure = failure.context("the thread that reads keys has ended")?;
                return Err(failure).context("cannot read keys from the terminal any more");
            }
            recv(self.input.light()) -> light => {
                if let Ok(light) = light {
                    self.show_on(light)?;
                }
            }
            recv(due) -> _ => {}
        }
        for _ in 0..GULP {
            match self.events.try_recv() {
                Ok(event) if self.ending.is_none() => self.happen(event)?,
                _ => break,
            }
        }
        Ok(())
    }

    /// Time until a frame or a tick is due; none when nothing is.
    fn due(&self) -> Option<Duration> {
        let frame = self.stale.then(|| FRAME.saturating_sub(self.drawn.elapsed()));
        let tick = self.state.is_moving().then(|| TICK.saturating_sub(self.ticked.elapsed()));
        frame.into_iter().chain(tick).min()
    }

    fn draw(&mut self) -> Result<()> {
        let size = self.canvas.size()?;
        if size != self.size {
            self.happen(Event::Resize(size.0, size.1))?;
        }
        let (state, cache) = (&self.state, &mut self.cache);
        self.canvas.draw(|frame| ui::draw(frame, state, cache)).context("cannot draw")?;
        self.stale = false;
        self.drawn = Instant::now();
        Ok(())
    }

    fn happen(&mut self, event: Event) -> Result<()> {
        if let Event::Resize(columns, rows) = event {
            self.size = (columns, rows);
        }
        self.stale = true;
        let effects = app::update(&mut self.state, event);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Result<()> {
        for effect in effects {
            match effect {
                Effect::Copy(text) => {
                    let told = match clipboard::copy(&text) {
                        Ok(()) => "copied to the clipboard".to_string(),
                        Err(error) => format!("not copied: {error:#}"),
                    };
                    self.happen(Event::Told(told))?;
                }
                Effect::Remember(query) => {
                    // A disk may take its time, and a query that is not remembered is no loss.
                    if let Some(paths) = self.paths.clone() {
                        std::thread::spawn(move || drop(history::remember(&paths, &query)));
                    }
                }
                Effect::Mouse(on) => self.canvas.set_mouse(on)?,
                Effect::Suspend => self.canvas.suspend()?,
                Effect::Redraw => {
                    self.canvas.redraw()?;
                    self.stale = true;
                }
                Effect::Quit => self.ending = Some(Ending::Quit),
                work => self.workers.run(work),
            }
        }
        Ok(())
    }

    fn obey(&mut self, signal: Signal) -> Result<()> {
        match signal {
            Signal::End(number) => self.ending = Some(Ending::Signal(number)),
            Signal::Suspend => self.canvas.suspend()?,
            Signal::Continue => {
                self.canvas.resume().context("cannot take over the terminal again")?;
                self.stale = true;
            }
        }
        Ok(())
    }
}

/// What the app hears of a terminal event.
fn translate(event: crossterm::event::Event) -> Option<Event> {
    use crossterm::event::Event as Raw;
    match event {
        Raw::Key(key) => Some(Event::Key(key)),
        Raw::Paste(text) => Some(Event::Paste(text)),
        Raw::Mouse(mouse) => Some(Event::Mouse(mouse)),
        Raw::Resize(columns, rows) => Some(Event::Resize(columns, rows)),
        Raw::FocusGained | Raw::FocusLost => None,
    }
}

/// What the corpus is called on screen: the names of its files and folders.
fn name_of(spec: &CorpusSpec) -> String {
    let name = |path: &Path| match path.file_name() {
        _ if path == Path::new("-") => "standard input".to_string(),
        Some(name) => name.to_string_lossy().into_owned(),
        None => path.display().to_string(),
    };
    match spec {
        CorpusSpec::Sample => "the sample".to_string(),
        CorpusSpec::Paths { paths, .. } => match paths.as_slice() {
            [] => "nothing".to_string(),
            [only] => name(only),
            [first, rest @ ..] => format!("{} and {} more", name(first), rest.len()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn a_corpus_is_called_by_its_files() {
        let spec = |paths: &[&str]| CorpusSpec::Paths {
            paths: paths.iter().map(PathBuf::from).collect(),
            fields: Default::default(),
        };
        assert_eq!(name_of(&CorpusSpec::Sample), "the sample");
        assert_eq!(name_of(&spec(&["/cases/harbour-fire"])), "harbour-fire");
        assert_eq!(name_of(&spec(&["/cases/a", "/cases/b", "c"])), "a and 2 more");
        assert_eq!(name_of(&spec(&["-"])), "standard input");
        assert_eq!(name_of(&spec(&["/"])), "/");
    }
}
