// cspell:ignore pikeston otterotterotter hospitalhospital passwor zyxwvutsrqponmlkji qwertyuiopqwertyuiop
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkPassword, parseUserName, type UserName } from './password.ts'

const name = 'otto.esimerkki' as string as UserName
const checked = (text: string): string => {
  const result = checkPassword(text, name)
  return result.ok ? 'ok' : result.refusal.kind
}

describe('a password (R222)', () => {
  it('has at least fifteen characters of any kind, and may be a sentence', () => {
    assert.equal(checked('pike stone saws'), 'ok')
    assert.equal(checked('pike stone saw'), 'password-too-short')
    assert.equal(checked('🦊'.repeat(2) + ' storm on a quay'), 'ok')
    assert.equal(checked('839201746501928'), 'ok')
    assert.equal(checked('a1 '.repeat(42) + 'ab'), 'password-easily-guessed')
    assert.equal(checked(`pike stone saws ${'x'.repeat(113)}`), 'password-too-long')
    assert.equal(checked('é'.repeat(7).normalize('NFD') + 'pikeston'), 'ok')
  })

  it('is refused when it is easy to guess', () => {
    for (const known of [
      '123456789012345',
      'qwertyuiopqwertyuiop',
      'password1234567',
      'Password2026!!!',
      'otterotterotter',
      'hospitalhospital1',
      'aaaaaaaaaaaaaaaaaaaa',
      'CorrectHorseBatteryStaple',
      'otto.esimerkki2026',
      'Sotevarmenne-2026',
      'zyxwvutsrqponmlkji',
    ])
      assert.equal(checked(known), 'password-easily-guessed', known)
  })
})

describe('a user name', () => {
  it('has at least six characters, in lower case, and is never an identity code', () => {
    const parsed = (text: string) => {
      const result = parseUserName(text)
      return result.ok ? result.value : result.refusal.kind
    }
    assert.equal(parsed(' Otto.Esimerkki@Example.fi '), 'otto.esimerkki@example.fi')
    assert.equal(parsed('åke.öhman'), 'åke.öhman')
    for (const wrong of ['otto', 'otto esimerkki', '-ottoesimerkki', 'o'.repeat(65), ''])
      assert.equal(parsed(wrong), 'user-name-malformed', wrong)
    assert.equal(parsed('131052-308T'), 'user-name-is-identity-code')
    assert.equal(parsed('131052-308t'), 'user-name-is-identity-code')
  })
})
