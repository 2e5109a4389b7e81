param name string
param location string
param sku string
param subnetId string
param dnsZoneId string

@secure()
param adminPassword string

var databaseName = 'ehr_connector'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: name
  location: location
  sku: { name: sku, tier: 'GeneralPurpose' }
  properties: {
    version: '17'
    // Creates the two roles of the service (database-roles.sql) and is not used after that.
    administratorLogin: 'ehr_connector_admin'
    administratorLoginPassword: adminPassword
    storage: { storageSizeGB: 128, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'ZoneRedundant' }
    network: { delegatedSubnetResourceId: subnetId, privateDnsZoneArmResourceId: dnsZoneId }
  }
}

output host string = server.properties.fullyQualifiedDomainName
output databaseName string = databaseName
