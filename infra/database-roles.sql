-- Run once by the server's administrator, from inside the network:
--   psql "host=<server> dbname=postgres user=ehr_connector_admin sslmode=verify-full" \
--     -v owner_password=<...> -v service_password=<...> -f infra/database-roles.sql
-- The owner migrates; the service works under row-level security, which neither role may bypass.
create role ehr_connector_owner login password :'owner_password';
create role ehr_connector_service login password :'service_password';
-- The owner makes the schemas that belong to the service's role, but does not inherit its rights.
grant ehr_connector_service to ehr_connector_owner with inherit false, set true;
-- Whoever creates a role without being a superuser may not act as it, and so not give it a database.
grant ehr_connector_owner to current_user with inherit true, set true;
create database ehr_connector owner ehr_connector_owner;
revoke all on database ehr_connector from public;
grant connect on database ehr_connector to ehr_connector_service;
