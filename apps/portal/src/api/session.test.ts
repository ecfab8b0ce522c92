import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { cachedSession, queryClient, sessionKey } from './call-api.ts'
import { requestSession, endSession, keepSession, lockSession } from './session.ts'
import { aProblem, aSession } from './testing.ts'

const session = aSession

/** The saved input that the tab removes from now on. */
function typingForgotten(test: TestContext): readonly string[] {
  const forgotten: string[] = []
  const storage = { removeItem: (key: string) => forgotten.push(key) }
  Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true })
  test.after(() => Reflect.deleteProperty(globalThis, 'sessionStorage'))
  return forgotten
}

describe('the session that the page shows', () => {
  it('is that of a sign-in during a request to the server: the response is older', async (test) => {
    const answered = Promise.withResolvers<Response>()
    test.mock.method(globalThis, 'fetch', () => answered.promise)
    const requested = queryClient.query({
      queryKey: sessionKey,
      queryFn: ({ signal }) => requestSession(signal),
    })
    keepSession(session)
    answered.resolve(Response.json({}))
    assert.deepEqual(await requested, { session })
    assert.deepEqual(cachedSession(), { session })
    queryClient.clear()
  })

  it('is none after the sign-out, which the page remembers until somebody signs in', async (test) => {
    test.mock.method(globalThis, 'fetch', () => Promise.resolve(Response.json({})))
    const forgotten = typingForgotten(test)
    keepSession(session)
    queryClient.setQueryData(['own cards'], 'read before')
    await endSession()
    assert.deepEqual(forgotten, ['saved-input', 'renewal-under-way'])
    assert.equal(queryClient.getQueryData(['own cards']), undefined)
    assert.deepEqual(await requestSession(), { isSignedOut: true })
    keepSession(session)
    assert.deepEqual(cachedSession(), { session })
    queryClient.clear()
  })

  it('has its saved input removed by a sign-out to which the service does not respond (R270)', async (test) => {
    test.mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const forgotten = typingForgotten(test)
    await assert.rejects(endSession())
    assert.deepEqual(forgotten, ['saved-input', 'renewal-under-way'])
  })

  it('stays the same where the service can’t end the session now', async (test) => {
    for (const status of [503, 429]) {
      test.mock.method(globalThis, 'fetch', () =>
        Promise.resolve(Response.json(aProblem(status), { status })),
      )
      typingForgotten(test)
      keepSession(session)
      await assert.rejects(endSession(), /does not end the session now/)
      assert.deepEqual(cachedSession(), { session })
      queryClient.clear()
    }
  })

  it('has its saved input removed as the pages are locked (R270)', async (test) => {
    test.mock.method(globalThis, 'fetch', () => Promise.resolve(Response.json({})))
    const forgotten = typingForgotten(test)
    await lockSession()
    assert.deepEqual(forgotten, ['saved-input', 'renewal-under-way'])
    queryClient.clear()
  })
})
