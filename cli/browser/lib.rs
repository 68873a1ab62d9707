//! A browser for tests: Chromium with chromedriver, and the files of `errcat docs` that it opens.

use std::error::Error;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::ChromeCapabilities;
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Child;

/// A result with any error.
pub type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// The settings of a browser.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// A phone screen of 360 × 740 pixels instead of a window of 1280 × 900.
    pub phone: bool,
    /// The dark color scheme.
    pub dark: bool,
    /// Whether scripts are allowed.
    pub scripts: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self { phone: false, dark: false, scripts: true }
    }
}

/// A site of files in a folder of its own.
pub struct Site(TempDir);

impl Site {
    /// Runs `errcat docs` with additional arguments. The variable `ERRCAT` has the path of the command.
    pub fn write(arguments: &[&str]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let errcat = std::env::var("ERRCAT").map_err(|_| "ERRCAT is the path of the command: see .ci/docs")?;
        let status = Command::new(errcat)
            .args(["docs", "--internal"])
            .args(arguments)
            .arg("--out")
            .arg(folder.path())
            .stdout(Stdio::null())
            .status()?;
        if status.success() { Ok(Self(folder)) } else { Err("errcat docs failed".into()) }
    }

    /// Returns the URL of a file.
    pub fn url(&self, path: &str) -> String {
        format!("file://{}/{path}", self.0.path().display())
    }
}

/// A browser.
pub struct Browser {
    /// The connection to the browser.
    pub driver: WebDriver,
    reader: Reader,
    /// The process, which stops on drop.
    _chromedriver: Child,
}

impl Browser {
    /// Starts the driver and the browser.
    pub async fn start(reader: Reader) -> Result<Self> {
        let mut command = tokio::process::Command::new("chromedriver");
        let mut chromedriver = command.arg("--port=0").stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let mut lines = BufReader::new(chromedriver.stdout.take().ok_or("no output")?).lines();
        let port = loop {
            let line = lines.next_line().await?.ok_or("chromedriver has ended")?;
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities(reader)?).await?;
        let browser = Self { driver, reader, _chromedriver: chromedriver };
        browser.resize(browser.window().1).await?;
        let scheme = if reader.dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", features).await?;
        Ok(browser)
    }

    /// Quits the browser, and panics if its console has messages.
    pub async fn end(self) -> Result<()> {
        let messages: Vec<_> = self.driver.browser_log().await?.into_iter().map(|entry| entry.message).collect();
        assert_eq!(messages, Vec::<String>::new(), "{:?}", self.reader);
        self.driver.quit().await?;
        Ok(())
    }

    /// Sends keys to the focused element.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.active_element().await?.send_keys(keys).await?)
    }

    /// Waits until a JavaScript expression has a value.
    pub async fn until(&self, script: &str, value: &Value) -> Result<()> {
        for _ in 0..500 {
            // A script fails between two pages.
            if self.evaluate(script).await.is_ok_and(|found| found == *value) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err(format!("{script} is {}, not {value}", self.evaluate(script).await?).into())
    }

    /// Returns the visible texts of all elements that match a selector, in page order.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.driver.find_all(By::Css(selector)).await? {
            let text = element.text().await?;
            texts.extend(Some(text).filter(|text| !text.is_empty()));
        }
        Ok(texts)
    }

    /// Returns the value of a JavaScript expression.
    pub async fn evaluate(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute(format!("return {script}"), Vec::new()).await?.json().clone())
    }

    /// Saves a screenshot of the whole page in the folder of the variable `SCREENSHOTS`, if it is set.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let Some(folder) = std::env::var_os("SCREENSHOTS") else { return Ok(()) };
        let Reader { phone, dark, .. } = self.reader;
        let (screen, scheme) = (if phone { "phone" } else { "desktop" }, if dark { "dark" } else { "light" });
        std::fs::create_dir_all(&folder)?;
        let path: PathBuf = Path::new(&folder).join(format!("{name}-{screen}-{scheme}.png"));
        let (_, height) = self.window();
        let whole = self.evaluate("document.documentElement.scrollHeight").await?.as_u64().unwrap_or(height);
        self.resize(whole.clamp(height, 4000)).await?;
        self.driver.screenshot(&path).await?;
        self.resize(height).await
    }

    fn window(&self) -> (u64, u64) {
        if self.reader.phone { (360, 740) } else { (1280, 900) }
    }

    async fn resize(&self, height: u64) -> Result<()> {
        let metrics = json!({
            "width": self.window().0, "height": height, "mobile": self.reader.phone,
            "deviceScaleFactor": if self.reader.phone { 2 } else { 1 },
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Result<()> {
        self.driver.cdp().send_raw(command, parameters).await?;
        Ok(())
    }
}

fn capabilities(reader: Reader) -> Result<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.add_arg("--headless=new")?;
    capabilities.add_arg("--disable-dev-shm-usage")?;
    if std::fs::metadata("/proc/self")?.uid() == 0 {
        capabilities.add_arg("--no-sandbox")?;
    }
    if !reader.scripts {
        let blocked = json!({"profile.managed_default_content_settings.javascript": 2});
        capabilities.add_experimental_option("prefs", blocked)?;
    }
    capabilities.set("goog:loggingPrefs", json!({"browser": "ALL"}))?;
    Ok(capabilities)
}
