import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import type { NewPinsMistake } from '../new-pins.ts'
import type { Pending, RelayRequest } from '../prompts/prompts.ts'
import { requestsNewPins, type RelayReported } from '../relay/relay-card.ts'
import { promptButtons } from './prompt-parts.ts'
import { relayRefusalText, relayTexts, relayWords } from './relay-texts.ts'
import { newPinsText } from './new-pin-texts.ts'
import { texts } from './texts.ts'

/**
 * What the service wants to do to the card, with the person's consent and new PINs; then, that it is in
 * progress.
 */
export function relayRequest(
  { id, trouble, isUnderWay }: Pending,
  request: RelayRequest,
  language: Language,
): Html {
  const { purpose, origin, recipient, cards } = request
  const { requests, lead, agree } = relayTexts[purpose]
  if (isUnderWay === true)
    return html`<section
      class="box request"
      id="request-${id}"
      data-relay="${purpose}"
      data-under-way
    >
      <h2>${requests[language]}</h2>
      <p role="status"><strong>${relayWords.underWay[language]}</strong></p>
      <progress aria-label="${requests[language]}"></progress>
    </section>`

  const mistakes = trouble?.kind === 'new-pins' ? trouble.mistakes : []
  return html`<section class="box request" id="request-${id}" data-relay="${purpose}">
    <h2>${requests[language]}</h2>
    <dl>
      <dt>${texts.requester[language]}</dt>
      <dd class="origin">${origin}</dd>
      ${
        recipient !== undefined &&
        html`<dt>${relayWords.recipient[language]}</dt>
          <dd data-recipient><strong>${recipient}</strong></dd>`
      }
      ${
        cards.length === 1 &&
        cards.map(
          (card) =>
            html`<dt>${texts.card[language]}</dt>
              <dd>${named(card, language)}</dd>`,
        )
      }
    </dl>
    <p>${lead[language]}</p>
    <p><strong>${relayWords.onlyIfYou[language]}</strong></p>
    ${
      mistakes.length > 0 &&
      html`<div class="bad" role="alert">
        <ul>
          ${mistakes.map(
            (mistake) =>
              html`<li id="mistake-${mistake.which}-${id}">${newPinsText(mistake, language)}</li>`,
          )}
        </ul>
      </div>`
    }
    <form method="post" action="requests/${id}/relay" autocomplete="off" novalidate data-stay>
      ${whichCard(id, cards, language)}
      ${requestsNewPins(purpose) && newPins({ id, cards, mistakes }, language)}
      ${promptButtons(id, agree[language], language)}
    </form>
  </section>`
}

/** How the last relay ended, until it is read or another begins. */
export const relayReported = (result: RelayReported, language: Language): Html =>
  html`<div class="${result.isDone ? 'good' : 'bad'}" role="status" data-told="${result.purpose}">
    <p>
      ${
        result.isDone
          ? html`<strong>${relayTexts[result.purpose].done[language]}</strong>`
          : html`<strong>${texts.mistake[language]}.</strong>
              ${relayRefusalText(result.refusal, language)}`
      }
    </p>
    <form method="post" action="requests/dismiss">
      <button class="quiet">${relayWords.understood[language]}</button>
    </form>
  </div>`

type Card = RelayRequest['cards'][number]

const named = ({ holder, cardNumber }: Card, language: Language): string =>
  holder === undefined || cardNumber === undefined
    ? relayWords.blank[language]
    : `${holder}, …${cardNumber.slice(-6)}`

const whichCard = (id: string, cards: readonly Card[], language: Language): Html =>
  cards.length === 1
    ? html`<input type="hidden" name="reader" value="${cards[0]?.readerId ?? ''}" />`
    : html`<label for="reader-${id}">${relayWords.whichCard[language]}</label>
        <select id="reader-${id}" name="reader">
          ${cards.map(
            (card) =>
              html`<option value="${card.readerId}">
                ${named(card, language)} (${card.readerName})
              </option>`,
          )}
        </select>`

type Requesting = {
  readonly id: string
  readonly cards: readonly Card[]
  readonly mistakes: readonly NewPinsMistake[]
}

const newPins = (requesting: Requesting, language: Language): Html =>
  html`${newPin(requesting, 'pin1', language)}${newPin(requesting, 'pin2', language)}`

function newPin(
  { id, cards, mistakes }: Requesting,
  which: 'pin1' | 'pin2',
  language: Language,
): Html {
  // Which of several cards it will be is not known yet: the strictest limits are shown.
  const min = Math.max(...cards.map(({ minDigits }) => minDigits[which]))
  const wrong = mistakes.find((mistake) => mistake.which === which)
  const field = (name: string, label: string) =>
    html`<div>
      <label for="${name}-${id}">${label}</label>
      <input
        id="${name}-${id}"
        name="${name}"
        type="password"
        inputmode="numeric"
        autocomplete="off"
        minlength="${min}"
        maxlength="8"
        required
        ${
          wrong &&
          (wrong.kind === 'pins-differ') === name.endsWith('Again') &&
          trustedMarkup(`aria-invalid="true" aria-describedby="mistake-${which}-${id}"`)
        }
      />
    </div>`
  return html`<fieldset aria-describedby="rule-${which}-${id}">
    <legend>${(which === 'pin1' ? texts.pin1Legend : texts.pin2Legend)[language]}</legend>
    <p class="note" id="rule-${which}-${id}">${min}–8 ${relayWords.pinRule[language]}</p>
    <div class="pairs">
      ${field(which, texts.newPin[language])} ${field(`${which}Again`, texts.again[language])}
    </div>
  </fieldset>`
}
