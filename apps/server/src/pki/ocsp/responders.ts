import { randomInt } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { formatInstant, hour, instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { Issuer, OlderAuthority } from '#pki/ca/index.ts'
import type { Certificates, IssuedPage, IssuedPosition } from '#pki/issuance/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import {
  certifyKey,
  isRenewalDue,
  longestSignature,
  makeKey,
  signing,
  type NewKey,
  type ResponderKey,
  type ResponderKeyKind,
} from './responder-key.ts'
import { createOcspAnswerer, type AnswerKind, type OcspAnswerer } from './respond.ts'
import { createAnswerStore, type AnswerStore } from './response-store.ts'
import { gatherLookUps } from './look-up.ts'
import { integerContent } from './serial-table.ts'
import { signAhead } from './pre-sign.ts'

export type OcspDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly issuers: readonly Pick<Issuer, 'id' | 'certificate'>[]
  /** Of an older system: they certify no key of ours by themselves. */
  readonly older?: readonly Pick<OlderAuthority, 'id' | 'certificate' | 'responder'>[]
  readonly certificates: Pick<
    Certificates,
    'issuedAfter' | 'issuedAmong' | 'issueResponderCertificate'
  >
  readonly revocations: Pick<Revocations, 'statusesSince'>
  readonly responderKeys: ResponderKeyKind
  readonly permit: () => Permit<'certificates.issueCertificate'>
  readonly onFault: (fault: unknown) => void
}

export type Ocsp = {
  readonly answererOf: (issuer: string) => OcspAnswerer | undefined
  /** Reads the revocations that are new. Answers are as of then. */
  readonly readRevocations: (tx: Tx, at: Instant) => Promise<void>
  /** Reads which certificates are new. Nothing waits for it: a question about one that is not known looks it up. */
  readonly readIssued: () => Promise<void>
  /** Has keys certified where there is none, or one that ends. Throws, at the end, when one could not be. */
  readonly renewKeys: () => Promise<void>
  /** Signs ahead what is due, once through; waits for the first key. */
  readonly signAhead: (signal: AbortSignal) => Promise<void>
  /** Whether every issuer's certificates can be answered for. */
  readonly isReady: () => boolean
  readonly figures: () => OcspFigures
}

export type OcspFigures = {
  /** Answers since the start. */
  readonly answers: Readonly<Record<AnswerKind, number>>
  readonly certificates: number
  /** Of those, how many had an answer signed for everybody. */
  readonly signed: number
  /** As of when revocations are known; undefined before the first reading. */
  readonly asOf: Instant | undefined
  /** Until when there is a certified key, by authority; undefined where there is none. */
  readonly responders: readonly { readonly issuer: string; readonly until: Instant | undefined }[]
}

/** OCSP for all issuers, from memory: what it knows it reads at its start and follows from then on. */
export function createOcsp(deps: OcspDeps): Ocsp {
  const { db, clock, certificates, revocations, responderKeys, onFault, older = [] } = deps
  let asOf: Instant | undefined
  let position = 0
  const answers: Record<AnswerKind, number> = { ahead: 0, 'on-demand': 0, live: 0, error: 0 }
  const own = deps.issuers.map(responder)
  const ofOlder = older.map((authority) => ({ authority, responder: responder(authority) }))
  const responders = new Map(
    [...own, ...ofOlder.map((each) => each.responder)].map((each) => [
      each.issuer.id as string,
      each,
    ]),
  )

  function responder(issuer: Pick<Issuer, 'id' | 'certificate'>): Responder {
    const store = createAnswerStore({
      issuer: issuer.certificate,
      validity: answerValidity,
      // An older authority may have certified a key of another kind.
      longestSignature: Math.max(longestSignature[responderKeys], longestSignature.p256),
      seed: randomInt(2 ** 32),
    })
    const made: Responder = {
      issuer,
      store,
      key: undefined,
      next: undefined,
      answer: createOcspAnswerer({
        issuer: issuer.certificate,
        store,
        key: () => made.key,
        lookUp: gatherLookUps(async (serials) => {
          const issued = await db.read((tx) =>
            certificates.issuedAmong(tx, { issuer: issuer.id, serials: serials.map(hexOf) }),
          )
          for (const serial of issued) store.addIssued(contentOf(serial))
        }, onFault),
        asOf: () => asOf,
        now: clock.now,
        validity: answerValidity,
        count: (kind) => {
          answers[kind] += 1
        },
      }),
    }
    return made
  }

  const addIssued = async ({ issued }: IssuedPage): Promise<void> => {
    for (const { issuer, serials } of issued) {
      const store = responders.get(issuer)?.store
      if (store === undefined) continue
      for (const [index, serial] of serials.entries()) {
        store.addIssued(contentOf(serial))
        // Questions are answered between.
        if (index % 1000 === 999) await nextTurn()
      }
    }
  }

  const canSign = (): boolean =>
    asOf !== undefined && [...responders.values()].some(({ key }) => key !== undefined)

  const sumOf = (count: (store: AnswerStore) => number): number =>
    [...responders.values()].reduce((sum, { store }) => sum + count(store), 0)

  let issuedFrom: IssuedPosition | undefined
  let issuedReadAt: Instant | undefined

  return {
    answererOf: (issuer) => responders.get(issuer)?.answer,
    readRevocations: async (tx, at) => {
      for (;;) {
        const added = await revocations.statusesSince(tx, position, pageSize)
        for (const revocation of added) {
          const store = responders.get(revocation.issuer)?.store
          store?.addRevoked(contentOf(revocation.serial), revocation)
          position = revocation.position
        }
        if (added.length < pageSize) break
      }
      asOf = at
    },
    readIssued: async () => {
      const at = clock.now()
      if (issuedReadAt !== undefined) {
        const from = instant(Math.min(issuedReadAt, at) - overlap)
        issuedFrom = { settledAt: formatInstant(from), serial: '' }
      }
      for (;;) {
        const page = await db.read((tx) => certificates.issuedAfter(tx, issuedFrom))
        await addIssued(page)
        if (page.next === undefined) break
        issuedFrom = page.next
      }
      issuedReadAt = at
    },
    renewKeys: async () => {
      const missing: string[] = []
      const faults: unknown[] = []
      for (const each of ofOlder) {
        try {
          await useCertified(each, clock.now())
        } catch (fault) {
          const because = fault instanceof Error ? fault.message : 'a fault'
          missing.push(`${each.authority.id} (${because})`)
          faults.push(fault)
        }
      }
      for (const each of own) {
        if (each.key !== undefined && !isRenewalDue(each.key, clock.now())) continue
        const { id } = each.issuer
        each.next ??= await makeKey(responderKeys)
        const made = await certifyKey(certificates, deps.permit(), { issuer: id, key: each.next })
        // While the signer is away it is the same key that waits for it.
        if (made.ok || made.refusal.kind !== 'signer-unavailable') each.next = undefined
        if (!made.ok) {
          missing.push(`${id} (${made.refusal.kind})`)
          continue
        }
        each.key = made.value
        each.store.useKey(made.value)
      }
      if (missing.length > 0)
        throw new AggregateError(faults, `no responder key for ${missing.join(', ')}`)
    },
    signAhead: async (signal) => {
      // At a start: to come again in a while would let that while pass.
      while (!canSign() && !signal.aborted)
        await wait(firstWait, undefined, { signal }).catch(() => undefined)
      for (const { store, key } of responders.values()) {
        const knownAsOf = (): Instant | undefined =>
          key === undefined || asOf === undefined || clock.now() >= asOf + answerValidity / 2
            ? undefined
            : asOf
        await signAhead({ store, asOf: knownAsOf, now: clock.now, signal })
      }
    },
    // What an older system has not certified yet keeps nobody from asking about our own.
    isReady: () => asOf !== undefined && own.every(({ key }) => key !== undefined),
    figures: () => ({
      answers,
      certificates: sumOf(({ serials }) => serials.size()),
      signed: sumOf(({ signedOnce }) => signedOnce()),
      asOf,
      responders: [...responders.values()].map(({ issuer, key }) => ({
        issuer: issuer.id,
        until: key?.certificate.notAfter,
      })),
    }),
  }
}

/** Takes the key that the older authority has certified into use, and no other once that has ended. */
async function useCertified(
  {
    authority,
    responder,
  }: { readonly authority: Pick<OlderAuthority, 'responder'>; readonly responder: Responder },
  now: Instant,
): Promise<void> {
  // Before the file is read: it may be one that can't be.
  if (responder.key && now > responder.key.certificate.notAfter) responder.key = undefined
  const found = await authority.responder()
  const isGood = found !== undefined && now <= found.certificate.notAfter
  if (!isGood) {
    responder.key = undefined
    return
  }
  if (responder.key && equalBytes(responder.key.certificate.der, found.certificate.der)) return
  const { der, notBefore, notAfter, subjectPublicKeyInfo } = found.certificate
  const keyHash = keyIdentifier(subjectPublicKeyInfo)
  if (keyHash === undefined) throw new Error('a key that was read has an identifier')
  const key = { ...signing(found.privateKey), keyHash, certificate: { der, notBefore, notAfter } }
  responder.key = key
  responder.store.useKey(key)
}

type Responder = {
  readonly issuer: Pick<Issuer, 'id' | 'certificate'>
  readonly store: AnswerStore
  key: ResponderKey | undefined
  /** Made, and not certified yet. */
  next: NewKey | undefined
  readonly answer: OcspAnswerer
}

/** From thisUpdate to nextUpdate. Whoever has kept an answer from before a revocation can show it for so long. */
export const answerValidity = hour
const pageSize = 10_000
/** Milliseconds between two looks whether there is something to sign with. */
const firstWait = 50
/** A transaction that settles a certificate may commit so much later. What comes later still is looked up when asked for. */
const overlap = 3 * second

/** The content of the INTEGER that a serial number in hexadecimal is. */
const contentOf = (serial: string): Uint8Array => integerContent(Buffer.from(serial, 'hex'))

/** The other way round. */
const hexOf = (content: Uint8Array): string =>
  formatSerial(content.length > 1 && content[0] === 0 ? content.subarray(1) : content)
