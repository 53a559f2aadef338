import { bookingStateWords } from '@doorstep/contract/booking-words'
import type { DaySheet } from '@doorstep/contract/bookings'
import type { Raw } from '../platform/call'
import { dayOf, instantOf } from '../platform/calendar'
import { html, htmlPage, type Html } from '../platform/html'
import { dayInWords, timeInWords } from '../platform/words'
import { printScript, printStyle } from './print-style'

type Slot = DaySheet['services'][number]['slots'][number]
type Booking = Slot['bookings'][number]

/** `9:00` */
const wall = (at: Date) => timeInWords(at, at).replace(/^\S+ /, '')

/** A day sheet on paper: with names and numbers, since the counter calls people by them. */
export function sheetPage(sheet: DaySheet, now: Date): Raw {
  const { venue, day, says, services } = sheet
  const shown = services.filter(({ slots }) => slots.length > 0)
  const title = `${venue.name} ${day} 当日表`
  return htmlPage({
    title,
    style: printStyle,
    script: printScript,
    body: html`
      <h1>${venue.name} 当日表</h1>
      <p>
        ${day}(${dayInWords(instantOf(day, '12:00'), now)})${says === null ? '' : ` · ${says}`} ·
        <span class="small">打印于 ${dayOf(now)} ${wall(now)},以后的变动请看手机</span>
      </p>
      <p class="screen"><button id="print" type="button">打印</button></p>
      ${shown.length === 0 ? html`<p>这一天没有安排。</p>` : shown.map((service) => serviceTable(service))}
      <p class="small">含居民姓名和电话,用完请收好或销毁。</p>
    `,
  })
}

const serviceTable = ({ name, slots }: DaySheet['services'][number]): Html => html`
  <h2>${name}</h2>
  <table>
    <thead>
      <tr>
        <th>时间</th>
        <th>姓名</th>
        <th>电话</th>
        <th>预约码</th>
        <th>备注</th>
        <th class="tick">到场</th>
      </tr>
    </thead>
    <tbody>
      ${slots.flatMap((slot) => slotRows(slot))}
    </tbody>
  </table>
`

function slotRows(slot: Slot): Html[] {
  const time = `${wall(new Date(slot.startsAt))}–${wall(new Date(slot.endsAt))}`
  const places = `${slot.taken}/${slot.capacity}${slot.walkIn > 0 ? `,现场 ${slot.walkIn}` : ''}`
  const closed = slot.closedReason === null ? '' : `停办:${slot.closedReason}`
  const first = html`<td class="time" rowspan="${Math.max(1, slot.bookings.length)}">${time}<br /><span class="small">${places}</span></td>`
  if (slot.bookings.length === 0)
    return [
      html`<tr>
        ${first}
        <td colspan="5">${closed === '' ? '没有人预约' : closed}</td>
      </tr>`,
    ]
  return slot.bookings.map(
    (booking, index) =>
      html`<tr>
        ${index === 0 ? first : null}${bookingCells(booking, closed)}
      </tr>`,
  )
}

function bookingCells(booking: Booking, closed: string): Html {
  const { name, phone, code, note, seats, state } = booking
  const said = [seats > 1 ? `${seats} 人` : '', note, state === 'booked' ? '' : bookingStateWords[state].name, closed]
  return html`<td>${name}</td>
    <td>${phone ?? ''}</td>
    <td>${code}</td>
    <td>${said.filter(Boolean).join(';')}</td>
    <td class="tick"></td>`
}
