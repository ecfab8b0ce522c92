import { createLogger } from '@sotevarmenne/runtime/logger'
import { openTlsSignIn, seeClientCertificate } from '#identity/authentication/index.ts'
import { certifiesPeople, readLegacyCas } from '#pki/ca/index.ts'
import { serveMetrics } from '#platform/telemetry.ts'
import { cardIssuersOf } from './choose-adapters.ts'
import type { Config } from './config.ts'
import { caFolderOf, clockOf, issuersOf, limiterOf } from './foundation.ts'
import { listenerMetrics } from './listener-metrics.ts'
import { openMigratedDb } from './open-db.ts'
import type { Parts } from './parts.ts'
import type { Running } from './start-web.ts'

type TlsSignInParts = Pick<Parts, 'logger' | 'clock' | 'issuers' | 'limiter'> & {
  readonly authentication: Pick<Parts['authentication'], 'seeClientCertificate'>
  readonly thirdPartyCards: Pick<Parts['thirdPartyCards'], 'acceptedIssuers'>
}

/**
 * The listener for client-certificate sign-in in a process of its own: strangers who fill it do not reach the
 * portal. It writes down what a browser proved, and needs the database and CA certificates only: no socket of
 * the signer, no key of the people.
 */
export async function startTlsSignInProcess(config: Config): Promise<readonly Running[]> {
  const { tls } = config.tlsSignIn
  if (tls === undefined)
    throw new Error('SOTEVARMENNE_TLS_SIGN_IN_CERTIFICATE_FILE and its key are missing')
  const logger = createLogger('tls-sign-in', { level: config.logLevel })
  const clock = clockOf(config)
  const limiter = limiterOf(config)
  const issuers = await issuersOf(config)
  const legacyCas = await readLegacyCas(caFolderOf(config))
  const db = await openMigratedDb(config, 'tls-sign-in')
  const { cardIssuers } = cardIssuersOf(config, { clock, issuers, legacyCas })
  const listener = await startTlsSignIn(
    { ...config, tls },
    {
      ...{ logger, clock, issuers, limiter },
      authentication: { seeClientCertificate: seeClientCertificate({ db, clock }) },
      thirdPartyCards: { acceptedIssuers: async () => (await cardIssuers?.accepted()) ?? [] },
    },
  )
  const figures = await serveMetrics(listenerMetrics('tls-sign-in', limiter), {
    port: config.ports.tlsSignInMetrics,
  })
  return [listener, figures, { stop: () => db.close() }]
}

/** Where browsers are asked for the card's certificate: only here, because browsers remember the choice. */
export async function startTlsSignIn(
  { tls, ports, host, publicUrl, layer4Proxies: proxies }: TlsSignInConfig,
  { authentication, thirdPartyCards, logger, clock, issuers, limiter }: TlsSignInParts,
): Promise<Running> {
  const others = await thirdPartyCards.acceptedIssuers()
  const server = await openTlsSignIn(
    {
      ...{ authentication, logger, clock, publicUrl, tls },
      cas: [
        ...issuers.all.filter(certifiesPeople).map(({ certificate }) => certificate),
        ...others.map(({ ca }) => ca),
      ],
    },
    { port: ports.tlsSignIn, host, limiter, proxies },
  )
  return { retire: server.retire, stop: server.close }
}

type TlsSignInConfig = Pick<Config, 'ports' | 'host' | 'publicUrl' | 'layer4Proxies'> & {
  readonly tls: { readonly cert: string; readonly key: string }
}
