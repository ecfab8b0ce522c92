import { createLogger } from '@sotevarmenne/runtime/logger'
import { otlpExporter } from '#platform/otlp-exporter.ts'
import { sendSpansTo } from '#platform/tracing.ts'
import type { Config } from './config.ts'
import type { Running } from './start-web.ts'

/** Sends traces of this process to the collector, if there is one (R665). Stopped last, it sends what is left. */
export function startTracing(
  { otlpUrl, logLevel }: Pick<Config, 'otlpUrl' | 'logLevel'>,
  process: 'web' | 'jobs' | 'all',
): Running {
  if (otlpUrl === undefined) return { stop: () => Promise.resolve() }
  const logger = createLogger(process, { level: logLevel })
  const exporter = otlpExporter({
    ...{ url: otlpUrl, process },
    onFault: (fault) => {
      logger.warn({ fault }, 'traces are not sent')
    },
  })
  sendSpansTo(exporter.receive)
  return { stop: exporter.stop }
}
