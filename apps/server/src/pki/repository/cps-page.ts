import { settings } from '@sotevarmenne/api/settings'
import { hour } from '@sotevarmenne/kernel/instant'
import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import type { Page } from '@sotevarmenne/pages/frame'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import type { GuardLimits, PolicyNames } from '#pki/ca/contract.ts'
import type { Issuer } from '#pki/ca/index.ts'
import { responseValidity } from '#pki/ocsp/index.ts'
import { clausesOf, type Clause } from './cps-clauses.ts'
import { tableOf, type StatementTable } from './cps-tables.ts'

export const statementPath = '/policies/statement'

export const statementTitle: Text = {
  fi: 'Varmennepolitiikka ja varmennuskäytäntö',
  sv: 'Certifikatpolicy och certifieringspraxis',
  en: 'Certificate policy and practice statement',
}

type Certifying = Issuer & { readonly policy: PolicyNames }

/**
 * Policy and practice statement in English, by the outline of RFC 3647, beneath a summary in the reader's
 * language. Its names, identifiers, keys and times are those of the running service.
 */
export function statementPage(
  certifying: readonly Certifying[],
  issuers: readonly Issuer[],
  language: Language,
): Page {
  const clauses = clausesOf(factsOf(certifying))
  const title = statementTitle[language]
  return {
    title,
    body: html`<h1>${title}</h1>
      <section aria-labelledby="summary">
        <h2 id="summary">${texts.summary[language]}</h2>
        <ul>
          ${summary.map((each) => html`<li>${each[language]}</li>`)}
        </ul>
        ${language !== 'en' && html`<p>${texts.inEnglish[language]}</p>`}
        <p><a href="${statementPath}.pdf">${texts.asPdf[language]}</a></p>
      </section>
      <div lang="en">
        <nav aria-label="Sections">
          <ul class="plain">
            ${clauses
              .filter(isSection)
              .map(
                ({ number, title }) =>
                  html`<li><a href="#s${number}">${`${number} ${title}`}</a></li>`,
              )}
          </ul>
        </nav>
        ${clauses.map((clause) => showClause(clause, issuers))}
      </div>`,
  }
}

const isSection = ({ number }: Clause): boolean => !number.includes('.')

function showClause(clause: Clause, issuers: readonly Issuer[]): Html {
  const { number, title, text = [] } = clause
  const table = tableOf(clause, issuers)
  const level = isSection(clause) ? 'h2' : 'h3'
  return html`${trustedMarkup(`<${level} id="s${number}">`)}${`${number} ${title}`}
  ${trustedMarkup(`</${level}>`)}${text.map((paragraph) => html`<p>${paragraph}</p>`)}
  ${table && showTable(table)}`
}

const showTable = ({ head: [first = '', ...others], rows }: StatementTable): Html =>
  html`<div class="scroll">
    <table class="fields">
      <thead>
        <tr>
          ${[first, ...others].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ cells: [name = '', ...values], page }) =>
            html`<tr>
              <th scope="row">
                ${page === undefined ? name : html`<a href="${page}">${name}</a>`}
              </th>
              ${values.map((value, at) => html`<td data-label="${others[at] ?? ''}">${value}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`

/** Heading and lines of the summary. */
export const summaryIn = (language: Language) => ({
  heading: texts.summary[language],
  lines: summary.map((each) => each[language]),
})

export function factsOf(certifying: readonly Certifying[]) {
  const [first] = certifying
  const guard: GuardLimits = first?.guard ?? { number: 0, share: 0, windowMinutes: 0 }
  return {
    organisation: first?.organisation ?? '',
    crlIntervalHours: settings['crl-interval'].max / 60,
    crlValidityHours: settings['crl-validity'],
    responseValidityHours: responseValidity / hour,
    guardNumber: guard.number,
    guardPercent: guard.share * 100,
    guardMinutes: guard.windowMinutes,
  }
}

const summary: readonly Text[] = [
  {
    fi: 'Testivarmenteisiin ei saa luottaa testien ulkopuolella. Muuten palvelu tekee kaiken niin kuin tässä lukee.',
    sv: 'Man får inte lita på testcertifikat utanför tester. Annars gör tjänsten allt så som det står här.',
    en: 'TEST certificates must not be trusted outside tests. Everything else is done as it is written here.',
  },
  {
    fi: 'Kortin saa ammattihenkilö, jonka oikeus on voimassa Terhikissä tai Suosikissa, sekä henkilöstö ja toimijat organisaationsa sopimuksella. Palveluvarmenteen saa organisaatio, jonka OID on kansallisessa koodistossa.',
    sv: 'Ett kort får den vars yrkesrättighet gäller i Terhikki eller Suosikki, samt personal och aktörer enligt organisationens avtal. Ett servicecertifikat får en organisation vars OID finns på den nationella kodservern.',
    en: 'Cards are for professionals whose right is in force in Terhikki or Suosikki, and for staff and actors under their organisation’s agreement. Service certificates are for organisations whose OID is in the national code service.',
  },
  {
    fi: 'Haltija tunnistetaan henkilökohtaisesti passista tai henkilökortista, ja tiedot kysytään rekistereistä. Varmenteessa ei ole henkilötunnusta.',
    sv: 'Innehavaren identifieras personligen med pass eller identitetskort, och uppgifterna frågas av registren. I certifikatet finns ingen personbeteckning.',
    en: 'The holder is identified in person by passport or identity card, and the registers are asked. No certificate has a personal identity code.',
  },
  {
    fi: 'Kortin avaimet luodaan kortilla eivätkä ne voi poistua sieltä. Varmentajien juuriavaimet ovat irti verkosta, ja niiden käyttöön tarvitaan kaksi henkilöä.',
    sv: 'Kortets nycklar skapas på kortet och kan inte lämna det. Rotutfärdarnas nycklar är skilda från nätet, och det behövs två personer för att använda dem.',
    en: 'The keys of a card are made on it and can not leave it. The keys of the roots are offline and take two persons.',
  },
  {
    fi: 'Varmenteen sulkeminen on lopullinen. Se näkyy OCSP-vastauksissa viidessä sekunnissa ja sulkulistalla minuutissa, vuorokauden ympäri.',
    sv: 'Spärrningen av ett certifikat är slutgiltig. Den syns i OCSP inom fem sekunder och på spärrlistan inom en minut, dygnet runt.',
    en: 'A revocation is final. It shows in OCSP within five seconds and on the list within a minute, day and night.',
  },
  {
    fi: 'Varmenteeseen luottavan on tarkistettava varmenneketju, voimassaolo ja tila joka kerta.',
    sv: 'Den som litar på ett certifikat ska varje gång kontrollera kedjan, giltigheten och statusen.',
    en: 'A relying party checks the path, validity and status of a certificate each time.',
  },
  {
    fi: 'Jokaisesta teosta jää merkintä lokiin, jota ei voi muuttaa huomaamatta. Haltija näkee itse, mitä hänen kortillaan ja tiedoillaan on tehty.',
    sv: 'Varje handling antecknas i en logg som inte kan ändras utan att det märks. Innehavaren ser själv vad som har gjorts med kortet och uppgifterna.',
    en: 'Every act stands in an audit log that cannot be changed unseen. Holders see what was done with their card and data.',
  },
]

const texts = {
  asPdf: {
    fi: 'Koko teksti PDF-tiedostona',
    sv: 'Hela texten som PDF',
    en: 'The whole text as PDF',
  },
  summary: { fi: 'Tiivistelmä', sv: 'Sammanfattning', en: 'Summary' },
  inEnglish: {
    fi: 'Koko teksti on englanniksi. Sen rakenne on RFC 3647:n mukainen.',
    sv: 'Hela texten är på engelska. Dess uppbyggnad följer RFC 3647.',
    en: '',
  },
} as const satisfies Readonly<Record<string, Text>>
