import type { ReadyReply } from '@sotevarmenne/http1/response'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { CrlReason } from '@sotevarmenne/x509/crl-reason'
import { crlReasonOf } from '@sotevarmenne/x509/crl-reason'
import type { CertificateStatus, OcspHash } from '@sotevarmenne/x509/ocsp'
import type { ResponderKey } from './responder-key.ts'
import { codeOfReason, createForm, type AnswerForm, type HttpDate } from './response-template.ts'
import { createSerialTable, slabBits, slabMask, type SerialTable } from './serial-table.ts'

/**
 * One issuer's certificates, and the answers about them that were signed ahead. Of an answer only its signature and its
 * time are kept: the rest is written again from serial number and status when it is asked for. A million certificates
 * with ECDSA answers take some 130 MB.
 */
export type AnswerStore = {
  readonly serials: Pick<SerialTable, 'find' | 'size'>
  /** A certificate that was issued. One that is known already stays as it is. Answers its row. */
  readonly addIssued: (serial: Uint8Array) => number
  /** Its answers must be signed anew. Answers its row. */
  readonly addRevoked: (
    serial: Uint8Array,
    revocation: { readonly revokedAt: Instant; readonly reason: CrlReason },
  ) => number
  readonly statusOf: (row: number) => CertificateStatus
  /** The answer that was signed ahead, ready to be sent; undefined when there is none that is good now. */
  readonly find: (
    row: number,
    hash: OcspHash,
    now: Instant,
    date: HttpDate,
  ) => ReadyReply | undefined
  /** Signs the answer with the newest key, true as of the time given, and keeps it. */
  readonly sign: (row: number, hash: OcspHash, asOf: Instant) => Promise<void> | undefined
  /**
   * An answer for one asker, with the nonce that stands in the octets, signed at once where the key is quick. Undefined when
   * the nonce is as long as hardly any is.
   */
  readonly signWithNonce: (
    row: number,
    hash: OcspHash,
    nonce: { readonly bytes: Uint8Array; readonly at: number; readonly length: number },
    when: { readonly asOf: Instant; readonly date: HttpDate },
  ) => ReadyReply | Promise<ReadyReply> | undefined
  /** Whether the answer is to be signed ahead now: in the SHA-1 form always, in the other one if it was asked for once. */
  readonly isDue: (row: number, hash: OcspHash, now: Instant) => boolean
  /** How many certificates have an answer that was signed, in the SHA-1 form; it may have to be signed anew by now. */
  readonly signedOnce: () => number
  /** From now on answers are signed with this key. Those of the keys before stay good until they lapse. */
  readonly useKey: (key: ResponderKey) => void
}

export type AnswerStoreParts = {
  readonly issuer: Certificate
  /** From thisUpdate to nextUpdate, in milliseconds. */
  readonly validity: number
  /** The longest signature of any key, in octets. */
  readonly longestSignature: number
  /** A number that nobody outside knows. */
  readonly seed: number
}

export function createAnswerStore({
  issuer,
  validity,
  longestSignature,
  seed,
}: AnswerStoreParts): AnswerStore {
  const serials = createSerialTable(seed)
  const statuses: { readonly revokedAt: Uint32Array; readonly reason: Uint8Array }[] = []
  const editions: Readonly<Record<OcspHash, (Edition | undefined)[]>> = { sha1: [], sha256: [] }
  /** By their numbers, from 1; with the forms of their answers. */
  const keys: KeyWithForms[] = []
  let current = 0
  let signedOnce = 0
  /** Signatures that another thread is making, by row and hash: who asks for the same meanwhile waits for it too. */
  const underWay = new Map<number, Promise<void>>()

  const rowOf = (serial: Uint8Array): number => {
    const row = serials.add(serial, 0, serial.length)
    if (row >>> slabBits === statuses.length)
      statuses.push({
        revokedAt: new Uint32Array(1 << slabBits),
        reason: new Uint8Array(1 << slabBits),
      })
    return row
  }
  const revokedAtOf = (row: number): number =>
    statuses[row >>> slabBits]?.revokedAt[row & slabMask] ?? 0
  const reasonOf = (row: number): number => statuses[row >>> slabBits]?.reason[row & slabMask] ?? 0

  const editionFor = (row: number, hash: OcspHash): Edition => {
    const slabs = editions[hash]
    const slab = row >>> slabBits
    return (slabs[slab] ??= {
      thisUpdate: new Uint32Array(1 << slabBits),
      key: new Uint8Array(1 << slabBits),
      length: new Uint16Array(1 << slabBits),
      signatures: new Uint8Array(longestSignature << slabBits),
    })
  }

  /** The form for the row, with serial number and status filled in. */
  const formFor = (
    { key, forms }: KeyWithForms,
    row: number,
    hash: OcspHash,
    signatureLength: number,
    nonceLength = 0,
  ): AnswerForm => {
    const serialLength = serials.lengthOf(row)
    const revokedAt = revokedAtOf(row)
    const reason = reasonOf(row)
    const status = revokedAt === 0 ? 'good' : reason === 0 ? 'revoked' : 'revoked-with-reason'
    const name =
      (((nonceLength * 512 + signatureLength) * 32 + serialLength) * 2 +
        (hash === 'sha1' ? 0 : 1)) *
        3 +
      (revokedAt === 0 ? 0 : reason === 0 ? 1 : 2)
    let form = forms.get(name)
    if (form === undefined) {
      form = createForm({
        ...{ issuer, key, hash, serialLength, status, signatureLength, nonceLength },
        validity: validity / second,
      })
      forms.set(name, form)
    }
    serials.copy(row, form.octets, form.serialAt)
    if (revokedAt !== 0) form.fillRevocation(revokedAt, reason)
    return form
  }

  const keep = (row: number, hash: OcspHash, thisUpdate: number, signature: Uint8Array): void => {
    const edition = editionFor(row, hash)
    const index = row & slabMask
    if (hash === 'sha1' && edition.key[index] === 0) signedOnce += 1
    edition.signatures.set(signature, index * longestSignature)
    edition.length[index] = signature.length
    edition.thisUpdate[index] = thisUpdate
    edition.key[index] = current
  }

  return {
    serials,
    addIssued: rowOf,
    addRevoked: (serial, { revokedAt, reason }) => {
      const row = rowOf(serial)
      const status = statuses[row >>> slabBits]
      const index = row & slabMask
      if (status === undefined || status.revokedAt[index] !== 0) return row
      // Nought means that it is good: not even a time that nobody could mean may say so.
      status.revokedAt[index] = Math.max(1, Math.floor(revokedAt / second))
      status.reason[index] = codeOfReason(reason)
      for (const slabs of [editions.sha1, editions.sha256]) {
        const edition = slabs[row >>> slabBits]
        if (edition !== undefined && edition.key[index] !== 0) edition.thisUpdate[index] = 0
      }
      return row
    },
    statusOf: (row) => {
      const revokedAt = revokedAtOf(row)
      if (revokedAt === 0) return { kind: 'good' }
      return {
        kind: 'revoked',
        revokedAt: instant(revokedAt * second),
        reason: crlReasonOf(reasonOf(row)),
      }
    },
    find: (row, hash, now, date) => {
      const edition = editions[hash][row >>> slabBits]
      const index = row & slabMask
      const thisUpdate = edition?.thisUpdate[index] ?? 0
      const since = now - thisUpdate * second
      // Not before its time either: a clock may have gone back.
      if (edition === undefined || since < 0 || since >= validity - margin) return undefined
      const keyWithForms = keys[edition.key[index] ?? 0]
      if (keyWithForms === undefined) return undefined
      const length = edition.length[index] ?? 0
      const form = formFor(keyWithForms, row, hash, length)
      form.fillTimes(thisUpdate, date)
      const from = index * longestSignature
      for (let offset = 0; offset < length; offset += 1)
        form.octets[form.signatureAt + offset] = edition.signatures[from + offset] ?? 0
      form.fillTag()
      return { ready: Buffer.from(form.octets), bodyAt: form.bodyAt }
    },
    sign: (row, hash, asOf) => {
      const name = row * 2 + (hash === 'sha1' ? 0 : 1)
      const already = underWay.get(name)
      if (already !== undefined) return already
      const keyWithForms = keys[current]
      if (keyWithForms === undefined) throw new Error('no key to sign answers with')
      const form = formFor(keyWithForms, row, hash, longestSignature)
      const thisUpdate = Math.floor(asOf / second)
      form.fillTimes(thisUpdate, noDate)
      const { sign } = keyWithForms.key
      const signature = sign(form.toBeSigned)
      if (!(signature instanceof Promise)) {
        keep(row, hash, thisUpdate, signature)
        return undefined
      }
      const revokedAt = revokedAtOf(row)
      const signedWith = current
      const kept = signature
        .then((octets) => {
          // What was revoked meanwhile must not be called good again.
          if (revokedAtOf(row) === revokedAt && current === signedWith)
            keep(row, hash, thisUpdate, octets)
        })
        .finally(() => underWay.delete(name))
      underWay.set(name, kept)
      return kept
    },
    signWithNonce: (row, hash, { bytes, at, length }, { asOf, date }) => {
      const keyWithForms = keys[current]
      if (keyWithForms === undefined || !usualNonces.includes(length)) return undefined
      const fill = (signatureLength: number): AnswerForm => {
        const form = formFor(keyWithForms, row, hash, signatureLength, length)
        form.fillTimes(Math.floor(asOf / second), date)
        for (let offset = 0; offset < length; offset += 1)
          form.octets[form.nonceAt + offset] = bytes[at + offset] ?? 0
        return form
      }
      const { signatureAlgorithm, sign } = keyWithForms.key
      const unsigned = fill(longestSignature)
      if (signatureAlgorithm === 'ecdsa-sha256') {
        const signature = sign(unsigned.toBeSigned)
        if (signature instanceof Promise) throw new Error('an ECDSA key signs at once')
        // It may be shorter than the longest, and the answer with it.
        const form = fill(signature.length)
        form.octets.set(signature, form.signatureAt)
        return { ready: Buffer.from(form.octets), bodyAt: form.bodyAt }
      }
      // In another thread: meanwhile the form is filled in for others, the answer is not.
      const { toBeSigned, signatureAt, bodyAt } = unsigned
      const ready = Buffer.from(unsigned.octets)
      const from = toBeSigned.byteOffset - unsigned.octets.byteOffset
      const signing = sign(ready.subarray(from, from + toBeSigned.length))
      return Promise.resolve(signing).then((signature) => {
        if (signature.length !== longestSignature)
          throw new Error('an RSA signature is as long as its modulus')
        ready.set(signature, signatureAt)
        return { ready, bodyAt }
      })
    },
    isDue: (row, hash, now) => {
      const edition = editions[hash][row >>> slabBits]
      const index = row & slabMask
      if (edition === undefined || edition.key[index] === 0) return hash === 'sha1'
      const since = now - (edition.thisUpdate[index] ?? 0) * second
      return since < 0 || since >= validity / 2
    },
    signedOnce: () => signedOnce,
    useKey: (key) => {
      current = (current % mostKeys) + 1
      keys[current] = { key, forms: new Map() }
    },
  }
}

/** Answers to questions with CertIDs of one hash algorithm, for the rows of a slab. */
type Edition = {
  /** Seconds since the epoch; 0 when what was signed holds no more. */
  readonly thisUpdate: Uint32Array
  /** The number of the key that signed; 0 when nothing was signed yet. */
  readonly key: Uint8Array
  readonly length: Uint16Array
  readonly signatures: Uint8Array
}

type KeyWithForms = { readonly key: ResponderKey; readonly forms: Map<number, AnswerForm> }

/** What lapses sooner is signed anew: who gets it may need it for a moment. Milliseconds. */
const margin = 60_000
/** The number of a key fits an octet. After so many renewals no answer of the first is good any more. */
const mostKeys = 255
/** Octets: what openssl, Java and RFC 9654 § 2.1 send. Each length has forms of its own. */
const usualNonces: readonly number[] = [16, 20, 32]
const noDate: HttpDate = { octets: Buffer.alloc(0), text: '' }
