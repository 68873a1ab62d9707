//! A browser for tests: Chromium with chromedriver, and the checkout that it opens.

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

/// A result with any error.
pub type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// The settings of a browser.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The preferred language, as a language tag (BCP 47).
    pub language: &'static str,
    /// A phone screen of 360 × 740 pixels instead of a window of 1280 × 900.
    pub phone: bool,
    /// The dark color scheme.
    pub dark: bool,
    /// Whether scripts are allowed.
    pub scripts: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self { language: "en-GB", phone: false, dark: false, scripts: true }
    }
}

/// A browser with services of its own.
pub struct Browser {
    /// The running services.
    pub running: Running,
    /// The connection to the browser.
    pub driver: WebDriver,
    reader: Reader,
    /// The process, which stops on drop.
    _chromedriver: Child,
}

impl Browser {
    /// Starts the services, chromedriver and the browser.
    pub async fn start(reader: Reader) -> Result<Self> {
        let running = start([0; 3], Client::at_pace(1_000_000)?).await?;
        let mut command = Command::new("chromedriver");
        let mut chromedriver = command.arg("--port=0").stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let mut lines = BufReader::new(chromedriver.stdout.take().ok_or("chromedriver has no output")?).lines();
        let port = loop {
            let line = lines.next_line().await?.ok_or("chromedriver stopped")?;
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

    /// Quits the browser, and panics if its console has messages.
    pub async fn end(self) -> Result<()> {
        let messages: Vec<_> = self.driver.browser_log().await?.into_iter().map(|entry| entry.message).collect();
        assert_eq!(messages, Vec::<String>::new(), "{:?}", self.reader);
        self.driver.quit().await?;
        Ok(())
    }

    /// Opens the cart.
    pub async fn open_cart(&self) -> Result<()> {
        Ok(self.driver.goto(format!("{}/cart", self.running.shop)).await?)
    }

    /// Opens the cart, goes to the payment page, and returns the id of the session.
    pub async fn check_out(&self) -> Result<String> {
        self.open_cart().await?;
        self.follow("main form button").await?;
        let url = self.url().await?;
        let id = url.strip_prefix(&format!("{}/pay/", self.running.ozura.origin));
        Ok(id.ok_or_else(|| format!("{url} is not a payment page"))?.to_owned())
    }

    /// Clicks the first element that matches a selector, and waits for the next page.
    pub async fn follow(&self, selector: &str) -> Result<()> {
        self.leave(async || Ok(self.driver.find(By::Css(selector)).await?.click().await?)).await
    }

    /// Runs `act`, which leads to another page, and waits for that page. The driver can answer before the browser
    /// leaves the old page.
    pub async fn leave(&self, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        let page = self.driver.find(By::Css("html")).await?;
        act().await?;
        for _ in 0..1000 {
            if page.tag_name().await.is_err() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err("the browser did not leave the page within 10 s".into())
    }

    /// Returns the visible texts of all elements that match a selector, in page order.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.driver.find_all(By::Css(selector)).await? {
            texts.push(element.text().await?);
        }
        Ok(texts)
    }

    /// Returns the URL of the current page.
    pub async fn url(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Returns the value of a JavaScript expression.
    pub async fn evaluate(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute(format!("return {script}"), Vec::new()).await?.json().clone())
    }

    /// Saves a screenshot of the whole page in `target/screenshots/` and returns its path.
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
