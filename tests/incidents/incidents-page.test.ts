import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { it } from 'node:test'

const page = 'docs/security/incidents-prevented.md'
const folder = 'tests/incidents'
const from = (path: string) => new URL(`../../${path}`, import.meta.url)

/** The rows of the page: incident, report, mechanism, test. */
const rows = readFileSync(from(page), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ['))
  .map((line) => {
    const [, incident = '', report = '', rest = ''] =
      /^\| \[([^\]]+)\]\(([^)]+)\) +(.*)$/.exec(line) ?? []
    const links = [...rest.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) =>
      join(dirname(page), target),
    )
    return { incident, report, links }
  })

/** The incidents of a test file: its titles up to the colon. */
const incidentsOf = (file: string): readonly string[] =>
  [...readFileSync(from(file), 'utf8').matchAll(/\bit\(\s*'([^':]+): /g)].map(
    ([, name = '']) => name,
  )

const tested = readdirSync(from(folder))
  .filter((name) => name.endsWith('.deep.test.ts'))
  .flatMap((name) => {
    const file = `${folder}/${name}`
    return incidentsOf(file).map((incident) => ({ incident, file }))
  })

it('the page of prevented incidents has each incident of the tests once, with its file, and no other', () => {
  const ofTests = tested.map(({ incident, file }) => `${incident} ${file}`).sort()
  const ofPage = rows.map(({ incident, links }) => `${incident} ${links.at(-1) ?? ''}`).sort()
  assert.deepEqual(ofPage, ofTests)
  assert.equal(new Set(rows.map(({ incident }) => incident)).size, rows.length)
})

it('the page of prevented incidents links a public report and existing code for each', () => {
  for (const { incident, report, links } of rows) {
    assert.match(report, /^https:\/\/[^ ]+$/, incident)
    assert.ok(links.length >= 2, `${incident}: code and test`)
    for (const link of links) assert.ok(existsSync(from(link)), `${incident}: ${link}`)
  }
})
