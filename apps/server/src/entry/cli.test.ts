import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { makePgliteDirectory } from '@sotevarmenne/tests/database/postgres'
import { simulatedSystems } from '@sotevarmenne/tests/world/simulated-systems'

describe('the command line for operators', () => {
  let ca: TestCa
  let systems: Readonly<Record<string, string>>
  before(async () => {
    ca = await startTestCa({ clock: { now: () => instant(1_795_000_000_000) } })
    await makePgliteDirectory(path.join(ca.folder, 'db'))
    systems = await simulatedSystems(ca.folder, { REGISTERS: 1, BUREAU: 1 })
  })
  after(() => ca.close())

  it('opens the service, runs the operation, and exits', async () => {
    const { code, output } = await cli('audit', 'verify')

    assert.equal(code, 0, output)
    assert.match(output, /The audit log is intact: 0 entries/)
  })

  it('does nothing when stdin is closed', async () => {
    const { code, output } = await cli('bootstrap')

    assert.equal(code, 1)
    assert.match(output, /first registrar: stdin is closed: interactive command/)
  })

  it('exits silently when its output pipe is closed', async () => {
    const program = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'cli.ts'), 'profile', 'professional-authentication'],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    program.stdout.destroy()
    const complaints = await text(program.stderr)
    assert.doesNotMatch(complaints, /EPIPE/)
  })

  const cli = (...words: readonly string[]) =>
    new Promise<{ readonly code: unknown; readonly output: string }>((resolve) => {
      const program = execFile(
        process.execPath,
        [path.join(import.meta.dirname, 'cli.ts'), ...words],
        {
          env: {
            ...process.env,
            ...systems,
            SOTEVARMENNE_DATA: ca.folder,
            SOTEVARMENNE_DATABASE_URL: 'embedded',
            SOTEVARMENNE_PEOPLE_KEY: randomBytes(32).toString('base64'),
          },
        },
        (fault, stdout, stderr) => {
          resolve({ code: fault === null ? 0 : fault.code, output: `${stdout}${stderr}` })
        },
      )
      program.stdin?.end()
    })
})
