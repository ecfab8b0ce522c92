import { setTimeout as wait } from 'node:timers/promises'
import type { Issuer, Issuers, SignerClient } from '#authority/index.ts'
import type { Certificates } from '#certificates/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Revocations } from '#revocation/index.ts'
import { policyPage } from './policy-page.ts'
import { isListDue } from './domain/list-due.ts'
import { publishList } from './publish-list.ts'
import { createOcsp, type OcspFigures } from './ocsp/create-ocsp.ts'
import type { ResponderKeyKind } from './responder-key.ts'
import { createRevocationView } from './revocation-view.ts'
import { serveStatus, type RunningServer } from './server.ts'
import { findListAfter, type PublishedList } from './store.ts'

export type StatusParts = {
  readonly db: Db
  readonly record: Record
  readonly clock: Clock
  readonly issuers: Pick<Issuers, 'all' | 'find'>
  readonly certificates: Pick<
    Certificates,
    'issuedAfter' | 'issuedAmong' | 'issueResponderCertificate'
  >
  readonly revocations: Pick<Revocations, 'statusesSince'>
  readonly signer: Pick<SignerClient, 'signList'>
  /** What keys sign OCSP answers; P-256 unless told otherwise. */
  readonly responderKeys?: ResponderKeyKind
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
  readonly ocspFigures: () => OcspFigures
  /** Serves until closed. */
  readonly start: (address: {
    readonly host: string
    readonly port: number
  }) => Promise<RunningServer>
}

/** What relying parties read: OCSP, revocation lists, the authorities' certificates. */
export function createStatus(parts: StatusParts): Status {
  const { db, clock, issuers, permits, onFault } = parts
  const view = createRevocationView(parts.revocations)
  const publish = publishList({ ...parts, view })
  const lists = new Map<string, PublishedList>()
  const ocsp = createOcsp({
    ...parts,
    issuers: issuers.all,
    responderKeys: parts.responderKeys ?? 'p256',
    permit: permits.issueCertificate,
  })

  const pages = new Map(
    issuers.all.flatMap(({ policy, organisation }) =>
      policy === undefined
        ? []
        : [[new URL(policy.cpsUrl).pathname, policyPage({ policy, organisation })] as const],
    ),
  )

  const readNew = (): Promise<void> =>
    db.read(async (tx) => {
      const at = clock.now()
      await view.refresh(tx, at)
      await ocsp.readRevocations(tx, at)
      for (const { id } of issuers.all) {
        const newer = await findListAfter(tx, { issuer: id, number: lists.get(id)?.number ?? 0 })
        if (newer !== undefined) lists.set(id, newer)
      }
    })

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
    await ocsp.renewKeys()
    for (const issuer of issuers.all) await publishIfDue(issuer)
  }

  return {
    refresh: async () => {
      await readNew()
      await ocsp.readIssued()
      await doChores()
    },
    ocspFigures: ocsp.figures,
    start: async (address) => {
      const stopping = new AbortController()
      const server = await serveStatus(
        {
          answerOcsp: ocsp.answererOf,
          list: (issuer) => lists.get(issuer),
          certificate: (issuer) => issuers.find(issuer)?.certificate.der,
          page: (path) => pages.get(path),
          isReady: () => ocsp.isReady() && issuers.all.every(({ id }) => lists.has(id)),
          clock,
          onFault,
        },
        address,
      )
      // Apart: what is revoked is read without waiting for the signer, or for all that was ever issued.
      const { signal } = stopping
      const loop = { signal, onFault }
      const rounds = [
        repeat(readNew, loop),
        repeat(ocsp.readIssued, loop),
        repeat(doChores, loop),
        repeat(() => ocsp.signAhead(signal), loop),
      ]
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
