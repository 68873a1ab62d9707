//! A browser for tests: Chromium behind its driver, beside the checkout that it looks at.

use std::error::Error;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use checkout::client::Client;
use checkout::{Running, start};
use serde_json::{Value, json};
use thirtyfour::ChromeCapabilities;
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Whatever can go wrong with a browser.
pub type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// Who looks at the pages, and on what.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The language of the browser.
    pub language: &'static str,
    /// On a phone of 360 by 740 pixels instead of a window of 1280 by 900.
    pub phone: bool,
    /// In the dark.
    pub dark: bool,
    /// With scripts.
    pub scripts: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self { language: "en-GB", phone: false, dark: false, scripts: true }
    }
}

/// A browser, and the services that run for it alone.
pub struct Browser {
    /// The services.
    pub running: Running,
    /// The browser.
    pub driver: WebDriver,
    reader: Reader,
    /// Ends when it is dropped.
    _chromedriver: Child,
}

impl Browser {
    /// Starts the services, the driver, and the browser.
    pub async fn start(reader: Reader) -> Result<Self> {
        let running = start([0; 3], Client::at_pace(1_000_000)?).await?;
        let mut command = Command::new("chromedriver");
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
        let browser = Self { running, driver, reader, _chromedriver: chromedriver };
        browser.resize(browser.window().1).await?;
        let scheme = if reader.dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", features).await?;
        Ok(browser)
    }

    /// Ends the browser, which must have nothing to complain of.
    pub async fn end(self) -> Result<()> {
        let complaints: Vec<_> = self.driver.browser_log().await?.into_iter().map(|entry| entry.message).collect();
        assert_eq!(complaints, Vec::<String>::new(), "{:?}", self.reader);
        self.driver.quit().await?;
        Ok(())
    }

    /// Opens the cart.
    pub async fn open_cart(&self) -> Result<()> {
        Ok(self.driver.goto(format!("{}/cart", self.running.shop)).await?)
    }

    /// Goes from the cart to the payment page, and gives the id of the session.
    pub async fn check_out(&self) -> Result<String> {
        self.open_cart().await?;
        self.follow("main form button").await?;
        let url = self.url().await?;
        let id = url.strip_prefix(&format!("{}/pay/", self.running.ozura.origin));
        Ok(id.ok_or_else(|| format!("{url} is no payment page"))?.to_owned())
    }

    /// Clicks on what a selector finds first, and waits for the page that it leads to.
    pub async fn follow(&self, selector: &str) -> Result<()> {
        self.leave(async || Ok(self.driver.find(By::Css(selector)).await?.click().await?)).await
    }

    /// Does something that leads to another page, and waits for that: the driver may answer while the old one is still
    /// there.
    pub async fn leave(&self, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        let page = self.driver.find(By::Css("html")).await?;
        act().await?;
        for _ in 0..1000 {
            if page.tag_name().await.is_err() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err("the page has not changed".into())
    }

    /// The text that is seen of what a selector finds, in the order of the page.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.driver.find_all(By::Css(selector)).await? {
            texts.push(element.text().await?);
        }
        Ok(texts)
    }

    /// The address, as the browser shows it.
    pub async fn url(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// What a script gives.
    pub async fn evaluate(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute(format!("return {script}"), Vec::new()).await?.json().clone())
    }

    /// Takes a picture of the whole page, into `target/screenshots/`.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        let Reader { language, phone, dark, .. } = self.reader;
        let screen = if phone { "phone" } else { "desktop" };
        let name = format!("{name}-{screen}-{}-{language}.png", if dark { "dark" } else { "light" });
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/screenshots");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(name);
        let (_, height) = self.window();
        let whole = self.evaluate("document.documentElement.scrollHeight").await?.as_u64().unwrap_or(height);
        self.resize(whole.max(height)).await?;
        self.driver.screenshot(&path).await?;
        self.resize(height).await?;
        Ok(path)
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
    let language = reader.language;
    let main = language.split('-').next().unwrap_or(language);
    capabilities.add_arg("--headless=new")?;
    capabilities.add_arg(&format!("--lang={language}"))?;
    capabilities.add_arg(&format!("--accept-lang={language},{main}"))?;
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
