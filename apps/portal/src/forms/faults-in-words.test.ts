import assert from 'node:assert/strict'
import { it } from 'node:test'
import { z } from 'zod'
import { setPageLanguage } from '../texts/language.ts'
import { languages } from '../texts/text.ts'
import './faults-in-words.ts'
import { errorText } from './error-texts.ts'

it('a rule of a form without a text of its own speaks the language of the page, not that of the library', () => {
  const text = z.string().trim().max(4000)
  const saidIn = languages.map((language) => {
    setPageLanguage(language)
    return text.safeParse('a'.repeat(4001)).error?.issues[0]?.message
  })
  assert.deepEqual(saidIn, [
    'Kirjoita enintään 4000 merkkiä',
    'Skriv högst 4000 tecken',
    'Enter at most 4000 characters',
  ])
})

it('a rule of a form with a text of its own keeps it', () => {
  const rule = z.string().min(1, { error: errorText('message') })
  assert.equal(rule.safeParse('').error?.issues[0]?.message, 'error.message')
})
