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

type KeptField = { readonly id: string; readonly value: string; readonly isChecked?: boolean }

const key = 'kept-typing'
/** As long as a sign-in elsewhere takes at most. */
const lifeMs = 30 * 60_000
/** A form may have to fetch first what one chooses from. */
const waitMs = 10_000

export function keepTyping({ personId }: { readonly personId: string }, path: string): void {
  const fields = [...document.querySelectorAll('main form')].flatMap((form) =>
    [...form.querySelectorAll('input[id], textarea[id], select[id]')].flatMap(readField),
  )
  forgetTyping()
  if (fields.length === 0) return
  const kept: Kept = { ...{ personId, path, fields }, keptAt: Date.now() }
  sessionStorage.setItem(key, JSON.stringify(kept))
}

export const forgetTyping = (): void => {
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

/** Nothing of the secrets, of files, and of what was left as it was. */
function readField(field: Element): readonly KeptField[] {
  const { id } = field
  if (field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement)
    return field.value === '' ? [] : [{ id, value: field.value }]
  if (!(field instanceof HTMLInputElement) || neverKept.includes(field.type)) return []
  if (field.type === 'radio' || field.type === 'checkbox')
    return field.checked || field.type === 'checkbox'
      ? [{ id, value: field.value, isChecked: field.checked }]
      : []
  return field.value === '' ? [] : [{ id, value: field.value }]
}

const neverKept: readonly string[] = ['password', 'file', 'hidden']

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
function fillOne({ id, value, isChecked }: KeptField): boolean {
  const field = document.getElementById(id)
  if (field instanceof HTMLSelectElement) {
    if (![...field.options].some((option) => option.value === value)) return false
    write(HTMLSelectElement.prototype, field, value)
    field.dispatchEvent(new Event('change', { bubbles: true }))
    return true
  }
  if (field instanceof HTMLTextAreaElement) {
    write(HTMLTextAreaElement.prototype, field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    return true
  }
  if (!(field instanceof HTMLInputElement)) return false
  if (isChecked !== undefined) {
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
