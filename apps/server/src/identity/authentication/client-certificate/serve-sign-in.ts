import { constants, X509Certificate } from 'node:crypto'
import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { rateLimits, signInLimits } from '@sotevarmenne/http1/limits'
import { countByAddress } from '@sotevarmenne/http1/rate-limit'
import { targetOf } from '@sotevarmenne/http1/request-target'
import type { ComposedReply } from '@sotevarmenne/http1/response'
import { serveHttps, type RunningServer, type TlsFiles } from '@sotevarmenne/http1/serve-http'
import { minute, second } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { Clock } from '#platform/clock.ts'
import type { Logger } from '#platform/telemetry.ts'
import type { Access } from '../create-access.ts'

export type CardDoorDeps = {
  readonly access: Pick<Access, 'seeAtCardDoor'>
  readonly logger: Logger
  readonly clock: Clock
  /** Of the portal, to which browsers are sent back. */
  readonly publicUrl: string
  readonly tls: TlsFiles
  /** Whose certificates browsers are asked for: they offer no others in their dialogue. */
  readonly authorities: readonly Certificate[]
}

/**
 * The door to which browsers come with the card's certificate, by TLS. It does one thing: it notes what the browser showed
 * and sends it back to the portal with a code. A certificate that is expired, foreign or absent is let in and sent back
 * too: the portal can say what is wrong, a broken handshake can't.
 */
export function openCardDoor(
  { access, logger, clock, publicUrl, tls, authorities }: CardDoorDeps,
  address: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const now = (): number => performance.now()
  const mayAsk = countByAddress(rateLimits.signIn, now)
  const ca = authorities.map(({ der }) => new X509Certificate(der).toString())

  const answer = async (
    request: HttpRequest,
    certificate: Uint8Array | undefined,
  ): Promise<ComposedReply> => {
    const target = urlOf(request)
    const visit = /^\/(fi|sv|en)\/sign-in$/.exec(target?.pathname ?? '')
    if (request.head.method !== 'GET' || !target || !visit) return back(`${publicUrl}/fi/sign-in`)
    const state = target.searchParams.get('state')?.slice(0, 100) ?? ''
    const code = await access.seeAtCardDoor(state, certificate)
    const query = code === undefined ? '' : `?code=${code}`
    return back(`${publicUrl}/${visit[1] ?? 'fi'}/sign-in/card${query}`)
  }

  return serveHttps(
    {
      answer: async (request, client) => {
        const reply = mayAsk(client.address) ? await answer(request, client.certificate) : tooMany
        logger.info({ route: 'card door', status: reply.status }, 'answered')
        return reply
      },
      date: () => new Date(clock.now()).toUTCString(),
      now,
      onFault: (err) => {
        logger.error({ err }, 'a fault')
      },
    },
    // No session of TLS is taken up again: each visit proves the card's key anew.
    { ...address, tls: { ...tls, ca, secureOptions: constants.SSL_OP_NO_TICKET } },
    signInLimits,
  )
}

function urlOf(request: HttpRequest): URL | undefined {
  const target = targetOf(request)
  return target.startsWith('/') ? (URL.parse(`https://sign-in${target}`) ?? undefined) : undefined
}

const back = (location: string): ComposedReply => ({
  status: 303,
  fields: { ...usualFields, location },
})

const usualFields = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }

const tooMany: ComposedReply = {
  status: 429,
  fields: {
    ...{ ...usualFields, 'retry-after': String(minute / second) },
    'content-type': 'text/plain; charset=utf-8',
  },
  body: Buffer.from(
    [
      'Liian monta kirjautumista tästä osoitteesta. Yritä minuutin kuluttua uudelleen.',
      'För många inloggningar från den här adressen. Försök igen om en minut.',
      'Too many sign-ins from this address. Try again in a minute.',
    ].join('\n'),
  ),
}
