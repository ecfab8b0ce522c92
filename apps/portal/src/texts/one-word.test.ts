import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'

const source = path.resolve(import.meta.dirname, '..')
const files = globSync('**/{*texts,texts/*}.ts', { cwd: source }).filter(
  (file) => !file.endsWith('.test.ts'),
)

void describe('the texts of the portal', async () => {
  const modules = await Promise.all(
    files.map((file) => import(path.join(source, file)) as Promise<object>),
  )
  const texts = JSON.stringify(modules)
  const textsIn = (language: string): string =>
    Array.from(
      texts.matchAll(new RegExp(`"${language}":("(?:[^"\\\\]|\\\\.)*")`, 'g')),
      ([, text]) => text,
    ).join('\n')

  it('have one Swedish word for withdrawing, and another for revoking', () => {
    assert.match(textsIn('sv'), /Återta ansökan/)
    assert.doesNotMatch(textsIn('sv'), /återkall/i)
  })

  it('have one Finnish word for until', () => {
    assert.match(textsIn('fi'), /Voimassa asti/)
    assert.doesNotMatch(textsIn('fi'), /saakka/i)
  })
})
