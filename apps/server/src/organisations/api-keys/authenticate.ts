import { createHash } from 'node:crypto'
import type { ApiKeyScope } from '@sotevarmenne/api/permission'
import { countByKey } from '@sotevarmenne/http1/rate-limit'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ApiKey } from './contract.ts'
import type { ApiKeysDeps } from './deps.ts'
import { isApiKey, stateOf } from './domain/api-key.ts'
import { findByDigest, saveUse } from './store.ts'

/** Of one key at one process: ten a second. */
const requestsPerMinute = 600

type Refused = { readonly kind: 'api-key-not-valid' } | { readonly kind: 'too-many-requests' }

type KeyFacts = {
  readonly clientId: string
  readonly organisationId: string
  readonly scopes: readonly ApiKeyScope[]
}

export const digestOf = (key: string): Uint8Array => createHash('sha256').update(key).digest()

/** Whose key it is and what it may be used for, if it is in use. Its last use is stored, exact to the minute. */
export function authenticate({ db, clock }: ApiKeysDeps) {
  const mayCall = countByKey(requestsPerMinute, clock.now)
  return async (presented: string): Promise<Result<KeyFacts, Refused>> => {
    if (!isApiKey(presented)) return refuse({ kind: 'api-key-not-valid' })
    const now = clock.now()
    const key = await db.read((tx) => findByDigest(tx, digestOf(presented)))
    if (key === undefined || stateOf(key, dateInHelsinki(now)) !== 'in-use')
      return refuse({ kind: 'api-key-not-valid' })
    if (!mayCall(key.keyId)) return refuse({ kind: 'too-many-requests' })
    if (isUseToBeStored(key, plus(now, -minute)))
      await db.write(async (tx) => {
        await saveUse(tx, key.keyId, now)
        return ok(undefined)
      })
    const { keyId: clientId, organisationId, scopes } = key
    return ok({ clientId, organisationId, scopes })
  }
}

const isUseToBeStored = ({ lastUsedAt }: ApiKey, before: NonNullable<ApiKey['lastUsedAt']>) =>
  lastUsedAt === undefined || lastUsedAt <= before
