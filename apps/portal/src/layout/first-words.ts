/**
 * What the server has sent to be read before the scripts have run stays on the page until the application has
 * more to show: its heading, and what it fetches first.
 */
export function replaceFirstWords(application: HTMLElement): void {
  const words = document.getElementById('first-words')
  if (words === null) return
  application.hidden = true
  const show = (): void => {
    clearTimeout(limit)
    watch.disconnect()
    words.remove()
    application.hidden = false
  }
  const watch = new MutationObserver(() => {
    const isReady = application.querySelector('h1') !== null
    if (isReady && application.querySelector('.fi-loadingSpinner') === null) show()
  })
  watch.observe(application, { childList: true, subtree: true })
  const limit = setTimeout(show, maxWaitMilliseconds)
}

/** Then the application shows that it waits, or what failed. */
const maxWaitMilliseconds = 3000
