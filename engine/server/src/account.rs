//! `xiezhi account …`: who may sign in. The first administrator of an agency comes from here, without any web access. A password
//! is read from a file, from a pipe or from the terminal without echo; it stands neither on the command line nor in a log.

use crate::{Place, setup};
use app::App;
use app::accounts::AccountAct;
use app::passwords::LENGTH_MIN;
use app::refusal::Failure;
use app::view::account::{AccountState, StaffItem};
use clap::Subcommand;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

#[derive(Subcommand)]
pub enum Act {
    /// Gives a person a login with a password, or sets the password anew; their sessions end.
    Set {
        login: String,
        /// Id of the person in `agency/persons.json`; `xiezhi account list` prints them.
        #[arg(long)]
        person: String,
        /// File whose first line is the password; default: standard input.
        #[arg(long)]
        password_file: Option<PathBuf>,
        #[command(flatten)]
        place: Place,
    },
    /// Every person with unit, roles and account.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Lets a login in no more; sessions end at once.
    Disable {
        login: String,
        #[command(flatten)]
        place: Place,
    },
    /// Lets a disabled login in again.
    Enable {
        login: String,
        #[command(flatten)]
        place: Place,
    },
    /// Opens a login that wrong passwords have locked.
    Unlock {
        login: String,
        #[command(flatten)]
        place: Place,
    },
}

pub async fn run(act: Act) -> Result<ExitCode, String> {
    let place = match &act {
        Act::Set { place, .. }
        | Act::List { place }
        | Act::Disable { place, .. }
        | Act::Enable { place, .. }
        | Act::Unlock { place, .. } => place.clone(),
    };
    let app = setup::open(&place, false).await?;
    if !app.has_release() {
        return Err("数据库还是空的，没有人员。请先运行 xiezhi publish（或者 xiezhi serve）发布本机关的内容".into());
    }
    let now = setup::now() + app.clock_offset();
    match act {
        Act::Set { login, person, password_file, .. } => {
            set(&app, &login, &person, password_file.as_deref(), now).await?;
        }
        Act::List { .. } => list(&app, now).await?,
        Act::Disable { login, .. } => {
            app.act_on_login(&login, AccountAct::Disable, now).await.map_err(said)?;
            println!("已停用 {login}，会话已结束");
        }
        Act::Enable { login, .. } => {
            app.act_on_login(&login, AccountAct::Enable, now).await.map_err(said)?;
            println!("已启用 {login}");
        }
        Act::Unlock { login, .. } => {
            app.act_on_login(&login, AccountAct::Unlock, now).await.map_err(said)?;
            println!("已解除锁定 {login}");
        }
    }
    app.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn set(app: &App, login: &str, person: &str, file: Option<&Path>, now: i64) -> Result<(), String> {
    if app.person(person).await.map_err(said)?.is_none() {
        return Err(format!("没有编号为 {person} 的人员。xiezhi account list 列出本库的全部人员"));
    }
    let password = match file {
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|e| format!("读不出密码文件 {}：{e}", file.display()))?;
            text.lines().next().unwrap_or_default().to_string()
        }
        None => typed()?,
    };
    app.set_password(person, login, &password, now).await.map_err(said)?;
    println!("{person} 可以用登录名 {} 登录", login.trim().to_lowercase());
    Ok(())
}

/// The password from standard input: one line of a pipe; twice, without echo, at a terminal.
fn typed() -> Result<String, String> {
    let stdin = std::io::stdin();
    let line = || {
        let mut text = String::new();
        stdin.lock().read_line(&mut text).map_err(|e| format!("读不出密码：{e}"))?;
        Ok::<_, String>(text.trim_end_matches(['\r', '\n']).to_string())
    };
    if !stdin.is_terminal() {
        return line();
    }
    let ask = |words: &str| {
        let mut err = std::io::stderr();
        let _ = write!(err, "{words}：");
        let _ = err.flush();
        let text = line();
        let _ = writeln!(err);
        text
    };
    if !echo(false) {
        return Err("这个终端不能关闭回显，请用 --password-file 或者管道给出密码".into());
    }
    let both = ask(&format!("密码（至少 {LENGTH_MIN} 个字符）")).and_then(|first| Ok((first, ask("再输一遍")?)));
    echo(true);
    let (first, second) = both?;
    if first == second { Ok(first) } else { Err("两遍不一样，没有保存".into()) }
}

/// Switches the echo of the terminal; answers whether that worked.
fn echo(on: bool) -> bool {
    let word = if on { "echo" } else { "-echo" };
    Command::new("stty").arg(word).stdin(Stdio::inherit()).status().is_ok_and(|status| status.success())
}

async fn list(app: &App, now: i64) -> Result<(), String> {
    let staff = app.staff("", "", now).await.map_err(said)?;
    for item in &staff.items {
        let roles: Vec<&str> = item.roles.iter().map(|role| role.id.as_str()).collect();
        println!("{}\t{}\t{}\t{}\t{}", item.id, item.name, item.unit.title, roles.join(","), state(item));
    }
    if staff.items.is_empty() {
        println!("没有人员：请在 agency/persons.json 写明人员后运行 xiezhi publish");
    }
    Ok(())
}

fn state(item: &StaffItem) -> String {
    let Some(account) = &item.account else { return "没有账号".into() };
    let word = match account.state {
        AccountState::Initial => "待改初始密码",
        AccountState::Active => "正常",
        AccountState::Locked => "已锁定",
        AccountState::Disabled => "已停用",
    };
    let gone = if item.active { "" } else { "，人员已不在发布的内容里" };
    format!("{}（{word}{gone}）", account.login)
}

/// What the operator reads: the sentence of a refusal, or the fault.
fn said(failure: Failure) -> String {
    match failure {
        Failure::Refused(refusal) => app::messages::sentence(&refusal),
        Failure::Fault(text) => text,
    }
}
