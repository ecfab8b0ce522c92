import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { cachedSession, queryClient, sessionKey } from './call-api.ts'
import { requestSession, endSession, followSignOuts, keepSession, lockSession } from './session.ts'
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

/** The channel between the tabs of a browser: what this tab says, and a way to say it as another tab. */
function betweenTabs(test: TestContext) {
  const { BroadcastChannel: real } = globalThis
  const open = new Set<{ onmessage?: () => void }>()
  const sent: unknown[] = []
  class Channel {
    onmessage?: () => void
    readonly name: string
    constructor(name: string) {
      this.name = name
      open.add(this)
    }
    postMessage(message: unknown): void {
      sent.push([this.name, message])
    }
    close(): void {
      open.delete(this)
    }
  }
  Object.assign(globalThis, { BroadcastChannel: Channel })
  test.after(() => Object.assign(globalThis, { BroadcastChannel: real }))
  return {
    sent,
    sayElsewhere: () => {
      for (const { onmessage } of open) onmessage?.()
    },
  }
}

describe('the session that the page shows', () => {
  it('ends in every tab of the browser: the sign-out is said to the others', async (test) => {
    const { sent } = betweenTabs(test)
    typingForgotten(test)
    test.mock.method(globalThis, 'fetch', () => Promise.resolve(Response.json({})))
    keepSession(session)
    await endSession()
    assert.deepEqual(sent, [['session', 'signed-out']])
    queryClient.clear()
  })

  it('ends by a sign-out in another tab, with everything that was read and typed', (test) => {
    const { sayElsewhere } = betweenTabs(test)
    const forgotten = typingForgotten(test)
    followSignOuts()
    keepSession(session)
    queryClient.setQueryData(['own cards'], 'read before')
    sayElsewhere()
    assert.deepEqual(cachedSession(), { isSignedOut: true })
    assert.equal(queryClient.getQueryData(['own cards']), undefined)
    assert.deepEqual(forgotten, ['saved-input', 'renewal-under-way'])
    queryClient.clear()
  })

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
