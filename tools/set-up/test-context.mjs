/**
 * Loaded before `node:test`. Its runner finds the test that calls `it` or throws by a hook on every promise and
 * resource, at 15 % of a file's processor time; the context of `AsyncLocalStorage` tells the same almost for nothing.
 */
import asyncHooks from 'node:async_hooks'

const { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId } = asyncHooks
const running = new AsyncLocalStorage()
let noteTest

/** Of which the runner's tests and suites are subclasses. */
class TestResource extends AsyncResource {
  constructor(type, options) {
    super(type, options)
    noteTest?.(this.asyncId(), type, this.triggerAsyncId(), this)
  }

  runInAsyncScope(run, self, ...words) {
    return super.runInAsyncScope(() => running.run(this.asyncId(), () => run.apply(self, words)))
  }
}

Object.assign(asyncHooks, {
  AsyncResource: TestResource,
  executionAsyncId: () => running.getStore() ?? executionAsyncId(),
  createHook: ({ init }) => {
    noteTest = init
    return { enable: () => undefined, disable: () => undefined }
  },
})
await import('node:test')
Object.assign(asyncHooks, { AsyncResource, createHook, executionAsyncId })
