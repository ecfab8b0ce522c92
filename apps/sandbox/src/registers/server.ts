import Fastify, { type FastifyInstance } from 'fastify'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { showDay } from '@sotevarmenne/kernel/show'
import { z } from 'zod'
import type { Clock } from '../environment/clock.ts'
import { fault, misbehave, type Faults } from '../environment/faults.ts'
import { addBusinessRegister } from './business-register.ts'
import { addChangeFeed } from './change-feed.ts'
import { addCodeServer } from './code-server.ts'
import { search, type ExamplePerson } from './people.ts'
import { addPopulationRegister } from './population-register.ts'
import { happenings, type Happening, type RegisterState } from './register-state.ts'
import { addSigningRegister } from './signing-register.ts'
import { behindXRoad } from './x-road.ts'

export type RegistersDeps = {
  readonly site: Site
  readonly clock: Clock
  readonly faults: Faults
  readonly state: RegisterState
}

/**
 * Simulator of Terhikki, Suosikki, the population register, the code service and the business register.
 * The first three are behind a simulated security server of X-Road. Terhikki and Suosikki have a protocol of our own:
 * `POST search` takes `{ identityCode }` and responds 200, or 404 when the register does not know the person;
 * `POST changes` returns the changes since a cursor.
 */
export function createRegisters({ site, clock, faults, state }: RegistersDeps): FastifyInstance {
  const server = Fastify({ forceCloseConnections: true })
  readForms(server)

  server.addHook('onRequest', (request, reply, done) => {
    const id = request.headers['x-request-id']
    if (typeof id === 'string') void reply.header('x-request-id', id)
    done()
  })
  behindXRoad(server, 'rights', (scope) => {
    scope.post('/search', async (request, reply) => {
      if (await misbehave(faults.of('rights'), reply)) return reply
      const requested = search.safeParse(request.body)
      if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
      const found = state.find(requested.data.identityCode.toUpperCase())?.inRights
      return found ? reply.send(found) : reply.code(404).send({ kind: 'unknown' })
    })
    addChangeFeed(scope, { faults, state })
  })
  addPopulationRegister(server, { faults, state })
  addCodeServer(server, { faults })
  addBusinessRegister(server, { faults })
  addSigningRegister(server, { faults })

  server.post('/faults', async (request, reply) => {
    const requested = setFault.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    faults.set(requested.data.register, requested.data.fault)
    return reply.send(requested.data)
  })

  server.post('/happen', async (request, reply) => {
    const requested = happen.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    const { identityCode, happening } = requested.data
    if (!(await state.happen(identityCode, happening)))
      return reply.code(404).send({ kind: 'unknown' })
    return reply.redirect(`/?${new URLSearchParams({ q: identityCode }).toString()}`, 303)
  })

  server.get('/', (request, reply) => {
    const language = languageOf(request)
    const { q, page } = looked.parse(request.query)
    const found = peopleNamed(state.people(), q)
    const body = peoplePage(found, { q, page, language, today: dateInHelsinki(clock.now()) })
    return sendPage(request, reply, site, { title: texts.title[language], body, script })
  })
  return server
}

const happen = z.object({ identityCode: z.string().max(20), happening: z.enum(happenings) })

const looked = z.object({
  q: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).catch(1),
})

/** People whose name or code contains every word of the query, case-insensitive. */
function peopleNamed(people: readonly ExamplePerson[], q: string): readonly ExamplePerson[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return people
  return people.filter(({ identityCode, inPopulation }) => {
    const text = [identityCode, inPopulation?.givenNames, inPopulation?.surname]
      .join(' ')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

const onAPage = 50

const setFault = z.object({ register: z.enum(['rights', 'population']), fault })

const peoplePage = (
  people: readonly ExamplePerson[],
  {
    q,
    page,
    language,
    today,
  }: {
    readonly q: string
    readonly page: number
    readonly language: Language
    readonly today: string
  },
): Html => html`
  <h1>${texts.title[language]}</h1>
  <p class="lead">${texts.lead[language]}</p>
  <form method="get" action="/" class="row">
    <div>
      <label for="q">${texts.search[language]}</label>
      <input id="q" name="q" type="search" value="${q}" maxlength="100" />
    </div>
    <button class="quiet">${texts.find[language]}</button>
  </form>
  <p>${texts.found[language]} ${String(people.length)}</p>
  <p id="copied" class="note" role="status" data-text="${texts.copied[language]}">
    ${texts.copyNote[language]}
  </p>
  <div class="scroll" tabindex="0" role="region" aria-label="${texts.people[language]}">
    <table>
      <caption>
        ${texts.people[language]}
      </caption>
      <thead>
        <tr>
          ${[texts.code, texts.nameAndUse, texts.rights, texts.number, texts.happening].map(
            (text) => html`<th scope="col">${text[language]}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${people.slice((page - 1) * onAPage, page * onAPage).map(
          ({ identityCode, satu, inPopulation, inRights, shows }) =>
            html`<tr>
              <td class="code">
                <code>${identityCode}</code>
                <button
                  class="quiet small"
                  type="button"
                  data-copy="${identityCode}"
                  aria-label="${texts.copy[language]}: ${identityCode}"
                >
                  ${texts.copy[language]}
                </button>
              </td>
              <th scope="row">
                ${
                  inPopulation
                    ? `${inPopulation.surname} ${inPopulation.givenNames}`
                    : texts.unknown[language]
                }
                <span class="note">${shows[language]}</span>
              </th>
              <td>
                ${
                  inRights?.rights.map(
                    ({ name, from, to, limits, mayPrescribe }) =>
                      html`<div>
                        ${name[language]}, ${showDay(localDate(from), language)} –
                        ${to !== undefined && showDay(localDate(to), language)}
                        ${to !== undefined && to < today && html` (${texts.ended[language]})`}
                        ${mayPrescribe === true && html`<br />${texts.mayPrescribe[language]}`}
                        ${limits !== undefined && html`<br /><span lang="fi">${limits}</span>`}
                      </div>`,
                  ) ?? texts.none[language]
                }
              </td>
              <td>
                ${inRights?.registrationNumber}
                ${
                  inRights?.doctorId !== undefined &&
                  html`<br />${texts.doctorId[language]} ${inRights.doctorId}`
                }
                ${satu !== undefined && html`<br />SATU ${satu}`}
                ${
                  inPopulation?.died !== undefined &&
                  html`<br />${texts.died[language]}
                    ${showDay(localDate(inPopulation.died), language)}`
                }
                ${
                  inPopulation?.nonDisclosure === true &&
                  html`<br />${texts.nonDisclosure[language]}`
                }
              </td>
              <td>
                <form method="post" action="/happen" class="row">
                  <input type="hidden" name="identityCode" value="${identityCode}" />
                  <select
                    name="happening"
                    aria-label="${texts.happening[language]}: ${identityCode}"
                  >
                    ${happenings.map(
                      (each) =>
                        html`<option value="${each}">${happeningNames[each][language]}</option>`,
                    )}
                  </select>
                  <button
                    class="quiet small"
                    aria-label="${texts.letHappen[language]}: ${identityCode}"
                  >
                    ${texts.letHappen[language]}
                  </button>
                </form>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
  <p class="row">
    ${page > 1 && pageLink(q, page - 1, texts.former[language])}
    ${page * onAPage < people.length && pageLink(q, page + 1, texts.next[language])}
  </p>
`

const pageLink = (q: string, page: number, text: string): Html =>
  html`<a
    class="button"
    href="/?${new URLSearchParams({ ...(q !== '' && { q }), page: String(page) }).toString()}"
    >${text}</a
  >`

const happeningNames: Readonly<Record<Happening, Text>> = {
  'right-ends': {
    fi: 'oikeus päättyi eilen',
    sv: 'rätten upphörde i går',
    en: 'right ended yesterday',
  },
  'right-restricted': {
    fi: 'oikeus päättyy 90 päivän kuluttua',
    sv: 'rätten upphör om 90 dagar',
    en: 'right ends in 90 days',
  },
  renamed: { fi: 'sukunimi muuttui', sv: 'efternamnet ändrades', en: 'surname changed' },
  dies: { fi: 'kuoli', sv: 'avled', en: 'died' },
  'non-disclosure': {
    fi: 'sai turvakiellon',
    sv: 'fick spärrmarkering',
    en: 'was given non-disclosure',
  },
  'as-before': { fi: 'ennallaan', sv: 'som förr', en: 'as before' },
}

/** Copies a code to the clipboard and says so. */
const script = `
const copied = document.getElementById('copied')
for (const button of document.querySelectorAll('[data-copy]'))
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy)
    copied.textContent = copied.dataset.text + ' ' + button.dataset.copy
  })
`

const texts = {
  title: {
    fi: 'Rekisterit: Terhikki, Suosikki ja väestötiedot',
    sv: 'Register: Terhikki, Suosikki och befolkningsdata',
    en: 'Registers: Terhikki, Suosikki and population',
  },
  lead: {
    fi: 'Näin rekisterien jäljitelmät vastaavat palvelulle. Kaikki ihmiset ovat keksittyjä, ja heidän tunnuksensa ovat tilapäisten tunnusten alueelta.',
    sv: 'Så svarar de simulerade registren tjänsten. Alla människor är påhittade och deras beteckningar är ur serien för tillfälliga beteckningar.',
    en: 'This is what the simulated registers answer the service. All people are invented, with codes of the temporary range.',
  },
  search: { fi: 'Nimi tai henkilötunnus', sv: 'Namn eller personbeteckning', en: 'Name or code' },
  find: { fi: 'Hae', sv: 'Sök', en: 'Find' },
  found: { fi: 'Ihmisiä:', sv: 'Människor:', en: 'People:' },
  former: { fi: 'Edelliset', sv: 'Föregående', en: 'Previous' },
  next: { fi: 'Seuraavat', sv: 'Nästa', en: 'Next' },
  happening: { fi: 'Muutos', sv: 'Ändring', en: 'Change' },
  letHappen: { fi: 'Kirjaa', sv: 'Registrera', en: 'Enter' },
  died: { fi: 'Kuollut', sv: 'Avliden', en: 'Died' },
  nonDisclosure: { fi: 'Turvakielto', sv: 'Spärrmarkering', en: 'Non-disclosure' },
  people: { fi: 'Ihmiset', sv: 'Människor', en: 'People' },
  code: { fi: 'Henkilötunnus', sv: 'Personbeteckning', en: 'Personal identity code' },
  rights: { fi: 'Ammattioikeus', sv: 'Yrkesrättighet', en: 'Right to practise' },
  number: { fi: 'Rekisteröintinumero', sv: 'Registreringsnummer', en: 'Registration number' },
  mayPrescribe: {
    fi: 'Lääkkeenmääräämisoikeus',
    sv: 'Rätt att förskriva läkemedel',
    en: 'May prescribe',
  },
  doctorId: { fi: 'Yksilöintitunnus', sv: 'Identifikationskod', en: 'Doctor ID' },
  nameAndUse: {
    fi: 'Nimi, ja mitä kokeilla',
    sv: 'Namn, och vad man kan prova',
    en: 'Name, and what to try',
  },
  copy: { fi: 'Kopioi', sv: 'Kopiera', en: 'Copy' },
  copied: { fi: 'Kopioitu:', sv: 'Kopierat:', en: 'Copied:' },
  copyNote: {
    fi: 'Kopioi henkilötunnus ja hae sillä rekisteröijän työpöydällä.',
    sv: 'Kopiera personbeteckningen och sök med den på registrerarens skrivbord.',
    en: 'Copy a personal identity code and search with it at the registrar’s desk.',
  },
  none: { fi: 'ei ole', sv: 'ingen', en: 'none' },
  ended: { fi: 'päättynyt', sv: 'upphört', en: 'ended' },
  unknown: { fi: 'ei väestötiedoissa', sv: 'inte i befolkningsdata', en: 'not in population data' },
} as const satisfies Record<string, Text>
