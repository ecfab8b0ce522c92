import assert from 'node:assert/strict'
import { it } from 'node:test'
import { aCa } from '@sotevarmenne/x509/testing'
import type { IssuerId } from '#pki/ca/contract.ts'
import { caDocuments } from './documents.ts'

it('the certificate of a legacy CA is among the files, and not among our trust anchors', () => {
  const { certificate } = aCa()
  const documents = caDocuments([], [{ id: 'legacy-prof' as IssuerId, certificate }])
  assert.deepEqual(documents.get('/ca/legacy-prof.crt')?.body, certificate.der)
  for (const path of ['/ca/all.pem', '/ca/test.pem'])
    assert.equal(documents.get(path)?.body.length, 0)
})
