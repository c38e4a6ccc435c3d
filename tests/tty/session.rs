//! A program in a pseudo-terminal: keys go in, a screen comes out.
//! Waiting is polling until a condition holds, with a deadline that only a failure ever reaches.

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(90);
const POLL: Duration = Duration::from_millis(5);

/// A home of its own: configuration, data, state and a corpus, all temporary.
pub(crate) struct Home {
    dir: tempfile::TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        let home = Self { dir: tempfile::tempdir().unwrap() };
        for dir in ["config", "data", "state", "harbour"] {
            std::fs::create_dir(home.path(dir)).unwrap();
        }
        home
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// A command that knows no other home.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> CommandBuilder {
        let mut command = CommandBuilder::new(program.as_ref());
        command.env_clear();
        for name in ["PATH", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command.env("HOME", self.dir.path());
        command.env("RETOLD_CONFIG_DIR", self.path("config"));
        command.env("RETOLD_DATA_DIR", self.path("data"));
        command.env("XDG_STATE_HOME", self.path("state"));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.cwd(self.dir.path());
        command
    }

    /// `retold` on the corpus of this home.
    pub(crate) fn retold(&self) -> CommandBuilder {
        let mut command = self.command(env!("CARGO_BIN_EXE_retold"));
        command.arg("harbour");
        command
    }
}

/// What has come out of the terminal.
struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
}

/// A program that runs in a pseudo-terminal.
pub(crate) struct Session {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    output: Arc<Mutex<Output>>,
    reader: Option<JoinHandle<()>>,
    before: Option<String>,
}

impl Session {
    /// Starts a program in a dark terminal.
    pub(crate) fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        Self::start_on(Some("1010/1010/1010"), command, columns, rows)
    }

    /// Starts a program in a terminal that says its background has this colour, or says nothing.
    pub(crate) fn start_on(
        background: Option<&'static str>,
        command: CommandBuilder,
        columns: u16,
        rows: u16,
    ) -> Self {
        let size = PtySize { rows, cols: columns, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        let before = modes(&*pair.master);
        let mut out = pair.master.try_clone_reader().unwrap();
        let keys = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let parser = vt100::Parser::new(nonzero(rows), nonzero(columns), 0);
        let output = Arc::new(Mutex::new(Output { parser, bytes: Vec::new() }));
        let child = pair.slave.spawn_command(command).unwrap();
        let reader = thread::spawn({
            let (output, keys) = (Arc::clone(&output), Arc::clone(&keys));
            move || {
                let mut chunk = [0; 4096];
                // Ends with an error on Linux, with nothing to read elsewhere.
                while let Ok(read @ 1..) = out.read(&mut chunk) {
                    if let Some(colour) = background
                        && contains(&chunk[..read], b"\x1b]11;?")
                    {
                        let answer = format!("\x1b]11;rgb:{colour}\x07");
                        let _ = keys.lock().unwrap().write_all(answer.as_bytes());
                    }
                    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
                    output.bytes.extend_from_slice(&chunk[..read]);
                    output.parser.process(&chunk[..read]);
                }
            }
        });
        Self { master: pair.master, child, keys, output, reader: Some(reader), before }
    }

    pub(crate) fn send(&self, keys: &str) {
        let mut writer = self.keys.lock().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.output().parser.screen_mut().set_size(nonzero(rows), nonzero(columns));
        let size = PtySize { rows, cols: columns, ..PtySize::default() };
        self.master.resize(size).unwrap();
    }

    fn output(&self) -> MutexGuard<'_, Output> {
        // A failed assertion on the screen must not hide behind a poisoned lock.
        self.output.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the screen shows.
    pub(crate) fn text(&self) -> String {
        self.on_screen(|screen| screen.contents())
    }

    pub(crate) fn on_screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.output().parser.screen())
    }

    /// Whether these bytes were ever written.
    pub(crate) fn wrote(&self, bytes: &str) -> bool {
        contains(&self.output().bytes, bytes.as_bytes())
    }

    /// How many bytes were written so far.
    pub(crate) fn written(&self) -> usize {
        self.output().bytes.len()
    }

    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !holds(self) {
            if Instant::now() > deadline {
                panic!("never came: {what}\n--- screen\n{}\n---", self.text());
            }
            thread::sleep(POLL);
        }
    }

    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(text, |session| session.text().contains(text));
    }

    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("without {text}"), |s| !s.text().contains(text));
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap();
        assert!(sent.success(), "cannot send {name}");
    }

    /// Whether the terminal's own settings (echo, line editing) are what they were at the start.
    pub(crate) fn has_its_modes(&self) -> bool {
        modes(&*self.master) == self.before
    }

    /// Waits for the end; the screen holds everything that was written by then.
    pub(crate) fn end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                if let Some(reader) = self.reader.take() {
                    reader.join().unwrap();
                }
                return status;
            }
            if Instant::now() > deadline {
                panic!("never ended\n--- screen\n{}\n---", self.text());
            }
            thread::sleep(POLL);
        }
    }

    /// Asserts that nothing a browser switches on is still on.
    pub(crate) fn assert_left_alone(&self) {
        self.on_screen(|screen| {
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.hide_cursor(), "the cursor is still hidden");
            assert!(!screen.bracketed_paste(), "pastes are still bracketed");
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        });
        assert!(self.wrote("\x1b[?1049l") && self.wrote("\x1b[?25h"));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn modes(master: &dyn MasterPty) -> Option<String> {
    master.get_termios().map(|modes| {
        let (input, output) = (modes.input_flags, modes.output_flags);
        format!("{input:?} {output:?} {:?} {:?}", modes.control_flags, modes.local_flags)
    })
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
