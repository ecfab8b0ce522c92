import assert from 'node:assert/strict'
import { it } from 'node:test'
import { contactMessage } from '@sotevarmenne/api/contact-messages'
import { address } from '@sotevarmenne/api/values'
import { errorTexts } from './error-texts.ts'
import { typed } from './typed.ts'

const saidOf = (rule: ReturnType<typeof typed>, text: string): string => {
  const [issue] = rule.safeParse(text).error?.issues ?? []
  return errorTexts[(issue?.message ?? '') as keyof typeof errorTexts].en
}

it('a text of 10,000 letters is said to be too long, and an empty name to be missing', () => {
  const long = 'a'.repeat(10_000)
  assert.match(saidOf(typed(address.shape.street, 'street'), long), /100 characters at most/)
  assert.match(saidOf(typed(address.shape.postOffice, 'postOffice'), long), /60 characters at most/)
  assert.match(saidOf(typed(contactMessage.shape.name, 'ownName'), ''), /^Write your name/)
})
