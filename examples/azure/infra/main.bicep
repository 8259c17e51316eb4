// The relay of voice-live-agent on Container Apps, with a managed identity. Never deployed by the project.
targetScope = 'resourceGroup'

@description('Name of the Foundry (AI Services) resource, which has a custom domain, in this resource group.')
param account string

@description('Origins whose pages may call, separated by commas.')
param origins string

@description('Image of the relay.')
param image string

@description('redis:// or rediss:// address that all instances share. Without it there is one instance.')
@secure()
param redisUrl string = ''

param model string = 'gpt-realtime'
param instructions string
param location string = resourceGroup().location

var suffix = uniqueString(resourceGroup().id)
var many = !empty(redisUrl)
// Cognitive Services User
var role = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'a97b65f3-24c7-4388-baec-2e87135dc908')

resource voice 'Microsoft.CognitiveServices/accounts@2024-10-01' existing = {
  name: account
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'voice-relay-${suffix}'
  location: location
}

resource mayTalk 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(voice.id, identity.id, role)
  scope: voice
  properties: {
    roleDefinitionId: role
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'voice-relay-${suffix}'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: 'voice-relay-${suffix}'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource relay 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'voice-relay'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environment.id
    configuration: {
      ingress: { external: true, targetPort: 8080, transport: 'http' }
      secrets: many ? [{ name: 'redis-url', value: redisUrl }] : []
    }
    template: {
      // What the relay needs to hand its calls over when an instance goes.
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'relay'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(
            [
              { name: 'AZURE_VOICELIVE_ENDPOINT', value: 'https://${account}.services.ai.azure.com' }
              { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
              { name: 'VOICE_ORIGINS', value: origins }
              { name: 'VOICE_AUTHORIZE', value: 'open' }
              { name: 'VOICE_MODEL', value: model }
              { name: 'VOICE_INSTRUCTIONS', value: instructions }
              { name: 'VOICE_TRUST_PROXY', value: '1' }
            ],
            many ? [{ name: 'REDIS_URL', secretRef: 'redis-url' }] : []
          )
          probes: [
            { type: 'Liveness', httpGet: { path: '/voice/health', port: 8080 } }
            { type: 'Readiness', httpGet: { path: '/voice/ready', port: 8080 } }
          ]
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: many ? 10 : 1
        rules: [{ name: 'connections', http: { metadata: { concurrentRequests: '200' } } }]
      }
    }
  }
}

output RELAY_URL string = 'https://${relay.properties.configuration.ingress.fqdn}/voice/token'
output RELAY_PRINCIPAL_ID string = identity.properties.principalId
output VOICE_ACCOUNT_ID string = voice.id
