import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { startTestAuthority, type TestAuthority } from '../../../../tests/support/authority.ts'
import { makePgliteDirectory } from '../../../../tests/support/postgres.ts'

describe('the program for those who run the service', () => {
  let authority: TestAuthority
  before(async () => {
    authority = await startTestAuthority({ clock: { now: () => instant(1_795_000_000_000) } })
    await makePgliteDirectory(path.join(authority.folder, 'db'))
  })
  after(() => authority.close())

  it('opens the service, does the deed, and ends', async () => {
    const { code, output } = await cli('audit', 'verify')

    assert.equal(code, 0, output)
    assert.match(output, /The trail holds: 0 entries/)
  })

  it('begins nothing when nobody answers', async () => {
    const { code, output } = await cli('bootstrap')

    assert.equal(code, 1)
    assert.match(output, /first registrar: nobody is there to answer/)
  })

  it('is quiet when whoever reads has enough', async () => {
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
            SOTEVARMENNE_DATA: authority.folder,
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
