import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { parseRights, type Privilege } from '#platform/grants.ts'
import { grants } from './grants.ts'

const modules = new URL('../', import.meta.url)

/** Statements as Kysely builds them and as SQL. */
const statements: readonly (readonly [RegExp, Privilege])[] = [
  [/insertInto\(\s*'([a-z_]+\.[a-z_]+)'|\binsert into ([a-z_]+\.[a-z_]+)/g, 'insert'],
  [/updateTable\(\s*'([a-z_]+\.[a-z_]+)'|\bupdate ([a-z_]+\.[a-z_]+)/g, 'update'],
  [/deleteFrom\(\s*'([a-z_]+\.[a-z_]+)'|\bdelete from ([a-z_]+\.[a-z_]+)/g, 'delete'],
]

/** Written through `sql.table`. */
const tablesInVariables: readonly (readonly [string, Privilege])[] = [
  ['cards.timeline', 'insert'],
  ['spare_cards.timeline', 'insert'],
  ['products.dated_change', 'insert'],
  ['products.dated_change', 'update'],
  ['points.service_change', 'insert'],
  ['points.service_change', 'update'],
  ['settings.dated_change', 'insert'],
  ['settings.dated_change', 'update'],
  ['registers.coded_organisation', 'insert'],
  ['registers.coded_organisation', 'update'],
  ['registers.kanta_intermediary', 'insert'],
  ['registers.kanta_intermediary', 'update'],
]

describe('the rights of the processes in the database', async () => {
  const sources = (await readdir(modules, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !/\.test\.ts$|\/migrations|testing/.test(file),
  )
  const written = new Set(tablesInVariables.map(([table, privilege]) => `${privilege} ${table}`))
  const locked = new Set<string>()
  for (const file of sources) {
    const source = await readFile(new URL(file, modules), 'utf8')
    for (const [pattern, privilege] of statements)
      for (const [, built, typed] of source.matchAll(pattern)) {
        const table = built ?? typed ?? ''
        if (table in grants.tables) written.add(`${privilege} ${table}`)
      }
    for (const [, table = ''] of source.matchAll(/\block table ([a-z_]+\.[a-z_]+)/g))
      locked.add(table)
  }
  const granted = new Set(
    Object.entries(grants.tables).flatMap(([table, rights]) =>
      Object.values(rights).flatMap((letters) =>
        parseRights(letters).map(({ privilege }) => `${privilege} ${table}`),
      ),
    ),
  )

  it('let some process run every statement of the code', () => {
    assert.ok(written.size > 200)
    assert.deepEqual(
      [...written].filter((statement) => !granted.has(statement)),
      [],
      'entry/grants.ts: the process that runs it needs the right',
    )
    for (const table of locked)
      assert.ok(
        ['update', 'delete', 'maintain'].some((right) => granted.has(`${right} ${table}`)),
        `lock table ${table}`,
      )
  })

  it('let none add or delete rows that no code adds or deletes', () => {
    assert.deepEqual(
      [...granted].filter((right) => /^(insert|delete) /.test(right) && !written.has(right)),
      [],
      'entry/grants.ts: nobody needs the right',
    )
  })
})
