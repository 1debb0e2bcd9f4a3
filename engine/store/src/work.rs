//! How an operation reaches the database that is open: one macro for reading, one for writing, each matching once.

use std::future::Future;
use std::pin::Pin;

/// A boxed future that borrows a connection.
pub(crate) type Step<'c, T> = Pin<Box<dyn Future<Output = T> + Send + 'c>>;

/// `read!(store, module::function(args))`: runs a stamped function on a reading connection.
macro_rules! read {
    ($store:expr, $module:ident :: $function:ident ( $($arg:expr),* $(,)? )) => {
        match &$store.inner.base {
            $crate::store::Base::Sqlite(lite) => {
                let mut conn = lite.readers.acquire().await.map_err($crate::StoreError::from)?;
                $crate::sqlite::$module::$function(&mut conn, $($arg),*).await
            }
            $crate::store::Base::Postgres(pg) => {
                let mut conn = pg.pool.acquire().await.map_err($crate::StoreError::from)?;
                $crate::postgres::$module::$function(&mut conn, $($arg),*).await
            }
        }
    };
}

/// `transact!(store, module::function(args))`: runs a stamped function in a durable transaction. The arguments are owned variables;
/// the function gets references to them, perhaps more than once (see the pools).
macro_rules! transact {
    ($store:expr, $module:ident :: $function:ident ( $($arg:ident),* $(,)? )) => {{
        $(let $arg = std::sync::Arc::new($arg);)*
        match &$store.inner.base {
            $crate::store::Base::Sqlite(lite) => lite.run(move |conn| {
                $(let $arg = std::sync::Arc::clone(&$arg);)*
                Box::pin(async move { $crate::sqlite::$module::$function(conn, $(&$arg),*).await })
            }).await,
            $crate::store::Base::Postgres(pg) => pg.run(move |conn| {
                $(let $arg = std::sync::Arc::clone(&$arg);)*
                Box::pin(async move { $crate::postgres::$module::$function(conn, $(&$arg),*).await })
            }).await,
        }
    }};
}

pub(crate) use {read, transact};
