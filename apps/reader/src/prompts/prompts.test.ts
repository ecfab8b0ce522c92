import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { minute } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createPrompts, type Question } from './prompts.ts'

const question: Question = {
  purpose: 'authentication',
  origin: 'https://hospital.example',
  holder: 'Aino Esimerkki',
  content: { digestAlgorithm: 'SHA384', digest: '00'.repeat(48) },
}
const stays = new AbortController().signal

const right = async () => ok('signed')
const idOf = (prompts: ReturnType<typeof createPrompts>) => prompts.pending()[0]?.id ?? ''

describe('a question for a PIN', () => {
  it('is withdrawn when nobody has answered in time', async (test) => {
    mock.timers.enable({ apis: ['setTimeout'] })
    test.after(() => {
      mock.timers.reset()
    })
    let changes = 0
    const prompts = createPrompts({ changed: () => (changes += 1), timeLimit: 5 * minute })
    const answer = prompts.ask(question, right, stays)
    const id = idOf(prompts)
    mock.timers.tick(5 * minute - 1)
    assert.equal(prompts.pending().length, 1)
    mock.timers.tick(1)
    assert.deepEqual(await answer, refuse({ kind: 'timed-out' }))
    assert.equal(await prompts.answer(id, '1234'), false)
    assert.equal(changes, 2)
  })

  it('is withdrawn when the person cancels it, once', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const answer = prompts.ask(question, right, stays)
    const id = idOf(prompts)
    assert.equal(prompts.cancel(id), true)
    assert.equal(prompts.cancel(id), false)
    assert.deepEqual(await answer, refuse({ kind: 'cancelled' }))
  })

  it('is withdrawn when the page that asked goes away', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const asker = new AbortController()
    const answer = prompts.ask(question, right, asker.signal)
    asker.abort()
    assert.deepEqual(await answer, refuse({ kind: 'asker-gone' }))
    assert.equal(prompts.pending().length, 0)
  })

  it('tries a PIN once though the person clicked twice', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const tried: string[] = []
    const answer = prompts.ask(
      question,
      async (pin) => {
        tried.push(pin)
        return ok('signed')
      },
      stays,
    )
    const id = idOf(prompts)
    await Promise.all([prompts.answer(id, '1234'), prompts.answer(id, '1234')])
    assert.deepEqual(tried, ['1234'])
    assert.deepEqual(await answer, ok('signed'))
  })

  it('stays open after a wrong PIN and tells of it', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const wrong = { kind: 'wrong-pin', triesLeft: 3 } as const
    const answer = prompts.ask(question, async () => refuse({ again: wrong }), stays)
    const id = idOf(prompts)
    await prompts.answer(id, '9999')
    assert.deepEqual(prompts.pending()[0]?.trouble, wrong)
    prompts.cancel(id)
    assert.deepEqual(await answer, refuse({ kind: 'cancelled' }))
  })

  it('is refused while another waits', async () => {
    const prompts = createPrompts({ changed: () => undefined, timeLimit: minute })
    const waiting = prompts.ask(question, right, stays)
    assert.deepEqual(
      await prompts.ask({ ...question, origin: 'https://other.example' }, right, stays),
      refuse({ kind: 'another-question-waits' }),
    )
    prompts.cancel(idOf(prompts))
    assert.deepEqual(await waiting, refuse({ kind: 'cancelled' }))
  })

  it('is not put for a minute after the person cancelled three of the same site', async () => {
    let now = 0
    const prompts = createPrompts({
      changed: () => undefined,
      timeLimit: minute,
      realNow: () => now,
    })
    const askAndCancel = (origin: string) => {
      const answer = prompts.ask<string, never>({ ...question, origin }, right, stays)
      prompts.cancel(idOf(prompts))
      return answer.then((answered) => (answered.ok ? answered.value : answered.refusal.kind))
    }
    for (const expected of ['cancelled', 'cancelled', 'cancelled', 'asked-too-often'])
      assert.equal(await askAndCancel('https://pest.example'), expected)
    assert.equal(await askAndCancel('https://other.example'), 'cancelled')
    now = minute
    assert.equal(await askAndCancel('https://pest.example'), 'cancelled')
  })
})
