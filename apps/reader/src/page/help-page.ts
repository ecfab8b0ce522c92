import {
  contactTexts,
  returnAddressOf,
  type ServiceContacts,
} from '@sotevarmenne/api/service-contacts'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { diagnosisTexts } from './diagnosis-texts.ts'
import { helpTexts } from './settings-texts.ts'
import { unlockLink } from './unlock-link.ts'

/** What to do when a card does not work, or a browser does not let a site reach this software. */
export const helpPage = (
  language: Language,
  serviceOrigin: string,
  ports: { readonly api: string; readonly apiTls: string },
  contacts: ServiceContacts | undefined,
): Html => html`
  <h1>${helpTexts.title[language]}</h1>
  <section class="box">
    <h2>${helpTexts.locked[language]}</h2>
    <p>${helpTexts.lockedSteps[language]}</p>
    ${unlockLink(language, { serviceOrigin, activated: true })}
  </section>
  <section class="box">
    <h2>${helpTexts.lost[language]}</h2>
    <p>
      ${
        contacts === undefined
          ? helpTexts.numberOnCard[language]
          : html`<strong>
              ${contactTexts.callIfLost[language]}:
              <a href="tel:${contacts.hotline.replaceAll(' ', '')}">${contacts.hotline}</a>
            </strong>`
      }
    </p>
    <p>${helpTexts.lostSteps[language]}</p>
    ${
      contacts &&
      html`<p>${contactTexts.returnIfFound[language]}: ${returnAddressOf(contacts)}.</p>`
    }
    <p>
      <a href="${serviceOrigin}/${language}/own" target="_blank">${helpTexts.ownCards[language]}</a>
    </p>
  </section>
  <section class="box">
    <h2>${helpTexts.browserRequests[language]}</h2>
    <p>${helpTexts.whyRequests[language]}</p>
    <p><strong>${helpTexts.whatToRespond[language]}</strong></p>
    <p>${helpTexts.refused[language]}</p>
  </section>
  <section class="box">
    <h2>${helpTexts.notReached[language]}</h2>
    <p>${helpTexts.notReachedSteps[language]}</p>
    <p><a href="diagnosis">${diagnosisTexts.place[language]}</a></p>
  </section>
  <section class="box">
    <h2>${helpTexts.administrators[language]}</h2>
    <p>${helpTexts.policy[language]}</p>
    <pre tabindex="0" aria-label="LoopbackNetworkAllowedForUrls">
${JSON.stringify({ LoopbackNetworkAllowedForUrls: ['https://service.example'] }, null, 2)}</pre>
    <h3>${helpTexts.addresses[language]}</h3>
    <ul>
      <li>
        <code>https://127.0.0.1:${ports.apiTls}</code>,
        <code>https://localhost:${ports.apiTls}</code>
      </li>
      <li>
        <code>http://127.0.0.1:${ports.api}</code>, <code>http://localhost:${ports.api}</code>
      </li>
    </ul>
  </section>
`
