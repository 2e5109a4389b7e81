// Whatever must not be read from the service's settings. The service reads it by its managed identity.
param name string
param location string
param databaseHost string
param databaseName string

@secure()
param databaseOwnerPassword string

@secure()
param databaseServicePassword string

@secure()
param entraClientSecret string

@secure()
param encryptionKey string

@secure()
param auditSigningKey string

var database = '${databaseHost}:5432/${databaseName}?sslmode=verify-full'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    // Losing the encryption key loses every join link, token and client key that was stored.
    enablePurgeProtection: true
  }
}

resource databaseUrl 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-url'
  properties: { value: 'postgres://ehr_connector_service:${uriComponent(databaseServicePassword)}@${database}' }
}

resource databaseOwnerUrl 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-owner-url'
  properties: { value: 'postgres://ehr_connector_owner:${uriComponent(databaseOwnerPassword)}@${database}' }
}

resource clientSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'entra-client-secret'
  properties: { value: entraClientSecret }
}

resource key 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'encryption-key'
  properties: { value: encryptionKey }
}

resource auditKey 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'audit-signing-key'
  properties: { value: auditSigningKey }
}

output name string = vault.name
