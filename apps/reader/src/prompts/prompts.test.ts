import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { minute } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createPrompts, type Request } from './prompts.ts'

const request: Request = {
  purpose: 'authentication',
  origin: 'https://hospital.example',
  holder: 'Aino Esimerkki',
  content: { digestAlgorithm: 'SHA384', digest: '00'.repeat(48) },
}
const stays = new AbortController().signal

const right = async () => ok('signed')
const idOf = (prompts: ReturnType<typeof createPrompts>) => prompts.pending()[0]?.id ?? ''

describe('a request for a PIN', () => {
  it('is withdrawn when nobody responds before the timeout', async (test) => {
    mock.timers.enable({ apis: ['setTimeout'] })
    test.after(() => {
      mock.timers.reset()
    })
    let changes = 0
    const prompts = createPrompts({ changed: () => (changes += 1), timeLimit: 5 * minute })
    const response = prompts.request(request, right, stays)
    const id = idOf(prompts)
    mock.timers.tick(5 * minute - 1)
    assert.equal(prompts.pending().length, 1)
    mock.timers.tick(1)
    assert.deepEqual(await response, refuse({ kind: 'timed-out' }))
    assert.equal(await prompts.submit(id, '1234'), false)
    assert.equal(changes, 2)
  })

  it('is withdrawn when the person cancels it, once', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const response = prompts.request(request, right, stays)
    const id = idOf(prompts)
    assert.equal(prompts.cancel(id), true)
    assert.equal(prompts.cancel(id), false)
    assert.deepEqual(await response, refuse({ kind: 'cancelled' }))
  })

  it('is withdrawn when the requesting page goes away', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const requester = new AbortController()
    const response = prompts.request(request, right, requester.signal)
    requester.abort()
    assert.deepEqual(await response, refuse({ kind: 'requester-gone' }))
    assert.equal(prompts.pending().length, 0)
  })

  it('tries a PIN once though the person clicked twice', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const tried: string[] = []
    const response = prompts.request(
      request,
      async (pin) => {
        tried.push(pin)
        return ok('signed')
      },
      stays,
    )
    const id = idOf(prompts)
    await Promise.all([prompts.submit(id, '1234'), prompts.submit(id, '1234')])
    assert.deepEqual(tried, ['1234'])
    assert.deepEqual(await response, ok('signed'))
  })

  it('stays open after a wrong PIN and shows it', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const wrong = { kind: 'wrong-pin', triesLeft: 3 } as const
    const response = prompts.request(request, async () => refuse({ again: wrong }), stays)
    const id = idOf(prompts)
    await prompts.submit(id, '9999')
    assert.deepEqual(prompts.pending()[0]?.trouble, wrong)
    prompts.cancel(id)
    assert.deepEqual(await response, refuse({ kind: 'cancelled' }))
  })

  it('is refused while another is waiting', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const waiting = prompts.request(request, right, stays)
    assert.deepEqual(
      await prompts.request({ ...request, origin: 'https://other.example' }, right, stays),
      refuse({ kind: 'another-request-waits' }),
    )
    prompts.cancel(idOf(prompts))
    assert.deepEqual(await waiting, refuse({ kind: 'cancelled' }))
  })

  it('is not shown for a minute after the person cancelled three of the same site', async () => {
    let now = 0
    const prompts = createPrompts({
      changed: () => undefined,
      timeLimit: minute,
      realNow: () => now,
    })
    const requestAndCancel = (origin: string) => {
      const response = prompts.request<string, never>({ ...request, origin }, right, stays)
      prompts.cancel(idOf(prompts))
      return response.then((answered) => (answered.ok ? answered.value : answered.refusal.kind))
    }
    for (const expected of ['cancelled', 'cancelled', 'cancelled', 'requested-too-often'])
      assert.equal(await requestAndCancel('https://pest.example'), expected)
    assert.equal(await requestAndCancel('https://other.example'), 'cancelled')
    now = minute
    assert.equal(await requestAndCancel('https://pest.example'), 'cancelled')
  })
})
