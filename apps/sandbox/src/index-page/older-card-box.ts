import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { olderCardCodes } from '../environment/older-card.ts'

/**
 * Offers a card of another layout. Without a request, the table has no card that is unknown to the service.
 */
export const olderCardBox = (language: Language, isThere: boolean): Html => html`
  <section class="box" id="older-card">
    <h2>${texts.title[language]}</h2>
    <p>${texts.note[language]}</p>
    <p>
      PIN1 <code>${olderCardCodes.pin1}</code>, PIN2 <code>${olderCardCodes.pin2}</code>,
      ${texts.activationCode[language]} <code>${olderCardCodes.activationCode}</code>
    </p>
    ${
      isThere
        ? html`<p><strong>${texts.isThere[language]}</strong></p>`
        : html`<form method="post" action="/older-card">
            <button class="quiet">${texts.make[language]}</button>
          </form>`
    }
  </section>
`

const texts = {
  title: {
    fi: 'Nykyinen FINEID-kortti',
    sv: 'Ett nuvarande FINEID-kort',
    en: 'A current FINEID card',
  },
  note: {
    fi: 'Ammattilaisten nykyisten korttien rakenne on FINEID S4-2. Kokeile, miten kortinlukijaohjelmisto toimii sellaisen kanssa. Korttia ei ole tässä palvelussa.',
    sv: 'De kort som yrkesutbildade har i dag är uppbyggda enligt FINEID S4-2. Pröva kortläsarprogrammet med ett sådant. Kortet finns inte i den här tjänsten.',
    en: 'The cards that professionals carry today are laid out by FINEID S4-2. Try the reader software with one. The card is not known to this service.',
  },
  activationCode: { fi: 'aktivointitunnusluku', sv: 'aktiveringskod', en: 'activation code' },
  make: {
    fi: 'Tuo kortti lukijan viereen',
    sv: 'Lägg kortet bredvid läsaren',
    en: 'Put the card beside the reader',
  },
  isThere: {
    fi: 'Kortti on lukijan vieressä.',
    sv: 'Kortet ligger bredvid läsaren.',
    en: 'The card lies beside the reader.',
  },
} as const
