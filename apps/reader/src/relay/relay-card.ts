import { relayPurpose, type RelayPurpose } from '@sotevarmenne/api/card-relay'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Language } from '@sotevarmenne/pages/languages'
import { withCard } from '@sotevarmenne/smartcard/apdu'
import { toHex } from '@sotevarmenne/smartcard/bytes'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { leastOfAnyCard, type LeastDigits } from '@sotevarmenne/smartcard/card-pins'
import { setPinsAnew } from '@sotevarmenne/smartcard/set-anew'
import { identifyCard, isSameCard, readLeastDigits } from '@sotevarmenne/smartcard/use'
import type { CardTrouble } from '@sotevarmenne/smartcard/words'
import { z } from 'zod'
import type { ServiceRefusal } from '../ask-service.ts'
import type { CardDesk, CardSeen } from '../cards/card-desk.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { holderOf } from '../cards/certificate-facts.ts'
import { pinsAnewOf } from '../cards/pins-anew.ts'
import { mistakeInPins } from '../new-pins.ts'
import type { PromptRefusal, Prompts, RelayForm } from '../prompts/prompts.ts'
import { judgeAsker, type AskerRefusal, type SettingsStore } from '../settings/settings.ts'
import { playRelay, type PlayRefusal } from './play-relay.ts'
import type { RelayService } from './service.ts'

/** The body of `POST /relay`: what the service gave to its own portal. */
export const relayRequest = z.object({ ticket: z.string().min(1).max(100), purpose: relayPurpose })
export type RelayRequest = z.infer<typeof relayRequest>

export type RelayRefusal =
  | { readonly kind: 'no-card' | 'no-blank' | 'card-in-use' | 'another-card' }
  /** Nobody but the code of its letter sets the PINs of the card that is in. */
  | { readonly kind: 'code-stays' }
  | AskerRefusal
  | ServiceRefusal
  | PlayRefusal
  | CardTrouble
  | PromptRefusal

/** How the last relay ended, to be told on the page. */
export type RelayTold =
  | { readonly purpose: RelayPurpose; readonly isDone: true }
  | { readonly purpose: RelayPurpose; readonly isDone: false; readonly refusal: RelayRefusal }

export type Relays = {
  /** Lets the service speak to a card here, once the person has agreed on the reader's own page. */
  readonly relay: (
    request: RelayRequest,
    asked: { readonly origin: string; readonly language: Language; readonly gone: AbortSignal },
  ) => Promise<Result<unknown, RelayRefusal>>
  readonly told: () => RelayTold | undefined
  /** The person has read it. */
  readonly forget: () => void
}

export type RelayDeps = {
  readonly desk: CardDesk
  readonly prompts: Prompts
  readonly settings: SettingsStore
  readonly service: RelayService
  /** Whether the service allows this version to use cards. */
  readonly isNewEnough: () => boolean
}

export function createRelays(deps: RelayDeps): Relays {
  let told: RelayTold | undefined
  return {
    relay: async (request, asked) => {
      const { purpose } = request
      const relayed = await relayCard(request, asked, deps)
      if (relayed.ok) told = { purpose, isDone: true }
      else if (!isPersonsOwn(relayed.refusal)) told = { purpose, isDone: false, ...relayed }
      deps.desk.changed()
      return relayed
    },
    told: () => told,
    forget: () => {
      told = undefined
    },
  }
}

/** Of what the person did, or of a question that was never shown, the page need tell nothing. */
const isPersonsOwn = ({ kind }: RelayRefusal): boolean =>
  ['cancelled', 'timed-out', 'asker-gone', 'another-question-waits', 'asked-too-often'].includes(
    kind,
  )

/** A card that the service may speak to: it is in a reader here. */
type Candidate = {
  readonly reader: CardReader
  /** Undefined for a blank, which nobody can read yet. */
  readonly card: CardSeen | undefined
  readonly leastDigits: LeastDigits
}

/** New PINs are set beside the card, and typed here alone. */
export const asksNewPins = (purpose: RelayPurpose): boolean => purpose !== 'spare-card-return'

async function relayCard(
  { ticket, purpose }: RelayRequest,
  asked: { readonly origin: string; readonly language: Language; readonly gone: AbortSignal },
  { desk, prompts, settings, service, isNewEnough }: RelayDeps,
): Promise<Result<unknown, RelayRefusal>> {
  const chosen = await settings.load()
  const asker = judgeAsker(chosen, { origin: asked.origin, isNewEnough })
  if (!asker.ok) return asker
  // A card to which the service speaks already can't be looked at.
  if (prompts.pending().length > 0) return refuse({ kind: 'another-question-waits' })
  const language = chosen.language ?? asked.language
  const { candidates, instead } = await candidatesFor(purpose, desk)
  if (candidates.length === 0) return refuse({ kind: instead })
  const question = {
    purpose,
    origin: asked.origin,
    cards: candidates.map(({ reader, card, leastDigits }) => ({
      readerId: reader.id,
      readerName: reader.name,
      ...(card && {
        holder: holderOf(card.certificates[0]?.der)?.name ?? card.label,
        cardNumber: card.cardNumber,
      }),
      leastDigits,
    })),
  }
  return prompts.askConsent<unknown, RelayRefusal>(
    question,
    async (form) => {
      const candidate = candidates.find(({ reader }) => reader.id === form.reader)
      if (!candidate) return refuse({ final: { kind: 'no-card' } })
      const mistake = asksNewPins(purpose) ? mistakeInPins(form, candidate.leastDigits) : undefined
      if (mistake) return refuse({ again: mistake })
      const played = await desk.use(candidate.reader, (channel) =>
        withCard(() =>
          letServiceSpeak(channel, candidate, { ticket, purpose, form, language, service }),
        ),
      )
      return played.ok ? played : refuse({ final: played.refusal })
    },
    asked.gone,
  )
}

/**
 * A spare card is made of a blank, or of one that an earlier try left unfinished: never of a card that is in use. Anything else is
 * done to a card that can be read, and a spare card that can't be read any more is emptied too. The service has no key to a
 * card whose code stays: it is none of them.
 */
async function candidatesFor(
  purpose: RelayPurpose,
  desk: CardDesk,
): Promise<{
  readonly candidates: readonly Candidate[]
  /** Why there is none. */
  readonly instead: 'no-blank' | 'no-card' | 'card-in-use' | 'code-stays'
}> {
  const found: Candidate[] = []
  let instead: 'no-blank' | 'no-card' | 'card-in-use' | 'code-stays' =
    purpose === 'spare-card' ? 'no-blank' : 'no-card'
  for (const reader of desk.readers) {
    const seen = await desk.see(reader)
    const isMute = ['blank', 'unfinished', 'unreadable'].includes(seen.state)
    if (isMute && purpose !== 'unlock')
      found.push({ reader, card: undefined, leastDigits: spareCardDigits })
    if (seen.state === 'in-use') instead = 'card-in-use'
    if (seen.state !== 'card') continue
    const { card } = seen
    if (pinsAnewOf(card) === 'same-letter') {
      if (instead === 'no-card') instead = 'code-stays'
      continue
    }
    if (purpose !== 'spare-card')
      found.push({ reader, card, leastDigits: await leastDigitsIn(reader) })
    else if (!card.activated) found.push({ reader, card, leastDigits: spareCardDigits })
  }
  const rank = ({ card }: Candidate): number => {
    if (purpose === 'spare-card') return card === undefined ? 0 : 1
    return card === undefined ? 1 : 0
  }
  return { candidates: found.toSorted((one, other) => rank(one) - rank(other)), instead }
}

/** As the service makes its spare cards; of a card that is there already, the card itself is asked. */
const spareCardDigits: LeastDigits = { pin1: 4, pin2: 6 }

async function leastDigitsIn(reader: CardReader): Promise<LeastDigits> {
  const read = await reader.withCard(readLeastDigits)
  return read.ok && read.value.ok ? read.value.value : leastOfAnyCard
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
    // The card may have been changed while the person was thinking.
    const now = await identifyCard(channel)
    if (!now.ok) return now
    if (!isSameCard(now.value, card)) return refuse({ kind: 'another-card' })
  }
  const first = await service.open({ ticket, purpose, atr: toHex(channel.atr) }, language)
  if (!first.ok) return first
  return playRelay(channel, first.value, {
    service,
    language,
    ...(asksNewPins(purpose) && {
      ownStep: async (to: CardChannel) => (await setPinsAnew(to, form)).ok,
    }),
  })
}
