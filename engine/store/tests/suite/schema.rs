//! Both migrations end in the same logical schema.

use crate::bench::Bench;
use std::collections::BTreeSet;

type Column = (String, String, bool);

async fn of_sqlite(url: &str) -> BTreeSet<Column> {
    use sqlx::Connection;
    let select = "SELECT tables.name, columns.name, columns.\"notnull\" FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns \
                  WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name NOT LIKE '\\_sqlx%' ESCAPE '\\'";
    let mut conn = sqlx::SqliteConnection::connect(url).await.unwrap();
    sqlx::query_as(select).fetch_all(&mut conn).await.unwrap().into_iter().collect()
}

async fn of_postgres(url: &str) -> BTreeSet<Column> {
    use sqlx::Connection;
    let select = "SELECT table_name::text, column_name::text, is_nullable = 'NO' FROM information_schema.columns \
                  WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'";
    let mut conn = sqlx::PgConnection::connect(url).await.unwrap();
    sqlx::query_as(select).fetch_all(&mut conn).await.unwrap().into_iter().collect()
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let Some(postgres) = Bench::postgres().await else { return };
        let sqlite = Bench::sqlite().await;
        let (left, right) = (of_sqlite(&sqlite.settings.url).await, of_postgres(&postgres.settings.url).await);
        assert!(left.len() > 200, "{}", left.len());
        assert_eq!(left.difference(&right).collect::<Vec<_>>(), Vec::<&Column>::new(), "only in SQLite");
        assert_eq!(right.difference(&left).collect::<Vec<_>>(), Vec::<&Column>::new(), "only in PostgreSQL");
    });
}

#[test]
fn both_folders_hold_the_same_versions() {
    let names = |folder: &str| -> BTreeSet<String> {
        let folder = format!("{}/migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
