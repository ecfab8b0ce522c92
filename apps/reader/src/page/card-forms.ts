import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import type { Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { languageOf, sendPage, type Site } from '@sotevarmenne/pages/page'
import { isPin } from '@sotevarmenne/smartcard/card-pins'
import { changePin } from '@sotevarmenne/smartcard/use'
import { z } from 'zod'
import {
  activate,
  setNewPins,
  type ActivateDeps,
  type ActivateRefusal,
  type FormMistake,
} from '../activation/activate.ts'
import type { CardSeen } from '../cards/card-desk.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { pinResetOf } from '../cards/pin-reset.ts'
import { mistakeInPin } from '../new-pins.ts'
import { formScript } from './form-script.ts'
import { activationForm, changePinForm, newPinsForm, type Mistake } from './forms.ts'
import { inSentences } from './in-sentences.ts'
import { newPinsText, newPinText } from './new-pin-texts.ts'
import { codeLockedText, pinLockedText, refusalTexts, texts, type News } from './texts.ts'

/** The forms for a card in a reader: activation, new PINs, change of a PIN. */
export function addCardForms(
  pages: FastifyInstance,
  deps: ActivateDeps,
  {
    site,
    back,
    serviceOrigin,
  }: { readonly site: Site; readonly back: Back; readonly serviceOrigin: string },
): void {
  const { desk } = deps

  /**
   * Handles a request for the card in the reader that it names; redirects to the front page when the card is
   * gone.
   */
  const withCard =
    (namedIn: 'query' | 'body', response: (found: Found) => FastifyReply | Promise<FastifyReply>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const named = readerNamed.safeParse(request[namedIn])
      const reader = named.success ? desk.find(named.data.reader) : undefined
      const seen = reader && (await desk.see(reader))
      if (!reader || seen?.state !== 'card') return back(reply)
      const { body } = request
      return response({
        request,
        reply,
        body,
        reader,
        card: seen.card,
        language: languageOf(request),
      })
    }

  const show = (
    { request, reply, language }: Found,
    title: Text,
    body: Html,
    { mistakes = [] }: Sent,
  ) =>
    sendPage(request, reply, site, {
      ...{ title: title[language], body, script: formScript },
      status: mistakes.length > 0 ? 422 : 200,
    })
  const formOf = ({ card, reader }: Found, { mistakes = [] }: Sent) => ({
    ...{ card, readerId: reader.id, mistakes },
  })
  const showActivation = (found: Found, sent: Sent = {}) => {
    const form = { ...formOf(found, sent), letterNumber: sent.letterNumber ?? '' }
    return show(found, texts.activate, activationForm(found.language, form), sent)
  }
  const showNewPins = (found: Found, sent: Sent = {}) => {
    const form = { ...formOf(found, sent), serviceOrigin }
    return show(found, texts.newPins, newPinsForm(found.language, form), sent)
  }
  const showChangePin = (found: Found, which: 'pin1' | 'pin2' = 'pin1', sent: Sent = {}) => {
    const form = { ...formOf(found, sent), which }
    return show(found, texts.changePin, changePinForm(found.language, form), sent)
  }

  /** As `withCard`, for what a code sets: for a card without a code the front page says what to do. */
  const withCode = (namedIn: 'query' | 'body', response: Parameters<typeof withCard>[1]) =>
    withCard(namedIn, (found) =>
      pinResetOf(found.card) === 'registration-point' ? back(found.reply) : response(found),
    )

  pages.get(
    '/activate',
    withCode('query', (found) => showActivation(found)),
  )
  pages.post(
    '/activate',
    withCode('body', async (found) => {
      const form = activationFields.parse(found.body)
      const activated = await activate(found.reader, form, found.language, deps)
      return activated.ok
        ? back(
            found.reply,
            activated.value.report === 'stored' ? 'activatedUnreported' : 'activated',
          )
        : showActivation(found, {
            letterNumber: form.letterNumber,
            mistakes: mistakesOf(activated.refusal, found),
          })
    }),
  )

  pages.get(
    '/new-pins',
    withCode('query', (found) =>
      found.card.activated ? showNewPins(found) : showActivation(found),
    ),
  )
  pages.post(
    '/new-pins',
    withCode('body', async (found) => {
      const form = newPinsFields.parse(found.body)
      const set = await setNewPins(found.reader, form, found.language, deps)
      return set.ok
        ? back(found.reply, set.value.isCodeChecked ? 'pinsSet' : 'pinsSetUnchecked')
        : showNewPins(found, { mistakes: mistakesOf(set.refusal, found) })
    }),
  )

  pages.get(
    '/change-pin',
    withCard('query', (found) => showChangePin(found)),
  )
  pages.post(
    '/change-pin',
    withCard('body', async (found) => {
      const { which, oldPin, newPin, newPinAgain: again } = changeFields.parse(found.body)
      const wrong = mistakeInPin({ pin: newPin, again, former: oldPin })
      const mistakes = [
        ...(isPin(oldPin)
          ? []
          : [{ text: refusalTexts['pin-not-4-to-8-digits'][found.language], field: 'oldPin' }]),
        ...(wrong
          ? [{ text: newPinText(wrong, found.language), field: fieldOf(wrong, 'newPin') }]
          : []),
      ]
      if (mistakes.length > 0) return showChangePin(found, which, { mistakes })

      const purpose = which === 'pin1' ? 'authentication' : 'signature'
      const changed = await desk.use(found.reader, (channel) =>
        changePin(channel, { purpose, oldPin, newPin }),
      )
      return changed.ok
        ? back(found.reply, 'pinChanged')
        : showChangePin(found, which, { mistakes: mistakesOf(changed.refusal, found) })
    }),
  )
}

/** What is wrong with what was sent. No PIN and no code of it gets into a page. */
type Sent = {
  readonly letterNumber?: string
  readonly mistakes?: readonly Mistake[]
}

/** Redirects the browser to the front page, which shows the news. */
export type Back = (reply: FastifyReply, news?: News) => FastifyReply

type Found = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly body: unknown
  readonly reader: CardReader
  readonly card: CardSeen
  readonly language: Language
}

export const readerNamed = z.object({ reader: z.string() })
/** A missing field counts as an empty one. */
const typed = z.string().trim().default('')
const newPinsFields = z.object({
  activationCode: typed,
  pin1: typed,
  pin1Again: typed,
  pin2: typed,
  pin2Again: typed,
})
const activationFields = newPinsFields.extend({ letterNumber: typed })
const changeFields = z.object({
  which: z.enum(['pin1', 'pin2']).default('pin1'),
  oldPin: typed,
  newPin: typed,
  newPinAgain: typed,
})

type Refusal =
  | ActivateRefusal
  | { readonly kind: 'pin-not-4-to-8-digits' }
  | { readonly kind: 'new-pin-too-short'; readonly minDigits: number }
  | { readonly kind: 'pin-blocked' }
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }

/** What is wrong, in words, each at the field where it can be corrected. */
const mistakesOf = (
  refusal: Refusal,
  found: Pick<Found, 'card' | 'language'>,
): readonly Mistake[] =>
  refusal.kind === 'form-mistakes'
    ? refusal.mistakes.map((mistake) => mistakeInForm(mistake, found.language))
    : [mistakeOf(refusal, found)]

const mistakeInForm = (mistake: FormMistake, language: Language): Mistake =>
  'which' in mistake
    ? { text: newPinsText(mistake, language), field: fieldOf(mistake, mistake.which) }
    : {
        text: refusalTexts[mistake.kind][language],
        field: mistake.kind === 'letter-number-not-10-digits' ? 'letterNumber' : 'activationCode',
      }

const fieldOf = ({ kind }: { readonly kind: string }, field: string): string =>
  kind === 'pins-differ' ? `${field}Again` : field

function mistakeOf(
  refusal: Exclude<Refusal, { readonly kind: 'form-mistakes' }>,
  { card, language }: Pick<Found, 'card' | 'language'>,
): Mistake {
  const text = refusalTexts[refusal.kind][language]
  switch (refusal.kind) {
    case 'pin-not-4-to-8-digits':
      return 'which' in refusal ? { text, field: refusal.which } : { text }
    case 'pin-too-short':
      return { text: newPinsText(refusal, language), field: refusal.which }
    case 'new-pin-too-short':
      return {
        text: newPinText({ ...refusal, kind: 'pin-too-short' }, language),
        field: 'newPin',
      }
    case 'service-refused':
      return { text: inSentences(refusal.title, refusal.advice, text) }
    case 'stopped-by-service': {
      const { title, advice } = refusal.said
      return { text: [title[language], advice?.[language] ?? text].join(' ') }
    }
    case 'activation-code-not-8-digits':
      return { text, field: 'activationCode' }
    case 'wrong-activation-code':
    case 'wrong-pin':
      return {
        text: `${text} ${texts.triesLeft[language]}: ${String(refusal.triesLeft)}.`,
        field: refusal.kind === 'wrong-pin' ? 'oldPin' : 'activationCode',
      }
    case 'activation-code-blocked':
      return { text: codeLockedText(card)[language] }
    case 'pin-blocked':
      return { text: pinLockedText(card)[language] }
    case 'command-refused':
      return { text: `${text} (${refusal.command})` }
    case 'code-replaced':
      return { text, field: 'activationCode' }
    case 'another-card':
    case 'card-in-use':
    case 'card-refused':
    case 'card-removed':
    case 'card-unreadable':
    case 'no-card':
    case 'not-activated':
    case 'own-step-missing':
    case 'service-lost':
    case 'service-unavailable':
      return { text }
    default:
      return unreachable(refusal)
  }
}
