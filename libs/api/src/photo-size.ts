/** The smallest photo for a card, in pixels: the size of the passport photo of the Finnish police. */
export const minPhotoSize = { width: 500, height: 653 } as const
