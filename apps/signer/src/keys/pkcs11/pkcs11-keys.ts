import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { ecdsaRawToDer } from '@sotevarmenne/x509/algorithms'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { KeyStore, KeyUnavailable, SigningKey } from '#keys/signing-key.ts'
import { verifiedKey } from '#keys/verified-key.ts'
import type { Answer, HsmFault, Mechanism, Question } from './messages.ts'
import { pinTriesOf, type PinTries } from './pin-tries.ts'
import {
  mostTries,
  openSessions,
  usualLimits,
  type SessionLimits,
  type Sessions,
} from './sessions.ts'
import type { KeyPlace } from './uri.ts'

export type Pkcs11KeysOptions = {
  /** Where each key lives, by its name. */
  readonly places: ReadonlyMap<string, KeyPlace>
  /** Where it is kept which PINs were refused. */
  readonly folder: string
  /** Sessions with each token; every one is a process. */
  readonly sessions?: number
  readonly limits?: SessionLimits
  /** Told when a token can't be used any more or for another reason, and when it can be again. */
  readonly onChange?: (token: string, trouble: string | undefined) => void
}

/**
 * Keys in HSMs, reached by PKCS#11. A key opens while its HSM is away: it says so when it is to sign, and signs as soon as
 * the HSM is back.
 */
export function createPkcs11Keys({
  places,
  folder,
  sessions: count = availableParallelism(),
  limits = usualLimits,
  onChange,
}: Pkcs11KeysOptions): KeyStore {
  const opened = new Map<string, Sessions>()
  const pinTries = new Map<string, PinTries>()

  const placeOf = (name: string): KeyPlace => {
    const place = places.get(name)
    if (place === undefined) throw new Error(`there is no place for the key of ${name}`)
    return place
  }

  const pinTriesFor = (place: KeyPlace): PinTries => {
    const tries = pinTries.get(tokenOf(place)) ?? pinTriesOf({ folder, name: tokenOf(place) })
    pinTries.set(tokenOf(place), tries)
    return tries
  }

  const openFor = (place: KeyPlace, isForMaking: boolean): Sessions => {
    const { modulePath, pinFile, tokenLabel, tokenSerial } = place
    return openSessions({
      modulePath,
      pinFile,
      token: { ...(tokenLabel && { tokenLabel }), ...(tokenSerial && { tokenSerial }) },
      pinTries: pinTriesFor(place),
      onChange: (trouble) => onChange?.(tokenOf(place), trouble && wordsOf(trouble)),
      count: isForMaking ? 1 : count,
      isForMaking,
      limits: isForMaking
        ? { ...limits, answer: limits.making, patience: mostTries * limits.making }
        : limits,
    })
  }

  const signingSessions = (place: KeyPlace): Sessions => {
    const sessions = opened.get(tokenOf(place)) ?? openFor(place, false)
    opened.set(tokenOf(place), sessions)
    return sessions
  }

  /** With a session of its own that may change the token, and is closed again. */
  const askOnce = async <Asked extends Question>(
    place: KeyPlace,
    question: Asked,
  ): Promise<Answer[Asked['ask']]> => {
    const sessions = openFor(place, true)
    const answer = await sessions.ask(question)
    await sessions.close()
    if (!answer.ok) throw new Error(wordsOf(answer.refusal))
    return answer.value
  }

  return {
    has: async (name) => {
      const place = placeOf(name)
      return (await askOnce(place, { ask: 'find', key: place })) !== undefined
    },
    find: async (name) => {
      const place = placeOf(name)
      const spki = await askOnce(place, { ask: 'find', key: place })
      return spki && verifiedKey(signingKey(place, spki, signingSessions(place)))
    },
    create: async (name, kind) => {
      const place = placeOf(name)
      const spki = await askOnce(place, { ask: 'generate', key: place, kind })
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
  /** What the HSM has against this key; that the HSM itself is away is known to its sessions. */
  let keyFault: HsmFault | undefined

  const remember = (answer: Result<unknown, HsmFault>): void => {
    if (answer.ok) keyFault = undefined
    else if (answer.refusal.kind.startsWith('key-')) keyFault = answer.refusal
  }
  // Whether the HSM has the key and keeps it to itself is said at once, not only when somebody waits for a signature.
  void sessions.ask({ ask: 'check', key, spki }).then(remember)

  const signOctets = async (
    mechanism: Mechanism,
    octets: Uint8Array,
  ): Promise<Result<Uint8Array, KeyUnavailable>> => {
    const signature = await sessions.ask({ ask: 'sign', key, spki, mechanism, octets })
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
        ? signOctets('sha512-rsa-pkcs', data)
        : signOctets('ecdsa', createHash(hash).update(data).digest()),
    signPieces: () => {
      const hashing = createHash(hash)
      return {
        add: (piece) => {
          hashing.update(piece)
          return Promise.resolve()
        },
        sign: () =>
          algorithm === 'rsa-sha512'
            ? signOctets('rsa-pkcs', Buffer.concat([sha512Frame, hashing.digest()]))
            : signOctets('ecdsa', hashing.digest()),
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
  if (key === undefined) throw new Error('a public key of a kind that is not used here')
  if (key.kind === 'rsa') return 'rsa-sha512'
  return key.curve === 'P-384' ? 'ecdsa-sha384' : 'ecdsa-sha256'
}

const hashes = {
  'rsa-sha512': 'sha512',
  'ecdsa-sha256': 'sha256',
  'ecdsa-sha384': 'sha384',
} as const

/** What stands before a digest of SHA-512 (RFC 8017 § 9.2, note 1). */
const sha512Frame = Buffer.from('3051300d060960864801650304020305000440', 'hex')

const wordsOf = ({ kind, detail }: HsmFault): string => `${kind}: ${detail}`
