import assert from 'node:assert/strict'
import { it } from 'node:test'
import { begins } from './read-aloud.ts'

it('what a screen reader says begins with a phrase of whole words', () => {
  for (const [said, phrase, expected] of [
    ['button, Sulje kortti', 'button, Sulje kortti', true],
    ['button, Sulje kortti, disabled', 'button, Sulje kortti', true],
    ['button, Sulje kortti', 'button, Sulje', true],
    ['button, Suljetaan', 'button, Sulje', false],
    ['textbox, PIN12', 'textbox, PIN1', false],
    ['button, Spärrad', 'button, Sp', false],
    ['dialog, button, Sulje', 'button, Sulje', false],
  ] as const)
    assert.equal(begins(said, phrase), expected, `${said} | ${phrase}`)
})
