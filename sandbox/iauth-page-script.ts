import { PAGE_SCRIPT } from './page-script'

/**
 * The page's behaviour. Plain script for the browser, kept as text because the sandbox is bundled
 * into one file; it holds neither a backtick nor a backslash.
 */
export const SCRIPT = `
(function () {
  'use strict'
${PAGE_SCRIPT}
  var STEPS = { waiting: 0, card: 0, face: 1, done: 2, refused: -1 }
  var READ_MS = 700
  var WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  var CHECKS = '10X98765432'
  var state = { visit: '', digits: '', ending: null, left: false }

  function show(step) {
    document.querySelectorAll('[data-step]').forEach(function (section) {
      section.hidden = section.dataset.step !== step
    })
    $('steps').hidden = step === 'refused'
    Array.from($('steps').children).forEach(function (item, index) {
      item.className = index < STEPS[step] ? 'is-past' : index === STEPS[step] ? 'is-here' : ''
      if (index === STEPS[step]) item.setAttribute('aria-current', 'step')
      else item.removeAttribute('aria-current')
    })
    var heading = document.querySelector('[data-step="' + step + '"] h2')
    $('main').scrollTop = 0
    if (heading && heading.tabIndex === -1) heading.focus()
    readOutcome()
  }

  function closeMiniProgram() {
    if (state.left) return
    state.left = true
    tell({ shiming: 'close' })
  }

  function goBack(ending) {
    if (state.left) return
    state.left = true
    var message = { shiming: 'back' }
    if (ending.extraData) message.extraData = ending.extraData
    if (ending.fromAppId) message.fromAppId = ending.fromAppId
    for (var i = 0; i < (ending.times || 1); i += 1) tell(message)
  }

  function refuse(title, words, reason) {
    $('refused-title').textContent = title
    $('refused-words').textContent = words
    $('refused-reason').textContent = reason
    show('refused')
  }

  function refuseWith(title, refused) {
    refuse(title, refused.words, '错误码 ' + refused.code + '：' + refused.reason)
  }

  function unreachable() {
    refuse('连不上', '沙箱没有应答。', '沙箱可能已停止。返回后可以再试一次。')
  }

  async function enter(message) {
    state = { visit: '', digits: '', ending: null, left: false }
    show('waiting')
    try {
      var answer = await post('enter', { extraData: message.extraData })
      if (answer.refused) return refuseWith('无法进入', answer.refused)
      state.visit = answer.visit
      state.digits = answer.digits
      show('card')
    } catch (error) {
      unreachable()
    }
  }

  function isIdNumber(text) {
    if (!/^[0-9]{17}[0-9X]$/.test(text)) return false
    var sum = WEIGHTS.reduce(function (total, weight, index) {
      return total + weight * Number(text[index])
    }, 0)
    return CHECKS[sum % 11] === text[17]
  }

  function mark(input, wrong) {
    input.setAttribute('aria-invalid', String(wrong))
    return wrong
  }

  function onCard(event) {
    event.preventDefault()
    var number = $('number').value.trim().toUpperCase()
    $('number').value = number
    var noName = mark($('name'), $('name').value.trim() === '')
    var badNumber = mark($('number'), !isIdNumber(number))
    $('error').textContent = noName ? '请填写姓名。' : badNumber ? '证件号码有误，请核对。' : ''
    if (!noName && !badNumber) return prepareFace()
    $(noName ? 'name' : 'number').focus()
    $('error').scrollIntoView({ block: 'nearest' })
  }

  function prepareFace() {
    $('digits').replaceChildren.apply($('digits'), Array.from(state.digits, function (digit) {
      var cell = document.createElement('span')
      cell.textContent = digit
      return cell
    }))
    $('digits').setAttribute('aria-label', '四个数字：' + Array.from(state.digits).join(' '))
    $('ring').style.strokeDasharray = '0 100'
    $('read').disabled = false
    $('read').textContent = '开始'
    show('face')
  }

  async function onRead() {
    var visit = state.visit
    $('read').disabled = true
    $('read').textContent = '正在识别…'
    var cells = Array.from($('digits').children)
    for (var i = 0; i < cells.length; i += 1) {
      cells[i].className = 'is-now'
      await wait(READ_MS)
      if (state.left || state.visit !== visit) return
      cells[i].className = 'is-read'
      $('ring').style.strokeDasharray = ((i + 1) * 100) / cells.length + ' 100'
    }
    await finish(visit)
  }

  async function finish(visit) {
    var person = { name: $('name').value.trim(), idNumber: $('number').value }
    try {
      var answer = await post('complete', { visit: visit, person: person })
      if (state.left || state.visit !== visit) return
      if (answer.refused) return refuseWith('没有完成', answer.refused)
      if (answer.ending.close) return closeMiniProgram()
      state.ending = answer.ending
      showVerdict(answer.verdict)
    } catch (error) {
      unreachable()
    }
  }

  function showVerdict(verdict) {
    var passed = !verdict.words
    $('sign').classList.toggle('sign--bad', !passed)
    $('sign-path').setAttribute('d', passed ? 'M19 33l9 9 18-19' : 'M32 17v20M32 45v2')
    $('done-title').textContent = passed ? '识别完成' : '没有通过'
    $('done-hint').textContent = passed ? '结果由业务后台向沙箱查询。' : verdict.words + '。'
    show('done')
  }

  $('close').addEventListener('click', closeMiniProgram)
  $('leave').addEventListener('click', function () { goBack({}) })
  $('back').addEventListener('click', function () { goBack(state.ending) })
  $('card').addEventListener('submit', onCard)
  $('read').addEventListener('click', onRead)

  // A frame that draws the capsule itself asks for the page without a second one.
  $('bar').hidden = new URLSearchParams(location.search).get('bar') === 'none'
  show('waiting')
  receive(enter)
})()
`
