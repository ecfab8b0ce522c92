import { existsSync } from 'node:fs'
import { second } from '@sotevarmenne/kernel/instant'

/**
 * Whether the node is in maintenance (R661): while the file is there. It is looked for once a second at most, when
 * somebody wants to know.
 */
export function maintenanceSwitch(
  file: string,
  now: () => number = () => performance.now(),
): () => boolean {
  let [checkedAt, isOn] = [-Infinity, false]
  return () => {
    if (now() - checkedAt >= second) {
      checkedAt = now()
      isOn = existsSync(file)
    }
    return isOn
  }
}
