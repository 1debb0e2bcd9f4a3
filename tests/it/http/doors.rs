//! Every operation for every fictitious person and for nobody: the doors open to exactly whom the table says, and an object of
//! another unit is not there. The operations come from the served OpenAPI document, so that a new route is tried without being named.

use super::server::{Server, command_id};
use serde_json::Value;
use std::collections::BTreeSet;

/// Operations that anybody may call.
const PUBLIC: [&str; 13] = [
    "DELETE /api/session",
    "GET /api/demo",
    "GET /api/openapi.json",
    "GET /c/",
    "GET /c/{code}",
    "GET /public/",
    "GET /public/decisions/{id}",
    "GET /public/decisions/{id}/pdf",
    "GET /public/portal.css",
    "POST /api/csp-report",
    "POST /api/demo/clock",
    "POST /api/demo/session",
    "POST /api/session",
];

/// A person of the county whose case is tried; has no account, so that nothing that is tried changes anything.
const NEIGHBOUR: &str = "u-county1-head";

struct Operation {
    method: String,
    path: String,
    permission: String,
    roles: BTreeSet<String>,
    of_case: bool,
}

struct Person {
    name: String,
    cookie: String,
    roles: BTreeSet<String>,
    region: String,
}

#[test]
fn each_door_opens_to_whom_the_table_names_and_to_nobody_else() {
    let server = Server::demonstration(None);
    let operations = operations(&server);
    let open: Vec<String> =
        operations.iter().filter(|o| o.permission == "Public").map(|o| format!("{} {}", o.method, o.path)).collect();
    assert_eq!(open, PUBLIC);

    let people = people(&server);
    let county = people.iter().find(|p| p.name == "主办人丑").expect("an officer of a county");
    let case = server.register_clue(&county.cookie);

    let (mut cells, mut wrong) = (0, Vec::new());
    for operation in operations.iter().filter(|o| o.permission != "Public") {
        for person in people.iter().map(Some).chain([None]) {
            cells += 1;
            wrong.extend(tried(&server, operation, person, &case, &county.region));
        }
    }
    assert!(wrong.is_empty(), "{} of {cells} cells:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cells > 500, "{cells}");
}

/// Tries one cell; answers what is wrong with it.
fn tried(server: &Server, operation: &Operation, person: Option<&Person>, case: &str, region: &str) -> Option<String> {
    let path = operation
        .path
        .replace("{case}", case)
        .replace("{person}", NEIGHBOUR)
        .replace("{task}", "t99")
        .replace("{element}", "nowhere");
    let path: String =
        path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/");
    let id = command_id();
    let cookie = person.map_or("", |p| p.cookie.as_str());
    let headers = [("cookie", cookie), ("content-type", "application/json"), ("command-id", id.as_str())];
    let answer = server.send(&operation.method, &path, &headers, if operation.method == "GET" { b"" } else { b"{}" });
    let code = answer.code();
    let everybody = ["SignedIn", "OwnAccount"].contains(&operation.permission.as_str());
    let may = |p: &Person| everybody || !p.roles.is_disjoint(&operation.roles);
    let good = match person {
        _ if operation.permission == "Agency" => code == "signature-invalid",
        None => code == "not-signed-in" && answer.status == 401,
        Some(p) if !may(p) => code == "permission-missing" && answer.status == 403,
        Some(p) if operation.of_case && !region.starts_with(&p.region) => {
            code == "case-not-found" && answer.status == 404
        }
        Some(_) => {
            answer.status < 500 && !["not-signed-in", "permission-missing", "case-not-found"].contains(&code.as_str())
        }
    };
    let who = person.map_or("nobody", |p| p.name.as_str());
    (!good).then(|| format!("{} {} as {who}: {} {code}", operation.method, operation.path, answer.status))
}

fn operations(server: &Server) -> Vec<Operation> {
    let document = server.get("", "/api/openapi.json").must(200).json();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let text = |name: &str| operation[name].as_str().unwrap_or_default().to_owned();
            assert!(!text("x-permission").is_empty() && !text("x-scope").is_empty(), "{method} {path}");
            found.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                permission: text("x-permission"),
                roles: words(&operation["x-roles"]),
                of_case: text("x-scope") == "case:case",
            });
        }
    }
    found.sort_by(|a, b| (&a.method, &a.path).cmp(&(&b.method, &b.path)));
    found
}

fn people(server: &Server) -> Vec<Person> {
    let demo = server.get("", "/api/demo").must(200).json();
    let one = |person: &Value| {
        let cookie = server.become_person(person["id"].as_str().unwrap_or_default());
        let me = server.get(&cookie, "/api/me").must(200).json();
        let roles = me["person"]["roles"].as_array().into_iter().flatten().map(|role| role["id"].clone()).collect();
        Person {
            name: person["name"].as_str().unwrap_or_default().to_owned(),
            cookie,
            roles: words(&roles),
            region: me["person"]["unit"]["region"].as_str().unwrap_or_default().to_owned(),
        }
    };
    demo["persons"].as_array().into_iter().flatten().map(one).collect()
}

fn words(list: &Value) -> BTreeSet<String> {
    list.as_array().into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
}
