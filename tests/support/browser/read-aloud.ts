import assert from 'node:assert/strict'
import { build } from 'vite'
import type { Page } from 'playwright-core'

/** Somebody who does not see the page: hears a screen reader, and has a keyboard alone. */
export type Listener = {
  /** Presses Tab until these words are said. */
  readonly tabTo: (phrase: string) => Promise<void>
  /** As `tabTo`; then Enter, or the given key. */
  readonly press: (phrase: string, key?: string) => Promise<void>
  /** As `tabTo`; then every key of the text. */
  readonly type: (phrase: string, text: string) => Promise<void>
  /** Presses the arrow down until these words are said: from a radio button to another of its group. */
  readonly choose: (phrase: string) => Promise<void>
  /** A key where the focus is. */
  readonly key: (key: string) => Promise<void>
  /** Waits until these words are said, in this order among others: of the focus, or of what changes. */
  readonly expectSaid: (...phrases: readonly string[]) => Promise<void>
  /** These words stand in a part of the page, in this order among others. */
  readonly expectPart: (part: string, ...phrases: readonly string[]) => Promise<void>
}

/**
 * Name, role, state and description are said by the specifications that screen readers follow (WAI-ARIA, and Accessible
 * Name and Description Computation). Roles and states are in English, whatever the page's language. More may be said
 * after it, as the position in a list: an expected phrase is the beginning.
 */
export function listenTo(page: Page): Listener {
  /** Phrases of this page before the last key. */
  let earlier = 0
  const said = (): Promise<readonly string[]> =>
    throughNavigation(page, async () => {
      if (await startScreenReader(page)) earlier = 0
      return page.evaluate<readonly string[]>('listening.said()')
    })
  const focused = () =>
    throughNavigation(page, async () => {
      await startScreenReader(page)
      return page.evaluate<string>('listening.focused()')
    })

  const moveTo = async (phrase: string, by: 'Tab' | 'ArrowDown') => {
    const passed: string[] = []
    while (passed.length < 150) {
      const now = await focused()
      if (begins(now, phrase)) return
      passed.push(now)
      await page.keyboard.press(by)
    }
    assert.fail(`no ${by} leads to “${phrase}”, but to:\n${passed.join('\n')}`)
  }
  const tabTo = (phrase: string) => moveTo(phrase, 'Tab')
  const key = async (name: string) => {
    earlier = (await said()).length
    await page.keyboard.press(name)
  }
  return {
    tabTo,
    choose: (phrase) => moveTo(phrase, 'ArrowDown'),
    key,
    press: async (phrase, name = 'Enter') => {
      await tabTo(phrase)
      await key(name)
    },
    type: async (phrase, text) => {
      await tabTo(phrase)
      await page.keyboard.type(text)
    },
    expectSaid: async (...phrases) => {
      const end = performance.now() + 60_000
      for (;;) {
        const log = (await said()).slice(earlier)
        const missing = missingIn(log, phrases)
        if (missing.length === 0) return
        if (performance.now() > end)
          assert.fail(`not said: ${missing.join(' | ')}\nbut:\n${log.join('\n')}`)
        await page.waitForTimeout(50)
      }
    },
    expectPart: async (part, ...phrases) => {
      const log = await readAloud(page, part)
      assert.deepEqual(missingIn(log, phrases), [], `what is said of ${part}:\n${log.join('\n')}`)
    },
  }
}

/** Of these phrases, in their order. */
function missingIn(log: readonly string[], phrases: readonly string[]): readonly string[] {
  let from = 0
  return phrases.filter((phrase) => {
    const at = log.findIndex((one, index) => index >= from && begins(one, phrase))
    if (at >= 0) from = at + 1
    return at < 0
  })
}

/** The phrase ends where a word ends: `Sign` is not the beginning of `Signature`. */
export const begins = (said: string, phrase: string): boolean =>
  said.startsWith(phrase) && /^(?:$|[^\p{L}\p{N}])/u.test(said.slice(phrase.length))

/** What is said from the first element of a part of the page to its last. */
async function readAloud(page: Page, part: string): Promise<readonly string[]> {
  await startScreenReader(page)
  return page.evaluate<readonly string[]>(`listening.part(${JSON.stringify(part)})`)
}

/** Runs again in the next page where the window was just left. */
async function throughNavigation<Value>(page: Page, run: () => Promise<Value>): Promise<Value> {
  for (;;)
    try {
      return await run()
    } catch (fault) {
      if (!/Execution context was destroyed|listening is not defined/.test(String(fault)))
        throw fault
      await page.waitForLoadState()
    }
}

/** Returns whether this page had none before. */
async function startScreenReader(page: Page): Promise<boolean> {
  if (await page.evaluate<boolean>('"listening" in window')) return false
  await page.waitForLoadState()
  await page.evaluate(`${await screenReader()}\n${listening}`)
  return true
}

/** `said`: the page's title and what has the focus when it starts; then each focus, and changes of live regions. */
const listening = `window.listening = (() => {
  // The reader reads the attribute: what is ticked now, and not at first.
  const noteTicks = () => {
    for (const one of document.querySelectorAll('[type=checkbox], [type=radio]'))
      if (one.hasAttribute('checked') !== one.checked) one.toggleAttribute('checked', one.checked)
  }
  const listen = async (container, read) => {
    noteTicks()
    const one = new reader.Virtual()
    await one.start({ container })
    const said = await read(one)
    await one.stop()
    return said
  }
  const first = (one) => one.lastSpokenPhrase()
  const whole = async (one) => {
    const end = 'end of ' + await first(one)
    for (let at = 0; at < 2000 && (await one.lastSpokenPhrase()) !== end; at += 1) await one.next()
    return one.spokenPhraseLog()
  }
  const focused = () => listen(document.activeElement, first)
  const changes = new reader.Virtual()
  const begun = (async () => {
    const said = ['document, ' + document.title, await focused()]
    await changes.start({ container: document.body })
    return said
  })()
  return {
    focused,
    part: (selector) => listen(document.querySelector(selector), whole),
    said: async () => [...(await begun), ...(await changes.spokenPhraseLog()).slice(1)],
  }
})()`

let bundled: Promise<string> | undefined
/** The screen reader as one script, which the page runs as `reader`. */
const screenReader = (): Promise<string> => (bundled ??= bundle())

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: import.meta
          .resolve('@guidepup/virtual-screen-reader/browser.js')
          .replace('file://', ''),
        name: 'reader',
        formats: ['iife'],
      },
    },
  })
  const [result] = [built].flat()
  if (result === undefined || !('output' in result)) throw new Error('no screen reader was built')
  return `${result.output[0].code}\nwindow.reader = reader`
}
