//! Parse the arguments, run, turn the outcome into an exit code.
//! Everything else lives in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    retold::cli::main()
}
