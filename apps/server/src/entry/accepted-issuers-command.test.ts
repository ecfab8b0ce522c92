import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { readAcceptedIssuers } from '#identity/authentication/index.ts'
import { takeOlderAuthority } from '#pki/ca/index.ts'
import { openTrees } from '../../../sandbox/src/other-cards/trees.ts'
import { startTestAuthority } from '../../../../tests/support/authority.ts'
import { runCommandLine } from './command-line.ts'
import { readConfig } from './config.ts'
import { ownAuthoritiesOf } from './parts.ts'

it('a file of accepted issuers is shown to whoever reviews it, and one that is wrong is refused (R241)', async () => {
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
        open: () => assert.fail('no service is needed'),
        ownAuthorities: () => Promise.resolve(own),
        terminal: { ask: () => assert.fail('nothing is asked'), say, complain: say },
      })
      return { code, said: said.join('\n') }
    }
    const { code, said } = await run('accepted-issuers.json')
    assert.equal(code, 0)
    assert.match(said, /example-identity-cards: identityCard, level of assurance high/)
    assert.match(said, /authority: [^\n]*TEST Example CA for Citizen Certificates[^\n]*, until 20/)
    assert.match(said, /whose it is: http:\/\/localhost:8099\/person-look-ups/)
    const own = [trees.of.identityCard.authority.certificate]
    await assert.rejects(run('accepted-issuers.json', own), /own authority/)
    await writeFile(path.join(folder, 'wrong.json'), '{"issuers":[]}')
    await assert.rejects(run('wrong.json'), /issuers/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('a file of accepted issuers that names an authority of an older system, answered for here, is refused (R241)', async () => {
  const clock = { now: () => instant(Date.now()) }
  const isWanted = ({ role, family }: { role: string; family: string }) =>
    role === 'root' && family === 'ecc'
  const authority = await startTestAuthority({ clock, isWanted })
  const { folder } = authority
  try {
    const trees = await openTrees(folder, { now: clock.now(), url: 'http://localhost:8099' })
    const own = () => ownAuthoritiesOf(readConfig({ SOTEVARMENNE_DATA: folder }))
    const judge = async () =>
      readAcceptedIssuers({
        file: path.join(folder, 'accepted-issuers.json'),
        notOurs: await own(),
      })
    assert.equal((await judge()).length, 2)
    const taken = await takeOlderAuthority(path.join(folder, 'authority'), {
      ...{ id: 'older-citizens', now: clock.now() },
      certificate: trees.of.identityCard.authority.certificate.der,
    })
    assert.ok(taken.ok)
    await assert.rejects(judge, /own authority/)
  } finally {
    await authority.close()
  }
})
