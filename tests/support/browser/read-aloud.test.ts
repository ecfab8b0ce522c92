import assert from 'node:assert/strict'
import { it } from 'node:test'
import { begins } from './read-aloud.ts'

it('what a screen reader says begins with a phrase of whole words', () => {
  for (const [said, phrase, expected] of [
    ['button, Cancel card', 'button, Cancel card', true],
    ['button, Cancel card, disabled', 'button, Cancel card', true],
    ['button, Cancel card', 'button, Cancel', true],
    ['button, Cancelled', 'button, Cancel', false],
    ['textbox, PIN12', 'textbox, PIN1', false],
    ['button, Spärrad', 'button, Sp', false],
    ['dialog, button, Cancel', 'button, Cancel', false],
  ] as const)
    assert.equal(begins(said, phrase), expected, `${said} | ${phrase}`)
})
