import { timingSafeEqual } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { nodeHttpLimits } from '@sotevarmenne/http1/limits'
import { html } from '@sotevarmenne/pages/html'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { z } from 'zod'
import type { ActivateDeps } from '../activation/activate.ts'
import type { Seen } from '../cards/card-desk.ts'
import type { TrustedRoots } from '../cards/trusted-roots.ts'
import type { ListForm, Prompts } from '../prompts/prompts.ts'
import type { Relays } from '../relay/relay-card.ts'
import type { Lists } from '../lists/sign-documents.ts'
import type { SignatureRecord } from '../lists/signature-record.ts'
import { addCardForms, readerNamed, type Back } from './card-forms.ts'
import { diagnosisTexts } from './diagnosis-texts.ts'
import { listFormOf } from './list-form.ts'
import { home } from './home.ts'
import { addMorePages, type MoreDeps } from './more-pages.ts'
import { script } from './script.ts'
import { helpTexts, placesTexts, settingsTexts, testTexts } from './settings-texts.ts'
import { style } from './style.ts'
import { news, texts } from './texts.ts'

export type PageDeps = ActivateDeps &
  MoreDeps & {
    readonly prompts: Prompts
    readonly relays: Relays
    readonly lists?: Pick<Lists, 'lastResult' | 'forget'>
    readonly record?: Pick<SignatureRecord, 'of'>
    readonly roots: TrustedRoots
    /** Part of every URL: another program of the machine, or a web page, does not know it. */
    readonly secret: string
    /** A browser shows the front page now (1), or no longer (−1). */
    readonly watched?: (change: 1 | -1) => void
  }

/** The reader's own page: the only place where PINs and activation codes are typed. */
export function createPage(deps: PageDeps): FastifyInstance {
  const { desk, prompts, relays, roots, settings, releases, secret, serviceOrigin } = deps
  const server = Fastify({
    ...{ forceCloseConnections: true, requestTimeout: nodeHttpLimits.requestTimeout },
    http: nodeHttpLimits,
  })
  const homePath = `/${secret}/`
  const site: Site = {
    name: texts.product,
    home: homePath,
    path: homePath,
    style,
    places: {
      label: placesTexts.label,
      links: [
        { href: homePath, text: placesTexts.cards },
        { href: `${homePath}diagnosis`, text: diagnosisTexts.place },
        { href: `${homePath}test`, text: testTexts.title },
        { href: `${homePath}settings`, text: settingsTexts.title },
        { href: `${homePath}help`, text: helpTexts.title },
      ],
    },
  }

  server.addHook('onRequest', async (request, reply) => {
    const mayPass = isThisMachine(request) && knowsSecret(request, secret)
    if (!mayPass) await reply.code(404).type('text/plain').send('Not found\n')
  })
  readForms(server)
  server.addHook('onRequest', async ({ headers }) => {
    const { language } = await settings.load()
    if (language !== undefined) headers['accept-language'] = language
  })

  const [relayNews, endNews, formNews] = [newsOfCard(), newsOfCard(), newsOfCard()]
  const sendHome = async (request: FastifyRequest, reply: FastifyReply) => {
    const language = languageOf(request)
    const pending = prompts.pending()
    // While the service communicates with a card, or it signs a list, reading it would have to wait for the end.
    const isUnderWay = pending.some(
      ({ request, isUnderWay }) => ('cards' in request || 'documents' in request) && isUnderWay,
    )
    const readers = await Promise.all(
      (isUnderWay ? [] : desk.readers).map(async (reader) => {
        const seen = await desk.see(reader)
        const signatures = await signaturesOf(seen, deps.record)
        return { reader, seen, shelf: await reader.shelf?.list(), signatures }
      }),
    )
    const cards = isUnderWay ? undefined : readers.map(({ seen }) => cardKeyOf(seen)).join()
    const { news } = homeQuery.parse(request.query)
    const [lastRelay, ended] = [relays.lastResult(), prompts.endedWithCard()]
    const count = pending.length > 0 ? `(${String(pending.length)}) ` : ''
    return sendPage(request, reply, site, {
      title: count + texts.readers[language],
      body: home(language, {
        pending,
        lastRelay: relayNews(lastRelay, cards) ? lastRelay : undefined,
        lastList: deps.lists?.lastResult(),
        hasEndedWithCard: pending.length === 0 && endNews(ended, cards),
        readers,
        roots: await roots(),
        news: news !== undefined && formNews(news, cards) ? texts[news] : undefined,
        tooOldFor: releases.tooOldFor(),
        newer: releases.newer()?.version,
        serviceOrigin,
      }),
      script,
    })
  }
  const back: Back = (reply, news) => {
    formNews(undefined, undefined)
    return reply.redirect(news === undefined ? homePath : `${homePath}?news=${news}`, 303)
  }

  const addListForm = (pages: FastifyInstance) => {
    const form = 'application/x-www-form-urlencoded'
    pages.removeContentTypeParser(form)
    pages.addContentTypeParser(form, { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, typeof body === 'string' ? undefined : listFormOf(body))
    })
    pages.post<{ Params: { id: string }; Body: ListForm | undefined }>(
      '/requests/:id/list',
      (request, reply) => {
        // Not awaited: the front page shows the progress.
        const form = request.body
        if (form)
          void prompts.submit(request.params.id, form).finally(() => {
            form.pin.fill(0)
          })
        return back(reply)
      },
    )
  }

  const routes = (pages: FastifyInstance) => {
    pages.get('/', sendHome)
    pages.get('/events', (request, reply) => {
      deps.watched?.(1)
      request.raw.once('close', () => deps.watched?.(-1))
      sendEvents(request, reply, desk.watch)
    })

    pages.post('/cards/insert', async (request, reply) => {
      const requested = insertion.safeParse(request.body)
      if (requested.success)
        await desk.find(requested.data.reader)?.shelf?.insert(requested.data.chipSerial)
      return back(reply)
    })
    pages.post('/cards/take-out', async (request, reply) => {
      const requested = readerNamed.safeParse(request.body)
      if (requested.success) await desk.find(requested.data.reader)?.shelf?.takeOut()
      return back(reply)
    })

    pages.post<{ Params: { id: string } }>('/requests/:id/pin', async (request, reply) => {
      const typed = pinTyped.safeParse(request.body)
      if (typed.success) await prompts.submit(request.params.id, typed.data.pin)
      return back(reply)
    })
    pages.post<{ Params: { id: string } }>('/requests/:id/relay', (request, reply) => {
      const typed = agreed.safeParse(request.body)
      // Not awaited: the front page shows the progress, and contains no PIN any more.
      if (typed.success) void prompts.submit(request.params.id, typed.data)
      return back(reply)
    })
    pages.post('/requests/dismiss', (_request, reply) => {
      relays.forget()
      deps.lists?.forget()
      return back(reply)
    })
    pages.post<{ Params: { id: string } }>('/requests/:id/cancel', (request, reply) => {
      prompts.cancel(request.params.id)
      return back(reply)
    })

    pages.get<{ Params: { id: string; place: string } }>(
      '/requests/:id/documents/:place',
      (request, reply) => {
        const { id, place } = request.params
        const requested = prompts.pending().find((each) => each.id === id)?.request
        const document =
          requested && 'documents' in requested ? requested.documents[Number(place)] : undefined
        if (!document) {
          reply.callNotFound()
          return reply
        }
        return reply
          .type(document.text === undefined ? document.type : 'text/plain; charset=utf-8')
          .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
          .send(Buffer.from(document.bytes))
      },
    )
    void pages.register((ofList, _options, done) => {
      addListForm(ofList)
      done()
    })

    addCardForms(pages, deps, { site, back, serviceOrigin })
    addMorePages(pages, deps, site)
  }
  void server.register(
    (pages, _options, done) => {
      routes(pages)
      done()
    },
    { prefix: `/${secret}` },
  )
  server.setNotFoundHandler((request, reply) => {
    const language = languageOf(request)
    const title = texts.notFound[language]
    const body = html`<h1>${title}</h1>
      <p>${texts.notFoundNote[language]}</p>
      <p><a class="button" href="${homePath}">${texts.toFrontPage[language]}</a></p>`
    return sendPage(request, reply, site, { title, body, status: 404 })
  })
  return server
}

async function signaturesOf(seen: Seen, record: PageDeps['record']) {
  if (seen.state !== 'card' || !record) return []
  const der = seen.card.certificates.find(({ purpose }) => purpose === 'signature')?.der
  const certificate = der && decodeCertificate(der)
  return certificate?.ok === true ? record.of(formatSerial(certificate.value.serial)) : []
}

/**
 * Whether news is still about what is in the readers: it is shown until another card, or none, is there.
 * Undefined cards are not known just now.
 */
function newsOfCard() {
  let shown: { readonly news: unknown; readonly cards: string | undefined } | undefined
  return (news: unknown, cards: string | undefined): boolean => {
    if (shown?.news !== news || shown?.cards === undefined) shown = { news, cards }
    return news !== undefined && (cards === undefined || shown.cards === cards)
  }
}

const cardKeyOf = (seen: Seen): string =>
  seen.state === 'card' ? seen.card.cardNumber : seen.state

const homeQuery = z.object({ news: z.enum(news).optional().catch(undefined) })
const insertion = readerNamed.extend({ chipSerial: z.string() })
const pinTyped = z.object({ pin: z.string().trim() })

const digits = z.string().trim().default('')
const agreed = readerNamed.extend({
  pin1: digits,
  pin1Again: digits,
  pin2: digits,
  pin2Again: digits,
})

function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  watch: (listener: () => void) => () => void,
): void {
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  // The first event covers changes between the page and this connection.
  reply.raw.write('retry: 1000\ndata: changed\n\n')
  const stop = watch(() => reply.raw.write('data: changed\n\n'))
  request.raw.once('close', stop)
}

/** A name that a foreign DNS server points to this machine must not lead here. */
const isThisMachine = ({ headers }: FastifyRequest): boolean =>
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')

function knowsSecret({ url }: FastifyRequest, secret: string): boolean {
  const given = Buffer.from(url.split(/[/?]/)[1] ?? '')
  const expected = Buffer.from(secret)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
