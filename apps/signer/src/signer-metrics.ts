import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { SignerCounts } from '@sotevarmenne/issuing/socket/messages'
import { version } from '@sotevarmenne/kernel/version'
import { commitOf } from '@sotevarmenne/runtime/commit'

/**
 * The metrics of the signer in the Prometheus text format (R660). Clients read them at its sockets, and serve them: the
 * signer itself has no port.
 */
export function signerMetrics(counts: () => SignerCounts): () => string {
  const commit = commitOf()
  const startedAt = (Date.now() - process.uptime() * 1000) / 1000
  const delay = monitorEventLoopDelay()
  delay.enable()
  return () => {
    const { user, system } = process.cpuUsage()
    const lag = delay.percentile(99) / 1e9
    delay.reset()
    return [
      ...metric('sotevarmenne_build_info', {
        help: 'Always 1; its labels say which program the process runs',
        values: { [`{version="${version}",commit="${commit}",role="signer"}`]: 1 },
      }),
      ...metric('process_cpu_seconds_total', {
        help: 'Processor time of the process',
        type: 'counter',
        values: { '': (user + system) / 1e6 },
      }),
      ...metric('process_resident_memory_bytes', {
        help: 'Resident memory of the process',
        values: { '': process.memoryUsage.rss() },
      }),
      ...metric('process_start_time_seconds', {
        help: 'When the process began, since 1970',
        values: { '': startedAt },
      }),
      ...metric('nodejs_eventloop_lag_p99_seconds', {
        help: 'Delay of the event loop that one turn in a hundred exceeded since it was last read',
        values: { '': Number.isFinite(lag) ? lag : 0 },
      }),
      ...metric('sotevarmenne_signer_signed_total', {
        help: 'What the signer has signed, derived or proved since its start',
        type: 'counter',
        values: Object.fromEntries(
          Object.entries(counts()).map(([what, count]) => [`{what="${what}"}`, count]),
        ),
      }),
      '',
    ].join('\n')
  }
}

const metric = (
  name: string,
  {
    help,
    type = 'gauge',
    values,
  }: {
    readonly help: string
    readonly type?: 'gauge' | 'counter'
    readonly values: { readonly [labels: string]: number }
  },
): readonly string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
  ...Object.entries(values).map(([labels, value]) => `${name}${labels} ${String(value)}`),
]
