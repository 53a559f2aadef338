import { wallCodeMinutes } from '@doorstep/contract/rules'
import { minuteMs } from '@doorstep/contract/time-words'

/**
 * The script that keeps the wall display up to date. It polls the server it was loaded from, writes only text and the check-in code as an
 * image, backs off after each failed request, and shows since when the content may be out of date. A code that is no longer good is hidden.
 * Speech needs a tap first, because browsers block audio before a user gesture.
 */
export const displayScript = `
'use strict'
const every = 5000
const longest = 60000
const codeGood = ${wallCodeMinutes * minuteMs}
const at = (id) => document.getElementById(id)
const wall = (date) => date.toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' })
let last = null
let pause = every
let speaks = false
let known = null
let code = null

const cell = (name, text) => {
  const one = document.createElement('span')
  one.className = name
  one.textContent = text
  return one
}
const keyOf = (call) => call.number + ' ' + call.at
const spoken = (call) => '请 ' + Array.from(call.number).join(' ') + ' 号，到' + call.window

function say(calls) {
  if (calls.length === 0) return
  at('said').textContent = calls.map(spoken).join('。')
  if (!speaks) return
  for (const call of calls) {
    const words = new SpeechSynthesisUtterance(spoken(call))
    words.lang = 'zh-CN'
    words.rate = 0.9
    speechSynthesis.speak(words)
  }
}

function showCode(checkIn) {
  at('check-in').hidden = !checkIn
  if (!checkIn || checkIn.code === code) return
  code = checkIn.code
  const drawn = new DOMParser().parseFromString(checkIn.svg, 'image/svg+xml').documentElement
  at('code').replaceChildren(document.importNode(drawn, true))
}

function show(now) {
  const fresh = known === null ? [] : now.called.filter((call) => !call.serving && !known.has(keyOf(call)))
  known = new Set(now.called.map(keyOf))
  at('called').replaceChildren(
    ...now.called.map((call) => {
      const row = document.createElement('li')
      if (call.serving) row.classList.add('serving')
      if (fresh.includes(call)) row.classList.add('new')
      row.append(cell('number', call.number), cell('window', call.window), cell('what', call.serving ? '办理中' : '请前往'))
      return row
    }),
  )
  at('none').hidden = now.called.length > 0
  at('next').textContent = now.next.length > 0 ? now.next.join('  ') : '—'
  at('waiting').textContent = String(now.waiting)
  at('estimate').textContent = now.waiting > 0 ? '现在取号：' + now.estimate.says : ''
  showCode(now.checkIn)
  at('key-over').hidden = !now.keyOver
  say(fresh.reverse())
}

async function look() {
  const ends = new AbortController()
  const late = setTimeout(() => ends.abort(), 8000)
  try {
    const heard = await fetch('now-serving' + location.search, { signal: ends.signal, cache: 'no-cache' })
    if (!heard.ok) throw new Error(String(heard.status))
    show(await heard.json())
    last = new Date()
    pause = every
    at('trouble').hidden = true
  } catch {
    pause = Math.min(pause * 2, longest)
    at('trouble').textContent = last === null ? '连不上服务器，正在重试' : '连接中断，' + wall(last) + ' 以后没有更新，请以窗口叫号为准'
    at('trouble').hidden = false
    if (last !== null && new Date() - last >= codeGood) showCode(null)
  } finally {
    clearTimeout(late)
    setTimeout(look, pause)
  }
}

const tick = () => { at('clock').textContent = wall(new Date()) }
tick()
setInterval(tick, 1000)
const canSpeak = 'speechSynthesis' in window
at('speak').hidden = !canSpeak
at('speak').addEventListener('click', () => {
  speaks = !speaks
  at('speak').setAttribute('aria-pressed', String(speaks))
  at('speak').textContent = speaks ? '关闭语音播报' : '打开语音播报'
  if (!speaks) speechSynthesis.cancel()
})
look()
`
