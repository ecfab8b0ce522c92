import { fileURLToPath } from 'node:url'

/** A portrait of nobody, as a photo for cards. */
export const drawnFace = fileURLToPath(
  new URL('../../../apps/portal/testing/drawn-face.jpg', import.meta.url),
)
