"""The database role of the processes that serve pages: it can read, and nothing else."""

from urllib.parse import quote, urlsplit

from config.environment import LIMITS

WEB_ROLE = "peacekeeping_web"
# Anybody may make large objects unless told otherwise; only a superuser can tell.
MAKERS = ("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)")
# Columns of `pg_roles`, and the words for how they are to be.
ATTRIBUTES = {
    "rolcanlogin": "LOGIN",
    "rolsuper": "NOSUPERUSER",
    "rolcreatedb": "NOCREATEDB",
    "rolcreaterole": "NOCREATEROLE",
    "rolinherit": "NOINHERIT",
    "rolreplication": "NOREPLICATION",
    "rolbypassrls": "NOBYPASSRLS",
}


def provision(connection, password=""):
    """Make the role, or renew what it may and its password; as the owner of the tables.

    Tables that the owner makes later are readable too. `connection` is Django's.
    """
    quoted = connection.ops.quote_name
    role, database = quoted(WEB_ROLE), quoted(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(ATTRIBUTES)} FROM pg_roles WHERE rolname = %s",
            [WEB_ROLE],
        )
        if known := cursor.fetchone():
            # What differs alone: some words only a superuser may say, even for nothing.
            words = [
                word
                for word, has in zip(ATTRIBUTES.values(), known, strict=True)
                if has != (word == "LOGIN")
            ]
            if words:
                cursor.execute(f"ALTER ROLE {role} {' '.join(words)}")
        else:
            cursor.execute(f"CREATE ROLE {role} {' '.join(ATTRIBUTES.values())}")
        if password:
            told = cursor.cursor.mogrify("%s", [password])
            cursor.execute(f"ALTER ROLE {role} PASSWORD {told}")
        for name, value in LIMITS.items():
            cursor.execute(f"ALTER ROLE {role} SET {name} = '{value}'")
        # Everybody may connect and make temporary tables unless told otherwise.
        cursor.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC, {role}")
        cursor.execute(f"GRANT CONNECT ON DATABASE {database} TO {role}")
        cursor.execute(f"REVOKE ALL ON SCHEMA public FROM PUBLIC, {role}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
            f"GRANT SELECT ON TABLES TO {role}"
        )
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            for function in MAKERS:
                cursor.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")


def may_make_large_objects(connection):
    """Whether the role can still write that much."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(has_function_privilege(%s, f, 'EXECUTE')) "
            "FROM unnest(%s::text[]) f",
            [WEB_ROLE, list(MAKERS)],
        )
        return cursor.fetchone()[0]


def address_of_role(url, password=""):
    """The `DATABASE_URL` of the role, in the database of another's."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    secret = f":{quote(password, safe='')}" if password else ""
    return parts._replace(netloc=f"{WEB_ROLE}{secret}@{host}").geturl()
