import assert from 'node:assert/strict'
import { it } from 'node:test'
import { anAuthority } from '@sotevarmenne/x509/testing'
import type { IssuerId } from '#pki/ca/contract.ts'
import { authorityDocuments } from './documents.ts'

it('the certificate of a legacy CA is among the files, and not among our trust anchors', () => {
  const { certificate } = anAuthority()
  const documents = authorityDocuments([], [{ id: 'older-prof' as IssuerId, certificate }])
  assert.deepEqual(documents.get('/ca/older-prof.crt')?.body, certificate.der)
  assert.equal(documents.get('/ca/all.pem')?.body.length, 0)
})
