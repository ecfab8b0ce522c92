import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { it } from 'node:test'
import { settingKey } from '@sotevarmenne/api/settings'

it('every setting that a public page shows exists, and is shown in all three languages (R345)', () => {
  const folder = new URL('./', import.meta.url)
  const shown = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(new URL(file, folder), 'utf8').matchAll(/\{\{live:setting-([\w-]+)\}\}/g),
    ])
    .map(([, key]) => key)
  assert.ok(shown.length > 0)
  for (const key of new Set(shown)) {
    assert.ok(settingKey.safeParse(key).success, key)
    assert.equal(shown.filter((other) => other === key).length % 3, 0, key)
  }
})
