// Everything production needs in one resource group. See docs/app-package.md for the order of the steps.
targetScope = 'resourceGroup'

@description('Makes resource names unique: lower-case letters and digits.')
@minLength(3)
@maxLength(10)
param resourceSuffix string

param location string = resourceGroup().location

@description('Where patients, clinicians and Teams reach the service, without a slash at the end.')
param publicUrl string

@description('The data region of the organisations this deployment serves.')
param dataRegion string

@description('Id of the Teams app, as in its manifest.')
param teamsAppId string

@description('Client id of the Entra application that speaks for the bot, the tab and Graph.')
param entraClientId string

@secure()
param entraClientSecret string

@secure()
param databaseAdminPassword string

@secure()
param databaseOwnerPassword string

@secure()
param databaseServicePassword string

@secure()
param encryptionKey string

@secure()
param auditSigningKey string

@description('Instances of the service; any of them can fail without loss.')
@minValue(2)
param instanceCount int = 2

param serviceSku string = 'P1v3'
param databaseSku string = 'Standard_D2ds_v5'

@description('Registers the bot in Azure instead of the Teams Developer Portal; meeting participant events are then not available.')
param registerBotInAzure bool = false

@description('EHRs in your own network: hosts, *.names and CIDR ranges, separated by commas (docs/configuration.md)')
param allowedEhrNetworks string = ''

@description('Microsoft tenants whose administrators may enter their organisation themselves: ids, separated by commas (docs/configuration.md)')
param admittedTenants string = ''

var name = 'ehr-connector-${resourceSuffix}'

module network 'network.bicep' = {
  name: 'network'
  params: { name: name, location: location }
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    name: name
    location: location
    sku: databaseSku
    adminPassword: databaseAdminPassword
    subnetId: network.outputs.databaseSubnetId
    dnsZoneId: network.outputs.databaseDnsZoneId
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    name: 'ehrconn${resourceSuffix}'
    location: location
    databaseHost: database.outputs.host
    databaseName: database.outputs.databaseName
    databaseOwnerPassword: databaseOwnerPassword
    databaseServicePassword: databaseServicePassword
    entraClientSecret: entraClientSecret
    encryptionKey: encryptionKey
    auditSigningKey: auditSigningKey
  }
}

module service 'service.bicep' = {
  name: 'service'
  params: {
    name: name
    location: location
    sku: serviceSku
    instanceCount: instanceCount
    subnetId: network.outputs.serviceSubnetId
    vaultName: vault.outputs.name
    publicUrl: publicUrl
    dataRegion: dataRegion
    teamsAppId: teamsAppId
    entraClientId: entraClientId
    botTokenTenant: registerBotInAzure ? tenant().tenantId : 'botframework.com'
    allowedEhrNetworks: allowedEhrNetworks
    admittedTenants: admittedTenants
  }
}

module bot 'bot.bicep' = if (registerBotInAzure) {
  name: 'bot'
  params: {
    name: name
    clientId: entraClientId
    messagingEndpoint: '${publicUrl}/api/messages'
  }
}

// The Agents Toolkit writes outputs into env/.env.<name>.
output AZURE_APP_SERVICE_RESOURCE_ID string = service.outputs.resourceId
