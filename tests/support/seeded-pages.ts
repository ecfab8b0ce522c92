import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { minute } from '@sotevarmenne/kernel/instant'
import type { Browser, Page } from 'playwright-core'
import { openPageViewer } from './browser/chromium.ts'
import { builtPortal } from './browser/build-portal.ts'
import { inLanguages, lookAtPage, nothingIn, type Pictured } from './browser/look-at-page.ts'
import { pressEachButton } from './browser/press-each-button.ts'
import { inWindow, movePagesBy } from './browser/windows.ts'
import { putReaderBeside } from './world/card-readers.ts'
import type { Hands } from './world/hands.ts'
import { openSeededEnvironment, type Subject, type SeededEnvironment } from './world/history.ts'

/** Everything that each of the union has. */
type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

/** Instead of their other checks, pages are double-clicked (`./browser/double-clicks.ts`). */
const doubleClicks = process.env['DOUBLE_CLICKS'] === '1'

/** What the subjects' histories leave for pages to show. */
export type ThereIs<Subjects extends readonly Subject<object>[]> = SeededEnvironment &
  AllOf<ReturnType<Subjects[number]['found']>>

/** A person who is signed in; `reader` if they have a card in it. */
type SignedIn = Pick<Hands, 'signInElsewhere'> & Partial<Pick<Hands, 'reader'>>

/** Whose page it is: nobody's, or that of a person who is signed in. */
export type As<There> = 'nobody' | ((there: There) => SignedIn)

/** A page of the portal, and the steps to reach it. */
export type SeededPage<There> = {
  readonly name: string
  readonly as: As<There>
  readonly open: (page: Page, base: string, there: There) => Promise<unknown>
}

export type SeededPages<There> = {
  /** In its own phone-sized window, with its own session. */
  readonly inPage: (
    as: As<There>,
    action: (page: Page, there: There) => Promise<void>,
  ) => Promise<void>
  /** Tests that these pages have no problem. */
  readonly checkPages: (
    of: Pictured['of'],
    pages: readonly SeededPage<There>[],
    /** Pages checked closely with every test. */
    closely?: ReadonlySet<string>,
  ) => void
}

/**
 * The portal of a service in which the history has happened, in a browser; both live as long as the calling
 * suite.
 */
export function seededPages<const Subjects extends readonly Subject<object>[]>(
  subjects: Subjects,
): SeededPages<ThereIs<Subjects>> {
  type There = ThereIs<Subjects>
  let browser: Browser
  let there: There
  const closing: (() => Promise<void>)[] = []
  const sessions = new Map<
    SignedIn,
    { readonly cookie: Promise<string>; readonly begunAt: number }
  >()
  before(async () => {
    builtPortal()
    const environment = await openSeededEnvironment(subjects.flatMap(({ history }) => history))
    closing.push(environment.close)
    there = Object.assign(environment, ...subjects.map(({ found }) => found())) as There
    browser = await openPageViewer()
    closing.push(() => browser.close())
    movePagesBy(browser, environment.now() - Date.now())
  })
  after(async () => {
    for (const close of closing.toReversed()) await close()
  })

  /** Pages that only look share a session of the person, while it is fresh enough for everything. */
  const signIn = async (page: Page, as: As<There>, isShared: boolean) => {
    if (as === 'nobody') return
    const hands = as(there)
    const shared = sessions.get(hands)
    const isFresh = shared !== undefined && performance.now() - shared.begunAt < 5 * minute
    const session =
      isShared && isFresh ? shared : { cookie: hands.signInElsewhere(), begunAt: performance.now() }
    if (isShared) sessions.set(hands, session)
    await enter(page, hands, await session.cookie, there)
  }
  return {
    inPage: (as, action) =>
      inWindow(browser, async (page) => {
        await signIn(page, as, false)
        await action(page, there)
      }),
    checkPages: (of, pages, closely) => {
      if (doubleClicks) {
        for (const { name, as, open } of pages)
          it(`${name}: a double click on each button does one thing`, async (t) => {
            const pressed = await inWindow(browser, (page) => {
              let isFirst = true
              return pressEachButton(page, async () => {
                await signIn(page, as, isFirst)
                isFirst = false
                await open(page, `${there.portal}/fi`, there)
              })
            })
            t.diagnostic(
              `${String(pressed.buttons.length)} buttons, ${String(pressed.gone.length)} gone, ${String(pressed.late.length)} late, ${pressed.opens ? 'opened' : 'closed'}`,
            )
            assert.deepEqual(pressed.faults, [])
          })
        return
      }
      for (const {
        page: { name, as, open },
        place,
        language,
      } of inLanguages(pages))
        it(`${name} has nothing wrong in ${language}`, async () => {
          const looked = await lookAtPage(
            browser,
            async (page) => {
              await signIn(page, as, true)
              await open(page, `${there.portal}/${language}`, there)
            },
            { of, place, name, language },
            closely?.has(name) || undefined,
          )
          assert.deepEqual(looked, nothingIn(language))
        })
    },
  }
}

/** With the person's session, and card if there is one. */
export async function enter(
  page: Page,
  { reader }: SignedIn,
  cookie: string,
  there: SeededEnvironment,
): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  await page.context().addCookies([{ name, value, url: there.portal }])
  if (reader) await insertCard(page, { reader })
}

/** The reader software beside the page has the person's card in it. */
export const insertCard = (page: Page, { reader }: Pick<Hands, 'reader'>): Promise<void> =>
  putReaderBeside(page, reader.url)
