import Fastify, { type FastifyInstance } from 'fastify'
import { instant } from '@sotevarmenne/kernel/instant'
import { html } from '@sotevarmenne/pages/html'
import type { Text } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { showInstant } from '@sotevarmenne/kernel/show'
import type { Clock } from '../environment/clock.ts'
import { fault, misbehave, type Faults } from '../environment/faults.ts'
import { isBatchId, isLetterNumber, letterOrder, manifestOrder, type Letters } from './letters.ts'

export type BureauDeps = {
  readonly site: Site
  readonly clock: Clock
  readonly faults: Faults
  readonly letters: Letters
}

/** Largest order that is read, in bytes. */
const orderLimit = 8 * 1024 * 1024

/**
 * Simulator of the card and letter bureau and the post: takes letters in batches and shows each to anybody.
 */
export function createBureau({ site, clock, faults, letters }: BureauDeps): FastifyInstance {
  const server = Fastify({ bodyLimit: orderLimit, forceCloseConnections: true })
  readForms(server)

  server.put<{ Params: { batchId: string; letterNumber: string } }>(
    '/batches/:batchId/letters/:letterNumber',
    async (request, reply) => {
      if (await misbehave(faults.of('bureau'), reply)) return reply
      const { batchId, letterNumber } = request.params
      const order = letterOrder.safeParse(request.body)
      if (!isBatchId(batchId) || !isLetterNumber(letterNumber) || !order.success)
        return reply.code(400).send({ kind: 'malformed' })
      const brought = await letters.bring(batchId, letterNumber, order.data)
      if (!brought.ok) return reply.code(409).send(brought.refusal)
      return reply.code(brought.value.isNew ? 201 : 200).send({ letterNumber })
    },
  )

  server.put<{ Params: { batchId: string } }>(
    '/batches/:batchId/manifest',
    async (request, reply) => {
      if (await misbehave(faults.of('bureau'), reply)) return reply
      const { batchId } = request.params
      const order = manifestOrder.safeParse(request.body)
      if (!isBatchId(batchId) || !order.success) return reply.code(400).send({ kind: 'malformed' })
      const accepted = await letters.accept(batchId, order.data.manifest, clock.now())
      if (!accepted.ok) return reply.code(409).send(accepted.refusal)
      return reply.send(accepted.value)
    },
  )

  server.get<{ Params: { batchId: string } }>(
    '/batches/:batchId/manifest',
    async (request, reply) => {
      if (await misbehave(faults.of('bureau'), reply)) return reply
      const { batchId } = request.params
      const batch = isBatchId(batchId) ? await letters.findBatch(batchId) : undefined
      return batch ? reply.send(batch) : reply.code(404).send({ kind: 'not-accepted' })
    },
  )

  server.post('/faults', async (request, reply) => {
    const requested = fault.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    faults.set('bureau', requested.data)
    return reply.send(requested.data)
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
    const batches = await letters.batches()
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
      ${
        batches.length === 0
          ? ''
          : html`<h2>${texts.batches[language]}</h2>
              <div class="boxes">
                ${batches.map(
                  ({ batchId, receivedAt, letters: count }) =>
                    html`<section class="box">
                      <h3>${showInstant(instant(Date.parse(receivedAt)), language)}</h3>
                      <dl>
                        <dt>${texts.count[language]}</dt>
                        <dd>${String(count)}</dd>
                        <dt>${texts.batch[language]}</dt>
                        <dd>${batchId}</dd>
                      </dl>
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
  title: {
    fi: 'Kirjapaino ja posti',
    sv: 'Tryckeriet och posten',
    en: 'Card and letter bureau and post',
  },
  lead: {
    fi: 'Palvelun lähettämät kirjeet. Täällä kirjeen voi avata saajan puolesta.',
    sv: 'Breven som tjänsten har skickat. Här kan ett brev öppnas för mottagaren.',
    en: 'The letters that the service has sent. Here you can open a letter on behalf of its recipient.',
  },
  none: {
    fi: 'Ei vielä kirjeitä. Aktivointikirje lähtee muutama arkipäivä kortin jälkeen: siirrä kelloa eteenpäin.',
    sv: 'Inga brev ännu. Aktiveringsbrevet skickas några vardagar efter kortet: flytta klockan framåt.',
    en: 'No letters yet. An activation letter leaves a few working days after its card: move the clock forward.',
  },
  number: { fi: 'Kirjeen numero', sv: 'Brevets nummer', en: 'Letter number' },
  posted: { fi: 'Postitettu', sv: 'Postat', en: 'Posted' },
  batches: {
    fi: 'Kuitatut kirje-erät',
    sv: 'Kvitterade brevpartier',
    en: 'Acknowledged letter batches',
  },
  batch: { fi: 'Erän tunniste', sv: 'Partiets beteckning', en: 'Identifier of the batch' },
  count: { fi: 'Kirjeitä', sv: 'Antal brev', en: 'Letters' },
  open: { fi: 'Avaa kirje', sv: 'Öppna brevet', en: 'Open letter' },
} as const satisfies Record<string, Text>
