// cspell:ignore kvztpgxr certifikat terveydenhuolto sjukhus salasana passw ssword tervetuloa talvi qwer zxcv
// cspell:ignore lösenord losenord kirjaudu tunnussana minärakastansinua correcthorsebatterystaple iloveyou letmein
// cspell:ignore perkele terveyskeskus hyvinvointialue apotek välkommen qwertyuiopå asdfghjklöä zxcvbnm
// cspell:ignore pikeston otterotterotter hospitalhospital passwor zyxwvutsrqponmlkji qwertyuiopqwertyuiop
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  checkPassword,
  maxAttempts,
  maxWrongInARow,
  parseUserName,
  passwordLength,
  type UserName,
} from './password.ts'

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

describe('what is guessed first in a password (R222)', () => {
  /** No word, row or repetition: it counts as a whole. */
  const unknown = (length: number) => 'kvztpgxr'.slice(0, length)
  it('counts what is repeated once', () => {
    assert.equal(checked(unknown(7).repeat(3)), 'password-easily-guessed')
    assert.equal(checked(unknown(8).repeat(2)), 'ok')
  })

  it('is not a row of three keys, at its end either', () => {
    assert.equal(checked(`varmenne${unknown(5)}qwe`), 'ok')
    assert.equal(checked(`varmenne${unknown(5)}qwer`), 'password-easily-guessed')
  })

  const around = (known: string, left: number) => {
    const before = known.repeat(Math.max(1, Math.ceil((15 - left) / Array.from(known).length)))
    return checked(before + unknown(left))
  }

  for (const [what, words] of Object.entries({
    'the name of the service': ['sotevarmenne', 'varmennepalvelu', 'varmenne'],
    certificate: ['certificate', 'certifikat'],
    'where its users work': ['terveydenhuolto', 'terveyskeskus', 'hyvinvointialue'],
    hospital: ['sairaala', 'sjukhus', 'hospital'],
    pharmacy: ['apteekki', 'apotek', 'pharmacy'],
    'the word for it': ['salasana', 'lösenord', 'losenord', 'password', 'tunnussana'],
    'and as it is disguised': ['passw0rd', 'p@ssword', 'p@ssw0rd'],
    'what it opens': ['kirjaudu', 'login', 'administrator', 'admin'],
    welcome: ['tervetuloa', 'välkommen', 'welcome', 'letmein'],
    love: ['iloveyou', 'minärakastansinua'],
    'the famous sentence': ['correcthorsebatterystaple', 'correct horse battery staple'],
    'the country': ['helsinki', 'suomi', 'finland'],
    'the season': ['kesä', 'talvi', 'summer', 'winter'],
    'leaked lists': ['monkey', 'dragon', 'perkele'],
  }))
    it(`is ${what}, in the languages of the users`, () => {
      for (const word of words) {
        assert.equal(around(word, 7), 'password-easily-guessed', word)
        assert.equal(around(word, 8), 'ok', word)
      }
    })

  it('is a row of keys or letters in either direction, from four of them on', () => {
    for (const row of [
      ...['01234567890', 'abcdefghijklmnopqrstuvwxyzåäö', 'qwertyuiopå', 'asdfghjklöä', 'zxcvbnm'],
    ])
      for (const keys of [row, Array.from(row).reverse().join('')]) {
        assert.equal(around(keys, 7), 'password-easily-guessed', keys)
        assert.equal(around(keys, 8), 'ok', keys)
        // What stands after a row is not of it.
        assert.equal(checked(`${keys.slice(-7)}!${unknown(7)}`), 'ok', keys)
      }
    assert.equal(checked('qwe asd zxc 123'), 'ok')
    assert.equal(checked(`qwer-asdf+zxcv.${unknown(5)}`), 'ok')
    assert.equal(checked(`qwer-asdf+zxcv.${unknown(4)}`), 'password-easily-guessed')
  })

  it('is the user name', () => {
    assert.equal(checked(`otto.esimerkki${unknown(7)}`), 'password-easily-guessed')
    assert.equal(checked(`otto.esimerkki${unknown(8)}`), 'ok')
  })

  it('is tried ten times an hour with a name, and thirty times in a quarter of an hour from an address (R223)', () => {
    assert.deepEqual(maxAttempts, {
      name: { max: 10, minutes: 60 },
      address: { max: 30, minutes: 15 },
    })
    assert.equal(maxWrongInARow, 100)
    assert.deepEqual(passwordLength, { shortest: 15, max: 128 })
  })

  it('is not looked for beyond 128 characters', () => {
    const words = (count: number) =>
      Array.from({ length: count }, (_, at) => `${unknown(3)}${String(at)} `)
    const long = words(40).join('').slice(0, 128)
    assert.equal(checked(`${long.slice(0, 127)}x`), 'ok')
    assert.equal(checked(`${long.slice(0, 128)}x`), 'password-too-long')
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
