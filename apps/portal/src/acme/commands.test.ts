import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { acmeCommands } from './commands.ts'

const guide = new URL('../../../../docs/relying-parties/acme.md', import.meta.url)
const asInGuide = {
  directory: 'https://service.example/acme/directory',
  ...{ keyId: 'KEY_ID', key: 'KEY' },
}

describe('a command beside an EAB key', () => {
  it('is that of the guide, which its tests run with certbot and lego (F4)', async () => {
    const text = await readFile(guide, 'utf8')
    for (const program of ['certbot', 'lego'] as const) {
      const command = acmeCommands[program]({ ...asInGuide, names: ['kanta.example.fi'] })
      assert.ok(text.includes(`\n${command}\n`), command)
    }
  })

  it('orders every name of the approval, and no address, which needs a name beside it', () => {
    const names = ['a.example.fi', '.b.example.fi', '192.0.2.0/28', '192.0.2.1', '2001:708::1']
    const command = acmeCommands.certbot({ ...asInGuide, names })
    assert.match(command, / -d a\.example\.fi -d server\.b\.example\.fi --deploy-hook/)
    assert.doesNotMatch(command, /192|2001/)
  })
})
