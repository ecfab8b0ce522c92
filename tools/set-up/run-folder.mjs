/**
 * The folder for temporary files of a run of tests: in memory where there is room, since a run makes, synchronises and
 * deletes hundreds of thousands of small files (a database for each suite, keys, cards). Otherwise on the disk.
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const inMemory = '/dev/shm'
/** A run needs a tenth of it. */
const neededBytes = 4 * 1024 ** 3

/** Makes it, empty; `remove` when the run is over. What killed runs have left is removed first. */
export function makeRunFolder({ memory = inMemory, disk = tmpdir(), needed = neededBytes } = {}) {
  for (const place of [memory, disk]) removeThoseLeft(place)
  const inPlace = (place) => path.join(place, `${prefix}${process.pid}`)
  const folder = inPlace(memory)
  try {
    makeFor(folder)
    if (hasRoom(folder, needed) && canExecuteIn(folder)) return folder
    rmSync(folder, { recursive: true })
  } catch {
    // There is no such place here, or not for this user.
  }
  makeFor(inPlace(disk))
  return inPlace(disk)
}

const prefix = 'sotevarmenne-run-'

/** Servers of the run have users of their own. */
function makeFor(folder) {
  mkdirSync(folder)
  chmodSync(folder, 0o1777)
}

function hasRoom(folder, needed) {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= needed
}

/** Containers often forbid it there, and tests compile programs. */
function canExecuteIn(folder) {
  const program = path.join(folder, 'program')
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
  const { status } = spawnSync(program)
  rmSync(program)
  return status === 0
}

function removeThoseLeft(place) {
  if (!existsSync(place)) return
  for (const name of readdirSync(place)) {
    if (!name.startsWith(prefix) || existsSync(`/proc/${name.slice(prefix.length)}`)) continue
    try {
      rmSync(path.join(place, name), { recursive: true, force: true })
    } catch {
      // Another user's.
    }
  }
}
