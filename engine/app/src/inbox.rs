//! Lists: inbox, cases, limits, causes, articles.

use crate::App;
use crate::case::Opening;
use crate::people::Person;
use crate::refusal::{Failure, refuse};
use crate::view::lists::{CaseItem, Cases, CauseItem, Inbox, InboxItem, LawArticle, LimitItem, Limits, Origin};
use crate::view::person::InboxCounts;
use crate::view::{Limit, Who};
use domain::law::{ArticleRef, CauseEntry, Law, LawText, Quote};
use std::collections::BTreeMap;
use store::record::Window;
use store::record::list::{CaseFilter, CaseRow, InboxRow, LimitFilter, Pool, Scope};

/// Rows of an inbox page.
const ROWS: Window = Window { limit: 200, offset: 0 };

/// Phases from the decision on, as the column `phase` has them.
const DECIDED: [&str; 3] = ["decided", "closed", "archived"];

impl App {
    /// The caller's duties, least time left first. `tab`: `mine`, `team` or `done`.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn inbox(&self, person: &Person, tab: &str, text: &str, now: i64) -> Result<Inbox, Failure> {
        let mine = self.store().inbox_mine(&person.id, ROWS).await.map_err(Failure::fault)?;
        let pools: Vec<Pool> =
            person.roles.iter().map(|role| Pool { role: role.clone(), unit_prefix: person.region.clone() }).collect();
        let team = self.store().inbox_pool(&pools, ROWS).await.map_err(Failure::fault)?;
        let counts = InboxCounts { mine: mine.total, team: team.total };
        let page = match tab {
            "team" => team,
            "done" => self.store().inbox_done(&person.id, ROWS).await.map_err(Failure::fault)?,
            _ => mine,
        };
        let law = self.current_release()?.law.clone();
        let names = self.names().await?;
        let items =
            page.rows.into_iter().map(|row| item(&law, &names, row, now)).filter(|i| matches(i, text)).collect();
        Ok(Inbox { items, counts })
    }

    /// Names of all persons by id.
    pub(crate) async fn names(&self) -> Result<BTreeMap<String, String>, Failure> {
        Ok(self.store().persons().await.map_err(Failure::fault)?.into_iter().map(|p| (p.id, p.name)).collect())
    }

    /// Cases within the caller's units. `scope`: `all`, `clues` (before filing), `decided` or `mine`.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn cases(&self, person: &Person, scope: &str, text: &str, now: i64) -> Result<Cases, Failure> {
        let own = Scope::below(&person.region);
        let named = Scope { unit_prefixes: Vec::new(), person: Some(person.id.clone()) };
        let filter = CaseFilter {
            scope: if scope == "mine" { named } else { own },
            text: Some(text.trim().to_string()).filter(|t| !t.is_empty()),
            unfiled: (scope == "clues").then_some(true),
            phases: if scope == "decided" { DECIDED.map(String::from).to_vec() } else { Vec::new() },
            window: ROWS,
            ..CaseFilter::default()
        };
        let page = self.store().cases(&filter).await.map_err(Failure::fault)?;
        let mut first: BTreeMap<String, Limit> = BTreeMap::new();
        for item in self.limits(person, now).await?.items {
            first.entry(item.case).or_insert(item.limit);
        }
        let items = page.rows.into_iter().map(|row| {
            let limit = first.remove(&row.case);
            CaseItem { limit, ..CaseItem::from(row) }
        });
        Ok(Cases { total: page.total, items: items.collect() })
    }

    /// Running limits within the caller's units, nearest end first.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn limits(&self, person: &Person, now: i64) -> Result<Limits, Failure> {
        let scope = Scope::below(&person.region);
        let filter = LimitFilter { scope, live: true, window: ROWS, ..LimitFilter::default() };
        let page = self.store().limits(&filter).await.map_err(Failure::fault)?;
        let law = self.current_release()?.law.clone();
        let names = self.names().await?;
        let items = page.rows.into_iter().filter_map(|row| {
            let limit = crate::limits::row_view(&law, &row.limit.limit_id, row.limit.due_on.as_deref(), now)?;
            Some(LimitItem {
                limit: Limit {
                    start: row.limit.start_on.clone(),
                    responsible: row.limit.responsible.as_ref().and_then(|id| names.get(id).cloned()),
                    ..limit
                },
                case: row.case,
                case_no: row.case_no.unwrap_or_default(),
                party: row.party_name.unwrap_or_default(),
            })
        });
        Ok(Limits { items: items.collect() })
    }

    /// Entries of the catalogue of violations that are valid on a day (all days if none is given).
    ///
    /// # Errors
    /// Nothing was published.
    pub fn causes(&self, on: &str, text: &str) -> Result<Vec<CauseItem>, Failure> {
        let live = self.current_release()?;
        let day = on.parse::<jiff::civil::Date>().ok();
        let found =
            live.law.causes.values().filter(|c| day.is_none_or(|d| c.valid.covers(d)) && c.title.contains(text.trim()));
        Ok(found.map(|c| cause_item(&live.law, c)).collect())
    }

    /// An article with its text as quoted in the release; of several versions of a law the one valid on the day.
    ///
    /// # Errors
    /// `not-found`.
    pub fn article(&self, law: &str, article: &str, on: &str) -> Result<LawArticle, Failure> {
        let live = self.current_release()?;
        let day = on.parse::<jiff::civil::Date>().ok();
        let named = |text: &LawText| {
            [&text.id, &text.name, &text.title].into_iter().chain(&text.aliases).any(|name| name == law)
        };
        let valid = |text: &LawText| day.is_none_or(|day| text.valid.is_none_or(|v| v.covers(day)));
        let Some(text) = live.law.laws.values().find(|text| named(text) && valid(text)) else {
            return refuse("not-found");
        };
        let quotes: Vec<String> = text.quotations.iter().filter(|q| q.article == article).map(whole).collect();
        if quotes.is_empty() {
            return refuse("not-found");
        }
        Ok(LawArticle {
            law: text.id.clone(),
            title: text.title.clone(),
            article: article.to_string(),
            text: quotes.join("\n"),
            source: text.source.clone().unwrap_or_default(),
            mark: format!("{:?}", text.mark),
            valid: crate::limits::validity(text.valid.as_ref()),
            basis: crate::limits::basis(&live.law, &text.id, Some(article), None, None, Some(text.mark)),
        })
    }
}

/// A paragraph with its items.
fn whole(quote: &Quote) -> String {
    std::iter::once(quote.text.clone()).chain(quote.items.values().cloned()).collect::<Vec<_>>().join("\n")
}

fn cause_item(law: &Law, cause: &CauseEntry) -> CauseItem {
    let article = |a: &ArticleRef| {
        crate::limits::basis(law, &a.law, Some(a.article.as_str()), a.paragraph.as_deref(), a.item.as_deref(), None)
            .text
    };
    let amount = cause.amount.as_ref().and_then(|a| Some(format!("{}—{} 元", a.min.as_ref()?, a.max.as_ref()?)));
    CauseItem {
        id: cause.id.clone(),
        title: cause.title.clone(),
        violated: cause.violated.as_slice().iter().map(article).collect::<Vec<_>>().join("、"),
        penal: article(&cause.penal),
        amount: amount.unwrap_or_default(),
        valid: crate::limits::validity(Some(&cause.valid)),
    }
}

fn item(law: &Law, names: &BTreeMap<String, String>, row: InboxRow, now: i64) -> InboxItem {
    let due = row.task.due_ms.map(|ms| crate::time::day_of(ms - 1));
    let limit = row.task.limit_key.as_ref().and_then(|id| crate::limits::row_view(law, id, due.as_deref(), now));
    let assignee =
        row.task.assignee.as_ref().map(|id| Who { id: id.clone(), name: names.get(id).cloned().unwrap_or_default() });
    let Opening { from, at: opened_at } = Opening::of(&row.task);
    InboxItem {
        case: row.case,
        case_no: row.case_no.or(row.clue_no).unwrap_or_default(),
        task: row.task.task,
        element: row.task.element,
        step: row.task.step,
        title: row.task.title,
        reason: row.draft_by.map(|who| format!("{}填了一半", names.get(&who).cloned().unwrap_or_default())),
        party: row.party_name.unwrap_or_default(),
        cause: row.cause_title.unwrap_or(row.case_title),
        method: row.task.method.unwrap_or_default(),
        from: from.map(|id| Origin { who: names.get(&id).cloned().unwrap_or(id), at: crate::time::text_of(opened_at) }),
        limit,
        assignee,
        opened_at: crate::time::text_of(opened_at),
    }
}

fn matches(item: &InboxItem, text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || [&item.party, &item.cause, &item.case_no, &item.title].iter().any(|field| field.contains(text))
}

impl From<CaseRow> for CaseItem {
    fn from(row: CaseRow) -> Self {
        CaseItem {
            id: row.case,
            case_no: row.head.case_no,
            clue_no: row.head.clue_no,
            title: row.head.title,
            party: row.head.party_name.unwrap_or_default(),
            cause: row.head.cause_title,
            phase: row.head.phase,
            phase_title: row.head.phase_title,
            limit: None,
            updated_at: crate::time::text_of(row.head.changed_at),
        }
    }
}
