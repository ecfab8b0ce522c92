import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { apiKeyScope, definePermission } from './permission.ts'
import { dateText, id, instantText, lineText } from './values.ts'

/** `ended`: its last day has passed. */
const apiKeyState = z.enum(['in-use', 'ended', 'revoked'])
export type ApiKeyState = z.infer<typeof apiKeyState>

const apiKeyView = z.object({
  keyId: id,
  name: z.string(),
  scopes: z.array(apiKeyScope),
  state: apiKeyState,
  createdAt: instantText,
  /** The last day on which it is accepted, inclusive. */
  lastDay: dateText,
  /** Exact to the minute; absent until it is used. */
  lastUsedAt: instantText.optional(),
  revokedAt: instantText.optional(),
})
export type ApiKeyView = z.infer<typeof apiKeyView>

const ofAccount = z.object({ organisationId: id })

export const viewApiKeys = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/api-keys',
  permission: definePermission('apiKeys.view', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation API-avainten katselu',
      sv: 'Visning av en organisations API-nycklar',
      en: 'Viewing API keys of an organisation',
    },
  }),
  summary: 'The API keys of the organisation, without the keys themselves; newest first',
  input: ofAccount,
  response: z.object({ keys: z.array(apiKeyView) }),
})

export const createApiKey = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/api-keys',
  permission: definePermission('apiKeys.create', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation API-avaimen luominen',
      sv: 'Skapande av en organisations API-nyckel',
      en: 'Creating an API key of an organisation',
    },
  }),
  summary: 'Creates an API key for a program of the organisation; the key is shown once',
  input: ofAccount.extend({
    name: lineText({ max: 60 }),
    scopes: z.array(apiKeyScope).min(1).max(apiKeyScope.options.length),
    /** Within a year. */
    lastDay: dateText,
  }),
  response: apiKeyView.extend({
    /** To be sent as `Authorization: Bearer …`. The service stores a digest of it alone. */
    key: z.string(),
  }),
})

export const revokeApiKey = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/api-keys/:keyId/revocation',
  permission: definePermission('apiKeys.revoke', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation API-avaimen poistaminen käytöstä',
      sv: 'Återkallande av en organisations API-nyckel',
      en: 'Revoking an API key of an organisation',
    },
  }),
  summary: 'Revokes an API key for good: it is refused from this moment',
  input: ofAccount.extend({ keyId: id }),
  response: apiKeyView,
})

export const endKeysPermission = definePermission('apiKeys.endWithOrganisation', {
  roles: 'service',
  label: {
    fi: 'Lakanneen organisaation API-avainten poistaminen käytöstä',
    sv: 'Återkallande av API-nycklar för en organisation som upphört',
    en: 'Revoking API keys of an organisation that has ceased',
  },
})
