import { randomInt } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { formatInstant, hour, instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { Issuer, LegacyCa } from '#pki/ca/index.ts'
import type { Certificates, IssuedPage, IssuedPosition } from '#pki/issuance/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import {
  certifyKey,
  isRenewalDue,
  isUsable,
  maxSignatureBytes,
  makeKey,
  signing,
  type NewKey,
  type ResponderKey,
  type ResponderKeyKind,
} from './responder-key.ts'
import { createOcspAnswerer, type ResponseKind, type OcspAnswerer } from './respond.ts'
import { createResponseStore, type ResponseStore } from './response-store.ts'
import { batchLookUps } from './look-up.ts'
import { integerContent } from './serial-table.ts'
import { preSign } from './pre-sign.ts'

export type OcspDeps = Pick<Runtime, 'db' | 'clock'> & {
  readonly issuers: readonly Pick<Issuer, 'id' | 'certificate'>[]
  /** Legacy CAs: they don't certify our keys automatically. */
  readonly legacyCas?: readonly Pick<LegacyCa, 'id' | 'certificate' | 'responder'>[]
  readonly certificates: Pick<
    Certificates,
    'issuedAfter' | 'issuedAmong' | 'issueResponderCertificate'
  >
  readonly revocations: Pick<Revocations, 'statusesSince' | 'statusesAmong'>
  readonly responderKeys: ResponderKeyKind
  readonly permit: () => Permit<'certificates.issueCertificate'>
  readonly onFault: (fault: unknown) => void
}

export type Ocsp = {
  readonly answererOf: (issuer: string) => OcspAnswerer | undefined
  /** Reads the new revocations. Responses are as of then. */
  readonly readRevocations: (tx: Tx, at: Instant) => Promise<void>
  /** Reads which certificates are new. Nothing waits for it: a request about an unknown one looks it up. */
  readonly readIssued: () => Promise<void>
  /**
   * Has keys certified where there is none, or one that ends. Throws, at the end, when one could not be
   * certified.
   */
  readonly renewKeys: () => Promise<void>
  /** Pre-signs what is due, one pass; waits for the first key. */
  readonly preSign: (signal: AbortSignal) => Promise<void>
  /** Whether it can respond about every issuer's certificates. */
  readonly isReady: () => boolean
  readonly figures: () => OcspFigures
}

export type OcspFigures = {
  /** Responses since the start. */
  readonly responses: Readonly<Record<ResponseKind, number>>
  readonly certificates: number
  /** How many of the certificates have a response that is signed for all clients. */
  readonly signed: number
  /** As of when revocations are known; undefined before the first reading. */
  readonly asOf: Instant | undefined
  /** Until when there is a certified key, by CA; undefined where there is none. */
  readonly responders: readonly { readonly issuer: string; readonly until: Instant | undefined }[]
}

/** OCSP for all issuers, from memory: it loads its data at the start and follows changes from then on. */
export function createOcsp(deps: OcspDeps): Ocsp {
  const { db, clock, certificates, revocations, responderKeys, onFault, legacyCas = [] } = deps
  let asOf: Instant | undefined
  let position = 0
  const responses: Record<ResponseKind, number> = {
    ...{ ahead: 0, 'on-demand': 0, live: 0, error: 0, 'try-later': 0 },
  }
  const own = deps.issuers.map(responder)
  const ofLegacy = legacyCas.map((ca) => ({ ca, responder: responder(ca) }))
  const responders = new Map(
    [...own, ...ofLegacy.map((each) => each.responder)].map((each) => [
      each.issuer.id as string,
      each,
    ]),
  )

  function responder(issuer: Pick<Issuer, 'id' | 'certificate'>): Responder {
    const store = createResponseStore({
      issuer: issuer.certificate,
      validity: responseValidity,
      // Enough for a P-256 key, which a legacy CA certifies.
      maxSignatureBytes: maxSignatureBytes[responderKeys],
      seed: randomInt(2 ** 32),
    })
    const created: Responder = {
      issuer,
      store,
      key: undefined,
      next: undefined,
      response: createOcspAnswerer({
        issuer: issuer.certificate,
        store,
        key: () => usableKeyOf(created),
        lookUp: batchLookUps(async (serials) => {
          const requested = { issuer: issuer.id, serials: serials.map(hexOf) }
          const isLoading = asOf === undefined
          const { issued, revoked } = await db.read(async (tx) => ({
            issued: await certificates.issuedAmong(tx, requested),
            revoked: isLoading ? await revocations.statusesAmong(tx, requested) : [],
          }))
          for (const serial of issued) store.addIssued(contentOf(serial))
          for (const each of revoked) store.addRevoked(contentOf(each.serial), each)
        }, onFault),
        asOf: () => asOf,
        now: clock.now,
        validity: responseValidity,
        count: (kind) => {
          responses[kind] += 1
        },
      }),
    }
    return created
  }

  const addIssued = async ({ issued }: IssuedPage): Promise<void> => {
    for (const { issuer, serials } of issued) {
      const store = responders.get(issuer)?.store
      if (store === undefined) continue
      for (const [index, serial] of serials.entries()) {
        store.addIssued(contentOf(serial))
        // Requests are served in between.
        if (index % 1000 === 999) await nextTurn()
      }
    }
  }

  const usableKeyOf = ({ key }: Pick<Responder, 'key'>): ResponderKey | undefined =>
    key !== undefined && isUsable(key, clock.now()) ? key : undefined

  const canSign = (): boolean =>
    asOf !== undefined && [...responders.values()].some((each) => usableKeyOf(each) !== undefined)

  const sumOf = (count: (store: ResponseStore) => number): number =>
    [...responders.values()].reduce((sum, { store }) => sum + count(store), 0)

  let issuedFrom: IssuedPosition | undefined
  let issuedReadAt: Instant | undefined

  return {
    answererOf: (issuer) => responders.get(issuer)?.response,
    readRevocations: async (tx, at) => {
      for (;;) {
        const added = await revocations.statusesSince(tx, position, pageSize)
        for (const revocation of added) {
          const store = responders.get(revocation.issuer)?.store
          store?.addRevoked(contentOf(revocation.serial), revocation)
          position = revocation.position
        }
        if (added.length < pageSize) break
        // Requests are served in between.
        await nextTurn()
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
      for (const each of ofLegacy) {
        try {
          await useCertified(each, clock.now())
        } catch (fault) {
          const because = fault instanceof Error ? fault.message : 'a fault'
          missing.push(`${each.ca.id} (${because})`)
          faults.push(fault)
        }
      }
      for (const each of own) {
        if (each.key !== undefined && !isRenewalDue(each.key, clock.now())) continue
        const { id } = each.issuer
        each.next ??= await makeKey(responderKeys)
        const created = await certifyKey(certificates, deps.permit(), {
          issuer: id,
          key: each.next,
        })
        // While the signer is unreachable, the same key waits for it.
        if (created.ok || created.refusal.kind !== 'signer-unavailable') each.next = undefined
        if (!created.ok) {
          missing.push(`${id} (${created.refusal.kind})`)
          continue
        }
        each.key = created.value
        each.store.useKey(created.value)
      }
      if (missing.length > 0)
        throw new AggregateError(faults, `no responder key for ${missing.join(', ')}`)
    },
    preSign: async (signal) => {
      // At a start: a later retry would lose that time.
      while (!canSign() && !signal.aborted)
        await wait(firstWait, undefined, { signal }).catch(() => undefined)
      for (const each of responders.values()) {
        const knownAsOf = (): Instant | undefined =>
          usableKeyOf(each) === undefined ||
          asOf === undefined ||
          clock.now() >= asOf + responseValidity / 2
            ? undefined
            : asOf
        await preSign({ store: each.store, asOf: knownAsOf, now: clock.now, signal })
      }
    },
    // A missing key for a legacy CA does not stop OCSP for our own CAs.
    isReady: () => asOf !== undefined && own.every((each) => usableKeyOf(each) !== undefined),
    figures: () => ({
      responses,
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

/** Takes the key that the legacy CA has certified into use, and none once that certificate has expired. */
async function useCertified(
  { ca, responder }: { readonly ca: Pick<LegacyCa, 'responder'>; readonly responder: Responder },
  now: Instant,
): Promise<void> {
  // Before the file is read: reading it may fail.
  if (responder.key && now > responder.key.certificate.notAfter) responder.key = undefined
  const found = await ca.responder()
  const isGood = found !== undefined && now <= found.certificate.notAfter
  if (!isGood) {
    responder.key = undefined
    return
  }
  if (responder.key && equalBytes(responder.key.certificate.der, found.certificate.der)) return
  const { der, notBefore, notAfter, subjectPublicKeyInfo } = found.certificate
  const keyHash = keyIdentifier(subjectPublicKeyInfo)
  if (keyHash === undefined) throw new Error('key identifier missing for a key that was parsed')
  const key = { ...signing(found.privateKey), keyHash, certificate: { der, notBefore, notAfter } }
  responder.key = key
  responder.store.useKey(key)
}

type Responder = {
  readonly issuer: Pick<Issuer, 'id' | 'certificate'>
  readonly store: ResponseStore
  key: ResponderKey | undefined
  /** Generated, and not certified yet. */
  next: NewKey | undefined
  readonly response: OcspAnswerer
}

/** From thisUpdate to nextUpdate. A response from before a revocation can be shown for this long. */
export const responseValidity = hour
const pageSize = 10_000
/** Milliseconds between two checks whether there is a key to sign with. */
const firstWait = 50
/**
 * A transaction that settles a certificate may commit this much later. Anything later is looked up on
 * request.
 */
const overlap = 3 * second

/** The content of the INTEGER for a serial number in hexadecimal. */
const contentOf = (serial: string): Uint8Array => integerContent(Buffer.from(serial, 'hex'))

/** The reverse; empty for zero, which no certificate has (RFC 5280 § 4.1.2.2). */
const hexOf = (content: Uint8Array): string =>
  formatSerial(content[0] === 0 ? content.subarray(1) : content)
