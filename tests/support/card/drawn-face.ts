import { fileURLToPath } from 'node:url'

/** An invented face, as a photo for cards. */
export const drawnFace = fileURLToPath(new URL('drawn-face.jpg', import.meta.url))
