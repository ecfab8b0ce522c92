import { useEffect } from 'react'

/**
 * What a user has typed on a page, stored in this tab while the browser is elsewhere to sign in: a sign-in by
 * Suomi.fi leaves the page. It is restored once, to the same person, on the same page; another person's
 * sign-in and the age limit remove it.
 */
type Stored = {
  readonly personId: string
  readonly path: string
  readonly storedAt: number
  readonly fields: readonly StoredField[]
}

type StoredField = {
  readonly id: string
  /** The type of field: another type under the same id is left as it is. */
  readonly type: string
  readonly value: string
  readonly isChecked?: boolean
}

const key = 'saved-input'
/** The maximum duration of a sign-in elsewhere. */
const lifeMs = 30 * 60_000
let aging: ReturnType<typeof setTimeout> | undefined
/** A form may have to fetch its choices first. */
const waitMs = 10_000

export function keepTyping({ personId }: { readonly personId: string }, path: string): void {
  const fields = [...document.querySelectorAll('main :is(input, textarea, select)[id]')].flatMap(
    readField,
  )
  forgetTyping()
  if (fields.length === 0) return
  const stored: Stored = { ...{ personId, path, fields }, storedAt: Date.now() }
  try {
    sessionStorage.setItem(key, JSON.stringify(stored))
  } catch (error) {
    // A full store must not prevent the sign-in: saving the input is only a convenience.
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

/** Restores on a page what its user had typed there. */
export function useSavedInput(personId: string | undefined, path: string): void {
  useEffect(() => {
    const stored = personId === undefined ? undefined : peek()
    if (stored === undefined) return
    if (stored.personId !== personId || Date.now() - stored.storedAt > lifeMs) {
      forgetTyping()
      return
    }
    if (stored.path !== path) return
    forgetTyping()
    return fillIn(stored.fields)
  }, [personId, path])
}

function peek(): Stored | undefined {
  const text = sessionStorage.getItem(key)
  return text === null ? undefined : (JSON.parse(text) as Stored)
}

/** Removes it at its age limit, even if the user does not return. */
function forgetWhenOld(): void {
  const stored = peek()
  if (stored === undefined) return
  const leftMs = stored.storedAt + lifeMs - Date.now()
  if (leftMs <= 0) forgetTyping()
  else aging = setTimeout(forgetWhenOld, leftMs)
}

// Not at once: a refusal by the browser's store must not break the starting page.
if ('sessionStorage' in globalThis) setTimeout(forgetWhenOld)

/** No secrets, no files, no fields without a name of their own, and nothing that was left unchanged. */
function readField(field: Element): readonly StoredField[] {
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

/**
 * The number that the component library gives to fields without an id: it changes when the page is reloaded.
 */
const countedId = /^\d+$/

const isSecret = ({ type, autocomplete }: HTMLInputElement): boolean =>
  ['password', 'file', 'hidden'].includes(type) || autocomplete === 'username'

/**
 * Fills each field as it appears, until all are there or the wait is over. Returns a function that stops it.
 */
function fillIn(fields: readonly StoredField[]): () => void {
  let left = fields
  const fill = (): void => {
    left = left.filter((stored) => !fillOne(stored))
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

/** As if it were typed, so that the form receives the event. */
function fillOne({ id, type, value, isChecked }: StoredField): boolean {
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

/** By the browser's setter: React takes a value set by its own as written by itself. */
function write(of: object, field: HTMLElement, value: string): void {
  Object.getOwnPropertyDescriptor(of, 'value')?.set?.call(field, value)
}
