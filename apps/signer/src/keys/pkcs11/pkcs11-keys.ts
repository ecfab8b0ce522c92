import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { ecdsaRawToDer } from '@sotevarmenne/x509/ecdsa-signature'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { KeyStore, KeyUnavailable, SigningKey } from '#keys/signing-key.ts'
import { verifiedKey } from '#keys/verified-key.ts'
import type { Response, HsmFault, Mechanism, Request } from './messages.ts'
import { pinTriesOf, type PinTries } from './pin-tries.ts'
import {
  maxTries,
  openSessions,
  defaultLimits,
  type SessionLimits,
  type Sessions,
} from './sessions.ts'
import type { KeyPlace } from './uri.ts'

export type Pkcs11KeysOptions = {
  /** Where each key is, by its name. */
  readonly places: ReadonlyMap<string, KeyPlace>
  /** Folder of the files that record refused PINs. */
  readonly folder: string
  /** Number of sessions with each token; every one is a process. */
  readonly sessions?: number
  readonly limits?: SessionLimits
  /** Called when a token becomes unusable, when the reason changes, and when it is usable again. */
  readonly onChange?: (token: string, trouble: string | undefined) => void
}

/**
 * Keys in HSMs, reached by PKCS#11. A key opens even while its HSM is unavailable: it then refuses to sign
 * with the reason, and signs as soon as the HSM is back.
 */
export function createPkcs11Keys({
  places,
  folder,
  sessions: count = availableParallelism(),
  limits = defaultLimits,
  onChange,
}: Pkcs11KeysOptions): KeyStore {
  const opened = new Map<string, Sessions>()
  const pinTries = new Map<string, PinTries>()

  const placeOf = (name: string): KeyPlace => {
    const place = places.get(name)
    if (place === undefined) throw new Error(`the key of ${name} has no URI`)
    return place
  }

  const pinTriesFor = (place: KeyPlace): PinTries => {
    const tries = pinTries.get(tokenOf(place)) ?? pinTriesOf({ folder, name: tokenOf(place) })
    pinTries.set(tokenOf(place), tries)
    return tries
  }

  const openFor = (place: KeyPlace, isForKeyGeneration: boolean): Sessions => {
    const { modulePath, pinFile, tokenLabel, tokenSerial } = place
    return openSessions({
      modulePath,
      pinFile,
      token: { ...(tokenLabel && { tokenLabel }), ...(tokenSerial && { tokenSerial }) },
      pinTries: pinTriesFor(place),
      onChange: (trouble) => onChange?.(tokenOf(place), trouble && wordsOf(trouble)),
      count: isForKeyGeneration ? 1 : count,
      isForKeyGeneration,
      limits: isForKeyGeneration
        ? { ...limits, response: limits.making, patience: maxTries * limits.making }
        : limits,
    })
  }

  const signingSessions = (place: KeyPlace): Sessions => {
    const sessions = opened.get(tokenOf(place)) ?? openFor(place, false)
    opened.set(tokenOf(place), sessions)
    return sessions
  }

  /** With a separate session that may change the token, and is closed afterwards. */
  const requestOnce = async <Requested extends Request>(
    place: KeyPlace,
    request: Requested,
  ): Promise<Response[Requested['request']]> => {
    const sessions = openFor(place, true)
    const response = await sessions.request(request)
    await sessions.close()
    if (!response.ok) throw new Error(wordsOf(response.refusal))
    return response.value
  }

  return {
    has: async (name) => {
      const place = placeOf(name)
      return (await requestOnce(place, { request: 'find', key: place })) !== undefined
    },
    find: async (name) => {
      const place = placeOf(name)
      const spki = await requestOnce(place, { request: 'find', key: place })
      return spki && verifiedKey(signingKey(place, spki, signingSessions(place)))
    },
    create: async (name, kind) => {
      const place = placeOf(name)
      const spki = await requestOnce(place, { request: 'generate', key: place, kind })
      return verifiedKey(signingKey(place, spki, signingSessions(place)))
    },
    open: (name, spki) => {
      const place = placeOf(name)
      return Promise.resolve(ok(verifiedKey(signingKey(place, spki, signingSessions(place)))))
    },
    close: async () => {
      await Promise.all([...opened.values()].map((sessions) => sessions.close()))
    },
  }
}

const tokenOf = ({ modulePath, tokenLabel = '', tokenSerial = '' }: KeyPlace): string =>
  `${modulePath} ${tokenLabel} ${tokenSerial}`.trim()

function signingKey(key: KeyPlace, spki: Uint8Array, sessions: Sessions): SigningKey {
  const algorithm = algorithmOf(spki)
  /** What makes this key unusable; the sessions themselves know when the HSM is unavailable. */
  let keyFault: HsmFault | undefined

  const remember = (response: Result<unknown, HsmFault>): void => {
    if (response.ok) keyFault = undefined
    else if (response.refusal.kind.startsWith('key-')) keyFault = response.refusal
  }
  // Reports at once, not only at the first signature, whether the HSM has the key and it is not extractable.
  void sessions.request({ request: 'check', key, spki }).then(remember)

  const signBytes = async (
    mechanism: Mechanism,
    bytes: Uint8Array,
  ): Promise<Result<Uint8Array, KeyUnavailable>> => {
    const signature = await sessions.request({ request: 'sign', key, spki, mechanism, bytes })
    remember(signature)
    if (!signature.ok)
      return refuse({ kind: 'key-unavailable', detail: wordsOf(signature.refusal) })
    return ok(
      mechanism === 'ecdsa' ? ecdsaRawToDer(signature.value) : new Uint8Array(signature.value),
    )
  }
  const hash = hashes[algorithm]

  return {
    algorithm,
    spki,
    sign: (data) =>
      algorithm === 'rsa-sha512'
        ? signBytes('sha512-rsa-pkcs', data)
        : signBytes('ecdsa', createHash(hash).update(data).digest()),
    signPieces: () => {
      const hashing = createHash(hash)
      return {
        add: (piece) => {
          hashing.update(piece)
          return Promise.resolve()
        },
        sign: () =>
          algorithm === 'rsa-sha512'
            ? signBytes('rsa-pkcs', Buffer.concat([sha512Frame, hashing.digest()]))
            : signBytes('ecdsa', hashing.digest()),
        close: () => undefined,
      }
    },
    trouble: () => {
      const fault = sessions.trouble() ?? keyFault
      return fault && wordsOf(fault)
    },
  }
}

function algorithmOf(spki: Uint8Array): 'rsa-sha512' | 'ecdsa-sha256' | 'ecdsa-sha384' {
  const key = decodePublicKey(spki)
  if (key === undefined) throw new Error('unsupported kind of public key')
  if (key.kind === 'rsa') return 'rsa-sha512'
  return key.curve === 'P-384' ? 'ecdsa-sha384' : 'ecdsa-sha256'
}

const hashes = {
  'rsa-sha512': 'sha512',
  'ecdsa-sha256': 'sha256',
  'ecdsa-sha384': 'sha384',
} as const

/** Prefix of a SHA-512 digest (RFC 8017 § 9.2, note 1). */
const sha512Frame = Buffer.from('3051300d060960864801650304020305000440', 'hex')

const wordsOf = ({ kind, detail }: HsmFault): string => `${kind}: ${detail}`
