import { randomUUID } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import type { EmailDomainId } from './contract.ts'
import { domainInUse, insertDomain, saveEnded, saveProved } from './store.ts'

type Domain = { readonly organisationId: string; readonly domain: string; readonly now: Instant }

/** A domain of which the organisation proved control in this moment. */
export const proveDomain = (db: Db, { organisationId, domain, now }: Domain) =>
  db.write(async (tx) => {
    const domainId = randomUUID() as string as EmailDomainId
    const added = { domainId, organisationId, domain, token: '00', addedAt: now }
    await insertDomain(tx, added)
    await saveProved(tx, domainId, now)
    return ok(undefined)
  })

export const endDomain = (db: Db, { now, ...sought }: Domain) =>
  db.write(async (tx) => {
    const found = await domainInUse(tx, sought)
    if (!found) throw new Error(`${sought.domain} is not in use`)
    await saveEnded(tx, found.domainId, now)
    return ok(undefined)
  })
