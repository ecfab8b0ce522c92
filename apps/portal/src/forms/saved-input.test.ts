import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { forgetTyping, keepTyping } from './saved-input.ts'

const person = { personId: '11111111-1111-4111-8111-111111111111' }
const halfAnHour = 30 * 60_000

class Input {
  readonly type: string = 'text'
  readonly autocomplete: string = ''
  readonly id: string
  readonly value = 'typed'
  constructor(id: string, { type = 'text', autocomplete = '' } = {}) {
    ;[this.id, this.type, this.autocomplete] = [id, type, autocomplete]
  }
}

class Other extends Input {}

/** A page of some fields, and what its tab stores. */
function inTab(test: TestContext, fields: readonly Input[], setItem?: () => void) {
  const stored = new Map<string, string>()
  const there = {
    document: { querySelectorAll: () => fields },
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      removeItem: (key: string) => stored.delete(key),
      setItem: setItem ?? ((key: string, text: string) => stored.set(key, text)),
    },
    ...{ HTMLInputElement: Input, HTMLSelectElement: Other, HTMLTextAreaElement: Other },
  }
  test.after(forgetTyping)
  for (const [name, value] of Object.entries(there)) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
    test.after(() => Reflect.deleteProperty(globalThis, name))
  }
  test.mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  return stored
}

const idsIn = (stored: ReadonlyMap<string, string>): readonly string[] =>
  [...stored.values()].flatMap((text) =>
    (JSON.parse(text) as { fields: { id: string }[] }).fields.map(({ id }) => id),
  )

describe('the saved input of a page (R270)', () => {
  it('covers fields with a name of their own, and no user name or password', (test) => {
    const stored = inTab(test, [
      new Input('field-subject'),
      new Input('3'),
      new Input('field-userName', { autocomplete: 'username' }),
      new Input('field-password', { type: 'password' }),
    ])
    keepTyping(person, '/en/own')
    assert.deepEqual(idsIn(stored), ['field-subject'])
  })

  it('is removed at its age limit, even if the user does not return', (test) => {
    const stored = inTab(test, [new Input('field-subject')])
    keepTyping(person, '/en/own')
    test.mock.timers.tick(halfAnHour - 1)
    assert.equal(stored.size, 1)
    test.mock.timers.tick(1)
    assert.equal(stored.size, 0)
  })

  it('is empty where the store is full, and the sign-in goes on', (test) => {
    inTab(test, [new Input('field-subject')], () => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    keepTyping(person, '/en/own')
  })
})
