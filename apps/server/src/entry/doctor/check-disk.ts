import { statfs } from 'node:fs/promises'
import { fault, firstOf, type Finding } from './finding.ts'

/** Whether the disk of a folder has room for what the service writes there. */
export async function checkDisk(about: string, folder: string): Promise<Finding> {
  const disk = await statfs(folder).catch(() => undefined)
  if (disk === undefined) return fault(about, `there is no folder ${folder}`)
  const { bavail, blocks, bsize } = disk
  return roomOf(about, { folder, free: bavail * bsize, size: blocks * bsize })
}

/** `free` and `size` in bytes. */
export function roomOf(
  about: string,
  { folder, free, size }: { folder: string; free: number; size: number },
): Finding {
  const share = free / size
  const words = `${gigabytes(free)} of ${gigabytes(size)} are free where ${folder} is`
  return firstOf(about, {
    faultIf: (free < gigabyte / 2 || share < 0.02) && `only ${words}`,
    warningIf: (free < 5 * gigabyte || share < 0.1) && `only ${words}`,
    else: words,
  })
}

const gigabyte = 1_000_000_000
const gigabytes = (bytes: number): string => `${(bytes / gigabyte).toFixed(1)} GB`
