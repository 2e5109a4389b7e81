param name string
param location string
param sku string
param instanceCount int
param subnetId string
param vaultName string
param publicUrl string
param dataRegion string
param teamsAppId string
param entraClientId string
param botTokenTenant string
param allowedEhrNetworks string
param admittedTenants string

// Frames the tab may stand in: Teams and the Microsoft 365 hosts of its web client.
var teamsOrigins = [
  'https://teams.microsoft.com'
  'https://*.teams.microsoft.com'
  'https://*.cloud.microsoft'
]

var readsVaultSecrets = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions'
  '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User
)

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: { name: sku, capacity: instanceCount }
  properties: { reserved: true, zoneRedundant: instanceCount > 2 }
}

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  kind: 'app,linux'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Any instance answers any request.
    clientAffinityEnabled: false
    virtualNetworkSubnetId: subnetId
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'npm run migrate && npm start'
      alwaysOn: true
      healthCheckPath: '/readyz'
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      vnetRouteAllEnabled: true
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, site.id, readsVaultSecrets)
  properties: {
    principalId: site.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: readsVaultSecrets
  }
}

var secret = '@Microsoft.KeyVault(VaultName=${vaultName};SecretName='

resource settings 'Microsoft.Web/sites/config@2023-12-01' = {
  parent: site
  name: 'appsettings'
  dependsOn: [mayReadSecrets]
  properties: {
    // App Service installs and builds what arrives.
    SCM_DO_BUILD_DURING_DEPLOYMENT: 'true'
    PORT: '8080'
    PUBLIC_URL: publicUrl
    TEAMS_ORIGINS: join(teamsOrigins, ',')
    DATABASE_URL: '${secret}database-url)'
    DATABASE_OWNER_URL: '${secret}database-owner-url)'
    DATA_REGION: dataRegion
    ADMITTED_TENANTS: admittedTenants
    ENTRA_AUTHORITY: environment().authentication.loginEndpoint
    ENTRA_CLIENT_ID: entraClientId
    ENTRA_CLIENT_SECRET: '${secret}entra-client-secret)'
    GRAPH_URL: 'https://graph.microsoft.com'
    BOT_ID: entraClientId
    BOT_SECRET: '${secret}entra-client-secret)'
    BOT_OPENID_METADATA_URL: 'https://login.botframework.com/v1/.well-known/openidconfiguration'
    BOT_TOKEN_URL: '${environment().authentication.loginEndpoint}${botTokenTenant}/oauth2/v2.0/token'
    BOT_SERVICE_URL: 'https://smba.trafficmanager.net/teams'
    TEAMS_APP_ID: teamsAppId
    TEAMS_WEB_URL: 'https://teams.microsoft.com'
    ENCRYPTION_KEY: '${secret}encryption-key)'
    AUDIT_SIGNING_KEY: '${secret}audit-signing-key)'
    ALLOWED_EHR_NETWORKS: allowedEhrNetworks
    LOG_LEVEL: 'info'
  }
}

output resourceId string = site.id
