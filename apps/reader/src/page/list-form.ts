import type { ListForm } from '../prompts/prompts.ts'

const separator = 0x26
const spaceInForm = 0x2b

/**
 * The form of a list as it was sent. The PIN is copied as bytes and never becomes a text, which could not be
 * wiped; the form itself is wiped.
 */
export function listFormOf(sent: Buffer): ListForm {
  const pin = pinIn(sent)
  const rest = new URLSearchParams(withoutPin(sent).toString('latin1'))
  sent.fill(0)
  const chosen = [...rest.keys()].flatMap((name) => {
    const place = /^document-(\d{1,3})$/.exec(name)?.[1]
    return place === undefined ? [] : [Number(place)]
  })
  return { pin, list: rest.get('list') ?? '', chosen }
}

function pinIn(sent: Buffer): Uint8Array {
  const place = placeOfPin(sent)
  return place
    ? // Not in the pool that buffers share.
      new Uint8Array(sent.subarray(place.from, place.to)).filter((byte) => byte !== spaceInForm)
    : new Uint8Array()
}

function withoutPin(sent: Buffer): Buffer {
  const place = placeOfPin(sent)
  return place ? Buffer.concat([sent.subarray(0, place.from), sent.subarray(place.to)]) : sent
}

function placeOfPin(sent: Buffer): { readonly from: number; readonly to: number } | undefined {
  const name = Buffer.from('pin=')
  for (let at = sent.indexOf(name); at !== -1; at = sent.indexOf(name, at + 1)) {
    if (at !== 0 && sent[at - 1] !== separator) continue
    const from = at + name.length
    const end = sent.indexOf(separator, from)
    return { from, to: end === -1 ? sent.length : end }
  }
  return undefined
}
