import { useEffect, useRef } from 'react'

/**
 * When the layout moves, a press that was meant for something else must not hit what has come there: for half a
 * second pointers reach nothing (`page.css`). Keys, and assistive technology that presses without a pointer, do.
 */
export function pausePointer(): void {
  const { dataset } = document.documentElement
  dataset['pointerPaused'] = ''
  clearTimeout(pause)
  pause = setTimeout(() => {
    delete dataset['pointerPaused']
  }, pauseMilliseconds)
}

/** At least the time between the two presses of a double click. */
const pauseMilliseconds = 500
let pause: ReturnType<typeof setTimeout> | undefined

/** Pauses pointers each time that the step of a page or form has changed. */
export function usePauseOnChange(step: unknown): void {
  const last = useRef(step)
  useEffect(() => {
    if (last.current !== step) pausePointer()
    last.current = step
  }, [step])
}

/**
 * The same for everything else that moves by a press: something that can be pressed has come to the place where
 * another was pressed.
 */
export function watchPresses(): void {
  addEventListener('click', (event) => {
    const pressed = controlOf(event.target)
    // Keys and assistive technology press without a pointer.
    if (!pressed || event.detail === 0) return
    const { clientX, clientY } = event
    const until = performance.now() + pauseMilliseconds
    const stop = (): void => {
      changes.disconnect()
      cancelAnimationFrame(frame)
    }
    const check = (): void => {
      const there = controlOf(document.elementFromPoint(clientX, clientY))
      if (there && there !== pressed) pausePointer()
      else if (performance.now() < until) return
      stop()
    }
    // A slow frame would come after the second press; what a frame alone shows has only moved.
    const changes = new MutationObserver(check)
    changes.observe(document.body, { attributes: true, childList: true, subtree: true })
    const watch = (): void => {
      frame = requestAnimationFrame(watch)
      check()
    }
    let frame = requestAnimationFrame(watch)
    check()
  })
}

const controlOf = (target: EventTarget | null): Element | null =>
  target instanceof Element
    ? target.closest('a, button, input, label, select, summary, textarea, [role=button]')
    : null
