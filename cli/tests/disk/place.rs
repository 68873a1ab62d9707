//! A folder with a catalog, and the commands that run in it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Tests may run in a hook themselves.
const OF_HOOKS: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

/// A folder for a test, with a new catalog in `shop/`.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.ok("init shop --name shop");
        place
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    pub fn errcat(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errcat"));
        command.args(shlex::split(arguments).unwrap()).current_dir(self.0.path()).stdin(Stdio::null());
        for variable in OF_HOOKS {
            command.env_remove(variable);
        }
        command.env("NO_COLOR", "1").stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the command and returns exit code, stdout and stderr.
    pub fn run(&self, arguments: &str) -> (i32, String, String) {
        let Output { status, stdout, stderr } = self.errcat(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }

    pub fn ok(&self, arguments: &str) -> String {
        let (exit, stdout, stderr) = self.run(arguments);
        assert_eq!(exit, 0, "errcat {arguments}: {stdout}{stderr}");
        stdout
    }

    /// Runs a command that fails because of its arguments, and returns the first line of stderr.
    pub fn refused(&self, arguments: &str) -> String {
        let (exit, stdout, stderr) = self.run(arguments);
        assert_eq!(exit, 2, "errcat {arguments}: {stdout}{stderr}");
        stderr.lines().next().unwrap().to_owned()
    }

    pub fn git(&self, arguments: &str) -> String {
        let mut git = Command::new("git");
        for (name, value) in [("NAME", "A"), ("EMAIL", "a@example.com")] {
            git.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        for variable in OF_HOOKS {
            git.env_remove(variable);
        }
        git.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "").current_dir(self.0.path());
        let output = git.args(shlex::split(arguments).unwrap()).output().unwrap();
        assert!(output.status.success(), "git {arguments}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Returns the names of the files in a folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// The arguments that add a code to the catalog in `shop/`.
pub fn new(id: &str) -> String {
    format!(
        "new {id} --catalog shop --status 410 --fixable-by developer --message 'This is {id}' --remediation 'Stop it.'"
    )
}

/// A repository with the catalogs `shop/` and `bank/` in its first commit, and a code more for the shop in the worktree.
pub fn repository() -> Place {
    let place = Place::new();
    place.ok("init bank --name bank");
    place.git("init --quiet --initial-branch main");
    place.git("add shop bank");
    place.git("commit --quiet -m one");
    place.ok("new ADDED --catalog shop --status 410 --fixable-by developer --message Added --remediation 'Stop it.'");
    place
}

/// What `diff` prints about the code that was added.
pub const ADDED: &str = "  additive  code-added: ADDED\n";

pub fn output(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
