//! Accounts of a real agency: its own folder, the first administrator from the command line, everybody else from the page; wrong
//! passwords, disabling at once, the unit tree, and that nothing of the demonstration exists.

use super::server::{Answer, Server, binary, each_database, root};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const PASSWORD: &str = "河边的石头三十七块都白了";

/// The shipped agency without its marks of a demonstration, and with an administrator of a county.
fn agency(folder: &Path) {
    let own = folder.join("agency");
    std::fs::create_dir_all(&own).expect("folder");
    for name in ["units.json", "persons.json", "profiles.json"] {
        let text = std::fs::read_to_string(root().join("definitions/agency").join(name)).expect("agency");
        let mut entries: Vec<Value> = serde_json::from_str(&text).expect("a list");
        if name == "persons.json" {
            entries.push(json!({"id": "u-county1-admin", "name": "管理员戌", "unit": "example-county-1", "roles": ["administrator"]}));
        }
        for entry in entries.iter_mut().filter_map(Value::as_object_mut) {
            entry.remove("demonstration");
        }
        std::fs::write(own.join(name), Value::from(entries).to_string()).expect("written");
    }
}

/// `xiezhi account …` beside the running server, with a password on its standard input; success and what it printed.
fn account(server: &Server, words: &[&str], password: &str) -> (bool, String) {
    let mut command = Command::new(binary());
    command.arg("account").args(words).arg("--data").arg(&server.data);
    command.args(server.database.iter().flat_map(|database| ["--database", database.as_str()]));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary starts");
    let _ = writeln!(child.stdin.take().expect("stdin"), "{password}");
    let output = child.wait_with_output().expect("it ends");
    (output.status.success(), [output.stdout, output.stderr].map(|b| String::from_utf8_lossy(&b).into_owned()).join(""))
}

fn sign_in(server: &Server, login: &str, password: &str) -> Answer {
    server.post("", "/api/session", &json!({ "login": login, "password": password }))
}

fn cookie(server: &Server, login: &str, password: &str) -> String {
    sign_in(server, login, password).must(204).cookie.expect("cookie")
}

fn change(server: &Server, cookie: &str, old: &str, new: &str) -> Answer {
    let body = json!({ "old": old, "new": new }).to_string();
    server.send("PUT", "/api/me/password", &[("cookie", cookie), ("content-type", "application/json")], body.as_bytes())
}

/// Gives an account and answers its initial password.
fn give(server: &Server, admin: &str, person: &str, login: &str) -> String {
    let path = format!("/api/staff/{person}/account");
    let made = server.post(admin, &path, &json!({ "login": login })).must(201).json();
    assert_eq!(made["login"], login);
    made["password"].as_str().expect("an initial password").to_owned()
}

fn state(server: &Server, admin: &str, person: &str) -> Value {
    let staff = server.get(admin, "/api/staff").must(200).json();
    let item = staff["items"].as_array().into_iter().flatten().find(|item| item["id"] == person).cloned();
    item.unwrap_or_else(|| panic!("{person} is not in the list"))["account"]["state"].clone()
}

/// A served agency whose city administrator `admin` has signed in; the cookie.
fn started(folder: &Path, database: Option<String>) -> (Server, String) {
    agency(folder);
    let server = Server::agency(folder, database);
    let (good, said) = account(&server, &["set", "Admin", "--person", "u-admin"], PASSWORD);
    assert!(good && said.contains("登录名 admin"), "{said}");
    let admin = cookie(&server, "admin", PASSWORD);
    (server, admin)
}

#[test]
fn the_first_administrator_comes_from_the_command_line_and_gives_the_others_their_accounts() {
    each_database().for_each(first_administrator);
}

fn first_administrator(database: Option<String>) {
    let folder = tempfile::tempdir().expect("folder");
    let (server, admin) = started(folder.path(), database);
    for (words, password, refused) in [
        (["set", "second", "--person", "u-nobody"], PASSWORD, "没有编号为 u-nobody 的人员"),
        (["set", "second", "--person", "u-lead"], "short", "至少 12 个字符"),
        (["set", "second", "--person", "u-lead"], "second-second-2", "不能有登录名"),
        (["set", "a b", "--person", "u-lead"], PASSWORD, "登录名用 3 至 40 个"),
        (["set", "admin", "--person", "u-lead"], PASSWORD, "已经由别人使用"),
        (["set", "second", "--person", "u-admin"], PASSWORD, "已经有账号"),
    ] {
        let (good, said) = account(&server, &words, password);
        assert!(!good && said.contains(refused), "{words:?}: {said}");
    }
    let (_, list) = account(&server, &["list"], "");
    assert!(list.contains("u-admin\t管理员子\t示例市生态环境局\tadministrator\tadmin（正常）"), "{list}");

    let me = server.get(&admin, "/api/me").must(200).json();
    assert_eq!((&me["demo"], &me["must_change_password"]), (&json!(false), &json!(false)));
    assert!(me["permissions"].as_array().is_some_and(|p| p.contains(&json!("ManageAccounts"))), "{me}");

    let initial = give(&server, &admin, "u-lead", "lead");
    assert_eq!(server.post(&admin, "/api/staff/u-lead/account", &json!({"login": "lead2"})).code(), "account-exists");
    assert_eq!(server.post(&admin, "/api/staff/u-clue/account", &json!({"login": "lead"})).code(), "login-taken");
    assert_eq!(server.post(&admin, "/api/staff/u-clue/account", &json!({"login": "x"})).code(), "login-invalid");
    assert_eq!(state(&server, &admin, "u-lead"), "initial");
    let lead = cookie(&server, "lead", &initial);
    assert_eq!(server.get(&lead, "/api/inbox").code(), "password-must-change");
    let me = server.get(&lead, "/api/me").must(200).json();
    assert_eq!((&me["must_change_password"], &me["permissions"]), (&json!(true), &json!(["OwnAccount"])));
    assert_eq!(change(&server, &lead, "not the password", PASSWORD).code(), "password-wrong");
    assert_eq!(change(&server, &lead, &initial, &initial).code(), "password-unchanged");
    assert_eq!(change(&server, &lead, &initial, "主办人甲的密码一二三四五").code(), "password-names-login");
    change(&server, &lead, &initial, PASSWORD).must(204);
    server.get(&lead, "/api/inbox").must(200);
    assert_eq!(sign_in(&server, "lead", &initial).code(), "login-failed");
    assert_eq!(state(&server, &admin, "u-lead"), "active");

    let (good, said) = server.verify();
    assert!(good, "{said}");
}

#[test]
fn wrong_passwords_lock_a_login_and_an_administrator_unlocks_it() {
    each_database().for_each(locked_and_unlocked);
}

fn locked_and_unlocked(database: Option<String>) {
    let folder = tempfile::tempdir().expect("folder");
    let (server, admin) = started(folder.path(), database);
    let initial = give(&server, &admin, "u-clue", "clue");
    for _ in 0..5 {
        assert_eq!(sign_in(&server, "clue", "certainly wrong").code(), "login-failed");
    }
    let locked = sign_in(&server, "clue", &initial).must(429);
    assert_eq!(locked.code(), "login-locked");
    assert_eq!(state(&server, &admin, "u-clue"), "locked");
    server.post(&admin, "/api/staff/u-clue/account/unlock", &json!({})).must(204);
    cookie(&server, "clue", &initial);
    assert_eq!(sign_in(&server, "nobody", "certainly wrong").code(), "login-failed");

    let trail = server.get(&admin, "/api/staff/trail").must(200).json();
    let told: Vec<(&str, &str)> = trail["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|item| (item["by"].as_str().unwrap_or_default(), item["text"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        told,
        [
            ("管理员子", "解除锁定（clue）"),
            ("系统", "连续输错密码，锁定账号（clue）"),
            ("管理员子", "开通账号（clue）"),
            ("命令行", "设置账号和密码（admin）"),
        ]
    );
    assert_eq!(trail["chain"]["ok"], true);
    assert!(!trail.to_string().contains(&initial), "no password stands in the trail");
}

#[test]
fn a_disabled_account_ends_at_once_and_units_keep_to_themselves() {
    each_database().for_each(disabled);
}

fn disabled(database: Option<String>) {
    let folder = tempfile::tempdir().expect("folder");
    let (server, admin) = started(folder.path(), database);
    let initial = give(&server, &admin, "u-county1-admin", "county");
    let county = cookie(&server, "county", &initial);
    change(&server, &county, &initial, PASSWORD).must(204);
    let again = cookie(&server, "county", PASSWORD);

    let staff = server.get(&county, "/api/staff").must(200).json();
    let units: std::collections::BTreeSet<&str> =
        staff["items"].as_array().into_iter().flatten().filter_map(|item| item["unit"]["id"].as_str()).collect();
    assert_eq!(units.into_iter().collect::<Vec<_>>(), ["example-county-1"]);
    for (person, who) in [("u-lead", "the city above"), ("u-county2-lead", "another county"), ("u-nowhere", "nobody")] {
        for act in ["account", "account/reset", "account/disable", "account/enable", "account/unlock"] {
            let answer = server.post(&county, &format!("/api/staff/{person}/{act}"), &json!({ "login": "mine" }));
            assert_eq!((answer.status, answer.code().as_str()), (404, "person-not-found"), "{who} {act}");
        }
    }
    let initial = give(&server, &county, "u-county1-lead", "county-lead");
    let lead = cookie(&server, "county-lead", &initial);
    assert_eq!(server.post(&county, "/api/staff/u-county1-admin/account/disable", &json!({})).code(), "account-own");
    change(&server, &lead, &initial, PASSWORD).must(204);
    assert_eq!(server.get(&lead, "/api/staff").code(), "permission-missing");
    assert_eq!(server.post(&lead, "/api/staff/u-county1-lead/account/reset", &json!({})).code(), "permission-missing");

    server.post(&admin, "/api/staff/u-county1-admin/account/disable", &json!({})).must(204);
    for session in [&county, &again] {
        assert_eq!(server.get(session, "/api/me").must(401).code(), "not-signed-in");
    }
    assert_eq!(sign_in(&server, "county", PASSWORD).code(), "login-failed");
    server.post(&admin, "/api/staff/u-county1-admin/account/enable", &json!({})).must(204);
    cookie(&server, "county", PASSWORD);
    let (good, said) = account(&server, &["disable", "county-lead"], "");
    assert!(good && server.get(&lead, "/api/me").status == 401, "{said}");
}

#[test]
fn nothing_of_the_demonstration_exists_elsewhere() {
    let folder = tempfile::tempdir().expect("folder");
    let (server, admin) = started(folder.path(), None);
    assert_eq!(server.get("", "/api/demo").must(404).code(), "demo-only");
    assert_eq!(server.post("", "/api/demo/session", &json!({"person": "u-lead"})).must(404).code(), "demo-only");
    assert_eq!(server.post("", "/api/demo/clock", &json!({"to": "next-limit"})).must(404).code(), "demo-only");
    assert_eq!(server.post(&admin, "/api/demo/payment", &json!({"case": "1"})).must(404).code(), "demo-only");
}

#[test]
fn fictitious_persons_stay_out_of_a_real_database() {
    let folder = tempfile::tempdir().expect("folder");
    std::fs::create_dir_all(folder.path().join("agency")).expect("folder");
    std::fs::copy(root().join("definitions/agency/units.json"), folder.path().join("agency/units.json"))
        .expect("copied");
    let server = Server::agency(folder.path(), None);
    let (_, list) = account(&server, &["list"], "");
    assert!(list.contains("没有人员"), "{list}");
    let (good, said) = account(&server, &["set", "admin", "--person", "u-admin"], PASSWORD);
    assert!(!good && said.contains("没有编号为 u-admin 的人员"), "{said}");
}
