//! Units, roles and persons; enterprises.

use super::list::contains;
use super::{Base, Conn};
use crate::error::StoreError;
use crate::record::account::{EnterpriseRow, PersonRow, RoleOfPerson, RoleRow, Staff, UnitRow};
use crate::record::{Page, Window};
use sqlx::QueryBuilder;

/// Writes units, roles and persons; persons that are not named become inactive.
pub(crate) async fn put(conn: &mut Conn, staff: &Staff) -> Result<(), StoreError> {
    for unit in &staff.units {
        put_unit(conn, unit).await?;
    }
    for role in &staff.roles {
        let upsert = "INSERT INTO role (id, title, data) VALUES ($1, $2, $3) \
                      ON CONFLICT (id) DO UPDATE SET title = excluded.title, data = excluded.data";
        sqlx::query(upsert).bind(&role.id).bind(&role.title).bind(&role.data).execute(&mut *conn).await?;
    }
    sqlx::query("UPDATE person SET active = FALSE").execute(&mut *conn).await?;
    for person in &staff.persons {
        put_person(conn, person).await?;
        sqlx::query("DELETE FROM person_role WHERE person = $1").bind(&person.id).execute(&mut *conn).await?;
    }
    for held in &staff.held {
        let insert = "INSERT INTO person_role (person, role, unit) VALUES ($1, $2, $3) ON CONFLICT (person, role, unit) DO NOTHING";
        sqlx::query(insert).bind(&held.person).bind(&held.role).bind(&held.unit).execute(&mut *conn).await?;
    }
    Ok(())
}

async fn put_unit(conn: &mut Conn, unit: &UnitRow) -> Result<(), StoreError> {
    let upsert = "INSERT INTO unit (id, name, region, parent, data) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET \
                  name = excluded.name, region = excluded.region, parent = excluded.parent, data = excluded.data";
    let query =
        sqlx::query(upsert).bind(&unit.id).bind(&unit.name).bind(&unit.region).bind(&unit.parent).bind(&unit.data);
    query.execute(conn).await?;
    Ok(())
}

async fn put_person(conn: &mut Conn, person: &PersonRow) -> Result<(), StoreError> {
    let upsert = "INSERT INTO person (id, name, unit, post, certificate, certificate_until, active, data) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit, \
                  post = excluded.post, certificate = excluded.certificate, certificate_until = excluded.certificate_until, \
                  active = excluded.active, data = excluded.data";
    let query = sqlx::query(upsert)
        .bind(&person.id)
        .bind(&person.name)
        .bind(&person.unit)
        .bind(&person.post)
        .bind(&person.certificate)
        .bind(&person.certificate_until)
        .bind(person.active)
        .bind(&person.data);
    query.execute(conn).await?;
    Ok(())
}

pub(crate) async fn units(conn: &mut Conn) -> Result<Vec<UnitRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM unit ORDER BY region, id").fetch_all(conn).await?)
}

pub(crate) async fn roles(conn: &mut Conn) -> Result<Vec<RoleRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM role ORDER BY id").fetch_all(conn).await?)
}

pub(crate) async fn persons(conn: &mut Conn) -> Result<Vec<PersonRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM person ORDER BY id").fetch_all(conn).await?)
}

pub(crate) async fn person(conn: &mut Conn, id: &str) -> Result<Option<PersonRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM person WHERE id = $1").bind(id).fetch_optional(conn).await?)
}

/// Roles of one person, or of all.
pub(crate) async fn held(conn: &mut Conn, person: Option<&str>) -> Result<Vec<RoleOfPerson>, StoreError> {
    let select = "SELECT person, role, unit FROM person_role WHERE CAST($1 AS TEXT) IS NULL OR person = $1 ORDER BY person, role, unit";
    Ok(sqlx::query_as(select).bind(person).fetch_all(conn).await?)
}

pub(crate) async fn put_enterprise(conn: &mut Conn, row: &EnterpriseRow) -> Result<(), StoreError> {
    let upsert = "INSERT INTO enterprise (id, name, credit_code, region, address, representative, industry, permit, changed_at, data) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET name = excluded.name, \
                  credit_code = excluded.credit_code, region = excluded.region, address = excluded.address, \
                  representative = excluded.representative, industry = excluded.industry, permit = excluded.permit, \
                  changed_at = excluded.changed_at, data = excluded.data";
    let query = sqlx::query(upsert)
        .bind(&row.id)
        .bind(&row.name)
        .bind(&row.credit_code)
        .bind(&row.region)
        .bind(&row.address)
        .bind(&row.representative)
        .bind(&row.industry)
        .bind(&row.permit)
        .bind(row.changed_at)
        .bind(&row.data);
    query.execute(conn).await?;
    Ok(())
}

pub(crate) async fn enterprise(conn: &mut Conn, id: &str) -> Result<Option<EnterpriseRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM enterprise WHERE id = $1").bind(id).fetch_optional(conn).await?)
}

pub(crate) async fn enterprise_by_code(conn: &mut Conn, code: &str) -> Result<Option<EnterpriseRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM enterprise WHERE credit_code = $1").bind(code).fetch_optional(conn).await?)
}

/// Enterprises whose name contains the text or whose credit code starts with it; an empty text lists all.
pub(crate) async fn search_enterprises(
    conn: &mut Conn,
    text: &str,
    window: Window,
) -> Result<Page<EnterpriseRow>, StoreError> {
    let window = window.bounded();
    let condition = |query: &mut QueryBuilder<Base>| {
        query.push(" FROM enterprise WHERE LOWER(name) LIKE ").push_bind(contains(text));
        query
            .push(" ESCAPE '!' OR LOWER(COALESCE(credit_code, '')) LIKE ")
            .push_bind(contains(text)[1..].to_owned())
            .push(" ESCAPE '!'");
    };
    let mut count = QueryBuilder::<Base>::new("SELECT COUNT(*)");
    condition(&mut count);
    let total: i64 = count.build_query_scalar().fetch_one(&mut *conn).await?;
    let mut query = QueryBuilder::<Base>::new("SELECT *");
    condition(&mut query);
    query.push(" ORDER BY name, id LIMIT ").push_bind(window.limit).push(" OFFSET ").push_bind(window.offset);
    let rows = query.build_query_as().fetch_all(conn).await?;
    Ok(Page { rows, total })
}
