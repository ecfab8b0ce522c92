import { relayPurpose, type RelayPurpose } from '@sotevarmenne/api/card-relay'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Language } from '@sotevarmenne/pages/languages'
import { withCard } from '@sotevarmenne/smartcard/apdu'
import { toHex } from '@sotevarmenne/smartcard/bytes'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { minOfAnyCard, type MinDigits } from '@sotevarmenne/smartcard/card-pins'
import { pinSteps } from '@sotevarmenne/smartcard/reset'
import { identifyCard, isSameCard, readMinDigits } from '@sotevarmenne/smartcard/use'
import type { CardTrouble } from '@sotevarmenne/smartcard/words'
import { z } from 'zod'
import type { ServiceRefusal } from '../request-service.ts'
import type { CardDesk, CardSeen } from '../cards/card-desk.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { holderOf } from '../cards/certificate-facts.ts'
import { pinResetOf } from '../cards/pin-reset.ts'
import { mistakesInPins } from '../new-pins.ts'
import type { PromptRefusal, Prompts, RelayForm } from '../prompts/prompts.ts'
import { checkRequester, type RequesterRefusal, type SettingsStore } from '../settings/settings.ts'
import { playRelay, type PlayRefusal } from './play-relay.ts'
import type { RelayService } from './service.ts'

/** The body of `POST /relay`: what the service gave to its own portal. */
export const relayRequest = z.object({
  ticket: z.string().min(1).max(100),
  purpose: relayPurpose,
  /** Who gets the card, where nothing on it says so. Control and direction characters could disguise a name. */
  holder: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u)
    .optional(),
})
export type RelayRequest = z.infer<typeof relayRequest>

export type RelayRefusal =
  | { readonly kind: 'no-card' | 'no-blank' | 'no-spare-card' | 'card-in-use' | 'another-card' }
  /** Only the code of its letter sets the PINs of the card in the reader. */
  | { readonly kind: 'code-stays' }
  | RequesterRefusal
  | ServiceRefusal
  | PlayRefusal
  | CardTrouble
  | PromptRefusal

/** How the last relay ended, to be shown on the page. */
export type RelayReported =
  | { readonly purpose: RelayPurpose; readonly isDone: true }
  | { readonly purpose: RelayPurpose; readonly isDone: false; readonly refusal: RelayRefusal }

export type Relays = {
  /** Lets the service communicate with a card here, once the person has agreed on the reader's own page. */
  readonly relay: (
    request: RelayRequest,
    requested: { readonly origin: string; readonly language: Language; readonly gone: AbortSignal },
  ) => Promise<Result<unknown, RelayRefusal>>
  readonly lastResult: () => RelayReported | undefined
  /** The person has read it. */
  readonly forget: () => void
}

export type RelayDeps = {
  readonly desk: CardDesk
  readonly prompts: Prompts
  readonly settings: SettingsStore
  readonly service: RelayService
  /** Whether the service allows this version to use cards. */
  readonly isNewEnough: () => Promise<boolean>
}

export function createRelays(deps: RelayDeps): Relays {
  let lastResult: RelayReported | undefined
  return {
    relay: async (request, requested) => {
      const { purpose } = request
      const relayed = await relayCard(request, requested, deps)
      if (relayed.ok) lastResult = { purpose, isDone: true }
      else if (!isPersonsOwn(relayed.refusal)) lastResult = { purpose, isDone: false, ...relayed }
      deps.desk.changed()
      return relayed
    },
    lastResult: () => lastResult,
    forget: () => {
      lastResult = undefined
    },
  }
}

/** The page reports nothing about the person's own actions, or about a request that was never shown. */
const isPersonsOwn = ({ kind }: RelayRefusal): boolean =>
  [
    'cancelled',
    'timed-out',
    'requester-gone',
    'another-request-waits',
    'requested-too-often',
  ].includes(kind)

/** A card that the service may communicate with: it is in a reader here. */
type Candidate = {
  readonly reader: CardReader
  /** Undefined for a blank card, which cannot be read yet. */
  readonly card: CardSeen | undefined
  readonly minDigits: MinDigits
}

/** New PINs are set in this program, and typed only here. */
export const requestsNewPins = (purpose: RelayPurpose): boolean => purpose !== 'spare-card-return'

async function relayCard(
  { ticket, purpose, holder }: RelayRequest,
  requested: { readonly origin: string; readonly language: Language; readonly gone: AbortSignal },
  { desk, prompts, settings, service, isNewEnough }: RelayDeps,
): Promise<Result<unknown, RelayRefusal>> {
  const chosen = await settings.load()
  const requester = await checkRequester(chosen, { origin: requested.origin, isNewEnough })
  if (!requester.ok) return requester
  // A card that already communicates with the service cannot be read.
  if (prompts.pending().length > 0) return refuse({ kind: 'another-request-waits' })
  const language = chosen.language ?? requested.language
  const { candidates, instead } = await candidatesFor(purpose, desk)
  if (candidates.length === 0) return refuse({ kind: instead })
  const request = {
    purpose,
    origin: requested.origin,
    ...(holder !== undefined && { recipient: holder }),
    cards: candidates.map(({ reader, card, minDigits }) => ({
      readerId: reader.id,
      readerName: reader.name,
      ...(card && {
        holder: holderOf(card.certificates[0]?.der)?.name ?? card.label,
        cardNumber: card.cardNumber,
      }),
      minDigits,
    })),
  }
  const candidateIn = (form: RelayForm) =>
    candidates.find(({ reader }) => reader.id === form.reader)
  const cardsGone = desk.whenGone(candidates)
  const relayed = prompts.requestConsent<unknown, RelayRefusal>(
    request,
    (form) => (requestsNewPins(purpose) ? mistakesInPins(form, candidateIn(form)?.minDigits) : []),
    async (form) => {
      const candidate = candidateIn(form)
      if (!candidate) return refuse({ final: { kind: 'no-card' } })
      const played = await desk.use(candidate.reader, (channel) =>
        withCard(() =>
          letServiceSpeak(channel, candidate, { ticket, purpose, form, language, service }),
        ),
      )
      return played.ok ? played : refuse({ final: played.refusal })
    },
    AbortSignal.any([requested.gone, cardsGone.signal]),
  )
  return relayed.finally(cardsGone.stop)
}

type NoCandidate = 'no-blank' | 'no-spare-card' | 'no-card' | 'card-in-use' | 'code-stays'

/**
 * A spare card is produced from a blank card, or from one that an earlier attempt left unfinished: never
 * from a card in use. Only a spare card is returned, also one that can't be read any more; the registrar's
 * own card in the reader is not offered to be wiped. An unlock needs a readable card. The service has no key for a card with a fixed code, which is never a candidate.
 */
async function candidatesFor(
  purpose: RelayPurpose,
  desk: CardDesk,
): Promise<{
  readonly candidates: readonly Candidate[]
  /** Why there is no candidate. */
  readonly instead: NoCandidate
}> {
  const found: Candidate[] = []
  let instead: NoCandidate = purpose === 'spare-card' ? 'no-blank' : 'no-card'
  for (const reader of desk.readers) {
    const seen = await desk.see(reader)
    const isMute = ['blank', 'unfinished', 'unreadable'].includes(seen.state)
    if (isMute && purpose !== 'unlock')
      found.push({ reader, card: undefined, minDigits: spareCardDigits })
    if (seen.state === 'in-use') instead = 'card-in-use'
    if (seen.state !== 'card') continue
    const { card } = seen
    if (pinResetOf(card) === 'same-letter') {
      if (instead === 'no-card') instead = 'code-stays'
      continue
    }
    if (purpose === 'spare-card-return' && pinResetOf(card) !== 'registration-point') {
      instead = 'no-spare-card'
      continue
    }
    if (purpose !== 'spare-card') found.push({ reader, card, minDigits: await minDigitsIn(reader) })
    else if (!card.activated) found.push({ reader, card, minDigits: spareCardDigits })
  }
  const rank = ({ card }: Candidate): number => {
    if (purpose === 'spare-card') return card === undefined ? 0 : 1
    return card === undefined ? 1 : 0
  }
  return { candidates: found.toSorted((one, other) => rank(one) - rank(other)), instead }
}

/** As the service produces its spare cards; for an existing card, the card itself is read. */
const spareCardDigits: MinDigits = { pin1: 4, pin2: 6 }

async function minDigitsIn(reader: CardReader): Promise<MinDigits> {
  const read = await reader.withCard(readMinDigits)
  return read.ok && read.value.ok ? read.value.value : minOfAnyCard
}

async function letServiceSpeak(
  channel: CardChannel,
  { card }: Candidate,
  {
    ticket,
    purpose,
    form,
    language,
    service,
  }: RelayRequest & {
    readonly form: RelayForm
    readonly language: Language
    readonly service: RelayService
  },
): Promise<Result<unknown, RelayRefusal>> {
  if (card) {
    // The person may have changed the card meanwhile.
    const now = await identifyCard(channel)
    if (!now.ok) return now
    if (!isSameCard(now.value, card)) return refuse({ kind: 'another-card' })
  }
  const first = await service.open({ ticket, purpose, atr: toHex(channel.atr) }, language)
  if (!first.ok) return first
  return playRelay(channel, first.value, {
    operation: purpose,
    service,
    language,
    ownSteps: requestsNewPins(purpose) ? pinSteps(form) : [],
  })
}
