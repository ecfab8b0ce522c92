import type { Page } from 'playwright-core'

/**
 * Problems for a person who uses forced colours and the keyboard alone: controls without a border, not
 * reachable by Tab, without a visible focus, or that look the same chosen and not chosen. Animations are
 * stopped meanwhile. The page is left as it was, except for its focus, and for radio buttons of which none
 * was chosen: one is then.
 */
export async function hardToSee(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  try {
    await page.evaluate(shortMovementsOver)
    const edgeless = await page.evaluate<string[]>(withoutEdge)
    const moving = await page.evaluate(longMovements)
    return [
      ...edgeless.map((one) => `no edge: ${one}`),
      ...(moving === 0 ? [] : [`moves: ${String(moving)}`]),
      ...(await byKeyboard(page)),
      ...(await sameInBothStates(page)),
    ]
  } finally {
    await page.emulateMedia({ forcedColors: null, reducedMotion: null })
  }
}

async function byKeyboard(page: Page): Promise<readonly string[]> {
  const names = await page.evaluate<Readonly<Record<string, string>>>(numberControls)
  const missing = new Map(Object.entries(names))
  const findings: string[] = []
  // The page may have started anywhere: once round, including the browser's own stops.
  for (
    let presses = 0;
    missing.size > 0 && presses < 2 * Object.keys(names).length + 20;
    presses++
  ) {
    await page.keyboard.press('Tab')
    const { number, isStyled } = await page.evaluate<Where>(whereFocusIs)
    if (number === undefined || !missing.has(number)) continue
    if (!isStyled && !(await looksFocused(page))) findings.push(`no focus: ${names[number] ?? ''}`)
    missing.delete(number)
  }
  return [...findings, ...[...missing.values()].map((name) => `not reached: ${name}`)]
}

/** Transitions caused by the change of colours have ended. */
const shortMovementsOver = `Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime <= 1).map((one) => one.finished))`

/** Visible animations: all others end at once. */
const longMovements =
  'document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1).length'

type Where = { readonly number?: string; readonly isStyled: boolean }

/** Whether the focused control's area looks different without its focus. */
async function looksFocused(page: Page): Promise<boolean> {
  const box = await page.evaluate<Box>(placeOfFocus)
  const picture = async () =>
    (await page.screenshot({ clip: box, animations: 'disabled' })).toString('base64')
  const focused = await picture()
  await page.evaluate('window.sweptFocus = document.activeElement; document.activeElement.blur()')
  const blurred = await picture()
  await page.evaluate('window.sweptFocus.focus({ preventScroll: true, focusVisible: true })')
  return focused !== blurred
}

/** Choices and links to the current page that look the same in both of their states. */
async function sameInBothStates(page: Page): Promise<readonly string[]> {
  const count = Number(await page.evaluate(numberStates))
  const findings: string[] = []
  for (let number = 1; number <= count; number += 1) {
    const change = () => page.evaluate<boolean>(`(${changeState})('${String(number)}')`)
    const picture = async () => {
      const box = await page.evaluate<Box | null>(`(${placeOfState})('${String(number)}')`)
      if (box === null) return undefined
      return (await page.screenshot({ clip: box, animations: 'disabled' })).toString('base64')
    }
    /** Some choices are stored first, and then shown. */
    const isShown = async (as: (now: string | undefined) => boolean) => {
      for (let attempt = 0; attempt < 40; attempt += 1) {
        if (as(await picture())) return true
        await page.waitForTimeout(50)
      }
      return false
    }
    const before = await picture()
    await change()
    if (!(await isShown((now) => now === undefined || now !== before)))
      findings.push(
        `same in both states: ${await page.evaluate<string>(`document.querySelector('[data-state-of="${String(number)}"]').outerHTML.slice(0, 160)`)}`,
      )
    if (await change()) await isShown((now) => now === undefined || now === before)
  }
  return findings
}

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** With an open dialog only its content; otherwise the whole page. */
const shared = `
  const root = [...document.querySelectorAll('[role=dialog]')].findLast((one) => one.checkVisibility()) ?? document
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0
  const named = (one) => one.outerHTML.slice(0, 160)
  const sizeOf = (one) => one.getBoundingClientRect()
`

/** Buttons and fields keep a border where backgrounds are removed: their own, or that of their container. */
const withoutEdge = `(() => {
  ${shared}
  const hasEdge = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo)
    return ['Top', 'Right', 'Bottom', 'Left'].some((side) =>
        style['border' + side + 'Style'] !== 'none' && style['border' + side + 'Width'] !== '0px') ||
      (style.outlineStyle !== 'none' && style.outlineWidth !== '0px')
  }
  return [...root.querySelectorAll('button, select, textarea, input:not([type=hidden])')]
    .filter((one) => isShown(one) && sizeOf(one).width > 4 && sizeOf(one).height > 4 && getComputedStyle(one).opacity !== '0')
    .filter((one) => !hasEdge(one) && !hasEdge(one, '::after') && !hasEdge(one, '::before') &&
      !hasEdge(one.parentElement) && !hasEdge(one.parentElement.parentElement) &&
      !(one.matches('[type=checkbox], [type=radio], [type=file], [type=range]') && getComputedStyle(one).appearance !== 'none') &&
      getComputedStyle(one).textDecorationLine !== 'underline')
    .map(named)
})()`

/** Numbers and names what Tab should reach. For radio buttons with the same name the browser stops at one. */
const numberControls = `(() => {
  ${shared}
  const names = {}
  const groups = new Set()
  let count = 0
  for (const one of root.querySelectorAll('a[href], button, select, textarea, input, summary, [tabindex]')) {
    delete one.dataset.swept
    if (one.disabled || one.tabIndex < 0 || !isShown(one) || one.closest('[inert]') || one.type === 'hidden') continue
    if (one.type === 'radio') {
      const chosen = root.querySelector('input[type=radio][name="' + one.name + '"]:checked')
      if (chosen !== null ? chosen !== one : groups.has(one.name)) continue
      groups.add(one.name)
    }
    count += 1
    one.dataset.swept = String(count)
    names[count] = named(one)
  }
  return names
})()`

/** Forced colours remove shadows: a visible focus needs an outline, or a border that is drawn beside it. */
const whereFocusIs = `(() => {
  const one = document.activeElement
  const isDrawn = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo)
    return style.outlineStyle !== 'none' && style.outlineWidth !== '0px'
  }
  const number = one.dataset?.swept
  return { ...(number && { number }), isStyled: isDrawn(one) }
})()`

/** Within the window, with room for an outline; for a hidden field that of its label. */
const placeOfFocus = `(() => {
  const one = document.activeElement
  one.scrollIntoView({ block: 'center' })
  const own = one.getBoundingClientRect()
  const shown = own.width > 4 ? own : (one.closest('label') ?? one.parentElement).getBoundingClientRect()
  const x = Math.max(0, shown.x - 8), y = Math.max(0, shown.y - 8)
  return { x, y, width: Math.max(1, Math.min(shown.width + 16, innerWidth - x)),
    height: Math.max(1, Math.min(shown.height + 16, innerHeight - y)) }
})()`

/** Numbers what has two states, a few of each kind: checkboxes, radio buttons that are not chosen, current pages. */
const numberStates = `(() => {
  ${shared}
  const few = (selector) => [...root.querySelectorAll(selector)].filter((one) => isShown(one) && !one.disabled).slice(0, 2)
  const found = [...few('input[type=checkbox]'), ...few('input[type=radio]:not(:checked)'), ...few('[aria-current]')]
  found.forEach((one, at) => { one.dataset.stateOf = String(at + 1) })
  return found.length
})()`

/**
 * A radio button is chosen, and the second time the one that was chosen before. Returns whether anything was
 * changed: without one it can't be changed back.
 */
const changeState = `(number) => {
  const one = document.querySelector('[data-state-of="' + number + '"]')
  if (one === null) return false
  const before = document.querySelector('[data-chosen-before="' + number + '"]')
  if (before !== null) before.click()
  else if (one.type === 'radio') {
    if (one.checked) return false
    const chosen = document.querySelector('input[type=radio][name="' + one.name + '"]:checked')
    if (chosen !== null) chosen.dataset.chosenBefore = number
    one.click()
  } else if (one.type === 'checkbox') one.click()
  else if (one.hasAttribute('aria-current')) { one.dataset.current = one.getAttribute('aria-current'); one.removeAttribute('aria-current') }
  else one.setAttribute('aria-current', one.dataset.current)
  return true
}`

/** Null when it is gone. */
const placeOfState = `(number) => {
  const one = document.querySelector('[data-state-of="' + number + '"]')
  if (one === null) return null
  document.activeElement?.blur()
  one.scrollIntoView({ block: 'center' })
  const own = one.getBoundingClientRect()
  const isDrawn = getComputedStyle(one).opacity !== '0' && own.width > 4
  const shown = isDrawn ? own : (one.closest('label') ?? one.parentElement).getBoundingClientRect()
  const x = Math.max(0, shown.x - 4), y = Math.max(0, shown.y - 4)
  return { x, y, width: Math.max(1, Math.min(shown.width + 8, innerWidth - x)), height: Math.max(1, Math.min(shown.height + 8, innerHeight - y)) }
}`
