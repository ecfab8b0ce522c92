import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { readAcceptedIssuers } from '#identity/third-party-cards/index.ts'
import { importLegacyCa } from '#pki/ca/index.ts'
import { openTrees } from '@sotevarmenne/sandbox/other-cards/trees'
import { startTestCa } from '@sotevarmenne/tests/ca/test-ca'
import { runCommandLine } from './command-line.ts'
import { readConfig } from './config.ts'
import { ownCasOf } from './foundation.ts'

it('a file of accepted issuers is shown for review, and a malformed one is refused (R241)', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'accepted-issuers-'))
  try {
    const trees = await openTrees(folder, {
      now: instant(Date.now()),
      url: 'http://localhost:8099',
    })
    const run = async (file: string, own: readonly Certificate[] = []) => {
      const said: string[] = []
      const say = (line: string): void => void said.push(line)
      const code = await runCommandLine(['accepted-issuers', path.join(folder, file)], {
        settings: {},
        open: () => assert.fail('no service is needed'),
        ownCas: () => Promise.resolve(own),
        migrate: () => assert.fail('nothing is migrated'),
        planUpgrade: () => assert.fail('nothing is upgraded'),
        terminal: { request: () => assert.fail('nothing is asked'), say, complain: say },
      })
      return { code, said: said.join('\n') }
    }
    const { code, said } = await run('accepted-issuers.json')
    assert.equal(code, 0)
    assert.match(said, /example-identity-cards: identityCard, level of assurance high/)
    assert.match(said, /ca: [^\n]*TEST Example CA for Citizen Certificates[^\n]*, until 20/)
    assert.match(said, /whose it is: http:\/\/localhost:8099\/person-look-ups/)
    const own = [trees.of.identityCard.ca.certificate]
    await assert.rejects(run('accepted-issuers.json', own), /own CA/)
    await writeFile(path.join(folder, 'wrong.json'), '{"issuers":[]}')
    await assert.rejects(run('wrong.json'), /issuers/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('a file of accepted issuers that names a legacy CA of this service is refused (R241)', async () => {
  const clock = { now: () => instant(Date.now()) }
  const isWanted = ({ role, family }: { role: string; family: string }) =>
    role === 'root' && family === 'ecc'
  const ca = await startTestCa({ clock, isWanted })
  const { folder } = ca
  try {
    const trees = await openTrees(folder, { now: clock.now(), url: 'http://localhost:8099' })
    const own = () => ownCasOf(readConfig({ SOTEVARMENNE_DATA: folder }))
    const check = async () =>
      readAcceptedIssuers({
        file: path.join(folder, 'accepted-issuers.json'),
        notOurs: await own(),
      })
    assert.equal((await check()).length, 2)
    const taken = await importLegacyCa(path.join(folder, 'ca'), {
      ...{ id: 'legacy-citizens', now: clock.now() },
      certificate: trees.of.identityCard.ca.certificate.der,
    })
    assert.ok(taken.ok)
    await assert.rejects(check, /own CA/)
  } finally {
    await ca.close()
  }
})
