import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Runs a suite in a process of its own, which ends it after five minutes: whether it passed. */
export function runSuite(root, suite, env = {}) {
  const hook = path.join(root, 'tools/mutation/replace-source.mjs')
  // By the environment, so that the processes that the tests start load the mutant too.
  const options = `${process.env['NODE_OPTIONS'] ?? ''} --import=${hook} --disable-warning=ExperimentalWarning`
  const child = spawn(process.execPath, [suite], {
    cwd: root,
    stdio: 'ignore',
    timeout: 300_000,
    env: { ...process.env, NODE_OPTIONS: options, ...env },
  })
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => resolve(code === 0))
    child.on('error', reject)
  })
}

/** The same without a mutant, with what it ran of the files, by their URLs. */
export async function measureSuite(root, suite, { files, env }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mutation-coverage-'))
  try {
    const began = performance.now()
    const passed = await runSuite(root, suite, { ...env, NODE_V8_COVERAGE: folder })
    const seconds = (performance.now() - began) / 1000
    const scripts = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')).result)
    const covered = scripts.flatMap(({ url, functions }) =>
      files.includes(url) ? [[url, functions.flatMap(({ ranges }) => ranges)]] : [],
    )
    return { passed, seconds, covered }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
