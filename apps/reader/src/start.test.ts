import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { text } from 'node:stream/consumers'

it('a reader software whose port is taken says so and ends', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const data = await mkdtemp(path.join(tmpdir(), 'reader-'))
  const program = spawn(process.execPath, [path.join(import.meta.dirname, 'start.ts')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      SOTEVARMENNE_DATA: data,
      SOTEVARMENNE_READER_PORT: String(port),
      SOTEVARMENNE_READER_TLS_PORT: '0',
      SOTEVARMENNE_READER_PAGE_PORT: '0',
    },
  })
  const [said] = await Promise.all([text(program.stderr), once(program, 'exit')])
  other.close()
  await rm(data, { recursive: true, force: true })
  assert.match(said, /It runs already, or another program has one of its ports\./)
  assert.equal(program.exitCode, 3)
})

for (const [setting, kind] of [
  ['SOTEVARMENNE_SITES', 'wrong-site'],
  ['SOTEVARMENNE_LIST_SITES', 'wrong-list-site'],
] as const)
  it(`a reader software for which its organisation has set a wildcard in ${setting} ends with that value (R583, R692)`, async () => {
    const program = spawn(process.execPath, [path.join(import.meta.dirname, 'start.ts')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, [setting]: 'https://a.example https://*.example' },
    })
    const [said] = await Promise.all([text(program.stderr), once(program, 'exit')])
    assert.ok(said.includes(`not valid, ${kind}: https://*.example`), said)
    assert.equal(program.exitCode, 1)
  })
