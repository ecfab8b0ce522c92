import type { HashAlgorithm } from '@sotevarmenne/card-client/card-client'
import { second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  identifyCard,
  isSameCard,
  signWith,
  type SignRefusal as CardSignRefusal,
} from '@sotevarmenne/smartcard/use'
import type { CardSignatureAlgorithm, CardTrouble } from '@sotevarmenne/smartcard/words'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { attributeOf, formatName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { CardDesk, CardSeen } from '../cards/card-desk.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { holderOf } from '../cards/certificate-facts.ts'
import { mayBeUsed, type RightOfUse } from '../cards/right-of-use.ts'
import type { Clock } from '../clock.ts'
import type { PromptRefusal, Prompts, TryPin } from '../prompts/prompts.ts'
import {
  checkRequester,
  type RequesterRefusal,
  type Settings,
  type SettingsStore,
} from '../settings/settings.ts'
import { envelopeFor } from './envelope.ts'
import { plainText } from './shown-content.ts'
import { cardHash, digestOf, type SignRequest } from './request.ts'

export type Signed = {
  /** `SHA384withECDSA`. */
  readonly signatureAlgorithm: string
  readonly signature: Uint8Array
  /** The certificates of the holder, the issuing CA and the root CA. */
  readonly chain: readonly Uint8Array[]
}

export type SignRefusal =
  | { readonly kind: 'no-card' | 'card-in-use' }
  | RequesterRefusal
  | { readonly kind: 'no-matching-key' }
  | { readonly kind: 'no-right-of-use'; readonly right: RightOfUse }
  | { readonly kind: 'not-activated' }
  | { readonly kind: 'pin-blocked' }
  | { readonly kind: 'another-card' }
  | { readonly kind: 'algorithm-does-not-fit-key' }
  | { readonly kind: 'digest-of-another-length' }
  | CardTrouble
  | PromptRefusal

export type SignDeps = {
  readonly desk: CardDesk
  readonly prompts: Prompts
  readonly settings: SettingsStore
  readonly clock: Clock
  /** Whether this program is new enough for the service. */
  readonly isNewEnough: () => Promise<boolean>
}

/**
 * A query of the revocation status is waited for at most so long, in milliseconds: where nothing is known of
 * it, and where a good one is.
 */
const firstLimit = 3 * second
export const laterLimit = second

/**
 * Signs with the card in a reader that fits the request, once its holder has typed the PIN on the reader's
 * own page.
 */
export async function sign(
  request: SignRequest,
  { origin, gone }: { readonly origin: string; readonly gone: AbortSignal },
  { desk, prompts, settings, clock, isNewEnough }: SignDeps,
): Promise<Result<Signed, SignRefusal>> {
  const { purpose, hash } = request
  const found = await findUsableKey(request, origin, { desk, settings, isNewEnough })
  if (!found.ok) return found
  const { reader, card, certificate, keyType } = found.value

  const digest = digestOf(request)
  const algorithm = algorithmOf(keyType, hash)
  const envelope = await envelopeFor(request.signatureType, {
    certificate,
    chain: card.chain,
    algorithm,
    hash: cardHash[hash],
    digest,
    content: request.content.kind === 'data' ? request.content.data : undefined,
    now: clock.now(),
  })
  if (!envelope.ok) return envelope
  const tryPin: TryPin<Uint8Array, SignRefusal> = async (pin) => {
    const rightNow = await desk.awaitRight(card, purpose, { limit: laterLimit })
    if (!mayBeUsed(rightNow)) return refuse({ final: { kind: 'no-right-of-use', right: rightNow } })
    const signature = await desk.use(
      reader,
      async (
        channel,
      ): Promise<Result<Uint8Array, CardSignRefusal | { readonly kind: 'another-card' }>> => {
        // The person may have changed the card meanwhile.
        const now = await identifyCard(channel)
        if (!now.ok) return now
        if (!isSameCard(now.value, card)) return refuse({ kind: 'another-card' })
        return signWith(channel, { purpose, pin, digest: envelope.value.digest, algorithm })
      },
    )
    if (signature.ok) return signature
    const { refusal } = signature
    return refuse(
      refusal.kind === 'wrong-pin' || refusal.kind === 'pin-not-4-to-8-digits'
        ? { again: refusal }
        : { final: refusal },
    )
  }
  const cardGone = desk.whenGone([{ reader, card }])
  const signature = await prompts
    .request(
      {
        purpose,
        origin,
        holder: holderOf(certificate.der)?.name ?? card.label,
        content: shownContent(request, digest),
      },
      tryPin,
      AbortSignal.any([gone, cardGone.signal]),
    )
    .finally(cardGone.stop)
  if (!signature.ok) return signature
  return ok({
    signatureAlgorithm: `${hash}with${keyType}`,
    signature: envelope.value.close(signature.value),
    chain: [certificate.der, ...card.chain],
  })
}

/** The key of a card here that fits the request, which its holder may use now, for a site that may request it. */
export async function findUsableKey(
  request: Pick<SignRequest, 'purpose' | 'selector'>,
  origin: string,
  { desk, settings, isNewEnough }: Pick<SignDeps, 'desk' | 'settings' | 'isNewEnough'>,
): Promise<Result<Key, SignRefusal>> {
  const { purpose } = request
  const chosen = await settings.load()
  const requester = await checkRequester(chosen, { origin, isNewEnough })
  if (!requester.ok) return requester
  const found = await findKey(request, readersFor(chosen, desk), desk)
  if (!found.ok) return found
  const { card } = found.value

  const known = card.rights[purpose] ?? { kind: 'unreadable' }
  const isKnown = 'revocation' in known && known.revocation === 'not-revoked'
  // A newer status is queried while the person types; a good one that is known is enough for the prompt.
  const right = await desk.awaitRight(
    card,
    purpose,
    isKnown ? { limit: 0, isNew: true } : { limit: firstLimit },
  )
  if (!mayBeUsed(right)) return refuse({ kind: 'no-right-of-use', right })
  if (!card.activated) return refuse({ kind: 'not-activated' })
  if (card.pins.find((pin) => pin.purpose === purpose)?.blocked === true)
    return refuse({ kind: 'pin-blocked' })
  return found
}

/** The reader that the user chose, while it is connected. */
export function readersFor({ readerId }: Settings, { readers }: CardDesk): readonly CardReader[] {
  const chosen = readers.filter(({ id }) => id === readerId)
  return chosen.length === 0 ? readers : chosen
}

export type KeyType = 'ECDSA' | 'RSA'

export type Key = {
  readonly reader: CardReader
  readonly card: CardSeen
  readonly certificate: Certificate
  readonly keyType: KeyType
}

async function findKey(
  { purpose, selector }: Pick<SignRequest, 'purpose' | 'selector'>,
  readers: readonly CardReader[],
  desk: CardDesk,
): Promise<Result<Key, SignRefusal>> {
  let hasCard = false
  for (const reader of readers) {
    const seen = await desk.see(reader)
    if (seen.state !== 'card') continue
    hasCard = true
    const der = seen.card.certificates.find((each) => each.purpose === purpose)?.der
    const certificate = der && decodeCertificate(der)
    if (!certificate?.ok) continue
    const keyType = keyTypeOf(certificate.value)
    if (fitsAlgorithm(keyType, selector) && fitsIssuer(certificate.value, selector))
      return ok({ reader, card: seen.card, certificate: certificate.value, keyType })
  }
  return refuse({ kind: hasCard ? 'no-matching-key' : 'no-card' })
}

export const keyTypeOf = ({ subjectPublicKeyInfo }: Certificate): KeyType =>
  decodePublicKey(subjectPublicKeyInfo)?.kind === 'rsa' ? 'RSA' : 'ECDSA'

const fitsAlgorithm = (keyType: KeyType, { keyAlgorithms }: SignRequest['selector']): boolean =>
  keyAlgorithms.length === 0 || keyAlgorithms.some((name) => algorithmNames[keyType].includes(name))

/** Web services write the one kind in three ways. */
const algorithmNames: Readonly<Record<KeyType, readonly string[]>> = {
  RSA: ['rsa'],
  ECDSA: ['ec', 'ecc', 'ecdsa'],
}

/**
 * An issuer is named by its common name, its full name (RFC 4514, with any spacing, in either order), or
 * its DER in base64.
 */
function fitsIssuer(
  { issuer, issuerDer }: Certificate,
  { issuers }: SignRequest['selector'],
): boolean {
  if (issuers.length === 0) return true
  const whole = partsOf(formatName(issuer))
  return issuers.some(
    (name) =>
      name === attributeOf(issuer, attributeTypes.commonName) ||
      name === Buffer.from(issuerDer).toString('base64') ||
      [whole, whole.toReversed()].some((parts) => parts.join() === partsOf(name).join()),
  )
}

/** The parts of a name; a comma that belongs to a part has a backslash before it. */
const partsOf = (name: string): readonly string[] =>
  name.split(/(?<!\\),/).map((part) => part.trim().toLowerCase())

export const algorithmOf = (keyType: KeyType, hash: HashAlgorithm): CardSignatureAlgorithm =>
  `${keyType === 'RSA' ? 'rsa' : 'ecdsa'}-${cardHash[hash]}`

const maxShownTextBytes = 20_000

/** For a log-in the text contains only the origin, which is shown above. */
function shownContent({ purpose, hash, content }: SignRequest, digest: Uint8Array) {
  const isShown = content.kind === 'data' && purpose === 'signature'
  const text = isShown ? plainText(content.data, maxShownTextBytes) : undefined
  return {
    digestAlgorithm: hash,
    digest: Buffer.from(digest).toString('hex'),
    ...(text !== undefined && { text }),
  }
}
