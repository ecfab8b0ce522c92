import Fastify, { type FastifyInstance } from 'fastify'
import { instant } from '@sotevarmenne/kernel/instant'
import { html } from '@sotevarmenne/pages/html'
import type { Text } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { showInstant } from '@sotevarmenne/kernel/show'
import type { Clock } from '../environment/clock.ts'
import { misbehave, type Faults } from '../environment/faults.ts'
import { invoiceOrder, type Invoices } from './invoices.ts'

export type InvoiceOperatorDeps = {
  readonly site: Site
  readonly clock: Clock
  readonly faults: Faults
  readonly invoices: Invoices
}

/** Largest order that is read, in bytes. */
const orderLimit = 16 * 1024 * 1024

/**
 * Simulator of the operator of e-invoices and of all buyers: receives invoices and shows each to anybody.
 */
export function createInvoiceOperator({
  site,
  clock,
  faults,
  invoices,
}: InvoiceOperatorDeps): FastifyInstance {
  const server = Fastify({ bodyLimit: orderLimit, forceCloseConnections: true })
  readForms(server)

  server.put<{ Params: { number: string } }>('/invoices/:number', async (request, reply) => {
    if (await misbehave(faults.of('invoice-operator'), reply)) return reply
    const order = invoiceOrder.safeParse(request.body)
    const number = Number(request.params.number)
    if (!order.success || !Number.isSafeInteger(number))
      return reply.code(400).send({ kind: 'malformed' })
    const passed = await invoices.pass(number, order.data, clock.now())
    if (passed.ok) return reply.code(passed.value.isNew ? 201 : 200).send({ number })
    return reply.code(passed.refusal.kind === 'not-taken' ? 422 : 409).send(passed.refusal)
  })

  server.get('/invoices', async (_request, reply) =>
    reply.send({ invoices: await invoices.list() }),
  )

  server.get<{ Params: { number: string; ending: string } }>(
    '/invoices/:number.:ending(pdf|xml)',
    async (request, reply) => {
      const { number, ending } = request.params
      const found = await invoices.find(number)
      if (!found) return reply.code(404).send({ kind: 'unknown' })
      return reply
        .type(ending === 'pdf' ? 'application/pdf' : 'application/xml')
        .header('content-disposition', `inline; filename="${number}.${ending}"`)
        .header('cache-control', 'no-store')
        .send(ending === 'pdf' ? Buffer.from(found.pdf) : found.finvoice)
    },
  )

  server.get('/', async (request, reply) => {
    const language = languageOf(request)
    const all = await invoices.list()
    const body = html`
      <h1>${texts.title[language]}</h1>
      <p class="lead">${texts.lead[language]}</p>
      ${
        all.length === 0
          ? html`<div class="box"><p>${texts.none[language]}</p></div>`
          : html`<div class="boxes">
              ${all.map(
                ({ number, buyer, type, gross, receivedAt, to }) =>
                  html`<section class="box">
                    <h2>
                      ${texts[type === 'INV02' ? 'creditNote' : 'invoice'][language]}
                      ${String(number)}
                    </h2>
                    <dl>
                      <dt>${texts.buyer[language]}</dt>
                      <dd>${buyer} (${to})</dd>
                      <dt>${texts.sum[language]}</dt>
                      <dd>${gross} €</dd>
                      <dt>${texts.received[language]}</dt>
                      <dd>${showInstant(instant(Date.parse(receivedAt)), language)}</dd>
                    </dl>
                    <a class="button" href="/invoices/${String(number)}.pdf"
                      >${texts.open[language]} ${String(number)}</a
                    >
                    <a href="/invoices/${String(number)}.xml">Finvoice ${String(number)}</a>
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
  title: { fi: 'Verkkolaskut', sv: 'E-fakturor', en: 'E-invoices' },
  lead: {
    fi: 'Verkkolaskuoperaattori on ottanut vastaan nämä laskut. Täällä ne voi avata saajan puolesta. Operaattori hyväksyy vain osoitteet, joissa on 0037 ja Y-tunnus.',
    sv: 'E-fakturaoperatören har tagit emot de här fakturorna. Här kan de öppnas för mottagaren. Operatören godkänner bara adresser med 0037 och FO-numret.',
    en: 'The e-invoice operator has received these invoices. Here you can open them on behalf of their recipients. The operator accepts only addresses made of 0037 and the business ID.',
  },
  none: {
    fi: 'Ei vielä laskuja. Käsittelijä laskuttaa päättyneen kuukauden palvelun sivulla Maksut.',
    sv: 'Inga fakturor ännu. Handläggaren fakturerar en månad som är slut på tjänstens sida Avgifter.',
    en: 'No invoices yet. A case officer invoices a month that is over on the page Fees of the service.',
  },
  invoice: { fi: 'Lasku', sv: 'Faktura', en: 'Invoice' },
  creditNote: { fi: 'Hyvityslasku', sv: 'Kreditfaktura', en: 'Credit note' },
  buyer: { fi: 'Saaja', sv: 'Mottagare', en: 'To' },
  sum: { fi: 'Summa', sv: 'Summa', en: 'Sum' },
  received: { fi: 'Saapunut', sv: 'Kom', en: 'Received' },
  open: { fi: 'Avaa lasku', sv: 'Öppna fakturan', en: 'Open invoice' },
} as const satisfies Record<string, Text>
