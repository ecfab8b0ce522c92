import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { diagnosisTexts } from './diagnosis-texts.ts'
import { helpTexts } from './settings-texts.ts'

/** What browsers ask before they let a site reach this software, and what to do when that was refused. */
export const helpPage = (language: Language): Html => html`
  <h1>${helpTexts.title[language]}</h1>
  <section class="box">
    <h2>${helpTexts.browserAsks[language]}</h2>
    <p>${helpTexts.whyAsks[language]}</p>
    <p><strong>${helpTexts.whatToAnswer[language]}</strong></p>
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
    <pre tabindex="0" aria-label="LocalNetworkAccessAllowedForUrls">
${JSON.stringify({ LocalNetworkAccessAllowedForUrls: ['https://service.example'] }, null, 2)}</pre>
    <h3>${helpTexts.addresses[language]}</h3>
    <ul>
      <li><code>https://127.0.0.1:53952</code>, <code>https://localhost:53952</code></li>
      <li><code>http://127.0.0.1:53951</code>, <code>http://localhost:53951</code></li>
    </ul>
  </section>
`
