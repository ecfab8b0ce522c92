import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { html } from '@sotevarmenne/pages/html'
import type { Text } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { respondToTimeStampRequest } from '@sotevarmenne/signatures/time-stamp'
import { encodePem } from '@sotevarmenne/x509/bundle'
import type { Clock } from '../environment/clock.ts'
import { fault, misbehave, type Faults } from '../environment/faults.ts'
import type { TimeStampAuthority } from './tsa.ts'

export type TimeStampDeps = {
  readonly site: Site
  readonly clock: Clock
  readonly faults: Faults
  readonly ca: TimeStampAuthority
}

/** An identifier for documentation (RFC 5612), as the demo environment has no policy of its own. */
const policy = '1.3.6.1.4.1.32473.3161'

/** A request contains a digest and little more. */
const requestLimit = 4096

/**
 * Simulator of a time-stamp authority: `POST /` serves RFC 3161 requests by the demo environment's clock.
 */
export function createTimeStamps({ site, clock, faults, ca }: TimeStampDeps): FastifyInstance {
  const server = Fastify({ bodyLimit: requestLimit, forceCloseConnections: true })
  readForms(server)
  server.addContentTypeParser(
    'application/timestamp-query',
    { parseAs: 'buffer' },
    (_request, body, done) => {
      done(null, body)
    },
  )

  server.post('/', async (request, reply) => {
    if (await misbehave(faults.of('time-stamps'), reply)) return reply
    if (!Buffer.isBuffer(request.body)) return reply.code(415).send({ kind: 'malformed' })
    const response = await respondToTimeStampRequest(new Uint8Array(request.body), {
      key: ca.key,
      policy,
      serial: Uint8Array.of(0x40, ...randomBytes(15)),
      at: clock.now(),
    })
    return reply.type('application/timestamp-reply').send(Buffer.from(response))
  })

  server.post('/faults', (request, reply) => {
    const requested = fault.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    faults.set('time-stamps', requested.data)
    return reply.send(requested.data)
  })

  server.get('/root.pem', (_request, reply) =>
    reply.type('application/x-pem-file').send(encodePem('CERTIFICATE', [ca.root.der])),
  )
  server.get('/root.crl', (_request, reply) =>
    reply.type('application/pkix-crl').send(Buffer.from(ca.list(clock.now()))),
  )

  server.get('/', (request, reply) => {
    const language = languageOf(request)
    return sendPage(request, reply, site, {
      title: texts.title[language],
      body: html`
        <h1>${texts.title[language]}</h1>
        <p class="lead">${texts.lead[language]}</p>
        <section class="box">
          <h2>${texts.how[language]}</h2>
          <pre tabindex="0" class="command">${command(request.host)}</pre>
          <p><a class="button" href="/root.pem">${texts.root[language]}</a></p>
        </section>
      `,
    })
  })
  return server
}

/** A time-stamp of a file by stock programs, as it can be pasted into a terminal. */
const command = (host: string): string =>
  [
    `curl -s http://${host}/root.pem > root.pem`,
    'openssl ts -query -data document.pdf -sha256 -cert -out question.tsq',
    `curl -s -H 'content-type: application/timestamp-query' --data-binary @question.tsq http://${host}/ > answer.tsr`,
    'openssl ts -verify -queryfile question.tsq -in answer.tsr -CAfile root.pem',
  ].join('\n')

const texts = {
  title: { fi: 'Aikaleimapalvelu', sv: 'Tidsstämplingstjänsten', en: 'Time-stamp authority' },
  lead: {
    fi: 'Todistaa, että jokin oli olemassa viimeistään tiettynä hetkenä. Aika on kokeiluympäristön kellon aika.',
    sv: 'Intygar att något fanns senast vid en viss tidpunkt. Tiden är demomiljöns klocka.',
    en: 'Vouches that something existed at a certain time at the latest. The time is that of the demo environment’s clock.',
  },
  how: {
    fi: 'Aikaleima päätteestä',
    sv: 'En tidsstämpel från terminalen',
    en: 'A time-stamp from a terminal',
  },
  root: { fi: 'Juurivarmenne (PEM)', sv: 'Rotcertifikat (PEM)', en: 'Root certificate (PEM)' },
} as const satisfies Record<string, Text>
