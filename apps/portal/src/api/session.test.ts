import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { keptSession, queryClient, sessionKey } from './ask.ts'
import { askSession, endSession, keepSession, lockSession } from './session.ts'
import { aProblem, aSession } from './testing.ts'

const session = aSession

/** What the tab forgets from now on of what was typed. */
function typingForgotten(test: TestContext): readonly string[] {
  const forgotten: string[] = []
  const storage = { removeItem: (key: string) => forgotten.push(key) }
  Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true })
  test.after(() => Reflect.deleteProperty(globalThis, 'sessionStorage'))
  return forgotten
}

describe('who is signed in', () => {
  it('is whoever signed in while the server was being asked: its answer is older', async (test) => {
    const answered = Promise.withResolvers<Response>()
    test.mock.method(globalThis, 'fetch', () => answered.promise)
    const asked = queryClient.query({
      queryKey: sessionKey,
      queryFn: ({ signal }) => askSession(signal),
    })
    keepSession(session)
    answered.resolve(Response.json({}))
    assert.deepEqual(await asked, { session })
    assert.deepEqual(keptSession(), { session })
    queryClient.clear()
  })

  it('is nobody after the sign-out, which the page remembers until somebody signs in', async (test) => {
    test.mock.method(globalThis, 'fetch', () => Promise.resolve(Response.json({})))
    const forgotten = typingForgotten(test)
    keepSession(session)
    queryClient.setQueryData(['own cards'], 'read before')
    await endSession()
    assert.deepEqual(forgotten, ['kept-typing'])
    assert.equal(queryClient.getQueryData(['own cards']), undefined)
    assert.deepEqual(await askSession(), { isSignedOut: true })
    keepSession(session)
    assert.deepEqual(keptSession(), { session })
    queryClient.clear()
  })

  it('has what was typed forgotten by a sign-out that the service does not answer (R270)', async (test) => {
    test.mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const forgotten = typingForgotten(test)
    await assert.rejects(endSession())
    assert.deepEqual(forgotten, ['kept-typing'])
  })

  it('is still whoever was, where the service can’t end the session now', async (test) => {
    for (const status of [503, 429]) {
      test.mock.method(globalThis, 'fetch', () =>
        Promise.resolve(Response.json(aProblem(status), { status })),
      )
      typingForgotten(test)
      keepSession(session)
      await assert.rejects(endSession(), /does not end the session now/)
      assert.deepEqual(keptSession(), { session })
      queryClient.clear()
    }
  })

  it('has what was typed forgotten as the pages are locked (R270)', async (test) => {
    test.mock.method(globalThis, 'fetch', () => Promise.resolve(Response.json({})))
    const forgotten = typingForgotten(test)
    await lockSession()
    assert.deepEqual(forgotten, ['kept-typing'])
    queryClient.clear()
  })
})
