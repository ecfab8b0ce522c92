import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { ConfigFault, parseConfig } from './config.ts'
import type { Finding } from './context.ts'
import { formatMetrics, serveMetrics } from './metrics.ts'
import { runRound, type Round } from './round.ts'
import { nothingSeen, readState, writeState } from './state.ts'

const usage = `watch --config <watcher.json> [--once]
  --once   one round; exit code 0 without findings, 1 with some, 2 when it can't watch`

/** Writes a line of JSON: `found` when something is wrong for the first time, `ended` when it is not any more. */
const say = (event: 'found' | 'ended' | 'failed', facts: object): void => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...facts })}\n`)
}

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: { config: { type: 'string' }, once: { type: 'boolean', default: false } },
  })
  if (values.config === undefined) throw new ConfigFault(usage)
  const config = parseConfig(await readFile(values.config, 'utf8'), path.dirname(values.config))
  const remembered = await readState(config.state)
  let state = remembered ?? nothingSeen
  const lost: readonly Finding[] =
    remembered === undefined
      ? [{ kind: 'state-lost', ca: '', address: config.state, detail: 'it is not readable' }]
      : []
  let open = new Map<string, Finding>()
  let metrics = ''
  const stopping = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      stopping.abort()
    })
  const server =
    values.once || config.listen === undefined
      ? undefined
      : await serveMetrics(config.listen, () => metrics)

  const report = ({ findings, crls }: Round): void => {
    const now = new Map([...lost, ...findings].map((each) => [keyOf(each), each]))
    for (const [key, finding] of now) if (!open.has(key)) say('found', finding)
    for (const [key, finding] of open) if (!now.has(key)) say('ended', finding)
    open = now
    metrics = formatMetrics({ findings: [...now.values()], crls }, Date.now())
  }
  for (;;) {
    try {
      const round = await runRound(config, { state, now: Date.now() })
      state = round.state
      await writeState(config.state, state)
      report(round)
    } catch (fault) {
      // The time of the newest round stands still, which has an alert of its own.
      if (values.once) throw fault
      say('failed', { detail: fault instanceof Error ? fault.message : String(fault) })
    }
    if (values.once) return open.size === 0 ? 0 : 1
    await wait(config.every, undefined, { signal: stopping.signal }).catch(() => undefined)
    if (stopping.signal.aborted) break
  }
  server?.close()
  return 0
}

const keyOf = ({ kind, ca, address, node = '' }: Finding): string =>
  [kind, ca, address, node].join(' ')

try {
  process.exitCode = await run()
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`)
  process.exitCode = 2
}
