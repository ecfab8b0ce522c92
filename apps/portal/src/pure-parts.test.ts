import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { viewCard, type CancellationReason, type CardProduct } from '@sotevarmenne/api/cards'
import { listCases } from '@sotevarmenne/api/cases'
import { requestOf } from '@sotevarmenne/api/request'
import fc from 'fast-check'
import { fitText, widthOf } from '@sotevarmenne/card-face/fit-text'
import {
  isLargeEnough,
  photoOfWidth,
  photoRatio,
  shippedSmallestPhoto,
} from '@sotevarmenne/api/photo-size'
import { cancelledHelpOf } from './own/cancelled-help.ts'
import { changeBefore } from './operations/change-before.ts'
import { cropOf, largestZoom } from './photo/crop.ts'
import { readerStateOf, signatureOf } from './reader/signing-api.ts'
import { challengeText, returnPath } from './sign-in/challenge-text.ts'

describe('a request of the portal', () => {
  it('puts members of the path into the path and the rest into the query', () => {
    assert.deepEqual(requestOf(viewCard, { cardId: 'a/b' }), {
      method: 'GET',
      url: '/api/v1/cards/a%2Fb',
      headers: {},
    })
    assert.deepEqual(requestOf(listCases, { show: 'due', cursor: undefined, limit: 25 }), {
      method: 'GET',
      url: '/api/v1/cases?show=due&limit=25',
      headers: {},
    })
  })
})

describe('a proposed change', () => {
  const change = (changeId: string, beginsOn: string, changes: object = {}) => ({
    ...({ changeId, beginsOn, kind: 'prices', standing: 'coming' } as const),
    ...changes,
  })
  it('changes what was approved last before its first day (R472)', () => {
    const before = [
      change('first', '2021-01-01', { standing: 'past' }),
      change('of another kind', '2026-12-30', { kind: 'vat-rate' }),
      change('rejected', '2026-12-29', { standing: 'rejected' }),
      change('replaced', '2026-12-28', { standing: 'replaced' }),
      change('waiting', '2026-12-27', { standing: 'proposed' }),
      change('now', '2026-01-01', { standing: 'now' }),
      change('of its day', '2027-01-01'),
    ]
    const proposal = { kind: 'prices', beginsOn: '2027-01-01' } as const
    assert.equal(changeBefore(before, proposal)?.changeId, 'now')
    assert.equal(changeBefore(before, { ...proposal, beginsOn: '2021-01-01' }), undefined)
  })
})

describe('a text on the card', () => {
  it('stays within its width for every name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2, maxLength: 80, unit: 'grapheme' }), (text) => {
        const { size, lines } = fitText(text, { width: 520, largest: 44, smallest: 24 })
        return lines.length === 1 && widthOf(lines[0] ?? '') * size <= 520 + size
      }),
    )
  })

  it('breaks a long title into two lines before it is cut', () => {
    const title = 'laillistettu sosiaalityöntekijä, rajoitettu oikeus'
    const fitted = fitText(title, { width: 380, largest: 27, smallest: 19, maxLines: 2 })
    assert.equal(fitted.lines.join(' '), title)
  })
})

describe('a cancelled card', () => {
  const help = (
    reason: CancellationReason,
    isNewCardSaid = false,
    product: CardProduct = 'professional-card',
  ) =>
    cancelledHelpOf(
      { product, cancelled: { reason, at: '2026-11-24T10:00:00Z' } },
      { isNewCardSaid },
    ).join(' ')

  it('says who orders a new one only where nothing else does', () => {
    assert.equal(help('data-changed'), 'cancelledForGood newCardAtPoint')
    assert.equal(help('data-changed', false, 'staff-card'), 'cancelledForGood nextByEmployer')
    assert.equal(help('lost', true), 'cancelledForGood')
  })

  it('offers no new one after the employment or the right to practise has ended', () => {
    assert.equal(help('employment-ended', false, 'staff-card'), 'cancelledForGood')
    assert.equal(help('right-ended'), 'rightEndedHelp')
  })
})

describe('the framing of a photo', () => {
  it('takes a passport photo of the police, 500 × 653 (R116)', () => {
    const picture = { width: 500, height: 653 }
    assert.ok(largestZoom(picture, shippedSmallestPhoto) >= 1)
    const crop = cropOf(picture, {
      zoom: largestZoom(picture, shippedSmallestPhoto),
      x: 0.5,
      y: 0.5,
    })
    const sent = { width: Math.round(crop.width), height: Math.round(crop.width / photoRatio) }
    assert.ok(isLargeEnough(sent, 500), JSON.stringify(sent))
    assert.ok(largestZoom({ width: 499, height: 653 }, shippedSmallestPhoto) < 1)
    assert.ok(largestZoom({ width: 800, height: 640 }, shippedSmallestPhoto) < 1)
    assert.ok(largestZoom({ width: 309, height: 398 }, photoOfWidth(300)) >= 1)
  })

  it('keeps the proportions of the card and stays inside the picture', () => {
    const side = fc.integer({ min: 700, max: 6000 })
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(side, side, part, part, part, (width, height, x, y, nearness) => {
        const zoom =
          1 + nearness * Math.max(0, largestZoom({ width, height }, shippedSmallestPhoto) - 1)
        const crop = cropOf({ width, height }, { zoom, x, y })
        assert.ok(Math.abs(crop.width / crop.height - photoRatio) < 1e-9)
        assert.ok(crop.x >= 0 && crop.x + crop.width <= width + 1e-6)
        assert.ok(crop.y >= 0 && crop.y + crop.height <= height + 1e-6)
      }),
    )
  })
})

describe('the response of the card reader software', () => {
  it('reports by empty hash algorithms that there is no card', () => {
    assert.deepEqual(readerStateOf({ hashAlgorithms: '' }), { kind: 'no-card' })
  })

  it('leads to SHA-384 for an elliptic-curve key and SHA-256 for an RSA key', () => {
    const hashAlgorithms = 'SHA256, SHA384, SHA512'
    assert.deepEqual(readerStateOf({ hashAlgorithms, signatureAlgorithms: 'SHA384withECDSA' }), {
      kind: 'ready',
      hashAlgorithm: 'SHA384',
    })
    assert.deepEqual(readerStateOf({ hashAlgorithms, signatureAlgorithms: 'SHA256withRSA' }), {
      kind: 'ready',
      hashAlgorithm: 'SHA256',
    })
  })

  it('is a refusal when its status is failed, though HTTP says 200', () => {
    assert.deepEqual(signatureOf({ status: 'failed', reasonCode: 401, reasonText: 'cancelled' }), {
      ok: false,
      refusal: { kind: 'cancelled', said: 'cancelled' },
    })
  })

  it('says apart that the card is not valid and that the card reader software is too old', () => {
    const kindOf = (because: string) => {
      const read = signatureOf({ status: 'failed', reasonCode: 403, because })
      return !read.ok && read.refusal.kind
    }
    assert.deepEqual(['revoked', 'suspended', 'expired'].map(kindOf), [
      ...Array.from({ length: 3 }, () => 'card-not-valid'),
    ])
    assert.equal(kindOf('version-too-old'), 'version-too-old')
    assert.equal(kindOf('site-not-listed'), 'site-refused')
  })
})

describe('the portal’s sign-in', () => {
  it('signs the origin and the nonce', () => {
    assert.equal(
      atob(challengeText('http://localhost:8080', 'bm9uY2U=')),
      'http://localhost:8080;bm9uY2U=',
    )
  })

  it('returns to pages of the portal only', () => {
    assert.equal(returnPath('/fi/desk/orders'), '/fi/desk/orders')
    for (const foreign of ['//evil.example', 'https://evil.example', '/fi/../x', '/fi//evil', null])
      assert.equal(returnPath(foreign), undefined)
  })
})
