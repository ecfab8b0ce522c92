import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createPrompts } from '../prompts/prompts.ts'
import { showPageWhenRequested } from './show-page.ts'

const query = {
  purpose: 'authentication',
  origin: 'https://hospital.example',
  holder: 'Aino Esimerkki',
  content: { digestAlgorithm: 'SHA384', digest: '00'.repeat(48) },
} as const

/** A program with its page open or not, and a count of how often it was shown. */
function aProgram() {
  const seen = { isOpen: false, shown: 0 }
  const listeners: (() => void)[] = []
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const prompts = createPrompts({ changed, timeLimit: 60_000 })
  showPageWhenRequested({
    desk: {
      watch: (listener) => {
        listeners.push(listener)
        return () => undefined
      },
    },
    prompts,
    isOpen: () => seen.isOpen,
    showPage: () => {
      seen.shown += 1
    },
  })
  return { seen, prompts, changed }
}

const send = ({ prompts }: ReturnType<typeof aProgram>) => {
  const response = prompts.request(query, () => assert.fail(), new AbortController().signal)
  const id = prompts.pending()[0]?.id
  assert.ok(id)
  return { response, id }
}

it('the page is shown once for a request that nobody would see', async () => {
  const program = aProgram()
  const first = send(program)
  program.changed()
  assert.equal(program.seen.shown, 1)
  program.prompts.cancel(first.id)
  assert.ok(!(await first.response).ok)
  const second = send(program)
  assert.equal(program.seen.shown, 2)
  program.prompts.cancel(second.id)
})

it('no second page is opened beside one that a browser shows', () => {
  const program = aProgram()
  program.seen.isOpen = true
  const { id } = send(program)
  program.seen.isOpen = false
  program.changed()
  assert.equal(program.seen.shown, 0)
  program.prompts.cancel(id)
})

it('without a request no page is shown', () => {
  const program = aProgram()
  program.changed()
  assert.equal(program.seen.shown, 0)
})
