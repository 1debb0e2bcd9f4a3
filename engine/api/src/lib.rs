//! The HTTP face: routes, views, problems, OpenAPI and the public portal. Holds no rules and no SQL.
