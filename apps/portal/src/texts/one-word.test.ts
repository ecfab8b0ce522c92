import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'

const root = path.resolve(import.meta.dirname, '../../../..')
const source = globSync('{apps/portal/src/**/{*texts,texts/*},libs/api/src/*{texts,words}}.ts', {
  cwd: root,
})
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(path.join(root, file), 'utf8'))
  .join('\n')

const textsIn = (language: string): string =>
  Array.from(
    source.matchAll(new RegExp(`\\b${language}:\\s+'((?:[^'\\\\]|\\\\.)*)'`, 'g')),
    ([, text]) => text,
  ).join('\n')

void describe('the texts of the portal', () => {
  it('have one Swedish word for withdrawing, and another for revoking', () => {
    assert.match(textsIn('sv'), /Återkalla ansökan/)
    assert.doesNotMatch(textsIn('sv'), /återta/i)
    assert.doesNotMatch(textsIn('sv'), /^\w*(kortet|certifikatet) (är|har) återkalla/im)
  })

  it('have one Finnish word for until', () => {
    assert.match(textsIn('fi'), /Voimassa asti/)
    assert.doesNotMatch(textsIn('fi'), /saakka/i)
  })
})
