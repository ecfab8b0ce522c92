import { createServer } from 'node:http'
import type { Finding } from './context.ts'
import type { CrlOfCa, Round } from './round.ts'

/** What the watcher found in its newest round, as Prometheus reads it. */
export function formatMetrics(
  { findings, crls }: Pick<Round, 'findings' | 'crls'>,
  at: number,
): string {
  const ofFinding = ({ ca, kind, address, node = '' }: Finding): string =>
    labels({ ca, kind, address, node })
  const ofCrl = ({ ca, address }: CrlOfCa): string => labels({ ca, address })
  const lines = (name: string, help: string, values: readonly (readonly [string, number])[]) => [
    `# HELP sotevarmenne_watcher_${name} ${help}`,
    `# TYPE sotevarmenne_watcher_${name} gauge`,
    ...new Set(values.map(([of, value]) => `sotevarmenne_watcher_${name}${of} ${String(value)}`)),
  ]
  return [
    ...lines('round_timestamp_seconds', 'End of the newest round.', [['', at / 1000]]),
    ...lines('findings', 'Number of findings of the newest round.', [['', findings.length]]),
    ...lines(
      'finding',
      'A finding of the newest round.',
      findings.map((each) => [ofFinding(each), 1]),
    ),
    ...lines(
      'crl_next_update_timestamp_seconds',
      'When the CRL ends.',
      crls.map((each) => [ofCrl(each), each.crl.nextUpdate / 1000]),
    ),
    ...lines(
      'crl_number',
      'Number of the newest CRL at the address.',
      crls.map((each) => [ofCrl(each), Number(each.crl.number)]),
    ),
    ...lines(
      'crl_entries',
      'Revocations on the CRL.',
      crls.map((each) => [ofCrl(each), each.crl.entries.size]),
    ),
    ...lines(
      'crl_bytes',
      'Size of the CRL.',
      crls.map((each) => [ofCrl(each), each.bytes]),
    ),
    '',
  ].join('\n')
}

const labels = (values: { readonly [name: string]: string }): string =>
  `{${Object.entries(values)
    .map(
      ([name, value]) =>
        `${name}="${value.replaceAll(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`))}"`,
    )
    .join(',')}}`

/** Serves what `text` gives at `/metrics`, from memory. */
export async function serveMetrics(
  { host, port }: { readonly host: string; readonly port: number },
  text: () => string,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
