import { PAGE_SCRIPT } from './page-script'

/**
 * The behaviour of WeChat's own screens. Plain script for the browser, kept as text because the
 * sandbox is bundled into one file; it holds neither a backtick nor a backslash.
 *
 * A screen is a row of sections, `data-flow` of the body, gone through one after the other. What the
 * person does there is decided by the sandbox, to which every ending is reported.
 */
export const SCRIPT = `
(function () {
  'use strict'
${PAGE_SCRIPT}
  var STEP_MS = 800
  var PASSWORD_LENGTH = 6
  var flow = document.body.dataset.flow.split(' ')
  var state = { visit: null, shown: {}, left: true, typed: 0, turn: 0 }

  function all(selector) { return Array.from(document.querySelectorAll(selector)) }

  function show(step) {
    all('[data-step]').forEach(function (section) { section.hidden = section.dataset.step !== step })
    document.body.dataset.now = step
    var heading = document.querySelector('[data-step="' + step + '"] h2')
    $('main').scrollTop = 0
    if (heading) heading.focus()
    readOutcome()
  }

  function end(answer) {
    if (state.left) return
    state.left = true
    show('waiting')
    tell(answer.silent ? { shiming: 'close' } : { shiming: 'back', result: answer.result })
  }

  async function enter(message) {
    var turn = state.turn + 1
    var visit = { openid: message.openid, api: message.api, args: message.args || {} }
    state = { visit: visit, shown: {}, left: false, typed: 0, turn: turn }
    show('waiting')
    try {
      var answer = await post('enter', visit)
      if (state.turn !== turn) return
      if (!answer.shown) return end(answer)
      state.shown = answer.shown
      prepare(answer.shown)
      show(flow[0])
    } catch (error) {
      show('unreachable')
    }
  }

  function prepare(shown) {
    all('[data-fill]').forEach(function (place) {
      place.textContent = shown[place.dataset.fill] || place.textContent
    })
    all('[data-way]').forEach(function (part) { part.hidden = part.dataset.way !== shown.way })
    all('.pin i').forEach(function (cell) { cell.className = '' })
    if (!$('film')) return
    $('digits').replaceChildren.apply($('digits'), Array.from(shown.digits, function (digit) {
      var cell = document.createElement('span')
      cell.textContent = digit
      return cell
    }))
    $('digits').setAttribute('aria-label', '四个数字：' + Array.from(shown.digits).join(' '))
    $('ring').style.strokeDasharray = '0 100'
    $('film').disabled = false
    $('film').textContent = '开始'
    delete document.body.dataset.colour
  }

  function next() {
    var step = flow[flow.indexOf(document.body.dataset.now) + 1]
    if (step) show(step)
    else leave('done')
  }

  async function leave(leaving) {
    var turn = state.turn
    if (state.left) return
    try {
      var answer = await post('leave', Object.assign({ leaving: leaving }, state.visit))
      if (state.turn === turn) end(answer)
    } catch (error) {
      if (state.turn === turn) show('unreachable')
    }
  }

  async function film() {
    var turn = state.turn
    var cells = Array.from($('digits').children)
    $('film').disabled = true
    $('film').textContent = '正在识别…'
    for (var i = 0; i < cells.length; i += 1) {
      cells[i].className = 'is-now'
      if (state.shown.way === 'flashes') document.body.dataset.colour = String(i)
      await wait(STEP_MS)
      if (state.left || state.turn !== turn) return
      cells[i].className = 'is-read'
      $('ring').style.strokeDasharray = ((i + 1) * 100) / cells.length + ' 100'
    }
    delete document.body.dataset.colour
    leave('done')
  }

  async function type(change) {
    var turn = state.turn
    state.typed = Math.max(0, Math.min(PASSWORD_LENGTH, state.typed + change))
    all('.pin i').forEach(function (cell, index) {
      cell.className = index < state.typed ? 'is-full' : ''
    })
    $('pin').setAttribute('aria-label', '已输入 ' + state.typed + ' 位，共 6 位')
    if (state.typed < PASSWORD_LENGTH) return
    await wait(200)
    if (state.turn === turn && state.typed === PASSWORD_LENGTH) leave('done')
  }

  var ACTIONS = {
    next: next,
    cancel: function () { leave('cancel') },
    denied: function () { leave('denied') },
    unsupported: function () { leave('unsupported') },
    film: film,
    digit: function () { type(1) },
    erase: function () { type(-1) },
    gone: function () { end({ silent: true }) },
  }

  all('[data-do]').forEach(function (button) {
    button.addEventListener('click', function () { ACTIONS[button.dataset.do]() })
  })
  document.addEventListener('keydown', function (event) {
    if (document.body.dataset.now !== 'password') return
    if (event.key >= '0' && event.key <= '9') type(1)
    if (event.key === 'Backspace') type(-1)
  })

  show('waiting')
  receive(enter)
})()
`
