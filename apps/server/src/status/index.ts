import { setTimeout as wait } from 'node:timers/promises'
import type { Issuer, Issuers, SignerClient } from '#authority/index.ts'
import type { Certificates } from '#certificates/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Revocations } from '#revocation/index.ts'
import { createOcspAnswerer } from './answer-ocsp.ts'
import { policyPage } from './policy-page.ts'
import { isListDue } from './domain/list-due.ts'
import { publishList } from './publish-list.ts'
import { isRenewalDue, makeResponderKey, type ResponderKey } from './responder-key.ts'
import { createRevocationView } from './revocation-view.ts'
import { serveStatus, type RunningServer } from './server.ts'
import { findListAfter, type PublishedList } from './store.ts'

export type StatusParts = {
  readonly db: Db
  readonly record: Record
  readonly clock: Clock
  readonly issuers: Pick<Issuers, 'all' | 'find'>
  readonly certificates: Pick<Certificates, 'findCertificate' | 'issueResponderCertificate'>
  readonly revocations: Pick<Revocations, 'statusesSince'>
  readonly signer: Pick<SignerClient, 'signList'>
  /** Permits of this process for its own two deeds, made by `access` when they are needed. */
  readonly permits: {
    readonly issueCertificate: () => Permit<'certificates.issueCertificate'>
    readonly publishList: () => Permit<'status.publishList'>
  }
  /** Told of what went wrong; the service goes on and tries again. */
  readonly onFault: (fault: unknown) => void
}

export type Status = {
  /** One round: reads what is new, renews responder keys, publishes lists that are due. `start` does it twice a second. */
  readonly refresh: () => Promise<void>
  /** Serves until closed. */
  readonly start: (address: {
    readonly host: string
    readonly port: number
  }) => Promise<RunningServer>
}

/** What relying parties read: OCSP, revocation lists, the authorities' certificates. */
export function createStatus(parts: StatusParts): Status {
  const { db, clock, issuers, certificates, permits, onFault } = parts
  const view = createRevocationView(parts.revocations)
  const publish = publishList({ ...parts, view })
  const lists = new Map<string, PublishedList>()
  const keys = new Map<string, ResponderKey>()
  const isIssued = issuedLookUp(parts)
  const answerers = new Map(
    issuers.all.map((issuer) => [
      issuer.id as string,
      createOcspAnswerer({ issuer, view, clock, isIssued, key: () => keys.get(issuer.id) }),
    ]),
  )

  const pages = new Map(
    issuers.all.flatMap(({ policy, organisation }) =>
      policy === undefined
        ? []
        : [[new URL(policy.cpsUrl).pathname, policyPage({ policy, organisation })] as const],
    ),
  )

  const readNew = (): Promise<void> =>
    db.read(async (tx) => {
      await view.refresh(tx, clock.now())
      for (const { id } of issuers.all) {
        const newer = await findListAfter(tx, { issuer: id, number: lists.get(id)?.number ?? 0 })
        if (newer !== undefined) lists.set(id, newer)
      }
    })

  const renewKey = async ({ id }: Issuer): Promise<void> => {
    const key = keys.get(id)
    if (key !== undefined && !isRenewalDue(key, clock.now())) return
    const made = await makeResponderKey(certificates, permits.issueCertificate(), id)
    if (made.ok) keys.set(id, made.value)
    else onFault(new Error(`no responder key for ${id}: ${made.refusal.kind}`))
  }

  const publishIfDue = async (issuer: Issuer): Promise<void> => {
    if (view.asOf() === undefined) return
    const last = lists.get(issuer.id)
    if (!isListDue(last, { now: clock.now(), lastRevocation: view.lastOf(issuer.id) })) return
    const published = await publish(permits.publishList(), {
      issuer,
      ...(last === undefined ? {} : { previousUpdate: last.thisUpdate }),
    })
    if (published.ok) lists.set(issuer.id, published.value)
    else onFault(new Error(`no list of ${issuer.id}: ${published.refusal.kind}`))
  }

  const doChores = async (): Promise<void> => {
    for (const issuer of issuers.all) {
      await renewKey(issuer)
      await publishIfDue(issuer)
    }
  }

  return {
    refresh: async () => {
      await readNew()
      await doChores()
    },
    start: async (address) => {
      const stopping = new AbortController()
      const server = await serveStatus(
        {
          answerOcsp: (issuer) => answerers.get(issuer),
          list: (issuer) => lists.get(issuer),
          certificate: (issuer) => issuers.find(issuer)?.certificate.der,
          page: (path) => pages.get(path),
          isReady: () => issuers.all.every(({ id }) => keys.has(id) && lists.has(id)),
          clock,
          onFault,
        },
        address,
      )
      // Two loops: reading what is new never waits for the signer.
      const loop = { signal: stopping.signal, onFault }
      const rounds = [repeat(readNew, loop), repeat(doChores, loop)]
      return {
        port: server.port,
        close: async () => {
          stopping.abort()
          await server.close()
          await Promise.all(rounds)
        },
      }
    },
  }
}

/** Milliseconds between two rounds, and after one that failed. */
const betweenRounds = 400
const afterFault = 2000

async function repeat(
  round: () => Promise<void>,
  { signal, onFault }: { readonly signal: AbortSignal; readonly onFault: (fault: unknown) => void },
): Promise<void> {
  while (!signal.aborted) {
    let pause = betweenRounds
    try {
      await round()
    } catch (fault) {
      onFault(fault)
      pause = afterFault
    }
    await wait(pause, undefined, { signal }).catch(() => undefined)
  }
}

/** Whether a certificate was issued. What was stays so, and is remembered; the rest is looked up each time. */
function issuedLookUp({ db, certificates }: Pick<StatusParts, 'db' | 'certificates'>) {
  const known = new Set<string>()
  return async ({ id }: Issuer, serial: string): Promise<boolean> => {
    const name = `${id} ${serial}`
    if (known.has(name)) return true
    // None of ours is of another length: nobody makes the database look for what can't be there.
    if (serial.length !== serialLength) return false
    const row = await db.read((tx) => certificates.findCertificate(tx, { issuer: id, serial }))
    if (row?.state !== 'issued') return false
    if (known.size >= mostKnown) known.clear()
    known.add(name)
    return true
  }
}

/** 17 octets in hexadecimal. */
const serialLength = 34
const mostKnown = 1_000_000
