import Fastify, { type FastifyInstance } from 'fastify'
import { instant } from '@sotevarmenne/kernel/instant'
import { html } from '@sotevarmenne/pages/html'
import type { Text } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { showInstant } from '@sotevarmenne/pages/show'
import type { Clock } from '../world/clock.ts'
import { fault, misbehave, type Faults } from '../world/faults.ts'
import { letterOrder, type Letters } from './letters.ts'

export type PrintHouseDeps = {
  readonly site: Site
  readonly clock: Clock
  readonly faults: Faults
  readonly letters: Letters
}

/** Largest order that is read, in bytes. */
const orderLimit = 8 * 1024 * 1024

/** Stand-in of the print house and the post: keeps each letter of `POST /letters` and opens it for whoever asks. */
export function createPrintHouse({
  site,
  clock,
  faults,
  letters,
}: PrintHouseDeps): FastifyInstance {
  const server = Fastify({ bodyLimit: orderLimit, forceCloseConnections: true })
  readForms(server)

  server.post('/letters', async (request, reply) => {
    if (await misbehave(faults.of('print-house'), reply)) return reply
    const order = letterOrder.safeParse(request.body)
    if (!order.success) return reply.code(400).send({ kind: 'malformed' })
    const received = await letters.receive(order.data, clock.now())
    if (!received.ok) return reply.code(409).send(received.refusal)
    const { isNew, letterNumber, receivedAt } = received.value
    return reply.code(isNew ? 201 : 200).send({ letterNumber, receivedAt })
  })

  server.post('/faults', async (request, reply) => {
    const asked = fault.safeParse(request.body)
    if (!asked.success) return reply.code(400).send({ kind: 'malformed' })
    faults.set('print-house', asked.data)
    return reply.send(asked.data)
  })

  server.get('/letters', async (_request, reply) => reply.send({ letters: await letters.list() }))

  server.get<{ Params: { letterNumber: string } }>(
    '/letters/:letterNumber.pdf',
    async (request, reply) => {
      const found = await letters.find(request.params.letterNumber)
      if (!found) return reply.code(404).send({ kind: 'unknown' })
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${found.letter.letterNumber}.pdf"`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(found.pdf))
    },
  )

  server.get('/', async (request, reply) => {
    const language = languageOf(request)
    const all = await letters.list()
    const body = html`
      <h1>${texts.title[language]}</h1>
      <p class="lead">${texts.lead[language]}</p>
      ${
        all.length === 0
          ? html`<div class="box"><p>${texts.none[language]}</p></div>`
          : html`<div class="boxes">
              ${all.map(
                ({ letterNumber, addressee, receivedAt }) =>
                  html`<section class="box">
                    <h2>${addressee}</h2>
                    <dl>
                      <dt>${texts.number[language]}</dt>
                      <dd>${letterNumber}</dd>
                      <dt>${texts.posted[language]}</dt>
                      <dd>${showInstant(instant(Date.parse(receivedAt)), language)}</dd>
                    </dl>
                    <a class="button" href="/letters/${letterNumber}.pdf"
                      >${texts.open[language]} ${letterNumber}</a
                    >
                  </section>`,
              )}
            </div>`
      }
    `
    return sendPage(request, reply, site, { title: texts.title[language], body })
  })
  return server
}

const texts = {
  title: { fi: 'Painotalo ja posti', sv: 'Tryckeriet och posten', en: 'Print house and post' },
  lead: {
    fi: 'Palvelun lähettämät kirjeet. Täällä kirjeen voi avata saajan puolesta.',
    sv: 'Breven som tjänsten har skickat. Här kan ett brev öppnas för mottagaren.',
    en: 'The letters that the service has sent. Here you can open a letter in place of its addressee.',
  },
  none: {
    fi: 'Ei vielä kirjeitä. Aktivointikirje lähtee neljä arkipäivää kortin jälkeen: siirrä kelloa eteenpäin.',
    sv: 'Inga brev ännu. Aktiveringsbrevet skickas fyra vardagar efter kortet: flytta klockan framåt.',
    en: 'No letters yet. An activation letter leaves four working days after its card: move the clock forward.',
  },
  number: { fi: 'Kirjeen numero', sv: 'Brevets nummer', en: 'Letter number' },
  posted: { fi: 'Postitettu', sv: 'Postat', en: 'Posted' },
  open: { fi: 'Avaa kirje', sv: 'Öppna brevet', en: 'Open letter' },
} as const satisfies Record<string, Text>
