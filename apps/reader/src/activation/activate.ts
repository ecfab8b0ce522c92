import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Language } from '@sotevarmenne/pages/languages'
import { withCard } from '@sotevarmenne/smartcard/apdu'
import { activateCard, type ActivationRefusal } from '@sotevarmenne/smartcard/activation'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { toHex } from '@sotevarmenne/smartcard/bytes'
import { isActivationCode } from '@sotevarmenne/smartcard/card-pins'
import { codeProofOf } from '@sotevarmenne/smartcard/code-proof'
import { codeAndPinSteps } from '@sotevarmenne/smartcard/reset'
import {
  identifyCard,
  isSameCard,
  readMinDigits,
  signWith,
  type CardInHand,
  type SignRefusal,
} from '@sotevarmenne/smartcard/use'
import type { CardSignatureAlgorithm, CardTrouble } from '@sotevarmenne/smartcard/words'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import type { CardDesk } from '../cards/card-desk.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { pinResetOf } from '../cards/pin-reset.ts'
import type { Clock } from '../clock.ts'
import type { ServiceRefusal } from '../request-service.ts'
import { mistakesInPins, type NewPins, type NewPinsMistake } from '../new-pins.ts'
import { playRelay, type PlayRefusal } from '../relay/play-relay.ts'
import type { RelayService } from '../relay/service.ts'
import { keyTypeOf } from '../signing-api/sign.ts'
import type { Reports } from './reports.ts'
import type { ActivationService } from './service.ts'

/** What the person typed: data from the activation letter, and the PINs that they chose. */
export type ActivationForm = NewPinsForm & {
  /** Empty where the letter has no number, as with cards of other issuers. */
  readonly letterNumber: string
}

export type NewPinsForm = NewPins & { readonly activationCode: string }

export type FormMistake =
  | { readonly kind: 'letter-number-not-10-digits' }
  | { readonly kind: 'activation-code-not-8-digits' }
  | NewPinsMistake

export type ActivateRefusal =
  /** All of them, found without the card and the service. */
  | { readonly kind: 'form-mistakes'; readonly mistakes: readonly FormMistake[] }
  | ServiceRefusal
  | PlayRefusal
  | ActivationRefusal
  | { readonly kind: 'no-card' | 'card-in-use' }
  | { readonly kind: 'another-card' }
  /** New PINs can be set only on a card in use. */
  | { readonly kind: 'not-activated' }
  /** A new code was ordered in its place. */
  | { readonly kind: 'code-replaced' }

export type ActivateDeps = {
  readonly desk: CardDesk
  readonly service: ActivationService
  readonly relayService: Pick<RelayService, 'renewCode' | 'takeTurn'>
  readonly reports: Reports
  readonly clock: Clock
}

/**
 * Activates the card in the reader: the service checks the letter before the code is tried, so that a
 * letter of another card costs no try; then both PINs are set, and the activation is reported with a
 * signature of the new key. If the card does not know the code of a new letter yet, the service opens the
 * card and the code is written. A card with a fixed code may be of another issuer, with a letter without a
 * number: the code then goes to the card alone, and no report is expected.
 */
export async function activate(
  reader: CardReader,
  form: ActivationForm,
  language: Language,
  { desk, service, relayService, reports, clock }: ActivateDeps,
): Promise<Result<{ readonly report: 'sent' | 'stored' | 'not-due' }, ActivateRefusal>> {
  const seen = await desk.see(reader)
  if (seen.state !== 'card') return refuse({ kind: 'no-card' })
  const { card } = seen

  const { cardNumber } = card
  const letterNumber = withoutSpaces(form.letterNumber)
  const hasNoLetter = letterNumber === '' && pinResetOf(card) === 'same-letter'
  const mistakes: readonly FormMistake[] = [
    ...(hasNoLetter || /^\d{10}$/.test(letterNumber)
      ? []
      : [{ kind: 'letter-number-not-10-digits' } as const]),
    ...mistakesIn(form),
  ]
  if (mistakes.length > 0) return refuse({ kind: 'form-mistakes', mistakes })
  if (hasNoLetter) {
    const set = await desk.use(reader, (channel) => setPins(channel, card, form))
    return set.ok ? ok({ report: 'not-due' }) : set
  }
  const letter = await service.checkLetter({ cardNumber, letterNumber }, language)
  if (!letter.ok) return letter

  const signedAt = formatInstant(clock.now())
  const statement = `activation;${cardNumber};${letterNumber};${signedAt}`
  const proof = await desk.use(
    reader,
    async (channel): Promise<Result<Uint8Array | undefined, ActivateRefusal>> => {
      const set = letter.value.codeOnCard
        ? await setPins(channel, card, form)
        : await withCard(() =>
            putCodeOnCard(channel, card, form, { service: relayService, language }),
          )
      if (!set.ok) return set
      const signature = await signStatement(channel, card, form.pin1, statement)
      // The PINs are set even if the signature failed: the service then learns of the card at its first use.
      return ok(signature.ok ? signature.value : undefined)
    },
  )
  if (!proof.ok) return proof
  if (proof.value === undefined) return ok({ report: 'stored' })
  const signature = Buffer.from(proof.value).toString('base64')
  const isSent = await reports.send({ cardNumber, letterNumber, signedAt, signature })
  return ok({ report: isSent ? 'sent' : 'stored' })
}

/**
 * Sets both PINs again with the activation code of a card in use, for example when one is locked. The
 * service is asked first whether a new code was ordered in its place: a found letter with a found card must
 * not set PINs. Where the service can not be reached this works without it. No letter is checked; against
 * the code of another card's letter, the counter of tries protects, and the tries left are shown. A card
 * that is not activated is refused: `activate` reports it to the service.
 */
export async function setNewPins(
  reader: CardReader,
  form: NewPinsForm,
  language: Language,
  { desk, service }: Pick<ActivateDeps, 'desk' | 'service'>,
): Promise<Result<{ readonly isCodeChecked: boolean }, ActivateRefusal>> {
  const mistakes = mistakesIn(form)
  if (mistakes.length > 0) return refuse({ kind: 'form-mistakes', mistakes })
  const seen = await desk.see(reader)
  if (seen.state !== 'card') return refuse({ kind: 'no-card' })
  const { card } = seen
  if (!card.activated) return refuse({ kind: 'not-activated' })
  const checked = await service.checkCode({ cardNumber: card.cardNumber }, language)
  if (checked.ok && checked.value.isReplaced) return refuse({ kind: 'code-replaced' })
  const set = await desk.use(reader, (channel) => setPins(channel, card, form))
  return set.ok ? ok({ isCodeChecked: checked.ok }) : set
}

/** The mistakes in the form that can be found without the card and the service. */
const mistakesIn = ({ activationCode, ...pins }: NewPinsForm): readonly FormMistake[] => [
  ...(isActivationCode(withoutSpaces(activationCode))
    ? []
    : [{ kind: 'activation-code-not-8-digits' } as const]),
  ...mistakesInPins(pins),
]

/** The letter prints long numbers in groups. */
const withoutSpaces = (text: string): string => text.replace(/\s/g, '')

async function setPins(
  channel: CardChannel,
  card: CardInHand,
  { activationCode, pin1, pin2 }: NewPinsForm,
): Promise<Result<void, ActivateRefusal>> {
  // The request to the service takes time, and the card may have been changed meanwhile.
  const now = await identifyCard(channel)
  if (!now.ok) return now
  if (!isSameCard(now.value, card)) return refuse({ kind: 'another-card' })
  return activateCard(channel, { activationCode: withoutSpaces(activationCode), pin1, pin2 })
}

/**
 * Writes the code of a new letter with both PINs. The service, not the card, detects a code that is not the
 * letter's.
 */
async function putCodeOnCard(
  channel: CardChannel,
  card: CardInHand,
  form: ActivationForm,
  {
    service,
    language,
  }: { readonly service: ActivateDeps['relayService']; readonly language: Language },
): Promise<Result<unknown, ActivateRefusal>> {
  const now = await identifyCard(channel)
  if (!now.ok) return now
  if (!isSameCard(now.value, card)) return refuse({ kind: 'another-card' })
  const minDigits = await readMinDigits(channel)
  if (!minDigits.ok) return minDigits
  const mistakes = mistakesInPins(form, minDigits.value)
  if (mistakes.length > 0) return refuse({ kind: 'form-mistakes', mistakes })

  const { cardNumber } = card
  const { pin1, pin2 } = form
  const letterNumber = withoutSpaces(form.letterNumber)
  const activationCode = withoutSpaces(form.activationCode)
  const proof = await codeProofOf(activationCode, { cardNumber, letterNumber })
  const first = await service.renewCode(
    {
      cardNumber,
      letterNumber,
      proof: Buffer.from(proof).toString('base64'),
      atr: toHex(channel.atr),
    },
    language,
  )
  if (!first.ok) return first
  return playRelay(channel, first.value, {
    operation: 'code-renewal',
    service,
    language,
    ownSteps: codeAndPinSteps({ activationCode, pin1, pin2 }),
  })
}

function signStatement(
  channel: CardChannel,
  { certificates }: CardInHand,
  pin: string,
  statement: string,
): Promise<Result<Uint8Array, SignRefusal | CardTrouble>> {
  const der = certificates.find(({ purpose }) => purpose === 'authentication')?.der
  const certificate = der && decodeCertificate(der)
  const isRsa = certificate?.ok === true && keyTypeOf(certificate.value) === 'RSA'
  const algorithm: CardSignatureAlgorithm = isRsa ? 'rsa-sha256' : 'ecdsa-sha384'
  return signWith(channel, {
    purpose: 'authentication',
    pin,
    algorithm,
    data: new Uint8Array(Buffer.from(statement)),
  })
}
