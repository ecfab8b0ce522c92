import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import i18next from 'i18next'
import { startTexts } from './index.ts'

describe('the texts of the portal', () => {
  startTexts()
  const textsIn = (language: string): string => JSON.stringify(i18next.getDataByLanguage(language))

  it('have one Swedish word for withdrawing, and another for revoking', () => {
    assert.match(textsIn('sv'), /Återta ansökan/)
    assert.doesNotMatch(textsIn('sv'), /återkall/i)
  })

  it('have one Finnish word for until', () => {
    assert.match(textsIn('fi'), /Voimassa asti/)
    assert.doesNotMatch(textsIn('fi'), /saakka/i)
  })
})
