import { constants, X509Certificate } from 'node:crypto'
import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { rateLimits, signInLimits } from '@sotevarmenne/http1/limits'
import { countByAddress } from '@sotevarmenne/http1/rate-limit'
import { targetOf } from '@sotevarmenne/http1/request-target'
import type { ComposedReply } from '@sotevarmenne/http1/response'
import {
  serveHttps,
  type ListenerAddress,
  type RunningServer,
  type TlsFiles,
} from '@sotevarmenne/http1/serve-http'
import { minute, second } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { Clock } from '#platform/clock.ts'
import type { Logger } from '#platform/telemetry.ts'
import type { Authentication } from '../create-authentication.ts'

export type TlsSignInDeps = {
  readonly authentication: Pick<Authentication, 'seeClientCertificate'>
  readonly logger: Logger
  readonly clock: Clock
  /** URL of the portal, to which browsers are redirected. */
  readonly publicUrl: string
  readonly tls: TlsFiles
  /** The CAs that browsers are asked for: their dialogue offers no other certificates. */
  readonly cas: readonly Certificate[]
}

/**
 * The listener for TLS client-certificate sign-in. It only records what the browser presented and redirects
 * it to the portal with a code. An expired, foreign or missing certificate is accepted and redirected too:
 * the portal can explain what is wrong, a failed handshake cannot.
 */
export function openTlsSignIn(
  { authentication, logger, clock, publicUrl, tls, cas }: TlsSignInDeps,
  address: ListenerAddress,
): Promise<RunningServer> {
  const now = (): number => performance.now()
  const mayCall = countByAddress(rateLimits.signIn, now)
  const ca = cas.map(({ der }) => new X509Certificate(der).toString())

  const response = async (
    request: HttpRequest,
    certificate: Uint8Array | undefined,
  ): Promise<ComposedReply> => {
    const target = urlOf(request)
    const visit = /^\/(fi|sv|en)\/sign-in$/.exec(target?.pathname ?? '')
    if (request.head.method !== 'GET' || !target || !visit) return back(`${publicUrl}/fi/sign-in`)
    const state = target.searchParams.get('state')?.slice(0, 100) ?? ''
    const code = await authentication.seeClientCertificate(state, certificate)
    const query = code === undefined ? '' : `?code=${code}`
    return back(`${publicUrl}/${visit[1] ?? 'fi'}/sign-in/card${query}`)
  }

  return serveHttps(
    {
      respond: async (request, client) => {
        const reply = mayCall(client.address)
          ? await response(request, client.certificate)
          : tooMany
        logger.info({ route: 'client-certificate sign-in', status: reply.status }, 'answered')
        return reply
      },
      date: () => new Date(clock.now()).toUTCString(),
      now,
      onFault: (err) => {
        logger.error({ err }, 'a fault')
      },
    },
    // TLS sessions are not resumed: each visit proves the card's key again.
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
  fields: { ...defaultFields, location },
})

const defaultFields = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }

const tooMany: ComposedReply = {
  status: 429,
  fields: {
    ...{ ...defaultFields, 'retry-after': String(minute / second) },
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
