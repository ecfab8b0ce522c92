import type { ReadyReply } from '@sotevarmenne/http1/response'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { CrlReason } from '@sotevarmenne/x509/crl-reason'
import { crlReasonOf } from '@sotevarmenne/x509/crl-reason'
import type { CertificateStatus, CommonOcspHash } from '@sotevarmenne/x509/ocsp'
import { nextUpdateBy, type ResponderKey } from './responder-key.ts'
import {
  codeOfReason,
  createForm,
  type FormKind,
  type ResponseTemplate,
  type HttpDate,
} from './response-template.ts'
import {
  createSerialTable,
  rowsOfSlab,
  slabBits,
  slabMask,
  type SerialTable,
} from './serial-table.ts'

/**
 * One issuer's certificates, and their pre-signed responses. Of a response only its signature and its time
 * are stored: the rest is generated again from serial number and status on request. A million certificates
 * with ECDSA responses take some 130 MB.
 */
export type ResponseStore = {
  readonly serials: Pick<SerialTable, 'find' | 'size'>
  /** Adds an issued certificate. A known one stays as it is. Returns its row. */
  readonly addIssued: (serial: Uint8Array) => number
  /** Its responses must be signed again. Returns its row. */
  readonly addRevoked: (
    serial: Uint8Array,
    revocation: { readonly revokedAt: Instant; readonly reason: CrlReason },
  ) => number
  readonly statusOf: (row: number) => CertificateStatus
  /** The pre-signed response, ready to be sent; undefined when there is none that is valid now. */
  readonly find: (
    row: number,
    hash: CommonOcspHash,
    now: Instant,
    date: HttpDate,
  ) => ReadyReply | undefined
  /** Signs the response with the newest key, as of the given time, and stores it. */
  readonly sign: (row: number, hash: CommonOcspHash, asOf: Instant) => Promise<void> | undefined
  /**
   * A response for one client, with the nonce in the given bytes, signed at once where the key is fast.
   * Undefined for a nonce of an unusual length.
   */
  readonly signWithNonce: (
    row: number,
    hash: CommonOcspHash,
    nonce: { readonly bytes: Uint8Array; readonly at: number; readonly length: number },
    when: { readonly asOf: Instant; readonly date: HttpDate },
  ) => ReadyReply | Promise<ReadyReply> | undefined
  /**
   * Whether the response is to be pre-signed now: in the SHA-1 form always, in the other if it was requested
   * once.
   */
  readonly isDue: (row: number, hash: CommonOcspHash, now: Instant) => boolean
  /**
   * How many certificates have a signed response in the SHA-1 form; it may have to be signed again by now.
   */
  readonly signedOnce: () => number
  /**
   * From now on responses are signed with this key. Those of earlier keys stay valid until they expire, at the
   * latest with the certificate of their key.
   */
  readonly useKey: (key: ResponderKey) => void
}

export type ResponseStoreParts = {
  readonly issuer: Certificate
  /** From thisUpdate to nextUpdate, in milliseconds. */
  readonly validity: number
  /** The longest signature of any key, in bytes. */
  readonly maxSignatureBytes: number
  /** A secret random number. */
  readonly seed: number
}

export function createResponseStore({
  issuer,
  validity,
  maxSignatureBytes,
  seed,
}: ResponseStoreParts): ResponseStore {
  const serials = createSerialTable(seed)
  const statuses: { readonly revokedAt: Uint32Array; readonly reason: Uint8Array }[] = []
  const editions: Readonly<Record<CommonOcspHash, (Edition | undefined)[]>> = {
    sha1: [],
    sha256: [],
  }
  /** By their numbers, from 1; with their response templates. */
  const keys: KeyWithForms[] = []
  let current = 0
  let signedOnce = 0
  /**
   * Signatures in progress in another thread, by row and hash: further requests for the same one wait for it
   * too.
   */
  const underWay: Readonly<Record<CommonOcspHash, Map<number, Promise<void>>>> = {
    sha1: new Map(),
    sha256: new Map(),
  }

  const rowOf = (serial: Uint8Array): number => {
    const row = serials.add(serial, 0, serial.length)
    statuses[row >>> slabBits] ??= {
      revokedAt: new Uint32Array(rowsOfSlab),
      reason: new Uint8Array(rowsOfSlab),
    }
    return row
  }
  const revokedAtOf = (row: number): number => valueOf(statuses[row >>> slabBits]?.revokedAt, row)
  const reasonOf = (row: number): number => valueOf(statuses[row >>> slabBits]?.reason, row)

  const editionFor = (row: number, hash: CommonOcspHash): Edition => {
    const slabs = editions[hash]
    const slab = row >>> slabBits
    return (slabs[slab] ??= {
      thisUpdate: new Uint32Array(rowsOfSlab),
      key: new Uint8Array(rowsOfSlab),
      length: new Uint16Array(rowsOfSlab),
      signatures: new Uint8Array(maxSignatureBytes * rowsOfSlab),
    })
  }

  /** The template for the row, with serial number and status filled in. */
  const formFor = (
    { key, forms }: KeyWithForms,
    row: number,
    hash: CommonOcspHash,
    signatureLength: number,
    nonceLength = 0,
  ): ResponseTemplate => {
    const serialLength = serials.lengthOf(row)
    const revokedAt = revokedAtOf(row)
    const reason = reasonOf(row)
    const status = revokedAt === 0 ? 'good' : reason === 0 ? 'revoked' : 'revoked-with-reason'
    const ofKind = forms[hash][status]
    // Each in bits of its own: serial numbers have 21 bytes at most, signatures 384, nonces 32.
    const lengths = (nonceLength << 14) | (signatureLength << 5) | serialLength
    let form = ofKind.get(lengths)
    if (form === undefined) {
      form = createForm({
        ...{ issuer, key, hash, serialLength, status, signatureLength, nonceLength },
        validity: validity / second,
      })
      ofKind.set(lengths, form)
    }
    serials.copy(row, form.bytes, form.serialAt)
    form.fillRevocation(revokedAt, reason)
    return form
  }

  const nextUpdateOf = ({ key }: KeyWithForms, thisUpdate: number): Instant =>
    nextUpdateBy(key, instant(thisUpdate * second), validity)

  const keep = (
    row: number,
    hash: CommonOcspHash,
    thisUpdate: number,
    signature: Uint8Array,
  ): void => {
    const edition = editionFor(row, hash)
    const index = row & slabMask
    if (hash === 'sha1' && valueOf(edition.key, row) === 0) signedOnce += 1
    edition.signatures.set(signature, index * maxSignatureBytes)
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
      // Zero means good: not even an impossible time may become that.
      status.revokedAt[index] = Math.max(1, Math.floor(revokedAt / second))
      status.reason[index] = codeOfReason(reason)
      for (const slabs of [editions.sha1, editions.sha256]) {
        const edition = slabs[row >>> slabBits]
        if (edition !== undefined) edition.thisUpdate[index] = 0
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
      const keyWithForms = keys[valueOf(edition?.key, row)]
      if (edition === undefined || keyWithForms === undefined) return undefined
      const thisUpdate = valueOf(edition.thisUpdate, row)
      const since = now - thisUpdate * second
      // Not before its time either: a clock may have gone back.
      if (since < 0 || now >= nextUpdateOf(keyWithForms, thisUpdate) - margin) return undefined
      const length = valueOf(edition.length, row)
      const form = formFor(keyWithForms, row, hash, length)
      form.fillDate(date)
      form.fillTimes(thisUpdate)
      const from = (row & slabMask) * maxSignatureBytes
      form.bytes.set(edition.signatures.subarray(from, from + length), form.signatureAt)
      form.fillTag()
      return { ready: Buffer.from(form.bytes), bodyAt: form.bodyAt }
    },
    sign: (row, hash, asOf) => {
      const already = underWay[hash].get(row)
      if (already !== undefined) return already
      const keyWithForms = keys[current]
      if (keyWithForms === undefined) throw new Error('no key to sign responses with')
      const form = formFor(keyWithForms, row, hash, maxSignatureBytes)
      const thisUpdate = Math.floor(asOf / second)
      form.fillTimes(thisUpdate)
      const { sign } = keyWithForms.key
      const signature = sign(form.toBeSigned)
      if (!(signature instanceof Promise)) {
        keep(row, hash, thisUpdate, signature)
        return undefined
      }
      const revokedAt = revokedAtOf(row)
      const signedWith = current
      const stored = signature
        .then((bytes) => {
          // A certificate that was revoked meanwhile must not be called good again.
          if (revokedAtOf(row) === revokedAt && current === signedWith)
            keep(row, hash, thisUpdate, bytes)
        })
        .finally(() => underWay[hash].delete(row))
      underWay[hash].set(row, stored)
      return stored
    },
    signWithNonce: (row, hash, { bytes, at, length }, { asOf, date }) => {
      const keyWithForms = keys[current]
      if (keyWithForms === undefined || !defaultNonces.includes(length)) return undefined
      const fill = (signatureLength: number): ResponseTemplate => {
        const form = formFor(keyWithForms, row, hash, signatureLength, length)
        form.fillDate(date)
        form.fillTimes(Math.floor(asOf / second))
        form.fillNonce(bytes.subarray(at, at + length))
        return form
      }
      const { signatureAlgorithm, sign } = keyWithForms.key
      const unsigned = fill(maxSignatureBytes)
      if (signatureAlgorithm === 'ecdsa-sha256') {
        const signature = sign(unsigned.toBeSigned)
        if (signature instanceof Promise) throw new Error('an ECDSA key must sign synchronously')
        // It may be shorter than the maximum, and so may the response.
        const form = fill(signature.length)
        form.bytes.set(signature, form.signatureAt)
        return { ready: Buffer.from(form.bytes), bodyAt: form.bodyAt }
      }
      // In another thread: meanwhile the template is filled in for others; the data to be signed is not affected.
      const { toBeSigned, signatureAt, bodyAt } = unsigned
      const ready = Buffer.from(unsigned.bytes)
      const from = toBeSigned.byteOffset - unsigned.bytes.byteOffset
      const signing = sign(ready.subarray(from, from + toBeSigned.length))
      return Promise.resolve(signing).then((signature) => {
        if (signature.length !== maxSignatureBytes)
          throw new Error('the length of an RSA signature differs from that of its modulus')
        ready.set(signature, signatureAt)
        return { ready, bodyAt }
      })
    },
    isDue: (row, hash, now) => {
      const edition = editions[hash][row >>> slabBits]
      if (valueOf(edition?.key, row) === 0) return hash === 'sha1'
      const thisUpdate = valueOf(edition?.thisUpdate, row)
      const since = now - thisUpdate * second
      if (since < 0 || since >= validity / 2) return true
      // One that ends with the certificate of its key is signed again as soon as a newer key can.
      const signedBy = valueOf(edition?.key, row)
      const keyWithForms = keys[signedBy]
      return (
        signedBy !== current &&
        keyWithForms !== undefined &&
        nextUpdateOf(keyWithForms, thisUpdate) < thisUpdate * second + validity
      )
    },
    signedOnce: () => signedOnce,
    useKey: (key) => {
      current = (current % maxKeys) + 1
      keys[current] = { key, forms: noForms() }
    },
  }
}

/** Responses to requests with CertIDs of one hash algorithm, for the rows of a slab. */
type Edition = {
  /** Seconds since the epoch; 0 when what was signed is no longer valid. */
  readonly thisUpdate: Uint32Array
  /** The number of the key that signed; 0 when nothing was signed yet. */
  readonly key: Uint8Array
  readonly length: Uint16Array
  readonly signatures: Uint8Array
}

type KeyWithForms = { readonly key: ResponderKey; readonly forms: Forms }

/** Templates by the lengths of their variable parts. */
type Forms = Readonly<
  Record<CommonOcspHash, Readonly<Record<FormKind['status'], Map<number, ResponseTemplate>>>>
>

const noForms = (): Forms => {
  const ofHash = (): Forms['sha1'] => ({
    good: new Map(),
    revoked: new Map(),
    'revoked-with-reason': new Map(),
  })
  return { sha1: ofHash(), sha256: ofHash() }
}

/** A response that expires sooner is signed again: the client may need it for a moment. Milliseconds. */
const margin = 60_000
/** The number of a key fits a byte. After so many renewals no response of the first is valid any more. */
const maxKeys = 255
/** Bytes: what openssl, Java and RFC 9654 § 2.1 send. Each length has templates of its own. */
const defaultNonces: readonly number[] = [16, 20, 32]

/** The value of a row in its slab; 0 where nothing was stored. */
const valueOf = (slab: Uint8Array | Uint16Array | Uint32Array | undefined, row: number): number =>
  slab?.[row & slabMask] ?? 0
