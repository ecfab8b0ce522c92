import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { lifecycle } from './agreement.ts'

test('the diagram in the README matches the life cycle in the code', async () => {
  const drawn = Object.entries(lifecycle).flatMap(([from, steps]) =>
    Object.entries(steps).map(([step, to]) => `    ${from} --> ${to}: ${step}`),
  )
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  assert.ok(readme.includes(drawn.join('\n')), `README should draw:\n${drawn.join('\n')}`)
})
