import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { connectionLimits } from '@sotevarmenne/http1/limits'
import { processes } from './processes.ts'

const root = new URL('../../../../', import.meta.url)
const read = (file: string): Promise<string> => readFile(new URL(file, root), 'utf8')
const unitOf = (name: string): Promise<string> =>
  read(`docs/operations/systemd/sotevarmenne-${name}.service`)

describe('the processes of the server', () => {
  it('are those that have a unit, besides the signer and the migration', async () => {
    const units = await readdir(new URL('docs/operations/systemd', root))
    const named = units.flatMap((file) => /^sotevarmenne-(.+)\.service$/.exec(file)?.[1] ?? [])
    assert.deepEqual(named.sort(), [...processes, 'migrate', 'signer'].sort())
  })

  for (const name of processes)
    it(`are documented, and start their own program: ${name}`, async () => {
      assert.ok(existsSync(new URL(`${name}.ts`, import.meta.url)))
      assert.match(await unitOf(name), new RegExp(` apps/server/src/entry/${name}\\.ts$`, 'm'))
      assert.match(
        await read('docs/operations/README.md'),
        new RegExp(`sotevarmenne-${name}\\.service`),
      )
      assert.match(await read('ARCHITECTURE.md'), new RegExp(`^\\| ${name} +\\|`, 'm'))
    })

  it('may open twice as many files as connections', async () => {
    for (const name of processes) {
      const [, limit] = /^LimitNOFILE=(\d+)$/m.exec(await unitOf(name)) ?? []
      assert.ok(Number(limit) >= 2 * connectionLimits.maxConnections, name)
    }
  })

  it('at the edge reaches the database and no socket of the signer: client-certificate sign-in', async () => {
    const unit = await unitOf('tls-sign-in')
    assert.doesNotMatch(unit, /^SupplementaryGroups=/m)
    assert.match(unit, /^InaccessiblePaths=.*\/run\b.*\/keys\b/m)
    const program = await read('apps/server/src/entry/tls-sign-in.ts')
    const parts = await read('apps/server/src/entry/start-tls-sign-in.ts')
    for (const text of [program, parts])
      assert.doesNotMatch(text, /createParts|openFoundation|createSignerClient|peopleKeyOf/)
  })
})
