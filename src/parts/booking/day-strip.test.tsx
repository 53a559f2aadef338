import { act, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { show } from '../../testing/show'
import { aDay } from '../../testing/services'
import { addDays } from '../../ui/format'
import { DayStrip } from './day-strip'

const days = (from: string, count = 10) => Array.from({ length: count }, (_, n) => aDay({ day: addDays(from, n) }))

function Strip({ at }: { at: string }) {
  const [[from, day], show] = useState<readonly [string, string]>(['2026-11-24', at])
  return (
    <DayStrip
      days={days(from)}
      chosen={day}
      onChoose={(to) => show([from, to])}
      onLater={() => show([addDays(from, 10), addDays(from, 10)])}
    />
  )
}
const drawn = () => act(() => new Promise((done) => setTimeout(done, 5)))
const into = () => document.querySelector('[data-into]')?.getAttribute('data-into')

test('a day in sight leaves the page where it is; one further on is scrolled to', async () => {
  show(<Strip at="2026-11-24" />)
  await drawn()
  expect(into()).toBe('')
  fireEvent.click(screen.getByRole('radio', { name: /12月2日/ }))
  await drawn()
  expect(screen.getByRole('radio', { name: /12月2日/, checked: true })).toBeTruthy()
  expect(into()).toBe('')
})

test('a day another page gave is scrolled to, and later days begin at their first', async () => {
  show(<Strip at="2026-12-01" />)
  await drawn()
  expect(into()).toBe('d2026-12-01')
  const before = document.querySelector('[data-into]')
  fireEvent.click(screen.getByRole('button', { name: '看更晚的日子' }))
  await drawn()
  expect(into()).toBe('')
  expect(document.querySelector('[data-into]')).not.toBe(before)
})
