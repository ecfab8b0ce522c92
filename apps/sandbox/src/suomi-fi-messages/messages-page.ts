import type { FastifyInstance } from 'fastify'
import { instant } from '@sotevarmenne/kernel/instant'
import { showInstant } from '@sotevarmenne/kernel/show'
import { html } from '@sotevarmenne/pages/html'
import type { Text } from '@sotevarmenne/pages/languages'
import { languageOf, sendPage, type Site } from '@sotevarmenne/pages/page'
import { z } from 'zod'
import type { Clock } from '../environment/clock.ts'
import type { EventType, Messages } from './messages.ts'

const maxShown = 50

/** The page with everybody's messages: read one, let the post return one, open or close a mailbox. */
export function addMessagesPage(
  server: FastifyInstance,
  {
    site,
    clock,
    messages,
  }: { readonly site: Site; readonly clock: Clock; readonly messages: Messages },
): void {
  server.get('/messages', async (_request, reply) => reply.send({ messages: messages.list() }))

  server.get<{ Params: { messageId: string } }>(
    '/messages/:messageId.pdf',
    async (request, reply) => {
      const found = messages.find(Number(request.params.messageId))
      if (found?.pdf === undefined) return reply.code(404).send({ kind: 'unknown' })
      return reply
        .type('application/pdf')
        .header('cache-control', 'no-store')
        .send(Buffer.from(found.pdf, 'base64'))
    },
  )

  server.post('/happen', async (request, reply) => {
    const sent = happening.safeParse(request.body)
    if (!sent.success || !messages.find(sent.data.messageId))
      return reply.code(400).send({ kind: 'malformed' })
    await messages.happen(sent.data.messageId, eventOf[sent.data.happening], clock.now())
    return reply.redirect('/', 303)
  })

  server.post('/mailboxes', async (request, reply) => {
    const sent = mailboxForm.safeParse(request.body)
    if (!sent.success) return reply.code(400).send({ kind: 'malformed' })
    await messages.setMailbox(sent.data.id.toUpperCase(), sent.data.isActive === 'yes')
    return reply.redirect('/', 303)
  })

  server.get('/', (request, reply) => {
    const language = languageOf(request)
    const t = (name: keyof typeof texts): string => texts[name][language]
    const all = messages.list().slice(0, maxShown)
    const body = html`
      <h1>${t('title')}</h1>
      <p class="lead">${t('lead')}</p>
      <section class="box">
        <h2>${t('mailbox')}</h2>
        <form method="post" action="/mailboxes" class="row">
          <div>
            <label for="id">${t('identityCode')}</label>
            <input id="id" name="id" required maxlength="20" />
          </div>
          <div>
            <label for="is-active">${t('state')}</label>
            <select id="is-active" name="isActive">
              <option value="yes">${t('inUse')}</option>
              <option value="no">${t('notInUse')}</option>
            </select>
          </div>
          <button class="quiet">${t('set')}</button>
        </form>
      </section>
      ${
        all.length === 0
          ? html`<div class="box"><p>${t('none')}</p></div>`
          : html`<div class="boxes">
              ${all.map(({ message, events }) => {
                const isLetter = message.channel === 'paper'
                const [next, done] = isLetter
                  ? (['come-back', 'Posti: returned to sender'] as const)
                  : (['read', 'Electronic message read'] as const)
                return html`<section class="box">
                  <h2>${message.title}</h2>
                  <dl>
                    <dt>${t('to')}</dt>
                    <dd>${isLetter ? (message.address?.join(', ') ?? '') : message.recipient}</dd>
                    <dt>${t('channel')}</dt>
                    <dd>${t(isLetter ? 'paper' : 'electronic')}</dd>
                    <dt>${t('received')}</dt>
                    <dd>${showInstant(instant(Date.parse(message.at)), language)}</dd>
                    <dt>${t('events')}</dt>
                    <dd lang="en">${events.join(', ')}</dd>
                  </dl>
                  ${
                    isLetter
                      ? html`<p>
                          <a class="button" href="/messages/${String(message.messageId)}.pdf"
                            >${t('open')} ${String(message.messageId)}</a
                          >
                        </p>`
                      : message.body.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph}</p>`)
                  }
                  ${
                    !events.includes(done) &&
                    html`<form method="post" action="/happen" class="row">
                      <input type="hidden" name="messageId" value="${String(message.messageId)}" />
                      <input type="hidden" name="happening" value="${next}" />
                      <button
                        class="quiet small"
                        aria-label="${t(isLetter ? 'comeBack' : 'read')}: ${String(message.messageId)}"
                      >
                        ${t(isLetter ? 'comeBack' : 'read')}
                      </button>
                    </form>`
                  }
                </section>`
              })}
            </div>`
      }
    `
    return sendPage(request, reply, site, { title: t('title'), body })
  })
}

const happening = z.object({
  messageId: z.coerce.number().int(),
  happening: z.enum(['read', 'come-back']),
})

const eventOf: Readonly<Record<z.infer<typeof happening>['happening'], EventType>> = {
  read: 'Electronic message read',
  'come-back': 'Posti: returned to sender',
}

const mailboxForm = z.object({
  id: z.string().trim().min(1).max(20),
  isActive: z.enum(['yes', 'no']),
})

const texts = {
  title: { fi: 'Suomi.fi-viestit', sv: 'Suomi.fi-meddelanden', en: 'Suomi.fi Messages' },
  lead: {
    fi: 'Viestit ihmisille, joita sähköposti ei tavoita: postilaatikossa tai kirjeenä. Ennen vuotta 1960 syntyneillä ei ole postilaatikkoa, ellei sitä oteta täällä käyttöön.',
    sv: 'Meddelanden till människor som e-posten inte når: i postlådan eller som brev. De som är födda före 1960 har ingen postlåda, om den inte tas i bruk här.',
    en: 'Messages to people whom e-mail does not reach: in the mailbox or as a letter. People born before 1960 have no mailbox unless it is taken into use here.',
  },
  mailbox: { fi: 'Postilaatikko', sv: 'Postlåda', en: 'Mailbox' },
  identityCode: { fi: 'Henkilötunnus', sv: 'Personbeteckning', en: 'Personal identity code' },
  state: { fi: 'Tila', sv: 'Läge', en: 'Status' },
  inUse: { fi: 'käytössä', sv: 'i bruk', en: 'in use' },
  notInUse: { fi: 'ei käytössä', sv: 'inte i bruk', en: 'not in use' },
  set: { fi: 'Aseta', sv: 'Ställ in', en: 'Set' },
  none: { fi: 'Ei vielä viestejä.', sv: 'Inga meddelanden ännu.', en: 'No messages yet.' },
  to: { fi: 'Vastaanottaja', sv: 'Mottagare', en: 'To' },
  channel: { fi: 'Tapa', sv: 'Sätt', en: 'Channel' },
  paper: { fi: 'kirje', sv: 'brev', en: 'letter' },
  electronic: { fi: 'postilaatikko', sv: 'postlåda', en: 'mailbox' },
  received: { fi: 'Saapunut', sv: 'Kom', en: 'Received' },
  events: { fi: 'Tilatiedot', sv: 'Statusuppgifter', en: 'States' },
  open: { fi: 'Avaa kirje', sv: 'Öppna brevet', en: 'Open letter' },
  read: { fi: 'Lue viesti', sv: 'Läs meddelandet', en: 'Read the message' },
  comeBack: {
    fi: 'Palauta lähettäjälle',
    sv: 'Returnera till avsändaren',
    en: 'Return to sender',
  },
} as const satisfies Record<string, Text>
