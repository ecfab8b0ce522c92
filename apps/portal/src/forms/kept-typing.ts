import { useEffect } from 'react'

/**
 * What somebody has typed on a page, kept in this tab while the browser is elsewhere to sign in: a sign-in by Suomi.fi leaves
 * the page. It is given back once, to the same person, on the same page; another person's sign-in, and its age, forget it.
 */
type Kept = {
  readonly personId: string
  readonly path: string
  readonly keptAt: number
  readonly fields: readonly KeptField[]
}

type KeptField = {
  readonly id: string
  /** What kind of a field it is: another one under the same id is left as it is. */
  readonly type: string
  readonly value: string
  readonly isChecked?: boolean
}

const key = 'kept-typing'
/** As long as a sign-in elsewhere takes at most. */
const lifeMs = 30 * 60_000
let aging: ReturnType<typeof setTimeout> | undefined
/** A form may have to fetch first what one chooses from. */
const waitMs = 10_000

export function keepTyping({ personId }: { readonly personId: string }, path: string): void {
  const fields = [...document.querySelectorAll('main :is(input, textarea, select)[id]')].flatMap(
    readField,
  )
  forgetTyping()
  if (fields.length === 0) return
  const kept: Kept = { ...{ personId, path, fields }, keptAt: Date.now() }
  try {
    sessionStorage.setItem(key, JSON.stringify(kept))
  } catch (error) {
    // A full store keeps nobody from signing in: keeping is a courtesy.
    if (error instanceof DOMException && error.name === 'QuotaExceededError') return
    throw error
  }
  forgetWhenOld()
}

export const forgetTyping = (): void => {
  clearTimeout(aging)
  aging = undefined
  sessionStorage.removeItem(key)
}

/** Gives back on a page what its reader had typed there. */
export function useKeptTyping(personId: string | undefined, path: string): void {
  useEffect(() => {
    const kept = personId === undefined ? undefined : peek()
    if (kept === undefined) return
    if (kept.personId !== personId || Date.now() - kept.keptAt > lifeMs) {
      forgetTyping()
      return
    }
    if (kept.path !== path) return
    forgetTyping()
    return fillIn(kept.fields)
  }, [personId, path])
}

function peek(): Kept | undefined {
  const text = sessionStorage.getItem(key)
  return text === null ? undefined : (JSON.parse(text) as Kept)
}

/** Forgets it at its age, though nobody comes back for it. */
function forgetWhenOld(): void {
  const kept = peek()
  if (kept === undefined) return
  const leftMs = kept.keptAt + lifeMs - Date.now()
  if (leftMs <= 0) forgetTyping()
  else aging = setTimeout(forgetWhenOld, leftMs)
}

// Not at once: what a browser's store refuses is no fault of the page that begins.
if ('sessionStorage' in globalThis) setTimeout(forgetWhenOld)

/** Nothing of the secrets, of files, of fields that have no name of their own, and of what was left as it was. */
function readField(field: Element): readonly KeptField[] {
  const { id } = field
  if (countedId.test(id)) return []
  if (field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement)
    return field.value === '' ? [] : [{ id, type: field.type, value: field.value }]
  if (!(field instanceof HTMLInputElement) || isSecret(field)) return []
  const { type, value, checked } = field
  if (isTicked(field))
    return checked || type === 'checkbox' ? [{ id, type, value, isChecked: checked }] : []
  return value === '' ? [] : [{ id, type, value }]
}

const isTicked = ({ type }: HTMLInputElement): boolean => type === 'radio' || type === 'checkbox'

/** What the library of components counts where a field was given no id: another number once the page is opened anew. */
const countedId = /^\d+$/

const isSecret = ({ type, autocomplete }: HTMLInputElement): boolean =>
  ['password', 'file', 'hidden'].includes(type) || autocomplete === 'username'

/** Fills each field as it appears, until all are there or the wait is over. Answers how to stop. */
function fillIn(fields: readonly KeptField[]): () => void {
  let left = fields
  const fill = (): void => {
    left = left.filter((kept) => !fillOne(kept))
    if (left.length === 0) stop()
  }
  const watch = new MutationObserver(fill)
  const end = setTimeout(stop, waitMs)
  function stop(): void {
    watch.disconnect()
    clearTimeout(end)
  }
  watch.observe(document.body, { childList: true, subtree: true })
  fill()
  return stop
}

/** As if it were typed, so that the form hears of it. */
function fillOne({ id, type, value, isChecked }: KeptField): boolean {
  const field = document.getElementById(id)
  if (field instanceof HTMLSelectElement) {
    if (field.type !== type || ![...field.options].some((option) => option.value === value))
      return false
    write(HTMLSelectElement.prototype, field, value)
    field.dispatchEvent(new Event('change', { bubbles: true }))
    return true
  }
  if (field instanceof HTMLTextAreaElement) {
    if (field.type !== type) return false
    write(HTMLTextAreaElement.prototype, field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    return true
  }
  if (!(field instanceof HTMLInputElement) || field.type !== type) return false
  if (isTicked(field)) {
    if (field.value !== value) return false
    if (field.checked !== isChecked) field.click()
    return true
  }
  write(HTMLInputElement.prototype, field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  return true
}

/** By the setter of the browser: React takes its own for what it has written itself. */
function write(of: object, field: HTMLElement, value: string): void {
  Object.getOwnPropertyDescriptor(of, 'value')?.set?.call(field, value)
}
