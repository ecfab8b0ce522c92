import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { exampleOrganisations } from '../registers/organisations.ts'
import { examplePeople } from '../registers/people.ts'

/** Identity codes: the two who sign in first, and visitors to serve, one for each case. */
export const peopleToTry = [
  '010180-9015',
  '020275-902B',
  '140388-9039',
  '051170-904A',
  '230499-906U',
  '121265-905C',
  '300983-9079',
] as const

/** Business IDs: customers from the beginning, as the service enters them, and what may be ordered for their people. */
export const customersToTry = [
  ['9900023-7', 'staffHere'],
  ['9900022-9', 'staffAuthorised'],
  ['9900034-1', 'staffPharmacy'],
  ['9900047-2', 'actor'],
  ['9900025-3', 'ended'],
] as const

/** Business IDs that are not entered: one that can be, and one of an organisation that has ceased. */
export const othersToTry = [
  ['9900028-8', 'toEnter'],
  ['9900052-8', 'ceased'],
] as const

/** Registration points of the demo environment, by the beginning of their names. */
export const pointsToTry = [
  ['Esimerkkilän rekisteröintipiste', 'Helsinki'],
  ['Aurajoen rekisteröintipiste', 'Turku'],
  ['Ounasvaaran rekisteröintipiste', 'Rovaniemi'],
  ['Kosken sairaalan rekisteröintipiste', 'Tampere'],
] as const

/** Whom to serve, for which organisation, and where: every code that must be typed. */
export const whatToTry = (
  language: Language,
  { portal }: { readonly portal: string },
): Html => html`
  <section class="box" id="what-to-try">
    <h2>${texts.title[language]}</h2>
    <p>${texts.lead[language]}</p>
    <h3>${texts.people[language]}</h3>
    <dl>
      ${peopleToTry.map((code) => {
        const person = examplePeople.find(({ identityCode }) => identityCode === code)
        const name = person?.inPopulation
        return html`<dt><code>${code}</code></dt>
          <dd>${name && `${name.givenNames} ${name.surname}`}: ${person?.shows[language]}</dd>`
      })}
    </dl>
    <h3>${texts.organisations[language]}</h3>
    <dl>
      ${[...customersToTry, ...othersToTry].map(
        ([businessId, what]) =>
          html`<dt><code>${businessId}</code></dt>
            <dd>${nameOf(businessId)}: ${cases[what][language]}</dd>`,
      )}
    </dl>
    <h3>${texts.points[language]}</h3>
    <ul>
      ${pointsToTry.map(
        ([name, town]) =>
          html`<li>
            <a href="${`${portal}/${language}/points?place=${encodeURIComponent(town)}`}"
              >${name}</a
            >
          </li>`,
      )}
    </ul>
  </section>
`

const nameOf = (businessId: string): string =>
  exampleOrganisations.find((one) => one.businessId === businessId)?.name ?? ''

const cases = {
  staffHere: {
    fi: 'henkilöstökortti Esimerkkilän pisteessä',
    sv: 'personalkort vid stället i Esimerkkilä',
    en: 'a staff card at the point of Esimerkkilä',
  },
  staffAuthorised: {
    fi: 'henkilöstökortti Esimerkkilän pisteessä valtuutuksella: palvelussuhdetodistus säilytetään',
    sv: 'personalkort vid stället i Esimerkkilä på fullmakt: anställningsintyget bevaras',
    en: 'a staff card at the point of Esimerkkilä by authorisation: the employment certificate is stored',
  },
  staffPharmacy: {
    fi: 'apteekin henkilöstökortti',
    sv: 'personalkort för ett apotek',
    en: 'a staff card of a pharmacy',
  },
  actor: {
    fi: 'toimijakortti, aina maksullinen',
    sv: 'aktörskort, alltid avgiftsbelagt',
    en: 'an actor card, always chargeable',
  },
  ended: {
    fi: 'sopimus on päättynyt: korttia ei voi tilata',
    sv: 'avtalet har upphört: kort kan inte beställas',
    en: 'the agreement has ended: no card can be ordered',
  },
  toEnter: {
    fi: 'ei vielä kirjattu: käsittelijä voi kirjata',
    sv: 'inte registrerad än: handläggaren kan registrera',
    en: 'not entered yet: the case officer can enter it',
  },
  ceased: {
    fi: 'lopettanut: ei voi kirjata',
    sv: 'har upphört: kan inte registreras',
    en: 'has ceased: can’t be entered',
  },
} as const satisfies Record<string, Text>

const texts = {
  title: { fi: 'Mitä kokeilla', sv: 'Vad man kan pröva', en: 'What to try' },
  lead: {
    fi: 'Kirjaudu Riitta Rekisteröijän tai Kaarlo Käsittelijän kortilla: PIN1 1234, PIN2 123456.',
    sv: 'Logga in med Riitta Rekisteröijäs eller Kaarlo Käsittelijäs kort: PIN1 1234, PIN2 123456.',
    en: 'Sign in with the card of Riitta Rekisteröijä or Kaarlo Käsittelijä: PIN1 1234, PIN2 123456.',
  },
  people: { fi: 'Henkilöt', sv: 'Personer', en: 'People' },
  organisations: { fi: 'Organisaatiot', sv: 'Organisationer', en: 'Organisations' },
  points: {
    fi: 'Rekisteröintipisteet',
    sv: 'Registreringsställen',
    en: 'Registration points',
  },
} as const satisfies Record<string, Text>
