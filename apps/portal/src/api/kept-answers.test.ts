import assert from 'node:assert/strict'
import { afterEach, describe, it, mock } from 'node:test'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import { InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query'
import { ask, keptSession, queryClient, sessionKey } from './ask.ts'
import { outdatedSince } from './kept-answers.ts'
import { askSession, keepSession } from './session.ts'
import { aProblem, aSession } from './testing.ts'

const session = aSession
const cards = { cards: [], orders: [] }

/** What the service says from now on; nothing where it does not answer. */
const serviceSays = (status?: number, body: object = cards): void => {
  mock.restoreAll()
  mock.method(globalThis, 'fetch', () =>
    status === undefined
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(Response.json(status < 400 ? body : aProblem(status), { status })),
  )
}

/** A page that shows the own cards, whose first question was answered so. */
async function openPage() {
  const page = new QueryObserver(queryClient, {
    queryKey: ['own-cards'],
    retry: false,
    queryFn: ({ signal }) => ask(viewOwnCards, {}, signal),
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

describe('what a page shows when it asks again', () => {
  for (const [how, status] of [
    ['does not answer', undefined],
    ['is ill', 503],
    ['asks to wait', 429],
  ] as const)
    it(`stays while the service ${how}, is known to be old, and is new with the next answer`, async () => {
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
    it(`is gone when the service says so (${String(status)})`, async () => {
      serviceSays(200)
      const page = await openPage()
      serviceSays(status)
      assert.equal((await page.refetch()).data?.ok, false)
      assert.equal(since(), undefined)
    })

  it('waits for the sign-in where the session has ended, and is asked for again after it', async () => {
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

  it('is a refusal as it is where nothing was answered before', async () => {
    serviceSays(503)
    const page = await openPage()
    assert.deepEqual(page.getCurrentResult().data, { ok: false, refusal: aProblem(503) })
    serviceSays()
    await page.refetch()
    assert.equal(since(), undefined)
  })

  it('is old nowhere when nobody looks at it any more', async () => {
    serviceSays(200)
    const page = await openPage()
    serviceSays(503)
    await page.refetch()
    assert.notEqual(since(), undefined)
    page.destroy()
    assert.equal(since(), undefined)
  })

  it('keeps the rows of a list, which are not old because no more could be asked for', async () => {
    serviceSays(200)
    const list = new InfiniteQueryObserver(queryClient, {
      queryKey: ['list'],
      retry: false,
      initialPageParam: 0,
      queryFn: ({ signal }) => ask(viewOwnCards, {}, signal),
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

describe('who is signed in', () => {
  for (const [how, status] of [
    ['is ill', 503],
    ['asks to wait', 429],
  ] as const)
    it(`stays so while the service ${how}`, async () => {
      keepSession(session)
      serviceSays(status)
      const page = new QueryObserver(queryClient, {
        queryKey: sessionKey,
        queryFn: ({ signal }) => askSession(signal),
      })
      closers.push(page.subscribe(() => undefined))
      await page.refetch()
      assert.deepEqual(keptSession(), { session })
      serviceSays(200, {})
      await page.refetch()
      assert.deepEqual(keptSession(), {})
    })
})
