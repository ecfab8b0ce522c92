import { signerMetricsOf } from '#pki/ca/index.ts'
import { serveMetrics } from '#platform/telemetry.ts'
import type { Config } from './config.ts'
import type { Parts } from './parts.ts'
import type { Running } from './start-web.ts'

/**
 * The metrics and health of a jobs process. Where its port is taken, the work goes on without them: cards and CRLs matter
 * more, and the alert about a process that does not respond says so (R660).
 */
export async function serveJobsMetrics(
  { ports, signerSockets }: JobsMetricsConfig,
  { logger, probeDatabase }: Pick<Parts, 'logger' | 'probeDatabase'>,
  metrics: { readonly text: () => Promise<string> },
): Promise<Running> {
  try {
    return await serveMetrics(metrics, {
      port: ports.jobsMetrics,
      ofOthers: { '/metrics/signer': { text: () => signerMetricsOf(signerSockets) } },
      readiness: { database: probeDatabase },
    })
  } catch (fault) {
    logger.error(
      { fault },
      'the port of the metrics can’t be used (SOTEVARMENNE_JOBS_METRICS_PORT)',
    )
    return { stop: () => Promise.resolve() }
  }
}

type JobsMetricsConfig = Pick<Config, 'signerSockets'> & {
  readonly ports: Pick<Config['ports'], 'jobsMetrics'>
}
