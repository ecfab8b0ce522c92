import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'

const server = new URL('../', import.meta.url)
const importsRule = /from '@sotevarmenne\/kernel\/dual-control'/

describe('the table of dual controls in docs/operations/roles.md', () => {
  it('names exactly the files of the server that decide by the one rule', async () => {
    const doc = await readFile(new URL('../../../docs/operations/roles.md', server), 'utf8')
    const rows = doc.split('\n').filter((line) => line.startsWith('|'))
    const named = rows.flatMap((row) =>
      [...row.matchAll(/`([a-z/-]+\.ts)`/g)].map(([, file]) => file),
    )
    const deciding = []
    for await (const file of glob('*/**/*.ts', { cwd: server.pathname })) {
      if (file.endsWith('.test.ts') || file === 'platform/dual-control-problems.ts') continue
      const text = await readFile(new URL(file, server), 'utf8')
      if (importsRule.test(text) && text.includes('SecondPersonRequired')) deciding.push(file)
    }
    assert.deepEqual(
      named.filter((file) => file?.startsWith('apps/signer/') === false).toSorted(),
      deciding.toSorted(),
    )
  })
})
