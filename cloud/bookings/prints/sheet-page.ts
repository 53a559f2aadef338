import { bookingStateWords } from '@doorstep/contract/bookings/words'
import type { DaySheet } from '@doorstep/contract/bookings/staff-views'
import { datedDay, timeOfDay } from '@doorstep/contract/time-words'
import type { Raw } from '../../platform/context/call'
import { dayOf } from '../../platform/time/calendar'
import { html, htmlPage, type Html } from '../../platform/http/html'
import { printScript, printStyle } from './print-style'

type Slot = DaySheet['services'][number]['slots'][number]
type Booking = Slot['bookings'][number]

/** Renders a day sheet for paper: with names and numbers, because the counter calls people by them. */
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
        ${datedDay(day, now)}${says === null ? '' : ` · ${says}`} ·
        <span class="small">打印于 ${dayOf(now)} ${timeOfDay(now)}，以后的变动请看手机</span>
      </p>
      <p class="screen"><button id="print" type="button">打印</button></p>
      ${shown.length === 0 ? html`<p>这一天没有安排。</p>` : shown.map((service) => serviceTable(service))}
      <p class="small">含居民姓名、电话和地址，用完请收好或销毁。</p>
    `,
  })
}

const serviceTable = ({ name, way, slots }: DaySheet['services'][number]): Html => html`
  <h2>${name}</h2>
  <table>
    <thead>
      <tr>
        <th>时间</th>
        <th>姓名</th>
        <th>电话</th>
        ${
          way === 'home'
            ? html`<th>地址</th>
                <th>谁去</th>`
            : null
        }
        <th>预约码</th>
        <th>备注</th>
        <th class="tick">${way === 'home' ? '办好' : '到场'}</th>
      </tr>
    </thead>
    <tbody>
      ${slots.flatMap((slot) => slotRows(slot, way === 'home'))}
    </tbody>
  </table>
`

function slotRows(slot: Slot, home: boolean): Html[] {
  const time = `${timeOfDay(new Date(slot.startsAt))}–${timeOfDay(new Date(slot.endsAt))}`
  const places = `${slot.taken}/${slot.capacity}${slot.walkIn > 0 ? `，现场 ${slot.walkIn}` : ''}`
  const closed = slot.closedReason ?? ''
  const first = html`<td class="time" rowspan="${Math.max(1, slot.bookings.length)}">${time}<br /><span class="small">${places}</span></td>`
  if (slot.bookings.length === 0)
    return [
      html`<tr>
        ${first}
        <td colspan="${home ? 7 : 5}">${closed === '' ? '没有人预约' : closed}</td>
      </tr>`,
    ]
  return slot.bookings.map(
    (booking, index) =>
      html`<tr>
        ${index === 0 ? first : null}${bookingCells(booking, { closed, home })}
      </tr>`,
  )
}

/** Renders one booking; a cancelled one is struck through instead of left out, so that a missing name is explained. */
function bookingCells(booking: Booking, { closed, home }: { closed: string; home: boolean }): Html {
  const { name, contact, phone, code, note, seats, state, toCall, address, helper } = booking
  const off = state === 'cancelled'
  const said = [
    contact === null ? '' : `单位，联系人 ${contact}`,
    seats > 1 ? `${seats} 人` : '',
    note,
    state === 'booked' ? '' : bookingStateWords[state].name,
    toCall === null ? '' : '还没有打电话告诉',
    closed,
  ]
  const struck = (text: string) => (off ? html`<td class="off">${text}</td>` : html`<td>${text}</td>`)
  return html`${struck(name)} ${off && toCall === null ? struck(phone ?? '') : html`<td>${phone ?? ''}</td>`}
    ${home ? html`${struck(address ?? '')} ${struck(helper?.name ?? (off ? '' : '还没有安排'))}` : null} ${struck(code)}
    <td>${said.filter(Boolean).join('；')}</td>
    <td class="tick">${off ? '—' : ''}</td>`
}
