//! Builds the pages: `npm ci` (only when the lock changed), then `vite build` into `$OUT_DIR/dist`.
//!
//! `XIEZHI_UI=skip` builds without Node: the server then shows a page that says so. `XIEZHI_UI=require` fails where
//! the pages cannot be built. Without the variable a missing Node is a warning and the page that says so; a build
//! that fails with Node present is an error always.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const SOURCES: [&str; 10] = [
    "src",
    "phone",
    "public",
    "vite",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
    ".npmrc",
];

fn main() {
    println!("cargo::rerun-if-env-changed=XIEZHI_UI");
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    let dist = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("dist");
    let mode = env::var("XIEZHI_UI").unwrap_or_default();
    if mode == "skip" {
        return placeholder(&dist, "XIEZHI_UI=skip");
    }
    if !node_is_there() {
        assert!(mode != "require", "expected Node.js and npm (20.19 or newer) to build the pages, but found none");
        return placeholder(&dist, "no Node.js found");
    }
    install();
    run("npx", &["--no-install", "vite", "build", "--emptyOutDir", "--outDir", &dist.to_string_lossy()]);
}

fn node_is_there() -> bool {
    let answers = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    answers("node") && answers("npm")
}

/// Runs `npm ci` unless `node_modules` was made from the very same lock file.
fn install() {
    let stamp = Path::new("node_modules/.xiezhi-lock");
    let lock = fs::read("package-lock.json").expect("package-lock.json is part of the sources");
    if fs::read(stamp).is_ok_and(|made_from| made_from == lock) {
        return;
    }
    run("npm", &["ci", "--no-audit", "--no-fund"]);
    fs::write(stamp, lock).expect("node_modules was just written");
}

fn run(program: &str, args: &[&str]) {
    let output = Command::new(program)
        .args(args)
        .output()
        .unwrap_or_else(|error| panic!("expected to start `{program}`, but {error}"));
    if !output.status.success() {
        panic!(
            "expected `{program} {}` to succeed, but it ended with {}\n{}\n{}",
            args.join(" "),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// Writes two pages that tell the reader how to get the real ones.
fn placeholder(dist: &Path, why: &str) {
    println!("cargo::warning=the pages are not built ({why}); the server will show a note instead");
    let note = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>獬豸</title>\
        <h1>页面没有构建</h1><p>安装 Node.js 20.19 以上版本后重新编译（不要设置 XIEZHI_UI=skip）。接口照常可用。</p></html>";
    fs::create_dir_all(dist.join("phone")).expect("OUT_DIR is writable");
    for page in ["index.html", "phone/index.html"] {
        fs::write(dist.join(page), note).expect("OUT_DIR is writable");
    }
}
