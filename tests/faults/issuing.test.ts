import { describe, it } from 'node:test'
import { surviveKill, surviveKillOfSigner } from './killing.ts'

// Every arrow is in the deep sweep; here are the two at which a signature exists that nobody has been told of.
describe('a certificate that a crash left half made', () => {
  it('is finished after a kill between signature and completion', () => surviveKill('signed'))

  it('is finished with the same signature after a kill of the signer before it answered', () =>
    surviveKillOfSigner('written-not-answered'))
})
