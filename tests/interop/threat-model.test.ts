import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { before, describe, it } from 'node:test'
import { processes } from '../../apps/server/src/entry/processes.ts'

const root = path.join(import.meta.dirname, '../..')

/** The nine things that one process must not get from another (docs/security/threat-model.md, assets). */
const assets = [
  'CA keys',
  'certificates of people',
  'certificates of programs',
  'CRLs and revocations',
  'card admin keys',
  'cards in a reader',
  'audit log',
  'personal data',
  'sessions and roles',
]

describe('the threat model', () => {
  let rows: readonly (readonly string[])[]
  before(async () => {
    const text = await readFile(path.join(root, 'docs/security/threat-model.md'), 'utf8')
    rows = text
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split('|').map((cell) => cell.trim()))
  })
  const testsByCode = () =>
    new Map(
      rows.flatMap(([, code = '', file = '', title = '']) =>
        /^[A-Z]\d$/.test(code) ? [[code, { file: file.replaceAll('`', ''), title }]] : [],
      ),
    )

  it('says of each process and asset what it gets when it is taken over, with a test', () => {
    const known = testsByCode()
    for (const process of [...processes, 'signer'])
      for (const asset of assets) {
        const cells = rows.filter(([, one, other]) => one === process && other === asset)
        assert.equal(cells.length, 1, `${process}: ${asset}`)
        const [, , , was, is, tests = ''] = cells[0] ?? []
        assert.ok(was && is, `${process}: ${asset}`)
        assert.ok(
          tests.split(' ').every((code) => known.has(code)),
          `${process}: ${asset}: ${tests}`,
        )
      }
  })

  it('names tests that there are, and none that no row needs', async () => {
    const used = new Set(rows.flatMap(([, , , , , tests = '']) => tests.split(' ')))
    for (const [code, { file, title }] of testsByCode()) {
      assert.ok(used.has(code), code)
      const source = await readFile(path.join(root, file), 'utf8')
      assert.ok(source.includes(title), `${code}: ${title}`)
    }
  })
})
