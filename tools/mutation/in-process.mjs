import { fork } from 'node:child_process'

/** A process that runs suites, one job after the other; started again when it ends or does not response in time. */
export function startWorker() {
  let child
  const started = () =>
    fork(new URL('worker.mjs', import.meta.url), {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning', '--unhandled-rejections=strict'],
    })
  const stop = () => {
    child?.kill('SIGKILL')
    child = undefined
  }
  /** The worker's response; `hasEnded` when it ended or had not answered at the limit. */
  const run = (job, limitSeconds) =>
    new Promise((resolve) => {
      child ??= started()
      const used = child
      const end = (response) => {
        clearTimeout(timer)
        used.removeAllListeners('message')
        used.removeAllListeners('exit')
        resolve(response)
      }
      const timer = setTimeout(() => {
        stop()
        end({ hasEnded: true })
      }, limitSeconds * 1000)
      used.once('message', end)
      used.once('exit', () => {
        child = undefined
        end({ hasEnded: true })
      })
      used.send(job)
    })
  return { run, stop }
}
