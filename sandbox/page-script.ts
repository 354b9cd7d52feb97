/**
 * What the scripts of all pages of the sandbox share, for the inside of their function: the way to the
 * sandbox, the way to the preview around the page, and the developer's choice of an outcome, which the
 * page has as `outcome`, `now` and `meaning`. Neither a backtick nor a backslash.
 */
export const PAGE_SCRIPT = `
  function $(id) { return document.getElementById(id) }
  function wait(ms) { return new Promise(function (resolve) { setTimeout(resolve, ms) }) }

  function tell(message) {
    if (window.parent !== window) window.parent.postMessage(message, location.origin)
  }

  async function post(path, body) {
    var answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error('HTTP ' + answer.status)
    return answer.status === 204 ? null : answer.json()
  }

  async function readOutcome() {
    try {
      var answer = await fetch('__control')
      showOutcomes(await answer.json())
    } catch (error) {
      $('now').textContent = '连不上沙箱'
    }
  }

  function showOutcomes(control) {
    var select = $('outcome')
    if (!select.options.length) control.groups.forEach(function (group) {
      var list = document.createElement('optgroup')
      list.label = group.title
      group.outcomes.forEach(function (outcome) {
        var option = new Option(outcome.label, outcome.id)
        option.dataset.meaning = outcome.meaning
        list.append(option)
      })
      select.append(list)
    })
    select.value = control.current
    describeOutcome()
  }

  function describeOutcome() {
    var option = $('outcome').selectedOptions[0]
    if (!option) return
    $('now').textContent = '沙箱将会：' + option.textContent
    $('meaning').textContent = option.dataset.meaning
  }

  async function onOutcome() {
    try {
      await post('__control', { outcome: $('outcome').value })
      describeOutcome()
    } catch (error) {
      readOutcome()
    }
  }

  /** Says that the page is there, and takes the visits that the preview sends. */
  function receive(enter) {
    $('outcome').addEventListener('change', onOutcome)
    document.addEventListener('visibilitychange', function () { if (!document.hidden) readOutcome() })
    window.addEventListener('message', function (event) {
      if (event.source !== window.parent || event.origin !== location.origin) return
      if (event.data && event.data.shiming === 'enter') enter(event.data)
    })
    tell({ shiming: 'ready' })
  }
`
