import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { ListForm, ListRequest, Pending } from '../prompts/prompts.ts'
import { listFormOf } from './list-form.ts'
import { listPrompt, listReported, signaturesRecorded } from './list-prompt.ts'

const request: ListRequest = {
  ...{ purpose: 'signature', origin: 'https://hospital.example', holder: 'Aino Esimerkki' },
  digestAlgorithm: 'SHA384',
  documents: [
    {
      title: 'First <b>',
      type: 'text/plain',
      digest: 'ab12',
      bytes: bytesOf('x'),
      text: 'One a day',
    },
    {
      title: 'Second',
      type: 'application/pdf',
      digest: 'cd34',
      bytes: bytesOf('y'),
      text: undefined,
    },
  ],
  listDigest: 'ef56',
}

describe('the prompt for a list', () => {
  it('shows each document with title, digest, and its text or a link to it (R690)', () => {
    const shown = markupOf({})
    for (const words of ['https://hospital.example', 'Aino Esimerkki', 'ab12'])
      assert.ok(shown.includes(words), words)
    assert.match(shown, /First &(lt|#60);b/)
    assert.match(shown, /<pre[^>]*>One a day<\/pre>/)
    assert.match(shown, /href="requests\/1\/documents\/1"/)
    assert.match(shown, /name="list" value="ef56"/)
    assert.equal(shown.match(/type="checkbox"[^>]*checked/g)?.length, 2)
  })

  it('stays without what was struck after a wrong PIN, and shows the tries left (R693)', () => {
    const shown = markupOf({ chosen: [1], trouble: { kind: 'wrong-pin', triesLeft: 3 } })
    assert.match(shown, /Wrong PIN\. Tries left: 3\./)
    assert.doesNotMatch(shown, /name="document-0"[^>]*checked/)
    assert.match(shown, /name="document-1"[^>]*checked/)
  })

  it('shows only the progress while the card signs', () => {
    const shown = markupOf({ chosen: [0, 1], signed: 1, isUnderWay: true })
    assert.match(shown, /Signed:\s*1\/2/)
    assert.doesNotMatch(shown, /<input/)
  })

  it('says afterwards what was signed and why the others were not (R694)', () => {
    const { origin } = request
    const refusal = { kind: 'card-removed' } as const
    const shown = listReported({ origin, signed: 2, requested: 5, refusal }, 'en').markup
    assert.match(shown, /Signed: 2\/5/)
    assert.match(shown, /The card was taken out/)
  })

  it('is followed by the signatures recorded beside the card (R694)', () => {
    const recorded = {
      ...{ at: instant(1_790_000_000_000), certificate: '00', origin: request.origin },
      ...{ hash: 'SHA384', digest: 'ab12', list: 'ef56' },
    }
    const shown = signaturesRecorded([recorded], 'en')
    assert.ok(shown)
    assert.match(shown.markup, /https:\/\/hospital\.example[^]*ab12[^]*ef56/)
    assert.equal(signaturesRecorded([], 'en'), false)
  })
})

describe('the form of a list', () => {
  it('gives the PIN as bytes, wherever it stands, and is wiped itself (R693)', () => {
    for (const [sent, pin] of [
      ['list=ef56&document-0=yes&document-12=yes&pin=123456', '123456'],
      ['pin=123456&list=ef56&document-0=yes&document-12=yes', '123456'],
      ['list=ef56&pin=+1234+&document-0=yes&document-12=yes', '1234'],
      ['list=ef56&spin=9&document-0=yes&document-12=yes', ''],
    ] as const) {
      const body = Buffer.from(sent)
      const form: ListForm = listFormOf(body)
      assert.equal(Buffer.from(form.pin).toString(), pin)
      assert.deepEqual([form.list, form.chosen], ['ef56', [0, 12]])
      assert.ok(body.every((byte) => byte === 0))
    }
  })
})

const markupOf = (pending: Omit<Pending, 'id' | 'request'>): string =>
  listPrompt({ id: '1', request, ...pending }, request, 'en').markup

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text))
}
