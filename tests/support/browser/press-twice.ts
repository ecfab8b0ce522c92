import type { Locator } from 'playwright-core'

/** Presses twice at the same place, as a trembling hand does: the second hits whatever is there by then. */
export async function pressTwice(button: Locator, millisecondsApart: number): Promise<void> {
  await button.click({ trial: true })
  const box = await button.boundingBox()
  if (!box) throw new Error('the button is not shown')
  const { mouse } = button.page()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await mouse.click(x, y)
  await button.page().waitForTimeout(millisecondsApart)
  await mouse.down({ clickCount: 2 })
  await mouse.up({ clickCount: 2 })
}
