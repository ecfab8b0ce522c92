import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { showDay } from '@sotevarmenne/pages/show'
import { z } from 'zod'
import type { Clock } from '../world/clock.ts'
import { fault, misbehave, type Faults } from '../world/faults.ts'
import { addBusinessRegister } from './business-register.ts'
import { addCodeServer } from './code-server.ts'
import { peopleByCode, search, type ExamplePerson } from './people.ts'

export type RegistersDeps = {
  readonly site: Site
  readonly clock: Clock
  readonly faults: Faults
}

/**
 * Stand-in of Terhikki, Suosikki, the population register, the code service and the business register. `POST /rights/search` and `POST /population/search` take
 * `{ identityCode }` and answer 200, or 404 when the register does not know the person.
 */
export function createRegisters({ site, clock, faults }: RegistersDeps): FastifyInstance {
  const server = Fastify({ forceCloseConnections: true })
  const people = peopleByCode()
  readForms(server)

  const answerSearch =
    (register: 'rights' | 'population', find: (person: ExamplePerson) => object | undefined) =>
    async (request: { body: unknown }, reply: FastifyReply) => {
      if (await misbehave(faults.of(register), reply)) return reply
      const asked = search.safeParse(request.body)
      if (!asked.success) return reply.code(400).send({ kind: 'malformed' })
      const person = people.get(asked.data.identityCode.toUpperCase())
      const found = person && find(person)
      return found === undefined ? reply.code(404).send({ kind: 'unknown' }) : reply.send(found)
    }

  server.addHook('onRequest', async (request, reply) => {
    const id = request.headers['x-request-id']
    if (typeof id === 'string') void reply.header('x-request-id', id)
  })
  server.post(
    '/rights/search',
    answerSearch('rights', ({ inRights }) => inRights),
  )
  server.post(
    '/population/search',
    answerSearch('population', ({ inPopulation }) => inPopulation),
  )

  addCodeServer(server, { faults })
  addBusinessRegister(server, { faults })

  server.post('/faults', async (request, reply) => {
    const asked = setFault.safeParse(request.body)
    if (!asked.success) return reply.code(400).send({ kind: 'malformed' })
    faults.set(asked.data.register, asked.data.fault)
    return reply.send(asked.data)
  })

  server.get('/', (request, reply) => {
    const language = languageOf(request)
    const body = peoplePage([...people.values()], language, dateInHelsinki(clock.now()))
    return sendPage(request, reply, site, { title: texts.title[language], body, script })
  })
  return server
}

const setFault = z.object({ register: z.enum(['rights', 'population']), fault })

const peoplePage = (
  people: readonly ExamplePerson[],
  language: Language,
  today: string,
): Html => html`
  <h1>${texts.title[language]}</h1>
  <p class="lead">${texts.lead[language]}</p>
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
          ${[texts.code, texts.nameAndUse, texts.rights, texts.number].map(
            (text) => html`<th scope="col">${text[language]}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${people.map(
          ({ identityCode, inPopulation, inRights, shows }) =>
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
                    ({ name, from, to, limits }) =>
                      html`<div>
                        ${name[language]}, ${showDay(localDate(from), language)} –
                        ${to !== undefined && showDay(localDate(to), language)}
                        ${to !== undefined && to < today && html` (${texts.ended[language]})`}
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
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
`

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
    fi: 'Näin rekisterien sijaiset vastaavat palvelulle. Kaikki ihmiset ovat keksittyjä, ja heidän tunnuksensa ovat tilapäisten tunnusten alueelta.',
    sv: 'Så svarar registrens ersättare tjänsten. Alla människor är påhittade och deras beteckningar är ur serien för tillfälliga beteckningar.',
    en: 'This is what the stand-ins of the registers answer to the service. All people are invented, with codes of the temporary range.',
  },
  people: { fi: 'Ihmiset', sv: 'Människor', en: 'People' },
  code: { fi: 'Henkilötunnus', sv: 'Personbeteckning', en: 'Personal identity code' },
  rights: { fi: 'Ammattioikeus', sv: 'Yrkesrättighet', en: 'Right to practise' },
  number: { fi: 'Rekisteröintinumero', sv: 'Registreringsnummer', en: 'Registration number' },
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
