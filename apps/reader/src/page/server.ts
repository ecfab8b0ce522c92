import { timingSafeEqual } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { changePin } from '@sotevarmenne/smartcard/use'
import { z } from 'zod'
import {
  activate,
  isPin,
  setNewPins,
  type ActivateDeps,
  type ActivateRefusal,
} from '../activation/activate.ts'
import type { CardSeen } from '../cards/card-desk.ts'
import type { CardReader } from '../cards/card-reader.ts'
import type { TrustedRoots } from '../cards/trusted-roots.ts'
import type { Prompts } from '../prompts/prompts.ts'
import { activationForm, changePinForm, newPinsForm, type Mistake } from './forms.ts'
import { home } from './home.ts'
import { script } from './script.ts'
import { style } from './style.ts'
import { refusalTexts, texts } from './texts.ts'

export type PageDeps = ActivateDeps & {
  readonly prompts: Prompts
  readonly roots: TrustedRoots
  /** Part of every address: another program of the machine, or a web page, doesn't know it. */
  readonly secret: string
}

/** The reader's own page: the only place where PINs and activation codes are typed. */
export function createPage(deps: PageDeps): FastifyInstance {
  const { desk, prompts, roots, secret } = deps
  const server = Fastify({ forceCloseConnections: true })
  const homePath = `/${secret}/`

  const site: Site = { name: texts.product, home: homePath, path: homePath, style }

  server.addHook('onRequest', async (request, reply) => {
    const mayPass = isThisMachine(request) && knowsSecret(request, secret)
    if (!mayPass) await reply.code(404).type('text/plain').send('Not found\n')
  })
  readForms(server)

  const sendHome = async (request: FastifyRequest, reply: FastifyReply) => {
    const language = languageOf(request)
    const pending = prompts.pending()
    const readers = await Promise.all(
      desk.readers.map(async (reader) => ({
        reader,
        seen: await desk.see(reader),
        shelf: await reader.shelf?.list(),
      })),
    )
    const { news } = homeQuery.parse(request.query)
    const count = pending.length > 0 ? `(${String(pending.length)}) ` : ''
    return sendPage(request, reply, site, {
      title: count + texts.readers[language],
      body: home(language, { pending, readers, roots: await roots(), news: news && texts[news] }),
      script,
    })
  }
  const back = (reply: FastifyReply, news?: z.infer<typeof newsKey>) =>
    reply.redirect(news === undefined ? homePath : `${homePath}?news=${news}`, 303)

  /** A form about the card in the reader that the request names; back to the front page when it is gone. */
  const withCard =
    (answer: (found: FormRequest) => Promise<FastifyReply>, namedIn: 'query' | 'body') =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const named = readerNamed.safeParse(request[namedIn])
      const reader = named.success ? desk.find(named.data.reader) : undefined
      const seen = reader && (await desk.see(reader))
      if (!reader || seen?.state !== 'card') return back(reply)
      const language = languageOf(request)
      const show = (title: string, body: Html, status = 200) =>
        sendPage(request, reply, site, { title, body, status })
      return answer({ request, reply, reader, card: seen.card, language, show })
    }

  const showActivation = (
    { language, card, reader, show }: FormRequest,
    letterNumber = '',
    mistake?: Mistake,
  ) =>
    show(
      texts.activate[language],
      activationForm(language, { card, readerId: reader.id, letterNumber, mistake }),
      mistake ? 422 : 200,
    )
  const showNewPins = ({ language, card, reader, show }: FormRequest, mistake?: Mistake) =>
    show(
      texts.newPins[language],
      newPinsForm(language, { card, readerId: reader.id, mistake }),
      mistake ? 422 : 200,
    )
  const showChangePin = (
    { language, card, reader, show }: FormRequest,
    which: 'pin1' | 'pin2' = 'pin1',
    mistake?: Mistake,
  ) =>
    show(
      texts.changePin[language],
      changePinForm(language, { card, readerId: reader.id, which, mistake }),
      mistake ? 422 : 200,
    )

  const routes = (pages: FastifyInstance) => {
    pages.get('/', sendHome)
    pages.get('/events', (request, reply) => {
      sendEvents(request, reply, desk.watch)
    })

    pages.post('/cards/insert', async (request, reply) => {
      const asked = insertion.safeParse(request.body)
      if (asked.success) await desk.find(asked.data.reader)?.shelf?.insert(asked.data.chipSerial)
      return back(reply)
    })
    pages.post('/cards/take-out', async (request, reply) => {
      const asked = readerNamed.safeParse(request.body)
      if (asked.success) await desk.find(asked.data.reader)?.shelf?.takeOut()
      return back(reply)
    })

    pages.post<{ Params: { id: string } }>('/requests/:id/pin', async (request, reply) => {
      const typed = pinTyped.safeParse(request.body)
      if (typed.success) await prompts.answer(request.params.id, typed.data.pin)
      return back(reply)
    })
    pages.post<{ Params: { id: string } }>('/requests/:id/cancel', (request, reply) => {
      prompts.cancel(request.params.id)
      return back(reply)
    })

    pages.get(
      '/activate',
      withCard(async (found) => showActivation(found), 'query'),
    )
    pages.post(
      '/activate',
      withCard(async (found) => {
        const form = activationFields.parse(found.request.body)
        const activated = await activate(found.reader, form, found.language, deps)
        return activated.ok
          ? back(found.reply, activated.value.isReported ? 'activated' : 'activatedUnreported')
          : showActivation(found, form.letterNumber, mistakeOf(activated.refusal, found.language))
      }, 'body'),
    )

    pages.get(
      '/new-pins',
      withCard(
        async (found) => (found.card.activated ? showNewPins(found) : showActivation(found)),
        'query',
      ),
    )
    pages.post(
      '/new-pins',
      withCard(async (found) => {
        const set = await setNewPins(found.reader, newPinsFields.parse(found.request.body), deps)
        return set.ok
          ? back(found.reply, 'pinsSet')
          : showNewPins(found, mistakeOf(set.refusal, found.language))
      }, 'body'),
    )

    pages.get(
      '/change-pin',
      withCard(async (found) => showChangePin(found), 'query'),
    )
    pages.post(
      '/change-pin',
      withCard(async (found) => {
        const { which, oldPin, newPin, newPinAgain } = changeFields.parse(found.request.body)
        const wrong = (kind: 'pin-not-4-to-8-digits' | 'pins-differ', field: string) =>
          showChangePin(found, which, { text: refusalTexts[kind][found.language], field })
        if (!isPin(oldPin)) return wrong('pin-not-4-to-8-digits', 'oldPin')
        if (!isPin(newPin)) return wrong('pin-not-4-to-8-digits', 'newPin')
        if (newPin !== newPinAgain) return wrong('pins-differ', 'newPinAgain')

        const purpose = which === 'pin1' ? 'authentication' : 'signature'
        const changed = await desk.use(found.reader, (channel) =>
          changePin(channel, { purpose, oldPin, newPin }),
        )
        return changed.ok
          ? back(found.reply, 'pinChanged')
          : showChangePin(found, which, mistakeOf(changed.refusal, found.language))
      }, 'body'),
    )
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

type FormRequest = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly reader: CardReader
  readonly card: CardSeen
  readonly language: Language
  readonly show: (title: string, body: Html, status?: number) => FastifyReply
}

const newsKey = z.enum(['activated', 'activatedUnreported', 'pinsSet', 'pinChanged'])
const homeQuery = z.object({ news: newsKey.optional().catch(undefined) })
const readerNamed = z.object({ reader: z.string() })
const insertion = readerNamed.extend({ chipSerial: z.string() })
const pinTyped = z.object({ pin: z.string().trim() })
/** A field that was not sent is one that was left empty. */
const typed = z.string().trim().default('')
const newPinsFields = z.object({
  activationCode: typed,
  pin1: typed,
  pin1Again: typed,
  pin2: typed,
  pin2Again: typed,
})
const activationFields = newPinsFields.extend({ letterNumber: typed })
const changeFields = z.object({
  which: z.enum(['pin1', 'pin2']).default('pin1'),
  oldPin: typed,
  newPin: typed,
  newPinAgain: typed,
})

type Refusal =
  | ActivateRefusal
  | { readonly kind: 'pin-not-4-to-8-digits' }
  | { readonly kind: 'pin-blocked' }
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }

/** The refusal in words, at the field where it can be mended. */
function mistakeOf(refusal: Refusal, language: Language): Mistake {
  const text = refusalTexts[refusal.kind][language]
  switch (refusal.kind) {
    case 'letter-number-not-10-digits':
      return { text, field: 'letterNumber' }
    case 'activation-code-not-8-digits':
      return { text, field: 'activationCode' }
    case 'pin-not-4-to-8-digits':
      return 'which' in refusal ? { text, field: refusal.which } : { text }
    case 'pins-differ':
      return { text, field: `${refusal.which}Again` }
    case 'service-refused':
      return { text: [refusal.title, refusal.advice, text].filter(Boolean).join(' ') }
    case 'wrong-activation-code':
    case 'wrong-pin':
      return {
        text: `${text} ${texts.triesLeft[language]}: ${String(refusal.triesLeft)}.`,
        field: refusal.kind === 'wrong-pin' ? 'oldPin' : 'activationCode',
      }
    case 'activation-code-blocked':
    case 'another-card':
    case 'card-in-use':
    case 'card-refused':
    case 'card-removed':
    case 'card-unreadable':
    case 'no-card':
    case 'not-activated':
    case 'pin-blocked':
    case 'service-unavailable':
      return { text }
    default:
      return unreachable(refusal)
  }
}

function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  watch: (listener: () => void) => () => void,
): void {
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  // The first one catches what changed between the page and this connection.
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
