import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { healthOf } from '#platform/http/health.ts'
import { readConfig } from './config.ts'
import { checkpointDestination } from './start-web.ts'

describe('the readiness of the portal', () => {
  const readinessWith = (environment: NodeJS.ProcessEnv) =>
    healthOf(checkpointDestination(readConfig(environment)))

  it('fails in production without a destination for the checkpoints of the audit log', async () => {
    for (const unset of [{}, { SOTEVARMENNE_CHECKPOINT_FOLDER: '' }]) {
      const { isReady, body } = await readinessWith(unset)
      assert.equal(isReady, false)
      assert.deepEqual(body.parts, { 'checkpoint-destination': 'fails' })
    }
  })

  it('needs no other part once there is a folder for them', async () => {
    const { isReady } = await readinessWith({ SOTEVARMENNE_CHECKPOINT_FOLDER: '/mnt/elsewhere' })
    assert.equal(isReady, true)
  })

  it('needs no other part once there is a witness for them', async () => {
    const key = 'example.com/witness+d7c31744+BFGcL8kn1zQzZsV5mHwSwh3/MH7uOkeTWH1odi3JRxnu'
    const witnesses = `${key} https://witness.example`
    const { isReady } = await readinessWith({ SOTEVARMENNE_AUDIT_WITNESSES: witnesses })
    assert.equal(isReady, true)
  })

  it('needs no such destination in a demo environment', async () => {
    const { isReady } = await readinessWith({ SOTEVARMENNE_DEMO_ENVIRONMENT: '1' })
    assert.equal(isReady, true)
  })
})
