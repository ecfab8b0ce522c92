import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import type { CardSeen } from '../cards/card-desk.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { holderOf } from '../cards/certificate-facts.ts'
import { mayBeUsed } from '../cards/right-of-use.ts'
import { capitalised } from './home.ts'
import { settingsTexts, testTexts } from './settings-texts.ts'
import { rightText } from './right-texts.ts'
import { refusalTexts, texts } from './texts.ts'

export type CardToTry = { readonly reader: CardReader; readonly card: CardSeen }

/** Result of a test, shown at the form that it was sent from. */
export type Tried = {
  readonly readerId: string
  readonly purpose: KeyPurpose
  readonly isGood: boolean
  readonly text: string
}

/** Test of log-in and signature, with each card in a reader. */
export const testPage = (
  language: Language,
  cards: readonly CardToTry[],
  { tried, tooOldFor }: { readonly tried?: Tried; readonly tooOldFor?: string | undefined },
): Html => html`
  <h1>${testTexts.title[language]}</h1>
  <p class="lead">${testTexts.lead[language]}</p>
  ${
    tooOldFor !== undefined &&
    html`<p class="bad" role="alert">${settingsTexts.tooOld[language]} ${tooOldFor}.</p>`
  }
  ${
    cards.length === 0
      ? html`<p class="box">${refusalTexts['no-card'][language]}</p>`
      : cards.map(({ reader, card }) => cardToTry(language, reader, card, tried))
  }
`

const cardToTry = (
  language: Language,
  reader: CardReader,
  card: CardSeen,
  tried: Tried | undefined,
): Html =>
  html`<section class="box">
    <h2>${holderOf(card.certificates[0]?.der)?.name ?? card.label}</h2>
    <div class="pairs">
      ${(['authentication', 'signature'] as const).map((purpose) =>
        form(language, {
          reader,
          card,
          purpose,
          tried: tried?.readerId === reader.id && tried.purpose === purpose ? tried : undefined,
        }),
      )}
    </div>
  </section>`

function form(
  language: Language,
  {
    reader,
    card,
    purpose,
    tried,
  }: CardToTry & { readonly purpose: KeyPurpose; readonly tried: Tried | undefined },
): Html {
  const isLogIn = purpose === 'authentication'
  const id = `pin-${reader.id}-${purpose}`
  const reason = whyNot(card, purpose, language)
  const title = (isLogIn ? testTexts.logIn : testTexts.signature)[language]
  return html`<div>
    <h3>${title}</h3>
    ${
      tried &&
      html`<p class="${tried.isGood ? 'good' : 'bad'}" role="alert" id="tried">${tried.text}</p>`
    }
    ${
      reason === undefined
        ? html`<form method="post" action="test" autocomplete="off" novalidate>
            <input type="hidden" name="reader" value="${reader.id}" />
            <input type="hidden" name="purpose" value="${purpose}" />
            <label for="${id}">${capitalised((isLogIn ? texts.pin1 : texts.pin2)[language])}</label>
            <input
              id="${id}"
              name="pin"
              type="password"
              inputmode="numeric"
              autocomplete="off"
              maxlength="8"
              required
              ${tried?.isGood === false && trustedMarkup('aria-invalid="true" aria-describedby="tried" autofocus')}
            />
            <div class="buttons">
              <button aria-label="${testTexts.try[language]}: ${title}">
                ${testTexts.try[language]}
              </button>
            </div>
          </form>`
        : html`<p class="state bad">${reason}</p>`
    }
  </div>`
}

/** Why nothing can be tested, in words. */
function whyNot(card: CardSeen, purpose: KeyPurpose, language: Language): string | undefined {
  if (!card.activated) return refusalTexts['not-activated'][language]
  const right = card.rights[purpose] ?? { kind: 'unreadable' }
  if (!mayBeUsed(right)) return rightText(right, language)
  const isBlocked = card.pins.find((pin) => pin.purpose === purpose)?.blocked === true
  return isBlocked ? refusalTexts['pin-blocked'][language] : undefined
}
