import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '../../apps/server/src/platform/db.ts'
import { createMetrics } from '../../apps/server/src/platform/telemetry.ts'
import { statusMetrics } from '../../apps/server/src/pki/status/metrics.ts'

const promtool = '/usr/bin/promtool'
const missing = existsSync(promtool) ? undefined : 'Debian’s package prometheus is not installed'
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false
const cases = join(import.meta.dirname, 'alerts.promtool.yml')
const operations = join(import.meta.dirname, '../../docs/operations')

describe('the example alerts', async () => {
  const rules = await readFile(join(operations, 'alerts.yml'), 'utf8')

  it('ask only for figures that the service tells', async () => {
    const told = new Set(`${await figuresOfWeb()}${await figuresOfStatus()}`.match(/^# TYPE \w+/gm))
    const asked = [...rules.matchAll(/\bsotevarmenne_\w+/g)].map(([name]) => name)
    assert.ok(asked.length > 10)
    for (const name of asked) assert.ok(told.has(`# TYPE ${name.replace(/_bucket$/, '')}`), name)
  })

  it(
    'wake somebody beyond their threshold and not on it, and the brake’s name the cause',
    { skip },
    async () => {
      await promisify(execFile)(promtool, ['test', 'rules', cases])
      const tried = await readFile(cases, 'utf8')
      for (const [, name = ''] of rules.matchAll(/- alert: (\w+)/g))
        for (const what of ['wakes somebody', 'is quiet'])
          assert.ok(tried.includes(`  - name: ${name} ${what}\n`), `${name} ${what}`)
      assert.match(tried, /revocations of professional-g1-ecc are paused, cause right-ended/)
    },
  )

  it('have each a card that says what to do', async () => {
    const cards = await readFile(join(operations, 'incidents.md'), 'utf8')
    const anchors = new Set(
      [...cards.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
      ),
    )
    const named = [...rules.matchAll(/^ +card: incidents\.md#(\S+)$/gm)]
    assert.equal(named.length, [...rules.matchAll(/- alert:/g)].length)
    for (const [, anchor = ''] of named) assert.ok(anchors.has(anchor), anchor)
  })
})

const clock = { now: () => instant(1_795_000_000_000) }

const figuresOfWeb = (): Promise<string> =>
  createMetrics({
    db: {
      read: (ask) => ask({} as unknown as Tx),
      write: () => assert.fail('figures write nothing'),
      close: () => Promise.resolve(),
    },
    outboxFigures: () => Promise.resolve({ due: 0, planned: 0, dead: 0, oldestMilliseconds: 0 }),
    auditPosition: () => Promise.resolve(0),
    newestLists: () => Promise.resolve([]),
    heldRevocations: () => Promise.resolve([]),
    registers: () => Promise.resolve({ feeds: [], setAside: [], held: [] }),
    openFollowUps: () => Promise.resolve({ open: 0 }),
    owedThreads: () => Promise.resolve({ open: 0, overdue: 0 }),
    clock,
    caKeys: () => Promise.resolve([]),
  }).text()

const figuresOfStatus = (): Promise<string> => {
  const answers = { ahead: 0, 'on-demand': 0, live: 0, error: 0 }
  const figures = { answers, certificates: 0, signed: 0, asOf: undefined, responders: [] }
  return statusMetrics({
    clock,
    ocspFigures: () => figures,
    listsEndFirst: () => undefined,
  }).text()
}
