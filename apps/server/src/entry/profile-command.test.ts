import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { testNow } from '@sotevarmenne/issuing/testing'
import { profiles } from '#pki/ca/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { runCommandLine } from './command-line.ts'

describe('the command that explains profiles', () => {
  let ca: TestCa
  let folder: string
  before(async () => {
    ca = await startTestCa({ clock: { now: () => testNow } })
    folder = await mkdtemp(join(tmpdir(), 'profile-command-'))
  })
  after(async () => {
    await ca.close()
    await rm(folder, { recursive: true })
  })

  const run = async (...words: readonly string[]) => {
    const said: string[] = []
    const say = (line: string): void => void said.push(line)
    const code = await runCommandLine(['profile', ...words], {
      settings: {},
      open: () => assert.fail('no service is needed'),
      ownCas: () => assert.fail('no CA is needed'),
      migrate: () => assert.fail('nothing is migrated'),
      planUpgrade: () => assert.fail('nothing is upgraded'),
      terminal: { request: () => assert.fail('nothing is asked'), say, complain: say },
    })
    return { code, said: said.join('\n') }
  }

  it('lists the profiles, and shows one in the requested language', async () => {
    assert.deepEqual(await run(), { code: 0, said: Object.keys(profiles).join('\n') })
    const { code, said } = await run('server', '--language', 'fi')
    assert.equal(code, 0)
    assert.match(said, /Muut nimet\n {2}Palvelimen DNS-nimet[^\n]*\n {2}sääntö: dns 1–100/)
    assert.deepEqual(await run('unheard-of'), { code: 1, said: 'There is no profile unheard-of.' })
  })

  it('shows a sample certificate next to each profile of persons, services and responders', async () => {
    for (const { id, certifies } of Object.values(profiles)) {
      if (certifies === 'ca') continue
      const { code, said } = await run(id, '--example')
      assert.equal(code, 0, id)
      assert.match(said, /in the certificate: 5a[0-9a-f]{32}\n/, id)
      if (certifies === 'person') assert.match(said, /surname=Esimerkki/, id)
    }
    const { said } = await run('staff-signature', '--example', 'test-g1-ecc')
    assert.match(said, /commonName=TEST Sotevarmenne CA for Test Purposes - G1 ECC/)
    await assert.rejects(run('ca-root', '--example'), /there is no example of ca-root/)
    await assert.rejects(run('server', '--example', 'root-g1-ecc'), /no example of server by root/)
  })

  it('shows a given certificate next to its profile', async () => {
    const file = join(folder, 'issuing.crt')
    await writeFile(file, ca.issuers.current('service', 'ecc').certificate.der)
    const { said } = await run('ca-issuing', file)
    assert.match(
      said,
      /rule: critical, CA:TRUE, pathLen 0\n {2}in the certificate: critical, CA:TRUE, pathLen 0/,
    )
    assert.match(said, /in the certificate: 1\.3\.6\.1\.4\.1\.32473\.1\.351\.7 /)

    await writeFile(file, 'no certificate')
    await assert.rejects(run('ca-issuing', file), /holds no certificate/)
  })
})
