//! What all pages have in common. They stand by themselves: addresses are relative, and nothing comes from elsewhere.

use maud::{DOCTYPE, Markup, html};

/// What pages may load and do.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";

/// A page around its content.
pub struct Page<'a> {
    /// For the window; text.
    pub title: &'a str,
    /// In one line, for those who look at a list of pages.
    pub description: &'a str,
    /// The name and the title of the catalog that the page belongs to; none for the page over all.
    pub catalog: Option<(&'a str, &'a str)>,
    /// The last step of the way to the page: an id.
    pub here: Option<&'a str>,
    /// Whether the page searches by itself; others lead to one that does.
    pub searches: bool,
}

impl Page<'_> {
    /// The way to the top: pages of a catalog stand in its folder.
    const fn root(&self) -> &'static str {
        if self.catalog.is_some() { "../" } else { "" }
    }

    /// The page as a file.
    pub fn with(&self, main: &Markup) -> String {
        let root = self.root();
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="color-scheme" content="light dark";
                    meta name="description" content=(self.description);
                    title { (self.title) }
                    link rel="icon" href={ (root) "icon.svg" } type="image/svg+xml";
                    link rel="stylesheet" href={ (root) "site.css" };
                    @if self.searches {
                        script src={ (root) "search.js" } defer {}
                    }
                    script src={ (root) "site.js" } defer {}
                }
                body data-root=(root) data-catalog=[self.catalog.filter(|_| self.searches).map(|(name, _)| name)] {
                    a class="skip" href="#content" { "To the content" }
                    header class="top" {
                        (self.way())
                        @if !self.searches {
                            form class="find" role="search" action={ (root) "index.html" } hidden {
                                label class="unseen" for="q" { "Search all codes" }
                                input id="q" name="q" type="search" placeholder="Search" autocomplete="off"
                                    spellcheck="false" aria-keyshortcuts="/";
                            }
                        }
                    }
                    main id="content" { (main) }
                    footer { "Made by " code { "errcat docs" } " from the catalogs themselves." }
                }
            }
        };
        page.into_string()
    }

    /// From the top to here.
    fn way(&self) -> Markup {
        html! {
            nav aria-label="Breadcrumb" {
                ol class="way" {
                    li {
                        @if self.catalog.is_none() { a href="index.html" aria-current="page" { "Error codes" } }
                        @else { a href="../index.html" { "Error codes" } }
                    }
                    @if let Some((name, _)) = self.catalog {
                        li { a href="index.html" aria-current=[self.here.is_none().then_some("page")] { (name) } }
                    }
                    @if let Some(here) = self.here {
                        li { a href={ (here) ".html" } aria-current="page" { (here) } }
                    }
                }
            }
        }
    }
}

/// A part of a page that can be linked to.
pub struct Section {
    /// The fragment.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// What stands below it.
    pub body: Markup,
}

/// Sections, and where there are several a list of them.
pub fn sections(sections: &[Section]) -> Markup {
    html! {
        @for section in sections {
            section id=(section.id) aria-labelledby={ (section.id) "-title" } {
                h2 id={ (section.id) "-title" } {
                    (section.title) " "
                    a class="anchor" href={ "#" (section.id) } aria-label={ "Link to: " (section.title) } { "#" }
                }
                (section.body)
            }
        }
    }
}

/// Links to sections.
pub fn contents(sections: &[Section]) -> Markup {
    html! {
        nav class="contents" aria-label="On this page" {
            ul {
                @for section in sections {
                    li { a href={ "#" (section.id) } { (section.title) } }
                }
            }
        }
    }
}
