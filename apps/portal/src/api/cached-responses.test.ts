import assert from 'node:assert/strict'
import { afterEach, describe, it, mock } from 'node:test'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import { InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query'
import { callApi, cachedSession, queryClient, sessionKey } from './call-api.ts'
import { outdatedSince } from './cached-responses.ts'
import { requestSession, keepSession } from './session.ts'
import { aProblem, aSession } from './testing.ts'

const session = aSession
const cards = { cards: [], orders: [] }

/** What the service returns from now on; without a status, it does not respond. */
const serviceSays = (status?: number, body: object = cards): void => {
  mock.restoreAll()
  mock.method(globalThis, 'fetch', () =>
    status === undefined
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(Response.json(status < 400 ? body : aProblem(status), { status })),
  )
}

/** A page that shows the user's cards, with this response to its first request. */
async function openPage() {
  const page = new QueryObserver(queryClient, {
    queryKey: ['own-cards'],
    retry: false,
    queryFn: ({ signal }) => callApi(viewOwnCards, {}, signal),
  })
  closers.push(page.subscribe(() => undefined))
  await page.refetch({ cancelRefetch: false })
  return page
}
const closers: (() => void)[] = []

const since = () => outdatedSince(queryClient.getQueryCache())

afterEach(() => {
  for (const close of closers.splice(0)) close()
  queryClient.clear()
  mock.restoreAll()
})

describe('the data on a page when it is requested again', () => {
  for (const [how, status] of [
    ['does not answer', undefined],
    ['is ill', 503],
    ['asks to wait', 429],
  ] as const)
    it(`stay while the service ${how}, are marked as outdated, and are current with the next response`, async () => {
      serviceSays(200)
      const page = await openPage()
      const { data: before, dataUpdatedAt } = page.getCurrentResult()
      assert.equal(before?.ok, true)
      assert.equal(since(), undefined)
      serviceSays(status)
      assert.deepEqual((await page.refetch()).data, before)
      assert.equal(since(), dataUpdatedAt)
      serviceSays(200)
      await page.refetch()
      assert.equal(since(), undefined)
    })

  for (const status of [403, 404, 410])
    it(`are removed when the service refuses for good (${String(status)})`, async () => {
      serviceSays(200)
      const page = await openPage()
      serviceSays(status)
      assert.equal((await page.refetch()).data?.ok, false)
      assert.equal(since(), undefined)
    })

  it('wait for the sign-in where the session has ended, and are requested again after it', async () => {
    serviceSays(200)
    const page = await openPage()
    serviceSays(401)
    assert.equal((await page.refetch()).data?.ok, true)
    assert.equal(since(), undefined)
    serviceSays(200)
    keepSession(session)
    await page.getCurrentQuery().promise
    assert.equal(page.getCurrentResult().status, 'success')
  })

  it('are the refusal itself where there was no earlier response', async () => {
    serviceSays(503)
    const page = await openPage()
    assert.deepEqual(page.getCurrentResult().data, { ok: false, refusal: aProblem(503) })
    serviceSays()
    await page.refetch()
    assert.equal(since(), undefined)
  })

  it('are not counted as outdated once no page shows them', async () => {
    serviceSays(200)
    const page = await openPage()
    serviceSays(503)
    await page.refetch()
    assert.notEqual(since(), undefined)
    page.destroy()
    assert.equal(since(), undefined)
  })

  it('keep the rows of a list, which are not outdated because a further page failed', async () => {
    serviceSays(200)
    const list = new InfiniteQueryObserver(queryClient, {
      queryKey: ['list'],
      retry: false,
      initialPageParam: 0,
      queryFn: ({ signal }) => callApi(viewOwnCards, {}, signal),
      getNextPageParam: () => 1,
    })
    closers.push(list.subscribe(() => undefined))
    await list.refetch({ cancelRefetch: false })
    serviceSays(503)
    const { data, isFetchNextPageError } = await list.fetchNextPage()
    assert.deepEqual([data?.pages.length, isFetchNextPageError], [1, true])
    assert.equal(since(), undefined)
    await list.refetch()
    assert.notEqual(since(), undefined)
  })
})

describe('the signed-in user', () => {
  for (const [how, status] of [
    ['is ill', 503],
    ['asks to wait', 429],
  ] as const)
    it(`stays signed in while the service ${how}`, async () => {
      keepSession(session)
      serviceSays(status)
      const page = new QueryObserver(queryClient, {
        queryKey: sessionKey,
        queryFn: ({ signal }) => requestSession(signal),
      })
      closers.push(page.subscribe(() => undefined))
      await page.refetch()
      assert.deepEqual(cachedSession(), { session })
      serviceSays(200, {})
      await page.refetch()
      assert.deepEqual(cachedSession(), {})
    })
})
