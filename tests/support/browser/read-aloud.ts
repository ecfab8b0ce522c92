import assert from 'node:assert/strict'
import { build } from 'vite'
import type { Page } from 'playwright-core'

/** Expects that a screen reader says these phrases of a part of the page, in this order, among others. */
export async function expectReadAloud(
  page: Page,
  part: string,
  expected: readonly string[],
): Promise<void> {
  const said = await readAloud(page, part)
  let from = 0
  const missing = expected.filter((phrase) => {
    const at = said.indexOf(phrase, from)
    if (at >= 0) from = at + 1
    return at < 0
  })
  assert.deepEqual(missing, [], `what is said of ${part}:\n${said.join('\n')}`)
}

/**
 * What a screen reader says of a page, from its first element to its last: name, role, state and description of
 * each, by the specifications that screen readers follow (WAI-ARIA, and Accessible Name and Description Computation). Roles and states are in
 * English, whatever the page's language.
 */
async function readAloud(page: Page, part: string): Promise<readonly string[]> {
  await page.evaluate(await screenReader())
  return page.evaluate<readonly string[]>(`(async () => {
    await reader.virtual.start({ container: document.querySelector(${JSON.stringify(part)}) })
    const first = await reader.virtual.lastSpokenPhrase()
    const end = 'end of ' + first
    for (let at = 0; at < 2000 && (await reader.virtual.lastSpokenPhrase()) !== end; at += 1) await reader.virtual.next()
    const said = await reader.virtual.spokenPhraseLog()
    await reader.virtual.stop()
    return said
  })()`)
}

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
