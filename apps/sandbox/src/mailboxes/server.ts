import Fastify, { type FastifyInstance } from 'fastify'
import { html } from '@sotevarmenne/pages/html'
import type { Text } from '@sotevarmenne/pages/languages'
import { languageOf, sendPage, type Site } from '@sotevarmenne/pages/page'
import { showInstant } from '@sotevarmenne/kernel/show'
import type { Mails } from './mails.ts'

/** Number of mails on the page; older ones stay in their folder. */
const maxShown = 50

/** The page that shows every mail of the service, to any recipient. */
export function createMailboxes({
  site,
  mails,
}: {
  readonly site: Site
  readonly mails: Mails
}): FastifyInstance {
  const server = Fastify({ forceCloseConnections: true })

  server.get('/mails', async (_request, reply) => reply.send({ mails: await mails.list(maxShown) }))

  server.get('/', async (request, reply) => {
    const language = languageOf(request)
    const all = await mails.list(maxShown)
    const body = html`
      <h1>${texts.title[language]}</h1>
      <p class="lead">${texts.lead[language]}</p>
      ${
        all.length === 0
          ? html`<div class="box"><p>${texts.none[language]}</p></div>`
          : html`<div class="boxes">
              ${all.map(
                ({ subject, to, receivedAt, text, files }) =>
                  html`<section class="box">
                    <h2>${subject}</h2>
                    <dl>
                      <dt>${texts.to[language]}</dt>
                      <dd>${to}</dd>
                      <dt>${texts.received[language]}</dt>
                      <dd>${showInstant(receivedAt, language)}</dd>
                    </dl>
                    ${text.split(/\n{2,}/).map((paragraph) =>
                      /^https?:\/\/\S+$/.test(paragraph)
                        ? html`<p>
                            <a class="button" href="${paragraph}">${texts.open[language]}</a>
                          </p>`
                        : html`<p>${paragraph}</p>`,
                    )}
                    ${files.map(
                      ({ name, mediaType, content }) =>
                        html`<p>
                          <a download="${name}" href="data:${mediaType};base64,${content}"
                            >${name}</a
                          >
                        </p>`,
                    )}
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
  title: { fi: 'Sähköpostit', sv: 'E-post', en: 'E-mail' },
  lead: {
    fi: 'Palvelun lähettämät sähköpostit. Täällä viestin voi lukea saajan puolesta. Osoitteeseen, jonka alussa on ”nobody”, ei mene postia.',
    sv: 'E-posten som tjänsten har skickat. Här kan ett meddelande läsas för mottagaren. En adress som börjar med ”nobody” tar inte emot e-post.',
    en: 'The e-mails that the service has sent. Here you can read a message on behalf of its recipient. An address that begins with “nobody” accepts no e-mail.',
  },
  none: {
    fi: 'Ei vielä viestejä. Kortinhaltija antaa osoitteensa palvelun sivulla Ilmoitukset ja sähköpostiosoite.',
    sv: 'Inga meddelanden ännu. Kortinnehavaren anger sin adress på tjänstens sida Aviseringar och e-postadress.',
    en: 'No messages yet. A card holder gives an address on the page Notices and e-mail address of the service.',
  },
  to: { fi: 'Saaja', sv: 'Mottagare', en: 'To' },
  received: { fi: 'Saapunut', sv: 'Kom', en: 'Received' },
  open: { fi: 'Avaa linkki', sv: 'Öppna länken', en: 'Open the link' },
} as const satisfies Record<string, Text>
