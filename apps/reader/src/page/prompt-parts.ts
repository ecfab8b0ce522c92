import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import type { Pending, PinTrouble } from '../prompts/prompts.ts'
import { refusalTexts, texts } from './texts.ts'

/** Which site asks, and for whose card. */
export const requester = (
  { origin, holder }: { readonly origin: string; readonly holder: string },
  language: Language,
): Html =>
  html`<dl>
    <dt>${texts.requester[language]}</dt>
    <dd class="origin">${origin}</dd>
    <dt>${texts.card[language]}</dt>
    <dd>${holder}</dd>
  </dl>`

/** The field of a PIN, after what was wrong with the last one. */
export const pinField = (
  id: string,
  { label, trouble }: { readonly label: string; readonly trouble: string | undefined },
): Html =>
  html`${trouble !== undefined && html`<p class="bad" role="alert" id="trouble-${id}">${trouble}</p>`}
    <label for="pin-${id}">${label}</label>
    <input
      id="pin-${id}"
      name="pin"
      type="password"
      inputmode="numeric"
      autocomplete="off"
      minlength="4"
      maxlength="8"
      required
      ${trouble !== undefined && trustedMarkup(`autofocus aria-describedby="trouble-${id}"`)}
    />`

export const promptButtons = (id: string, agree: string, language: Language): Html =>
  html`<div class="buttons">
    <button>${agree}</button>
    <button class="quiet" formaction="requests/${id}/cancel" formnovalidate>
      ${texts.cancel[language]}
    </button>
  </div>`

/** Undefined when it is not about a PIN that exists. */
export function pinTroubleText(
  trouble: Pending['trouble'],
  language: Language,
): string | undefined {
  if (!trouble || !isOfPin(trouble)) return undefined
  const text = refusalTexts[trouble.kind][language]
  return trouble.kind === 'wrong-pin'
    ? `${text} ${texts.triesLeft[language]}: ${String(trouble.triesLeft)}.`
    : text
}

const isOfPin = (trouble: NonNullable<Pending['trouble']>): trouble is PinTrouble =>
  trouble.kind === 'wrong-pin' || trouble.kind === 'pin-not-4-to-8-digits'
