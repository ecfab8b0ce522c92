import { keepLoad } from '#reporting/dashboards/index.ts'
import { serveMetrics } from '#platform/telemetry.ts'
import type { Config } from './config.ts'
import { ocspMetrics } from './ocsp-metrics.ts'
import type { Parts } from './parts.ts'
import { warnWithoutSecurityContact } from './security-txt-of.ts'
import type { Running } from './start-web.ts'

/** Serves OCSP, CRLs and CA certificates; resolves once keys and CRLs are ready. */
export async function startOcsp(
  config: Config,
  { ocspServer, db, clock, logger, limiter }: Parts,
): Promise<Running> {
  warnWithoutSecurityContact(config, logger)
  const server = await ocspServer.start({
    ...{ host: config.host, port: config.ports.ocsp },
    ...{ limiter, proxies: config.layer4Proxies },
  })
  const load = keepLoad({
    db,
    clock,
    responses: () =>
      Object.values(ocspServer.ocspFigures().responses).reduce((sum, one) => sum + one, 0),
    onFault: (fault) => {
      logger.error({ fault })
    },
  })
  const metrics = ocspMetrics({ clock, ...ocspServer, connections: limiter.figures })
  const figures = await serveMetrics(metrics, { port: config.ports.ocspMetrics })
  return {
    retire: server.retire,
    stop: async () => {
      await server.close()
      await figures.stop()
      await load.stop()
    },
  }
}
