import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createPrompts } from '../prompts/prompts.ts'
import { showPageWhenAsked } from './show-page.ts'

const question = {
  purpose: 'authentication',
  origin: 'https://hospital.example',
  holder: 'Aino Esimerkki',
  content: { digestAlgorithm: 'SHA384', digest: '00'.repeat(48) },
} as const

/** A program whose page is open or not, and how often it was shown. */
function aProgram() {
  const seen = { isOpen: false, shown: 0 }
  const listeners: (() => void)[] = []
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const prompts = createPrompts({ changed, timeLimit: 60_000 })
  showPageWhenAsked({
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

const ask = ({ prompts }: ReturnType<typeof aProgram>) => {
  const answer = prompts.ask(question, () => assert.fail(), new AbortController().signal)
  const id = prompts.pending()[0]?.id
  assert.ok(id)
  return { answer, id }
}

it('the page is shown once for a question that nobody would see', async () => {
  const program = aProgram()
  const first = ask(program)
  program.changed()
  assert.equal(program.seen.shown, 1)
  program.prompts.cancel(first.id)
  assert.ok(!(await first.answer).ok)
  const second = ask(program)
  assert.equal(program.seen.shown, 2)
  program.prompts.cancel(second.id)
})

it('no second page is opened beside one that a browser shows', () => {
  const program = aProgram()
  program.seen.isOpen = true
  const { id } = ask(program)
  program.seen.isOpen = false
  program.changed()
  assert.equal(program.seen.shown, 0)
  program.prompts.cancel(id)
})

it('without a question no page is shown', () => {
  const program = aProgram()
  program.changed()
  assert.equal(program.seen.shown, 0)
})
