import assert from 'node:assert/strict'
import { it } from 'node:test'
import { caseTexts } from './texts.ts'

/** In Finnish, Swedish and English. cspell:ignore toimisto kontor */
const office = /: .*(toimisto|kontor|office\b)/iu

/** Read by case officers alone. */
const ofOfficers: readonly string[] = ['show.due']

it('holders and organisations write to customer service in every text of cases, not to an office', () => {
  const named = Object.entries(caseTexts).flatMap(([name, text]) =>
    ofOfficers.includes(name) ? [] : Object.values(text).map((words) => `${name}: ${words}`),
  )
  assert.equal(caseTexts['by.office'].en, 'Customer service')
  assert.deepEqual(
    named.filter((words) => office.test(words)),
    [],
  )
})
