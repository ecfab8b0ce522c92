import { fileURLToPath } from 'node:url'

/** An invented face, as a photo for cards. */
export const drawnFace = fileURLToPath(
  new URL('../../../apps/portal/testing/drawn-face.jpg', import.meta.url),
)
