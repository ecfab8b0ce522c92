import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, hour, instant, minute, plus, second } from '@sotevarmenne/kernel/instant'
import type { Db, Tx } from '#platform/db.ts'
import { createServiceStatus, showServiceStatus } from './index.ts'
import type { ServiceStatusSources } from './service-status.ts'

const now = instant(Date.parse('2026-11-26T10:00:00Z'))
const lists = (nextUpdate: number, dueBy: number) => () =>
  Promise.resolve([
    {
      ...{ issuer: 'a', crls: 1, thisUpdate: now, byCeremony: false },
      ...{ nextUpdate: instant(nextUpdate), dueBy: instant(dueBy) },
    },
  ])

const sources: ServiceStatusSources = {
  db: { read: (work: (tx: Tx) => unknown) => work({} as unknown as Tx) } as unknown as Db,
  clock: { now: () => now },
  queryOcspNode: () => Promise.resolve({ revocationsReadAt: plus(now, -second) }),
  signerWorks: () => Promise.resolve(),
  newestCrls: lists(now + 23 * hour, now + 11 * hour),
  queue: () => Promise.resolve({ due: 1, planned: 0, dead: 0, oldestMilliseconds: 2 * minute }),
  registerFeeds: () => Promise.resolve([{ register: 'rights', answeredAt: plus(now, -minute) }]),
  counterparts: () => Promise.resolve([{ counterpart: 'mail' }]),
}

describe('the public service status', () => {
  it('says what is checked just now and that the queue is empty, without an age of 0 seconds', async () => {
    const status = await createServiceStatus({
      ...sources,
      queryOcspNode: () => Promise.resolve({ revocationsReadAt: now }),
      queue: () => Promise.resolve({ due: 0, planned: 0, dead: 0, oldestMilliseconds: 0 }),
    })()
    const { markup } = showServiceStatus(status, { now, language: 'en', openIncidents: [] })
    assert.match(markup, /checked just now/)
    assert.match(markup, /queue empty/)
    assert.doesNotMatch(markup, /\b0 sec/)
  })

  it('says that the service works, with the metrics that show it', async () => {
    const status = await createServiceStatus(sources)()
    assert.deepEqual(new Set(Object.values(status).map(({ state }) => state)), new Set(['works']))
    const { markup } = showServiceStatus(status, { now, language: 'en', openIncidents: [] })
    assert.match(markup, /All systems operational\./)
    assert.match(markup, /checked 1 sec ago/)
    assert.match(markup, /valid until 27 November 2026/)
  })

  it('is not green while an incident is announced and open, though every part works (R430)', async () => {
    const status = await createServiceStatus(sources)()
    const title = { fi: 'Kirjeet myöhässä', sv: 'Breven är försenade', en: 'Letters $& are late' }
    const headline = (language: 'fi' | 'sv' | 'en') =>
      /^<p class="(\w+)">([^]*?)<\/p>/.exec(
        showServiceStatus(status, { now, language, openIncidents: [{ title }] }).markup,
      )
    assert.equal(headline('en')?.[1], 'bad')
    assert.match(headline('en')?.[2] ?? '', /There is an incident: Letters \$&#38; are late\./)
    assert.match(headline('fi')?.[2] ?? '', /Palvelussa on häiriö: Kirjeet myöhässä\./)
    assert.match(headline('sv')?.[2] ?? '', /Tjänsten har en störning: Breven är försenade\./)
    assert.doesNotMatch(headline('en')?.[2] ?? '', /operational/)
    const late = { ...status, work: { state: 'late', figure: { age: 16 * minute } } } as const
    const { markup } = showServiceStatus(late, { now, language: 'en', openIncidents: [{ title }] })
    assert.match(markup, /Part of the service is delayed\.[^]*There is an incident/)
  })

  it('says which part is late: jobs that do not run, a feed without news, a CRL that was not published', async () => {
    const status = await createServiceStatus({
      ...sources,
      queue: () =>
        Promise.resolve({ due: 1, planned: 0, dead: 0, oldestMilliseconds: 16 * minute }),
      registerFeeds: () =>
        Promise.resolve([
          { register: 'population', answeredAt: now },
          { register: 'rights', answeredAt: plus(now, -11 * minute) },
        ]),
      newestCrls: lists(now + 11 * hour, now - hour),
    })()
    assert.deepEqual(
      Object.entries(status).flatMap(([part, { state }]) => (state === 'late' ? part : [])),
      ['lists', 'work', 'registers'],
    )
    assert.match(
      showServiceStatus(status, { now, language: 'fi', openIncidents: [] }).markup,
      /myöhässä/,
    )
  })

  it('names a register that has been silent for more than ten minutes, and what that means for people (R432)', async () => {
    const shownAfter = async (rights: number, language: 'fi' | 'sv' | 'en') => {
      const status = await createServiceStatus({
        ...sources,
        registerFeeds: () =>
          Promise.resolve([
            { register: 'population', answeredAt: now },
            { register: 'rights', answeredAt: plus(now, -rights) },
          ]),
      })()
      return showServiceStatus(status, { now, language, openIncidents: [] }).markup
    }
    assert.doesNotMatch(await shownAfter(10 * minute, 'en'), /responding|ordered/)
    const late = await shownAfter(10 * minute + second, 'en')
    assert.match(late, /\(Terhikki and Suosikki\) is not responding\./)
    assert.match(late, /Cards can’t be ordered or renewed now[^]*Cancelling cards[^]*work\./)
    assert.doesNotMatch(late, /Population register/)
    // cspell:disable – the texts are Finnish and Swedish
    assert.match(await shownAfter(11 * minute, 'fi'), /Kortteja ei voi tilata[^]*sulkeminen/)
    assert.match(await shownAfter(11 * minute, 'sv'), /Kort kan inte beställas[^]*spärra/)
    // cspell:enable
  })

  it('says of every other system that fails for more than ten minutes what that means (R433)', async () => {
    const shownAfter = async (
      milliseconds: number,
      language: 'fi' | 'sv' | 'en',
      sinceCalled = second,
    ) => {
      const failingSince = plus(now, -milliseconds)
      const failedAt = plus(now, -sinceCalled)
      const status = await createServiceStatus({
        ...sources,
        counterparts: () =>
          Promise.resolve([
            { counterpart: 'letters' },
            { counterpart: 'suomi-fi', failingSince, failedAt },
            { counterpart: 'rights', failingSince, failedAt },
          ]),
      })()
      return showServiceStatus(status, { now, language, openIncidents: [] }).markup
    }
    assert.doesNotMatch(await shownAfter(10 * minute, 'en'), /not responding|delayed/)
    const late = await shownAfter(10 * minute + second, 'en')
    assert.match(late, /Suomi\.fi e-Identification is not responding\.[^]*Nobody can sign in by/)
    assert.match(late, /Part of the service is delayed\./)
    assert.equal(await shownAfter(2 * day, 'en', day), late)
    // Nobody has called it for a day: it may work again.
    assert.doesNotMatch(await shownAfter(2 * day, 'en', day + second), /not responding/)
    // Its change feed is read every minute, and responds.
    assert.doesNotMatch(late, /Terhikki/)
    assert.doesNotMatch(late, /Letters with activation codes/)
    // cspell:disable – the texts are Finnish and Swedish
    assert.match(
      await shownAfter(11 * minute, 'fi'),
      /Suomi\.fi-tunnistus ei vastaa[^]*puhelimitse/,
    )
    assert.match(await shownAfter(11 * minute, 'sv'), /identifikation svarar inte[^]*per telefon/)
    // cspell:enable
  })

  it('omits what can’t be reached: an OCSP node, the signer, the database', async () => {
    const away = () => Promise.reject(new Error('away'))
    const status = await createServiceStatus({
      ...sources,
      queryOcspNode: away,
      signerWorks: away,
      db: { read: away } as unknown as Db,
    })()
    assert.deepEqual(
      Object.values(status).map(({ state }) => state),
      ['fails', 'unknown', 'fails', 'unknown', 'unknown', 'unknown'],
    )
  })

  it('is queried once, however many view it', async () => {
    let requested = 0
    const status = createServiceStatus({
      ...sources,
      signerWorks: () => Promise.resolve((requested += 1)),
    })
    await Promise.all([status(), status(), status()])
    assert.equal(requested, 1)
  })
})
