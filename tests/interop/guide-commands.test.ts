import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { it } from 'node:test'

const guides = new URL('../../docs/relying-parties/', import.meta.url)

/** The test that takes the commands of a guide out of it and runs them. */
const runBy: Readonly<Record<string, string>> = {
  'README.md': 'relying-parties.test.ts',
  'acme.md': 'acme.test.ts',
  'card-in-ci.md': 'card-kit.deep.test.ts',
  'hr-systems.md': 'hr-systems.test.ts',
  'kanta.md': 'kanta.test.ts',
  'quick-start.md': 'test-card.test.ts',
}
/** Its command is the one by which test-card.test.ts inserts the card. */
const runOtherwise = ['demo-environment.md']

it('every guide of the developer site with commands for a shell has a test that reads and runs them', () => {
  const withCommands = readdirSync(guides)
    .filter((name) => name.endsWith('.md'))
    .filter((name) => readFileSync(new URL(name, guides), 'utf8').includes('```sh\n'))
  assert.deepEqual(withCommands.toSorted(), [...Object.keys(runBy), ...runOtherwise].toSorted())
  for (const [guide, test] of Object.entries(runBy)) {
    const source = readFileSync(new URL(test, import.meta.url), 'utf8')
    assert.ok(source.includes(guide) && source.includes('```sh'), `${test} reads ${guide}`)
  }
})
